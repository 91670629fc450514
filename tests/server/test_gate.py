"""The gate: what passes with and without a login, a session, an origin; and what is kept of it."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from supervision.config import settings
from supervision.domain.actor import Actor, Role
from supervision.server.gate import Gate
from supervision.server.wishes import pressed
from supervision.storage import audit
from supervision.storage.audit import Event
from supervision.ui import cached
from supervision.ui.identity import COOKIE, identity_of
from supervision.usecases import sessions, users
from supervision.usecases.throttle import Throttle
from tests.cli.office import Office
from tests.server.asgi import PAGE, Answer, Inside, answered, ask
from tests.test_settings import LOGIN, SECRET

PUBLIC = "https://toezicht.example.nl"
HOST = "toezicht.example.nl"
ADMIN = Actor("admin", Role.ADMIN)
FILE = "/media/0123456789abcdef0123456789abcdef"
UPLOAD = "/_stcore/upload_file/" + "1" * 36 + "/" + "2" * 36
INNER = [
    "/gemeente",
    "/media/x.csv",
    FILE + ".csv",
    UPLOAD,
    "/component/x/index.html",
    "/_stcore/bidi-components/x",
    "/_stcore/metrics",
    "/_stcore/host-config",
    "/_stcore/agent/interact",
    "/_toegang/nog",
    "/anything",
    "//media/x",
    "/MEDIA/x",
    "/static",
    "/health/x",
    "*",
]


def claims(name: str = "Bram", **others: Any) -> dict[str, Any]:
    usual = {"iss": "provider", "sub": f"sub of {name}", "preferred_username": name, "nonce": "1"}
    return {**usual, "is_logged_in": True, "origin": PUBLIC, "provider": "default", **others}


def cookie(content: dict[str, Any], secret: str = SECRET, name: str = COOKIE) -> dict[str, str]:
    """The cookie that Streamlit would make of what the provider says."""
    return {COOKIE: create_signed_value(secret, name, json.dumps(content)).decode()}


@pytest.fixture
def door(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office with a login, a viewer and nobody signed in."""
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    cached._current.clear()
    monkeypatch.setattr(sessions, "_refusals", Throttle())
    users.give_role(office.database, ADMIN, "bram", Role.VIEWER)
    return office


@pytest.fixture
def bram(door: Office) -> dict[str, str]:
    """The cookie of a viewer who is signed in."""
    return signed_in(door, claims())


def signed_in(door: Office, content: dict[str, Any]) -> dict[str, str]:
    cookies = cookie(content)
    identity = identity_of(cookies, "10.0.0.1")
    assert identity is not None
    sessions.sign_in(door.database, identity)
    return cookies


def knock(gate: Gate, path: str = "/gemeente", **options: Any) -> Answer:
    return ask(gate, path, **{"host": HOST, "client": ("10.0.0.1", 4000)} | options)


def open_socket(gate: Gate, cookies: dict[str, str], **options: Any) -> Answer:
    return knock(gate, "/_stcore/stream", cookies=cookies, websocket=True, **options)


def trail(door: Office) -> tuple[Event, ...]:
    with door.database.read() as connection:
        return audit.events(connection)


# --- without a login ------------------------------------------------------------------------


def test_without_a_login_this_machine_comes_in(office: Office) -> None:
    inside = Inside()
    for host in ("127.0.0.1:8501", "localhost:8501", "[::1]:8501"):
        assert ask(Gate(inside), "/gemeente", host=host).text == "inside"
    assert ask(Gate(inside), "/_stcore/stream", websocket=True).status is None


