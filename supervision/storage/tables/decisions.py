"""What people decided about municipalities, and what excuses them; append-only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from supervision.storage.tables.base import Base, Code, Key, LongText, Name, Word


class DecisionRecord(Base):
    """A decision of a person about the step of a municipality; append-only.

    `assessment` is JSON: what it rests on, as the system computed it at that moment. A `draft`
    counts once somebody else confirmed it. `corrects` is a decision that was wrong.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("step_from BETWEEN 0 AND 6", name="step_from"),
        CheckConstraint("step_to BETWEEN 0 AND 6", name="step_to"),
        CheckConstraint("named > 0", name="named"),
        CheckConstraint("(named IS NULL) = (counted_from IS NULL)", name="counting"),
        CheckConstraint("length(rationale) >= 20", name="rationale"),
        CheckConstraint("draft OR step_to < 4", name="second_person"),
        Index(None, "municipality"),
    )

    id: Mapped[Key]
    municipality: Mapped[Code]
    kind: Mapped[Word]
    step_from: Mapped[int]
    step_to: Mapped[int]
    proposed_step: Mapped[int]
    decided_on: Mapped[date]
    rationale: Mapped[LongText]
    deviation: Mapped[LongText]
    urgency: Mapped[LongText]
    term_until: Mapped[date | None]
    to_reference_date: Mapped[bool]
    named: Mapped[int | None]
    counted_from: Mapped[date | None]
    ruleset_id: Mapped[Name]
    ruleset_version: Mapped[Word]
    assessment: Mapped[LongText]
    revision: Mapped[int]
    corrects: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    draft: Mapped[bool]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[Name]


class DecisionVerdict(Base):
    """What a second person said of a draft; append-only."""

    __tablename__ = "decision_verdict"
    __table_args__ = (CheckConstraint("verdict IN ('confirmed', 'rejected')", name="verdict"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    verdict: Mapped[Word]
    reason: Mapped[LongText]
    given_at: Mapped[datetime]
    given_by: Mapped[Name]


class ExcuseRecord(Base):
    """A period in which the step of a municipality is frozen; `note` is the evidence."""

    __tablename__ = "excuse"
    __table_args__ = (
        CheckConstraint("valid_from <= valid_until", name="period"),
        Index(None, "municipality"),
    )

    id: Mapped[Key]
    municipality: Mapped[Code]
    cause: Mapped[Word]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    note: Mapped[LongText]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[Name]


class ExcuseWithdrawal(Base):
    """An excuse that no longer counts, from the moment of withdrawal."""

    __tablename__ = "excuse_withdrawal"

    excuse_id: Mapped[int] = mapped_column(ForeignKey("excuse.id"), primary_key=True)
    withdrawn_at: Mapped[datetime]
    withdrawn_by: Mapped[Name]
    reason: Mapped[LongText]


class NoteRecord(Base):
    """What a supervisor wants to remember about a municipality; append-only."""

    __tablename__ = "note"
    __table_args__ = (Index(None, "municipality"),)

    id: Mapped[Key]
    municipality: Mapped[Code]
    text: Mapped[LongText]
    written_at: Mapped[datetime]
    written_by: Mapped[Name]
