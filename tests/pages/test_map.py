"""The map, its legend, the panel beside it and both tables show the same figures."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from supervision.domain.halfyear import HalfYear
from supervision.reference import register
from supervision.ui import map_chart
from supervision.views.map import LAYERS, Layer
from tests.pages.screens import (
    MAP,
    NL,
    VENLO,
    assessed,
    chosen,
    grids,
    links,
    open_screen,
)

TABLE = "De cijfers van de kaart"
NAMES = {m.code: m.name for m in register().in_half_year(HalfYear(2026, 1))}
layers = pytest.mark.parametrize("layer", Layer)


def components(at: AppTest) -> list[dict[str, Any]]:
    return [json.loads(each.proto.json) for each in at.get("bidi_component")]  # type: ignore[attr-defined]


def drawing(at: AppTest) -> dict[str, Any]:
    """What the browser gets to draw."""
    drawing, moment, _ = components(at)
    assert moment["drawing"] == drawing["mark"]
    return drawing | moment


def now(drawn: dict[str, Any]) -> dict[str, Any]:
    return drawn["frames"][drawn["now"]]


def ranking(at: AppTest, layer: Layer):
    return grids(at)[f"{NL(LAYERS[layer])}, de ongunstigste eerst"]


@layers
def test_map_legend_tables_and_alternative_agree(layer: Layer, samples: str) -> None:
    at = open_screen(MAP, halfjaar="2026-1", laag=layer.value)
    drawn = drawing(at)
    frame, classes = now(drawn), drawn["classes"]
    assert len(classes) <= 6
    assert drawn["names"] == NAMES
    on_map = [(classes[frame["places"][code]]["name"], NAMES[code]) for code in NAMES]
    beside = ranking(at, layer)
    pairs = list(zip(beside.column("Klasse"), beside.column("Gemeente"), strict=True))
    assert sorted(pairs) == sorted(on_map)
    figures = dict(zip(beside.column("Gemeente"), beside.column("Cijfer"), strict=True))
    assert figures == {NAMES[code]: frame["figures"][code] for code in NAMES}
    assert grids(at)[TABLE].column("Gemeente") == beside.column("Gemeente"), "one order"
    for each, count in zip(classes, frame["counts"], strict=True):
        assert [name for name, _ in pairs].count(each["name"]) == count
        assert (f"{each['name']}: {count}" in drawn["text"]) == bool(count)


def test_the_table_has_the_figures_of_the_assessment(samples: str) -> None:
    province = assessed(samples, "2026-1").province
    table = grids(open_screen(MAP, halfjaar="2026-1"))[TABLE]
    columns = ("Gemeente", "Opgave", "Gerealiseerd", "Realisatie %", "Nog te huisvesten")
    shown = list(zip(*map(table.column, (*columns, "Trede aangewezen")), strict=True))
    assert sorted(shown) == sorted(
        (
            each.name,
            NL.number(found.obligation),
            NL.number(found.position.realised),
            NL.percent(found.realised_share),
            NL.number(found.position.backlog),
            str(found.indicated_step),
        )
        for each in province.municipalities
        for found in [province.assessments[each.code]]
    )


@layers
def test_all_half_years_can_be_played_on_one_scale(layer: Layer, samples: str) -> None:
    drawn = drawing(open_screen(MAP, halfjaar="2024-2", laag=layer.value))
    frames = drawn["frames"]
    assert [each["halfYear"] for each in frames] == [
        f"{year}-{half}" for year in range(2022, 2027) for half in (1, 2)
    ]
    assert now(drawn)["halfYear"] == "2024-2"
    for each in frames:
        assert set(each["places"]) == set(each["figures"]) == set(NAMES)
        assert max(each["places"].values()) < len(drawn["classes"])
        assert NL.half_year(HalfYear.parse(each["halfYear"])) in each["detail"]


@pytest.mark.parametrize("half_year", ["2022-1", "2025-2", "2026-2"])
def test_a_half_year_looks_the_same_played_as_chosen(half_year: str, samples: str) -> None:
    played = drawing(open_screen(MAP, halfjaar="2026-1"))["frames"]
    picked = now(drawing(open_screen(MAP, halfjaar=half_year)))
    assert picked == next(each for each in played if each["halfYear"] == half_year)
    province = assessed(samples, half_year).province
    assert picked["figures"][VENLO] == NL.percent(province.assessments[VENLO].realised_share, 0)


def test_what_is_told_on_pointing_is_dutch(samples: str) -> None:
    told = drawing(open_screen(MAP, halfjaar="2026-1"))["lines"][VENLO]
    found = assessed(samples, "2026-1").province.assessments[VENLO]
    assert NL.percent(found.realised_share) in told[0]
    assert told[-1] == "stand per 1 juli 2026"


def test_the_expectation_is_told_and_drawn_in_the_running_half_year(samples: str) -> None:
    at = open_screen(MAP, halfjaar="2026-2", laag="verwachting")
    drawn = drawing(at)
    assert any("verwacht saldo" in line for line in drawn["lines"][VENLO])
    assert now(drawn)["places"][VENLO] == 0, "Venlo is far behind"
    expected = dict(
        zip(
            grids(at)[TABLE].column("Gemeente"),
            grids(at)[TABLE].column("Verwacht saldo"),
            strict=True,
        )
    )
    assert re.fullmatch(r"\+\d+", expected["Venlo"])


def test_colours_on_map_and_in_the_tables_are_the_same(samples: str) -> None:
    at = open_screen(MAP, halfjaar="2026-1")
    drawn = drawing(at)
    wanted = [
        "hatched" if each["hatched"] else each["fill"]
        for each, count in zip(drawn["classes"], now(drawn)["counts"], strict=True)
        for _ in range(count)
    ]
    bodies = [each.proto.body for each in at.get("html") if "swatch" in each.proto.body]
    swatch = re.compile(r'class="swatch(?: (hatched))?"(?: style="background:(#\w+)")?')
    found = [[a or b for a, b in swatch.findall(body)] for body in bodies if body[0] == "<"]
    tables = [each for each in found if each]
    assert tables == [wanted, wanted]


def test_without_a_choice_says_how_to_choose(samples: str) -> None:
    at = open_screen(MAP)
    card = components(at)[-1]
    assert card["hint"] == "Klik op een gemeente, of kies er hierboven een."
    assert card["chosen"] is drawing(at)["chosen"] is None


def test_choosing_opens_the_municipality_beside_the_map(samples: str) -> None:
    at = open_screen(MAP, halfjaar="2026-1")
    at.selectbox(key="choice_gemeente").set_value(VENLO).run()
    assert chosen(at, "gemeente") == VENLO
    beside = components(at)[-1]
    assert beside["chosen"] == VENLO
    assert set(beside["cards"]) == set(NAMES), "for whichever is clicked next"
    card = beside["cards"][VENLO]
    assert (card["name"], card["half_year"]) == ("Venlo", "eerste helft 2026")
    found = assessed(samples, "2026-1").province.assessments[VENLO]
    assert dict(card["figures"]) == {
        "Opgave": NL.number(found.obligation),
        "Gerealiseerd": NL.number(found.position.realised),
        "Nog te huisvesten": NL.number(found.position.backlog),
    }
    assert card["lines"][0].endswith("**niet gehaald**.")
    assert "**trede 3 aangewezen**" in card["lines"][1]
    ((label, page, query),) = links(at)
    assert (label, page) == ("Open het dossier van Venlo", "gemeente")
    assert "gemeente=GM0983" in query
    assert drawing(at)["chosen"] == VENLO
    current = [each.proto.body for each in at.get("html") if "aria-current" in each.proto.body]
    assert len(current) == 2, "its row stands out in both tables"
    assert all(re.search(r"<tr[^>]*aria-current[^>]*>.*?Venlo", body) for body in current)


def test_the_layer_is_in_the_address(samples: str) -> None:
    at = open_screen(MAP, halfjaar="2026-1")
    at.get("button_group")[0].set_value("trede").run()
    assert chosen(at, "laag") == "trede"
    assert now(drawing(at))["message"] == (
        "Voor 8 gemeenten is een trede aangewezen; de hoogste is trede 3"
    )


def test_an_empty_store_shows_how_to_begin_and_no_map(empty: str) -> None:
    at = open_screen(MAP)
    assert at.get("bidi_component") == []
    assert not at.error
    assert len(at.info) == 1


def test_a_map_without_words_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="text alternative"):
        map_chart.draw_map({}, {"text": ""}, None)


def test_a_click_sends_little_and_the_drawing_goes_once(samples: str) -> None:
    """Streamlit sends what has not changed as a reference."""
    sent = [
        [
            component.proto.json
            for component in open_screen(MAP, halfjaar=each).get("bidi_component")
        ]
        for each in ("2026-1", "2025-2")
    ]
    (drawing, moment, cards), (again, other, _) = sent
    assert drawing == again
    assert moment != other
    assert len(drawing) < 80_000
    assert len(moment) + len(cards) < 24_000


def test_the_legend_marks_the_norm_and_the_table_tells_each_side_of_it(samples: str) -> None:
    at = open_screen(MAP, halfjaar="2026-2")
    drawn = drawing(at)
    norm = now(drawn)["norm"]
    assert (
        drawn["classes"][norm["place"]]["name"].replace("\N{NO-BREAK SPACE}", " ") == "50 tot 75 %"
    )
    assert norm["text"].replace("\N{NO-BREAK SPACE}", " ") == "norm 66,7 %"
    beside = ranking(at, Layer.SHARE)
    states = dict(zip(beside.column("Gemeente"), beside.column("Norm"), strict=True))
    province = assessed(samples, "2026-2").province
    behind = {name for name, side in states.items() if side == "onder"}
    assert behind == {
        NAMES[code] for code, each in province.assessments.items() if each.state == "behind_pace"
    }
    assert {frame["halfYear"] for frame in drawn["frames"] if frame["norm"]} == {"2026-2"}
