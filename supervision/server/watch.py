"""The script that looks whether a session still holds, and the address that it asks."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from supervision.server import caching

SCRIPT = "/_toegang/wacht.js"
STILL = "/_toegang/nog"
"""Answers whoever the gate lets through; the gate answers the others."""
_SCRIPT = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")


def script(_request: Request) -> Response:
    """Return the script."""
    return caching.script(_SCRIPT)


def still(_request: Request) -> Response:
    """Say that whoever asks is still signed in."""
    return Response(status_code=204, headers={"Cache-Control": "no-store"})
