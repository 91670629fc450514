"""Terms: until when a step gives a municipality time, and when that time has lapsed.

Algemene termijnenwet art. 1: a term that ends on a Saturday, Sunday or public holiday is
extended to the next day that is none of these. A reference date measures; it never moves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from supervision.domain.halfyear import HalfYear
from supervision.domain.ruleset import TermRule

SATURDAY = 5

IsHoliday = Callable[[date], bool]
"""Tells whether a day is a public holiday in the sense of Algemene termijnenwet art. 3."""


@dataclass(frozen=True, slots=True)
class Term:
    """The time that a decision gives: up to and including `until`.

    `to_reference_date` tells that it was set to a reference date, whose measurement is the test.
    """

    until: date
    to_reference_date: bool = False

    def lapsed_on(self, day: date) -> bool:
        """Tell whether the term has lapsed on `day`.

        A term until D lapses the day after D; one until a reference date lapses on that date.
        """
        return day > self.until or (day == self.until and self.to_reference_date)


def term_of(rule: TermRule, decided_on: date, is_holiday: IsHoliday) -> Term:
    """Return the term that a step gives when it is decided on `decided_on`."""
    if rule.next_reference_date:
        return Term(HalfYear.running_on(decided_on).reference_date, to_reference_date=True)
    if rule.weeks is not None:
        return Term(working_day_from(decided_on + timedelta(weeks=rule.weeks), is_holiday))
    return term_until(_half_years_later(decided_on, rule.half_years or 0), is_holiday)


def term_until(day: date, is_holiday: IsHoliday) -> Term:
    """Return the term that ends on a day somebody chose; a reference date does not move."""
    if day == HalfYear.of(day).reference_date:
        return Term(day, to_reference_date=True)
    return Term(working_day_from(day, is_holiday))


def working_day_from(day: date, is_holiday: IsHoliday) -> date:
    """Return `day`, or the first day after it that is no Saturday, Sunday or public holiday."""
    while day.weekday() >= SATURDAY or is_holiday(day):
        day += timedelta(days=1)
    return day


def year_without_holidays(today: date, covers: Callable[[int], bool]) -> int | None:
    """Return this year or the next, the first whose public holidays are not known; else None.

    Terms that are given today can end in it, and would not move there.
    """
    return next((year for year in (today.year, today.year + 1) if not covers(year)), None)


def _half_years_later(day: date, count: int) -> date:
    """The same day of the month `count` half-years later, or the last day of a shorter month."""
    months = day.month - 1 + 6 * count
    first = date(day.year + months // 12, months % 12 + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
