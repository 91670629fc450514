"""Every role, every deed, every state: nothing forbidden passes, and what passes is on record.

What is refused leaves one `refused` event and nothing else; what passes changes only what it
should. What should happen is in tests/usecases/decision_states.py.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.excuse import Cause, Excuse
from supervision.errors import Refused
from supervision.storage.database import Database, database
from supervision.usecases import assessing, clock, decisions, excuses, record
from tests.usecases.decision_states import (
    ASCENSION,
    DECIDERS,
    DEEDS,
    ME,
    NOW,
    STATES,
    TODAY,
    WHY,
    Deed,
    Filled,
    State,
    code_of,
    refusal,
    row_of,
)

Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Desk:
    """A store with every state in it, as one file that can be put back as it was."""

    filled: Filled
    path: Path
    store: Database

    def put_back(self) -> None:
        self.store.engine.dispose()
        shutil.copy(self.filled.path, self.path)

    def rows(self) -> Rows:
        """Everything in the store, by table."""
        with closing(sqlite3.connect(self.path)) as connection:
            connection.row_factory = sqlite3.Row
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return {
                name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
                for (name,) in names.fetchall()
            }


def in_haste(connection: sqlite3.Connection, _: object) -> None:
    """A test need not survive a power cut."""
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def desk(filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    path = tmp_path / "store.db"
    store = database(f"sqlite:///{path}")
    event.listen(store.engine, "connect", in_haste)
    found = Desk(filled, path, store)
    found.put_back()
    yield found
    store.engine.dispose()


def decide(store: Database, actor: Actor, state: State, deed: Deed) -> object:
    intent = Intent(
        deed.step(state),
        TODAY,
        WHY,
        ASCENSION if deed.term else None,
        deviation="we know more" if deed.reason else "",
        urgency="families sleep outside" if deed.urgent else "",
    )
    return decisions.decide(store, actor, code_of(state), intent)


def tried(desk: Desk, actor: Actor, state: State, deed: Deed) -> Refused | None:
    """Try the deed by its use case; return with what it was refused."""
    store, code = desk.store, code_of(state)
    decision, excuse = desk.filled.numbers[state.name]
    ways: Mapping[str, Callable[[], object]] = {
        "decide": lambda: decide(store, actor, state, deed),
        "confirm": lambda: decisions.confirm(store, actor, decision),
        "reject": lambda: decisions.reject(store, actor, decision, "not now"),
        "excuse": lambda: excuses.excuse(
            store, actor, code, Excuse(Cause.OTHER, TODAY, TODAY), "letter of February"
        ),
        "withdraw_excuse": lambda: excuses.withdraw_excuse(store, actor, excuse, "not agreed"),
        "view": lambda: record.viewed(store, actor, code),
        "download": lambda: record.downloaded(store, actor, f"{code} letter"),
    }
    try:
        ways[deed.action]()
    except Refused as error:
        return error
    return None


def added(before: Rows, after: Rows) -> Rows:
    """The rows that came in, by table; nothing may have gone or changed but the revision row."""
    found = {}
    for table, rows in after.items():
        if table == "revision":
            continue
        kept = len(before[table])
        assert rows[:kept] == before[table], table
        if rows[kept:]:
            found[table] = rows[kept:]
    return found


def moved(before: Rows, after: Rows) -> tuple[int, int]:
    """By how much the revision and the number of events went up."""
    old, new = before["revision"][0], after["revision"][0]
    return new["number"] - old["number"], new["audit_events"] - old["audit_events"]


EXPECTED_TABLE = {
    "decide": "decision",
    "confirm": "decision_verdict",
    "reject": "decision_verdict",
    "excuse": "excuse",
    "withdraw_excuse": "excuse_withdrawal",
}


def expected_row(desk: Desk, state: State, deed: Deed) -> dict[str, Any]:
    """What the one new row is to say, as far as it does not follow from the figures."""
    decision, excuse = desk.filled.numbers[state.name]
    period = {"valid_from": TODAY.isoformat(), "valid_until": TODAY.isoformat()}
    return {
        "decide": lambda: row_of(state, deed) | {"municipality": code_of(state)},
        "confirm": lambda: {"decision_id": decision, "verdict": "confirmed", "given_by": ME},
        "reject": lambda: {"decision_id": decision, "verdict": "rejected", "reason": "not now"},
        "excuse": lambda: period | {"municipality": code_of(state), "recorded_by": ME},
        "withdraw_excuse": lambda: {"excuse_id": excuse, "withdrawn_by": ME},
    }[deed.action]()


def check_refused(
    error: Refused, expected: str | set[str], role: Role, deed: Deed, before: Rows, after: Rows
) -> None:
    if isinstance(expected, set):
        assert set(error.fields["objections"]) == expected  # type: ignore[call-overload]
    else:
        assert type(error).__name__ == expected
    new = added(before, after)
    assert set(new) == {"audit_event"}, "only the refusal is on record"
    (entry,) = new["audit_event"]
    assert (entry["who"], entry["role"], entry["action"], entry["result"]) == (
        *(ME, role, deed.action),
        "refused",
    )
    assert type(error).__name__ in entry["details"]
    assert moved(before, after) == (0, 1)


def check_done(desk: Desk, role: Role, state: State, deed: Deed, before: Rows, after: Rows) -> None:
    new = added(before, after)
    (entry,) = new.pop("audit_event")
    assert (entry["role"], entry["action"], entry["result"]) == (role, deed.action, "done")
    assert code_of(state) in entry["object"]
    if deed.action in ("view", "download"):
        assert new == {}
        assert moved(before, after) == (0, 1)
        return
    ((table, (row,)),) = new.items()
    expected = expected_row(desk, state, deed)
    assert table == EXPECTED_TABLE[deed.action]
    assert {name: row[name] for name in expected} == expected
    assert moved(before, after) == (1, 1)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
@pytest.mark.parametrize("role", Role)
def test_nothing_forbidden_passes_and_what_passes_is_on_record(
    desk: Desk, role: Role, state: State
) -> None:
    actor, original = Actor(ME, role), desk.rows()
    before = original
    for deed in DEEDS:
        expected = refusal(role, state, deed)
        where = f"{role} tries to {deed.name} while {state.name}"
        error = tried(desk, actor, state, deed)
        after = desk.rows()
        assert (error is None) is (expected is None), f"{where}: {error!r}, not {expected}"
        if error is not None and expected is not None:
            check_refused(error, expected, role, deed, before, after)
            before = after
        else:
            check_done(desk, role, state, deed, before, after)
            desk.put_back()
            before = original


def test_the_states_are_what_they_say(desk: Desk) -> None:
    """The proposals in the table were written down by hand; the rules find the same."""
    snapshot = assessing.snapshot(desk.store, TODAY)
    for state in STATES:
        found = assessing.assessed_in(snapshot, code_of(state))
        measure = found.measure
        assert (measure.step, found.proposed_step, found.excused) == (
            *(state.current, state.proposed),
            state.excused,
        ), state.name
        term = measure.term
        assert (term is not None and term.lapsed_on(TODAY)) is state.lapsed, state.name
    waits = [each.recorded_by for each in decisions.recorded(desk.store) if each.waits]
    assert waits == [state.draft for state in STATES if state.draft]


def test_the_matrix_has_every_step_and_something_of_everything() -> None:
    """Each deed passes somewhere and is refused somewhere; skipping always takes a reason."""
    assert {state.current for state in STATES} == set(range(7))
    assert {deed.action for deed in DEEDS} == {
        *("decide", "confirm", "reject", "excuse", "withdraw_excuse", "view", "download")
    }
    for deed in DEEDS:
        passes = {refusal(DECIDERS[0], state, deed) is None for state in STATES}
        always = deed.action in ("view", "download")
        never = deed.name in ("skip a step", "one step down")
        assert passes == ({True} if always else {False} if never else {True, False}), deed.name
