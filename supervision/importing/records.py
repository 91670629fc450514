"""What the reader is asked and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal

from supervision.domain.figures import Reporter
from supervision.domain.halfyear import HalfYear
from supervision.domain.municipality import Register
from supervision.importing.problems import Problem

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = tuple[Cell, ...]
Basis = Literal["net", "corrected"]


class Field(StrEnum):
    """What a column can hold; all quantities are persons."""

    CODE = "code"
    NAME = "name"
    PROVINCE = "province"
    HALF_YEAR = "half_year"
    TARGET = "target"
    """A plain *Taakstelling*: net or corrected, as the rest of the file shows."""
    NET = "net"
    CARRY_OVER = "carry_over"
    """Signed: positive is a backlog."""
    BACKLOG = "backlog"
    LEAD = "lead"
    OBLIGATION = "obligation"
    REALISED = "realised"
    LINKED = "linked"
    AS_OF = "as_of"
    SOURCE = "source"
    UNUSED = "unused"
    """Only in a mapping: the user says that the column is not to be read."""


class FileKind(StrEnum):
    """What a file reports; a file with realisations may state targets too."""

    TARGETS = "targets"
    REALISATION = "realisation"


@dataclass(frozen=True)
class Request:
    """How a file is to be read: what the sender said of it, and what it is checked against.

    `national` gives the name of each Dutch municipality by code; `columns` the user's own
    mapping from heading to field. None means: find it in the file.
    """

    file_name: str
    today: date
    register: Register
    national: Mapping[str, str]
    kind: FileKind | None = None
    half_year: HalfYear | None = None
    as_of: date | None = None
    basis: Basis | None = None
    columns: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True)
class TargetRecord:
    """What row `row` says of a municipality's target, in persons; None where it says nothing."""

    row: int
    code: str
    net: int | None
    corrected: int | None
    carry_over: int | None


@dataclass(frozen=True)
class RealisationRecord:
    """What row `row` says of a municipality's realisation, in persons."""

    row: int
    code: str
    realised: int
    linked: int | None
    reporter: Reporter


@dataclass(frozen=True)
class Column:
    """A column as delivered and what it was taken for; `position` counts from 0."""

    heading: str
    position: int
    field: Field | None


@dataclass(frozen=True)
class Reading:
    """What was understood of a file, and everything that is wrong with it.

    `rows` counts the rows of the province, `ignored` those of other municipalities; total rows
    are in neither. `head` shows the first rows as text. With a problem the records may be empty.
    """

    kind: FileKind | None = None
    half_year: HalfYear | None = None
    as_of: date | None = None
    targets: tuple[TargetRecord, ...] = ()
    realisations: tuple[RealisationRecord, ...] = ()
    rows: int = 0
    ignored: int = 0
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    columns: tuple[Column, ...] = ()
    sheet: str = ""
    head: tuple[tuple[str, ...], ...] = ()
    sample: bool = False

    @property
    def accepted(self) -> bool:
        """Tell whether the file can be stored as it is; warnings do not stand in the way."""
        return not self.problems
