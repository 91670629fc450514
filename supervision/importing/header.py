"""Where the table begins: the header row under the title lines, and its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from supervision.importing.columns import fields_of, squeezed
from supervision.importing.grid import Grid, as_text, is_empty
from supervision.importing.limits import ROWS_ABOVE_TABLE
from supervision.importing.records import Column, Field, Request, Row

FIGURES = (Field.TARGET, Field.NET, Field.OBLIGATION, Field.REALISED)


@dataclass(frozen=True)
class Heading:
    """A heading as delivered, and the fields that it may be: one when it is clear."""

    text: str
    position: int
    fields: tuple[Field, ...]

    @property
    def field(self) -> Field | None:
        """The field, where it is clear."""
        return self.fields[0] if len(self.fields) == 1 else None


@dataclass(frozen=True)
class Table:
    """A grid in which a header was found; `header` is the number of its last row, 0 for none."""

    grid: Grid
    header: int
    headings: tuple[Heading, ...]

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The lines of text above the header."""
        above = self.grid.rows[: max(self.header - 1, 0)]
        return tuple(
            " ".join(filter(None, map(as_text, row))) for row in above if not is_empty(row)
        )

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns as they are shown."""
        return tuple(Column(each.text, each.position, each.field) for each in self.headings)

    @property
    def score(self) -> int:
        """The number of different things that the headings name."""
        return len({each.fields for each in self.headings if each.fields})

    @property
    def complete(self) -> bool:
        """Tell whether it has a municipality and a figure."""
        fields = {each.field for each in self.headings}
        return not fields.isdisjoint({Field.CODE, Field.NAME}) and not fields.isdisjoint(FIGURES)

    @cached_property
    def width(self) -> int:
        """The number of columns up to the last heading."""
        return max((each.position for each in self.headings), default=-1) + 1

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the numbered rows under the header that hold anything, without repeated headers."""
        for number, row in self.grid.numbered(self.header + 1):
            if not is_empty(row) and not self._repeats_header(row):
                yield number, row

    def _repeats_header(self, row: Row) -> bool:
        return all(
            heading.position < len(row) and as_text(row[heading.position]) == heading.text
            for heading in self.headings[:2]
        )


def find_table(grid: Grid, mapping: Mapping[str, Field]) -> Table:
    """Return the grid with the row, or two rows, that name the most things as its header."""
    wanted = {squeezed(heading): each for heading, each in mapping.items()}
    best = Table(grid, 0, ())
    above: Row = ()
    for number, row in enumerate(grid.rows[:ROWS_ABOVE_TABLE], start=1):
        for cells in (row, _over_each_other(above, row)):
            table = Table(grid, number, tuple(_headings(cells, wanted)))
            best = max(best, table, key=_likelihood)
        above = row
    return best


def _likelihood(table: Table) -> tuple[int, bool]:
    """Rank a header by what it names; a lone cell (*Taakstelling eerste helft 2025*) is a title."""
    return table.score, len(table.headings) > 1


def choose_table(tables: Sequence[Table], request: Request) -> Table | tuple[Table, ...]:
    """Return the one table to read, or the several that qualify.

    A half-year asked for chooses between sheets that are named after half-years.
    """
    complete = tuple(each for each in tables if each.complete)
    if len(complete) > 1 and request.half_year:
        named = [each for each in complete if str(request.half_year) in each.grid.name]
        complete = tuple(named) if len(named) == 1 else complete
    if len(complete) > 1:
        return complete
    return complete[0] if complete else max(tables, key=lambda each: each.score)


def _over_each_other(upper: Row, lower: Row) -> Row:
    """Join a header of two rows, of which the upper cells are merged downwards."""
    return tuple(low or up for up, low in zip_longest(upper, lower))


def _headings(cells: Row, mapping: Mapping[str, Field]) -> Iterator[Heading]:
    """Yield the headings; what the user says of one outranks what another looks like."""
    texts = {
        position: as_text(cell)
        for position, cell in enumerate(cells)
        if isinstance(cell, str) and cell.strip()
    }
    said = {squeezed(text): mapping.get(squeezed(text)) for text in texts.values()}
    for position, text in texts.items():
        mapped, known = said[squeezed(text)], fields_of(text)
        fields = () if len(known) == 1 and known[0] in said.values() else known
        yield Heading(text, position, (mapped,) if mapped else fields)
