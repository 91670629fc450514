"""The audit trail: each event carries the hash of the one before, the revision row the last."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, literal_column, select, update

from supervision.storage import audit
from supervision.storage.database import Database
from supervision.storage.tables import AuditEvent, Revision, StatedOpening
from tests.storage.office import ANNA, HORST, hours_later, import_targets, state
from tests.storage.tampering import drop_guards


def rows(store: Database) -> list[dict[str, Any]]:
    with store.read() as connection:
        found = connection.execute(select(AuditEvent.__table__).order_by(AuditEvent.id))
        return [dict(row) for row in found.mappings()]


def tail(store: Database) -> tuple[int, str]:
    with store.read() as connection:
        return tuple(connection.execute(select(Revision.audit_events, Revision.audit_hash)).one())


def by_hand(row: dict[str, Any]) -> str:
    """The hash over all fields but itself, without the code of the store."""
    plain = {name: str(value) for name, value in row.items() if name != "hash"}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@pytest.fixture
def used(store: Database) -> Database:
    """A store in which five things happened, one of them refused."""
    import_targets(store, {HORST: {"net": 43}})
    state(store, HORST, 3, hours_later(1))
    store.record_refusal(ANNA, hours_later(2), "withdraw", "batch 1", {"role": "viewer"})
    odd = datetime(2025, 7, 3, 8, 30, 1, 123_456, tzinfo=UTC)
    with store.write(ANNA, odd, "opening") as transaction:
        transaction.about = "Gemeente é – 'x'; \"y\""
        transaction.details |= {"reason": "Gulpen-Wittem ≥ 5 ✓", "list": [1, None, True]}
    state(store, HORST, 4, hours_later(30))
    return store


def test_the_chain_begins_with_zeros_and_each_event_carries_the_hash_of_the_one_before(
    used: Database,
) -> None:
    found = rows(used)
    assert [row["id"] for row in found] == [1, 2, 3, 4, 5]
    previous = "0" * 64
    for row in found:
        assert row["previous_hash"] == previous
        assert row["hash"] == by_hand(row) == audit.digest(row)
        previous = row["hash"]


def test_the_revision_row_keeps_the_count_and_the_last_hash(used: Database) -> None:
    assert tail(used) == (5, rows(used)[-1]["hash"])


def test_an_empty_trail_ends_with_zeros(store: Database) -> None:
    assert tail(store) == (0, audit.GENESIS)


@pytest.fixture
def unguarded(used: Database) -> Database:
    """The same store in the hands of somebody who dropped its triggers."""
    drop_guards(used)
    return used


@pytest.mark.parametrize(
    "change",
    [
        {"who": "bob"},
        {"details": "{}"},
        {"result": "done"},
        {"at": hours_later(5)},
        {"role": "admin"},
    ],
    ids=["who", "details", "result", "when", "role"],
)
def test_a_changed_event_no_longer_has_its_hash(
    unguarded: Database, change: dict[str, Any]
) -> None:
    with unguarded.engine.begin() as connection:
        connection.execute(update(AuditEvent).where(AuditEvent.id == 3).values(**change))
    broken = [row["id"] for row in rows(unguarded) if by_hand(row) != row["hash"]]
    assert broken == [3]


def test_a_cut_off_tail_shows_in_the_revision_row(unguarded: Database) -> None:
    with unguarded.engine.begin() as connection:
        connection.execute(delete(AuditEvent).where(AuditEvent.id == 5))
    count, last = tail(unguarded)
    assert count != len(rows(unguarded))
    assert last != rows(unguarded)[-1]["hash"]


def test_a_removed_event_leaves_a_hole_in_the_chain(unguarded: Database) -> None:
    with unguarded.engine.begin() as connection:
        connection.execute(delete(AuditEvent).where(AuditEvent.id == 2))
    found = rows(unguarded)
    assert found[1]["previous_hash"] != found[0]["hash"]


def test_the_trail_reads_back_what_was_written(used: Database) -> None:
    with used.read() as connection:
        found = audit.events(connection)
    assert found[3].about == "Gemeente é – 'x'; \"y\""
    assert found[3].details == {"reason": "Gulpen-Wittem ≥ 5 ✓", "list": [1, None, True]}
    assert found[3].at == datetime(2025, 7, 3, 8, 30, 1, 123_456, tzinfo=UTC)


def test_the_hash_of_an_event_stays_what_it_was_when_the_trail_began(store: Database) -> None:
    """A hash made otherwise would take every trail that is kept for broken."""
    import_targets(store, {HORST: {"net": 43}})
    state(store, HORST, -16, hours_later(1))
    odd = datetime(2025, 7, 3, 8, 30, 1, 123_456, tzinfo=UTC)
    store.record_refusal(ANNA, odd, "withdraw", "batch 1", {"reason": "≥ 5 ✓"})
    assert [row["hash"] for row in rows(store)] == [
        "bdfa7d2cec82385e7afe31f3ead3fd488afc7935673a5bfdd2bf3a1feb21ee7c",
        "b6ec76249692756d91a203881aecb4e40e285e4396f4234914c1634db6008883",
        "61e7bad4475d825c7b2e43cbf0ec9251ee8f4c69a1db0dc0e75bdebd7dd3ce1c",
    ]


# --- moments --------------------------------------------------------------------------------


def test_moments_never_go_back_nor_stand_still(store: Database) -> None:
    """A clock that is put back, a writer that had to wait, two writes in one tick of the clock."""
    tick = timedelta(microseconds=1)
    written = []
    for hours in (5, 3, 3, 5, 7):
        with store.write(ANNA, hours_later(hours), "opening") as transaction:
            written.append(transaction.at)
    store.record_refusal(ANNA, hours_later(2), "opening", HORST, {})
    five, seven = hours_later(5), hours_later(7)
    assert written == [five, five + tick, five + 2 * tick, five + 3 * tick, seven]
    assert [row["at"] for row in rows(store)] == [*written, seven + tick]


def test_what_is_stored_bears_the_moment_of_its_event(store: Database) -> None:
    state(store, HORST, 3, hours_later(5))
    state(store, HORST, 4, hours_later(3))
    with store.read() as connection:
        stated = connection.execute(select(StatedOpening.stated_at).order_by(StatedOpening.id))
        assert [row.stated_at for row in stated] == [row["at"] for row in rows(store)]


def test_a_last_event_without_a_readable_moment_keeps_nobody_from_working(
    unguarded: Database,
) -> None:
    with unguarded.engine.begin() as connection:
        broken = update(AuditEvent).where(AuditEvent.id == 5)
        connection.execute(broken.values(at=literal_column("'infinity'")))
    state(unguarded, HORST, 5, hours_later(31))
    with unguarded.read() as connection:
        assert [event.at for event in audit.events(connection)[-2:]] == [None, hours_later(31)]


def test_what_was_made_unreadable_can_still_be_looked_at(unguarded: Database) -> None:
    deep = "[" * 100_000
    damage = {1: "ik was het niet", 2: "[1, 2]", 3: '{"half": "\\ud800"}', 4: deep}
    with unguarded.engine.begin() as connection:
        for number, text in damage.items():
            change = update(AuditEvent).where(AuditEvent.id == number)
            connection.execute(change.values(details=text))
    with unguarded.read() as connection:
        found = audit.events(connection)
    assert [each.details for each in found[:4]] == [
        {"unreadable": each} for each in damage.values()
    ]
    assert found[4].details == {}
