"""The ASGI application: Streamlit behind the gate, health, the language, and a warm start.

With settings that are incomplete or unsafe it does not start, and says in one line what to do.
"""

from __future__ import annotations

import gc
import logging
import sys
from asyncio import create_task
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime import get_instance

from supervision.config import ROOT, Settings, settings
from supervision.errors import SettingsInvalid, SupervisionError
from supervision.server import caching, door, health, language, login, logs, watch
from supervision.server.access_log import AccessLog
from supervision.server.front_end import FrontEnd
from supervision.server.gate import Gate
from supervision.server.headers import SecurityHeaders
from supervision.server.lasting import keep_downloads
from supervision.server.limits import SizeLimits
from supervision.server.wishes import Wishes
from supervision.ui import warm
from supervision.ui.access import SIGN_IN
from supervision.words import LANGUAGES, words
from supervision.words.errors import message

_log = logging.getLogger(__name__)
_process = health.Process()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Load what every page needs, keep it out of the garbage collector, and warm up.

    Pandas first: else the first visitors at once find it half loaded by one of them.
    """
    import_module("pandas")
    keep_downloads(get_instance().media_file_mgr)
    gc.collect()
    gc.freeze()
    _process.serves(settings().drain_seconds)
    warming = create_task(run_in_threadpool(_warm_up))
    yield {}
    await warming


def _warm_up() -> None:
    """Compute what the first visitor would wait for; without it they wait, and nothing is wrong."""
    try:
        warm.start_page_and_map()
    except SupervisionError as error:
        _log.info("not warmed up: %s", message(error, words(LANGUAGES[0])))
    except Exception:  # the first page meets it again, and says so
        _log.exception("not warmed up")


def application(found: Settings) -> st.App:
    """Return the application with these settings."""
    scripts = [watch.SCRIPT] if found.has_login else []
    made = st.App(
        ROOT / "app.py",
        secrets=login.secrets_of(found),
        lifespan=lifespan,
        routes=[
            Route(health.HEALTH, health.healthy),
            Route(health.READY, _process.ready),
            Route(language.PATH, language.script),
            Route(SIGN_IN, door.sign_in),
            Route(watch.SCRIPT, watch.script),
            Route(watch.STILL, watch.still),
        ],
        middleware=[
            Middleware(Gate),
            Middleware(Wishes),
            Middleware(caching.Revalidation),
            Middleware(language.DocumentLanguage, scripts=scripts),
            Middleware(FrontEnd),
        ],
    )
    login.configure(found)
    return made


def _settings() -> Settings:
    try:
        return settings()
    except SettingsInvalid as error:
        sys.exit(message(error, words(LANGUAGES[0])))


logs.configure()
# Around all that Streamlit answers, also where it fails.
app = AccessLog(SecurityHeaders(SizeLimits(application(_settings()))))
