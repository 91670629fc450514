"""Half-years, reference dates and the pace norm (DESIGN.md, section 2)."""

from fractions import Fraction

import pytest

from supervision.domain.halfyear import HalfYear, half_years, pace_norm
from tests.domain.stories import day, half


@pytest.mark.parametrize(
    ("written", "starts", "reference_date"),
    [
        ("2025-1", "2025-01-01", "2025-07-01"),
        ("2025-2", "2025-07-01", "2026-01-01"),
        ("1999-2", "1999-07-01", "2000-01-01"),
    ],
)
def test_a_half_year_closes_on_the_first_day_after_it(
    written: str, starts: str, reference_date: str
) -> None:
    assert half(written).start == day(starts)
    assert half(written).reference_date == day(reference_date)
    assert str(half(written)) == written


@pytest.mark.parametrize(
    ("on", "belongs_to", "runs", "last_closed"),
    [
        ("2025-01-01", "2024-2", "2025-1", "2024-2"),
        ("2025-01-02", "2025-1", "2025-1", "2024-2"),
        ("2025-06-30", "2025-1", "2025-1", "2024-2"),
        ("2025-07-01", "2025-1", "2025-2", "2025-1"),
        ("2025-07-02", "2025-2", "2025-2", "2025-1"),
        ("2025-12-31", "2025-2", "2025-2", "2025-1"),
        ("2026-01-01", "2025-2", "2026-1", "2025-2"),
    ],
)
def test_a_reference_date_belongs_to_the_half_year_that_it_closes(
    on: str, belongs_to: str, runs: str, last_closed: str
) -> None:
    assert HalfYear.of(day(on)) == half(belongs_to)
    assert HalfYear.running_on(day(on)) == half(runs)
    assert HalfYear.last_closed_on(day(on)) == half(last_closed)


@pytest.mark.parametrize(
    ("as_of", "covered"),
    [
        ("2025-01-01", False),
        ("2025-01-02", True),
        ("2025-07-01", True),
        ("2025-07-02", False),
    ],
)
def test_figures_of_a_half_year_are_as_of_a_day_after_its_start_up_to_its_reference_date(
    as_of: str, covered: bool
) -> None:
    assert half("2025-1").covers(day(as_of)) is covered


@pytest.mark.parametrize("text", ["2025", "2025-3", "2025-0", "25-1", "2025-1x", "2025/1", ""])
def test_any_other_notation_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="half"):
        HalfYear.parse(text)


def test_spaces_around_the_notation_do_no_harm() -> None:
    assert HalfYear.parse(" 2025-1 ") == HalfYear(2025, 1)


@pytest.mark.parametrize(("year", "number"), [(2025, 0), (2025, 3), (1899, 1), (3000, 1)])
def test_a_half_year_that_cannot_be_is_refused(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        HalfYear(year, number)


def test_half_years_in_a_row_include_both_ends() -> None:
    found = half_years(half("2024-2"), half("2026-1"))
    assert [str(each) for each in found] == ["2024-2", "2025-1", "2025-2", "2026-1"]
    assert half_years(half("2025-1"), half("2025-1")) == (half("2025-1"),)
    assert half_years(half("2025-2"), half("2025-1")) == ()


@pytest.mark.parametrize(
    ("as_of", "norm"),
    [
        ("2025-01-01", Fraction(0)),
        ("2025-02-01", Fraction(1, 6)),
        ("2025-03-01", Fraction(2, 6)),
        ("2025-04-01", Fraction(1, 2)),
        ("2025-05-01", Fraction(4, 6)),
        ("2025-06-01", Fraction(5, 6)),
        ("2025-07-01", Fraction(1)),
        ("2025-01-02", Fraction(1, 181)),
        ("2025-01-15", Fraction(14, 181)),
        ("2025-06-30", Fraction(180, 181)),
        ("2024-04-15", Fraction(105, 182)),  # a leap year has one day more
    ],
)
def test_the_pace_norm_counts_months_on_the_first_and_days_on_any_other_day(
    as_of: str, norm: Fraction
) -> None:
    assert pace_norm(HalfYear(int(as_of[:4]), 1), day(as_of)) == norm


@pytest.mark.parametrize(
    ("as_of", "norm"),
    [
        ("2025-08-01", Fraction(1, 6)),
        ("2025-10-01", Fraction(3, 6)),
        ("2025-12-01", Fraction(5, 6)),
        ("2026-01-01", Fraction(1)),
        ("2025-12-31", Fraction(183, 184)),
    ],
)
def test_1_october_is_halfway_the_second_half_year(as_of: str, norm: Fraction) -> None:
    assert pace_norm(half("2025-2"), day(as_of)) == norm
