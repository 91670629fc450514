"""Codes and names as delivered, to municipalities."""

from __future__ import annotations

import pytest

from supervision.importing import ProblemCode
from supervision.importing.matching import Matcher
from supervision.reference import national_names, register


@pytest.fixture(scope="module")
def match():
    return Matcher(register(), national_names()).match


@pytest.mark.parametrize(
    "code", ["GM0888", "gm0888", "GM 0888", "0888", "888", "888.0", "888,0", "2025GM0888", "GM888"]
)
def test_a_code_is_known_however_it_is_written(match, code):
    assert match(code, "").municipality.name == "Beek"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Beek", "GM0888"),
        ("BEEK", "GM0888"),
        ("Beek (L.)", "GM0888"),
        ("Beek L", "GM0888"),
        ("Gemeente Beek", "GM0888"),
        ("Bergen (L.)", "GM0893"),
        ("Bergen L", "GM0893"),
        ("bergen (l)", "GM0893"),
        ("Horst aan de Maas", "GM1507"),
        ("Horst a/d Maas", "GM1507"),
        ("Horst a.d. Maas", "GM1507"),
        ("Valkenburg a/d Geul", "GM0994"),
        ("Sittard-Geleen", "GM1883"),
        ("Sittard - Geleen", "GM1883"),
        ("Sittard Geleen", "GM1883"),
        ("Peel & Maas", "GM1894"),
        ("Mook en Middelaar", "GM0944"),
        ("Échtsusteren", "GM1711"),
        ("GM0888", "GM0888"),
    ],
)
def test_a_name_is_known_without_case_diacritics_and_hyphens(match, name, code):
    assert match("", name).municipality.code == code


@pytest.mark.parametrize(
    "name", ["Amsterdam", "Bergen (NH.)", "Bergen op Zoom", "Súdwest-Fryslân", "Hengelo", "GM0363"]
)
def test_a_municipality_of_another_province_is_outside(match, name):
    assert match("", name).outside


def test_every_dutch_municipality_is_known_by_its_code_and_by_its_name(match):
    for code, name in national_names().items():
        by_code, by_name = match(code, ""), match("", name)
        assert by_code == by_name == match(code, name)
        assert by_code.fault is None
        assert by_code.outside == (code not in register().by_code)


@pytest.mark.parametrize(
    ("code", "name", "fault", "details"),
    [
        (
            "",
            "Bergen",
            ProblemCode.AMBIGUOUS_MUNICIPALITY,
            {"candidates": "Bergen (NH.) GM0373, Bergen (L.) GM0893"},
        ),
        ("", "Maastrict", ProblemCode.UNKNOWN_MUNICIPALITY, {"suggestion": "Maastricht"}),
        ("", "Atlantis", ProblemCode.UNKNOWN_MUNICIPALITY, {"suggestion": ""}),
        # A bare number among the names is no code.
        ("", "888", ProblemCode.UNKNOWN_MUNICIPALITY, {"suggestion": ""}),
        ("GM9999", "Beek", ProblemCode.UNKNOWN_CODE, {"suggestion": "Beek"}),
        (
            "GM0888",
            "Stein",
            ProblemCode.CODE_AND_NAME_DIFFER,
            {"code_of": "Beek", "name_of": "Stein"},
        ),
    ],
)
def test_what_is_not_certain_is_asked(match, code, name, fault, details):
    found = match(code, name)
    assert (found.fault, dict(found.details)) == (fault, details)
    assert found.municipality is None


def test_a_code_settles_a_name_that_is_ambiguous_or_misspelt(match):
    assert match("GM0893", "Bergen").municipality.code == "GM0893"
    assert match("GM0935", "Maastrict").municipality.code == "GM0935"


def test_a_municipality_that_was_merged_says_into_which(read):
    reading = read("Gemeente;Gerealiseerd\nNuth;1\n", "realisatie_2025-04-01.csv")
    (problem,) = reading.problems
    assert problem.code is ProblemCode.MERGED_MUNICIPALITY
    assert problem.details["successor"] == "Beekdaelen"


def test_a_merged_municipality_reports_up_to_the_reference_date_that_closes_its_last_half_year(
    read,
):
    assert read("Gemeente;Gerealiseerd\nNuth;1\n", "realisatie_2019-01-01.csv").accepted


def test_a_new_municipality_names_its_predecessors_before_it_began(read):
    reading = read("Gemeente;Gerealiseerd\nBeekdaelen;1\n", "realisatie_2019-01-01.csv")
    (problem,) = reading.problems
    assert problem.code is ProblemCode.MUNICIPALITY_NOT_YET_THERE
    assert problem.details["predecessors"] == "Nuth, Onderbanken, Schinnen"


def test_a_municipality_of_old_in_another_province_is_left_out_by_its_province(read):
    rows = "Provincie;Gemeente;Gerealiseerd\nNoord-Brabant;Haaren;3\nLimburg;Beek;1\n"
    reading = read(rows, "realisatie_2020-04-01.csv")
    assert (reading.accepted, reading.rows, reading.ignored) == (True, 1, 1)
