"""Swaps: targets that municipalities agreed to move between them, and their withdrawal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from supervision.domain.figures import Swap
from supervision.domain.halfyear import HalfYear
from supervision.storage.database import Transaction
from supervision.storage.tables import SwapAgreement, SwapWithdrawal


@dataclass(frozen=True, slots=True)
class RecordedSwap:
    """A swap as it was recorded; `withdrawn_at` is set once it no longer counts."""

    swap: Swap
    recorded_at: datetime
    recorded_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    reason: str | None

    def counts_at(self, moment: datetime | None) -> bool:
        """Tell whether it counts now (None), or counted at `moment`."""
        if moment is None:
            return self.withdrawn_at is None
        withdrawn = self.withdrawn_at is not None and self.withdrawn_at <= moment
        return self.recorded_at <= moment and not withdrawn


def swaps(connection: Connection) -> tuple[RecordedSwap, ...]:
    """Return every swap ever recorded, the first first."""
    query = (
        select(
            SwapAgreement.__table__,
            SwapWithdrawal.withdrawn_at,
            SwapWithdrawal.withdrawn_by,
            SwapWithdrawal.reason,
        )
        .outerjoin(SwapWithdrawal, SwapWithdrawal.swap_id == SwapAgreement.id)
        .order_by(SwapAgreement.id)
    )
    return tuple(
        RecordedSwap(
            Swap(
                row.id,
                HalfYear.parse(row.half_year),
                row.giver,
                row.taker,
                row.persons,
                row.agreed_on,
            ),
            row.recorded_at,
            row.recorded_by,
            row.withdrawn_at,
            row.withdrawn_by,
            row.reason,
        )
        for row in connection.execute(query)
    )


def record(transaction: Transaction, swap: dict[str, object], who: str) -> int:
    """Store a swap; return its number."""
    return transaction.connection.execute(
        insert(SwapAgreement)
        .values(recorded_at=transaction.at, recorded_by=who, **swap)
        .returning(SwapAgreement.id)
    ).scalar_one()


def withdraw(transaction: Transaction, swap: int, who: str, reason: str) -> None:
    """Record that a swap no longer counts."""
    transaction.connection.execute(
        insert(SwapWithdrawal).values(
            swap_id=swap, withdrawn_at=transaction.at, withdrawn_by=who, reason=reason
        )
    )
