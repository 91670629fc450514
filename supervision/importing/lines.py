"""The rows under the header, sorted into municipalities, totals and remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from supervision.importing.cells import shown
from supervision.importing.grid import as_text, is_empty
from supervision.importing.header import Heading, Table
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.records import Cell, Field, Row
from supervision.importing.totals import Label, says_total, total_label

_FIGURES = (
    Field.NET,
    Field.OBLIGATION,
    Field.CARRY_OVER,
    Field.BACKLOG,
    Field.LEAD,
    Field.REALISED,
    Field.LINKED,
)


@dataclass(frozen=True)
class Line:
    """A row with its number; `label` is there for a total row only."""

    sheet: str | None
    number: int
    row: Row
    headings: Mapping[Field, Heading]
    label: Label | None = None

    def cell(self, field: Field) -> Cell:
        """Return the cell of a field; None where it is empty or the file has no such column."""
        heading = self.headings.get(field)
        if heading is None or heading.position >= len(self.row):
            return None
        cell = self.row[heading.position]
        return None if isinstance(cell, str) and not cell.strip() else cell

    def text(self, field: Field) -> str:
        """Return the cell of a field as text, "" where it is empty."""
        return as_text(self.cell(field))

    @property
    def figures(self) -> tuple[Field, ...]:
        """The fields with a number of persons that the file has a column for."""
        return tuple(each for each in _FIGURES if each in self.headings)

    @property
    def identity(self) -> Field:
        """The field that names its municipality best: the name where there is one."""
        if Field.NAME in self.headings and (self.text(Field.NAME) or not self.text(Field.CODE)):
            return Field.NAME
        return Field.CODE

    def problem(self, code: ProblemCode, field: Field, **details: str) -> Problem:
        """Return a problem with the cell of a field."""
        heading = self.headings[field].text
        return Problem(code, self.sheet, self.number, heading, shown(self.cell(field)), details)

    @property
    def has_no_figures(self) -> bool:
        """Tell whether all its cells for numbers are empty."""
        return all(self.cell(each) is None for each in self.figures)

    @property
    def is_remark(self) -> bool:
        """Tell whether it is one line of text and nothing else: *Bron: COA*."""
        return self.has_no_figures and sum(not is_empty((cell,)) for cell in self.row) == 1


def read_lines(
    table: Table, headings: Mapping[Field, Heading], regions: tuple[str, ...]
) -> Iterator[Line]:
    """Yield the rows under the header; those that call themselves a total have a label."""
    positions = [headings[each].position for each in (Field.CODE, Field.NAME) if each in headings]
    for number, row in table.rows():
        named = [as_text(row[each]) for each in positions if each < len(row)]
        # Where no municipality is named, the label may stand in any column, but must be outright:
        # a row with its region filled in and its municipality forgotten is no total.
        others = [each for each in row if isinstance(each, str) and says_total(each)]
        texts = named if any(named) else others
        yield Line(table.grid.sheet, number, row, headings, total_label(texts, regions))
