"""What the columns of a file were taken for: its first rows, and the choices for each column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supervision.importing import Column, Field, ProblemCode, Reading
from supervision.importing.columns import fields_of, squeezed
from supervision.words import Words
from supervision.words.problems import field_name

_FIRST_ROWS = 8
_LONGEST_CELL = 60
AS_RECOGNISED = "recognised"
_OPTIONS = (AS_RECOGNISED, *(field.value for field in Field))

_ABOUT_COLUMNS = {
    ProblemCode.MISSING_COLUMN,
    ProblemCode.AMBIGUOUS_COLUMN,
    ProblemCode.COLUMN_TWICE,
    ProblemCode.HEADING_NOT_FOUND,
    ProblemCode.NO_HEADER,
}


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The first rows as the file has them; `header` is the number of the row with the headings.

    `taken` says by position what each column was taken for. The header can stand further down,
    or be no header at all.
    """

    rows: tuple[tuple[str, ...], ...]
    header: int | None
    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column that can be mapped: to a field, or left as it was recognised."""

    heading: str
    options: tuple[str, ...]
    labels: Mapping[str, str]


def asks_for_columns(reading: Reading) -> bool:
    """Tell whether a column is missing or can be two things."""
    return any(problem.code in _ABOUT_COLUMNS for problem in reading.problems)


def first_rows(reading: Reading, t: Words) -> FirstRows:
    """Return the first rows of the file and what was recognised in them."""
    rows = reading.head[:_FIRST_ROWS]
    width = max((len(row) for row in rows), default=0)
    width = max(width, *(each.position + 1 for each in reading.columns), 0)
    taken = [""] * width
    unclear = _unclear(reading)
    known = _worded(reading)
    for column in reading.columns if known else ():
        fields = (column.field,) if column.field else ()
        taken[column.position] = _said(column.heading in unclear, fields, t)
    filled = tuple(tuple(_short(cell) for cell in (*row, *[""] * width)[:width]) for row in rows)
    return FirstRows(filled, _header(reading) if known else None, tuple(taken))


def column_choices(reading: Reading, t: Words) -> tuple[ColumnChoice, ...]:
    """Return the columns that a user can map; none where their headings are no words."""
    if not _worded(reading):
        return ()
    unclear = _unclear(reading)
    once = {squeezed(each.heading): each.heading for each in reversed(reading.columns)}
    labels = {field.value: field_name(field, t) for field in Field}
    return tuple(
        ColumnChoice(
            heading,
            _OPTIONS,
            labels
            | {
                AS_RECOGNISED: t(
                    "as recognised: {field}",
                    field=_said(heading in unclear, fields_of(heading), t),
                )
            },
        )
        for heading in reversed(once.values())
    )


def mapping_of(chosen: Mapping[str, str], remembered: Mapping[str, Field]) -> dict[str, Field]:
    """Return the mapping that a user means.

    *As recognised* against a remembered mapping is an answer of its own and is written out.
    """
    said = {heading: Field(each) for heading, each in chosen.items() if each != AS_RECOGNISED}
    for heading in set(remembered) - set(said):
        known = fields_of(heading)
        if len(known) < 2:
            said[heading] = known[0] if known else Field.UNUSED
    return said


def _worded(reading: Reading) -> bool:
    """Tell whether the headings can be headings; a file without any has figures there."""
    return all(any(map(str.isalpha, each.heading)) for each in reading.columns)


def _unclear(reading: Reading) -> set[str | None]:
    """Return the headings of which the user is asked what they are."""
    asked = ProblemCode.AMBIGUOUS_COLUMN
    return {problem.column for problem in reading.problems if problem.code is asked}


def _said(unclear: bool, fields: tuple[Field, ...], t: Words) -> str:
    """Return what a column was taken for; two things it can be, of which none counts, are none."""
    if unclear:
        return t("unclear")
    return field_name(fields[0], t) if len(fields) == 1 else t("not used")


def _header(reading: Reading) -> int | None:
    """Return the number of the row, among the first, that has the most of the headings."""
    counts = [
        sum(_has(row, column) for column in reading.columns) for row in reading.head[:_FIRST_ROWS]
    ]
    best = max(counts, default=0)
    return counts.index(best) + 1 if best else None


def _has(row: tuple[str, ...], column: Column) -> bool:
    return column.position < len(row) and row[column.position] == column.heading


def _short(cell: str) -> str:
    return cell if len(cell) <= _LONGEST_CELL else cell[: _LONGEST_CELL - 1] + "…"
