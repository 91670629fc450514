"""Each role tries everything that it must not do, on the running server: by websocket, by address
and by command line. All of it is refused and kept, and nothing changes.

By websocket: what the browser of somebody who may sends when they press the button, sent by who may
not. Their own page has no such button, so nobody listens to it, and the gate keeps that they tried.
tests/e2e/test_login.py looks at some of the pages.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.halfyear import HalfYear
from supervision.reference import register
from supervision.storage.audit import Event
from supervision.storage.database import Database, database
from supervision.usecases import clock, decisions, drafts, excuses, imports, setup, swaps, users
from supervision.usecases.access import Action
from tests.e2e.guarded import command, guarding, log, signed_in
from tests.e2e.intruder import open_socket, put_file, request
from tests.e2e.servers import HOST, Server, copy_store
from tests.pages.deliveries import REALISATION_NAME, TARGETS_NAME, realisation, targets
from tests.soak.visitor import Page, Visitor
from tests.usecases.test_roles import AT_THE_DOOR, MAY

VERA, EDO, SARA, AD, NIEMAND = (
    f"{name}@limburg.example" for name in ("vera", "edo", "sara", "ad", "niemand")
)
TOM = Actor("tom@limburg.example", Role.SUPERVISOR)
GROUPS = {
    VERA: "kijken",
    EDO: "inlezen",
    SARA: "toezicht",
    AD: "beheer",
    TOM.name: "toezicht",
    NIEMAND: "andere",
}
STAFF = {VERA: Role.VIEWER, EDO: Role.EDITOR, SARA: Role.SUPERVISOR, AD: Role.ADMIN}
VENLO, KERKRADE, ROERMOND, WEERT, HORST = "GM0983", "GM0928", "GM0957", "GM0988", "GM1507"
TO_CONFIRM, TO_REJECT = 1, 2
"""The decisions that wait: about Venlo and about Kerkrade."""
LONG_AGO = HalfYear(2019, 1)
"""A half-year with a target of Horst and nothing before it."""
WHY = "Een grote achterstand op de peildatum."
REFUSED = "mag dit niet. Vraag de beheerder om een andere rol."
PRESS = "press /_stcore/stream"
"""How the log calls a button that was pressed although it was not drawn."""
PAGES = ("", *["kaart", "gemeente", "regio", "escalatie", "inlezen", "kader", "logboek", "beheer"])


@pytest.fixture(scope="module")
def guarded(demo_store: Path, folder: Path) -> Iterator[Server]:
    """A server with a login, on a store with one of everything that can be acted upon."""
    path = copy_store(demo_store, folder / "matrix.db")
    store = database(f"sqlite:///{path}")
    _prepare(store)
    with guarding(path, folder / "matrix.log", GROUPS) as server:
        yield server
    store.engine.dispose()


def _prepare(store: Database) -> None:
    today = clock.today()
    for name, role in STAFF.items():  # the command line knows no groups
        users.give_role(store, Actor("root", Role.LOCAL), name, role)
    drafts.keep(store, TOM, TARGETS_NAME, targets())
    drafts.keep(store, TOM, REALISATION_NAME, realisation())
    old = f"Gemeentecode;Netto taakstelling\n{HORST};12\n".encode()
    check, batch = imports.import_file(
        store, TOM, old, setup.request_for(f"taakstelling {LONG_AGO}.csv")
    )
    assert batch is not None, check.reading.problems
    for code in (VENLO, KERKRADE):
        decisions.decide(store, TOM, code, Intent(4, today, WHY, deviation="nu meteen"))
    excuse = Excuse(Cause.OTHER, today, today + timedelta(days=30))
    excuses.excuse(store, TOM, WEERT, excuse, "brief van deze week")
    swaps.record_swap(store, TOM, HalfYear.running_on(today), WEERT, ROERMOND, 1, today)


@pytest.fixture(scope="module")
def cookies(guarded: Server) -> Mapping[str, Mapping[str, str]]:
    """What the browser of each person keeps after signing in."""
    return {name: signed_in(guarded, name) for name in GROUPS}


Desk = Callable[[str], Visitor]


@pytest.fixture
def desk(guarded: Server, cookies: Mapping[str, Mapping[str, str]]) -> Iterator[Desk]:
    """The open websocket of somebody; everybody has one, and another in the next test."""
    opened: dict[str, Visitor] = {}
    with contextlib.ExitStack() as stack:

        def of(name: str) -> Visitor:
            if name not in opened:
                opened[name] = stack.enter_context(Visitor(guarded.url, cookies[name]))
            return opened[name]

        yield of


def entries_since(server: Server, before: int) -> list[Event]:
    """What was kept, but for the looks at dossiers, and presses: those are kept once a minute."""
    others = (each for each in log(server)[before:] if each.about != PRESS)
    return [each for each in others if each.action != Action.VIEW]


def lines_about(folder: Path, what: str) -> list[dict[str, str]]:
    """What the log of the server says of something: who, from where, with what result."""
    lines = (folder / "matrix.log").read_text().splitlines()
    told = [json.loads(each) for each in lines if each.startswith("{")]
    ours = (each for each in told if each.get("object") == what)
    return [each for each in ours if "entry" not in each]  # told a second time


# --- what is nobody else's ----------------------------------------------------------------------


def test_a_form_that_is_not_drawn_for_a_role_cannot_be_sent_either(
    guarded: Server, desk: Desk, folder: Path
) -> None:
    """The one whose button depends on the figures; DEEDS has the others."""
    label, regions = "Leg alles vast", register().regions
    places = [{"halfjaar": "2026-2", "regio": each} for each in regions]
    where, drawn = next(
        (place, drawn)
        for place in places
        if any((drawn := desk(SARA).open("regio", place)).named("button", label))
    )
    (button,) = drawn.named("button", label)
    before, revision = len(log(guarded)), database(guarded.database_url).revision()
    assert not [*desk(VERA).open("regio", where).named("button", label)]
    presses = len(lines_about(folder, PRESS))
    assert desk(VERA).press(button).whole
    assert [each["who"] for each in lines_about(folder, PRESS)[presses:]] == [VERA]
    assert entries_since(guarded, before) == []
    assert database(guarded.database_url).revision() == revision
    assert desk(SARA).press(button).whole
    done = {(each.who, each.action, each.result) for each in entries_since(guarded, before)}
    assert done == {(SARA, Action.SWAP, "done")}, "the test itself can send it"


@pytest.mark.parametrize("wish", ["clear_cache", "load_git_info", "set_run_on_save"])
def test_what_no_role_may_ask_is_refused_and_logged(
    wish: str, guarded: Server, desk: Desk, folder: Path
) -> None:
    """What Streamlit does for who develops: empty the caches of everybody, tell what runs."""
    asked = BackMsg()
    setattr(asked, wish, True)
    desk(AD).open("kader", {})
    desk(AD).send(asked)
    assert desk(AD).open("kader", {}).faults == []
    found = lines_about(folder, wish)
    assert [(each["who"], each["result"], each["origin"]) for each in found] == [
        (AD, "refused", HOST)
    ]


def test_what_was_given_to_one_session_is_refused_to_every_other_and_kept(
    guarded: Server, desk: Desk, cookies: Mapping[str, Mapping[str, str]]
) -> None:
    drawn = desk(SARA).open("escalatie", {"halfjaar": "2026-1"})
    button = next(each for each in drawn.named("download_button") if "CSV" in each.label)
    file = desk(SARA).address_of(button)
    place = desk(SARA).place_for("x.csv").upload_url
    assert request(guarded, file, cookies[SARA]).status == 200
    assert put_file(guarded, place, cookies[SARA]) == 204
    expected = {VERA: 403, EDO: 403, AD: 403, TOM.name: 403, NIEMAND: 403, "": 401}
    reasons = dict.fromkeys((VERA, EDO, AD, TOM.name), "not_theirs")
    reasons |= {NIEMAND: "no_role", "-": "not_signed_in"}
    before = len(log(guarded))
    for name, status in expected.items():
        theirs = cookies.get(name, {})
        assert request(guarded, file, theirs).status == status
        assert put_file(guarded, place, theirs) == status
        deleted = request(guarded, place, theirs, method="DELETE", origin=guarded.url)
        assert deleted.status == status
    kept = {(each.who, each.about): each for each in log(guarded)[before:]}
    for name, reason in reasons.items():
        for about in ("GET /media", "PUT /_stcore/upload_file", "DELETE /_stcore/upload_file"):
            entry = kept[name, about]
            assert (entry.result, entry.details["reason"]) == ("refused", reason)


def test_without_a_role_no_address_answers(
    guarded: Server, cookies: Mapping[str, Mapping[str, str]]
) -> None:
    own = cookies[NIEMAND]
    for page in PAGES:
        answer = request(guarded, f"/{page}?gemeente={VENLO}", own, accept="text/html")
        assert (answer.status, b"Venlo" in answer.body) == (403, False)
    for path in ("/_stcore/metrics", "/_stcore/host-config", "/component/x/index.html"):
        assert request(guarded, path, own).status == 403
    assert open_socket(guarded, own) == 403
    found = {
        each.about: each
        for each in log(guarded)
        if each.who == NIEMAND and each.action == Action.ENTER
    }
    assert {f"GET /{page}" for page in PAGES} | {"websocket /_stcore/stream"} <= found.keys()
    assert {each.result for each in found.values()} == {"refused"}


# --- by websocket -----------------------------------------------------------------------------

Fields = Mapping[str, str | int]
_FIELDS = ("text_input", "text_area", "selectbox", "number_input")


@dataclass(frozen=True)
class Press:
    """A button on a page, and what is filled in for it: of a select box, which option."""

    page: str
    button: str
    by: str = SARA
    fields: Fields = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    page_is_refused: bool = False

    def drawn_on(self, page: Page) -> Iterator[object]:
        """The button, where a page has it."""
        return page.named("button", self.button)

    def send(self, visitor: Visitor, drawn: Page) -> Page:
        """Send what pressing the button on a page that was drawn for somebody sends."""
        (button,) = drawn.named("button", self.button)
        for label, value in self.fields.items():
            fields = [each for kind in _FIELDS for each in drawn.named(kind)]
            named = {each.label: each for each in fields if each.form_id == button.form_id}
            found = named[label]
            is_option = hasattr(found, "options") and isinstance(value, int)
            visitor.fill(found, found.options[value] if is_option else value)
        for yes in drawn.named("checkbox"):
            if "waarschuwingen" in yes.label:
                visitor.tick(yes)
        return visitor.press(button)


@dataclass(frozen=True)
class Deliver:
    """A file put in the upload field."""

    by: str = EDO
    page: str = "inlezen"
    choices: Mapping[str, str] = field(default_factory=dict)
    page_is_refused: bool = False

    def drawn_on(self, page: Page) -> Iterator[object]:
        """The field for a file, where a page has it."""
        return page.named("file_uploader")

    def send(self, visitor: Visitor, drawn: Page) -> Page:
        """Deliver a file in the field that was drawn for somebody."""
        (uploader,) = drawn.named("file_uploader")
        return visitor.deliver(uploader, "niet van mij.csv", realisation(more=1))


def dossier(code: str, half_year: str = "2026-2") -> dict[str, str]:
    return {"gemeente": code, "halfjaar": half_year}


DEEDS: Mapping[Action, Press | Deliver] = {
    Action.STATE_OPENING: Press(
        "gemeente",
        "Beginstand vastleggen",
        EDO,
        {
            "Beginstand in personen: positief is achterstand, negatief is voorsprong": 3,
            "Waar komt dit getal vandaan?": "brief van COA",
        },
        dossier(HORST, str(LONG_AGO)),
    ),
    Action.SWAP: Press("gemeente", "Vastleggen", EDO, {"Aan": 0, "Personen": 1}, dossier(ROERMOND)),
    Action.WITHDRAW_SWAP: Press(
        "gemeente", "Intrekken", EDO, {"Uitruil": 0, "Reden": "niet afgesproken"}, dossier(WEERT)
    ),
    Action.DECIDE: Press(
        "gemeente",
        "Besluit vastleggen",
        fields={
            "Motivering (ten minste 20 tekens)": WHY,
            "Reden voor de afwijking, als u anders besluit of een trede overslaat": "anders",
        },
        choices=dossier(ROERMOND),
    ),
    Action.CONFIRM: Press("gemeente", f"Besluit {TO_CONFIRM} bevestigen", choices=dossier(VENLO)),
    Action.REJECT: Press(
        "gemeente",
        "Afwijzen",
        fields={"Reden voor de afwijzing": "de wethouder belde"},
        choices=dossier(KERKRADE),
    ),
    Action.EXCUSE: Press(
        "gemeente",
        "De verschoonbaarheid vastleggen",
        fields={"Oorzaak": 0, "Onderbouwing": "brief van deze week"},
        choices=dossier(HORST),
    ),
    Action.WITHDRAW_EXCUSE: Press(
        "gemeente",
        "De verschoonbaarheid intrekken",
        fields={"Verschoonbaar": 0, "Reden voor de intrekking": "bij vergissing vastgelegd"},
        choices=dossier(WEERT),
    ),
    Action.NOTE: Press("gemeente", "Notitie bewaren", EDO, {"Notitie": "gebeld"}, dossier(HORST)),
    Action.GIVE_ROLE: Press(
        "beheer",
        "Deze rol geven",
        AD,
        {"Naam van de gebruiker": "nieuw@limburg.example", "Rol": 3},
        page_is_refused=True,
    ),
    Action.END_SESSIONS: Press(
        "beheer",
        "Alle sessies van deze gebruiker beëindigen",
        AD,
        {"Gebruiker": TOM.name},
        page_is_refused=True,
    ),
    Action.DRAFT: Deliver(),
    Action.DISCARD: Press("inlezen", "Terzijde leggen", EDO),
    Action.IMPORT: Press("inlezen", "Inlezen bevestigen", EDO),
    Action.WITHDRAW: Press(
        "inlezen", "Intrekken", EDO, {"Aanlevering": 0, "Reden": "verkeerd bestand"}
    ),
    Action.REMOVE_SAMPLES: Press("inlezen", "Ja, verwijder de voorbeeldgegevens", AD),
}


@pytest.mark.parametrize("action", DEEDS)
def test_what_a_role_may_not_is_not_drawn_for_it_and_refused_by_websocket_and_kept(
    action: Action, guarded: Server, desk: Desk, folder: Path
) -> None:
    deed, store = DEEDS[action], database(guarded.database_url)
    drawn = desk(deed.by).open(deed.page, deed.choices)
    may_not = {name: role for name, role in STAFF.items() if role not in MAY[action].split()}
    assert VERA in may_not
    for name, role in may_not.items():
        own = desk(name).open(deed.page, deed.choices)
        assert not [*deed.drawn_on(own)]
        before, revision = len(log(guarded)), store.revision()
        presses = len(lines_about(folder, PRESS))
        shown = deed.send(desk(name), drawn)
        kept = lines_about(folder, PRESS)[presses:]
        assert {(each["who"], each["result"], each["reason"], each["origin"]) for each in kept} == {
            (name, "refused", "not_theirs", HOST)
        }
        found = entries_since(guarded, before)
        assert {(each.who, each.role, each.action, each.result) for each in found} == (
            {(name, role, Action.USERS, "refused")} if deed.page_is_refused else set()
        )
        assert {each.details["origin"] for each in found} <= {HOST}
        told = any(REFUSED in each.replace("\\", "") for each in shown.faults)
        assert told is deed.page_is_refused, shown.faults
        assert store.revision() == revision
        assert [*deed.drawn_on(drawn)], "who may has it"
    before = len(log(guarded))
    shown = deed.send(desk(deed.by), desk(deed.by).open(deed.page, deed.choices))
    found = entries_since(guarded, before)
    done = [(each.who, each.action, each.result) for each in found]
    assert done == [(deed.by, action, "done")], ("or the test cannot do it", shown.faults)
    tried = {each.who for each in log(guarded) if each.about == PRESS}
    assert tried >= may_not.keys(), "in the record too"
    assert deed.by not in {each["who"] for each in lines_about(folder, PRESS)[presses:]}


# --- by command line --------------------------------------------------------------------------

SAMPLE = next(setup.SAMPLES.glob("2026-1/realisatie*.csv"))
COMMANDS: Mapping[Action, tuple[object, ...]] = {
    Action.IMPORT: ("import", SAMPLE),
    Action.WITHDRAW: ("withdraw", 1, "--reason", "wrong file"),
    Action.STATE_OPENING: (
        *("opening", HORST, "--half-year", LONG_AGO, "--persons", 3, "--note", "letter of COA"),
    ),
    Action.SWAP: (
        *("swap", "--half-year", "2026-2", "--from", WEERT, "--to", HORST),
        *("--persons", 1, "--agreed-on", "2026-11-02"),
    ),
    Action.WITHDRAW_SWAP: ("withdraw-swap", 1, "--reason", "not agreed"),
    Action.LOAD_SAMPLES: ("init", "--demo"),
    Action.BOUNDARIES: ("boundaries", setup.DATA / "limburg.geojson"),
    Action.BACKUP: ("backup", "{folder}/backup.zip"),
    Action.RESTORE: ("restore", "{folder}/kept.zip", "--replace"),
    Action.DECIDE: (
        *("decide", WEERT, "--to", 1, "--on", "2026-11-01"),
        *("--rationale", "A large backlog on the reference date.", "--deviation", "too long"),
    ),
    Action.CONFIRM: ("confirm", TO_CONFIRM),
    Action.REJECT: ("reject", TO_REJECT, "--reason", "the alderman called"),
    Action.EXCUSE: (
        *("excuse", HORST, "--cause", "other", "--from", "2026-11-01"),
        *("--until", "2026-12-31", "--note", "a letter of this week"),
    ),
    Action.WITHDRAW_EXCUSE: ("withdraw-excuse", 1, "--reason", "recorded by mistake"),
    Action.DOWNLOAD: ("export", "report", "--out", "{folder}/report.xlsx"),
    Action.GIVE_ROLE: ("user", "eva@limburg.example", "--role", "admin"),
    Action.END_SESSIONS: ("user", SARA, "--end-sessions"),
}


@pytest.mark.parametrize("action", COMMANDS)
def test_what_a_role_may_not_is_refused_by_command_line_and_kept(
    action: Action, guarded: Server, tmp_path: Path
) -> None:
    store = database(guarded.database_url)
    verb = [str(each).replace("{folder}", str(tmp_path)) for each in COMMANDS[action]]
    if action is Action.RESTORE:
        assert command(guarded, "backup", tmp_path / "kept.zip", "--as", AD).status == 0
    everybody = {**STAFF, NIEMAND: Role.NONE, "vreemde@elders.example": Role.NONE}
    may_not = {name: role for name, role in everybody.items() if role not in MAY[action].split()}
    assert NIEMAND in may_not
    for name, role in may_not.items():
        before, revision = len(log(guarded)), store.revision()
        answer = command(guarded, *verb, "--as", name)
        found = entries_since(guarded, before)
        assert answer.status == 1
        assert f"{name} mag dit niet" in answer.text
        assert [(each.who, each.role, each.action, each.result) for each in found] == [
            (name, role, action, "refused")
        ]
        assert found[0].details["origin"] == "command line"
        assert store.revision() == revision
    assert {each.name for each in tmp_path.iterdir()} <= {"kept.zip"}


def test_every_action_is_tried_by_every_way_that_there_is() -> None:
    only_on_screen = {Action.DRAFT, Action.DISCARD, Action.REMOVE_SAMPLES, Action.NOTE}
    only_by_verb = {Action.LOAD_SAMPLES, Action.BOUNDARIES, Action.BACKUP, Action.RESTORE}
    by_looking = {Action.VIEW, Action.USERS, Action.DOWNLOAD}
    assert set(DEEDS) == set(MAY) - only_by_verb - by_looking
    assert set(COMMANDS) == set(MAY) - only_on_screen - {Action.VIEW, Action.USERS}
    assert set(MAY) == set(Action) - AT_THE_DOOR
