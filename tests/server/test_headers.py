"""The headers of every answer, and how much a request may bring."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from supervision.config import ROOT
from supervision.importing.limits import MAX_BYTES, MEGABYTE
from supervision.server import headers
from supervision.server.headers import SecurityHeaders, page_policy
from supervision.server.limits import BODY_BYTES, UPLOAD_BYTES, UPLOADS, SizeLimits
from tests.server.asking import ask

UPLOAD = f"{UPLOADS}session/file"


async def length(request: Request) -> Response:
    """Read the body to its end, as Streamlit does with an upload."""
    return PlainTextResponse(str(len(await request.body())), headers={"Server": "x/1.0"})


def fails(_request: Request) -> Response:
    raise RuntimeError("inside")


def refuses(_request: Request) -> Response:
    return PlainTextResponse("no", 401)


APP = SecurityHeaders(
    SizeLimits(
        Starlette(
            routes=[
                Route("/", length, methods=["GET", "PUT"]),
                Route("/fails", fails),
                Route("/refuses", refuses),
                Route("/media/x.csv", length),
                Route(UPLOAD, length, methods=["PUT"]),
            ]
        )
    )
)
"""What stands around the application, around one of ours."""


def directives(policy: str) -> dict[str, list[str]]:
    found = (each.split() for each in policy.split(";"))
    return {name: sources for name, *sources in found}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/fails", 500), ("/refuses", 401), ("/no-such-page", 404), ("/media/x.csv", 200)],
)
def test_every_answer_has_them(path: str, status: int) -> None:
    answer = ask(APP, path)
    assert answer.status == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    policy = directives(answer.headers["content-security-policy"])
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]


def test_no_answer_says_what_runs_here() -> None:
    assert {"server", "x-powered-by"}.isdisjoint(ask(APP, "/").headers)


def test_nothing_comes_from_outside_and_no_text_becomes_a_script() -> None:
    policy = directives(page_policy())
    sources = {each for listed in policy.values() for each in listed}
    plain = {each for each in sources if not each.startswith("'sha256-")}
    assert plain == {"'none'", "'self'", "'unsafe-inline'", "blob:", "data:"}
    assert "eval" not in page_policy()
    inline = [name for name, listed in policy.items() if "'unsafe-inline'" in listed]
    assert inline == ["style-src-attr"], "only attributes of elements may hold style"
    assert "data:" not in policy["script-src"]


def test_a_download_is_never_a_page() -> None:
    answer = ask(APP, "/media/x.csv")
    assert directives(answer.headers["content-security-policy"])["sandbox"] == []
    assert answer.headers["cache-control"] == "no-store"


def test_hsts_only_behind_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "strict-transport-security" not in ask(APP, "/").headers
    behind_tls = headers.settings().model_copy(update={"public_url": "https://toezicht.example"})
    monkeypatch.setattr(headers, "settings", lambda: behind_tls)
    stated = ask(APP, "/").headers["strict-transport-security"]
    seconds = re.fullmatch(r"max-age=(\d+); includeSubDomains", stated)
    assert seconds is not None
    assert int(seconds[1]) >= 365 * 24 * 3600


def pieces(size: int, piece: int = 8192) -> Iterator[bytes]:
    for at in range(0, size, piece):
        yield b"x" * min(piece, size - at)


@pytest.mark.parametrize(("path", "limit"), [("/", BODY_BYTES), (UPLOAD, UPLOAD_BYTES)])
def test_a_body_has_an_end_whatever_length_it_states(path: str, limit: int) -> None:
    fits, over = list(pieces(limit)), list(pieces(limit + 1))
    for stated in ({}, {"Content-Length": "1"}):
        assert ask(APP, path, "PUT", fits, stated).body == str(limit).encode()
        assert ask(APP, path, "PUT", over, stated).status == 413
    refused = ask(APP, path, "PUT", (), {"Content-Length": str(limit + 1)})
    assert (refused.status, refused.headers["connection"]) == (413, "close")


def test_who_is_answered_before_the_end_is_not_listened_to_any_more() -> None:
    early = ask(APP, "/refuses", "GET", [b"x"], {"Transfer-Encoding": "chunked"})
    assert early.headers["connection"] == "close"
    whole = ask(APP, "/", "PUT", [b"x"], {"Content-Length": "1"})
    assert "connection" not in whole.headers
    assert "connection" not in ask(APP, "/refuses").headers


@pytest.mark.parametrize("stated", ["-1", "1e9", "abc", "9" * 5000])
def test_a_length_that_is_none_is_refused(stated: str) -> None:
    assert ask(APP, "/", "PUT", [b"x"], {"Content-Length": stated}).status == 413


def test_streamlit_and_the_reader_agree_on_what_is_too_large() -> None:
    """The reader says it in words, so Streamlit lets the last bit above the limit through."""
    configured = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["server"]
    assert configured["maxUploadSize"] * MEGABYTE == UPLOAD_BYTES == MAX_BYTES + MEGABYTE
    assert configured["maxWidgetStateSize"] == 1, "megabytes of a message of a browser"
