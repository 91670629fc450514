"""The target that follows from Huisvestingswet 2014, art. 29: only a check on the official list.

inhabitants / inhabitants of the Netherlands × national total, both on 1 January of the calendar
year before. The Act says round up; published targets fit rounding to the nearest, so a deviation
counts from more than one person.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from supervision.domain.halfyear import HalfYear

TOLERANCE = 1
"""Persons that a target may be off the formula before it is worth a look."""


def counting_date(half_year: HalfYear) -> date:
    """Return the date of which the inhabitants count: 1 January of the calendar year before."""
    return date(half_year.year - 1, 1, 1)


def formula_target(inhabitants: int, national_inhabitants: int, national_target: int) -> int:
    """Return the target by the formula in persons, rounded to the nearest."""
    exact = Fraction(inhabitants * national_target, national_inhabitants)
    return int(exact + Fraction(1, 2))


def deviates(target: int, expected: int) -> bool:
    """Tell whether a target is further off the formula than rounding explains."""
    return abs(target - expected) > TOLERANCE
