"""What came of earlier half-years from the same month on: the experience of an expectation.

The yardstick of a report is what would be housed in the end if from there on all went by the
pace norm: housed so far + obligation × months left / 6. A share of it follows after the report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from math import sqrt
from typing import NamedTuple

from supervision.domain.account import Account
from supervision.domain.halfyear import MONTHS_IN_HALF_YEAR, HalfYear, pace_norm
from supervision.domain.line import Line

LOOK_BACK = 10
"""Half-years before the running one that still say something of today: five years."""
FEWEST_HALF_YEARS = 6
"""Of the municipality's own; with fewer no expectation is given."""
WEIGHT_OF_THE_PROVINCE = 6
"""Counted in half-years: six of its own weigh as much as all those of the province together."""
_LOW, _HIGH = 1, 9
"""Tenths of the errors below the ends of the interval: 80 % lie between."""


@cache
def month_of(half_year: HalfYear, as_of: date) -> int:
    """Return the whole number of months elapsed that is nearest to `as_of`, 0 to 6.

    31 March counts as 1 April does, for some offices report on the last day of a month.
    """
    return int(pace_norm(half_year, as_of) * MONTHS_IN_HALF_YEAR + Fraction(1, 2))


def yardstick(realised: int, obligation: int, month: int) -> int:
    """Return the yardstick in sixths of a person; what is due is never less than nothing."""
    left = MONTHS_IN_HALF_YEAR - month
    return MONTHS_IN_HALF_YEAR * realised + left * max(obligation, 0)


@dataclass(frozen=True, slots=True)
class Precedent:
    """How an earlier half-year went on: housed by a report of some month, and in the end.

    Persons; the yardstick is in sixths of a person and never 0.
    """

    half_year: HalfYear
    as_of: date
    so_far: int
    end: int
    yardstick: int

    @property
    def followed(self) -> int:
        """Persons housed after that report; below 0 where a later figure was lower."""
        return self.end - self.so_far

    @property
    def by_the_norm(self) -> Fraction:
        """The yardstick in persons."""
        return Fraction(self.yardstick, MONTHS_IN_HALF_YEAR)

    @property
    def share(self) -> Fraction:
        """The share of the yardstick that followed."""
        return Fraction(self.followed * MONTHS_IN_HALF_YEAR, self.yardstick)


def precedents(line: Line) -> dict[int, Precedent]:
    """Return what a half-year teaches, by month; of two reports of a month the last one counts.

    Nothing, unless its obligation and its closing figure are known.
    """
    closing = line.latest.reported
    if closing is None or line.obligation is None or not line.latest.final:
        return {}
    found = {}
    for report in line.reports[:-1]:
        month = month_of(line.half_year, report.as_of)
        measure = yardstick(report.realised, line.obligation, month)
        if measure > 0:
            found[month] = Precedent(
                line.half_year, report.as_of, report.realised, closing.realised, measure
            )
    return found


class _Sum(NamedTuple):
    """Precedents added up."""

    cases: int = 0
    followed: int = 0
    yardstick: int = 0

    @classmethod
    def of(cls, found: Iterable[Precedent]) -> _Sum:
        found = tuple(found)
        return cls(len(found), sum(p.followed for p in found), sum(p.yardstick for p in found))

    def without(self, followed: int, yardstick: int) -> _Sum:
        return _Sum(self.cases - 1, self.followed - followed, self.yardstick - yardstick)


def _share(own: _Sum, province: _Sum) -> tuple[int, int]:
    """The share that followed, as numerator and denominator; the province's must not be empty."""
    if not own.cases:
        return province.followed, province.yardstick
    weight = WEIGHT_OF_THE_PROVINCE
    return (
        own.cases * own.followed * province.yardstick + weight * province.followed * own.yardstick,
        (own.cases + weight) * own.yardstick * province.yardstick,
    )


def _error(precedent: Precedent, own: _Sum, province: _Sum) -> float:
    """By how much more followed than the share of the others gives, in roots of the yardstick.

    Numbers of persons spread with the root of their size, so that errors of a village and of a
    town can stand in one list. Whole numbers up to the last division: the order of the
    municipalities makes no difference.
    """
    top, bottom = _share(own, province)
    more = precedent.followed * bottom - top * precedent.yardstick
    return more / bottom / sqrt(precedent.yardstick)


