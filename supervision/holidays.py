"""Dutch public holidays in the sense of Algemene termijnenwet art. 3, from the library.

The library's default list leaves out 5 May in most years; its category `optional` has it.
"""

from __future__ import annotations

from datetime import date

from holidays import HolidayBase, country_holidays

_YEARS = range(2010, 2061)
"""Filled at once: the library fills a year at its first use, and not safely between threads."""
_DUTCH: HolidayBase = country_holidays("NL", years=_YEARS, categories=("public", "optional"))


def is_holiday(day: date) -> bool:
    """Tell whether `day` is a public holiday for the purpose of terms."""
    return day in _DUTCH
