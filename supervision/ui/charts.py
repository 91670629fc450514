"""Figures from view models. Colours: purple is behind, green is ahead, grey is unknown."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from supervision.ui import state
from supervision.views.colours import COLOURS
from supervision.views.map import MapView
from supervision.words import Words

GEOJSON = "/app/static/limburg.geojson"
CONFIG = {"topojsonURL": "/app/static/", "displayModeBar": False, "scrollZoom": False}
"""Plotly would fetch a world map from outside for any choropleth; ours is an empty stub."""

_CHOSEN = "#d95f02"
"""The outline of the chosen municipality, seen on light and dark."""
_LONGITUDES = (5.54, 6.25)
_LATITUDES = (50.74, 51.80)
"""The box around Limburg, in degrees."""


def draw(figure: go.Figure, text: str, t: Words) -> None:
    """Draw a figure; `text` says the same in words and is not optional."""
    if not text:
        raise ValueError("a chart needs a text alternative")
    st.plotly_chart(figure, config=CONFIG, alt=text)


def draw_map(figure: go.Figure, text: str, t: Words) -> None:
    """Draw the map; a click on a municipality chooses it."""
    st.plotly_chart(
        figure,
        config=CONFIG,
        alt=text,
        key="kaart",
        on_select=_choose_clicked,
        selection_mode="points",
    )


def _choose_clicked() -> None:
    points = st.session_state["kaart"]["selection"]["points"]
    if points:
        state.share(state.MUNICIPALITY, points[0]["location"])


def map_figure(view: MapView, chosen: str | None) -> go.Figure:
    """Return the choropleth: one trace per class, so that the legend names the classes."""
    figure = go.Figure()
    for each in view.classes:
        codes = [row.code for row in each.rows]
        figure.add_trace(
            go.Choropleth(
                geojson=GEOJSON,
                featureidkey="properties.statcode",
                locations=codes or [""],
                z=[0] * max(len(codes), 1),
                text=[view.hover[code] for code in codes] or [""],
                hovertemplate="%{text}<extra></extra>",
                colorscale=[[0, COLOURS[each.tone]], [1, COLOURS[each.tone]]],
                showscale=False,
                showlegend=True,
                name=f"{each.name} ({len(codes)})",
                marker={"line": {"color": "#ffffff", "width": 0.8}},
                unselected={"marker": {"opacity": 1}},
            )
        )
    if chosen is not None:
        figure.add_trace(_outline(chosen))
    figure.update_geos(
        visible=False,
        bgcolor="rgba(0,0,0,0)",
        projection_type="mercator",
        lonaxis_range=_LONGITUDES,
        lataxis_range=_LATITUDES,
    )
    figure.update_layout(
        title={"text": view.title, "font": {"size": 17}},
        height=640,
        margin={"l": 0, "r": 0, "t": 44, "b": 0},
        legend={"x": 0, "y": 1, "itemclick": False, "itemdoubleclick": False},
        dragmode=False,
        clickmode="event+select",
        paper_bgcolor="rgba(0,0,0,0)",
    )
    return figure


def _outline(code: str) -> go.Choropleth:
    """A border on top of all others, without colour of its own."""
    return go.Choropleth(
        geojson=GEOJSON,
        featureidkey="properties.statcode",
        locations=[code],
        z=[0],
        colorscale=[[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        showscale=False,
        showlegend=False,
        hoverinfo="skip",
        marker={"line": {"color": _CHOSEN, "width": 3.5}},
        unselected={"marker": {"opacity": 1}},
    )
