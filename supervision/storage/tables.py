"""The schema: typed tables of facts. What can be computed is not stored."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; refuses a datetime without time zone, because it means nothing."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment as the database keeps it: UTC, without zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


Code = Annotated[str, mapped_column(String(6))]
"""CBS code of a municipality: GM0888."""
HalfYearText = Annotated[str, mapped_column(String(6))]
"""A half-year as 2025-1; sorts in time."""
Batch = Annotated[int, mapped_column(ForeignKey("import_batch.id"))]
Name = Annotated[str, mapped_column(String(200))]
Word = Annotated[str, mapped_column(String(40))]
LongText = Annotated[str, mapped_column(Text)]
Hash = Annotated[str, mapped_column(String(64))]
Key = Annotated[int, mapped_column(primary_key=True)]


class Base(DeclarativeBase):
    """Base of the tables; names constraints so that migrations can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, bytes: LargeBinary}


class Revision(Base):
    """One row: the number of writes so far, and the tail of the audit chain."""

    __tablename__ = "revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[Key]
    number: Mapped[int]
    audit_events: Mapped[int]
    audit_hash: Mapped[Hash]


class ImportBatch(Base):
    """A file that was accepted, whole, with the file itself.

    `warnings` is JSON: the warnings to which whoever imported it said yes.
    """

    __tablename__ = "import_batch"
    __table_args__ = (CheckConstraint("kind IN ('targets', 'realisation')", name="kind"),)

    id: Mapped[Key]
    kind: Mapped[Word]
    half_year: Mapped[HalfYearText]
    as_of: Mapped[date | None]
    file_name: Mapped[LongText]
    sha256: Mapped[Hash]
    size: Mapped[int]
    content: Mapped[bytes]
    sample: Mapped[bool]
    rows: Mapped[int]
    ignored: Mapped[int]
    warnings: Mapped[LongText] = mapped_column(default="[]")
    imported_at: Mapped[datetime]
    imported_by: Mapped[Name]


class Withdrawal(Base):
    """A batch that no longer counts, from the moment of withdrawal."""

    __tablename__ = "withdrawal"

    batch_id: Mapped[Batch] = mapped_column(primary_key=True)
    withdrawn_at: Mapped[datetime]
    withdrawn_by: Mapped[Name]
    reason: Mapped[LongText]


class ImportDraft(Base):
    """A file that was uploaded and waits for a yes; kept so that a restart loses nothing.

    `choices` is JSON: what the user chose where the file leaves it open. Removed once decided.
    """

    __tablename__ = "import_draft"

    id: Mapped[Key]
    file_name: Mapped[LongText]
    content: Mapped[bytes]
    choices: Mapped[LongText]
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[Name]


class TargetFigure(Base):
    """What one row of a file says of a target; persons."""

    __tablename__ = "target_figure"
    __table_args__ = (
        UniqueConstraint("batch_id", "municipality"),
        CheckConstraint("net >= 0", name="net"),
        CheckConstraint("coalesce(net, corrected, carry_over) IS NOT NULL", name="says_something"),
        Index(None, "municipality", "half_year"),
    )

    id: Mapped[Key]
    batch_id: Mapped[Batch]
    row: Mapped[int]
    municipality: Mapped[Code]
    half_year: Mapped[HalfYearText]
    net: Mapped[int | None]
    corrected: Mapped[int | None]
    carry_over: Mapped[int | None]


class RealisationFigure(Base):
    """What one row of a file says of the persons housed up to a date; persons, cumulative."""

    __tablename__ = "realisation_figure"
    __table_args__ = (
        UniqueConstraint("batch_id", "municipality", "reporter"),
        CheckConstraint("realised >= 0", name="realised"),
        CheckConstraint("linked >= 0", name="linked"),
        CheckConstraint("reporter IN ('coa', 'municipality')", name="reporter"),
        Index(None, "municipality", "half_year"),
    )

    id: Mapped[Key]
    batch_id: Mapped[Batch]
    row: Mapped[int]
    municipality: Mapped[Code]
    half_year: Mapped[HalfYearText]
    as_of: Mapped[date]
    reporter: Mapped[Word]
    realised: Mapped[int]
    linked: Mapped[int | None]


class StatedOpening(Base):
    """An opening that a person stated where no file and no account gives one; persons, signed."""

    __tablename__ = "stated_opening"
    __table_args__ = (Index(None, "municipality", "half_year"),)

    id: Mapped[Key]
    municipality: Mapped[Code]
    half_year: Mapped[HalfYearText]
    persons: Mapped[int]
    note: Mapped[LongText]
    stated_at: Mapped[datetime]
    stated_by: Mapped[Name]


class SwapAgreement(Base):
    """Targets moved between municipalities that agreed on it; persons."""

    __tablename__ = "swap_agreement"
    __table_args__ = (
        CheckConstraint("persons > 0", name="persons"),
        CheckConstraint("giver <> taker", name="two_municipalities"),
    )

    id: Mapped[Key]
    half_year: Mapped[HalfYearText]
    giver: Mapped[Code]
    taker: Mapped[Code]
    persons: Mapped[int]
    agreed_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[Name]


class SwapWithdrawal(Base):
    """A swap that no longer counts, from the moment of withdrawal."""

    __tablename__ = "swap_withdrawal"

    swap_id: Mapped[Annotated[int, mapped_column(ForeignKey("swap_agreement.id"))]] = mapped_column(
        primary_key=True
    )
    withdrawn_at: Mapped[datetime]
    withdrawn_by: Mapped[Name]
    reason: Mapped[LongText]


class ColumnMapping(Base):
    """What a user took the columns of files with these headings for; the last one counts.

    `headings` is the hash of the headings in order, `fields` JSON from heading to field.
    """

    __tablename__ = "column_mapping"
    __table_args__ = (Index(None, "headings"),)

    id: Mapped[Key]
    headings: Mapped[Hash]
    fields: Mapped[LongText]
    saved_at: Mapped[datetime]
    saved_by: Mapped[Name]


class AuditEvent(Base):
    """Who did what, with what result; each carries the hash of the one before."""

    __tablename__ = "audit_event"

    id: Mapped[Key]
    at: Mapped[datetime]
    who: Mapped[Name]
    role: Mapped[Word]
    action: Mapped[Word]
    object: Mapped[LongText]
    result: Mapped[Word]
    details: Mapped[LongText]
    previous_hash: Mapped[Hash]
    hash: Mapped[Hash]