@dataclass(frozen=True)
class Experience:
    """What the half-years before one teach about a month of it, for all municipalities at once.

    `errors` are those of each municipality, smallest first; `all_errors` those of all together.
    """

    precedents: Mapping[str, Sequence[Precedent]]
    province: _Sum
    errors: Mapping[str, Sequence[float]]
    all_errors: Sequence[float]

    def share(self, code: str) -> Fraction:
        """Return the share of the yardstick that follows; raises ValueError without any history."""
        if not self.province.yardstick:
            raise ValueError("no half-year to learn from")
        top, bottom = _share(_Sum.of(self.precedents.get(code, ())), self.province)
        return Fraction(top * MONTHS_IN_HALF_YEAR, bottom)

    def margins(self, code: str) -> tuple[float, float]:
        """Return the ends of the 80 % interval around the expectation, in roots of the yardstick.

        Raises ValueError where the municipality itself has no history.
        """
        own = self.errors.get(code, ())
        if not own:
            raise ValueError("no half-year to learn from")
        count, weight = len(own), WEIGHT_OF_THE_PROVINCE
        low, high = (
            (count * quantile(own, tenths) + weight * quantile(self.all_errors, tenths))
            / (count + weight)
            for tenths in (_LOW, _HIGH)
        )
        return low, high


def quantile(ordered: Sequence[float], tenths: int) -> float:
    """Return the value below which so many tenths of cases like these are to be expected.

    The next case falls with equal chance into each gap between those seen, so the place is
    (n + 1) × tenths / 10, between two values in proportion; at the edge the outermost value.
    """
    whole, rest = divmod((len(ordered) + 1) * tenths, 10)
    if whole < 1:
        return ordered[0]
    if whole >= len(ordered):
        return ordered[-1]
    below, above = ordered[whole - 1], ordered[whole]
    return below + (above - below) * rest / 10


@dataclass(frozen=True)
class History:
    """All half-years of the province that have closed, by month; made once, used on any date."""

    by_month: Mapping[int, Mapping[HalfYear, Mapping[str, Precedent]]]
    _made: dict[tuple[HalfYear, int], Experience] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> History:
        """Return the history that these accounts tell."""
        found: dict[int, dict[HalfYear, dict[str, Precedent]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        for account in accounts:
            for line in account.lines:
                for month, precedent in precedents(line).items():
                    found[month][line.half_year][account.code] = precedent
        return cls(found)

    def experience(self, half_year: HalfYear, month: int) -> Experience:
        """Return what the ten half-years before `half_year` teach about a month of it."""
        key = half_year, month
        if key not in self._made:
            self._made[key] = self._experience(half_year, month)
        return self._made[key]

    def _experience(self, half_year: HalfYear, month: int) -> Experience:
        closed = self.by_month.get(month, {})
        own: dict[str, list[Precedent]] = defaultdict(list)
        per_half_year = {}
        before = half_year
        for _ in range(LOOK_BACK):
            before = before.previous
            found = closed.get(before, {})
            per_half_year[before] = _Sum.of(found.values())
            for code, precedent in found.items():
                own[code].append(precedent)
        province = _Sum(
            sum(each.cases for each in per_half_year.values()),
            sum(each.followed for each in per_half_year.values()),
            sum(each.yardstick for each in per_half_year.values()),
        )
        errors = {
            code: sorted(_errors(found, province, per_half_year)) for code, found in own.items()
        }
        together = sorted(error for found in errors.values() for error in found)
        return Experience(own, province, errors, together)


def _errors(
    own: Sequence[Precedent], province: _Sum, per_half_year: Mapping[HalfYear, _Sum]
) -> Iterable[float]:
    """The error of each half-year, had it been the running one and the others its history.

    The whole province is left out with it: what all had in common in it was not known either.
    """
    total = _Sum.of(own)
    for each in own:
        left_out = per_half_year[each.half_year]
        others = province.without(left_out.followed, left_out.yardstick)
        if others.yardstick > 0:
            yield _error(each, total.without(each.followed, each.yardstick), others)
