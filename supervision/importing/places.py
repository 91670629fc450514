"""Which municipality a row is about, and whether it may be there at all."""

from __future__ import annotations

from enum import Enum

from supervision.domain.halfyear import HalfYear
from supervision.domain.municipality import Municipality, Register
from supervision.importing.columns import normalised
from supervision.importing.lines import Line
from supervision.importing.matching import Matcher
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.records import Field
from supervision.importing.totals import PROVINCE


class Elsewhere(Enum):
    """What a row can be other than a municipality of the province or a mistake."""

    OUTSIDE = "a municipality of another province"
    REMARK = "a line of text"


def find_place(line: Line, matcher: Matcher) -> Municipality | Elsewhere | Problem:
    """Return the municipality of a row, why it has none to offer, or what is wrong with it."""
    code, name = line.text(Field.CODE), line.text(Field.NAME)
    if not code and not name:
        if line.has_no_figures:
            return Elsewhere.REMARK
        return line.problem(ProblemCode.MUNICIPALITY_MISSING, line.identity)
    match = matcher.match(code, name)
    if match.municipality:
        return match.municipality
    if match.fault is None or _in_other_province(line):
        return Elsewhere.OUTSIDE
    details = dict(match.details)
    if line.is_remark and not details.get("suggestion"):
        return Elsewhere.REMARK
    about_code = match.fault is ProblemCode.UNKNOWN_CODE and bool(code)
    return line.problem(match.fault, Field.CODE if about_code else line.identity, **details)


def existence_problem(
    line: Line, municipality: Municipality, half_year: HalfYear | None, register: Register
) -> Problem | None:
    """Return what is wrong with naming a municipality in a half-year in which it does not exist."""
    if half_year is None or municipality.exists_in(half_year):
        return None
    if municipality.valid_from and municipality.valid_from > half_year.start:
        return line.problem(
            ProblemCode.MUNICIPALITY_NOT_YET_THERE,
            line.identity,
            half_year=str(half_year),
            predecessors=", ".join(each.name for each in register.predecessors(municipality.code)),
        )
    successor = register.by_code.get(municipality.successor or "")
    return line.problem(
        ProblemCode.MERGED_MUNICIPALITY,
        line.identity,
        half_year=str(half_year),
        successor=successor.name if successor else "",
    )


def _in_other_province(line: Line) -> bool:
    """Tell whether an unknown municipality is said to lie in another province."""
    province = normalised(line.text(Field.PROVINCE))
    return bool(province) and province != normalised(PROVINCE)
