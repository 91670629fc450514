"""What a page may ask by its websocket: what a page needs, and nothing else.

Streamlit takes more from whoever has a socket open, for who develops: to empty the caches of
everybody, to tell of the repository that runs, to run again when a source file changes. No role
may, so such a message goes no further, and the log keeps who sent it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import suppress

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from supervision.server.access_log import WHO

NEEDED = frozenset(
    {
        "rerun_script",
        "stop_script",
        "app_heartbeat",
        "file_urls_request",
        "backend_operation_request",
    }
)
"""To draw, to stop drawing, to stay open, to ask for the address of an upload or of a download."""
_UNREADABLE = "unreadable"
_LONGEST_END = 500
"""Bytes of the message that ends a page; longer ones need not be read."""

_log = logging.getLogger(__name__)


class Wishes:
    """Middleware: keeps from the application what no page asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but the messages that no page sends."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return

        async def asked() -> Message:
            while True:
                message = await receive()
                wish = _wish(message)
                if wish is None or wish in NEEDED:
                    return message
                _refused(scope, wish)

        await self._app(scope, asked, send)


def pressed(message: Message) -> Iterable[str]:
    """Yield the widgets by which a message asks to do something: a button, a file delivered."""
    if message["type"] == "websocket.receive":
        with suppress(DecodeError):
            found = BackMsg.FromString(message.get("bytes") or b"")
            yield from (each.id for each in _widgets(found) if _is_press(each))


def has_drawn(sent: Message) -> bool:
    """Tell whether a message to a browser is the one that a page has been drawn to its end."""
    content = sent.get("bytes") or b""
    if len(content) > _LONGEST_END:
        return False
    with suppress(DecodeError):
        return bool(ForwardMsg.FromString(content).WhichOneof("type") == "script_finished")
    return False


def without_presses(message: Message) -> Message:
    """Return a message that draws the page again and does nothing else."""
    found = BackMsg.FromString(message["bytes"])
    others = [each for each in _widgets(found) if not _is_press(each)]
    del found.rerun_script.widget_states.widgets[:]
    found.rerun_script.widget_states.widgets.extend(others)
    return {**message, "bytes": found.SerializeToString()}


def _widgets(found: BackMsg) -> list[WidgetState]:
    return list(found.rerun_script.widget_states.widgets)


def _is_press(widget: WidgetState) -> bool:
    return bool(widget.trigger_value or widget.file_uploader_state_value.uploaded_file_info)


def _wish(message: Message) -> str | None:
    """What a message asks; None for one that comes from the server itself."""
    if message["type"] != "websocket.receive":
        return None
    try:
        found = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return _UNREADABLE
    return str(found.WhichOneof("type") or _UNREADABLE)


def _refused(scope: Scope, wish: str) -> None:
    _log.warning(
        "refused",
        extra={
            "what": "WEBSOCKET",
            "who": scope.get(WHO, ""),
            "object": wish,
            "result": "refused",
            "origin": (scope.get("client") or ("",))[0],
        },
    )
