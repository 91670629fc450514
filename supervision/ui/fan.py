"""The fan chart of an expectation. Purple is heading for a backlog, green is not."""

from __future__ import annotations

import plotly.graph_objects as go

from supervision.views.fan import Fan
from supervision.words import Words

_BEHIND, _AHEAD, _NORM = "#8557b8", "#2e9148", "#8a8592"
"""Lines stand out three to one from the light and from the dark page."""
_BEHIND_BAND, _AHEAD_BAND = "rgba(133,87,184,0.32)", "rgba(46,145,72,0.32)"


def fan_figure(view: Fan, t: Words) -> go.Figure:
    """Return the figures reported so far, the norm, and where the end may lie."""
    misses = view.end.persons < view.obligation
    colour = _BEHIND if misses else _AHEAD
    last = view.reported[-1]
    figure = go.Figure()
    figure.add_scatter(
        x=[view.start.day, view.end.day],
        y=[0, max(view.obligation, 0)],
        mode="lines",
        line={"color": _NORM, "width": 2, "dash": "dot"},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[last.day, view.end.day, view.end.day],
        y=[last.persons, view.highest, view.lowest],
        mode="none",
        fill="toself",
        fillcolor=_BEHIND_BAND if misses else _AHEAD_BAND,
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[last.day, view.end.day],
        y=[last.persons, view.end.persons],
        mode="lines",
        line={"color": colour, "width": 3, "dash": "dash"},
        hoverinfo="skip",
    )
    reported = (view.start, *view.reported)
    figure.add_scatter(
        x=[each.day for each in reported],
        y=[each.persons for each in reported],
        text=[f"{each.label}: {t.number(each.persons)}" for each in reported],
        mode="lines+markers",
        line={"color": colour, "width": 3},
        marker={"size": 7},
        hovertemplate="%{text}<extra></extra>",
    )
    _annotate(figure, view, t)
    figure.update_layout(
        title={"text": view.title, "font": {"size": 16}},
        showlegend=False,
        dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        height=320,
        margin={"l": 8, "r": 96, "t": 56, "b": 8},
        xaxis={
            "showgrid": False,
            "tickvals": [view.start.day, view.end.day],
            "ticktext": [view.start.label, view.end.label],
        },
        yaxis={"rangemode": "tozero"},
    )
    return figure


def _annotate(figure: go.Figure, view: Fan, t: Words) -> None:
    """Name the lines at their right end, apart where they would lie over each other."""
    above = view.end.persons >= view.obligation
    obligation = t("obligation {n}", n=t.number(view.obligation))
    expected = t("expected {n}", n=t.number(view.end.persons))
    labels = [(view.end.persons, expected, above)]
    if view.obligation > 0:
        labels.append((view.obligation, obligation, not above))
    for level, text, on_top in labels:
        figure.add_annotation(
            x=view.end.day,
            y=level,
            text=text,
            xanchor="left",
            yanchor="bottom" if on_top else "top",
            xshift=6,
            showarrow=False,
        )
    last = view.reported[-1]
    figure.add_annotation(
        x=last.day,
        y=last.persons,
        text=f"<b>{t.number(last.persons)}</b>",
        xshift=-8,
        yshift=14 if above else -14,
        showarrow=False,
    )