STRANGERS: dict[str, dict[str, Any]] = {
    "another machine": {"client": ("10.0.0.1", 4000), "server": ("10.0.0.2", 8501)},
    "another machine that a proxy takes for this one": {"server": ("10.0.0.2", 8501)},
    "another machine behind a proxy here": {"client": ("10.0.0.1", 4000)},
    "a container": {"client": ("172.17.0.1", 4000), "server": ("172.17.0.2", 8501)},
    "a site that calls itself by our address": {"host": "evil.example"},
    "a site with a name like ours": {"host": "127.0.0.1.evil.example"},
    "no name at all": {"host": ""},
    "a name that is none": {"host": "["},
    "an unknown end": {"client": None},
    "a socket file": {"server": ("/run/app.sock", None)},
}


@pytest.mark.parametrize("who", STRANGERS.values(), ids=STRANGERS.keys())
@pytest.mark.parametrize("websocket", [False, True])
def test_without_a_login_nobody_else_does(
    who: dict[str, Any], websocket: bool, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_refusals", Throttle())
    cached._current.clear()
    inside = Inside()
    for path in ("/", "/static/js/x.js", "/_stcore/health", FILE):
        assert ask(Gate(inside), path, websocket=websocket, **who).status == 403
    assert inside.asked == []
    assert trail(office)[-1].details["reason"] == "not_here"


# --- before the door ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        *("/health", "/ready", "/_stcore/health", "/_taal/woorden.js", "/_toegang/wacht.js"),
        *("/aanmelden", "/auth/login", "/static/js/index.js", "/app/static/icon.png"),
    ],
)
def test_what_is_the_same_for_everybody_needs_no_session(door: Office, path: str) -> None:
    inside = Inside()
    assert knock(Gate(inside), path).text == "inside"


@pytest.mark.parametrize("path", INNER)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD"])
def test_without_a_session_nothing_else_is_answered(door: Office, path: str, method: str) -> None:
    inside = Inside()
    answer = knock(Gate(inside), path, method=method, origin=PUBLIC)
    assert (answer.status, inside.asked) == (401, [])


def test_a_person_without_a_session_gets_the_way_in_and_nothing_is_kept(door: Office) -> None:
    inside, before = Inside(), trail(door)
    answer = knock(Gate(inside), "/gemeente?gemeente=GM0983&melding=idle", accept=PAGE)
    assert (answer.status, inside.asked) == (200, [])
    assert 'href="/aanmelden?naar=%2Fgemeente%3Fgemeente%3DGM0983"' in answer.text
    assert "role=" not in answer.text, "what an address says is no reason"
    assert trail(door) == before


def test_the_way_in_tells_why_signing_in_failed_and_speaks_english(door: Office) -> None:
    answer = knock(Gate(Inside()), "/?melding=failed&taal=en", accept=PAGE)
    assert '<html lang="en">' in answer.text
    assert "Signing in did not succeed" in answer.text


def test_what_stands_in_an_address_is_no_markup(door: Office) -> None:
    answer = knock(Gate(Inside()), '/"><script>alert(1)</script>?a="><b>', accept=PAGE)
    assert "<script>" not in answer.text
    assert "<b>" not in answer.text


FORGED = {
    "no cookie": {},
    "signed with another secret": cookie(claims(), "another secret that is long enough too"),
    "signed for another cookie": cookie(claims(), name="_streamlit_user_tokens"),
    "not signed": {COOKIE: json.dumps(claims())},
    "nonsense": {COOKIE: "x"},
    "of another site": cookie(claims(origin="https://evil.example")),
    "not signed in": cookie(claims(is_logged_in=False)),
    "signed in as text": cookie(claims(is_logged_in="true")),
    "well signed, but nobody signed in with it": cookie(claims(nonce="2")),
    "of nobody": cookie(claims("")),
    "a piece that is missing": {
        COOKIE: create_signed_value(SECRET, COOKIE, "chunks-2").decode(),
        f"{COOKIE}_1": create_signed_value(SECRET, f"{COOKIE}_1", "{").decode(),
    },
}


