"""What a browser may load, run and show: headers on every answer, also on refusals and errors.

Nothing comes from outside. Scripts are files of this server, or known by their hash; `blob:` is
there for the map, whose script Streamlit turns into one in the browser. Style sheets are files
or known by their hash too; only attributes of elements may hold style, because plotly draws with
them and tables have their colours in them. What somebody may download is never a page.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from supervision.config import ROOT, settings
from supervision.server.language import FIRST_SCRIPT

MEDIA = "/media/"
"""Where Streamlit hands out downloads."""
HSTS = "max-age=31536000; includeSubDomains"
"""A year, as ASVS 5.0 asks (3.4.1)."""
_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_OWN_STYLES = ROOT / "supervision" / "ui"
_STYLES_OF_STREAMLIT = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",  # empty; its rules come one by one
    "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",  # how long a touch of a button is
    "'sha256-2GF9hCGTDj/GGFNlQA54jDdMGl2fvoeZmZjAvBSiAtM='",  # the maps of plotly
)
"""Constant texts inside the scripts of Streamlit 1.67, measured in the browser. Where a new
version has others, tests/e2e/test_hardening.py says so."""
_PERMISSIONS = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid"),
    *("identity-credentials-get", "idle-detection", "local-fonts", "magnetometer", "microphone"),
    *("midi", "payment", "picture-in-picture", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
"""What the product never asks a browser for."""


class SecurityHeaders:
    """Middleware: puts the headers on each answer, and takes off what says what runs here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; an answer gets the headers on its way out."""
        is_media = scope.get("path", "").startswith(MEDIA)

        async def guarding(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(scope=message)
                for name, value in headers_of(media=is_media, https=settings().has_https).items():
                    headers[name] = value
                for name in ("server", "x-powered-by"):
                    del headers[name]
            await send(message)

        await self._app(scope, receive, guarding)


@cache
def headers_of(*, media: bool, https: bool) -> Mapping[str, str]:
    """Return the headers of an answer: one with a download, or any other."""
    found = {
        "content-security-policy": media_policy() if media else page_policy(),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": ", ".join(f"{name}=()" for name in _PERMISSIONS),
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
    }
    if media:
        found["cache-control"] = "no-store"
    if https:
        found["strict-transport-security"] = HSTS
    return found


@cache
def page_policy() -> str:
    """Return the Content-Security-Policy of pages and of what they are made of."""
    scripts = (FIRST_SCRIPT, *_INLINE_SCRIPT.findall(_INDEX.read_text(encoding="utf-8")))
    styles = ("'self'", *_STYLES_OF_STREAMLIT, *map(_hash, _own_styles()))
    return _policy(
        {
            "default-src": ["'none'"],
            "script-src": ["'self'", "blob:", *map(_hash, scripts)],
            "script-src-attr": ["'none'"],
            "style-src": styles,
            "style-src-attr": ["'unsafe-inline'"],
            "img-src": ["'self'", "data:", "blob:"],
            "font-src": ["'self'", "data:"],
            "connect-src": ["'self'"],
            "manifest-src": ["'self'"],
            "worker-src": ["'none'"],
            "frame-src": ["'none'"],
            "frame-ancestors": ["'none'"],
            "object-src": ["'none'"],
            "base-uri": ["'none'"],
            "form-action": ["'self'"],
        }
    )


def media_policy() -> str:
    """Return the policy of a download: whoever opens it as a page gets one that can do nothing."""
    return _policy(
        {
            "default-src": ["'none'"],
            "frame-ancestors": ["'none'"],
            "object-src": ["'none'"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
            "sandbox": [],
        }
    )


def _own_styles() -> Iterator[str]:
    """The style sheets that pages hold; Streamlit cuts off the ends of some of them."""
    for path in sorted(_OWN_STYLES.glob("*.css")):
        sheet = path.read_text(encoding="utf-8")
        yield sheet
        yield sheet.strip()


def _policy(directives: Mapping[str, Iterable[str]]) -> str:
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def _hash(text: str) -> str:
    """A text inside a document, as a policy knows it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
