"""A sheet as rows of cells, before anyone knows what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from supervision.importing.records import Cell, Row

HEAD_ROWS = 10
LONGEST_TEXT = 300
"""Characters of a cell that anyone looks at: enough for a title, too few to slow a search down."""


@dataclass(frozen=True)
class Grid:
    """One sheet or one text file: row n of the spreadsheet is `rows[n - 1]`, empty rows included.

    `name` is that of the sheet, "" for a text file. `strict_width`: a value beyond the last heading
    is a fault, for in a text file it means that a separator too many has shifted the row.
    """

    name: str
    rows: tuple[Row, ...]
    strict_width: bool = False

    @property
    def sheet(self) -> str | None:
        """The sheet as a problem names it: None for a text file."""
        return self.name or None

    @property
    def head(self) -> tuple[tuple[str, ...], ...]:
        """The first rows as text, to show on screen."""
        return tuple(tuple(as_text(cell) for cell in row) for row in self.rows[:HEAD_ROWS])

    def numbered(self, first: int = 1) -> Iterator[tuple[int, Row]]:
        """Yield the rows from number `first` on, each with its number."""
        return enumerate(self.rows[first - 1 :], start=first)


def as_text(cell: Cell) -> str:
    """Return a cell as its reader sees it: 12.0 as 12, a day without its time."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()[:LONGEST_TEXT]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if midnight else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def is_empty(row: Row) -> bool:
    """Tell whether nothing stands in any cell of the row."""
    return not any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in row)