@pytest.mark.parametrize("cookies", FORGED.values(), ids=FORGED.keys())
def test_a_forged_cookie_opens_neither_page_nor_file_nor_websocket(
    door: Office, bram: dict[str, str], cookies: dict[str, str]
) -> None:
    inside = Inside()
    gate = Gate(inside)
    assert knock(gate, FILE, cookies=cookies).status == 401
    assert open_socket(gate, cookies, origin=PUBLIC).status == 403
    assert "Aanmelden" in knock(gate, accept=PAGE, cookies=cookies).text
    assert inside.asked == []
    refused = [each for each in trail(door) if each.result == "refused"]
    assert {each.about for each in refused} >= {"GET /media", "websocket /_stcore/stream"}
    assert all(each.details["origin"] == "10.0.0.1" for each in refused)


def test_a_cookie_of_long_ago_opens_nothing_even_if_the_store_knew_it(
    door: Office, bram: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its signature carries the time; where the record of signing in were forged it still ends."""
    import time

    at = time.time() + timedelta(hours=10, seconds=2).total_seconds()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: at)
    assert knock(Gate(Inside()), cookies=bram).status == 401


# --- inside ---------------------------------------------------------------------------------


def test_with_a_session_everything_passes(door: Office, bram: dict[str, str]) -> None:
    inside = Inside()
    for path in ("/gemeente", "/_stcore/metrics", "/component/x/index.html", "/_toegang/nog"):
        assert knock(Gate(inside), path, cookies=bram).text == "inside"
    assert open_socket(Gate(inside), bram, origin=PUBLIC).status is None


def test_a_long_cookie_in_pieces_is_one_cookie(door: Office) -> None:
    content = json.dumps(claims(groups=["group"] * 900))
    half = len(content) // 2
    pieces = {COOKIE: "chunks-2", f"{COOKIE}_1": content[:half], f"{COOKIE}_2": content[half:]}
    cookies = {
        name: create_signed_value(SECRET, name, value).decode() for name, value in pieces.items()
    }
    identity = identity_of(cookies, "")
    assert identity is not None
    sessions.sign_in(door.database, identity)
    assert knock(Gate(Inside()), cookies=cookies).status == 200
    swapped = cookies | {f"{COOKIE}_1": cookies[f"{COOKIE}_2"]}
    assert knock(Gate(Inside()), cookies=swapped).status == 401


FOREIGN: dict[str, dict[str, str]] = {
    "another site": {"origin": "https://evil.example"},
    "no site at all": {"origin": "null"},
    "our name without TLS": {"origin": "http://toezicht.example.nl"},
    "our name and another port": {"origin": f"{PUBLIC}:8443"},
    "our name with more behind it": {"origin": f"{PUBLIC}.evil.example"},
    "another name for us": {"host": "10.0.0.2", "origin": PUBLIC},
    "no name for us": {"host": "", "origin": PUBLIC},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN.keys())
def test_another_site_is_refused_even_with_a_good_cookie(
    door: Office, bram: dict[str, str], headers: dict[str, str]
) -> None:
    inside = Inside()
    assert open_socket(Gate(inside), bram, **headers).status == 403
    assert knock(Gate(inside), UPLOAD, method="PUT", cookies=bram, **headers).status == 403
    assert inside.asked == []
    assert trail(door)[-1].details["reason"] == "foreign"


def test_a_websocket_that_does_not_say_where_it_comes_from_is_refused(
    door: Office, bram: dict[str, str]
) -> None:
    assert open_socket(Gate(Inside()), bram).status == 403


def ended(door: Office) -> None:
    sessions.end_sessions(door.database, ADMIN, "bram")


def taken(door: Office) -> None:
    users.give_role(door.database, ADMIN, "bram", Role.NONE)


def waited(door: Office) -> None:
    door.at += timedelta(minutes=31)


def waited_long(door: Office) -> None:
    door.at += timedelta(hours=11)


@pytest.mark.parametrize(
    ("happens", "status", "reason"),
    [
        (ended, 401, "ended"),
        (waited, 401, "idle"),
        (waited_long, 401, "expired"),
        (taken, 403, "no_role"),
    ],
)
def test_a_session_that_no_longer_holds_opens_nothing_and_the_page_says_why(
    door: Office, bram: dict[str, str], happens: Any, status: int, reason: str
) -> None:
    inside = Inside()
    gate = Gate(inside)
    happens(door)
    assert knock(gate, "/_stcore/metrics", cookies=bram).status == status
    assert knock(gate, "/_toegang/nog", cookies=bram).status == status
    assert open_socket(gate, bram, origin=PUBLIC).status == 403
    assert inside.asked == []
    assert 'role="alert"' in knock(gate, accept=PAGE, cookies=bram).text
    event = trail(door)[-1]
    assert (event.who, event.details["reason"]) == ("bram", reason)


def test_who_has_no_role_reads_whom_to_ask_and_can_sign_out(
    door: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADMINISTRATOR_CONTACT", "Jo <b>, tel. 1234")
    settings.cache_clear()
    cookies = signed_in(door, claims("dirk"))
    answer = knock(Gate(Inside()), accept=PAGE, cookies=cookies)
    assert answer.status == 403
    assert "dirk" in answer.text
    assert "Jo &lt;b&gt;, tel. 1234" in answer.text
    assert 'href="/auth/logout"' in answer.text


# --- files ----------------------------------------------------------------------------------


def carrying(*addresses: str) -> Inside:
    """An application whose websocket hands out these addresses."""

    def answer(scope: Scope) -> list[Message]:
        if scope["type"] == "http":
            return answered(200, b"inside")
        told = b"\x0a\x2c" + b"\x12\x00".join(each.encode() for each in addresses) + b"2\x01a"
        return [{"type": "websocket.accept"}, {"type": "websocket.send", "bytes": told}]

    return Inside(answer)


def test_a_file_is_for_the_session_whose_websocket_carried_its_address(
    door: Office, bram: dict[str, str]
) -> None:
    users.give_role(door.database, ADMIN, "carla", Role.ADMIN)
    carla = signed_in(door, claims("carla"))
    gate = Gate(carrying(FILE + ".csv", UPLOAD))
    for path, method in ((FILE + ".csv", "GET"), (UPLOAD, "PUT"), (UPLOAD, "DELETE")):
        assert knock(gate, path, method=method, cookies=bram).status == 403
    open_socket(gate, bram, origin=PUBLIC)
    for path, method in ((FILE + ".csv", "GET"), (UPLOAD, "PUT"), (UPLOAD, "DELETE")):
        assert knock(gate, path, method=method, cookies=bram).text == "inside"
        assert knock(gate, path, method=method, cookies=carla).status == 403
        assert knock(gate, path, method=method).status == 401
    event = [each for each in trail(door) if each.who == "carla"][-1]
    assert event.details["reason"] == "not_theirs"


def test_signing_in_again_does_not_bring_the_files_of_before(
    door: Office, bram: dict[str, str]
) -> None:
    gate = Gate(carrying(FILE))
    open_socket(gate, bram, origin=PUBLIC)
    again = signed_in(door, claims(nonce="later"))
    assert knock(gate, FILE, cookies=again).status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/../media/x",
        FILE + "/x",
        FILE + "0",
        FILE[:-1],
        "/x" + FILE,
        UPLOAD + "/x",
        UPLOAD[:-1],
        "/_stcore/upload_file/" + "1" * 36,
    ],
)
def test_an_address_that_only_looks_like_one_is_nobodys(
    door: Office, bram: dict[str, str], path: str
) -> None:
    gate = Gate(carrying(FILE, UPLOAD))
    open_socket(gate, bram, origin=PUBLIC)
    assert knock(gate, path, cookies=bram).status == 403


# --- buttons --------------------------------------------------------------------------------

BUTTON, OTHER = (f"$$ID-{digit * 32}-None" for digit in "ab")


def press(*widgets: str, delivers: bool = False) -> bytes:
    """What a browser sends when a button is pressed, or a file was delivered in a field."""
    asked = BackMsg()
    for each in widgets:
        widget = asked.rerun_script.widget_states.widgets.add(id=each)
        if delivers:
            widget.file_uploader_state_value.uploaded_file_info.add(name="x.csv")
        else:
            widget.trigger_value = True
    return bytes(asked.SerializeToString())


def talk(
    door: Office,
    cookies: dict[str, str],
    gate: Gate,
    drawn: str,
    *sent: bytes,
    ends: bool = True,
) -> list[list[str]]:
    """Draw something on a page and let its browser send this; return what was seen pressed."""
    arriving = [{"type": "websocket.receive", "bytes": each} for each in sent]
    arriving.append({"type": "websocket.disconnect"})
    heard = []

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.send", "bytes": b"\x0a" + drawn.encode() + b"\x12"})
        if ends:
            end = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
            await send({"type": "websocket.send", "bytes": end.SerializeToString()})
        while (message := await receive())["type"] != "websocket.disconnect":
            heard.append(message)

    async def receive() -> Message:
        return arriving.pop(0)

    async def send(message: Message) -> None:
        assert message["type"] == "websocket.send"

    gate._app = inside
    headers = {"host": HOST, "origin": PUBLIC}
    headers["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    scope = {
        "type": "websocket",
        "path": "/_stcore/stream",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("10.0.0.1", 4000),
    }
    asyncio.run(gate(scope, receive, send))
    return [[*pressed(each)] for each in heard]


def test_a_button_is_for_the_session_for_which_it_was_drawn_and_a_forged_press_is_kept(
    door: Office, bram: dict[str, str]
) -> None:
    users.give_role(door.database, ADMIN, "carla", Role.SUPERVISOR)
    carla, gate = signed_in(door, claims("carla")), Gate(Inside())
    assert (
        talk(door, carla, gate, BUTTON, press(BUTTON), press(BUTTON, delivers=True))
        == [[BUTTON]] * 2
    )
    before = len(trail(door))
    assert talk(door, bram, gate, OTHER, press(OTHER), press()) == [[OTHER], []]
    assert len(trail(door)) == before
    forged = (press(BUTTON), press(OTHER, BUTTON), press(BUTTON, delivers=True), press("made up"))
    assert talk(door, bram, gate, OTHER, *forged) == [[]] * 4, "the page is drawn again"
    (event,) = trail(door)[before:]
    assert (event.who, event.about) == ("bram", "press /_stcore/stream")
    assert (event.result, event.details["reason"]) == ("refused", "not_theirs")
    assert event.details["origin"] == "10.0.0.1"


def test_a_page_of_another_server_can_be_pressed_before_this_one_has_drawn_it(
    door: Office, bram: dict[str, str]
) -> None:
    """After a server went away; whether there is such a button, the page itself will tell."""
    before = len(trail(door))
    assert talk(door, bram, Gate(Inside()), OTHER, press(BUTTON), ends=False) == [[BUTTON]]
    assert len(trail(door)) == before


def test_what_was_drawn_counts_on_another_socket_of_the_same_session(
    door: Office, bram: dict[str, str]
) -> None:
    gate = Gate(Inside())
    assert talk(door, bram, gate, BUTTON) == []
    assert talk(door, bram, gate, OTHER, press(BUTTON)) == [[BUTTON]]


def test_a_store_that_cannot_be_read_lets_nobody_in(
    door: Office, bram: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = Inside()
    (door.folder / "store.db").rename(door.folder / "away.db")
    cached._current.clear()
    door.database.engine.dispose()
    assert knock(Gate(inside), cookies=bram).status == 503
    assert open_socket(Gate(inside), bram, origin=PUBLIC).status == 403
    assert inside.asked == []
