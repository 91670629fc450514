"""The ASGI application: Streamlit, a route for health, the language, and a warm start."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from supervision.config import ROOT
from supervision.errors import SupervisionError
from supervision.server import language
from supervision.ui import cached


def health(_request: Request) -> PlainTextResponse:
    """Answer 200 while the store can be read, else 503; runs in a thread, for a store can hang."""
    try:
        cached.store().revision()
    except SupervisionError as error:
        return PlainTextResponse(type(error).__name__, status_code=503)
    return PlainTextResponse("ok")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Keep what was loaded out of the garbage collector, which Streamlit runs on every rerun."""
    gc.collect()
    gc.freeze()
    yield {}


app = st.App(
    ROOT / "app.py",
    lifespan=lifespan,
    routes=[Route("/health", health), Route(language.PATH, language.script)],
    middleware=[Middleware(language.DocumentLanguage)],
)
