"""Asks an ASGI application something, without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """What a browser would get."""

    status: int
    headers: Headers
    body: bytes


def ask(
    app: ASGIApp,
    target: str,
    method: str = "GET",
    body: Iterable[bytes] = (),
    headers: Mapping[str, str] | None = None,
    client: str = "192.0.2.7",
) -> Answer:
    """Send a request in pieces; an error that the application raises after its answer is dropped,
    as a server does."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()],
        "client": (client, 50_000),
        "server": ("127.0.0.1", 8501),
    }
    incoming, sent = iter(body), []

    async def receive() -> Message:
        piece = next(incoming, None)
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        try:
            await app(scope, receive, send)
        except Exception:
            if not sent:
                raise

    asyncio.run(run())
    start, *rest = sent
    return Answer(
        start["status"],
        Headers(raw=start["headers"]),
        b"".join(each.get("body", b"") for each in rest),
    )
