"""Excuses as they were recorded, and their withdrawal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select

from supervision.domain.excuse import Cause, Excuse
from supervision.storage.database import Transaction
from supervision.storage.tables import ExcuseRecord, ExcuseWithdrawal


@dataclass(frozen=True, slots=True)
class RecordedExcuse:
    """An excuse with its evidence; `withdrawn_at` is set once it no longer counts."""

    number: int
    code: str
    excuse: Excuse
    note: str
    recorded_at: datetime
    recorded_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    reason: str | None

    def as_known_at(self, moment: datetime | None) -> RecordedExcuse:
        """Return the excuse without a withdrawal after a moment."""
        if moment is None or self.withdrawn_at is None or self.withdrawn_at <= moment:
            return self
        return replace(self, withdrawn_at=None, withdrawn_by=None, reason=None)

    def counts_at(self, moment: datetime | None) -> bool:
        """Tell whether it counts now (None), or counted at `moment`."""
        if moment is None:
            return self.withdrawn_at is None
        withdrawn = self.withdrawn_at is not None and self.withdrawn_at <= moment
        return self.recorded_at <= moment and not withdrawn


def excuses(connection: Connection) -> tuple[RecordedExcuse, ...]:
    """Return every excuse ever recorded, the first first."""
    query = (
        select(
            ExcuseRecord.__table__,
            ExcuseWithdrawal.withdrawn_at,
            ExcuseWithdrawal.withdrawn_by,
            ExcuseWithdrawal.reason,
        )
        .outerjoin(ExcuseWithdrawal, ExcuseWithdrawal.excuse_id == ExcuseRecord.id)
        .order_by(ExcuseRecord.id)
    )
    return tuple(
        RecordedExcuse(
            row.id,
            row.municipality,
            Excuse(Cause(row.cause), row.valid_from, row.valid_until),
            row.note,
            row.recorded_at,
            row.recorded_by,
            row.withdrawn_at,
            row.withdrawn_by,
            row.reason,
        )
        for row in connection.execute(query)
    )


def counting(
    recorded: Iterable[RecordedExcuse], known_until: datetime | None = None
) -> Mapping[str, tuple[Excuse, ...]]:
    """Return the excuses that count, or counted at a moment, by code of the municipality."""
    found: dict[str, tuple[Excuse, ...]] = defaultdict(tuple)
    for each in recorded:
        if each.counts_at(known_until):
            found[each.code] += (each.excuse,)
    return found


def record(transaction: Transaction, excuse: Mapping[str, object], who: str) -> int:
    """Store an excuse; return its number."""
    return transaction.connection.execute(
        insert(ExcuseRecord)
        .values(recorded_at=transaction.at, recorded_by=who, **excuse)
        .returning(ExcuseRecord.id)
    ).scalar_one()


def withdraw(transaction: Transaction, excuse: int, who: str, reason: str) -> None:
    """Record that an excuse no longer counts."""
    transaction.connection.execute(
        insert(ExcuseWithdrawal).values(
            excuse_id=excuse, withdrawn_at=transaction.at, withdrawn_by=who, reason=reason
        )
    )
