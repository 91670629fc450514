"""Terms: until when, and when they have lapsed; without any public holiday."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.domain.ruleset import TermRule
from supervision.domain.terms import Term, term_of, term_until, working_day_from
from tests.domain.stories import day


def never(on: date) -> bool:
    return False


def always(on: date) -> bool:
    return True


@pytest.mark.parametrize(
    ("decided_on", "until"),
    [
        ("2025-01-01", "2025-07-01"),
        ("2025-01-02", "2025-07-01"),
        ("2025-06-30", "2025-07-01"),
        ("2025-07-01", "2026-01-01"),
        ("2028-02-01", "2028-07-01"),
    ],
    ids=[
        "on a reference date: the next one",
        "the day after",
        "the day before",
        "the first of July",
        "a Saturday: a reference date never moves",
    ],
)
def test_a_term_until_the_next_reference_date_never_moves(decided_on: str, until: str) -> None:
    rule = TermRule(next_reference_date=True)
    term = Term(day(until), to_reference_date=True)
    assert term_of(rule, day(decided_on), always) == term


@pytest.mark.parametrize(
    ("decided_on", "weeks", "until"),
    [
        ("2025-02-03", 12, "2025-04-28"),
        ("2025-02-03", 16, "2025-05-26"),
        ("2025-02-01", 12, "2025-04-28"),
        ("2025-02-02", 12, "2025-04-28"),
        ("2025-01-31", 12, "2025-04-25"),
    ],
    ids=["12 weeks", "16 weeks", "ends on a Saturday", "ends on a Sunday", "ends on a Friday"],
)
def test_a_term_in_weeks_ends_on_a_working_day(decided_on: str, weeks: int, until: str) -> None:
    assert term_of(TermRule(weeks=weeks), day(decided_on), never) == Term(day(until))


@pytest.mark.parametrize(
    ("decided_on", "half_years", "until"),
    [
        ("2025-01-01", 1, "2025-07-01"),
        ("2025-07-01", 1, "2026-01-01"),
        ("2028-01-01", 1, "2028-07-01"),
        ("2025-01-15", 1, "2025-07-15"),
        ("2025-01-12", 1, "2025-07-14"),
        ("2025-08-29", 1, "2026-03-02"),
        ("2025-08-31", 1, "2026-03-02"),
        ("2023-08-31", 1, "2024-02-29"),
        ("2025-03-31", 2, "2026-03-31"),
        ("2025-03-31", 1, "2025-09-30"),
    ],
    ids=[
        "from reference date to reference date",
        "and over the year",
        "even where that is a Saturday",
        "the same day six months later",
        "a Saturday moves to Monday",
        "a February without that day: its last day, a Saturday here, moves",
        "the same for the 31st",
        "a leap year",
        "two half-years are a year",
        "the last day of a shorter month",
    ],
)
def test_a_term_in_half_years_ends_on_the_same_day_of_the_month(
    decided_on: str, half_years: int, until: str
) -> None:
    rule = TermRule(half_years=half_years)
    assert term_of(rule, day(decided_on), never) == term_until(day(until), never)
    assert term_of(rule, day(decided_on), never).until == day(until)


@pytest.mark.parametrize(
    ("until", "on", "lapsed"),
    [
        ("2025-04-25", "2025-04-24", False),
        ("2025-04-25", "2025-04-25", False),
        ("2025-04-25", "2025-04-26", True),
        ("2025-07-01", "2025-06-30", False),
        ("2025-07-01", "2025-07-01", True),
        ("2026-01-01", "2025-12-31", False),
        ("2026-01-01", "2026-01-01", True),
        ("2025-04-01", "2025-04-01", False),
    ],
    ids=[
        "the day before",
        "the last day is still within the term",
        "the day after",
        "the day before a reference date",
        "on 1 July, for its measurement is the test",
        "the day before the other reference date",
        "on 1 January too",
        "1 April is no reference date",
    ],
)
def test_a_term_lapses_the_day_after_or_on_the_reference_date(
    until: str, on: str, lapsed: bool
) -> None:
    assert term_until(day(until), never).lapsed_on(day(on)) is lapsed


def test_a_term_in_weeks_that_happens_to_end_on_1_july_still_has_its_last_day() -> None:
    term = term_of(TermRule(weeks=12), day("2026-04-08"), never)
    assert term.until == day("2026-07-01")
    assert not term.lapsed_on(day("2026-07-01"))
    assert term.lapsed_on(day("2026-07-02"))


def test_a_working_day_stays_and_a_row_of_holidays_is_skipped() -> None:
    holidays = {day("2025-04-25"), day("2025-04-28")}
    assert working_day_from(day("2025-04-24"), never) == day("2025-04-24")
    assert working_day_from(day("2025-04-25"), holidays.__contains__) == day("2025-04-29")
