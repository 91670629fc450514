"""A table as a view model: typed columns, so that screen, CSV and XLSX each write it well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

Value = str | int | Fraction | date | bool | None


class ColumnKind(StrEnum):
    """What a column holds; decides alignment and notation. A balance shows its sign;
    prose is text that needs room, a name is text that stays on one line.
    """

    TEXT = "text"
    NAME = "name"
    PROSE = "prose"
    PERSONS = "persons"
    BALANCE = "balance"
    STEP = "step"
    NUMBER = "number"
    SHARE = "share"
    DATE = "date"
    FLAG = "flag"


TEXTS = frozenset({ColumnKind.TEXT, ColumnKind.NAME, ColumnKind.PROSE})
"""The kinds that hold text."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading in the language of the reader, and its kind."""

    heading: str
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of typed values under their columns, and the notes that belong with them."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[tuple[str, str], ...] = ()
