"""The numbers of one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from supervision.importing.cells import point_is_decimal, read_persons
from supervision.importing.header import Table
from supervision.importing.lines import Line
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.records import Field, TargetRecord

Persons = Mapping[Field, int]

_WORDS = frozenset(
    {Field.CODE, Field.NAME, Field.PROVINCE, Field.HALF_YEAR, Field.AS_OF, Field.SOURCE}
)
_MAY_BE_NEGATIVE = frozenset({Field.CARRY_OVER, Field.OBLIGATION})
_MAY_BE_EMPTY = frozenset({Field.CARRY_OVER, Field.BACKLOG, Field.LEAD, Field.LINKED})


def uses_decimal_point(table: Table, lines: Sequence[Line]) -> bool:
    """Tell whether any column, read or not, writes decimals with a point: 45.5."""
    return point_is_decimal(
        line.row[heading.position]
        for line in lines
        for heading in table.headings
        if heading.field not in _WORDS and heading.position < len(line.row)
    )


def persons_in(line: Line, point_decimal: bool) -> Persons:
    """Return the numbers of a row that can be read, in persons; no judgement of the others."""
    read = {each: read_persons(line.cell(each), point_decimal) for each in line.figures}
    return {
        each: number
        for each, number in read.items()
        if number is not None and not isinstance(number, ProblemCode)
    }


def number_problems(line: Line, point_decimal: bool) -> Iterator[Problem]:
    """Yield what is wrong with the numbers of a row, an empty cell that is needed included."""
    for each in line.figures:
        number = read_persons(line.cell(each), point_decimal)
        if isinstance(number, ProblemCode):
            yield line.problem(number, each)
        elif number is None and _is_needed(line, each):
            yield line.problem(ProblemCode.MISSING_VALUE, each)
        elif number is not None and number < 0 and each not in _MAY_BE_NEGATIVE:
            yield line.problem(ProblemCode.NEGATIVE, each)
    persons = persons_in(line, point_decimal)
    if persons.get(Field.BACKLOG) and persons.get(Field.LEAD):
        yield line.problem(ProblemCode.BACKLOG_AND_LEAD, Field.BACKLOG)


def _is_needed(line: Line, empty: Field) -> bool:
    """Of a net and a corrected target in a row either will do; neither is one problem, not two."""
    if empty is Field.OBLIGATION:
        return Field.NET not in line.headings
    if empty is Field.NET:
        return read_persons(line.cell(Field.OBLIGATION)) is None
    return empty not in _MAY_BE_EMPTY


def target_of(line: Line, code: str, persons: Persons) -> TargetRecord | None:
    """Return what a row says of the target, or None where it says nothing."""
    net, corrected = persons.get(Field.NET), persons.get(Field.OBLIGATION)
    carry_over = persons.get(Field.CARRY_OVER)
    if Field.BACKLOG in persons or Field.LEAD in persons:
        carry_over = persons.get(Field.BACKLOG, 0) - persons.get(Field.LEAD, 0)
    if net is None and corrected is None and carry_over is None:
        return None
    return TargetRecord(line.number, code, net, corrected, carry_over)


def obligation_warning(line: Line, target: TargetRecord) -> Problem | None:
    """Return a warning where a row's own net target, carry-over and obligation do not add up."""
    if target.net is None or target.corrected is None or target.carry_over is None:
        return None
    total = target.net + target.carry_over
    if total == target.corrected:
        return None
    return line.problem(
        ProblemCode.OBLIGATION_DIFFERS,
        Field.OBLIGATION,
        net=str(target.net),
        carry_over=str(target.carry_over),
        sum=str(total),
    )
