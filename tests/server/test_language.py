"""The language of the document, and the script with Streamlit's own words in Dutch."""

from __future__ import annotations

import asyncio
import json
import re

import pytest
from starlette.types import Message, Receive, Scope, Send

from supervision.server.language import PATH, DocumentLanguage, script
from supervision.words.streamlit import PATTERNS, TEXTS

PAGE = b'<!DOCTYPE html><html lang="en"><head><title>x</title></head><body></body></html>'


def answer(query: bytes = b"", kind: bytes = b"text/html", pieces: int = 1) -> tuple[dict, bytes]:
    """What a browser gets when the application inside answers with PAGE."""
    seen: list[Message] = []

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        assert b"accept-encoding" not in dict(scope["headers"])
        headers = [(b"content-type", kind), (b"content-length", b"%d" % len(PAGE))]
        await send(
            {"type": "http.response.start", "status": 200, "headers": [*headers, (b"etag", b"1")]}
        )
        size = -(-len(PAGE) // pieces)
        for at in range(0, len(PAGE), size):
            part, more = PAGE[at : at + size], at + size < len(PAGE)
            await send({"type": "http.response.body", "body": part, "more_body": more})

    async def send(message: Message) -> None:
        seen.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [(b"accept", b"text/html,*/*"), (b"accept-encoding", b"gzip")]
    scope = {"type": "http", "query_string": query, "headers": headers}
    asyncio.run(DocumentLanguage(inside)(scope, receive, send))
    return dict(seen[0]["headers"]), b"".join(each.get("body", b"") for each in seen[1:])


@pytest.mark.parametrize(
    ("query", "language"),
    [(b"", b"nl"), (b"taal=en", b"en"), (b"taal=nl&x=1", b"nl"), (b"taal=fr", b"nl")],
)
@pytest.mark.parametrize("pieces", [1, 3])
def test_the_document_states_its_language(query: bytes, language: bytes, pieces: int) -> None:
    headers, body = answer(query, pieces=pieces)
    assert b'<html lang="%s">' % language in body
    assert f'<script src="{PATH}" defer></script></head>'.encode() in body
    assert int(headers[b"content-length"]) == len(body)
    assert b"etag" not in headers, "that of the file is not that of what was sent"


def test_what_is_no_document_passes_untouched() -> None:
    headers, body = answer(kind=b"application/javascript", pieces=2)
    assert body == PAGE
    assert headers[b"etag"] == b"1"


def settings() -> dict:
    text = bytes(script(None).body).decode()
    return json.loads(re.search(r"const settings = (\{.*\});", text).group(1))


def test_the_script_has_dutch_for_every_text() -> None:
    dutch = settings()["words"]["nl"]
    assert set(dutch["texts"]) == set(TEXTS)
    assert dutch["texts"]["No results"] == "Niets gevonden"
    assert len(dutch["patterns"]) == len(PATTERNS)
    assert settings()["standard"] == "nl"


@pytest.mark.parametrize(
    ("text", "dutch"),
    [
        ("5MB per file", "ten hoogste 5 MB per bestand"),
        ("Press Enter to apply", "druk op Enter om toe te passen"),
        ("Press Ctrl+Enter to submit form", "druk op Ctrl+Enter om toe te passen"),
        ("Help for Opgave", "uitleg bij Opgave"),
        ("month, Eerste dag", "maand, Eerste dag"),
    ],
)
def test_a_text_with_something_in_it_follows_a_pattern(text: str, dutch: str) -> None:
    for pattern, replacement in settings()["words"]["nl"]["patterns"]:
        if re.search(pattern, text):
            assert re.sub(pattern, replacement.replace("$", "\\"), text) == dutch
            return
    pytest.fail(f"no pattern for {text}")
