"""The server as it is started in earnest: what it takes, what it says of itself, what it logs."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from supervision.server.limits import BODY_BYTES, UPLOAD_BYTES
from tests.e2e.intruder import request
from tests.e2e.servers import HOST, Server, copy_store, serving

SECRET = "marker-3b9f1d77-blijft-geheim-blijft-geheim"
LOGIN = {
    "PUBLIC_URL": "{url}",
    "OIDC_CLIENT_ID": "toezicht",
    "OIDC_CLIENT_SECRET": SECRET,
    "OIDC_METADATA_URL": f"http://{HOST}:9/.well-known/openid-configuration",
    "COOKIE_SECRET": f"{SECRET}-koekjes",
}


@pytest.fixture(scope="module")
def log(folder: Path) -> Path:
    return folder / "earnest.log"


@pytest.fixture(scope="module")
def earnest(demo_store: Path, folder: Path, log: Path) -> Iterator[Server]:
    """A server with a login whose provider does not answer."""
    store = copy_store(demo_store, folder / "earnest.db")
    with serving(Server(store, log, by="serve", settings=LOGIN)) as server:
        yield server


@pytest.mark.parametrize(
    "path",
    ["/", "/health", "/static/nothing.js", "/media/x", "/_stcore/upload_file/a/b", "/auth/login"],
)
def test_every_answer_has_the_headers_and_none_says_what_runs(path: str, earnest: Server) -> None:
    answer = request(earnest, path)
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers
    assert b"uvicorn" not in answer.body.lower()


def test_a_program_cannot_drive_the_pages(earnest: Server, demo: Server) -> None:
    """Streamlit can offer its pages to programs: that is off, and behind the gate."""
    for server in (earnest, demo):
        for path in ("/_stcore/agent/interact", "/_stcore/agent/mcp"):
            answer = request(server, path, method="POST", body=b"{}", origin=server.url)
            assert answer.status in (401, 404) or b"not_available" in answer.body, (path, answer)


@pytest.mark.parametrize(
    ("path", "size"),
    [("/", BODY_BYTES), ("/auth/login", BODY_BYTES), ("/_stcore/upload_file/a/b", UPLOAD_BYTES)],
)
def test_what_is_too_large_is_refused_before_it_is_sent(
    path: str, size: int, earnest: Server
) -> None:
    head = f"PUT {path} HTTP/1.1\r\nHost: {HOST}:{earnest.port}\r\nContent-Length: {size + 1}\r\n"
    with socket.create_connection((HOST, earnest.port), timeout=30) as connection:
        connection.sendall(f"{head}\r\n".encode())
        answer = connection.recv(65_536)
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b"connection: close" in answer.lower()


def test_a_body_without_an_end_is_cut_off(demo: Server) -> None:
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    head = f"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: {HOST}:{demo.port}\r\n"
    with socket.create_connection((HOST, demo.port), timeout=30) as connection:
        connection.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        sent = 0
        try:
            while sent < 20 * UPLOAD_BYTES:
                connection.sendall(chunk)
                sent += len(chunk)
        except OSError:
            pass  # the server has closed the connection
    assert sent < 20 * UPLOAD_BYTES


def test_no_secret_is_logged_whatever_comes_in(earnest: Server, log: Path) -> None:
    cookies = {"_streamlit_user": SECRET, "anything": SECRET}
    targets = ("/", "/gemeente", "/oauth2callback", "/aanmelden", "/auth/login", "/nergens")
    for target in targets:
        for query in (f"?code={SECRET}&state={SECRET}", f"?token={SECRET}", ""):
            for accept in ("text/html", "*/*"):
                request(
                    earnest,
                    target + query,
                    cookies,
                    accept=accept,
                    authorization=f"Bearer {SECRET}",
                    referer=f"{earnest.url}/?{SECRET}",
                    user_agent=SECRET,
                )
    body = f"a;{SECRET}\n".encode()
    request(earnest, f"/_stcore/upload_file/{SECRET}/{SECRET}", cookies, method="PUT", body=body)
    request(earnest, f"/media/{SECRET}", cookies)
    text = log.read_text(encoding="utf-8")
    assert SECRET not in text
    assert "oauth2callback" in text, "what was asked for is logged"


def test_each_line_of_the_log_is_json_with_who_what_when_and_where(
    earnest: Server, log: Path
) -> None:
    request(earnest, "/gemeente?x=1", accept="text/html")
    lines = [each for each in log.read_text(encoding="utf-8").splitlines() if "http://" not in each]
    events = [json.loads(line) for line in lines]
    assert all({"at", "level", "source", "message"} <= each.keys() for each in events)
    asked = [each for each in events if each.get("object") == "/gemeente"]
    assert {"what", "who", "result", "origin", "milliseconds"} <= asked[-1].keys()
    assert asked[-1]["origin"] == HOST
    refused = [each for each in events if each["message"] == "kept out"]
    assert {"what", "who", "object", "result", "reason", "origin"} <= refused[-1].keys()
