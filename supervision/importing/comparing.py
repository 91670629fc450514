"""What is odd about a file beside the figures that count now: warnings, for a person to judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from supervision.domain.account import Account
from supervision.domain.figures import Facts, Stated, Target
from supervision.domain.formula import deviates
from supervision.domain.halfyear import HalfYear
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.records import Field, Reading, RealisationRecord, TargetRecord

CHANGE_SHARE = 2
"""A change is worth a look from more than 1/2 of the earlier figure."""


@dataclass(frozen=True)
class Known:
    """What the store and the reference data say, to compare a file with.

    `carried` gives the closing of the half-year before, `expected` the targets by the formula of
    art. 29 for each national total announced; empty where it cannot be computed.
    """

    facts: Mapping[str, Facts] = field(default_factory=dict)
    carried: Mapping[str, int | None] = field(default_factory=dict)
    expected: Callable[[str], tuple[int, ...]] = lambda _: ()


def carried_closings(accounts: Mapping[str, Account], half_year: HalfYear) -> dict[str, int | None]:
    """Return by code with which balance the account enters `half_year`; None where unknown."""
    lines = {code: account.line(half_year.previous) for code, account in accounts.items()}
    return {code: None if line is None else line.latest.closing for code, line in lines.items()}


def compare(reading: Reading, known: Known) -> tuple[Problem, ...]:
    """Return the warnings, row by row; empty for a file that is not accepted."""
    half_year = reading.half_year
    if not reading.accepted or half_year is None:
        return ()
    found = [warning for each in reading.targets for warning in _target(each, reading, known)]
    for record in reading.realisations:
        found += _realisation(record, reading, half_year, known)
    return tuple(sorted(found, key=lambda warning: warning.row or 0))


def _target(record: TargetRecord, reading: Reading, known: Known) -> Iterator[Problem]:
    half_year = reading.half_year
    facts = known.facts.get(record.code, Facts(record.code))
    before = facts.targets.get(half_year, Target()) if half_year else Target()
    stated: tuple[tuple[int | None, Stated | None, tuple[Field, ...]], ...] = (
        (record.net, before.net, (Field.NET, Field.TARGET)),
        (record.corrected, before.corrected, (Field.OBLIGATION, Field.TARGET)),
    )
    for new, old, columns in stated:
        if new is not None and old is not None and _changed_much(old.persons, new):
            yield _warning(
                ProblemCode.CHANGED_MUCH, record.row, reading, columns, new, old=old.persons
            )
    carried = known.carried.get(record.code)
    if record.carry_over is not None and carried not in (None, record.carry_over):
        yield _warning(
            ProblemCode.CARRY_OVER_DIFFERS,
            record.row,
            reading,
            (Field.CARRY_OVER, Field.BACKLOG, Field.LEAD),
            record.carry_over,
            computed=carried,
        )
    expected = known.expected(record.code)
    if record.net is not None and expected and all(deviates(record.net, n) for n in expected):
        yield _warning(
            ProblemCode.OFF_THE_FORMULA,
            record.row,
            reading,
            (Field.NET, Field.TARGET),
            record.net,
            expected=expected[-1],
        )


def _realisation(
    record: RealisationRecord, reading: Reading, half_year: HalfYear, known: Known
) -> Iterator[Problem]:
    reports = [
        report
        for report in known.facts.get(record.code, Facts(record.code)).realisations.get(
            half_year, ()
        )
        if report.reporter is record.reporter and reading.as_of is not None
    ]
    columns = (Field.REALISED,)
    for report in reports:
        if report.as_of == reading.as_of and _changed_much(report.realised, record.realised):
            yield _warning(
                ProblemCode.CHANGED_MUCH,
                record.row,
                reading,
                columns,
                record.realised,
                old=report.realised,
            )
    earlier = [each for each in reports if reading.as_of and each.as_of < reading.as_of]
    if earlier:
        last = max(earlier, key=lambda report: report.as_of)
        if record.realised < last.realised:
            yield _warning(
                ProblemCode.LOWER_THAN_BEFORE,
                record.row,
                reading,
                columns,
                record.realised,
                old=last.realised,
                date=last.as_of.isoformat(),
            )


def _changed_much(old: int, new: int) -> bool:
    return new != old and abs(new - old) * CHANGE_SHARE > abs(old)


def _warning(
    code: ProblemCode,
    row: int,
    reading: Reading,
    columns: tuple[Field, ...],
    value: int,
    **details: object,
) -> Problem:
    headings = [each.heading for each in reading.columns if each.field in columns]
    return Problem(
        code,
        reading.sheet or None,
        row,
        headings[0] if headings else None,
        str(value),
        {name: str(detail) for name, detail in details.items()},
    )
