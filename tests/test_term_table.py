"""A table of terms by hand, right by the Algemene termijnenwet (art. 1 and 3).

Each date was looked up in a calendar. So that a slip of the pen shows, every row is checked
twice: by the product, and by a second way in this file that finds Easter with its own formula.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervision.domain.ruleset import TermRule
from supervision.domain.terms import Term, term_of, term_until, year_without_holidays
from supervision.holidays import covers, is_holiday

CHOSEN = """
2010-04-02 2010-04-06 Good Friday, to the Tuesday after Easter
2011-04-22 2011-04-26 Good Friday
2012-04-06 2012-04-10 Good Friday
2013-03-29 2013-04-02 Good Friday in March
2014-04-18 2014-04-22 Good Friday
2015-04-03 2015-04-07 Good Friday
2016-03-25 2016-03-29 Good Friday
2017-04-14 2017-04-18 Good Friday
2018-03-30 2018-04-03 Good Friday; Easter on 1 April, which is no reference date
2019-04-19 2019-04-23 Good Friday
2020-04-10 2020-04-14 Good Friday
2021-04-02 2021-04-06 Good Friday
2022-04-15 2022-04-19 Good Friday
2023-04-07 2023-04-11 Good Friday
2024-03-29 2024-04-02 Good Friday
2026-04-03 2026-04-07 Good Friday
2027-03-26 2027-03-30 Good Friday
2028-04-14 2028-04-18 Good Friday
2030-04-19 2030-04-23 Good Friday
2035-03-23 2035-03-27 Good Friday; about the earliest Easter
2038-04-23 2038-04-28 Good Friday; the latest Easter, and King's Day right after it
2025-04-17 2025-04-17 Maundy Thursday is a working day
2025-04-19 2025-04-22 Holy Saturday
2025-04-20 2025-04-22 Easter Sunday
2025-04-21 2025-04-22 Easter Monday
2038-04-26 2038-04-28 Easter Monday, King's Day on the Tuesday
2014-04-25 2014-04-25 Friday: the first King's Day is on the Saturday
2014-04-26 2014-04-28 King's Day on the 26th, for the 27th is a Sunday
2014-04-27 2014-04-28 that Sunday; the Monday is a working day
2014-04-28 2014-04-28 Monday after it
2015-04-27 2015-04-28 King's Day on a Monday
2015-04-25 2015-04-28 the Saturday before a King's Day on Monday
2015-04-26 2015-04-28 the Sunday before it
2016-04-27 2016-04-28 King's Day on a Wednesday
2017-04-27 2017-04-28 King's Day on a Thursday
2018-04-27 2018-04-30 King's Day on a Friday
2019-04-27 2019-04-29 King's Day on a Saturday
2020-04-27 2020-04-28 King's Day on a Monday
2021-04-27 2021-04-28 King's Day on a Tuesday
2025-04-26 2025-04-28 King's Day on Saturday the 26th
2025-04-27 2025-04-28 the Sunday on which it is not celebrated
2025-04-28 2025-04-28 nor is it made up for on Monday
2031-04-26 2031-04-28 King's Day on Saturday the 26th
2010-04-30 2010-05-03 Queen's Day on a Friday
2011-04-30 2011-05-02 Queen's Day on a Saturday
2012-04-30 2012-05-01 Queen's Day on a Monday
2012-04-28 2012-05-01 the Saturday before it
2013-04-30 2013-05-01 the last Queen's Day
2014-04-30 2014-04-30 from 2014 on 30 April is a working day
2010-04-27 2010-04-27 before 2014 27 April was a working day
2012-04-27 2012-04-27 before 2014 27 April was a working day
2010-05-13 2010-05-14 Ascension
2011-06-02 2011-06-03 Ascension in June
2013-05-09 2013-05-10 Ascension
2016-05-05 2016-05-06 Ascension and 5 May on one day
2018-05-10 2018-05-11 Ascension
2021-05-13 2021-05-14 Ascension
2024-05-09 2024-05-10 Ascension
2024-05-10 2024-05-10 the Friday after Ascension is a working day
2035-05-03 2035-05-04 Ascension
2010-05-24 2010-05-25 Whit Monday
2011-06-13 2011-06-14 Whit Monday in June
2013-05-20 2013-05-21 Whit Monday
2016-05-16 2016-05-17 Whit Monday
2026-05-23 2026-05-26 the Saturday before Whitsun
2026-05-24 2026-05-26 Whit Sunday
2026-05-25 2026-05-26 Whit Monday
2010-05-05 2010-05-06 5 May in a lustrum year
2011-05-05 2011-05-06 5 May on a Thursday
2012-05-05 2012-05-07 5 May on a Saturday
2013-05-05 2013-05-06 5 May on a Sunday
2014-05-05 2014-05-06 5 May on a Monday
2014-05-03 2014-05-06 the Saturday before it
2017-05-05 2017-05-08 5 May on a Friday
2021-05-05 2021-05-06 5 May on a Wednesday
2026-05-05 2026-05-06 5 May on a Tuesday
2021-05-04 2021-05-04 Remembrance Day is a working day
2027-05-05 2027-05-07 5 May, and Ascension the day after
2010-12-25 2010-12-27 Christmas on a Saturday
2011-12-25 2011-12-27 Christmas on a Sunday
2012-12-25 2012-12-27 Christmas on a Tuesday
2013-12-25 2013-12-27 Christmas on a Wednesday
2014-12-25 2014-12-29 Christmas on a Thursday
2015-12-25 2015-12-28 Christmas on a Friday
2017-12-25 2017-12-27 Christmas on a Monday
2010-12-26 2010-12-27 26 December on a Sunday
2011-12-26 2011-12-27 26 December on a Monday
2017-12-26 2017-12-27 26 December on a Tuesday
2018-12-26 2018-12-27 26 December on a Wednesday
2019-12-26 2019-12-27 26 December on a Thursday
2014-12-26 2014-12-29 26 December on a Friday
2015-12-26 2015-12-28 26 December on a Saturday
2016-12-24 2016-12-27 Saturday, Sunday and 26 December
2015-12-24 2015-12-24 Christmas Eve is a working day
2022-12-31 2023-01-02 Saturday, then New Year's Day on a Sunday
2028-12-30 2029-01-02 Saturday, Sunday and New Year's Day
2021-12-31 2021-12-31 New Year's Eve is a working day
2025-01-02 2025-01-02 the day after New Year's Day is a working day
2026-05-01 2026-05-01 1 May is a working day
2026-02-16 2026-02-16 Carnival Monday is a working day, in Limburg too
2024-11-01 2024-11-01 All Saints' Day is a working day
2025-12-05 2025-12-05 St Nicholas' Eve is a working day
2025-07-05 2025-07-07 an ordinary Saturday
2025-07-06 2025-07-07 an ordinary Sunday
2025-07-07 2025-07-07 an ordinary Monday
2023-07-01 2023-07-01 a reference date on a Saturday does not move
2029-07-01 2029-07-01 a reference date on a Sunday does not move
2025-01-01 2025-01-01 a reference date does not move, though it is New Year's Day
2023-01-01 2023-01-01 nor on a Sunday and New Year's Day at once
"""
"""The day that somebody chose, and the last day of the term."""

WEEKS = """
12 2025-01-24 2025-04-22 up to Good Friday
16 2024-12-30 2025-04-22 up to Easter Monday
16 2025-01-06 2025-04-28 up to the Monday after King's Day
16 2025-01-05 2025-04-28 up to the Sunday of King's Day
16 2020-01-06 2020-04-28 up to King's Day, in a leap year
12 2026-02-02 2026-04-28 up to King's Day
12 2026-02-01 2026-04-28 up to the Sunday before it
12 2026-02-07 2026-05-04 up to an ordinary Saturday
12 2025-02-10 2025-05-06 up to 5 May
12 2025-02-11 2025-05-06 up to the day after it
12 2025-03-06 2025-05-30 up to Ascension
12 2025-03-17 2025-06-10 up to Whit Monday
12 2024-02-07 2024-05-01 over 29 February
16 2025-09-04 2025-12-29 up to Christmas on a Thursday
16 2026-09-04 2026-12-28 up to Christmas on a Friday
12 2024-10-09 2025-01-02 up to New Year's Day: no reference date was set, so it moves
12 2020-10-09 2021-01-04 up to New Year's Day on a Friday
12 2021-10-09 2022-01-03 up to New Year's Day on a Saturday
12 2022-10-09 2023-01-02 up to New Year's Day on a Sunday
12 2023-10-09 2024-01-02 up to New Year's Day on a Monday
16 2025-09-11 2026-01-02 up to New Year's Day
12 2026-04-08 2026-07-01 up to 1 July, a Wednesday
12 2029-04-08 2029-07-02 up to 1 July on a Sunday: no reference date was set, so it moves
"""
"""Weeks, the day of the decision, and the last day of the term."""

HALF_YEARS = """
1 2025-08-31 2026-03-02 February has no 31st, and the 28th is a Saturday
1 2023-08-31 2024-02-29 but a 29th in a leap year
1 2024-08-30 2025-02-28 no 30th either
1 2024-08-29 2025-02-28 nor a 29th
1 2022-08-31 2023-02-28 a Tuesday
1 2024-02-29 2024-08-29 from 29 February
2 2024-02-29 2025-02-28 a year from 29 February
1 2024-12-31 2025-06-30 June has 30 days
1 2025-03-31 2025-09-30 September has 30 days
1 2024-11-05 2025-05-06 up to 5 May
1 2024-10-27 2025-04-28 up to the Sunday of King's Day
1 2024-10-18 2025-04-22 up to Good Friday
1 2025-06-25 2025-12-29 up to Christmas
1 2025-06-26 2025-12-29 up to 26 December on a Friday
1 2026-06-26 2026-12-28 up to 26 December on a Saturday
1 2025-07-02 2026-01-02 the day after a reference date
1 2025-07-01 2026-01-01 from reference date to reference date
1 2025-01-01 2025-07-01 from reference date to reference date
1 2022-07-01 2023-01-01 a Sunday and New Year's Day, and it does not move
1 2028-01-01 2028-07-01 a Saturday, and it does not move
1 2029-01-01 2029-07-01 a Sunday, and it does not move
2 2025-05-05 2026-05-06 a year up to 5 May
3 2024-11-30 2026-06-01 a year and a half up to a Saturday
"""
"""Half-years, the day of the decision, and the last day of the term."""

NEXT_REFERENCE_DATE = """
2025-01-01 2025-07-01 on a reference date it is the next one
2025-06-30 2025-07-01 the day before
2025-07-01 2026-01-01 on the other reference date
2024-12-31 2025-01-01 the day before New Year's Day
2023-02-15 2023-07-01 a Saturday
2029-03-01 2029-07-01 a Sunday
2022-11-01 2023-01-01 a Sunday and New Year's Day at once
"""
"""The day of the decision, and the reference date."""

LAPSED = """
2025-04-22 2025-04-21 no  before its last day
2025-04-22 2025-04-22 no  on its last day
2025-04-22 2025-04-23 yes the day after
2025-04-18 2025-04-22 no  a Good Friday moved: this is its last day
2025-04-18 2025-04-23 yes and this the day after
2025-12-25 2025-12-29 no  Christmas moved
2025-12-25 2025-12-30 yes and the day after
2025-12-31 2026-01-01 yes New Year's Eve does not move
2025-07-01 2025-06-30 no  the day before a reference date
2025-07-01 2025-07-01 yes on a reference date: its measurement is the test
2026-01-01 2025-12-31 no  the day before the other one
2026-01-01 2026-01-01 yes on it
2029-07-01 2029-06-30 no  the day before a Sunday that does not move
2029-07-01 2029-07-01 yes on it
2025-06-30 2025-07-01 yes the day before a reference date is a day like any other
2025-10-01 2025-10-01 no  1 October is no reference date
"""
"""The day that was chosen, a day, and whether the term has lapsed on it."""


def rows(table: str, columns: int) -> list[tuple[str, ...]]:
    """The lines of a table: so many words, and the rest as the name of the row."""
    return [tuple(line.split(None, columns)) for line in table.strip().splitlines()]


def easter(year: int) -> date:
    """Easter Sunday by the formula of Butcher and Meeus."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date) -> bool:
    """By art. 1 and 3, worked out here once more."""
    moving = {easter(day.year) + timedelta(days=days) for days in (-2, 1, 39, 50)}
    fixed = {(1, 1), (5, 5), (12, 25), (12, 26)}
    month, number, before = (4, 27, 26) if day.year >= 2014 else (4, 30, 29)
    birthday = date(day.year, month, number)
    celebrated = birthday if birthday.isoweekday() != 7 else birthday.replace(day=before)
    named = day in moving or (day.month, day.day) in fixed or day == celebrated
    return day.isoweekday() < 6 and not named


