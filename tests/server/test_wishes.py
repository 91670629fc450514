"""What a page may ask by its websocket, and what no role may ask at all."""

from __future__ import annotations

import asyncio
import logging

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from supervision.server.access_log import WHO
from supervision.server.wishes import NEEDED, Wishes, pressed, without_presses

KINDS = [each.name for each in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]


def wish(kind: str) -> bytes:
    """A message of a kind, as a browser would send it."""
    made = BackMsg()
    if isinstance(getattr(made, kind), bool):
        setattr(made, kind, True)
    else:
        getattr(made, kind).SetInParent()
    return bytes(made.SerializeToString())


def heard(*sent: Message) -> list[Message]:
    """What the application hears of what a socket brings."""
    arriving, found = iter([*sent, {"type": "websocket.disconnect"}]), []

    async def receive() -> Message:
        return next(arriving)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        while not found or found[-1]["type"] != "websocket.disconnect":
            found.append(await receive())

    async def send(message: Message) -> None:
        raise AssertionError(message)

    scope = {"type": "websocket", "client": ("192.0.2.7", 1), WHO: "bram"}
    asyncio.run(Wishes(application)(scope, receive, send))
    return found[:-1]


def frame(data: bytes) -> Message:
    return {"type": "websocket.receive", "bytes": data}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_gets_what_it_needs_and_everything_else_is_refused_and_logged(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    before, asked, after = (
        frame(wish("app_heartbeat")),
        frame(wish(kind)),
        frame(wish("rerun_script")),
    )
    with caplog.at_level(logging.WARNING):
        found = heard(before, asked, after)
    if kind in NEEDED:
        assert found == [before, asked, after]
        assert caplog.records == []
        return
    assert found == [before, after], "the socket stays open for what is needed"
    (line,) = caplog.records
    told = {name: getattr(line, name) for name in ("who", "object", "result", "origin")}
    assert told == {"who": "bram", "object": kind, "result": "refused", "origin": "192.0.2.7"}


@pytest.mark.parametrize("data", [b"", b"\xff\xff\xff", b"clear_cache"])
def test_what_is_no_message_at_all_is_refused(data: bytes) -> None:
    assert heard(frame(data)) == []


def test_a_message_without_its_presses_keeps_all_else() -> None:
    asked = BackMsg()
    asked.rerun_script.query_string = "gemeente=GM0983"
    widgets = asked.rerun_script.widget_states.widgets
    widgets.add(id="a").trigger_value = True
    widgets.add(id="b").string_value = "x"
    widgets.add(id="c").file_uploader_state_value.uploaded_file_info.add(name="x.csv")
    widgets.add(id="d").bool_value = True
    message = frame(bytes(asked.SerializeToString()))
    assert [*pressed(message)] == ["a", "c"]
    left = BackMsg.FromString(without_presses(message)["bytes"]).rerun_script
    assert [each.id for each in left.widget_states.widgets] == ["b", "d"]
    assert left.query_string == "gemeente=GM0983"


def test_opening_and_closing_pass() -> None:
    opening: Message = {"type": "websocket.connect"}
    assert heard(opening) == [opening]


def test_there_is_something_to_refuse() -> None:
    assert {"clear_cache", "load_git_info", "set_run_on_save"} <= {*KINDS} - NEEDED
