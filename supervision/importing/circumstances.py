"""For which half-year, as of which day: from the columns, the title lines, the name of the file.

Columns and title lines outrank the file name. What the request says must agree with the content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath
from typing import TypeVar

from supervision.domain.halfyear import HalfYear
from supervision.importing.dates import (
    YEARS,
    find_days,
    find_half_years,
    read_date,
    read_half_year,
)
from supervision.importing.header import Table
from supervision.importing.layout import Layout
from supervision.importing.lines import Line
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.records import Cell, Field, FileKind, Request

_AS_OF = re.compile(r"(?:\bstand|\bpeildatum|\bper|\bop)\W*$", re.IGNORECASE)
_UP_TO_AND_WITH = re.compile(r"(?:\bt/m|\btot en met)\W*$", re.IGNORECASE)
_ABOUT_REALISATION = re.compile(r"realis|gehuisvest|stand|peil", re.IGNORECASE)
_ABOUT_PERIOD_BEFORE = re.compile(r"achterstand|voorsprong|vorig|doorwerking", re.IGNORECASE)
_FURTHEST_AHEAD = timedelta(days=400)
_DATED_HEADINGS = (Field.NET, Field.OBLIGATION, Field.REALISED)
T = TypeVar("T", HalfYear, date)


@dataclass(frozen=True)
class Circumstances:
    """The half-year and the as-of date, None where unknown, and what is wrong with them."""

    half_year: HalfYear | None
    as_of: date | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def find_circumstances(
    table: Table, layout: Layout, lines: Sequence[Line], request: Request
) -> Circumstances:
    """Return the half-year and as-of date of a file; a targets file has no as-of date."""
    return _Search(table, layout, lines, request).result()


class _Search:
    def __init__(
        self, table: Table, layout: Layout, lines: Sequence[Line], request: Request
    ) -> None:
        self._table, self._layout, self._lines, self._request = table, layout, lines, request
        titles = (table.grid.name, *table.titles)
        self._titles = [each for each in titles if not _ABOUT_PERIOD_BEFORE.search(each)]
        self._name = PurePath(request.file_name).stem
        self._problems: list[Problem] = []
        self._warnings: list[Problem] = []

    def result(self) -> Circumstances:
        half_year, in_content = self._half_year()
        as_of = None
        if self._layout.kind is FileKind.REALISATION:
            as_of = self._as_of()
            half_year = self._of_realisation(half_year, as_of, in_content)
        elif half_year is None and not self._problems:
            self._problem(ProblemCode.HALF_YEAR_UNKNOWN)
        elif half_year and half_year.start > self._request.today + _FURTHEST_AHEAD:
            self._warnings.append(_warning(ProblemCode.HALF_YEAR_FAR_AHEAD, str(half_year)))
        return Circumstances(half_year, as_of, tuple(self._problems), tuple(self._warnings))

    def _half_year(self) -> tuple[HalfYear | None, bool]:
        """Return the half-year, and whether more than the file name says so."""
        mixed = ProblemCode.MIXED_HALF_YEARS
        column = self._column(Field.HALF_YEAR, read_half_year, ProblemCode.NOT_A_HALF_YEAR, mixed)
        headings = [self._heading(each) for each in _DATED_HEADINGS]
        titles = set().union(*map(find_half_years, (*self._titles, *headings)))
        found = self._agree(column, titles, self._request.half_year, ProblemCode.HALF_YEAR_DIFFERS)
        return self._or_file_name(found, find_half_years(self._name), Field.HALF_YEAR), bool(found)

    def _as_of(self) -> date | None:
        known = len(self._problems)
        mixed = ProblemCode.MIXED_DATES
        column = self._column(Field.AS_OF, read_date, ProblemCode.NOT_A_DATE, mixed)
        stated = self._request.as_of
        if stated and stated.year not in YEARS:
            self._problem(ProblemCode.NOT_A_DATE, value=stated.isoformat())
            stated = None
        found = self._agree(column, self._title_days(), stated, ProblemCode.AS_OF_DIFFERS)
        names = {each.day for each in find_days(self._name)}
        as_of = self._or_file_name(found, names, Field.AS_OF)
        if as_of is None and len(self._problems) == known:
            self._problem(ProblemCode.AS_OF_UNKNOWN)
        return as_of

    def _of_realisation(
        self, half_year: HalfYear | None, as_of: date | None, in_content: bool
    ) -> HalfYear | None:
        """Return the half-year of the as-of date; one that was stated must be the same."""
        if as_of is None:
            return half_year
        if as_of > self._request.today:
            today = self._request.today.isoformat()
            self._problem(ProblemCode.AS_OF_IN_FUTURE, value=as_of.isoformat(), today=today)
        own = HalfYear.of(as_of)
        if half_year in (own, None) or self._said(ProblemCode.HALF_YEAR_DIFFERS):
            return own
        if in_content:
            code = ProblemCode.AS_OF_OUTSIDE_HALF_YEAR
            self._problem(code, value=as_of.isoformat(), half_year=str(half_year), belongs=str(own))
        else:
            self._warn_of_name(Field.HALF_YEAR, str(own), str(half_year))
        return own

    def _column(
        self, field: Field, read: Callable[[Cell], T | None], fault: ProblemCode, mixed: ProblemCode
    ) -> T | None:
        """Return what a column says; said in one row (merged cells) it holds for all of them."""
        first_rows: dict[T, Line] = {}
        unreadable: dict[str, Line] = {}
        for line in self._lines:
            cell = line.cell(field)
            if cell is not None:
                value = read(cell)
                if value is None:
                    unreadable.setdefault(line.text(field), line)
                else:
                    first_rows.setdefault(value, line)
        for line in unreadable.values():
            self._problems.append(line.problem(fault, field))
        values = list(first_rows)
        if len(values) > 1:
            second = first_rows[values[1]]
            self._problems.append(second.problem(mixed, field, first=str(values[0])))
        return values[0] if len(values) == 1 else None

    def _agree(
        self, column: T | None, titles: set[T], stated: T | None, differs: ProblemCode
    ) -> T | None:
        """Return what column, title lines and request say together; None where they say nothing."""
        title = next(iter(titles)) if len(titles) == 1 else None
        if column and title and column != title:
            self._problem(differs, value=str(title), found=str(column))
        found = column or (stated if stated in titles else title)
        if found and stated and found != stated:
            self._problem(differs, value=str(stated), found=str(found))
        return found or stated

    def _or_file_name(self, found: T | None, named: set[T], field: Field) -> T | None:
        """Fall back on the file name, or warn where it says something else."""
        if len(named) != 1:
            return found
        (name,) = named
        if found and found != name:
            self._warn_of_name(field, str(found), str(name))
        return found or name

    def _title_days(self) -> set[date]:
        """Return the days as of which the title lines and the realised heading say to report."""
        marked, other = set[date](), set[date]()
        for text in (*self._titles, self._heading(Field.REALISED)):
            for each in find_days(text):
                before = text[: each.start]
                if _UP_TO_AND_WITH.search(before):
                    marked.add(each.day + timedelta(days=1))
                elif _AS_OF.search(before):
                    marked.add(each.day)
                elif _ABOUT_REALISATION.search(text):
                    other.add(each.day)
        return marked or other

    def _heading(self, field: Field) -> str:
        heading = self._layout.headings.get(field)
        return heading.text if heading else ""

    def _said(self, code: ProblemCode) -> bool:
        return any(each.code is code for each in self._problems)

    def _warn_of_name(self, field: Field, found: str, name: str) -> None:
        code, value = ProblemCode.FILE_NAME_DIFFERS, self._request.file_name
        self._warnings.append(_warning(code, value, field=str(field), found=found, name=name))

    def _problem(self, code: ProblemCode, value: str | None = None, **details: str) -> None:
        self._problems.append(Problem(code, self._sheet, value=value, details=details))

    @property
    def _sheet(self) -> str | None:
        return self._table.grid.sheet


def _warning(code: ProblemCode, value: str, **details: str) -> Problem:
    """Return a warning about the file as a whole."""
    return Problem(code, value=value, details=details)


def mentions_sample(table: Table, file_name: str) -> bool:
    """Tell whether the file calls itself sample data (voorbeeldgegevens)."""
    return any("voorbeeld" in text.lower() for text in _texts(table, file_name))


def _texts(table: Table, file_name: str) -> Iterator[str]:
    yield file_name
    yield table.grid.name
    yield from table.titles
