"""The start page: one sentence, the sums, and what is missing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from supervision.reference import register
from supervision.storage.database import Database
from supervision.usecases import assessing
from supervision.views.overview import Overview, overview
from supervision.views.standing import standings
from supervision.words import words
from tests.cli.office import Office

DUTCH = words("nl")
ALL = [each.code for each in register().municipalities if each.valid_until is None]
NAMES = {code: register().by_code[code].name for code in ALL}
APRIL = date(2025, 4, 1)


def see(store: Database, on: date) -> Overview:
    snapshot = assessing.snapshot(store, on)
    return overview(standings(snapshot, DUTCH), snapshot, DUTCH)


def targets(office: Office, codes: list[str] = ALL, half_year: str = "2025-1") -> None:
    """Every municipality has to house ten persons and starts at zero."""
    rows = "".join(f"{code};10;0\n" for code in codes)
    heading = "Gemeentecode;Netto taakstelling;Achterstand/voorsprong\n"
    answer = office.import_(
        f"taakstelling_{half_year}.csv", heading + rows, "--half-year", half_year
    )
    assert answer.status == 0, answer.text


def realised(office: Office, as_of: str, persons: int, codes: list[str] = ALL) -> None:
    rows = "".join(f"{code};{persons}\n" for code in codes)
    name = f"realisatie_{as_of}.csv"
    answer = office.import_(name, "Gemeentecode;Gerealiseerd\n" + rows, "--as-of", as_of)
    assert answer.status == 0, answer.text


def test_an_empty_store_says_so_and_asks_for_the_targets(office: Office) -> None:
    view = see(office.database, APRIL)
    assert view.sentence == "Van 2025-1 zijn nog geen cijfers ingelezen."
    assert any("2025-1" in each and "taakstelling" in each for each in view.missing)
    assert view.attention == ()
    assert (view.last_import, view.as_of, view.norm) == (None, None, None)
    assert (view.obligation, view.realised, view.to_house, view.share) == (None,) * 4
    assert dict(view.states)["missing"] == 31


def test_with_only_targets_the_figures_are_missing(office: Office) -> None:
    targets(office)
    view = see(office.database, APRIL)
    assert "geen cijfers" in view.sentence
    assert (view.obligation, view.realised, view.share) == (310, None, None)
    (missing,) = view.missing
    assert "1 april 2025" in missing
    assert view.last_import is not None
    assert view.last_import.file_name == "taakstelling_2025-1.csv"


def test_the_sentence_compares_the_province_with_the_norm(office: Office) -> None:
    targets(office)
    realised(office, "2025-04-01", 4)
    view = see(office.database, APRIL)
    assert (view.obligation, view.realised, view.to_house) == (310, 124, 186)
    assert (view.share, view.norm) == (Fraction(4, 10), Fraction(1, 2))
    assert "1 april 2025" in view.sentence
    assert "40\N{NO-BREAK SPACE}%" in view.sentence
    assert "50\N{NO-BREAK SPACE}%" in view.sentence
    assert "31 gemeenten" in view.sentence
    assert view.missing == ()
    assert len(view.attention) == 31


def test_one_municipality_is_singular(office: Office) -> None:
    targets(office)
    realised(office, "2025-04-01", 5, ALL[1:])
    realised(office, "2025-04-01", 4, ALL[:1])
    view = see(office.database, APRIL)
    assert "1 gemeente " in view.sentence
    assert [row.code for row in view.attention] == ALL[:1]


def test_the_lead_of_one_does_not_house_the_backlog_of_another(office: Office) -> None:
    targets(office)
    realised(office, "2025-04-01", 20, ALL[1:])
    realised(office, "2025-04-01", 0, ALL[:1])
    assert see(office.database, APRIL).to_house == 10


def test_a_municipality_without_a_figure_is_named(office: Office) -> None:
    targets(office)
    realised(office, "2025-04-01", 4, ALL[1:])
    view = see(office.database, APRIL)
    (missing,) = view.missing
    assert NAMES[ALL[0]] in missing
    assert view.share == Fraction(4, 10)
    assert dict(view.states)["missing"] == 1


def test_a_municipality_without_a_target_is_named(office: Office) -> None:
    targets(office, ALL[1:])
    realised(office, "2025-04-01", 4)
    (missing,) = see(office.database, APRIL).missing
    assert NAMES[ALL[0]] in missing
    assert "onbekend" in missing


def test_a_municipality_with_an_older_figure_is_named(office: Office) -> None:
    targets(office)
    realised(office, "2025-03-01", 4)
    realised(office, "2025-04-01", 5, ALL[1:])
    view = see(office.database, APRIL)
    (missing,) = view.missing
    assert NAMES[ALL[0]] in missing
    assert view.as_of == APRIL


@pytest.mark.parametrize(
    ("on", "is_late"), [(date(2025, 4, 30), False), (date(2025, 5, 1), True)], ids=str
)
def test_the_figures_of_the_last_month_are_expected_on_its_first(
    office: Office, on: date, is_late: bool
) -> None:
    targets(office)
    realised(office, "2025-04-01", 5)
    missing = see(office.database, on).missing
    assert any("1 mei 2025" in each and "1 april 2025" in each for each in missing) is is_late


def test_an_opening_that_rests_on_no_closing_figure_is_named(office: Office) -> None:
    targets(office)
    realised(office, "2025-07-01", 10, ALL[1:])
    realised(office, "2025-06-01", 9, ALL[:1])
    rows = "".join(f"{code};10\n" for code in ALL)
    heading = "Gemeentecode;Netto taakstelling\n"
    office.import_("taakstelling_2025-2.csv", heading + rows, "--half-year", "2025-2")
    realised(office, "2026-01-01", 10)
    missing = see(office.database, date(2026, 1, 1)).missing
    assert any(NAMES[ALL[0]] in each and "voorlopig" in each for each in missing)
    assert not any(NAMES[ALL[1]] in each for each in missing)


def closings_missing(office: Office, on: date) -> list[str]:
    return [each for each in see(office.database, on).missing if "eindcijfer" in each]


def test_older_half_years_without_a_closing_figure_are_named_by_who_lacks_the_same(
    office: Office,
) -> None:
    for half_year in ("2024-2", "2025-1", "2025-2", "2026-1"):
        targets(office, half_year=half_year)
    realised(office, "2025-01-01", 10, ALL[1:])
    realised(office, "2025-07-01", 10, ALL[1:])
    realised(office, "2026-04-01", 5)
    assert closings_missing(office, date(2026, 4, 1)) == [
        f"Geen eindcijfer van 2024-2, 2025-1: {NAMES[ALL[0]]}. "
        "Wat daaruit doorwerkt, is voorlopig of onbekend.",
        "Geen eindcijfer van 2025-2: alle gemeenten. "
        "Wat daaruit doorwerkt, is voorlopig of onbekend.",
    ]
    assert [each[:28] for each in closings_missing(office, date(2025, 7, 1))] == [
        "Geen eindcijfer van 2024-2: "
    ]


def test_before_the_first_half_year_of_the_store_nothing_is_missing(office: Office) -> None:
    targets(office)
    assert closings_missing(office, APRIL) == []


def test_a_municipality_that_was_merged_since_is_named_by_its_name_of_then(
    office: Office,
) -> None:
    rows = "GM0951;10;0\nGM0881;10;0\n"  # Nuth and Onderbanken, until 1 January 2019
    heading = "Gemeentecode;Netto taakstelling;Achterstand/voorsprong\n"
    office.import_("taakstelling_2018-2.csv", heading + rows, "--half-year", "2018-2")
    realised(office, "2019-01-01", 9, ["GM0951"])
    targets(office, half_year="2019-1")
    (missing,) = closings_missing(office, date(2019, 4, 1))
    assert "2018-2: Onderbanken." in missing


def test_who_lacks_the_closing_figure_is_not_counted_among_those_who_missed(
    office: Office,
) -> None:
    targets(office)
    realised(office, "2025-06-01", 9, ALL[:3])
    realised(office, "2025-07-01", 9, ALL[3:5])
    realised(office, "2025-07-01", 10, ALL[5:])
    sentence = see(office.database, date(2025, 7, 1)).sentence
    assert "2 gemeenten hebben de opgave niet gehaald." in sentence
    assert "3 gemeenten hadden de opgave volgens het laatste cijfer nog niet gehaald" in sentence


def test_of_a_closed_half_year_nobody_is_said_to_be_behind(office: Office) -> None:
    targets(office)
    realised(office, "2025-07-01", 10)
    sentence = see(office.database, date(2025, 7, 1)).sentence
    assert "0 gemeenten hebben de opgave niet gehaald." in sentence


def test_who_missed_is_said_once_the_half_year_is_closed(office: Office) -> None:
    targets(office)
    realised(office, "2025-07-01", 10, ALL[2:])
    realised(office, "2025-07-01", 9, ALL[:2])
    view = see(office.database, date(2025, 7, 1))
    assert "2 gemeenten" in view.sentence
    assert view.norm == 1
    assert dict(view.states) == {
        **dict.fromkeys(dict(view.states), 0),
        "missed": 2,
        "met": 29,
    }


@pytest.mark.parametrize("on", [date(2025, 7, 1), date(2026, 11, 24)], ids=str)
def test_states_and_steps_count_all_31(shown_samples: Database, on: date) -> None:
    view = see(shown_samples, on)
    assert sum(count for _, count in view.states) == 31
    assert sum(each.indicated for each in view.steps) == 31
    assert sum(each.current for each in view.steps) == 31
    assert [each.step for each in view.steps] == list(range(7))


def test_missing_figures_of_vaals_are_said_in_the_samples(shown_samples: Database) -> None:
    missing = see(shown_samples, date(2025, 7, 1)).missing
    assert any("Vaals" in each for each in missing)
