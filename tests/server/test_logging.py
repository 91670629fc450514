"""What the server says: one JSON object a line, with who did what, and never a secret."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from supervision.domain.actor import Actor, Role
from supervision.domain.session import Denial
from supervision.errors import NotAllowed
from supervision.server.access_log import WHO, AccessLog
from supervision.server.logs import HIDDEN, JsonLines
from supervision.storage.database import Database, database
from supervision.usecases import notes, sessions
from tests.server.asking import ask

SECRET = "marker-7f3a9c-geheim"


class Kept(logging.Handler):
    """Keeps the lines as they would be written."""

    def __init__(self, *secrets: str) -> None:
        super().__init__()
        self.setFormatter(JsonLines(secrets))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def events(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.lines]


@pytest.fixture
def store(tmp_path: Path) -> Database:
    made = database(f"sqlite:///{tmp_path / 'store.db'}")
    made.upgrade()
    return made


@pytest.fixture
def kept() -> Iterator[Kept]:
    handler, logger = Kept(SECRET), logging.getLogger("supervision")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(level)


def log(kept: Kept, *arguments: object, **options: object) -> dict[str, object]:
    logging.getLogger("supervision.test").warning(*arguments, **options)  # type: ignore[arg-type]
    return kept.events[-1]


def test_a_line_says_when_how_grave_and_where(kept: Kept) -> None:
    event = log(kept, "twice %d", 2)
    assert event["message"] == "twice 2"
    assert event["level"] == "warning"
    assert event["source"] == "supervision.test"
    assert str(event["at"]).endswith("Z")


@pytest.mark.parametrize(
    "text", ['a\n{"level": "info"}', "a\r\nb", "a\u2028b", "\u202egnp.exe", "\x1b[31mrood", "é😀"]
)
def test_no_text_can_be_taken_for_another_line(kept: Kept, text: str) -> None:
    assert log(kept, "%s", text)["message"] == text
    assert kept.lines[-1].isascii()
    assert kept.lines[-1].isprintable()


def test_a_secret_is_hidden_wherever_it_turns_up(kept: Kept) -> None:
    try:
        raise RuntimeError(f"postgresql://x:{SECRET}@host")
    except RuntimeError:
        log(kept, "it said %s", SECRET, exc_info=True, extra={"object": f"a {SECRET}"})
    assert SECRET not in kept.lines[-1]
    event = kept.events[-1]
    assert event["message"] == f"it said {HIDDEN}"
    assert "RuntimeError" in str(event["exception"])


def test_what_is_written_in_the_trail_stands_in_the_log(store: Database, kept: Kept) -> None:
    actor = Actor("a.jansen", Role.SUPERVISOR, "192.0.2.7")
    notes.write_note(store, actor, "GM0983", "een notitie die niemand anders aangaat")
    event = kept.events[-1]
    expected = {"what": "note", "who": "a.jansen", "role": "supervisor", "result": "done"}
    assert expected.items() <= event.items()
    assert event["origin"] == "192.0.2.7"
    assert "GM0983" in str(event["object"])
    assert event["entry"]
    assert "niemand anders" not in kept.lines[-1]


def test_what_is_refused_stands_in_the_log(store: Database, kept: Kept) -> None:
    actor = Actor("v.viewer", Role.VIEWER, "192.0.2.8")
    with pytest.raises(NotAllowed):
        notes.write_note(store, actor, "GM0983", "mag niet")
    expected = {"what": "note", "who": "v.viewer", "result": "refused", "origin": "192.0.2.8"}
    assert expected.items() <= kept.events[-1].items()


def test_a_failed_login_stands_in_the_log_each_time(store: Database, kept: Kept) -> None:
    for _ in range(3):
        sessions.refused(store, "sign_in", Denial.FAILED, "192.0.2.9")
    told = [each for each in kept.events if each["message"] == "kept out"]
    assert len(told) == 3
    assert {"who": "-", "reason": "failed", "origin": "192.0.2.9"}.items() <= told[0].items()


def enter(request: Request) -> Response:
    request.scope[WHO] = "a.jansen"
    return PlainTextResponse("in")


def fail(_request: Request) -> Response:
    raise RuntimeError("inside")


def answered(kept: Kept, target: str, **options: object) -> dict[str, object]:
    routes = [Route("/gemeente", enter), Route("/static/x.js", enter), Route("/fail", fail)]
    routes += [Route("/media/{name}", enter), Route("/oauth2callback", enter)]
    ask(AccessLog(Starlette(routes=routes)), target, **options)  # type: ignore[arg-type]
    return kept.events[-1] if kept.events else {}


def test_a_request_leaves_who_asked_for_what_from_where(kept: Kept) -> None:
    event = answered(kept, "/gemeente", client="192.0.2.3")
    expected = {"what": "GET", "who": "a.jansen", "object": "/gemeente", "result": 200}
    assert expected.items() <= event.items()
    assert event["origin"] == "192.0.2.3"


@pytest.mark.parametrize("target", [f"/gemeente?x={SECRET}", f"/oauth2callback?code={SECRET}"])
def test_a_query_a_cookie_and_a_body_are_never_kept(kept: Kept, target: str) -> None:
    kept.setFormatter(JsonLines())  # nothing is hidden: it has to be left out
    headers = {"Cookie": f"a={SECRET}", "Authorization": SECRET, "Referer": f"/?{SECRET}"}
    assert answered(kept, target, headers=headers, body=[SECRET.encode()])["result"] == 200
    assert SECRET not in "".join(kept.lines)


def test_the_address_of_a_file_is_not_kept(kept: Kept) -> None:
    assert answered(kept, "/media/0123456789abcdef")["object"] == "/media/…"


@pytest.mark.parametrize(
    ("target", "status", "level"),
    [("/fail", 500, "warning"), ("/no-such-page", 404, "info"), ("/gemeente", 200, "info")],
)
def test_what_goes_wrong_is_a_warning(kept: Kept, target: str, status: int, level: str) -> None:
    event = answered(kept, target)
    assert (event["result"], event["level"]) == (status, level)


def test_a_static_file_leaves_no_line(kept: Kept) -> None:
    assert answered(kept, "/static/x.js") == {}
