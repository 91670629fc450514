"""The ladder through time as a chart: the step as a line, terms and excuses as bands."""

from __future__ import annotations

import plotly.graph_objects as go

from supervision.ui.bars import BEHIND, PLAIN
from supervision.views.timeline import Timeline
from supervision.words import Words

_TERM, _EXCUSE = "rgba(133, 87, 184, 0.25)", "rgba(46, 145, 72, 0.25)"
_HIGHEST = 6.6


def timeline_figure(view: Timeline, t: Words) -> go.Figure:
    """Return the time line up to the date of the assessment."""
    figure = go.Figure()
    days = [point.day for point in view.points]
    steps = [point.step for point in view.points]
    if days:
        figure.add_scatter(
            x=[*days, view.until],
            y=[*steps, steps[-1]],
            mode="lines+markers+text",
            line={"shape": "hv", "color": BEHIND, "width": 3},
            marker={"size": [10] * len(days) + [0]},
            text=[str(step) for step in steps] + [""],
            textposition="top center",
            hovertext=[point.text for point in view.points] + [""],
            hoverinfo="text",
        )
    for spans, colour, lowest in ((view.terms, _TERM, None), (view.excuses, _EXCUSE, -0.35)):
        for span in spans:
            top = span.step if lowest is None else 0.35
            figure.add_shape(
                type="rect",
                x0=span.first,
                x1=span.last,
                y0=top - 0.3 if lowest is None else lowest,
                y1=top,
                fillcolor=colour,
                line_width=0,
                layer="below",
            )
            figure.add_annotation(
                x=span.last,
                y=top - 0.15 if lowest is None else 0,
                text=span.text,
                xanchor="right",
                showarrow=False,
                font={"size": 11},
            )
    figure.update_layout(
        **PLAIN,
        title={"text": view.title, "font": {"size": 16}},
        height=300,
        margin={"l": 8, "r": 24, "t": 52, "b": 8},
        yaxis={
            "title": t("step"),
            "tickvals": list(range(7)),
            "range": [-0.6, _HIGHEST],
            "fixedrange": True,
        },
        xaxis={"type": "date", "fixedrange": True, "tickformat": "%m-%Y"},
    )
    return figure
