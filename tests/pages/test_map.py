"""The map, its legend, the panel beside it and the table under it show the same figures."""

from __future__ import annotations

import json
import re

import pytest

from supervision.domain.halfyear import HalfYear
from supervision.reference import register
from tests.pages.screens import (
    MAP,
    NL,
    VENLO,
    assessed,
    chosen,
    figure,
    grids,
    links,
    metrics,
    open_screen,
)

LAYERS = ("aandeel", "achterstand", "trede", "stand")
TABLE = "De cijfers van de kaart"


@pytest.mark.parametrize("layer", LAYERS)
def test_legend_table_and_alternative_agree(layer: str, samples: str) -> None:
    at = open_screen(MAP, halfjaar="2026-1", laag=layer)
    traces = figure(at)["data"]
    assert len([t for t in traces if "geen cijfer" not in t["name"]]) <= 5
    drawn = {}
    for trace in traces:
        name, count = re.fullmatch(r"(.+) \((\d+)\)", trace["name"]).groups()
        drawn[name] = [code for code in trace["locations"] if code]
        assert len(drawn[name]) == int(count)
    assert sorted(code for codes in drawn.values() for code in codes) == sorted(
        m.code for m in register().in_half_year(HalfYear(2026, 1))
    )
    names = {m.code: m.name for m in register().in_half_year(HalfYear(2026, 1))}
    table = grids(at)[TABLE]
    pairs = zip(table.column("Klasse"), table.column("Gemeente"), strict=True)
    assert sorted(pairs) == sorted((k, names[c]) for k, codes in drawn.items() for c in codes)
    alt = at.get("plotly_chart")[0].proto.alt
    assert all(f"{name}: {len(codes)}" in alt for name, codes in drawn.items() if codes)


def test_the_table_has_the_figures_of_the_assessment(samples: str) -> None:
    province = assessed(samples, "2026-1").province
    table = grids(open_screen(MAP, halfjaar="2026-1"))[TABLE]
    shown = {row[1]: (row[3], row[4], row[5], row[6], row[8]) for row in table.rows}
    assert table.headings[3:9:1] == (
        "Opgave",
        "Gerealiseerd",
        "Realisatie %",
        "Nog te huisvesten",
        "Stand",
        "Aangewezen trede",
    )
    assert shown == {
        each.name: (
            NL.number(found.obligation),
            NL.number(found.position.realised),
            NL.percent(found.realised_share),
            NL.number(found.position.backlog),
            str(found.indicated_step),
        )
        for each in province.municipalities
        for found in [province.assessments[each.code]]
    }


def test_names_and_numbers_on_hover_are_dutch(samples: str) -> None:
    traces = figure(open_screen(MAP, halfjaar="2026-1"))["data"]
    hover = {
        code: text
        for trace in traces
        for code, text in zip(trace["locations"], trace["text"], strict=True)
        if code
    }
    found = assessed(samples, "2026-1").province.assessments[VENLO]
    assert hover[VENLO].startswith("<b>Venlo</b>")
    assert NL.percent(found.realised_share) in hover[VENLO]
    assert "stand per 1 juli 2026" in hover[VENLO]


def test_asks_for_nothing_outside(samples: str) -> None:
    at = open_screen(MAP)
    assert all(t["geojson"].startswith("/app/static/") for t in figure(at)["data"])
    config = json.loads(at.get("plotly_chart")[0].proto.config)
    assert config["topojsonURL"] == "/app/static/"


def test_without_a_choice_says_how_to_choose(samples: str) -> None:
    at = open_screen(MAP)
    assert [each.value for each in at.info] == ["Klik op een gemeente, of kies er hierboven een."]


def test_choosing_opens_the_municipality_beside_the_map(samples: str) -> None:
    at = open_screen(MAP, halfjaar="2026-1")
    at.selectbox(key="choice_gemeente").set_value(VENLO).run()
    assert chosen(at, "gemeente") == VENLO
    assert [each.value for each in at.subheader] == ["Venlo"]
    found = assessed(samples, "2026-1").province.assessments[VENLO]
    assert metrics(at) == {
        "Opgave": NL.number(found.obligation),
        "Gerealiseerd": NL.number(found.position.realised),
        "Nog te huisvesten": NL.number(found.position.backlog),
    }
    ((label, page, query),) = links(at)
    assert (label, page) == ("Open het dossier van Venlo", "gemeente")
    assert "gemeente=GM0983" in query
    outlined = [
        code
        for trace in figure(at)["data"]
        for code in trace["locations"]
        if trace["marker"]["line"]["width"] > 3
    ]
    assert outlined == [VENLO]


def test_the_layer_is_in_the_address(samples: str) -> None:
    at = open_screen(MAP, halfjaar="2026-1")
    at.get("button_group")[0].set_value("trede").run()
    assert chosen(at, "laag") == "trede"
    assert figure(at)["layout"]["title"]["text"].startswith("Aangewezen trede")
