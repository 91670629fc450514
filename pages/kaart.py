"""The map: one layer of one half-year, or all in turn; beside and below it the same figures."""

import streamlit as st

from supervision.ui import cached, choices, map_card, map_chart, shell, state
from supervision.views.map import LAYERS, Layer


def draw(frame: shell.Frame) -> None:
    """Draw the map of the half-year and the layer that the user chooses."""
    t = frame.t
    when, what = st.container(key="map-choices").columns([34, 62])
    with when:
        half_year = choices.choose_half_year(frame, steps=False)
    if half_year is None:
        return
    layers = {layer.value: t(name) for layer, name in LAYERS.items()}
    with what:
        layer = Layer(state.choose_one(state.LAYER, t("Layer"), layers, default=Layer.SHARE.value))
    found = cached.standings_of(frame.key(half_year))
    view = cached.maps_of(frame.key_of_today(), layer)[half_year]
    code = state.chosen(state.MUNICIPALITY, {row.code: row.name for row in found.rows})
    left, right = st.container(key="map-row").columns([7, 3])
    with left:
        today = frame.key_of_today()
        drawing, moment = cached.drawing(today, layer), cached.moment(today, layer, half_year)
        map_chart.draw_map(drawing, moment, code)
    with right:
        shell.notices(found, t)
        choices.choose_municipality(frame, found)
        map_card.draw_card(cached.cards_of(frame.key(half_year)), code, t)
        if code:
            label = t("Open the dossier of {name}", name=found.row(code).name)
            shell.link("pages/gemeente.py", label, gemeente=code)
        map_chart.draw_ranking(view, code, t)
    map_chart.draw_figures(view, code, t)
    st.caption(view.sources)


shell.show("pages/kaart.py", draw)
