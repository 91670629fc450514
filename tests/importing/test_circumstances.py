"""Kind, half-year and as-of date: found in columns, title lines and file name, in that order."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter

from supervision.domain.halfyear import HalfYear
from supervision.importing import FileKind, ProblemCode

FIRST_HALF = HalfYear(2025, 1)
FIRST_OF_APRIL = date(2025, 4, 1)
TARGETS = "Gemeente;Taakstelling\nBeek;12\n"
REALISED = "Gemeente;Gerealiseerd\nBeek;12\n"


@pytest.mark.parametrize(
    ("content", "file_name"),
    [
        (TARGETS, "taakstelling_2025-1.csv"),
        (TARGETS, "Taakstelling 1e helft 2025 (2).csv"),
        ("Taakstelling eerste helft 2025\n" + TARGETS, "bestand.csv"),
        ("Halfjaar;2025-1\n" + TARGETS, "bestand.csv"),
        ("Gemeente;Halfjaar;Taakstelling\nBeek;2025-I;12\n", "bestand.csv"),
        ("Gemeente;Taakstelling 2025-1\nBeek;12\n", "bestand.csv"),
    ],
)
def test_the_half_year_of_targets_is_found(read, content, file_name):
    reading = read(content, file_name)
    assert (reading.problems, reading.warnings) == ((), ())
    assert (reading.kind, reading.half_year, reading.as_of) == (FileKind.TARGETS, FIRST_HALF, None)


@pytest.mark.parametrize(
    ("content", "file_name"),
    [
        (REALISED, "realisatie_2025-04-01.csv"),
        (REALISED, "realisatie_20250401.csv"),
        (REALISED, "COA stand 1 april 2025.csv"),
        ("Stand per 1 april 2025\n" + REALISED, "bestand.csv"),
        ("Peildatum;1-4-2025\n" + REALISED, "bestand.csv"),
        ("Realisatie 1 april 2025\n" + REALISED, "bestand.csv"),
        ("Realisatie t/m 31 maart 2025\n" + REALISED, "bestand.csv"),
        ("Stand per 1 april 2025\nGedownload: 3 april 2025\n" + REALISED, "april.csv"),
        ("Gemeente;Gerealiseerd;Peildatum\nBeek;12;01-04-2025\n", "bestand.csv"),
        ("Gemeente;Gerealiseerd per 1 april 2025\nBeek;12\n", "bestand.csv"),
        # The date of the carry-over is not that of the realisation.
        (
            "Gemeente;Taakstelling 2025-1;Achterstand per 1-1-2025;Gehuisvest per 1-4-2025\n"
            "Beek;9;0;12\n",
            "bestand.csv",
        ),
    ],
)
def test_the_as_of_date_of_a_realisation_is_found_and_gives_its_half_year(read, content, file_name):
    reading = read(content, file_name)
    assert (reading.problems, reading.warnings) == ((), ())
    assert (reading.half_year, reading.as_of) == (FIRST_HALF, FIRST_OF_APRIL)


def test_what_the_file_does_not_say_can_be_asked_for(read):
    assert read(TARGETS, half_year=FIRST_HALF).half_year == FIRST_HALF
    assert read(REALISED, as_of=FIRST_OF_APRIL).as_of == FIRST_OF_APRIL


def test_a_reference_date_closes_the_half_year_before_it(read):
    reading = read(REALISED, "realisatie_2025-07-01.csv")
    assert (reading.accepted, reading.half_year) == (True, FIRST_HALF)


def test_the_content_outranks_the_file_name_with_a_warning(read):
    reading = read("Taakstelling 2025-1\n" + TARGETS, "taakstelling_2024-2.csv")
    (warning,) = reading.warnings
    assert (reading.half_year, warning.code) == (FIRST_HALF, ProblemCode.FILE_NAME_DIFFERS)
    assert warning.details == {"field": "half_year", "found": "2025-1", "name": "2024-2"}


def test_an_as_of_date_outranks_the_half_year_in_the_file_name(read):
    reading = read("Stand per 1 april 2025\n" + REALISED, "realisatie_2024-2.csv")
    assert [each.code for each in reading.warnings] == [ProblemCode.FILE_NAME_DIFFERS]
    assert reading.half_year == FIRST_HALF


def test_a_file_name_with_date_and_half_year_that_agree_says_nothing(read):
    reading = read(REALISED, "realisatie_2025-1_2025-04-01.csv")
    assert (reading.problems, reading.warnings) == ((), ())


def test_a_mistyped_year_is_a_warning(read):
    (warning,) = read(TARGETS, "taakstelling_2052-1.csv").warnings
    assert (warning.code, warning.value) == (ProblemCode.HALF_YEAR_FAR_AHEAD, "2052-1")
    assert read(TARGETS, "taakstelling_2027-2.csv").warnings == ()


def test_a_title_about_the_half_year_before_says_nothing_of_this_one(read):
    title = "Achterstand uit 2024-2 per 1 januari 2025 is verrekend\n"
    reading = read(title + REALISED, "realisatie_2025-04-01.csv")
    assert (reading.accepted, reading.half_year) == (True, FIRST_HALF)


def test_mixed_half_years_do_not_also_say_that_the_half_year_is_unknown(read):
    rows = "Gemeente;Halfjaar;Taakstelling\nBeek;2025-1;1\nStein;2025-2;2\n"
    (problem,) = read(rows).problems
    assert (problem.code, problem.row) == (ProblemCode.MIXED_HALF_YEARS, 3)


def test_the_same_unreadable_date_in_every_row_is_one_problem(read):
    rows = "Gemeente;Gerealiseerd;Peildatum\nBeek;1;1-4-25\nStein;2;1-4-25\n"
    (problem,) = read(rows).problems
    assert (problem.code, problem.row) == (ProblemCode.NOT_A_DATE, 2)


def test_a_sheet_is_chosen_by_the_half_year_after_which_it_is_named(read):
    reading = read(two_half_years(), "bestand.xlsx", half_year=HalfYear(2024, 2))
    assert (reading.sheet, reading.targets[0].net) == ("2024-2", 7)
    (problem,) = read(two_half_years(), "bestand.xlsx").problems
    assert problem.details == {"sheets": "2024-2, 2025-1"}


def two_half_years():
    """A workbook with a sheet for each half-year."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    for name, net in (("2024-2", 7), ("2025-1", 9)):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["Gemeente", "Taakstelling"])
        sheet.write_row(1, 0, ["Beek", net])
    book.close()
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "file_name"),
    [
        (TARGETS, "taakstelling_2025-1_voorbeeldgegevens.csv"),
        ("Voorbeeldgegevens, niet echt\n" + TARGETS, "taakstelling_2025-1.csv"),
    ],
)
def test_sample_data_are_known_as_such(read, content, file_name):
    assert read(content, file_name).sample
    assert not read(TARGETS, "taakstelling_2025-1.csv").sample
