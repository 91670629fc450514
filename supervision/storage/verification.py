"""Tells whether the audit trail is as it was written; finds the first entry that is not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from supervision.storage.audit import GENESIS, digest
from supervision.storage.tables import AuditEvent, Revision


class Damage(StrEnum):
    """What happened to an entry."""

    ALTERED = "altered"
    REMOVED = "removed"
    MOVED = "moved"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that is not as it was written, by its number."""

    entry: int
    damage: Damage


def first_break(connection: Connection) -> Break | None:
    """Return the first entry that was altered, removed, moved or added; None for a whole trail.

    Three things must fit: the numbers run without hole, each hash is that of its own entry, and
    each entry carries the hash of the one before; the revision row keeps the last of them. Who
    rewrites the whole chain *and* the revision row is found only by a hash kept elsewhere.
    """
    tail = connection.execute(select(Revision.audit_events, Revision.audit_hash)).one()
    events, previous = AuditEvent.__table__.c, GENESIS
    hashes = {row.id: row.hash for row in connection.execute(select(events.id, events.hash))}
    expected = 1
    for number, row in _rows(connection, sorted(hashes)):
        if number != expected:
            return Break(expected, Damage.REMOVED if number > expected else Damage.ADDED)
        if row is None or row["hash"] != digest(row) or not _is_json(row["details"]):
            return Break(number, _altered_or_moved(row, number))
        if row["previous_hash"] != previous:
            return Break(number, Damage.MOVED)
        previous, expected = row["hash"], expected + 1
    if expected <= tail.audit_events:
        return Break(expected, Damage.REMOVED)
    if expected - 1 > tail.audit_events:
        return Break(tail.audit_events + 1, Damage.ADDED)
    return None if previous == tail.audit_hash else Break(expected - 1, Damage.ALTERED)


def _altered_or_moved(row: Mapping[str, Any] | None, number: int) -> Damage:
    """An entry under another number than its own fits its hash again once it is put back."""
    if row is None:
        return Damage.ALTERED
    return Damage.MOVED if _own_number(row, number) is not None else Damage.ALTERED


def _own_number(row: Mapping[str, Any], number: int) -> int | None:
    """The number under which the entry was written, looked for near the one it has now."""
    reach = 1000
    for other in range(max(1, number - reach), number + reach):
        if row["hash"] == digest({**row, "id": other}):
            return other
    return None


def _rows(
    connection: Connection, numbers: list[int]
) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    """Each entry; None where the store cannot even read it."""
    query = select(AuditEvent.__table__).order_by(AuditEvent.id)
    try:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    except (ValueError, TypeError):
        for number in numbers:
            yield number, _row(connection, number)
        return
    yield from ((row["id"], row) for row in rows)


def _row(connection: Connection, number: int) -> Mapping[str, Any] | None:
    query = select(AuditEvent.__table__).where(AuditEvent.id == number)
    try:
        return dict(connection.execute(query).mappings().one())
    except (ValueError, TypeError):
        return None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, TypeError):
        return False
    return True
