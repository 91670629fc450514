"""The map: one layer at a time, a municipality beside it, the same figures under it."""

import streamlit as st

from supervision.ui import cached, charts, panels, shell, state
from supervision.ui.tables import draw_table
from supervision.views.map import LAYERS, Layer


def draw(frame: shell.Frame) -> None:
    """Draw the map of the half-year and the layer that the user chooses."""
    t = frame.t
    half_year = shell.choose_half_year(frame)
    if half_year is None:
        return
    key = frame.key(half_year)
    found = cached.standings_of(key)
    shell.notices(found, t)
    layers = {layer.value: t(name) for layer, name in LAYERS.items()}
    layer = Layer(state.choose_one(state.LAYER, t("Layer"), layers, default=Layer.SHARE.value))
    left, right = st.columns([3, 2])
    with right:
        code = shell.choose_municipality(frame, found)
        panels.beside_the_map(found.row(code) if code else None, t)
    with left:
        view = cached.map_of(key, layer)
        charts.draw_map(cached.map_figure(key, layer, code), view.text, t)
    draw_table(view.table, t)
    st.caption(t("Boundaries: CBS/Kadaster, 2022, generalised."))


shell.show("pages/kaart.py", draw)
