"""Two answers for whoever watches the servers: 200 or 503, without login and without a reason.

`/health`: this process answers, and the store can be read. `/ready`: people can be sent here; the
start is behind it, the end has not begun, and the schema is that of this version.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from enum import Enum
from types import FrameType

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from supervision.config import settings
from supervision.usecases import health

HEALTH, READY = "/health", "/ready"


class Stage(Enum):
    """Where a process is between its start and its end."""

    STARTING = "starting"
    SERVING = "serving"
    STOPPING = "stopping"


class Process:
    """This process, which tells on `/ready` whether people can be sent to it."""

    def __init__(self) -> None:
        self.stage = Stage.STARTING

    def serves(self, seconds: float) -> None:
        """Begin to serve; told to stop, go on for some seconds but send people elsewhere.

        To be called where the server has set its own handling of the signal already.
        """
        self.stage = Stage.SERVING
        if threading.current_thread() is not threading.main_thread():
            return  # only there can a signal be handled
        loop, stop = asyncio.get_running_loop(), signal.getsignal(signal.SIGTERM)

        def told(number: int, frame: FrameType | None) -> None:
            self.stage = Stage.STOPPING
            if callable(stop):
                loop.call_soon_threadsafe(loop.call_later, seconds, stop, number, frame)

        signal.signal(signal.SIGTERM, told)

    def ready(self, _request: Request) -> Response:
        """Answer whether people can be sent here; in a thread, for a store can hang."""
        serving = self.stage is Stage.SERVING
        return _answer(serving and health.is_current(settings().database_url))


def healthy(_request: Request) -> Response:
    """Answer whether the store can be read; in a thread, for a store can hang."""
    return _answer(health.can_be_read(settings().database_url))


def _answer(good: bool) -> Response:
    status, text = (200, "ok") if good else (503, "unavailable")
    return PlainTextResponse(text, status, headers={"Cache-Control": "no-store"})
