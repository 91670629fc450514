"""Dutch public holidays in the sense of Algemene termijnenwet art. 3, from the library.

The library's default list leaves out 5 May in most years; its category `optional` has it.
"""

from __future__ import annotations

from datetime import date

from holidays import HolidayBase, country_holidays

_YEARS = range(2010, 2061)
"""The years of which the tests compare every day with the Act.

The library would compute any other year from the rules of today at its first use: not safely
between threads, and nobody would have looked whether those rules still hold. So it may not.
"""
_DUTCH: HolidayBase = country_holidays(
    "NL", years=_YEARS, expand=False, categories=("public", "optional")
)


def is_holiday(day: date) -> bool:
    """Tell whether `day` is a public holiday for the purpose of terms.

    Of a year that is not covered no holiday is known.
    """
    return day in _DUTCH


def covers(year: int) -> bool:
    """Tell whether the holidays of a year are known; if not, terms in it move for weekends only."""
    return year in _YEARS
