"""What is done on the dossier: swaps, an unknown opening, and looking back to a day in the past."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from supervision.storage.database import database
from supervision.usecases import clock, imports, setup, swaps
from tests.cli.office import HORST, OVERVIEW
from tests.pages.conftest import LOCAL, NOW
from tests.pages.screens import (
    MUNICIPALITY,
    VENLO,
    chosen,
    grids,
    metrics,
    open_screen,
)

CHAIN = "Rekening, halfjaar na halfjaar"
SWAPS = "Uitruil (Huisvestingswet 2014, art. 29, tweede lid)"
OPENING = "Beginstand in personen: positief is achterstand, negatief is voorsprong"


def dossier(code: str = HORST, **choices: str) -> AppTest:
    at = open_screen(MUNICIPALITY, **{"gemeente": code, "halfjaar": "2025-1"} | choices)
    assert not at.exception
    return at


def by_label(widgets, label: str):
    """The one widget with this label."""
    (found,) = [each for each in widgets if each.label == label]
    return found


def press(at: AppTest, label: str) -> AppTest:
    by_label(at.button, label).click().run()
    assert not at.exception
    return at


def target(at: AppTest) -> str:
    """The target of 2025-1 as the chain has it."""
    chain = grids(at)[CHAIN]
    return chain.column("Taakstelling")[chain.column("Halfjaar").index("2025-1")]


# --- swaps ----------------------------------------------------------------------------------

TARGETS = (
    b"Taakstelling 2025-1\nGemeentecode;Netto taakstelling;Achterstand/voorsprong\n"
    b"GM1507;37;-16\nGM0983;87;14\n"
)


@pytest.fixture
def targets(empty: str) -> str:
    """A store with the targets of 2025-1: 37 for Horst, 87 for Venlo."""
    request = setup.request_for("targets.csv")
    assert imports.import_file(database(empty), LOCAL, TARGETS, request)[1]
    return empty


def test_a_swap_recorded_here_moves_the_target_and_withdrawn_moves_it_back(targets: str) -> None:
    at = dossier()
    assert (target(at), SWAPS in grids(at)) == ("37", False)
    by_label(at.selectbox, "Aan").set_value(VENLO)
    by_label(at.number_input, "Personen").set_value(5)
    press(at, "Vastleggen")
    assert not at.error
    assert target(at) == "32"
    assert grids(at)[SWAPS].column("Met") == ["Venlo"]
    (recorded,) = swaps.recorded_swaps(database(targets))
    assert (recorded.recorded_by, recorded.swap.agreed_on) == ("lokaal", NOW.date())
    venlo = grids(dossier(VENLO))[SWAPS]
    assert (venlo.column("Met"), len(venlo.rows)) == (["Horst aan de Maas"], 1)

    by_label(at.selectbox, "Uitruil").set_value(1)
    by_label(at.text_input, "Reden").set_value("toch niet afgesproken")
    press(at, "Intrekken")
    assert target(at) == "37"
    assert "toch niet afgesproken" in grids(at)[SWAPS].column("Opmerking")[0]
    assert "Intrekken" not in [each.label for each in at.button], "nothing is left to withdraw"


def test_a_swap_that_cannot_be_is_said_in_words(targets: str) -> None:
    at = dossier()
    by_label(at.selectbox, "Aan").set_value(VENLO)
    by_label(at.number_input, "Personen").set_value(38)
    press(at, "Vastleggen")
    (error,) = at.error
    assert "38 kan niet" in error.value
    assert swaps.recorded_swaps(database(targets)) == ()


def test_without_the_other_municipality_or_a_reason_nothing_happens(targets: str) -> None:
    press(dossier(), "Vastleggen")
    assert swaps.recorded_swaps(database(targets)) == ()


# --- an unknown opening ---------------------------------------------------------------------


@pytest.fixture
def told(empty: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Horst housed 12 by the file of 10 April 2025, and 13 by that of the 20th."""
    for day, text in ((10, OVERVIEW), (20, OVERVIEW.replace("27;12", "27;13"))):
        moment = datetime(2025, 4, day, 10, 0, tzinfo=UTC)
        with monkeypatch.context() as patch:
            patch.setattr(clock, "now", lambda moment=moment: moment)
            request = setup.request_for("overview.csv")
            assert imports.import_file(database(empty), LOCAL, text.encode(), request)[1]
    return empty


def opening_unknown(at: AppTest) -> bool:
    return any("De beginstand van 2025-1 is onbekend" in each.value for each in at.warning)


def test_an_unknown_opening_is_stated_on_screen(told: str) -> None:
    at = dossier()
    assert opening_unknown(at)
    assert target(at) == "–"
    by_label(at.number_input, OPENING).set_value(-16)
    by_label(at.text_input, "Waar komt dit getal vandaan?").set_value("brief van COA")
    press(at, "Beginstand vastleggen")
    assert not at.error
    assert not opening_unknown(at)
    assert target(at) == "43"
    assert OPENING not in [each.label for each in at.number_input]
    assert opening_unknown(dossier(VENLO)), "that of a neighbour stays unknown"


def test_an_opening_without_a_note_is_refused_in_words(told: str) -> None:
    at = dossier()
    by_label(at.number_input, OPENING).set_value(-16)
    press(at, "Beginstand vastleggen")
    (error,) = at.error
    assert "Herkomst van het getal is niet ingevuld." in error.value
    assert opening_unknown(dossier())


# --- looking back ---------------------------------------------------------------------------


def looks_back(at: AppTest) -> list[str]:
    return [each.value for each in at.warning if "zoals bekend op" in each.value]


def known_field(at: AppTest):
    """The field for the day on which the figures were known."""
    return next(each for each in at.date_input if each.label.startswith("Toon de cijfers"))


def test_the_address_can_ask_for_the_figures_as_known_on_a_day(told: str) -> None:
    at = dossier()
    for day, realised in ((9, "–"), (10, "12"), (20, "13")):
        at.query_params["bekend"] = f"2025-04-{day:02}"
        at.run()
        assert metrics(at)["Gerealiseerd"] == realised
        (said,) = looks_back(at)
        assert f"{day} april 2025" in said
        assert known_field(at).value == date(2025, 4, day)


def test_what_is_no_day_or_lies_in_the_future_is_said_and_not_used(told: str) -> None:
    at = dossier()
    for day in ("gisteren", "2025-04-31", "2026-11-25"):
        at.query_params["bekend"] = day
        at.run()
        assert metrics(at)["Gerealiseerd"] == "13", day
        (said,) = looks_back(at)
        assert f"zoals bekend op '{day}'" in said
        assert "zoals ze nu bekend zijn" in said
        assert not at.error
        assert known_field(at).value is None


def test_the_control_on_screen_puts_the_day_in_the_address_and_takes_it_out(told: str) -> None:
    at = dossier()
    known_field(at).set_value(date(2025, 4, 15))
    next(each for each in at.button if each.label == "Tonen").click().run()
    assert (chosen(at, "bekend"), metrics(at)["Gerealiseerd"]) == ("2025-04-15", "12")
    known_field(at).set_value(None)
    next(each for each in at.button if each.label == "Tonen").click().run()
    assert (chosen(at, "bekend"), metrics(at)["Gerealiseerd"]) == (None, "13")
    assert looks_back(at) == []
