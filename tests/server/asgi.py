"""Talks to a piece of middleware as a server does, without one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HERE = ("127.0.0.1", 8501)
PAGE = "text/html,application/xhtml+xml"


@dataclass
class Answer:
    """What came back; `status` is None for a websocket that was accepted."""

    messages: list[Message] = field(default_factory=list)

    @property
    def status(self) -> int | None:
        first = self.messages[0]
        if first["type"] == "websocket.close":
            return 403
        return None if first["type"] == "websocket.accept" else int(first["status"])

    @property
    def text(self) -> str:
        return b"".join(each.get("body", b"") for each in self.messages[1:]).decode()

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name.decode(), value.decode()) for name, value in self.messages[0]["headers"]]

    def header(self, name: str) -> str:
        return dict(self.headers).get(name, "")

    @property
    def cookies(self) -> dict[str, str]:
        """The whole header of each cookie by its name."""
        found = [value for name, value in self.headers if name == "set-cookie"]
        return {each.partition("=")[0]: each for each in found}


@dataclass
class Inside:
    """An application that answers everything; `asked` are the paths that came through."""

    answer: Callable[[Scope], list[Message]] | None = None
    asked: list[str] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope["path"])
        for message in (self.answer or usual)(scope):
            await send(message)


def usual(scope: Scope) -> list[Message]:
    """A page, or an open websocket."""
    if scope["type"] == "websocket":
        return [{"type": "websocket.accept"}]
    return answered(200, b"inside")


def answered(status: int, body: bytes = b"", **headers: str) -> list[Message]:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return [
        {"type": "http.response.start", "status": status, "headers": pairs},
        {"type": "http.response.body", "body": body},
    ]


def ask(
    app: ASGIApp,
    path: str = "/",
    *,
    method: str = "GET",
    cookies: Mapping[str, str] | None = None,
    websocket: bool = False,
    client: Any = ("127.0.0.1", 50000),
    server: Any = HERE,
    **headers: str,
) -> Answer:
    """Send one request; a keyword is a header (`sec_fetch_site="none"`)."""
    found = {"host": "127.0.0.1:8501", **headers}
    if cookies:
        found["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    path, _, query = path.partition("?")
    scope: dict[str, Any] = {
        "type": "websocket" if websocket else "http",
        "http_version": "1.1",
        "scheme": "ws" if websocket else "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in found.items()
        ],
        "client": client,
        "server": server,
    }
    if not websocket:
        scope["method"] = method
    answer = Answer()

    async def send(message: Message) -> None:
        answer.messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(app(scope, receive, send))
    return answer
