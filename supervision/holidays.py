"""Dutch public holidays in the sense of Algemene termijnenwet art. 3, from the library.

The library's default list leaves out Good Friday and, in most years, 5 May; its category
`optional` has both.
"""

from __future__ import annotations

from datetime import date

from holidays import HolidayBase, country_holidays

_DUTCH: HolidayBase = country_holidays("NL", categories=("public", "optional"))


def is_holiday(day: date) -> bool:
    """Tell whether `day` is a public holiday for the purpose of terms."""
    return day in _DUTCH
