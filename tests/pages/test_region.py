"""The page of the regions: side by side or one in depth, and recording what was agreed."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from supervision.domain.joint import Move
from supervision.storage.database import database
from supervision.usecases import joint, swaps
from tests.pages.conftest import LOCAL, NOW
from tests.pages.screens import (
    REGION,
    chosen,
    grids,
    links,
    open_screen,
)

NORTH, MIDDLE, SOUTH = "Noord-Limburg", "Midden-Limburg", "Zuid-Limburg"
BALANCES = "Stand per regio, tweede helft 2026"
CLOSINGS = "Saldi per regio, de laatste halfjaren"
RANKING = "Gemeenten in {}, van achterstand naar voorsprong"
MOVES, EFFECTS = (
    "Te bespreken uitruil",
    "Wat de uitruil samen zou veranderen, als ieder sluit zoals verwacht",
)
AGREED = "Vastgelegde uitruil voor 2026-2"


def press(at: AppTest, label: str) -> AppTest:
    (button,) = [each for each in at.button if each.label == label]
    button.click().run()
    assert not at.exception
    return at


def proposed(url: str, region: str = NORTH) -> tuple[Move, ...]:
    return joint.proposals(database(url), NOW.date()).plans[region].moves


def test_without_a_choice_the_regions_stand_side_by_side(samples: str) -> None:
    at = open_screen(REGION)
    assert set(grids(at)) == {BALANCES, CLOSINGS}
    assert grids(at)[BALANCES].column("Regio") == [NORTH, MIDDLE, SOUTH, "Limburg"]
    assert [(label, page) for label, page, _ in links(at)] == [
        (region, "regio") for region in (NORTH, MIDDLE, SOUTH)
    ]
    assert all(f"regio={label}" in query for label, _, query in links(at))
    assert len([each for each in at.main.markdown if "keer uitruilen" in each.value]) == 3


def test_one_region_is_chosen_in_the_address_and_on_the_page(samples: str) -> None:
    at = open_screen(REGION)
    at.selectbox(key="choice_regio").set_value(SOUTH).run()
    assert chosen(at, "regio") == SOUTH
    assert at.header[0].value == SOUTH
    ranking = grids(at)[RANKING.format(SOUTH)]
    assert len(ranking.rows) == 16
    assert grids(at).keys() == {
        RANKING.format(SOUTH),
        "Wie op welke trede staat",
        MOVES,
        EFFECTS,
        CLOSINGS,
    }
    assert grids(open_screen(REGION, regio=SOUTH)) == grids(at)


@pytest.mark.parametrize("half_year", ["2026-2", "2026-1"])
def test_each_chart_says_the_same_in_words(half_year: str, samples: str) -> None:
    at = open_screen(REGION, regio=NORTH, halfjaar=half_year)
    (ranking,) = (each.proto.alt for each in at.get("plotly_chart"))
    table = grids(at)[RANKING.format(NORTH)]
    balance = "Verwacht saldo" if half_year == "2026-2" else "Saldo"
    for name, persons in zip(table.column("Gemeente"), table.column(balance), strict=True):
        assert f"{name} {persons}" in ranking


def test_a_closed_half_year_has_balances_but_no_proposals(samples: str) -> None:
    at = open_screen(REGION, regio=NORTH, halfjaar="2026-1")
    assert RANKING.format(NORTH) in grids(at)
    assert not {MOVES, EFFECTS} & grids(at).keys()
    assert any("2026-1 is afgesloten" in each.value for each in at.main.markdown)
    assert at.checkbox == []


@pytest.mark.parametrize("region", [None, NORTH])
def test_both_downloads_are_offered(region: str | None, samples: str) -> None:
    at = open_screen(REGION, **({"regio": region} if region else {}))
    labels = [each.proto.label for each in at.get("download_button")]
    assert labels == ["Download als CSV", "Download als Excel"]


# --- recording ------------------------------------------------------------------------------


def test_what_is_ticked_is_recorded_and_shown(own_samples: str) -> None:
    first, second, *_ = proposed(own_samples)
    at = open_screen(REGION, regio=NORTH)
    assert AGREED not in grids(at)
    at.checkbox[1].check()
    (day,) = [each for each in at.date_input if each.label == "Overeengekomen op"]
    day.set_value(date(2026, 11, 20))
    press(at, "Leg vast wat is aangevinkt")
    (recorded,) = swaps.recorded_swaps(database(own_samples))
    assert Move(recorded.swap.giver, recorded.swap.taker, recorded.swap.persons) == second != first
    assert recorded.swap.agreed_on == date(2026, 11, 20)
    assert [each.value for each in at.success] == ["1 uitruil vastgelegd."]
    assert grids(at)[AGREED].column("Personen") == [str(second.persons)]
    assert not any(each.value for each in at.checkbox), "what was ticked is not ticked anew"


def test_all_are_recorded_each_as_its_own(own_samples: str) -> None:
    moves = proposed(own_samples)
    at = press(open_screen(REGION, regio=NORTH), "Leg alles vast")
    found = [each.swap for each in swaps.recorded_swaps(database(own_samples))]
    assert [Move(swap.giver, swap.taker, swap.persons) for swap in found] == list(moves)
    assert {swap.agreed_on for swap in found} == {NOW.date()}
    assert [each.value for each in at.success] == [f"{len(moves)} keer uitruil vastgelegd."]
    assert len(grids(at)[AGREED].rows) == len(moves)
    assert MOVES not in grids(at), "nothing is left to swap"


def test_without_a_tick_nothing_is_recorded(own_samples: str) -> None:
    at = press(open_screen(REGION, regio=NORTH), "Leg vast wat is aangevinkt")
    assert swaps.recorded_swaps(database(own_samples)) == ()
    assert not at.error


def test_what_was_ticked_for_other_figures_is_not_recorded(own_samples: str) -> None:
    """A colleague records another swap meanwhile: what was ticked is to be looked at anew."""
    at = open_screen(REGION, regio=NORTH)
    at.checkbox[0].check()
    _, another, *_ = proposed(own_samples)
    store = database(own_samples)
    half_year = joint.proposals(store, NOW.date()).half_year
    joint.record_agreed(store, LOCAL, half_year, [another], NOW.date())
    press(at, "Leg vast wat is aangevinkt")
    assert [each.swap.persons for each in swaps.recorded_swaps(store)] == [another.persons]
    assert not any(each.value for each in at.checkbox)


def test_looking_back_records_nothing(samples: str) -> None:
    at = open_screen(REGION, regio=NORTH, bekend="2026-11-24")
    assert MOVES in grids(at)
    assert at.checkbox == []
