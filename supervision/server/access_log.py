"""One line in the log for each request: who asked for what, from where, and what came of it."""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

WHO = "supervision.who"
"""Where in the scope whoever lets a request in leaves the name of the person."""
_ACCEPTED, _REFUSED, _NOT_FOUND = 101, 403, 404
_STATIC = ("/static/", "/app/static/", "/_taal/")
_QUIET = ("/health", "/ready", "/_stcore/health", "/_stcore/host-config")
"""Asked every few seconds, or by each page; only what goes wrong there is worth a line."""
_ADDRESSED = ("/media/", "/_stcore/upload_file/")
"""What follows is the address of a file or the number of a session: no business of the log."""
_LONGEST = 200

_log = logging.getLogger(__name__)


class AccessLog:
    """Middleware: logs each request when it has been answered; a websocket when it opens too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and look at how it is answered."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def watching(message: Message) -> None:
            nonlocal status
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                status = message["status"]
            elif message["type"] == "websocket.accept":
                status = _ACCEPTED
                _write(scope, status, None)
            elif message["type"] == "websocket.close" and status != _ACCEPTED:
                status = _REFUSED  # so a server answers a websocket that is closed before it opens
            await send(message)

        try:
            await self._app(scope, receive, watching)
        finally:
            _write(scope, status, round((time.perf_counter() - began) * 1000))


def _write(scope: Scope, status: int, milliseconds: int | None) -> None:
    path = scope["path"]
    if status < 400 and path.startswith((*_STATIC, *_QUIET)):
        return
    client = scope.get("client") or ("", 0)
    is_open = milliseconds is None
    what = scope.get("method", "WEBSOCKET")
    is_trouble = status >= 400 and status != _NOT_FOUND
    _log.log(
        logging.WARNING if is_trouble else logging.INFO,
        "opened" if is_open else "answered",
        extra={
            "what": what,
            "who": scope.get(WHO, ""),
            "object": _shown(path),
            "result": status,
            "origin": client[0],
            **({} if is_open else {"milliseconds": milliseconds}),
        },
    )


def _shown(path: str) -> str:
    """The path as it may be kept; a query is never part of it."""
    for prefix in _ADDRESSED:
        before, found, _ = path.partition(prefix)
        if found:
            return f"{before}{found}\N{HORIZONTAL ELLIPSIS}"
    return path[:_LONGEST]
