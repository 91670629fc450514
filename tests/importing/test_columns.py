"""Headings as delivered, and which number a Taakstelling is."""

from __future__ import annotations

import pytest

from supervision.importing import Field, FileKind, ProblemCode
from supervision.importing.columns import HEADINGS, fields_of, squeezed


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Gemeentecode", Field.CODE),
        ("GEMEENTE CODE", Field.CODE),
        ("Gemeente-\ncode", Field.CODE),
        ("Gemeente", Field.NAME),
        ("  gemeente: ", Field.NAME),
        ("Halfjaar", Field.HALF_YEAR),
        ("Taakstelling", Field.TARGET),
        ("Taakstelling 2025-1", Field.TARGET),
        ("Taakstelling eerste helft 2025", Field.TARGET),
        ("Aantal personen taakstelling", Field.TARGET),
        ("Netto taakstelling", Field.NET),
        ("Taakstelling (netto)", Field.NET),
        ("Achterstand/voorsprong", Field.CARRY_OVER),
        ("Achterstand/voorsprong (+ = achterstand)", Field.CARRY_OVER),
        ("Saldo vorig halfjaar (- is voorsprong)", Field.CARRY_OVER),
        ("Achterstand (+) / voorsprong (-)", Field.CARRY_OVER),
        ("Stand vorige periode", Field.CARRY_OVER),
        ("Achterstand", Field.BACKLOG),
        ("Voorsprong", Field.LEAD),
        ("Opgave", Field.OBLIGATION),
        ("Gecorrigeerde taakstelling", Field.OBLIGATION),
        ("Gerealiseerd", Field.REALISED),
        ("Realisatie t/m 31 maart 2025", Field.REALISED),
        ("Aantal gehuisveste vergunninghouders", Field.REALISED),
        ("Gehuisvest t/m maart 2025", Field.REALISED),
        ("Taakstelling 2025", Field.TARGET),
        ("Peildatum", Field.AS_OF),
        ("Stand per", Field.AS_OF),
        ("Gekoppeld, nog niet gehuisvest", Field.LINKED),
        ("Bron", Field.SOURCE),
    ],
)
def test_a_heading_is_recognised_without_case_spaces_punctuation_and_dates(heading, field):
    assert fields_of(heading) == (field,)


@pytest.mark.parametrize(
    "heading",
    ["% gerealiseerd", "Realisatie %", "Nog te huisvesten", "Regio", "2025-1", "", "Opmerking"],
)
def test_a_heading_that_is_not_known_is_not_used(heading):
    assert fields_of(heading) == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Aantal",
        "Saldo",
        "Voorsprong/achterstand",
        "Voor-/achterstand per 1 januari 2025",
        "Achterstand (-) / voorsprong (+)",
        "Gehuisvest/gekoppeld",
        "Stand per 1 april 2025",
    ],
)
def test_a_heading_that_fits_two_things_is_asked(heading):
    assert len(fields_of(heading)) > 1


def test_no_heading_is_in_the_list_twice():
    headings = [squeezed(each) for several in HEADINGS.values() for each in several]
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize(
    ("header", "row", "net", "corrected"),
    [
        # The half-yearly letter: net.
        ("Gemeente;Taakstelling", "Beek;40", 40, None),
        # COA's monthly overview: the number already holds the carry-over.
        ("Gemeente;Taakstelling;Gerealiseerd", "Beek;40;3", None, 40),
        # The overview states the carry-over apart, so the target is net.
        ("Gemeente;Taakstelling;Achterstand/voorsprong;Gerealiseerd", "Beek;40;5;3", 40, None),
        ("Gemeente;Taakstelling;Achterstand;Gerealiseerd", "Beek;40;5;3", 40, None),
        # The corrected number stands beside it.
        ("Gemeente;Taakstelling;Opgave;Gerealiseerd", "Beek;40;45;3", 40, 45),
        ("Gemeente;Gecorrigeerde taakstelling;Gerealiseerd", "Beek;45;3", None, 45),
        ("Gemeente;Netto taakstelling;Gerealiseerd", "Beek;40;3", 40, None),
    ],
)
def test_the_headings_decide_between_net_and_corrected(read, header, row, net, corrected):
    (record,) = read(f"{header}\n{row}\n", "coa_2025-1_2025-04-01.csv").targets
    assert (record.net, record.corrected) == (net, corrected)


