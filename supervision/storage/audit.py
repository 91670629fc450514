"""The audit trail: append-only, each event chained to the one before by its hash."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from supervision.domain.actor import Actor
from supervision.storage import trail
from supervision.storage.tables import AuditEvent, Revision

_log = logging.getLogger(__name__)

GENESIS = "0" * 64
"""The hash before the first event."""
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the audit trail; `details` is what was asked and what came of it.

    Where somebody put something unreadable in its place, `at` is None and text a sign for it.
    """

    id: int
    at: datetime | None
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
) -> Mapping[str, object]:
    """Add one event to the trail, within the transaction of what it reports; return its fields."""
    if actor.origin:
        details = {**details, "origin": actor.origin}
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
    return fields


def announce(fields: Mapping[str, object], actor: Actor) -> None:
    """Tell the log of an event that is in the trail for good; the details stay in the trail."""
    _log.info(
        "recorded",
        extra={
            "what": fields["action"],
            "who": fields["who"],
            "role": fields["role"],
            "object": fields["object"],
            "result": fields["result"],
            "origin": actor.origin,
            "entry": fields["id"],
        },
    )


def own_moment(connection: Connection, at: datetime) -> datetime:
    """Return the moment, or one just after the last event where that is no earlier.

    So no two writes share a moment, however coarse the clock or long the wait, and "as known at"
    tells what came before a decision from what came after it.
    """
    before = trail.last_moment(connection)
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
    """Return the whole trail, oldest first, also where it was tampered with."""
    return tuple(event_of(row) for row in trail.rows(connection))


def event_of(row: trail.Row) -> Event:
    """Return an entry as it reads; whether it is what was written, `verification` tells."""
    text = {name: _UNREADABLE if value is None else value for name, value in row.items()}
    return Event(
        id=row["id"],
        at=row["at"],
        who=text["who"],
        role=text["role"],
        action=text["action"],
        about=text["object"],
        result=text["result"],
        details=_details(text["details"]),
        previous_hash=text["previous_hash"],
        hash=text["hash"],
    )


def _details(text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # half a character cannot be shown
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {"unreadable": text}
