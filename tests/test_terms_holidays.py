"""Public holidays in the sense of Algemene termijnenwet art. 3, and the terms that end on them.

The dates stand here in full, from the calendar and not from any library.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervision.domain.ruleset import TermRule
from supervision.domain.terms import term_of, working_day_from
from supervision.holidays import is_holiday

EASTER_SUNDAYS = {
    2014: "04-20",
    2015: "04-05",
    2016: "03-27",
    2017: "04-16",
    2018: "04-01",
    2019: "04-21",
    2020: "04-12",
    2021: "04-04",
    2022: "04-17",
    2023: "04-09",
    2024: "03-31",
    2025: "04-20",
    2026: "04-05",
    2027: "03-28",
    2028: "04-16",
    2029: "04-01",
    2030: "04-21",
    2031: "04-13",
    2032: "03-28",
    2033: "04-17",
    2034: "04-09",
    2035: "03-25",
}
KINGS_DAY_ON_SATURDAY_26 = {2014, 2025, 2031}
"""27 April is a Sunday in these years."""


def by_law(year: int) -> set[date]:
    """The days of art. 3 that are no Sunday anyhow."""
    easter = date.fromisoformat(f"{year}-{EASTER_SUNDAYS[year]}")
    days = {
        date(year, 1, 1),
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        easter + timedelta(days=39),
        easter + timedelta(days=50),
        date(year, 4, 26 if year in KINGS_DAY_ON_SATURDAY_26 else 27),
        date(year, 5, 5),
        date(year, 12, 25),
        date(year, 12, 26),
    }
    return {day for day in days if day.weekday() != 6}


@pytest.mark.parametrize("year", EASTER_SUNDAYS)
def test_the_holidays_of_a_year_are_those_of_the_act_and_no_others(year: int) -> None:
    every_day = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    found = {day for day in every_day if is_holiday(day) and day.weekday() != 6}
    assert found == by_law(year)


@pytest.mark.parametrize(
    ("ends_on", "moves_to"),
    [
        ("2025-04-17", "2025-04-17"),
        ("2025-04-18", "2025-04-22"),
        ("2025-04-19", "2025-04-22"),
        ("2025-04-20", "2025-04-22"),
        ("2025-04-21", "2025-04-22"),
        ("2024-03-29", "2024-04-02"),
        ("2025-04-25", "2025-04-25"),
        ("2025-04-26", "2025-04-28"),
        ("2025-04-27", "2025-04-28"),
        ("2026-04-27", "2026-04-28"),
        ("2024-04-27", "2024-04-29"),
        ("2025-05-05", "2025-05-06"),
        ("2026-05-05", "2026-05-06"),
        ("2027-05-05", "2027-05-07"),
        ("2024-05-05", "2024-05-06"),
        ("2025-05-29", "2025-05-30"),
        ("2026-05-14", "2026-05-15"),
        ("2025-06-08", "2025-06-10"),
        ("2025-06-09", "2025-06-10"),
        ("2025-12-24", "2025-12-24"),
        ("2025-12-25", "2025-12-29"),
        ("2025-12-26", "2025-12-29"),
        ("2026-12-25", "2026-12-28"),
        ("2024-12-25", "2024-12-27"),
        ("2024-12-31", "2024-12-31"),
        ("2025-01-01", "2025-01-02"),
        ("2026-01-01", "2026-01-02"),
        ("2027-01-01", "2027-01-04"),
        ("2023-01-01", "2023-01-02"),
        ("2025-07-05", "2025-07-07"),
        ("2025-07-06", "2025-07-07"),
        ("2025-11-11", "2025-11-11"),
    ],
    ids=[
        "Maundy Thursday is a working day",
        "Good Friday: to the Tuesday after Easter",
        "Holy Saturday",
        "Easter Sunday",
        "Easter Monday",
        "Good Friday in March",
        "the Friday before King's Day",
        "27 April 2025 is a Sunday: King's Day is celebrated on Saturday the 26th",
        "and the Sunday itself moves to Monday, no holiday that year",
        "King's Day 2026 on a Monday",
        "King's Day 2024 on a Saturday",
        "5 May in a lustrum year",
        "5 May in any other year",
        "5 May 2027, with Ascension the day after",
        "5 May 2024 on a Sunday is not made up for on Monday",
        "Ascension",
        "Ascension 2026",
        "Whit Sunday",
        "Whit Monday",
        "Christmas Eve is a working day",
        "Christmas on a Thursday: two holidays and a weekend",
        "Boxing Day on a Friday",
        "Christmas on a Friday",
        "Christmas on a Wednesday",
        "New Year's Eve is a working day",
        "New Year's Day",
        "New Year's Day 2026",
        "New Year's Day on a Friday",
        "New Year's Day on a Sunday is not made up for on Monday",
        "an ordinary Saturday",
        "an ordinary Sunday",
        "11 November is a working day, in Limburg too",
    ],
)
def test_a_term_that_ends_on(ends_on: str, moves_to: str) -> None:
    assert working_day_from(date.fromisoformat(ends_on), is_holiday) == date.fromisoformat(moves_to)


@pytest.mark.parametrize(
    ("rule", "decided_on", "until"),
    [
        (TermRule(weeks=12), "2025-01-24", "2025-04-22"),
        (TermRule(weeks=16), "2025-02-06", "2025-05-30"),
        (TermRule(weeks=12), "2025-10-02", "2025-12-29"),
        (TermRule(weeks=16), "2025-09-11", "2026-01-02"),
        (TermRule(half_years=1), "2024-11-05", "2025-05-06"),
        (TermRule(half_years=1), "2025-07-01", "2026-01-01"),
        (TermRule(next_reference_date=True), "2025-09-11", "2026-01-01"),
    ],
    ids=[
        "12 weeks up to Good Friday",
        "16 weeks up to Ascension",
        "12 weeks up to Christmas",
        "16 weeks up to New Year's Day move",
        "half a year up to 5 May",
        "half a year from reference date to reference date does not move",
        "the next reference date never moves, though it is New Year's Day",
    ],
)
def test_a_term_of(rule: TermRule, decided_on: str, until: str) -> None:
    found = term_of(rule, date.fromisoformat(decided_on), is_holiday)
    assert found.until == date.fromisoformat(until)
