"""The audit trail: append-only, each event chained to the one before by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from supervision.domain.actor import Actor
from supervision.storage.tables import AuditEvent, Revision

GENESIS = "0" * 64
"""The hash before the first event."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the audit trail; `details` is what was asked and what came of it."""

    id: int
    at: datetime
    who: str
    role: str
    action: str
    about: str
    result: str
    details: Mapping[str, object]
    previous_hash: str
    hash: str


def append(
    connection: Connection,
    actor: Actor,
    at: datetime,
    action: str,
    about: str,
    details: Mapping[str, object],
    result: str = "done",
) -> None:
    """Add one event to the trail, within the transaction of what it reports."""
    tail = connection.execute(select(Revision.audit_events, Revision.audit_hash)).one()
    fields = {
        "id": tail.audit_events + 1,
        "at": _in_utc(at),
        "who": actor.name,
        "role": actor.role.value,
        "action": action,
        "object": about,
        "result": result,
        "details": json.dumps(details, ensure_ascii=False, sort_keys=True, default=str),
        "previous_hash": tail.audit_hash,
    }
    fields["hash"] = digest(fields)
    connection.execute(insert(AuditEvent).values(fields))
    connection.execute(
        update(Revision).values(audit_events=fields["id"], audit_hash=fields["hash"])
    )


def own_moment(connection: Connection, at: datetime) -> datetime:
    """Return the moment, or one just after the last event where that is no earlier.

    So no two writes share a moment, however coarse the clock or long the wait, and "as known at"
    tells what came before a decision from what came after it.
    """
    last = connection.execute(select(AuditEvent.at).order_by(AuditEvent.id.desc()).limit(1))
    before = last.scalar_one_or_none()
    return at if before is None or at > before else before + timedelta(microseconds=1)


def _in_utc(at: datetime) -> datetime:
    """The moment as the store gives it back, or its hash would not fit."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC)


def digest(fields: Mapping[str, object]) -> str:
    """Return the hash of an event over all its fields but the hash itself."""
    plain = {key: str(value) for key, value in fields.items() if key != "hash"}
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def events(connection: Connection) -> tuple[Event, ...]:
    """Return the whole trail, oldest first."""
    rows = connection.execute(select(AuditEvent.__table__).order_by(AuditEvent.id))
    return tuple(
        Event(
            id=row.id,
            at=row.at,
            who=row.who,
            role=row.role,
            action=row.action,
            about=row.object,
            result=row.result,
            details=json.loads(row.details),
            previous_hash=row.previous_hash,
            hash=row.hash,
        )
        for row in rows
    )
