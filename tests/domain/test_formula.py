"""The target by the formula of art. 29: what was published fits it, and what counts as off it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.formula import TOLERANCE, counting_date, deviates, formula_target
from supervision.domain.halfyear import HalfYear
from supervision.reference import NETHERLANDS, formula_targets, population, register
from tests.cli.office import HORST

NATIONAL = 17_942_942
"""Inhabitants of the Netherlands on 1 January 2024."""


def test_the_published_target_of_horst_fits_the_total_announced() -> None:
    """Horst aan de Maas got 43 in 2025-1, of 17,700 in the country."""
    inhabitants = population()[HORST, date(2024, 1, 1)]
    national = population()[NETHERLANDS, date(2024, 1, 1)]
    assert abs(formula_target(inhabitants, national, 17_700) - 43) <= TOLERANCE


def test_each_total_announced_gives_a_target() -> None:
    assert formula_targets(HORST, HalfYear(2025, 1)) == (43, 37)
    assert len(formula_targets(HORST, HalfYear(2025, 2))) == 1


@pytest.mark.parametrize(
    ("code", "half_year"),
    [(HORST, HalfYear(2024, 2)), (HORST, HalfYear(2031, 1)), ("GM9999", HalfYear(2025, 1))],
    ids=["no total announced", "no inhabitants yet", "unknown municipality"],
)
def test_without_inhabitants_or_total_there_is_no_formula(code: str, half_year: HalfYear) -> None:
    assert formula_targets(code, half_year) == ()


@pytest.mark.parametrize(
    ("half_year", "counted"),
    [
        (HalfYear(2025, 1), date(2024, 1, 1)),
        (HalfYear(2025, 2), date(2024, 1, 1)),
        (HalfYear(2026, 1), date(2025, 1, 1)),
    ],
    ids=str,
)
def test_inhabitants_count_of_1_january_of_the_year_before(
    half_year: HalfYear, counted: date
) -> None:
    assert counting_date(half_year) == counted


@pytest.mark.parametrize(
    ("inhabitants", "expected"), [(0, 0), (149, 1), (150, 2), (151, 2), (249, 2), (250, 3)]
)
def test_rounds_to_the_nearest_and_a_half_up(inhabitants: int, expected: int) -> None:
    assert formula_target(inhabitants, 10_000, 100) == expected


@pytest.mark.parametrize(
    ("target", "off"), [(41, True), (42, False), (43, False), (44, False), (45, True)]
)
def test_one_person_off_is_rounding_and_two_is_not(target: int, off: bool) -> None:
    assert deviates(target, 43) is off


@given(inhabitants=st.integers(0, NATIONAL), national=st.integers(0, 50_000))
def test_is_never_more_than_half_a_person_off(inhabitants: int, national: int) -> None:
    exact = Fraction(inhabitants * national, NATIONAL)
    assert abs(formula_target(inhabitants, NATIONAL, national) - exact) <= Fraction(1, 2)


def test_the_province_gets_its_share_of_2025() -> None:
    """The targets of Limburg add up to those of the province as a whole, rounding left aside."""
    half_year = HalfYear(2025, 1)
    codes = [each.code for each in register().in_half_year(half_year)]
    for n, whole in enumerate(formula_targets("PV31", half_year)):
        assert abs(sum(formula_targets(code, half_year)[n] for code in codes) - whole) <= 16