def moved(day: date) -> date:
    return day if is_working_day(day) else moved(day + timedelta(days=1))


def is_reference_date(day: date) -> bool:
    return (day.month, day.day) in {(1, 1), (7, 1)}


def half_years_on(day: date, count: int) -> date:
    """The same day of the month, or the last one that the month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + 6 * count, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


def ids(table: str, columns: int) -> list[str]:
    return [" ".join(row) for row in rows(table, columns)]


@pytest.mark.parametrize(("chosen", "until", "_"), rows(CHOSEN, 2), ids=ids(CHOSEN, 2))
def test_a_term_until_a_day_that_was_chosen(chosen: str, until: str, _: str) -> None:
    day, last = date.fromisoformat(chosen), date.fromisoformat(until)
    assert term_until(day, is_holiday) == Term(last, is_reference_date(day))
    assert last == (day if is_reference_date(day) else moved(day))


@pytest.mark.parametrize(("weeks", "decided", "until", "_"), rows(WEEKS, 3), ids=ids(WEEKS, 3))
def test_a_term_in_weeks(weeks: str, decided: str, until: str, _: str) -> None:
    day, last = date.fromisoformat(decided), date.fromisoformat(until)
    assert term_of(TermRule(weeks=int(weeks)), day, is_holiday) == Term(last)
    assert last == moved(date.fromordinal(day.toordinal() + 7 * int(weeks)))


@pytest.mark.parametrize(
    ("count", "decided", "until", "_"), rows(HALF_YEARS, 3), ids=ids(HALF_YEARS, 3)
)
def test_a_term_in_half_years(count: str, decided: str, until: str, _: str) -> None:
    day, last = date.fromisoformat(decided), date.fromisoformat(until)
    found = term_of(TermRule(half_years=int(count)), day, is_holiday)
    later = half_years_on(day, int(count))
    assert found == Term(last, is_reference_date(later))
    assert last == (later if is_reference_date(later) else moved(later))


@pytest.mark.parametrize(
    ("decided", "until", "_"), rows(NEXT_REFERENCE_DATE, 2), ids=ids(NEXT_REFERENCE_DATE, 2)
)
def test_a_term_until_the_next_reference_date(decided: str, until: str, _: str) -> None:
    day, last = date.fromisoformat(decided), date.fromisoformat(until)
    rule = TermRule(next_reference_date=True)
    assert term_of(rule, day, is_holiday) == Term(last, to_reference_date=True)
    later = day + timedelta(days=1)
    while not is_reference_date(later):
        later += timedelta(days=1)
    assert last == later


@pytest.mark.parametrize(("chosen", "on", "lapsed", "_"), rows(LAPSED, 3), ids=ids(LAPSED, 3))
def test_whether_a_term_has_lapsed(chosen: str, on: str, lapsed: str, _: str) -> None:
    day, today = date.fromisoformat(chosen), date.fromisoformat(on)
    assert term_until(day, is_holiday).lapsed_on(today) is (lapsed == "yes")
    assert (today >= day if is_reference_date(day) else today > moved(day)) is (lapsed == "yes")


def test_there_are_more_than_a_hundred_dates() -> None:
    by_date = [*rows(CHOSEN, 2), *rows(WEEKS, 3), *rows(HALF_YEARS, 3)]
    assert len({row[:-1] for row in by_date}) == len(by_date) > 150


def test_every_position_of_the_week_is_in_the_table() -> None:
    days = {date.fromisoformat(row[0]) for row in rows(CHOSEN, 2)}
    for month, number, since in ((4, 27, 2014), (5, 5, 2010), (12, 25, 2010), (12, 26, 2010)):
        same = [day for day in days if (day.month, day.day) == (month, number)]
        found = {day.isoweekday() for day in same if day.year >= since}
        assert found == set(range(1, 8)), (month, number)


# --- how far the calendar reaches -------------------------------------------------------------


@pytest.mark.parametrize("year", range(2010, 2061))
def test_in_every_year_that_is_covered_the_product_knows_the_days_of_the_act(year: int) -> None:
    assert covers(year)
    day = date(year, 1, 1)
    while day.year == year:
        assert (day.isoweekday() < 6 and not is_holiday(day)) is is_working_day(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(("year", "known"), [(2009, False), (2010, True), (2060, True)])
def test_the_years_that_are_covered(year: int, known: bool) -> None:
    assert covers(year) is known


def test_of_a_year_that_is_not_covered_no_holiday_is_known() -> None:
    assert not covers(2061)
    assert not any(is_holiday(date(2061, month, day)) for month, day in ((1, 1), (12, 25)))
    assert term_until(date(2061, 12, 25), is_holiday).until == date(2061, 12, 26)


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        (date(2025, 1, 1), None),
        (date(2058, 12, 31), None),
        (date(2059, 12, 31), None),
        (date(2060, 1, 1), 2061),
        (date(2061, 6, 1), 2061),
        (date(2070, 6, 1), 2070),
    ],
    ids=[
        "today",
        "two years before the end",
        "the last day on which next year is known",
        "next year is not known: terms given today can end in it",
        "this year is not known",
        "nor much later",
    ],
)
def test_a_year_of_which_the_holidays_are_missing(today: date, missing: int | None) -> None:
    assert year_without_holidays(today, covers) == missing
