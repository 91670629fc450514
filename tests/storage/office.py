"""What an office does with a store, in short words."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import HalfYear
from supervision.storage import batches
from supervision.storage.database import Database
from supervision.storage.facts import state_opening

ANNA = Actor("anna", Role.EDITOR)
HORST, VENLO = "GM1507", "GM0983"
NOON = datetime(2025, 7, 2, 12, 0, tzinfo=UTC)


def hours_later(hours: int) -> datetime:
    """A moment after noon on 2 July 2025."""
    return NOON + timedelta(hours=hours)


def batch_of(kind: str, half_year: str, as_of: str | None = None, content: bytes = b"x") -> dict:
    """The fields of a batch without its rows."""
    return {
        "kind": kind,
        "half_year": half_year,
        "as_of": datetime.fromisoformat(as_of).date() if as_of else None,
        "file_name": f"{kind}_{half_year}.csv",
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "content": content,
        "sample": False,
        "rows": 1,
        "ignored": 0,
        "imported_by": ANNA.name,
    }


def import_targets(
    store: Database,
    rows: dict[str, dict[str, int]],
    at: datetime = NOON,
    half_year: str = "2025-1",
    content: bytes = b"x",
) -> int:
    """Import a targets file: by code what it states (net, corrected, carry_over)."""
    with store.write(ANNA, at, "import") as transaction:
        transaction.about = "targets"
        return batches.add_batch(
            transaction,
            batch_of("targets", half_year, content=content),
            [
                {
                    "row": number,
                    "municipality": code,
                    "half_year": half_year,
                    **dict.fromkeys(("net", "corrected", "carry_over")),
                    **stated,
                }
                for number, (code, stated) in enumerate(rows.items(), start=2)
            ],
            [],
        )


def import_realisation(
    store: Database,
    rows: dict[str, int],
    as_of: str = "2025-07-01",
    at: datetime = NOON,
    reporter: str = "coa",
    linked: int | None = None,
) -> int:
    """Import a realisation file: persons housed by code."""
    day = datetime.fromisoformat(as_of).date()
    half_year = str(HalfYear.of(day))
    with store.write(ANNA, at, "import") as transaction:
        transaction.about = "realisation"
        return batches.add_batch(
            transaction,
            batch_of("realisation", half_year, as_of),
            [],
            [
                {
                    "row": number,
                    "municipality": code,
                    "half_year": half_year,
                    "as_of": day,
                    "reporter": reporter,
                    "realised": realised,
                    "linked": linked,
                }
                for number, (code, realised) in enumerate(rows.items(), start=2)
            ],
        )


def withdraw(store: Database, batch: int, at: datetime = NOON) -> None:
    """Withdraw a batch."""
    with store.write(ANNA, at, "withdraw") as transaction:
        transaction.about = f"batch {batch}"
        batches.withdraw(transaction, batch, ANNA.name, "wrong file")


def state(store: Database, code: str, persons: int, at: datetime = NOON) -> int:
    """State the opening of 2025-1."""
    with store.write(ANNA, at, "opening") as transaction:
        return state_opening(transaction, code, HalfYear(2025, 1), persons, "by phone", ANNA.name)
