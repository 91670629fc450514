"""Columns before rows: whether the headings suffice, and which number a Taakstelling is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from supervision.importing.columns import squeezed
from supervision.importing.header import Heading, Table
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.records import Field, FileKind, Request

_TARGETS = (Field.TARGET, Field.NET, Field.OBLIGATION)
_CARRIED = (Field.CARRY_OVER, Field.BACKLOG, Field.LEAD)


@dataclass(frozen=True)
class Layout:
    """Which column holds which field; a plain Taakstelling has become NET or OBLIGATION."""

    kind: FileKind | None
    headings: Mapping[Field, Heading]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def lay_out(table: Table, request: Request) -> Layout:
    """Return what each column of the table holds, with all that is wrong with the headings."""
    found: dict[Field, Heading] = {}
    problems = list(_not_in_file(table, request))
    for heading in table.headings:
        if heading.field and heading.field is not Field.UNUSED:
            first = found.setdefault(heading.field, heading)
            if first is not heading:
                problems.append(_twice(table, heading, first, heading.field))
    kind = request.kind or _kind(found)
    problems += _ambiguous(table, found, kind)
    problems += _carried_twice(table, found)
    if not any(each.code is ProblemCode.AMBIGUOUS_COLUMN for each in problems):
        problems += _missing(table, found, kind)
    if request.kind is FileKind.TARGETS and Field.REALISED in found:
        realised = found[Field.REALISED].text
        problems.append(_problem(table, ProblemCode.KIND_DIFFERS, column=realised))
    if not problems:
        problems += _settle_target(table, found, request)
    warnings = tuple(_against_heading(table, found, request)) if not problems else ()
    return Layout(kind, found, tuple(problems), warnings)


def _kind(found: Mapping[Field, Heading]) -> FileKind | None:
    if Field.REALISED in found:
        return FileKind.REALISATION
    return FileKind.TARGETS if any(each in found for each in _TARGETS) else None


def _not_in_file(table: Table, request: Request) -> Iterator[Problem]:
    headings = {squeezed(each.text) for each in table.headings}
    for heading in request.columns:
        if squeezed(heading) not in headings:
            present = _present(table)
            yield _problem(table, ProblemCode.HEADING_NOT_FOUND, column=heading, present=present)


def _ambiguous(
    table: Table, found: Mapping[Field, Heading], kind: FileKind | None
) -> Iterator[Problem]:
    """A heading that fits two things is asked, unless the file has those things elsewhere."""
    known = set(found) | ({Field.CARRY_OVER} if set(found) & set(_CARRIED) else set())
    known |= {Field.TARGET, Field.NET, Field.OBLIGATION} if set(found) & set(_TARGETS) else set()
    if kind is FileKind.TARGETS:
        known.add(Field.AS_OF)
    for heading in table.headings:
        if len(heading.fields) > 1 and not set(heading.fields) <= known | {Field.UNUSED}:
            choices = ", ".join(heading.fields)
            code = ProblemCode.AMBIGUOUS_COLUMN
            yield _problem(table, code, column=heading.text, choices=choices)


def _carried_twice(table: Table, found: Mapping[Field, Heading]) -> Iterator[Problem]:
    apart = found.get(Field.BACKLOG) or found.get(Field.LEAD)
    if Field.CARRY_OVER in found and apart:
        yield _twice(table, apart, found[Field.CARRY_OVER], Field.CARRY_OVER)


def _missing(
    table: Table, found: Mapping[Field, Heading], kind: FileKind | None
) -> Iterator[Problem]:
    figures = {
        FileKind.TARGETS: _TARGETS,
        FileKind.REALISATION: (Field.REALISED,),
        None: (Field.TARGET, Field.REALISED),
    }
    for needed in ((Field.CODE, Field.NAME), figures[kind]):
        if not any(each in found for each in needed):
            fields, present = ", ".join(needed), _present(table)
            code = ProblemCode.MISSING_COLUMN
            yield _problem(table, code, fields=fields, present=present)


def _settle_target(table: Table, found: dict[Field, Heading], request: Request) -> list[Problem]:
    """Make a plain Taakstelling the net or the corrected number.

    Net where the file states a carry-over or the corrected number beside it, or reports no
    realisation; corrected in COA's monthly overview, which has neither. The request outranks that.
    """
    plain = found.get(Field.TARGET)
    if plain is None:
        return []
    if Field.NET in found:
        return [
            _problem(
                table,
                ProblemCode.AMBIGUOUS_COLUMN,
                column=plain.text,
                choices=f"{Field.OBLIGATION}, {Field.UNUSED}",
            )
        ]
    beside = any(each in found for each in (*_CARRIED, Field.OBLIGATION))
    net = request.basis == "net" or (
        request.basis is None and (beside or Field.REALISED not in found)
    )
    settled = Field.NET if net else Field.OBLIGATION
    if settled in found:
        return [_twice(table, plain, found[settled], settled)]
    found[settled] = found.pop(Field.TARGET)
    return []


def _against_heading(
    table: Table, found: dict[Field, Heading], request: Request
) -> Iterator[Problem]:
    """Read an outright net or corrected heading as the request says, but not in silence."""
    stated, other = (
        (Field.OBLIGATION, Field.NET) if request.basis == "net" else (Field.NET, Field.OBLIGATION)
    )
    heading = found.get(stated)
    if request.basis and heading and other not in found:
        found[other] = found.pop(stated)
        yield _problem(table, ProblemCode.BASIS_DIFFERS, column=heading.text, basis=request.basis)


def _twice(table: Table, heading: Heading, first: Heading, field: Field) -> Problem:
    code = ProblemCode.COLUMN_TWICE
    return _problem(table, code, column=heading.text, other=first.text, field=field)


def _present(table: Table) -> str:
    return ", ".join(each.text for each in table.headings)


def _problem(table: Table, code: ProblemCode, column: str | None = None, **details: str) -> Problem:
    row = table.header or None
    return Problem(code, sheet=table.grid.sheet, row=row, column=column, details=details)
