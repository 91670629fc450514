"""How much a request may bring: nothing that comes in is read without an end.

What a file may hold, the reader checks (`importing/limits.py`); here it is about the bytes on the
wire, whatever they claim to be. A message on the websocket is weighed by Streamlit itself
(`server.maxWidgetStateSize`).
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from supervision.importing.limits import MAX_BYTES, MEGABYTE

UPLOADS = "/_stcore/upload_file/"
"""Where the browser delivers files."""
UPLOAD_BYTES = MAX_BYTES + MEGABYTE
"""A file and what frames it; Streamlit takes as much (`server.maxUploadSize`), so that the reader
tells in words of a file that is a little too large."""
BODY_BYTES = 64 * 1024
"""Any other request: nothing else in the product sends a body of any size."""
_LENGTH = re.compile(r"[0-9]{1,15}")
_TOO_LARGE = "too large"


class SizeLimits:
    """Middleware: answers 413 to what is too large; the length that it states is not believed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is small enough, and count what comes in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = UPLOAD_BYTES if scope["path"].startswith(UPLOADS) else BODY_BYTES
        stated = Headers(scope=scope).get("content-length", "0")
        if not _LENGTH.fullmatch(stated) or int(stated) > limit:
            # Whoever is still sending is not listened to: the connection ends here.
            refusal = PlainTextResponse(_TOO_LARGE, 413, headers={"Connection": "close"})
            await refusal(scope, receive, send)
            return
        await self._app(scope, _counted(receive, limit), send)


def _counted(receive: Receive, limit: int) -> Receive:
    """Raise inside the application, which answers, where more comes in than the limit."""
    seen = 0

    async def counting() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413, _TOO_LARGE, {"Connection": "close"})
        return message

    return counting
