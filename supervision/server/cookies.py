"""Cookies on their way out: no longer than a session, only through TLS, and no tokens at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from starlette.types import Message
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME

from supervision.config import settings

_MAX_AGE = re.compile(r"(?i)(;\s*max-age=)(\d+)")
_SECURE = re.compile(r"(?i);\s*secure\s*(;|$)")
_Headers = list[tuple[bytes, bytes]]


def harden(message: Message) -> Message:
    """Return the start of a response with its cookies hardened; other messages as they are."""
    if message["type"] not in ("http.response.start", "websocket.accept"):
        return message
    headers: _Headers = []
    for name, value in message.get("headers", ()):
        if name.lower() != b"set-cookie":
            headers.append((name, value))
        elif hardened := _hardened(value.decode("latin-1")):
            headers.append((name, hardened.encode("latin-1")))
    return {**message, "headers": headers}


def given(headers: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Return the cookies that a response gives a browser, those that it takes away left out."""
    found = {}
    for name, value in headers:
        if name.lower() == b"set-cookie":
            key, _, content = value.decode("latin-1").split(";")[0].partition("=")
            if content.strip('"'):
                found[key.strip()] = content.strip('"')
    return found


def _hardened(cookie: str) -> str | None:
    """One cookie as it may go out; None for one with the provider's tokens.

    Nothing here asks the provider anything on behalf of somebody, so a browser needs no tokens.
    """
    found, most = settings(), int(settings().absolute.total_seconds())
    if cookie.startswith(TOKENS_COOKIE_NAME) and "max-age=0" not in cookie.lower():
        return None
    cookie = _MAX_AGE.sub(lambda age: f"{age[1]}{min(int(age[2]), most)}", cookie)
    return f"{cookie}; Secure" if found.has_https and not _SECURE.search(cookie) else cookie
