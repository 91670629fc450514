"""The half-year: the period for which the State sets targets (Huisvestingswet 2014, art. 28-29)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

MONTHS_IN_HALF_YEAR = 6
FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Outside these a year was mistyped."""
_NOTATION = re.compile(r"(\d{4})-([12])")


@dataclass(frozen=True, order=True, slots=True)
class HalfYear:
    """Half `half` (1 or 2) of calendar year `year`; sorts in time.

    Raises ValueError when the half is not 1 or 2.
    """

    year: int
    half: int

    def __post_init__(self) -> None:
        if self.half not in (1, 2):
            raise ValueError(f"half must be 1 or 2, not {self.half}")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year must be from {FIRST_YEAR} to {LAST_YEAR}, not {self.year}")

    @classmethod
    def parse(cls, text: str) -> HalfYear:
        """Return the half-year written as `2025-1`; raises ValueError for any other notation."""
        match = _NOTATION.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"a half-year is written like 2025-1, not {text!r}")
        return cls(int(match[1]), int(match[2]))

    @staticmethod
    @cache
    def of(day: date) -> HalfYear:
        """Return the half-year to which a figure as of `day` belongs.

        A reference date belongs to the half-year that it closes: 1 July 2025 gives 2025-1.
        """
        running = HalfYear.running_on(day)
        return running.previous if day == running.start else running

    @staticmethod
    @cache
    def running_on(day: date) -> HalfYear:
        """Return the calendar half-year that contains `day`: 1 July 2025 gives 2025-2."""
        return HalfYear(day.year, 1 if day.month <= MONTHS_IN_HALF_YEAR else 2)

    @staticmethod
    @cache
    def last_closed_on(day: date) -> HalfYear:
        """Return the last half-year whose reference date is on or before `day`."""
        return HalfYear.running_on(day).previous

    @property
    def start(self) -> date:
        """The first day: 1 January or 1 July."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def reference_date(self) -> date:
        """The closing reference date (peildatum): the first day after the half-year."""
        return self.next.start

    @property
    def next(self) -> HalfYear:
        """The half-year after this one."""
        return HalfYear(self.year + self.half // 2, 3 - self.half)

    @property
    def previous(self) -> HalfYear:
        """The half-year before this one."""
        return HalfYear(self.year - self.half % 2, 3 - self.half)

    @property
    def first_report(self) -> date:
        """The first of the second month, when COA first reports on it."""
        return self.start.replace(month=self.start.month + 1)

    @property
    def halfway(self) -> date:
        """1 April or 1 October: whoever is linked by then can be housed in time."""
        return self.start.replace(month=self.start.month + 3)

    def begun_on(self, day: date) -> bool:
        """Tell whether it can be assessed on a day: on its first day the one before still is."""
        return self.start < day

    def covers(self, as_of: date) -> bool:
        """Tell whether a figure as of `as_of` reports on this half-year."""
        return self.start < as_of <= self.reference_date

    def __str__(self) -> str:
        return f"{self.year}-{self.half}"


def half_years(first: HalfYear, last: HalfYear) -> tuple[HalfYear, ...]:
    """Return the half-years from `first` up to and including `last`, in time order."""
    steps = (last.year - first.year) * 2 + last.half - first.half
    chain = [first]
    for _ in range(steps):
        chain.append(chain[-1].next)
    return tuple(chain) if steps >= 0 else ()


@cache
def pace_norm(half_year: HalfYear, as_of: date) -> Fraction:
    """Return the share of the half-year elapsed on `as_of`, between 0 and 1.

    On the first of a month whole months count (1 April: 3/6); on any other day, days.
    """
    if as_of <= half_year.start:
        return Fraction(0)
    if as_of >= half_year.reference_date:
        return Fraction(1)
    if as_of.day == 1:
        return Fraction(as_of.month - half_year.start.month, MONTHS_IN_HALF_YEAR)
    days = (half_year.reference_date - half_year.start).days
    return Fraction((as_of - half_year.start).days, days)
