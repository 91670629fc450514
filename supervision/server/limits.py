"""How much a request may bring: nothing that comes in is read without an end.

What a file may hold, the reader checks (`importing/limits.py`); here it is about the bytes on the
wire, whatever they claim to be. A message on the websocket is weighed by Streamlit itself
(`server.maxWidgetStateSize`).
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
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
        body = _Body(receive, limit)
        await self._app(scope, body.receive, body.closing(scope, send))


class _Body:
    """What comes in with a request, counted."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._left = receive, limit
        self._is_whole = False

    async def receive(self) -> Message:
        """Raise inside the application, which answers, where more comes in than the limit."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        if self._left < 0:
            raise HTTPException(413, _TOO_LARGE)
        return message

    def closing(self, scope: Scope, send: Send) -> Send:
        """Let the connection end with an answer that does not wait for the whole body."""
        headers = Headers(scope=scope)
        has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and has_body and not self._is_whole:
                MutableHeaders(scope=message)["connection"] = "close"
            await send(message)

        return sending
