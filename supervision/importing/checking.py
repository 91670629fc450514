"""Rows to records, with every mistake in them; one mistake gives one problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from supervision.domain.figures import Reporter
from supervision.domain.halfyear import HalfYear
from supervision.domain.municipality import Municipality
from supervision.importing.cells import shown
from supervision.importing.header import Table
from supervision.importing.layout import Layout
from supervision.importing.lines import Line
from supervision.importing.matching import Matcher
from supervision.importing.persons import (
    number_problems,
    obligation_warning,
    persons_in,
    target_of,
    uses_decimal_point,
)
from supervision.importing.places import Elsewhere, existence_problem, find_place
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.records import (
    Field,
    FileKind,
    RealisationRecord,
    Request,
    TargetRecord,
)
from supervision.importing.reporters import reporter_of, reporters_in
from supervision.importing.totals import Counted, Label, differences


@dataclass
class Checked:
    """The records of a file, and what is wrong with its rows; counts are of rows."""

    targets: list[TargetRecord] = field(default_factory=list)
    realisations: list[RealisationRecord] = field(default_factory=list)
    rows: int = 0
    ignored: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def check_rows(
    table: Table,
    layout: Layout,
    lines: Sequence[Line],
    half_year: HalfYear | None,
    request: Request,
) -> Checked:
    """Return the records in the lines of a table and everything that is wrong with them."""
    return _Check(table, layout, lines, half_year, request).result()


class _Check:
    """One pass over the lines; remembers what was seen before."""

    def __init__(
        self,
        table: Table,
        layout: Layout,
        lines: Sequence[Line],
        half_year: HalfYear | None,
        request: Request,
    ) -> None:
        self._table, self._layout, self._lines = table, layout, lines
        self._half_year, self._register = half_year, request.register
        self._matcher = Matcher(request.register, request.national)
        self._point_decimal = uses_decimal_point(table, lines)
        self._reporters = reporters_in(lines)
        self._first_rows: dict[tuple[str, Reporter], int] = {}
        self._targets: dict[str, TargetRecord] = {}
        self._counted: list[Counted] = []
        self._totals: list[tuple[Label, Counted]] = []
        self._done = Checked()

    def result(self) -> Checked:
        for line in self._lines:
            if line.label:
                self._totals.append((line.label, self._count(line, None)))
            else:
                self._done.problems += self._row(line)
        done = self._done
        if not done.rows and not done.problems:
            code = ProblemCode.NO_ROWS_IN_PROVINCE if done.ignored else ProblemCode.NO_ROWS
            done.problems.append(Problem(code, self._table.grid.sheet))
        if not done.problems:
            done.targets = list(self._targets.values())
            done.warnings += self._wrong_totals()
        return done

    def _row(self, line: Line) -> list[Problem]:
        """Return the problems of a row; keep its records where it has none."""
        too_long = _too_long(line, self._table)
        if too_long:
            return [too_long]
        place = find_place(line, self._matcher)
        if isinstance(place, Elsewhere):
            if place is Elsewhere.OUTSIDE:
                self._done.ignored += 1
                self._counted.append(self._count(line, None))
            return []
        self._done.rows += 1
        if isinstance(place, Problem):
            numbers = [] if line.has_no_figures else number_problems(line, self._point_decimal)
            return [place, *numbers]
        return self._row_of(line, place)

    def _row_of(self, line: Line, municipality: Municipality) -> list[Problem]:
        self._counted.append(self._count(line, municipality.region))
        reporter = self._reporter(line)
        own = existence_problem(line, municipality, self._half_year, self._register)
        if own is None and isinstance(reporter, Reporter):
            own = self._duplicate(line, municipality, reporter)
        found = [each for each in (own, reporter) if isinstance(each, Problem)]
        problems = [*found, *number_problems(line, self._point_decimal)]
        if not problems and isinstance(reporter, Reporter):
            problems = list(self._record(line, municipality, reporter))
        return problems

    def _reporter(self, line: Line) -> Reporter | Problem:
        if self._layout.kind is not FileKind.REALISATION:
            return Reporter.COA
        return reporter_of(line, self._reporters)

    def _duplicate(
        self, line: Line, municipality: Municipality, reporter: Reporter
    ) -> Problem | None:
        first = self._first_rows.setdefault((municipality.code, reporter), line.number)
        return None if first == line.number else _seen_before(line, municipality, first)

    def _record(
        self, line: Line, municipality: Municipality, reporter: Reporter
    ) -> Iterator[Problem]:
        persons = persons_in(line, self._point_decimal)
        target = target_of(line, municipality.code, persons)
        if target:
            warning = obligation_warning(line, target)
            self._done.warnings += [warning] if warning else []
            # Two reporters of one municipality repeat its target; they may not disagree on it.
            first = self._targets.setdefault(municipality.code, target)
            if _numbers(first) != _numbers(target):
                yield _seen_before(line, municipality, first.row)
        if self._layout.kind is FileKind.REALISATION:
            realised, linked = persons[Field.REALISED], persons.get(Field.LINKED)
            record = RealisationRecord(line.number, municipality.code, realised, linked, reporter)
            self._done.realisations.append(record)

    def _wrong_totals(self) -> Iterator[Problem]:
        for total, each, added in differences(self._totals, self._counted):
            yield Problem(
                ProblemCode.TOTAL_DIFFERS,
                self._table.grid.sheet,
                total.row,
                self._layout.headings[each].text,
                str(total.persons[each]),
                {"sum": str(added)},
            )

    def _count(self, line: Line, region: str | None) -> Counted:
        return Counted(line.number, region, persons_in(line, self._point_decimal))


def _too_long(line: Line, table: Table) -> Problem | None:
    """Find a value right of the last heading of a text file: a stray separator shifted the row."""
    beyond = [cell for cell in line.row[table.width :] if cell is not None]
    if not beyond or not table.grid.strict_width:
        return None
    details = {"cells": str(len(line.row)), "headings": str(table.width)}
    code, value = ProblemCode.ROW_TOO_LONG, shown(beyond[0])
    return Problem(code, line.sheet, line.number, value=value, details=details)


def _seen_before(line: Line, municipality: Municipality, first: int) -> Problem:
    code = ProblemCode.DUPLICATE_MUNICIPALITY
    return line.problem(code, line.identity, first=str(first), name=municipality.name)


def _numbers(target: TargetRecord) -> tuple[int | None, int | None, int | None]:
    return target.net, target.corrected, target.carry_over
