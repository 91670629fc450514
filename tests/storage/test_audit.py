"""The audit trail: each event carries the hash of the one before, the revision row the last."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from supervision.storage import audit
from supervision.storage.database import Database
from supervision.storage.tables import AuditEvent, Revision
from tests.storage.office import ANNA, HORST, hours_later, import_targets, state


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
def test_a_changed_event_no_longer_has_its_hash(used: Database, change: dict[str, Any]) -> None:
    with used.engine.begin() as connection:
        connection.execute(update(AuditEvent).where(AuditEvent.id == 3).values(**change))
    broken = [row["id"] for row in rows(used) if by_hand(row) != row["hash"]]
    assert broken == [3]


def test_a_cut_off_tail_shows_in_the_revision_row(used: Database) -> None:
    with used.engine.begin() as connection:
        connection.execute(delete(AuditEvent).where(AuditEvent.id == 5))
    count, last = tail(used)
    assert count != len(rows(used))
    assert last != rows(used)[-1]["hash"]


def test_a_removed_event_leaves_a_hole_in_the_chain(used: Database) -> None:
    with used.engine.begin() as connection:
        connection.execute(delete(AuditEvent).where(AuditEvent.id == 2))
    found = rows(used)
    assert found[1]["previous_hash"] != found[0]["hash"]


def test_the_trail_reads_back_what_was_written(used: Database) -> None:
    with used.read() as connection:
        found = audit.events(connection)
    assert found[3].about == "Gemeente é – 'x'; \"y\""
    assert found[3].details == {"reason": "Gulpen-Wittem ≥ 5 ✓", "list": [1, None, True]}
    assert found[3].at == datetime(2025, 7, 3, 8, 30, 1, 123_456, tzinfo=UTC)
