"""The ladder through time as a chart: the step as a line, terms and excuses as bands.

What is written stands beside what it is about: the day to the left of a decision and above its
line, a term under it. A text for which there is no room is left out; the table below the chart
has them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from supervision.ui.bars import BEHIND, PLAIN
from supervision.views.timeline import Span, Timeline
from supervision.words import Words
from supervision.words.labels import step_name

_TERM, _EXCUSE, _QUIET = "rgba(133, 87, 184, 0.25)", "rgba(46, 145, 72, 0.25)", "#8a8592"
_EXCUSED = -1
"""The row of the excuses, under that of no step."""
_ROW, _AROUND = 44, 96
"""Pixels: of a step, and of what is above and below them all."""
_PLOT, _LEFT, _RIGHT, _LETTER = 900, 120, 200, 6.6
"""Pixels: the narrowest chart for which the texts are placed, what it keeps free for texts before
the first and after the last day, and a letter of them.
"""


@dataclass(frozen=True, slots=True)
class Label:
    """A text, the days from and to which it reaches, and the row in which it stands."""

    text: str
    first: date
    last: date
    row: int


def timeline_figure(view: Timeline, t: Words) -> go.Figure:
    """Return the time line up to the date of the assessment, and what still runs then."""
    top = max(point.step for point in view.points) + 1
    lowest = _EXCUSED if view.excuses else 0
    figure = go.Figure()
    for span in view.terms:
        _band(figure, span, span.step, _TERM)
    for span in view.excuses:
        _band(figure, span, _EXCUSED, _EXCUSE)
    days, steps = [p.day for p in view.points], [p.step for p in view.points]
    figure.add_scatter(
        x=[*days, view.until],
        y=[*steps, steps[-1]],
        mode="lines+markers",
        line={"shape": "hv", "color": BEHIND, "width": 3},
        marker={"size": [10] * len(days) + [0]},
        hovertext=[point.text for point in view.points] + [""],
        hoverinfo="text",
    )
    figure.add_vline(x=view.until.isoformat(), line={"color": _QUIET, "width": 1, "dash": "dot"})
    _write(figure, view.until, top - 0.2, view.until_text, "right")
    labels = tuple(day_labels(view)), (*term_labels(view), *excuse_labels(view))
    for each in labels[0]:
        _write(figure, each.last, each.row + 0.28, each.text, "right")
    for each in labels[1]:
        _write(figure, each.first, each.row - 0.23, each.text, "left")
    names = {_EXCUSED: t("excused"), 0: step_name(0, {}, t)}
    rows = range(lowest, top)
    figure.update_layout(
        **PLAIN,
        title={"text": view.title, "font": {"size": 16}},
        height=_ROW * (top - lowest) + _AROUND,
        margin={"l": 8, "r": 24, "t": 52, "b": 8},
        yaxis={
            "tickvals": list(rows),
            "ticktext": [names.get(row) or t("step {step}", step=row) for row in rows],
            "range": [lowest - 0.6, top],
            "zeroline": False,
            "fixedrange": True,
        },
        xaxis={
            "type": "date",
            "fixedrange": True,
            "range": [
                min(*(e.first for e in labels[0]), *(e.first for e in view.excuses), date.max),
                max(view.horizon, *(each.last for each in labels[1]), date.min),
            ],
            "tickvals": [day for day, _ in view.ticks],
            "ticktext": [text for _, text in view.ticks],
        },
    )
    return figure


def day_labels(view: Timeline) -> Iterator[Label]:
    """Yield the days of the decisions, each left of where the step begins."""
    written: dict[int, date] = {}
    for point in view.points:
        first = point.day - _width(view, point.label)
        crossed = any(
            first < day < point.day and low <= point.step < high for day, low, high in _risers(view)
        )
        if not crossed and written.get(point.step, date.min) < first:
            written[point.step] = point.day
            yield Label(point.label, first, point.day, point.step)


def term_labels(view: Timeline) -> Iterator[Label]:
    """Yield the ends of the terms, each from where the term begins; of two the later one."""
    later: dict[int, date] = {}
    for span in reversed(view.terms):
        last = span.first + _width(view, span.text)
        crossed = any(
            span.first < day < last and low < span.step <= high for day, low, high in _risers(view)
        )
        free = last < later.get(span.step, date.max)
        later[span.step] = span.first
        if not crossed and free:
            yield Label(span.text, span.first, last, span.step)


def excuse_labels(view: Timeline) -> Iterator[Label]:
    """Yield the causes of the excuses; of two in one place the later one."""
    later = date.max
    for span in sorted(view.excuses, key=lambda each: each.first, reverse=True):
        last = span.first + _width(view, span.text)
        if last < later:
            yield Label(span.text, span.first, last, _EXCUSED)
        later = span.first


def _risers(view: Timeline) -> Iterator[tuple[date, int, int]]:
    """Where the line goes up or down: the day, and between which steps."""
    for before, after in zip(view.points, view.points[1:], strict=False):
        yield after.day, min(before.step, after.step), max(before.step, after.step)


def _width(view: Timeline, text: str) -> timedelta:
    """How many days a text takes."""
    first = min(view.points[0].day, *(span.first for span in view.excuses), date.max)
    days = max((view.horizon - first).days, 30)
    return timedelta(days=round(len(text) * _LETTER * days / (_PLOT - _LEFT - _RIGHT)) + 1)


def _band(figure: go.Figure, span: Span, row: int, colour: str) -> None:
    figure.add_shape(
        type="rect",
        x0=span.first,
        x1=span.last,
        y0=row - 0.42,
        y1=row,
        fillcolor=colour,
        line_width=0,
        layer="below",
    )


def _write(figure: go.Figure, day: date, height: float, text: str, anchor: str) -> None:
    figure.add_annotation(
        x=day,
        y=height,
        text=text,
        xanchor=anchor,
        xshift=6 if anchor == "left" else -6,
        yanchor="middle",
        showarrow=False,
        font={"size": 12},
    )
