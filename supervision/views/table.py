"""A table as a view model: typed columns, so that screen, CSV and XLSX each write it well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from supervision.words import UNKNOWN, Words

Value = str | int | Fraction | date | bool | None


class ColumnKind(StrEnum):
    """What a column holds; decides alignment and notation. A balance shows its sign;
    prose is text that needs room, a name is text that stays on one line. A mean is in persons
    with one decimal, a rate is per 1,000 with two; a figure is a number that was written before.
    """

    TEXT = "text"
    NAME = "name"
    PROSE = "prose"
    PERSONS = "persons"
    BALANCE = "balance"
    STEP = "step"
    NUMBER = "number"
    SHARE = "share"
    MEAN = "mean"
    RATE = "rate"
    FIGURE = "figure"
    DATE = "date"
    FLAG = "flag"


TEXTS = frozenset({ColumnKind.TEXT, ColumnKind.NAME, ColumnKind.PROSE, ColumnKind.FIGURE})
"""The kinds that hold text."""
NUMBERS = frozenset(
    {
        ColumnKind.PERSONS,
        ColumnKind.BALANCE,
        ColumnKind.SHARE,
        ColumnKind.MEAN,
        ColumnKind.RATE,
        ColumnKind.FIGURE,
        ColumnKind.STEP,
        ColumnKind.NUMBER,
    }
)
"""The kinds that stand to the right."""


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


def cell(value: Value, kind: ColumnKind, t: Words) -> str:
    """Return one value as people read it, on screen and on paper."""
    if value is None:
        return UNKNOWN
    if kind is ColumnKind.FLAG:
        return t("yes") if value else t("no")
    if kind is ColumnKind.PERSONS:
        return t.number(value)  # type: ignore[arg-type]
    if kind is ColumnKind.BALANCE:
        return t.signed(value)  # type: ignore[arg-type]
    if kind is ColumnKind.SHARE:
        return t.percent(value)  # type: ignore[arg-type]
    if kind is ColumnKind.MEAN:
        return t.decimal(value).replace("-", "\N{MINUS SIGN}")  # type: ignore[arg-type]
    if kind is ColumnKind.RATE:
        return t.decimal(value, 2)  # type: ignore[arg-type]
    if kind is ColumnKind.DATE:
        return t.short_date(value)  # type: ignore[arg-type]
    return str(value)
