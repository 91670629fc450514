"""A copy of an upload on which each problem stands in the cell that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from supervision.importing import Problem, Reading
from supervision.importing.grid import Grid
from supervision.importing.records import Row
from supervision.words import Words
from supervision.words.problems import mend_on_screen, what

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""

_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"
"""Excel keeps this name for itself."""


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """A sheet as it was read, with what is wrong by cell."""

    name: str
    rows: tuple[Row, ...]
    marks: Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A problem on the first sheet, with the cell that it leads to; None for the whole file."""

    sheet: str | None
    place: Place | None
    row: int | None
    column: str | None
    value: str | None
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """The workbook: the list of problems, then the sheets of the upload."""

    title: str
    headings: tuple[str, ...]
    problems: tuple[Listed, ...]
    sheets: tuple[MarkedSheet, ...]


def marked_copy(grids: Sequence[Grid], reading: Reading, file_name: str, t: Words) -> MarkedCopy:
    """Return the copy of a file with the problems of its reading."""
    title = t("Problems")
    names = _sheet_names([grid.name or PurePath(file_name).stem for grid in grids], title)
    marks: list[dict[Place, list[str]]] = [{} for _ in grids]
    listed = []
    for problem in reading.problems:
        index = _index(problem, grids)
        places = [] if index is None else _places(problem, grids[index], reading)
        for place in places:
            texts = marks[index or 0].setdefault(place, [])
            texts.append(f"{what(problem, t)} {mend_on_screen(problem, t)}")
        listed.append(
            Listed(
                None if index is None else names[index],
                places[0] if places else None,
                problem.row,
                problem.column,
                problem.value,
                what(problem, t),
                mend_on_screen(problem, t),
            )
        )
    headings = (t("Sheet"), t("Row"), t("Column"), t("Value"))
    return MarkedCopy(
        title,
        (*headings, t("What is wrong"), t("How to mend it")),
        tuple(listed),
        tuple(
            MarkedSheet(name, grid.rows, {place: "\n".join(each) for place, each in found.items()})
            for name, grid, found in zip(names, grids, marks, strict=True)
        ),
    )


def _index(problem: Problem, grids: Sequence[Grid]) -> int | None:
    """Return the number of the sheet that a problem is about; None where it is the whole file."""
    if problem.sheet is None and problem.row is None:
        return None
    return next((n for n, grid in enumerate(grids) if grid.sheet == problem.sheet), None)


def _places(problem: Problem, grid: Grid, reading: Reading) -> list[Place]:
    """Return the cells that a problem is about: its own, or all that hold anything in its row."""
    if problem.row is None:
        return []
    row = grid.rows[problem.row - 1] if problem.row <= len(grid.rows) else ()
    named = [each for each in reading.columns if each.heading == problem.column]
    used = [each for each in named if each.field] or named
    filled = [n for n, cell in enumerate(row) if cell is not None]
    positions = [each.position for each in used] or filled or [0]
    return [(problem.row - 1, position) for position in positions]


def _sheet_names(wanted: Iterable[str], first: str) -> list[str]:
    """Return names that Excel takes: short, without its signs, each once."""
    taken = {first.lower(), _RESERVED}
    names = []
    for each in wanted:
        plain = _NOT_IN_SHEET_NAMES.sub(" ", each).strip(" '")[:_LONGEST_SHEET_NAME] or "1"
        name, number = plain, 1
        while name.lower() in taken:
            number += 1
            ending = f" ({number})"
            name = plain[: _LONGEST_SHEET_NAME - len(ending)] + ending
        taken.add(name.lower())
        names.append(name)
    return names
