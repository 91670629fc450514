"""Decisions and excuses as they were recorded, and which of them count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, true

from supervision.domain.decision import Decision, DecisionKind, Status
from supervision.domain.terms import Term
from supervision.storage.database import Transaction
from supervision.storage.tables import DecisionRecord, DecisionVerdict


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A decision as it was recorded, with the verdict of a second person where one was given.

    `assessment` is JSON: what it rests on. `corrected_by` is the decision that replaces it,
    `corrected_at` since when.
    """

    decision: Decision
    proposed_step: int
    rationale: str
    deviation: str
    urgency: str
    ruleset_id: str
    ruleset_version: str
    assessment: str
    revision: int
    corrects: int | None
    draft: bool
    recorded_at: datetime
    recorded_by: str
    verdict: str | None
    verdict_reason: str | None
    verdict_at: datetime | None
    verdict_by: str | None
    corrected_by: int | None = None
    corrected_at: datetime | None = None

    def as_known_at(self, moment: datetime | None) -> RecordedDecision:
        """Return the decision without what was said of it after a moment."""
        found = self
        if moment is None:
            return found
        if self.verdict_at is not None and self.verdict_at > moment:
            found = replace(
                found, verdict=None, verdict_reason=None, verdict_at=None, verdict_by=None
            )
        if self.corrected_at is not None and self.corrected_at > moment:
            found = replace(found, corrected_by=None, corrected_at=None)
        return found

    @property
    def final_at(self) -> datetime | None:
        """Since when it is final: recorded, or confirmed by a second person; None for neither."""
        if not self.draft:
            return self.recorded_at
        return self.verdict_at if self.verdict == "confirmed" else None

    @property
    def status(self) -> Status:
        """Where it stands now."""
        if self.corrected_by is not None:
            return Status.CORRECTED
        if self.verdict == "rejected":
            return Status.REJECTED
        return Status.DRAFT if self.final_at is None else Status.FINAL

    @property
    def waits(self) -> bool:
        """Whether it waits for a second person."""
        return self.waits_at(None)

    def waits_at(self, moment: datetime | None) -> bool:
        """Tell whether it waits for a second person now (None), or waited at `moment`."""
        if not self.draft:
            return False
        if moment is None or self.verdict_at is None:
            return self.verdict_at is None
        return self.recorded_at <= moment < self.verdict_at

    def counts_at(self, moment: datetime | None) -> bool:
        """Tell whether it counts now (None), or counted at `moment`."""
        if self.final_at is None:
            return False
        if moment is None:
            return self.corrected_at is None
        corrected = self.corrected_at is not None and self.corrected_at <= moment
        return self.final_at <= moment and not corrected


def decisions(
    connection: Connection, among: Collection[str] | None = None
) -> tuple[RecordedDecision, ...]:
    """Return every decision ever recorded, or those about municipalities `among`, first first."""
    asked = true() if among is None else DecisionRecord.municipality.in_(among)
    query = (
        select(
            DecisionRecord.__table__,
            DecisionVerdict.verdict,
            DecisionVerdict.reason.label("verdict_reason"),
            DecisionVerdict.given_at.label("verdict_at"),
            DecisionVerdict.given_by.label("verdict_by"),
        )
        .outerjoin(DecisionVerdict, DecisionVerdict.decision_id == DecisionRecord.id)
        .where(asked)
        .order_by(DecisionRecord.id)
    )
    rows = connection.execute(query).mappings().all()
    found = {row["id"]: _recorded(dict(row)) for row in rows}
    corrections = {
        each.corrects: each for each in found.values() if each.corrects and each.final_at
    }
    return tuple(
        each if number not in corrections else _corrected(each, corrections[number])
        for number, each in found.items()
    )


def decision(connection: Connection, number: int) -> RecordedDecision | None:
    """Return the decision with this number, or None."""
    query = select(DecisionRecord.municipality).where(DecisionRecord.id == number)
    about = connection.execute(query).scalars().all()
    return next(
        (each for each in decisions(connection, about) if each.decision.number == number), None
    )


def counting(
    recorded: Iterable[RecordedDecision], known_until: datetime | None = None
) -> Mapping[str, tuple[Decision, ...]]:
    """Return the decisions that count, or counted at a moment, by code of the municipality."""
    found: dict[str, tuple[Decision, ...]] = defaultdict(tuple)
    for each in recorded:
        if each.counts_at(known_until):
            found[each.decision.code] += (each.decision,)
    return found


def record(transaction: Transaction, decision: Mapping[str, object]) -> int:
    """Store a decision; return its number."""
    return transaction.connection.execute(
        insert(DecisionRecord)
        .values(recorded_at=transaction.at, **decision)
        .returning(DecisionRecord.id)
    ).scalar_one()


def give_verdict(
    transaction: Transaction, decision: int, verdict: str, who: str, reason: str = ""
) -> None:
    """Store what a second person says of a draft: `confirmed` or `rejected`."""
    transaction.connection.execute(
        insert(DecisionVerdict).values(
            decision_id=decision,
            verdict=verdict,
            reason=reason,
            given_at=transaction.at,
            given_by=who,
        )
    )


def _recorded(row: dict[str, object]) -> RecordedDecision:
    until: date | None = row.pop("term_until")  # type: ignore[assignment]
    to_reference_date = bool(row.pop("to_reference_date"))
    decision = Decision(
        row.pop("id"),  # type: ignore[arg-type]
        row.pop("municipality"),  # type: ignore[arg-type]
        DecisionKind(str(row.pop("kind"))),
        row.pop("step_from"),  # type: ignore[arg-type]
        row.pop("step_to"),  # type: ignore[arg-type]
        row.pop("decided_on"),  # type: ignore[arg-type]
        None if until is None else Term(until, to_reference_date),
        row.pop("named"),  # type: ignore[arg-type]
        row.pop("counted_from"),  # type: ignore[arg-type]
    )
    return RecordedDecision(decision, **row)  # type: ignore[arg-type]


def _corrected(each: RecordedDecision, by: RecordedDecision) -> RecordedDecision:
    return replace(each, corrected_by=by.decision.number, corrected_at=by.final_at)
