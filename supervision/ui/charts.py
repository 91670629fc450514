"""Figures from view models. Colours: purple is behind, green is ahead, grey is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import plotly.graph_objects as go
import streamlit as st

from supervision.ui import state
from supervision.views.dossier import Dossier
from supervision.views.map import MapView, Tone
from supervision.words import Words

GEOJSON = "/app/static/limburg.geojson"
COLOURS: Mapping[Tone, str] = {
    Tone.WORST: "#5b2a86",
    Tone.BAD: "#9b72bd",
    Tone.MILD: "#d6c3e6",
    Tone.GOOD: "#a3d39c",
    Tone.BEST: "#1b7837",
    Tone.NONE: "#dcdcdc",
}
"""Diverging purple-green after CBS practice; safe for the usual kinds of colour-blindness."""

CONFIG = {"topojsonURL": "/app/static/", "displayModeBar": False, "scrollZoom": False}
"""Plotly would fetch a world map from outside for any choropleth; ours is an empty stub."""

_OUTLINE = "#3d3846"
_LONGITUDES = (5.54, 6.25)
_LATITUDES = (50.74, 51.80)
"""The box around Limburg, in degrees."""


def draw(figure: go.Figure, text: str, t: Words) -> None:
    """Draw a figure; `text` says the same in words and is not optional."""
    if not text:
        raise ValueError("a chart needs a text alternative")
    st.plotly_chart(figure, config=_config(t), alt=text)


def draw_map(figure: go.Figure, text: str, t: Words) -> None:
    """Draw the map; a click on a municipality chooses it."""
    st.plotly_chart(
        figure,
        config=_config(t),
        alt=text,
        key="kaart",
        on_select=_choose_clicked,
        selection_mode="points",
    )


def _choose_clicked() -> None:
    points = st.session_state["kaart"]["selection"]["points"]
    if points:
        state.share(state.MUNICIPALITY, points[0]["location"])


def _config(t: Words) -> dict[str, object]:
    return CONFIG


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
                marker={
                    "line": {
                        "color": ["#000000" if code == chosen else "#ffffff" for code in codes],
                        "width": [3 if code == chosen else 0.8 for code in codes],
                    }
                },
                unselected={"marker": {"opacity": 1}},
            )
        )
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


def bullet_figure(view: Dossier, t: Words) -> go.Figure:
    """Return this half-year as a bullet: realised against obligation, with the pace norm."""
    row = view.standing
    obligation, realised = row.obligation or 0, row.realised or 0
    tone = Tone.WORST if row.behind_pace else Tone.BEST
    figure = go.Figure()
    figure.add_bar(
        x=[max(obligation, 0)],
        y=[""],
        orientation="h",
        width=0.7,
        marker_color=COLOURS[Tone.NONE],
        hoverinfo="skip",
    )
    figure.add_bar(
        x=[realised],
        y=[""],
        orientation="h",
        width=0.32,
        marker_color=COLOURS[tone],
        hoverinfo="skip",
    )
    figure.add_annotation(
        x=realised,
        y=0,
        text=t("realised {n}", n=t.number(row.realised)),
        yshift=-40,
        showarrow=False,
    )
    figure.add_annotation(
        x=max(obligation, 0),
        y=0,
        text=t("obligation {n}", n=t.number(row.obligation)),
        yshift=40,
        showarrow=False,
    )
    if row.pace_norm is not None and obligation > 0:
        due = float(Fraction(row.pace_norm) * obligation)
        figure.add_shape(
            type="line", x0=due, x1=due, y0=-0.42, y1=0.42, line={"color": _OUTLINE, "width": 4}
        )
        figure.add_annotation(
            x=due,
            y=0,
            text=t("norm {n}", n=t.decimal(Fraction(row.pace_norm) * obligation)),
            yshift=56,
            showarrow=False,
        )
    figure.update_layout(
        barmode="overlay",
        height=190,
        showlegend=False,
        margin={"l": 8, "r": 24, "t": 40, "b": 24},
        yaxis={"visible": False},
        xaxis={"rangemode": "tozero", "title": t("persons")},
        dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    return figure


def chain_figure(view: Dossier, t: Words) -> go.Figure:
    """Return the closings of all half-years: backlog upwards, lead downwards."""
    lines = [line for line in view.lines if line.closing is not None]
    closings = [line.closing or 0 for line in lines]
    figure = go.Figure(
        go.Bar(
            x=[str(line.half_year) for line in lines],
            y=closings,
            text=[t.signed(closing) for closing in closings],
            textposition="outside",
            marker_color=[
                COLOURS[Tone.WORST] if closing > 0 else COLOURS[Tone.BEST] for closing in closings
            ],
            marker_pattern_shape=["" if line.final else "/" for line in lines],
            hovertemplate="%{x}: %{text}<extra></extra>",
        )
    )
    figure.update_layout(
        height=300,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"type": "category"},
        yaxis={"title": t("backlog (+) or lead (−), persons"), "zeroline": True},
        dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    return figure
