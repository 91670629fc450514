"""The map on screen: a drawing of our own, because plotly's cannot be walked through by keyboard,
hatches nothing, and knows neither a second sheet nor a phone. Why so: docs/decisions.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

import streamlit as st

from supervision.exports.map_svg import ink_on
from supervision.ui import state
from supervision.ui.component import component
from supervision.ui.map_sheets import HATCH, Sheets
from supervision.ui.tables import HATCHED, draw_table
from supervision.views.colours import COLOURS, Tone
from supervision.views.map import MapClass, MapView
from supervision.words import Words

_KEY = "kaart"

_drawing = component("limburg_drawing", "map_drawing")
_component = component("limburg", "map")


def draw_map(drawing: Mapping[str, Any], moment: Mapping[str, Any], chosen: str | None) -> None:
    """Draw the map with one municipality outlined; what is chosen on it goes into the address.

    The drawing is for all half-years and goes by itself: Streamlit sends a browser once what stays
    the same, so that another half-year or municipality costs a tenth.
    """
    if not moment["text"]:
        raise ValueError("a chart needs a text alternative")
    _drawing(key=f"{_KEY}-tekening", data=dict(drawing))
    _component(
        key=_KEY,
        data={**moment, "drawing": drawing["mark"], "chosen": chosen},
        on_choice_change=_choose,
    )


def draw_ranking(view: MapView, chosen: str | None, t: Words) -> None:
    """Draw the municipalities in the order and the colours of the map, the worst first."""
    with st.container(key="map-ranking"):
        draw_table(
            view.ranking,
            t,
            tall=True,
            dense=view.norm is not None,
            swatches=_swatches(view),
            current=_row_of(view, chosen),
        )


def draw_figures(view: MapView, chosen: str | None, t: Words) -> None:
    """Draw all that the map tells as a table, in the same order and colours."""
    draw_table(view.table, t, dense=True, swatches=_swatches(view), current=_row_of(view, chosen))


def _swatches(view: MapView) -> list[str]:
    return [
        HATCHED if each.tone is Tone.NONE else COLOURS[each.tone]
        for each in view.classes
        for _ in each.rows
    ]


def _row_of(view: MapView, code: str | None) -> int | None:
    rows = [row.code for each in view.classes for row in each.rows]
    return rows.index(code) if code in rows else None


def drawing_of(through_time: Sequence[MapView], sheets: Sheets, t: Words) -> dict[str, Any]:
    """Return what the browser needs to draw and to play the half-years, the first first.

    They are of the same layer. The `mark` is another whenever anything else is.
    """
    drawing = {
        "sheets": {
            "mark": _mark(sheets.province + sheets.close_up),
            "province": sheets.province,
            "closeUp": sheets.close_up,
            "title": t("{region}, enlarged", region=sheets.region) if sheets.region else "",
        },
        "frames": [_frame(each, t) for each in through_time],
        "words": {
            "play": t("Play"),
            "stop": t("Stop"),
            "slider": t("Half-year on the map"),
            "list": t("Municipalities on the map"),
            "region": t("border of a region"),
            "hint": t(
                "Point at a municipality for its figures; click it, or press Enter, to choose it. "
                "The arrow keys lead to its neighbours."
            ),
        },
    }
    return {**drawing, "mark": _mark(json.dumps(drawing))}


def moment_of(view: MapView, through_time: Sequence[MapView]) -> dict[str, Any]:
    """Return what the browser needs besides the drawing to show one of its half-years."""
    return {
        "text": view.text,
        "classes": [_class(each) for each in view.classes],
        "names": {row.code: row.name for each in view.classes for row in each.rows},
        "lines": view.hover,
        "now": [each.half_year for each in through_time].index(view.half_year),
    }


def _mark(content: str) -> str:
    return sha256(content.encode()).hexdigest()[:16]


def _class(each: MapClass) -> dict[str, Any]:
    hatched = each.tone is Tone.NONE
    return {
        "name": each.name,
        "sign": each.sign,
        "fill": f"url(#{HATCH})" if hatched else COLOURS[each.tone],
        "ink": ink_on(COLOURS[each.tone]),
        "hatched": hatched,
    }


def _frame(view: MapView, t: Words) -> dict[str, Any]:
    return {
        "halfYear": str(view.half_year),
        "name": t.half_year(view.half_year),
        "message": view.message,
        "detail": view.detail,
        "places": {
            row.code: number for number, each in enumerate(view.classes) for row in each.rows
        },
        "counts": [len(each.rows) for each in view.classes],
        "figures": dict(view.figures),
        "norm": None if view.norm is None else asdict(view.norm),
    }


def _choose() -> None:
    """Put both in the address: what a browser sends has the address of before the last answer."""
    choice = st.session_state[_KEY].get("choice")
    if not isinstance(choice, Mapping):  # nothing that our map says
        return
    for name, said in ((state.HALF_YEAR, "half_year"), (state.MUNICIPALITY, "municipality")):
        if choice.get(said):
            state.share(name, str(choice[said]))
