"""Import batches: accepted files with their rows, drafts that wait, and withdrawals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, select, update

from supervision.domain.halfyear import HalfYear
from supervision.storage.database import Transaction
from supervision.storage.tables import (
    ImportBatch,
    ImportDraft,
    RealisationFigure,
    TargetFigure,
    Withdrawal,
)


@dataclass(frozen=True, slots=True)
class Batch:
    """An accepted file, without its content; `withdrawn_at` is set once it no longer counts."""

    id: int
    kind: str
    half_year: HalfYear
    as_of: date | None
    file_name: str
    sha256: str
    size: int
    sample: bool
    rows: int
    ignored: int
    warnings: str
    imported_at: datetime
    imported_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    reason: str | None

    def counts_at(self, moment: datetime | None) -> bool:
        """Tell whether it counts now (None), or counted at `moment`; as `active` does in SQL."""
        if moment is None:
            return self.withdrawn_at is None
        withdrawn = self.withdrawn_at is not None and self.withdrawn_at <= moment
        return self.imported_at <= moment and not withdrawn


@dataclass(frozen=True, slots=True)
class Draft:
    """An upload that waits for a yes; `choices` is JSON."""

    id: int
    file_name: str
    content: bytes
    choices: str
    uploaded_at: datetime
    uploaded_by: str


def active(known_until: datetime | None) -> ColumnElement[bool]:
    """Return the condition that a batch counts, or counted at the moment `known_until`."""
    withdrawn = exists().where(Withdrawal.batch_id == ImportBatch.id)
    if known_until is None:
        return ~withdrawn
    return and_(
        ImportBatch.imported_at <= known_until,
        ~withdrawn.where(Withdrawal.withdrawn_at <= known_until),
    )


def batches(connection: Connection) -> tuple[Batch, ...]:
    """Return every batch ever accepted, the last first."""
    query = (
        select(
            *(column for column in ImportBatch.__table__.c if column.key != "content"),
            Withdrawal.withdrawn_at,
            Withdrawal.withdrawn_by,
            Withdrawal.reason,
        )
        .outerjoin(Withdrawal, Withdrawal.batch_id == ImportBatch.id)
        .order_by(ImportBatch.id.desc())
    )
    rows = connection.execute(query).mappings()
    return tuple(Batch(**{**row, "half_year": HalfYear.parse(row["half_year"])}) for row in rows)


def content(connection: Connection, batch: int) -> bytes | None:
    """Return the file of a batch byte for byte, or None where there is no such batch."""
    return connection.execute(
        select(ImportBatch.content).where(ImportBatch.id == batch)
    ).scalar_one_or_none()


def add_batch(
    transaction: Transaction,
    batch: dict[str, object],
    targets: Iterable[dict[str, object]],
    realisations: Iterable[dict[str, object]],
) -> int:
    """Store an accepted file with all its rows; return the number of the batch."""
    connection = transaction.connection
    number = connection.execute(
        insert(ImportBatch).values(imported_at=transaction.at, **batch).returning(ImportBatch.id)
    ).scalar_one()
    for table, rows in ((TargetFigure, targets), (RealisationFigure, realisations)):
        values = [{"batch_id": number, **row} for row in rows]
        if values:
            connection.execute(insert(table), values)
    return number


def withdraw(transaction: Transaction, batch: int, who: str, reason: str) -> None:
    """Record that a batch no longer counts."""
    transaction.connection.execute(
        insert(Withdrawal).values(
            batch_id=batch, withdrawn_at=transaction.at, withdrawn_by=who, reason=reason
        )
    )


def add_draft(transaction: Transaction, draft: dict[str, object]) -> int:
    """Keep an upload until somebody decides; return its number."""
    return transaction.connection.execute(
        insert(ImportDraft).values(uploaded_at=transaction.at, **draft).returning(ImportDraft.id)
    ).scalar_one()


def drafts(connection: Connection) -> tuple[Draft, ...]:
    """Return the uploads that wait, the last first."""
    rows = connection.execute(select(ImportDraft.__table__).order_by(ImportDraft.id.desc()))
    return tuple(Draft(**row) for row in rows.mappings())


def set_choices(transaction: Transaction, draft: int, choices: str) -> None:
    """Replace what the user said of an upload."""
    transaction.connection.execute(
        update(ImportDraft).where(ImportDraft.id == draft).values(choices=choices)
    )


def remove_draft(transaction: Transaction, draft: int) -> bool:
    """Forget an upload, because it was accepted or put aside; return whether it was still there."""
    removed = transaction.connection.execute(delete(ImportDraft).where(ImportDraft.id == draft))
    return removed.rowcount > 0


@dataclass(frozen=True, slots=True)
class TargetVersion:
    """What one import says of a target; persons."""

    batch: Batch
    row: int
    net: int | None
    corrected: int | None
    carry_over: int | None


def target_versions(
    connection: Connection, code: str, half_year: HalfYear
) -> tuple[TargetVersion, ...]:
    """Return what every import says of the target of a municipality, the last first."""
    query = (
        select(TargetFigure.__table__)
        .where(TargetFigure.municipality == code, TargetFigure.half_year == str(half_year))
        .order_by(TargetFigure.batch_id.desc())
    )
    found = {batch.id: batch for batch in batches(connection)}
    return tuple(
        TargetVersion(found[row.batch_id], row.row, row.net, row.corrected, row.carry_over)
        for row in connection.execute(query)
    )


def touching(connection: Connection, code: str) -> tuple[tuple[Batch, int], ...]:
    """Return every import with a row about a municipality, and that row; the last first."""
    rows: dict[int, int] = {}
    for table in (TargetFigure, RealisationFigure):
        query = select(table.batch_id, table.row).where(table.municipality == code)
        rows |= {found.batch_id: found.row for found in connection.execute(query)}
    return tuple((batch, rows[batch.id]) for batch in batches(connection) if batch.id in rows)
