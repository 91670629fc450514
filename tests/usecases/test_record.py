"""The record: what is refused is kept once and outlives the rollback; looking leaves its mark."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.halfyear import HalfYear
from supervision.errors import (
    AlreadyWithdrawn,
    DecisionRefused,
    InvalidRequest,
    NotAllowed,
    NotFound,
    NotWaiting,
    Overtaken,
    Refused,
    SamePerson,
)
from supervision.storage.database import Database
from supervision.usecases import (
    decisions,
    drafts,
    excuses,
    imports,
    notes,
    record,
    setup,
    statements,
    swaps,
)
from supervision.usecases.access import Action
from supervision.words import words
from supervision.words.record import detail_name
from tests.cli.office import HORST, OVERVIEW, VENLO, Office

ANNA, BRAM = Actor("anna", Role.SUPERVISOR), Actor("bram", Role.SUPERVISOR)
CARLA = Actor("carla", Role.VIEWER)
DIRK = Actor("dirk", Role.LOCAL)
TODAY = date(2026, 11, 24)
WHY = "Twee halfjaren op rij gemist, gesprek gevoerd."
RUNNING = HalfYear(2026, 2)
YEAR = Excuse(Cause.OTHER, date(2026, 1, 1), date(2026, 12, 31))


def intent(step: int, **other: object) -> Intent:
    values = {"step_to": step, "decided_on": TODAY, "rationale": WHY, "deviation": "om te proberen"}
    return Intent(**values | other)  # type: ignore[arg-type]


@pytest.fixture
def store(samples: Office) -> Database:
    """The samples, with a final decision (1), a draft (2), an excuse and a swap, each once."""
    found = samples.database
    decisions.decide(found, ANNA, VENLO, intent(1))
    decisions.decide(found, ANNA, VENLO, intent(4))
    excuses.excuse(found, ANNA, HORST, YEAR, "brief van COA")
    excuses.withdraw_excuse(found, ANNA, 1, "was onjuist")
    swaps.record_swap(found, ANNA, RUNNING, VENLO, HORST, 1, TODAY)
    swaps.withdraw_swap(found, ANNA, 1, "toch niet")
    return found


def dump(store: Database) -> list[str]:
    """Everything in the store but the trail and its seal, as SQL."""
    with sqlite3.connect(str(store.engine.url.database)) as connection:
        lines = list(connection.iterdump())
    record_of = ('INSERT INTO "audit_event"', 'INSERT INTO "revision"')
    return [line for line in lines if not line.startswith(record_of)]


Attempt = Callable[[Database], object]

REFUSED: Mapping[str, tuple[Action, type[Refused], Attempt]] = {
    "a decision that breaks rules": (
        Action.DECIDE,
        DecisionRefused,
        lambda s: decisions.decide(s, ANNA, HORST, intent(1, rationale="kort")),
    ),
    "a decision about no municipality": (
        Action.DECIDE,
        NotFound,
        lambda s: decisions.decide(s, ANNA, "GM9999", intent(1)),
    ),
    "a decision on figures that have changed": (
        Action.DECIDE,
        Overtaken,
        lambda s: decisions.decide(s, ANNA, HORST, intent(1), seen=3),
    ),
    "a decision by a viewer": (
        Action.DECIDE,
        NotAllowed,
        lambda s: decisions.decide(s, CARLA, HORST, intent(1)),
    ),
    "confirmation by the same person": (
        Action.CONFIRM,
        SamePerson,
        lambda s: decisions.confirm(s, ANNA, 2),
    ),
    "confirmation of what is final": (
        Action.CONFIRM,
        NotWaiting,
        lambda s: decisions.confirm(s, BRAM, 1),
    ),
    "confirmation of nothing": (Action.CONFIRM, NotFound, lambda s: decisions.confirm(s, BRAM, 9)),
    "rejection without a reason": (
        Action.REJECT,
        InvalidRequest,
        lambda s: decisions.reject(s, BRAM, 2, " "),
    ),
    "rejection of what is final": (
        Action.REJECT,
        NotWaiting,
        lambda s: decisions.reject(s, BRAM, 1, "niet goed"),
    ),
    "an excuse that ends before it begins": (
        Action.EXCUSE,
        InvalidRequest,
        lambda s: excuses.excuse(s, ANNA, HORST, Excuse(Cause.OTHER, TODAY, date(2026, 1, 1)), WHY),
    ),
    "an excuse withdrawn twice": (
        Action.WITHDRAW_EXCUSE,
        AlreadyWithdrawn,
        lambda s: excuses.withdraw_excuse(s, ANNA, 1, "nog eens"),
    ),
    "a swap of more than there is, found once it was stored": (
        Action.SWAP,
        InvalidRequest,
        lambda s: swaps.record_swap(s, ANNA, RUNNING, VENLO, HORST, 9_000, TODAY),
    ),
    "a swap withdrawn twice": (
        Action.WITHDRAW_SWAP,
        AlreadyWithdrawn,
        lambda s: swaps.withdraw_swap(s, ANNA, 1, "nog eens"),
    ),
    "an opening that is known": (
        Action.STATE_OPENING,
        InvalidRequest,
        lambda s: statements.state_opening(s, ANNA, VENLO, RUNNING, 5, "van horen zeggen"),
    ),
    "withdrawal of no import": (
        Action.WITHDRAW,
        NotFound,
        lambda s: imports.withdraw(s, ANNA, 999, "verkeerd bestand"),
    ),
    "an import on figures that have changed": (
        Action.IMPORT,
        Overtaken,
        lambda s: imports.import_file(
            s, ANNA, OVERVIEW.encode(), setup.request_for("overview.csv"), seen=3
        ),
    ),
    "an import of an upload that is gone, found once it was stored": (
        Action.IMPORT,
        NotFound,
        lambda s: imports.import_file(
            s, ANNA, OVERVIEW.encode(), setup.request_for("overview.csv"), draft=99
        ),
    ),
    "a note by a viewer": (
        Action.NOTE,
        NotAllowed,
        lambda s: notes.write_note(s, CARLA, VENLO, "gebeld"),
    ),
}


@pytest.mark.parametrize(("action", "error", "attempt"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_kept_once_and_nothing_else_is(
    store: Database, action: Action, error: type[Refused], attempt: Attempt
) -> None:
    events, content, revision = record.trail(store), dump(store), store.revision()
    with pytest.raises(error) as refused:
        attempt(store)
    (event,) = record.trail(store)[len(events) :]
    assert (event.action, event.result) == (action, "refused")
    assert event.details["refused"] == error.__name__
    assert event.details.keys() == {"refused", *refused.value.fields}
    assert event.about
    assert (dump(store), store.revision()) == (content, revision)
    assert record.verify(store).broken is None


def test_what_breaks_down_is_no_refusal(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the product is for its log; the record tells of people."""
    monkeypatch.setattr(decisions.store, "record", lambda *_: 1 / 0)
    before = len(record.trail(store))
    with pytest.raises(ZeroDivisionError):
        decisions.decide(store, ANNA, HORST, intent(1))
    assert len(record.trail(store)) == before


