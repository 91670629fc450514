"""Asks what a browser never would: with other cookies, of another origin, at other addresses."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.e2e.servers import Server

XSRF = "_streamlit_xsrf"
BOUNDARY = "------bestand"


class Answer(NamedTuple):
    """What the server answered; header names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def cookies_of(context: BrowserContext) -> dict[str, str]:
    """The cookies of a browser by name."""
    return {each["name"]: each["value"] for each in context.cookies()}


def request(
    server: Server,
    path: str,
    cookies: Mapping[str, str] | None = None,
    *,
    method: str = "GET",
    body: bytes = b"",
    at: str = "127.0.0.1",
    **headers: str,
) -> Answer:
    """Send one request, to an address; a keyword is a header (`sec_fetch_site="none"`)."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if cookies:
        sent["Cookie"] = _header(cookies)
    connection = http.client.HTTPConnection(at, server.port, timeout=30)
    try:
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())
    finally:
        connection.close()


def put_file(
    server: Server, address: str, cookies: Mapping[str, str], content: bytes = b"a;b\n"
) -> int:
    """Deliver a file at an address, as the upload field does; return the status."""
    body = (
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=x; filename=x.csv\r\n\r\n".encode()
        + content
        + f"\r\n--{BOUNDARY}--\r\n".encode()
    )
    return request(
        server,
        address,
        cookies,
        method="PUT",
        body=body,
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        x_xsrftoken=cookies.get(XSRF, ""),
        origin=server.url,
    ).status


def open_socket(
    server: Server,
    cookies: Mapping[str, str],
    *,
    origin: str | None = None,
    session: str = "",
) -> str | int:
    """Open the websocket; return the session that it gives, or the status of the refusal."""
    tokens = ["streamlit", cookies.get(XSRF, "none"), *([session] if session else [])]
    headers = {"Cookie": _header(cookies)} if cookies else {}
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    try:
        with connect(
            address,
            origin=server.url if origin is None else origin or None,  # type: ignore[arg-type]
            subprotocols=tokens,  # type: ignore[arg-type]
            additional_headers=headers,
            max_size=None,
            proxy=None,
        ) as opened:
            opened.send(_rerun())
            while True:
                found = session_in(opened.recv(timeout=30))
                if found:
                    return found
    except InvalidStatus as refused:
        return refused.response.status_code


def session_in(message: str | bytes) -> str:
    """The number of the session that a message from the server begins; else empty."""
    found = ForwardMsg()
    found.ParseFromString(message if isinstance(message, bytes) else message.encode())
    return str(found.new_session.initialize.session_id)


def listen(page: Page) -> list[str]:
    """Keep the numbers of the sessions that a page opens, from now on."""
    found: list[str] = []

    def opened(channel: WebSocket) -> None:
        channel.on("framereceived", lambda message: found.extend(_session(message)))

    page.on("websocket", opened)
    return found


def own_address() -> str | None:
    """An address of this machine that others can reach; None where it has no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            return None
        found = str(probe.getsockname()[0])
    return None if found.startswith("127.") else found


def path_of(address: str) -> str:
    return urlsplit(address).path


def _session(message: str | bytes) -> Iterable[str]:
    return filter(None, [session_in(message)] if isinstance(message, bytes) else [])


def _header(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def _rerun() -> bytes:
    from streamlit.proto.BackMsg_pb2 import BackMsg

    message = BackMsg()
    message.rerun_script.query_string = ""
    return bytes(message.SerializeToString())
