"""The whole reading of a file: bytes, grid, header, columns, circumstances, rows."""

from __future__ import annotations

from dataclasses import replace

from supervision.importing.checking import check_rows
from supervision.importing.circumstances import find_circumstances, mentions_sample
from supervision.importing.header import Table, choose_table, find_table
from supervision.importing.layout import Layout, lay_out
from supervision.importing.limits import MAX_ROWS
from supervision.importing.lines import read_lines
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.reading import read_grids
from supervision.importing.records import Reading, Request


def read_file(data: bytes, request: Request) -> Reading:
    """Return what the file says, with every problem in it; never raises for any content.

    Each stage speaks only when the one before it has nothing to say: bytes, columns, rows.
    """
    grids = read_grids(data, request.file_name)
    if isinstance(grids, Problem):
        return Reading(problems=(grids,))
    tables = [find_table(grid, request.columns) for grid in grids]
    chosen = choose_table(tables, request)
    if not isinstance(chosen, Table):
        sheets = ", ".join(each.grid.name for each in chosen)
        several = Problem(ProblemCode.SEVERAL_SHEETS, details={"sheets": sheets})
        return replace(_overview(chosen[0], request), problems=(several,))
    overview = _overview(chosen, request)
    problem = _unusable(chosen)
    if problem:
        return replace(overview, problems=(problem,))
    layout = lay_out(chosen, request)
    if layout.problems:
        return replace(overview, kind=layout.kind, problems=layout.problems)
    return _read_rows(overview, chosen, layout, request)


def _overview(table: Table, request: Request) -> Reading:
    """Return what can be shown of a table before its columns are judged."""
    return Reading(
        columns=table.columns,
        sheet=table.grid.name,
        head=table.grid.head,
        sample=mentions_sample(table, request.file_name),
    )


def _unusable(table: Table) -> Problem | None:
    sheet = table.grid.sheet
    if not table.score:
        return Problem(ProblemCode.NO_HEADER, sheet)
    if len(table.grid.rows) - table.header > MAX_ROWS:
        details = {"size": str(len(table.grid.rows) - table.header), "limit": str(MAX_ROWS)}
        return Problem(ProblemCode.TOO_MANY_ROWS, sheet, details=details)
    return None


def _read_rows(overview: Reading, table: Table, layout: Layout, request: Request) -> Reading:
    lines = list(read_lines(table, layout.headings, request.register.regions))
    places = [each for each in lines if not each.label and not each.is_remark]
    found = find_circumstances(table, layout, places, request)
    checked = check_rows(table, layout, lines, found.half_year, request)
    problems = (*found.problems, *checked.problems)
    return replace(
        overview,
        kind=layout.kind,
        half_year=found.half_year,
        as_of=found.as_of,
        targets=() if problems else tuple(checked.targets),
        realisations=() if problems else tuple(checked.realisations),
        rows=checked.rows,
        ignored=checked.ignored,
        problems=problems,
        warnings=(*layout.warnings, *found.warnings, *checked.warnings),
    )
