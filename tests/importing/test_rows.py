"""Rows: totals, remarks, sources, and one problem for one mistake."""

from __future__ import annotations

import pytest

from supervision.domain.figures import Reporter
from supervision.importing import ProblemCode

NAME = "realisatie_2025-04-01.csv"


def realised(*rows):
    return "\n".join(("Gemeente;Gerealiseerd", *rows)) + "\n"


@pytest.mark.parametrize(
    "total",
    [
        "Totaal;7",
        "TOTAAL;7",
        "Totaal Limburg;7",
        "Provincie Limburg;7",
        "Limburg;7",
        "PV31;7",
        "Eindtotaal;7",
        "Subtotaal;7",
        "Totaal Utrecht;999",
        "Provincie Utrecht;999",
        "PV26;999",
        "Totaal Nederland;999",
    ],
)
def test_a_total_row_is_checked_and_never_stored(read, total):
    reading = read(realised("Beek;3", "Stein;4", total), NAME)
    assert (reading.problems, reading.warnings) == ((), ())
    assert (reading.rows, reading.ignored, len(reading.realisations)) == (2, 0, 2)


@pytest.mark.parametrize("total", ["Totaal", "Provincie Limburg", "PV31", "Zuid-Limburg"])
def test_a_total_that_is_not_the_sum_is_a_warning(read, total):
    reading = read(realised("Beek;3", "Stein;4", f"{total};8"), NAME)
    (warning,) = reading.warnings
    assert (warning.code, warning.row, warning.value) == (ProblemCode.TOTAL_DIFFERS, 4, "8")
    assert warning.details == {"sum": "7"}
    assert reading.accepted


def test_a_total_per_region_adds_up_its_own_rows(read):
    rows = ("Beek;3", "Totaal Zuid-Limburg;3", "Venlo;4", "Noord-Limburg;4", "Totaal;7")
    assert read(realised(*rows), NAME).warnings == ()


def test_a_national_file_may_total_the_country_the_province_or_a_block(read):
    rows = ["Beek;3", "Stein;4", "Amsterdam;10"]
    assert read(realised(*rows, "Totaal;17"), NAME).warnings == ()
    assert read(realised(*rows, "Totaal;7"), NAME).warnings == ()
    blocks = ["Beek;3", "Stein;4", "Totaal;7", "Amsterdam;10", "Totaal;10"]
    assert read(realised(*blocks), NAME).warnings == ()
    assert len(read(realised(*rows, "Totaal;18"), NAME).warnings) == 1


def test_a_row_with_its_region_but_without_its_municipality_is_no_total(read):
    header = "Regio;Gemeente;Gerealiseerd\n"
    (problem,) = read(header + "Zuid;Beek;3\nZuid-Limburg;;3\n", NAME).problems
    assert (problem.code, problem.row) == (ProblemCode.MUNICIPALITY_MISSING, 3)
    assert read(header + "Zuid;Beek;3\nTotaal Zuid-Limburg;;3\n", NAME).accepted


def test_a_total_is_not_checked_while_a_row_has_a_problem(read):
    reading = read(realised("Beek;drie", "Stein;4", "Totaal;7"), NAME)
    assert [each.code for each in reading.problems] == [ProblemCode.NOT_A_NUMBER]
    assert reading.warnings == ()


def test_remarks_and_repeated_headers_are_no_rows(read):
    rows = ("Beek;3", "", "Gemeente;Gerealiseerd", "Stein;4", "", "Bron: COA", "* voorlopig;")
    reading = read(realised(*rows), NAME)
    assert (reading.accepted, reading.rows) == (True, 2)


def test_a_misspelt_municipality_without_a_number_is_no_remark(read):
    (problem,) = read(realised("Beek;3", "Maastrict;"), NAME).problems
    assert problem.code is ProblemCode.UNKNOWN_MUNICIPALITY


def test_rows_outside_the_province_are_counted_and_not_checked(read):
    reading = read(realised("Beek;3", "Amsterdam;veel", "Utrecht;", "Amsterdam;-1"), NAME)
    assert (reading.accepted, reading.rows, reading.ignored) == (True, 1, 3)


def test_row_numbers_count_titles_and_empty_lines_and_a_heading_of_two_lines_once(read):
    text = 'Stand per 1 april 2025\n\n"Gemeente\nLimburg";"Gereali-\nseerd"\n\nBeek;x\n'
    reading = read(text, columns={"Gemeente Limburg": "name"})
    assert [(each.row, each.column) for each in reading.problems] == [(5, "Gereali-\nseerd")]


def test_coa_and_the_municipality_may_report_the_same_municipality(read):
    rows = "Gemeente;Gerealiseerd;Bron\nBeek;3;COA\nBeek;4;Gemeente\n"
    reading = read(rows, NAME)
    assert [each.reporter for each in reading.realisations] == [Reporter.COA, Reporter.MUNICIPALITY]


def test_two_reporters_may_repeat_a_target_but_not_disagree_on_it(read):
    header = "Gemeente;Opgave;Gerealiseerd;Bron\n"
    same = read(header + "Beek;40;3;COA\nBeek;40;4;gemeente\n", NAME)
    assert (same.accepted, len(same.targets), len(same.realisations)) == (True, 1, 2)
    (problem,) = read(header + "Beek;40;3;COA\nBeek;41;4;gemeente\n", NAME).problems
    assert problem.code is ProblemCode.DUPLICATE_MUNICIPALITY


def test_a_source_of_targets_is_anything(read):
    rows = "Gemeente;Taakstelling;Bron\nBeek;3;Staatscourant\n"
    assert read(rows, "taakstelling_2025-1.csv").accepted


def test_a_row_with_a_net_or_a_corrected_target_needs_not_both(read):
    header = "Gemeente;Netto taakstelling;Opgave;Gerealiseerd\n"
    reading = read(header + "Beek;3;;1\nStein;;4;1\n", NAME)
    assert [(each.net, each.corrected) for each in reading.targets] == [(3, None), (None, 4)]
    (problem,) = read(header + "Beek;;;1\n", NAME).problems
    assert (problem.code, problem.column) == (ProblemCode.MISSING_VALUE, "Netto taakstelling")


def test_zero_is_a_value(read):
    reading = read("Gemeente;Taakstelling;Gerealiseerd\nBeek;0;0\n", NAME)
    assert (reading.targets[0].corrected, reading.realisations[0].realised) == (0, 0)


def test_the_order_of_the_rows_does_not_matter(read):
    rows = ["Beek;3", "Stein;4", "Venlo;5"]
    one, other = read(realised(*rows), NAME), read(realised(*reversed(rows)), NAME)
    assert {(each.code, each.realised) for each in one.realisations} == {
        (each.code, each.realised) for each in other.realisations
    }


def test_the_first_rows_are_shown_as_text(read):
    reading = read("Stand per 1 april 2025\n" + realised("Beek;3"))
    assert reading.head == (
        ("Stand per 1 april 2025",),
        ("Gemeente", "Gerealiseerd"),
        ("Beek", "3"),
    )
