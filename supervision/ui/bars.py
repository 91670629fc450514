"""The bar charts of a dossier. Their titles say the message; purple is behind, green is ahead."""

from __future__ import annotations

import plotly.graph_objects as go

from supervision.views.dossier import Dossier
from supervision.words import Words

BEHIND, AHEAD, _NORM, _DUE = "#8557b8", "#2e9148", "#8a8592", "#dcdcdc"
"""Bars and the norm line stand out three to one from the light and from the dark page."""
_ON_GREY = "#1c1a20"

PLAIN = {
    "showlegend": False,
    "dragmode": False,
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
}
"""What every bar chart has: nothing to click, and the page's own background."""


def bullet_figure(view: Dossier, t: Words) -> go.Figure:
    """Return this half-year as a bullet: realised against obligation, with the pace norm."""
    row = view.standing
    obligation, realised = max(row.obligation or 0, 0), row.realised or 0
    figure = go.Figure()
    figure.add_bar(x=[obligation], y=[""], width=0.9, marker_color=_DUE)
    figure.add_bar(
        x=[realised], y=[""], width=0.45, marker_color=BEHIND if row.behind_pace else AHEAD
    )
    figure.update_traces(orientation="h", hoverinfo="skip")
    figure.add_annotation(
        x=realised,
        y=0,
        text=f"<b>{t.number(row.realised)}</b>",
        xanchor="left",
        xshift=6,
        showarrow=False,
        font={"color": _ON_GREY} if realised < obligation else {},
    )
    figure.add_annotation(
        x=obligation,
        y=0,
        text=t("obligation {n}", n=t.number(row.obligation)),
        xanchor="right",
        yshift=44,
        showarrow=False,
    )
    if row.pace_norm is not None and not row.final and obligation:
        due = row.pace_norm * obligation
        figure.add_shape(
            type="line",
            x0=float(due),
            x1=float(due),
            y0=-0.55,
            y1=0.55,
            line={"color": _NORM, "width": 5},
        )
        figure.add_annotation(
            x=float(due),
            y=0,
            text=t("norm {n}", n=t.decimal(due)),
            yshift=-46,
            showarrow=False,
        )
    figure.update_layout(
        **PLAIN,
        title={"text": view.bullet_title, "font": {"size": 16}},
        barmode="overlay",
        height=190,
        margin={"l": 8, "r": 24, "t": 62, "b": 44},
        yaxis={"visible": False},
        xaxis={"visible": False, "rangemode": "tozero"},
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
            cliponaxis=False,
            marker_color=[BEHIND if closing > 0 else AHEAD for closing in closings],
            marker_pattern_shape=["" if line.final else "/" for line in lines],
            hovertemplate="%{x}: %{text}<extra></extra>",
        )
    )
    figure.update_layout(
        **PLAIN,
        title={"text": view.chain_title, "font": {"size": 16}},
        height=320,
        margin={"l": 8, "r": 8, "t": 56, "b": 8},
        xaxis={"type": "category"},
        yaxis={"title": t("backlog (+) or lead (−), persons"), "zeroline": True},
    )
    return figure
