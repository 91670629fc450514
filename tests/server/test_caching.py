"""What a browser may keep, and what it is told when it asks again."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from supervision.config import ROOT
from supervision.server import language, watch
from supervision.server.caching import Revalidation

ICON = ROOT / "static" / "icon.png"


def ask(answer: Response, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """What a browser gets where the application inside gives an answer."""
    seen: list[Message] = []

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(scope, receive, send)

    async def send(message: Message) -> None:
        seen.append(message)

    async def receive() -> Message:
        return await asyncio.Future()  # nobody goes away

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": "/", "headers": raw, "extensions": {}}
    asyncio.run(Revalidation(inside)(scope, receive, send))
    got = {name.decode(): value.decode() for name, value in seen[0]["headers"]}
    return seen[0]["status"], got, b"".join(each.get("body", b"") for each in seen[1:])


def test_a_file_of_ours_is_kept_and_asked_for_again() -> None:
    status, headers, body = ask(FileResponse(ICON))
    assert (status, headers["cache-control"]) == (200, "no-cache")
    assert body == ICON.read_bytes()
    for known in (headers["etag"], f"W/{headers['etag']}", f'"other", {headers["etag"]}'):
        status, again, body = ask(FileResponse(ICON), if_none_match=known)
        assert (status, body) == (304, b"")
        assert again["etag"] == headers["etag"]
        assert not {"content-length", "content-type"} & set(again)


def test_what_has_changed_is_sent_whole() -> None:
    status, _, body = ask(FileResponse(ICON), if_none_match='"an older one"')
    assert (status, body) == (200, ICON.read_bytes())


@pytest.mark.parametrize("kept", ["no-store", "public, immutable, max-age=31536000"])
def test_who_says_how_long_to_keep_it_is_left_alone(kept: str) -> None:
    _, headers, _ = ask(PlainTextResponse("x", headers={"Cache-Control": kept}))
    assert headers["cache-control"] == kept


@pytest.mark.parametrize(
    ("answer", "method"),
    [
        (PlainTextResponse("gone", 404, headers={"ETag": '"1"'}), "GET"),
        (PlainTextResponse("done", headers={"ETag": '"1"'}), "POST"),
        (PlainTextResponse("no version"), "GET"),
    ],
)
def test_only_what_was_asked_for_and_found_can_be_the_same(answer: Response, method: str) -> None:
    status, _, body = ask(answer, method, if_none_match='"1"')
    assert (status, body) == (answer.status_code, bytes(answer.body))


@pytest.mark.parametrize("script", [language.script, watch.script])
def test_the_scripts_change_with_the_version_at_once(script) -> None:
    answer = script(Request({"type": "http"}))
    assert "cache-control" not in answer.headers, "so that it is asked for again"
    _, headers, _ = ask(answer)
    assert headers["cache-control"] == "no-cache"
    assert ask(answer, if_none_match=headers["etag"])[0] == 304
