"""Somebody with a page open: speaks with the server as Streamlit's own browser code does."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import count
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PATIENCE = 60
"""Seconds for one answer of a busy server."""
XSRF = "_streamlit_xsrf"
_BOUNDARY = "------bestand"


@dataclass
class Page:
    """What came of drawing a page: its elements, and what it says went wrong."""

    elements: list[Any] = field(default_factory=list)
    whole: bool = False

    def named(self, kind: str, label: str | None = None) -> Iterator[Any]:
        """Yield the elements of a kind (`button`), all or with this label."""
        for each in self.elements:
            if each.WhichOneof("type") == kind:
                found = getattr(each, kind)
                if label is None or found.label == label:
                    yield found

    @property
    def faults(self) -> list[str]:
        """Exceptions and error messages on the page."""
        raised = [f"{each.type}: {each.message}" for each in self.named("exception")]
        told = [each.body for each in self.named("alert") if each.format == Alert.ERROR]
        return [*raised, *told, *([] if self.whole else ["the page did not come to its end"])]


class Visitor:
    """One visit: a websocket, the cookies that go with it, and the page that is open.

    Whoever signed in before brings their cookies.
    """

    def __init__(self, url: str, cookies: Mapping[str, str] | None = None) -> None:
        self._host = urlsplit(url).netloc
        self._cookies = dict(cookies or {})
        self._numbers = count(1)
        self._session = ""
        self._at = ("", "")
        self._states: dict[str, dict[str, Any]] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        for path in ("/", "/_stcore/health"):
            self._cookies |= self._get(path)[1]
        self._socket = self._open.enter_context(
            connect(
                f"ws://{self._host}/_stcore/stream",
                origin=f"http://{self._host}",  # type: ignore[arg-type]
                subprotocols=["streamlit", self._cookies.get(XSRF, "none")],  # type: ignore[list-item]
                additional_headers=self._cookie_header(),
                max_size=None,
                proxy=None,
            )
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def open(self, page: str, choices: Mapping[str, str]) -> Page:
        """Go to a page with these choices in its address."""
        self._at, self._states = (page, urlencode(choices)), {}
        return self._draw()

    def press(self, button: Any) -> Page:
        """Press a button on the page that is open."""
        return self._draw({button.id: {"trigger_value": True}})

    def tick(self, checkbox: Any) -> Page:
        """Say yes on the page that is open."""
        self._states[checkbox.id] = {"bool_value": True}
        return self._draw()

    def send(self, asked: BackMsg) -> None:
        """Send a message, whatever it asks."""
        self._socket.send(asked.SerializeToString())

    def fill(self, widget: Any, value: str | float) -> None:
        """Fill in a field, to be sent with the next press; an option by its text."""
        kind = "string_value" if isinstance(value, str) else "double_value"
        self._states[widget.id] = {kind: value}

    def deliver(self, uploader: Any, name: str, content: bytes) -> Page:
        """Put a file in the field for it."""
        urls = self.place_for(name)
        self._put(urls, name, content)
        self._states[uploader.id] = {"file": (name, len(content), urls)}
        return self._draw()

    def place_for(self, name: str) -> FileURLs:
        """Ask where a file can be delivered."""
        asked = BackMsg()
        asked.file_urls_request.request_id = f"r{next(self._numbers)}"
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self._session
        self.send(asked)
        return next(
            each.file_urls_response.file_urls[0]
            for each in self._heard()
            if each.WhichOneof("type") == "file_urls_response"
        )

    def download(self, button: Any) -> tuple[int, bytes]:
        """Return the status and the content of a download."""
        url = self.address_of(button)
        return self._get(url)[::2] if url else (500, b"")

    def address_of(self, button: Any) -> str:
        """Return from where a download can be fetched; empty where it could not be made."""
        if not button.deferred_file_id:
            return str(button.url)
        asked = BackMsg()
        asked.backend_operation_request.request_id = f"r{next(self._numbers)}"
        asked.backend_operation_request.session_id = self._session
        asked.backend_operation_request.deferred_file.file_id = button.deferred_file_id
        self.send(asked)
        answer = next(
            each.backend_operation_response
            for each in self._heard()
            if each.WhichOneof("type") == "backend_operation_response"
        )
        return str(answer.deferred_file.url)

    def _draw(self, triggers: Mapping[str, Mapping[str, Any]] | None = None) -> Page:
        asked = BackMsg()
        state = asked.rerun_script
        state.page_name, state.query_string = self._at
        for id_, values in {**self._states, **(triggers or {})}.items():
            widget = state.widget_states.widgets.add(id=id_)
            for name, value in values.items():
                if name == "file":
                    told = widget.file_uploader_state_value.uploaded_file_info.add()
                    told.name, told.size, urls = value
                    told.file_id = urls.file_id
                    told.file_urls.CopyFrom(urls)
                else:
                    setattr(widget, name, value)
        self.send(asked)
        page = Page()
        for each in self._heard():
            kind = each.WhichOneof("type")
            if kind == "new_session":
                page.elements.clear()  # st.rerun: what was drawn before is drawn anew
                self._session = each.new_session.initialize.session_id or self._session
            elif kind == "delta" and each.delta.WhichOneof("type") == "new_element":
                page.elements.append(each.delta.new_element)
            elif kind == "script_finished":
                if each.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                page.whole = each.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return page
        return page

    def _heard(self) -> Iterator[ForwardMsg]:
        while True:
            found = ForwardMsg()
            message = self._socket.recv(timeout=PATIENCE)
            found.ParseFromString(message if isinstance(message, bytes) else message.encode())
            yield found

    def _cookie_header(self) -> dict[str, str]:
        pairs = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"Cookie": pairs} if pairs else {}

    def _get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        return self._ask("GET", path)

    def _put(self, urls: FileURLs, name: str, content: bytes) -> None:
        head = (
            f"--{_BOUNDARY}\r\nContent-Disposition: form-data; name=file; filename={name}\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
        status, _, said = self._ask(
            "PUT",
            urls.upload_url,
            body,
            {
                "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
                "X-Xsrftoken": self._cookies.get(XSRF, ""),
                "Origin": f"http://{self._host}",
            },
        )
        if status >= 300:
            raise AssertionError(f"the upload was answered with {status}: {said[:200]!r}")

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        sent = {**self._cookie_header(), **(headers or {})}
        connection = http.client.HTTPConnection(self._host, timeout=PATIENCE)
        try:
            connection.request(method, path if path.startswith("/") else f"/{path}", body, sent)
            answer = connection.getresponse()
            cookies: SimpleCookie = SimpleCookie()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    cookies.load(value)
            found = {name: morsel.value for name, morsel in cookies.items()}
            return answer.status, found, answer.read()
        finally:
            connection.close()