@pytest.mark.parametrize(
    ("heading", "basis", "net", "corrected", "warnings"),
    [
        ("Taakstelling", "corrected", None, 40, []),
        ("Taakstelling", "net", 40, None, []),
        ("Netto taakstelling", "corrected", None, 40, [ProblemCode.BASIS_DIFFERS]),
        ("Opgave", "net", 40, None, [ProblemCode.BASIS_DIFFERS]),
    ],
)
def test_the_request_outranks_the_heading(read, heading, basis, net, corrected, warnings):
    reading = read(f"Gemeente;{heading}\nBeek;40\n", "taakstelling_2025-1.csv", basis=basis)
    (record,) = reading.targets
    assert (record.net, record.corrected) == (net, corrected)
    assert [each.code for each in reading.warnings] == warnings


def test_backlog_and_lead_apart_make_one_signed_carry_over(read):
    header = "Gemeente;Taakstelling;Achterstand;Voorsprong\n"
    rows = "Beek;40;5;\nStein;40;;7\nWeert;40;0;0\nVenlo;40;;\n"
    records = read(header + rows, "taakstelling_2025-1.csv").targets
    assert [each.carry_over for each in records] == [5, -7, 0, None]


def test_net_carry_over_and_obligation_that_do_not_add_up_are_a_warning(read):
    rows = "Gemeente;Taakstelling;Beginstand;Opgave\nBeek;40;5;46\nStein;40;5;45\n"
    reading = read(rows, "taakstelling_2025-1.csv")
    (warning,) = reading.warnings
    assert (warning.code, warning.row, warning.value) == (ProblemCode.OBLIGATION_DIFFERS, 2, "46")
    assert len(reading.targets) == 2


def test_a_user_says_what_a_heading_means(read):
    rows = "Plaats;Saldo;Vastgesteld;Gehuisvest\nBeek;-3;40;12\n"
    columns = {
        "plaats": Field.NAME,
        "Saldo": Field.CARRY_OVER,
        "Vastgesteld": Field.NET,
    }
    reading = read(rows, "realisatie_2025-04-01.csv", columns=columns)
    (record,) = reading.targets
    assert (record.net, record.carry_over) == (40, -3)
    assert reading.kind is FileKind.REALISATION


def test_what_a_user_says_outranks_what_another_heading_looks_like(read):
    rows = "Gemeente;Gerealiseerd;Gehuisvest\nBeek;1;12\n"
    reading = read(rows, "realisatie_2025-04-01.csv", columns={"Gehuisvest": Field.REALISED})
    assert reading.realisations[0].realised == 12


def test_a_user_says_that_a_column_is_not_to_be_read(read):
    rows = "Gemeente;Saldo;Gerealiseerd\nBeek;3;12\n"
    reading = read(rows, "realisatie_2025-04-01.csv", columns={"Saldo": Field.UNUSED})
    assert reading.accepted
    assert reading.targets == ()


def test_a_column_that_is_missing_is_one_problem_and_the_rows_are_silent(read):
    reading = read("Gemeente;Aantallen huizen\nBergen;twaalf\nAtlantis;-1\n", "2025-1.csv")
    (problem,) = reading.problems
    assert problem.code is ProblemCode.MISSING_COLUMN
    assert problem.details["present"] == "Gemeente, Aantallen huizen"


def test_columns_that_are_not_known_are_listed_and_not_used(read):
    reading = read("Gemeente;Fase;Gerealiseerd\nBeek;1;12\n", "realisatie_2025-04-01.csv")
    assert [(each.heading, each.field) for each in reading.columns] == [
        ("Gemeente", Field.NAME),
        ("Fase", None),
        ("Gerealiseerd", Field.REALISED),
    ]
