"""The language of the document, and Streamlit's own words: English and fixed in its JavaScript.

A small script puts the words of our catalogues in their place. Without it (`streamlit run`) they
stay English and everything works.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from supervision.server import caching
from supervision.server.front_end import early_links
from supervision.words import LANGUAGES, words
from supervision.words.streamlit import PATTERNS, TEXTS

PATH = "/_taal/woorden.js"
PARAMETER = "taal"
"""The choice of language in the URL, as `ui/state.py` writes it."""
_SCRIPT = Path(__file__).with_name("words.js")
FIRST_SCRIPT = "delete window.WebAssembly"
"""Stands first in each document. A library of Streamlit tries WebAssembly, which the content policy
forbids, and does as well without; every try would be reported as a violation of the policy.
"""


def script(_request: Request) -> Response:
    """Return the script with the words of every language but English."""
    return caching.script(_script())


@cache
def _script() -> str:
    catalogues = {
        language: {
            "texts": {text: words(language)(text) for text in TEXTS},
            "patterns": [[pattern, words(language)(text)] for pattern, text in PATTERNS],
        }
        for language in LANGUAGES
        if language != "en"
    }
    settings = {"parameter": PARAMETER, "standard": LANGUAGES[0], "words": catalogues}
    text = _SCRIPT.read_text(encoding="utf-8")
    return text.replace("/* SETTINGS */ {}", json.dumps(settings, ensure_ascii=False))


class DocumentLanguage:
    """Middleware: states the language of each HTML document and adds the script to it."""

    def __init__(self, app: ASGIApp, scripts: Sequence[str] = ()) -> None:
        self._app = app
        self._scripts = (PATH, *scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; rewrite HTML on its way out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = _uncompressed(scope)
        start: Message | None = None
        body = bytearray()

        async def rewriting(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                kind = MutableHeaders(raw=message["headers"]).get("content-type", "")
                if kind.startswith("text/html"):
                    start = message
                    return
            elif start is not None and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                document = _spoken(bytes(body), language_of(scope), self._scripts)
                headers = MutableHeaders(raw=start["headers"])
                headers["content-length"] = str(len(document))
                for name in ("etag", "last-modified"):
                    del headers[name]  # they are those of the file, not of what is sent
                await send(start)
                message = {"type": "http.response.body", "body": document}
            await send(message)

        await self._app(scope, receive, rewriting)


def _uncompressed(scope: Scope) -> Scope:
    """Ask for a document as it is: Streamlit compresses some, and those cannot be rewritten."""
    headers = dict(scope["headers"])
    if b"text/html" not in headers.get(b"accept", b""):
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}


def language_of(scope: Scope) -> str:
    """Return the language that a request asks for in its address, else the usual one."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(PARAMETER, [""])[0]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _spoken(document: bytes, language: str, scripts: Sequence[str]) -> bytes:
    tags = "".join(f'<script src="{each}" defer></script>' for each in scripts)
    parts = {
        '<html lang="en">': f'<html lang="{language}">',
        "<head>": f"<head><script>{FIRST_SCRIPT}</script>",
        "</head>": f"{early_links()}{tags}</head>",
    }
    for old, new in parts.items():
        document = document.replace(old.encode(), new.encode(), 1)
    return document