# --- looking --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keep", "action"), [(record.viewed, Action.VIEW), (record.downloaded, Action.DOWNLOAD)]
)
@pytest.mark.parametrize("role", [each for each in Role if each.value != "none"])
def test_everybody_with_a_role_may_look_and_leaves_one_entry(
    store: Database, keep: Callable[[Database, Actor, str], None], action: Action, role: Role
) -> None:
    revision, before = store.revision(), len(record.trail(store))
    keep(store, Actor("eva", role), f"dossier {VENLO} 2026-2")
    (event,) = record.trail(store)[before:]
    assert (event.who, event.role, event.action, event.about, event.result) == (
        ("eva", role, action, f"dossier {VENLO} 2026-2", "done")
    )
    assert store.revision() == revision, "looking moves no figure, so no cache grows stale"


def test_the_record_and_its_verification_are_of_one_state(store: Database) -> None:
    events, verified = record.examined(store, ANNA)
    assert events == record.trail(store)
    assert verified == record.verify(store)
    assert (verified.entries, verified.last_hash) == (len(events), events[-1].hash)


SEE_ORIGINS = {Role.SUPERVISOR, Role.ADMIN, Role.LOCAL}


@pytest.mark.parametrize("role", Role)
def test_from_which_address_is_for_who_looks_into_what_went_wrong(
    store: Database, role: Role
) -> None:
    record.viewed(store, Actor("eva", Role.VIEWER, "192.0.2.7"), f"dossier {VENLO} 2026-2")
    whole = record.trail(store)
    events, verified = record.examined(store, Actor("bram", role))
    assert ("origin" in events[-1].details) is (role in SEE_ORIGINS)
    assert ("192.0.2.7" in repr(events)) is (role in SEE_ORIGINS)
    assert [each.hash for each in events] == [each.hash for each in whole]
    assert verified == record.verify(store), "what is left out is left out of what is shown only"


# --- every detail has a name ----------------------------------------------------------------


def names_in(details: Mapping[str, object]) -> Iterator[str]:
    for name, value in details.items():
        if name not in {"old", "new", "ruleset"}:
            yield name
        if isinstance(value, dict) and name != "columns":
            yield from names_in(value)


def test_whatever_the_use_cases_tell_has_a_dutch_name(store: Database) -> None:
    decisions.reject(store, BRAM, 2, "nog niet")
    decisions.decide(store, ANNA, VENLO, intent(4, named=9, counted_from=date(2026, 7, 1)))
    decisions.confirm(store, BRAM, 3)
    notes.write_note(store, ANNA, VENLO, "gebeld")
    draft = drafts.keep(store, ANNA, "overview.csv", OVERVIEW.encode())
    drafts.choose(store, ANNA, draft, drafts.Choices(as_of=TODAY))
    drafts.discard(store, ANNA, draft)
    imports.withdraw(store, ANNA, 1, "verkeerd bestand")
    statements.state_opening(store, ANNA, HORST, HalfYear(2022, 1), 5, "van COA")
    record.viewed(store, CARLA, f"dossier {VENLO} 2026-2")
    done = [event for event in record.trail(store) if event.result == "done"]
    told = {name for event in done for name in names_in(event.details)}
    t = words("nl")
    assert len(told) > 25
    assert {name for name in told if detail_name(name, t) == name} <= {"status"}
