"""The papers in a dossier: both sources side by side, versions of a target, swaps."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import HalfYear
from supervision.storage.database import Database
from supervision.usecases import assessing, swaps
from supervision.views.papers import imports_table, reports_table, swaps_table, versions_table
from supervision.views.table import Table, Value
from supervision.words import words
from tests.cli.office import HORST, VENLO, Office

DUTCH = words("nl")
ANNA = Actor("anna", Role.EDITOR)
HALF_YEAR = HalfYear(2025, 1)
BOTH = (
    "Stand per {day}\nGemeentecode;Gerealiseerd;Gekoppeld;Bron\n"
    "GM1507;{coa};{linked};COA\nGM1507;{own};;gemeente\n"
)
OWN = "Stand per 1 mei 2025\nGemeentecode;Gerealiseerd;Gekoppeld;Bron\nGM1507;21;4;gemeente\n"
TARGETS = "Taakstelling 2025-1\nGemeentecode;Netto taakstelling\nGM1507;43\nGM0983;103\n"


def column(table: Table, heading: str) -> list[Value]:
    return [row[[each.heading for each in table.columns].index(heading)] for row in table.rows]


def reports(store: Database, known_on: date | None = None) -> Table:
    return reports_table(assessing.case_file(store, HORST, HALF_YEAR, known_on), DUTCH)


# --- reports --------------------------------------------------------------------------------


@pytest.fixture
def two_sources(office: Office) -> Office:
    """COA says 12 and 15, the municipality 14 and 13; in May only the municipality reports."""
    office.import_("targets.csv", TARGETS)
    office.import_("a.csv", BOTH.format(day="1 maart 2025", coa=12, own=14, linked=8))
    office.import_("b.csv", BOTH.format(day="1 april 2025", coa=15, own=13, linked=5))
    assert office.import_("c.csv", OWN).json["accepted"]
    return office


def test_both_sources_stand_side_by_side_with_the_difference(two_sources: Office) -> None:
    table = reports(two_sources.database)
    assert column(table, "Stand per") == [date(2025, 5, 1), date(2025, 4, 1), date(2025, 3, 1)]
    assert column(table, "Gerealiseerd, COA") == [None, 15, 12]
    assert column(table, "Gerealiseerd, gemeente") == [21, 13, 14]
    assert column(table, "Verschil") == [None, -2, 2]
    assert column(table, "Gekoppeld") == [4, 5, 8]
    assert column(table, "Aanlevering") == [4, 3, 2]
    assert column(table, "Rij") == [3, 3, 3]


def test_only_the_figure_of_coa_counts_in_the_account(two_sources: Office) -> None:
    line = two_sources.account(HORST)["2025-1"]
    assert (line["realised"], line["as_of"]) == (15, "2025-04-01")


def test_the_reports_are_those_of_the_day_that_one_looks_back_to(office: Office) -> None:
    told = office.at
    office.import_("a.csv", BOTH.format(day="1 maart 2025", coa=12, own=14, linked=8))
    office.at = told.replace(day=25)
    office.import_("b.csv", BOTH.format(day="1 maart 2025", coa=13, own=14, linked=8))
    assert column(reports(office.database), "Gerealiseerd, COA") == [13]
    assert column(reports(office.database, told.date()), "Gerealiseerd, COA") == [12]
    assert reports(office.database, date(2026, 11, 23)).rows == ()


# --- versions of a target -------------------------------------------------------------------


def test_a_target_revised_inside_the_half_year_keeps_both(shown_samples: Database) -> None:
    """2025-1: of 17,700 in the country Horst got 43, of 15,000 it got 37."""
    table = versions_table(assessing.case_file(shown_samples, HORST, HALF_YEAR), DUTCH)
    found = zip(column(table, "Bestand"), column(table, "Netto taakstelling"), strict=True)
    assert [(name, n) for name, n in found if n is not None] == [
        ("taakstelling_2025-1_herzien_voorbeeldgegevens.csv", 37),
        ("taakstelling_2025-1_voorbeeldgegevens.csv", 43),
    ]


def test_a_withdrawn_version_stays_with_its_reason_and_the_one_before_counts(
    office: Office,
) -> None:
    office.import_("first.csv", TARGETS)
    office.import_("revised.csv", TARGETS.replace("43", "37"))
    assert office.account(HORST)["2025-1"]["target"] == 37
    office.run("withdraw", "2", "--reason", "wrong total")
    table = versions_table(assessing.case_file(office.database, HORST, HALF_YEAR), DUTCH)
    assert column(table, "Netto taakstelling") == [37, 43]
    revised, first = column(table, "Opmerking")
    assert ("wrong total" in str(revised), first) == (True, "")
    assert office.account(HORST)["2025-1"]["target"] == 43


def test_each_version_leads_to_import_and_row(office: Office) -> None:
    office.import_("first.csv", TARGETS)
    papers = assessing.case_file(office.database, VENLO, HALF_YEAR)
    table = versions_table(papers, DUTCH)
    assert (column(table, "Aanlevering"), column(table, "Rij")) == ([1], [4])
    table = imports_table(papers, DUTCH)
    assert (column(table, "Aanlevering"), column(table, "Rij")) == ([1], [4])


# --- swaps ----------------------------------------------------------------------------------


def test_a_swap_is_seen_from_both_sides(office: Office) -> None:
    office.import_("targets.csv", TARGETS)
    agreed = date(2025, 3, 1)
    swaps.record_swap(office.database, ANNA, HALF_YEAR, HORST, VENLO, 5, agreed)
    swaps.record_swap(office.database, ANNA, HALF_YEAR, VENLO, HORST, 2, agreed)
    swaps.withdraw_swap(office.database, ANNA, 2, "not agreed")
    sides = ((HORST, "Venlo", [-5, 2]), (VENLO, "Horst aan de Maas", [5, -2]))
    for code, other, effects in sides:
        papers = assessing.case_file(office.database, code, HALF_YEAR)
        table = swaps_table(code, papers, DUTCH)
        assert column(table, "Uitruil") == [1, 2]
        assert column(table, "Halfjaar") == ["2025-1", "2025-1"]
        assert column(table, "Met") == [other, other]
        assert column(table, "Effect op de taakstelling") == effects
        assert column(table, "Overeengekomen op") == [agreed, agreed]
        assert column(table, "Door") == ["anna", "anna"]
        counts, withdrawn = column(table, "Opmerking")
        assert (counts, "not agreed" in str(withdrawn)) == ("", True)
