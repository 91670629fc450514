"""Dates and half-years, in cells and in sentences."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from supervision.domain.halfyear import HalfYear
from supervision.importing.dates import find_days, find_half_years, read_date, read_half_year

FIRST_OF_JULY = date(2025, 7, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "1-7-2025",
        "01-07-2025",
        "1/7/2025",
        "1.7.2025",
        "1 - 7 - 2025",
        "2025-07-01",
        "20250701",
        "2025-07-01 00:00:00",
        "2025-07-01T00:00:00Z",
        "1 juli 2025",
        "1 JULI 2025",
        "1 jul. 2025",
        "dinsdag 1 juli 2025",
        "per 1 juli 2025",
        "45839",
        45839,
        45839.0,
        date(2025, 7, 1),
        datetime(2025, 7, 1, 12, 30),
    ],
)
def test_a_date_is_read_day_before_month(cell):
    assert read_date(cell) == FIRST_OF_JULY


@pytest.mark.parametrize(
    "cell",
    [
        "1-7-25",
        "juli 2025",
        "31-2-2025",
        "4/13/2025",
        "1-7-1925",
        "1-7-2025 of 1-8-2025",
        "x",
        None,
        12,
    ],
)
def test_what_is_no_full_date_is_not_guessed(cell):
    assert read_date(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "2025-1",
        "2025-I",
        "2025 - 1",
        "2025\N{EN DASH}1",
        "2025/1",
        "2025H1",
        "2025 h1",
        "H1 2025",
        "2025.1",
        2025.1,
        "eerste helft 2025",
        "Eerste helft van 2025",
        "eerste helft van het jaar 2025",
        "1e helft 2025",
        "1e halfjaar 2025",
        "1ste half jaar 2025",
        "eerste halfjaar 2025",
        "halfjaar 1 2025",
        "2025, eerste helft",
        "2025 1e halfjaar",
        "1 januari 2025 t/m 30 juni 2025",
        "1-1-2025 - 1-7-2025",
    ],
)
def test_a_half_year_is_read(cell):
    assert read_half_year(cell) == HalfYear(2025, 1)


@pytest.mark.parametrize("cell", ["2025-2", "2025-II", "tweede helft 2025", "2de halfjaar 2025"])
def test_the_second_half_is_told_from_the_first(cell):
    assert read_half_year(cell) == HalfYear(2025, 2)


@pytest.mark.parametrize(
    "cell",
    [
        "2025",
        "2025-3",
        "2025-12",
        "2025-10-01",
        "voorjaar 2025",
        date(2025, 1, 1),
        "2024-2 en 2025-1",
    ],
)
def test_what_is_no_half_year_is_not_guessed(cell):
    assert read_half_year(cell) is None


@pytest.mark.parametrize(
    ("text", "half_years", "days"),
    [
        ("realisatie_2025-10-01.csv", set(), [date(2025, 10, 1)]),
        ("realisatie_20250401.csv", set(), [date(2025, 4, 1)]),
        ("taakstelling_2025-1.csv", {"2025-1"}, []),
        ("taakstelling_2025_1 (2).xlsx", {"2025-1"}, []),
        ("taakstelling-1e-helft-2025.ods", {"2025-1"}, []),
        ("Kader 2013-53186, vastgesteld in 2013", set(), []),
        ("Taakstelling 2025-1 met stand 2024-2", {"2024-2", "2025-1"}, []),
        ("2025-1, stand per 1 april 2025", {"2025-1"}, [date(2025, 4, 1)]),
        ("Periode 1 januari 2025 t/m 30 juni 2025", {"2025-1"}, []),
    ],
)
def test_dates_are_taken_out_of_a_text_before_half_years_are_looked_for(text, half_years, days):
    assert {str(each) for each in find_half_years(text)} == half_years
    assert [each.day for each in find_days(text)] == days
