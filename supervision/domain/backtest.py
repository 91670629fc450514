"""How well past expectations did: each as it would have been given then, against the outcome.

The same function gives them (`forecast`), and it looks at nothing later than their date. One
thing is of today: a target that was revised within its half-year counts as revised from the
start on, for an account holds the last version only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from supervision.domain.account import Account
from supervision.domain.forecast import forecast
from supervision.domain.halfyear import HalfYear
from supervision.domain.history import History, precedents

FEWEST_CASES = 10
"""Assumed: with fewer cases nobody can tell whether an interval holds (docs/decisions.md, 21)."""
LEAST_COVERAGE = Fraction(60, 100)
"""Assumed: below this share within them, intervals that promise 80 % are read with care."""


@dataclass(frozen=True, slots=True)
class Trial:
    """An expected closing with its 80 % interval, and the closing that it came to; persons."""

    code: str
    half_year: HalfYear
    month: int
    as_of: date
    expected: int
    lowest: int
    highest: int
    closing: int

    @property
    def error(self) -> int:
        """Closing minus expectation: positive where more was left over than expected."""
        return self.closing - self.expected

    @property
    def within(self) -> bool:
        """Whether the closing lay within the interval, its ends included."""
        return self.lowest <= self.closing <= self.highest


@dataclass(frozen=True, slots=True)
class Score:
    """How a number of trials did, exactly; `month` is None for those of all months together.

    Errors in persons; `coverage` is the share of closings within the interval.
    """

    month: int | None
    cases: int
    mean_error: Fraction
    mean_absolute_error: Fraction
    coverage: Fraction

    @property
    def within(self) -> int:
        """How many closings lay within their interval."""
        return int(self.coverage * self.cases)

    @property
    def proven(self) -> bool:
        """Whether the intervals held often enough, in enough cases, to say "8 of 10" beside one."""
        return self.cases >= FEWEST_CASES and self.coverage >= LEAST_COVERAGE

    @classmethod
    def of(cls, trials: Iterable[Trial], month: int | None = None) -> Score:
        """Return the score of one or more trials; raises ValueError for none."""
        group = tuple(trials)
        if not group:
            raise ValueError("a score needs a trial")
        return cls(
            month,
            len(group),
            Fraction(sum(each.error for each in group), len(group)),
            Fraction(sum(abs(each.error) for each in group), len(group)),
            Fraction(sum(each.within for each in group), len(group)),
        )


def trials(accounts: Iterable[Account], history: History, on: date) -> tuple[Trial, ...]:
    """Return a trial for each report on a half-year closed by `on` that allowed an expectation.

    Of two reports of one month the last one counts. In order of the accounts, then of time.
    """
    return tuple(
        trial
        for account in accounts
        for line in account.lines
        if line.half_year.reference_date <= on
        for month, precedent in sorted(precedents(line).items())
        if (trial := _trial(account, line.latest.closing, month, precedent.as_of, history))
    )


def scores(group: Iterable[Trial]) -> tuple[Score, ...]:
    """Return the score per month, in order; no row for a month without trials."""
    by_month: dict[int, list[Trial]] = defaultdict(list)
    for each in group:
        by_month[each.month].append(each)
    return tuple(Score.of(found, month) for month, found in sorted(by_month.items()))


def _trial(
    account: Account, closing: int | None, month: int, as_of: date, history: History
) -> Trial | None:
    found = forecast(account, as_of, history)
    expected, lowest, highest = found.closing, found.closing_lowest, found.closing_highest
    if closing is None or expected is None or lowest is None or highest is None:
        return None
    return Trial(account.code, found.half_year, month, as_of, expected, lowest, highest, closing)
