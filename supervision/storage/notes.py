"""Notes about municipalities: append-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from supervision.storage.database import Transaction
from supervision.storage.tables import NoteRecord


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote about a municipality, and when."""

    number: int
    text: str
    at: datetime
    who: str


def notes(
    connection: Connection, code: str, known_until: datetime | None = None
) -> tuple[Note, ...]:
    """Return the notes about a municipality, or those written by a moment, the last first."""
    query = (
        select(NoteRecord.__table__)
        .where(NoteRecord.municipality == code)
        .order_by(NoteRecord.id.desc())
    )
    found = (
        Note(row.id, row.text, row.written_at, row.written_by) for row in connection.execute(query)
    )
    return tuple(each for each in found if known_until is None or each.at <= known_until)


def record(transaction: Transaction, code: str, text: str, who: str) -> int:
    """Store a note; return its number."""
    return transaction.connection.execute(
        insert(NoteRecord)
        .values(municipality=code, text=text, written_at=transaction.at, written_by=who)
        .returning(NoteRecord.id)
    ).scalar_one()
