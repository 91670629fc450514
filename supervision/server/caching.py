"""What a browser may keep: the files of Streamlit for good, for their names hold their version.

All else is kept too, but asked for again each time, and then answered in a few bytes where it is
still the same. Streamlit says so of its own files; of ours it says nothing, and sends them whole.
"""

from __future__ import annotations

from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def script(text: str) -> Response:
    """Return the answer with a script that can change from one version to the next."""
    tag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    return Response(text, media_type="text/javascript", headers={"ETag": tag})


class Revalidation:
    """Middleware: lets a browser ask again for what nothing else says how long to keep."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; say `no-cache`, and 304 to who has the same already."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        known = _tags(Headers(scope=scope).get("if-none-match", ""))
        is_same = False

        async def telling(message: Message) -> None:
            nonlocal is_same
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(raw=message["headers"])
                headers.setdefault("cache-control", "no-cache")
                is_same = bool(_tags(headers.get("etag", "")) & known)
                if is_same:
                    message["status"] = 304
                    for name in ("content-length", "content-type", "content-encoding"):
                        del headers[name]
            elif is_same and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, telling)


def _tags(header: str) -> set[str]:
    """The versions that a header names; a proxy that compresses marks them as weak."""
    return {each.strip().removeprefix("W/") for each in header.split(",")} - {""}
