"""What files and people say: imports with their figures, openings, swaps, columns."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision.storage.tables.base import (
    Base,
    Batch,
    Code,
    HalfYearText,
    Hash,
    Key,
    LongText,
    Name,
    Word,
)


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

    swap_id: Mapped[int] = mapped_column(ForeignKey("swap_agreement.id"), primary_key=True)
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
