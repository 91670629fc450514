"""A server with a login and the identity provider that it asks; signing in without a browser."""

from __future__ import annotations

import contextlib
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from supervision.config import settings
from supervision.storage.audit import Event
from supervision.storage.database import database
from supervision.usecases import record
from tests.cli.office import Answer, run
from tests.e2e.servers import HOST, Server, free_port, serving
from tests.e2e.site import provider


@contextlib.contextmanager
def guarding(store: Path, log: Path, people: Mapping[str, str]) -> Iterator[Server]:
    """A server on a store that lets in people by the group of each, and nobody else."""
    port = free_port()
    about = f"http://{HOST}:{port}/.well-known/openid-configuration"
    login = {
        "OIDC_CLIENT_ID": "statushouders",
        "OIDC_CLIENT_SECRET": "not a secret here",
        "OIDC_METADATA_URL": about,
        "OIDC_GROUPS_CLAIM": "roles",
        "OIDC_ROLES": "kijken=viewer,inlezen=editor,toezicht=supervisor,beheer=admin",
        "COOKIE_SECRET": "a secret of the tests, long enough to sign with",
        "PUBLIC_URL": "{url}",
        "ADMINISTRATOR_CONTACT": "Jo, toestel 1234",
    }
    asked = provider(log.with_suffix(".provider.log"), port, people)
    try:
        asked.start()
        asked.wait_for(about)
        with serving(Server(store, log, settings=login)) as server:
            yield server
    finally:
        asked.stop()


def signed_in(server: Server, name: str) -> dict[str, str]:
    """Sign somebody in through the provider as a browser would; return their cookies."""
    jar = CookieJar()
    visit = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    form = visit.open(f"{server.url}/aanmelden", timeout=60)
    assert re.search(r'<form[^>]*method="post"', form.read().decode(), re.IGNORECASE)
    with contextlib.suppress(urllib.error.HTTPError):  # who has no role lands on a refusal
        visit.open(form.url, urlencode({"sub": name}).encode(), timeout=60)
    visit.open(f"{server.url}/_stcore/health", timeout=60)
    found = {each.name: each.value or "" for each in jar}
    assert "_streamlit_user" in found
    return found


def command(server: Server, *arguments: object) -> Answer:
    """Carry out a verb with the settings of the server."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        settings.cache_clear()
        answer = run(*arguments)
    settings.cache_clear()
    return answer


def log(server: Server) -> tuple[Event, ...]:
    """Everything on record."""
    return record.trail(database(server.database_url))
