"""How the balance came about: opening, target and realised of the last half-years, as a waterfall.

Purple adds to what has to be housed, green takes off it.
"""

from __future__ import annotations

import plotly.graph_objects as go

from supervision.ui.bars import AHEAD, BEHIND, PLAIN
from supervision.views.chain import ChainLine
from supervision.views.dossier import Dossier
from supervision.words import Words

SHOWN = 4
"""Half-years; more do not fit beside their labels."""
_BALANCE = "#5c5766"


def waterfall_lines(view: Dossier) -> tuple[ChainLine, ...]:
    """Return the last half-years of which opening, target and realised are all known."""
    known = [line for line in view.lines if None not in (line.opening, line.target, line.realised)]
    return tuple(known[-SHOWN:])


def waterfall_figure(view: Dossier, t: Words) -> go.Figure:
    """Return the waterfall; balances stand on the axis, targets and realised hang between them."""
    lines = waterfall_lines(view)
    periods: list[str] = []
    parts: list[str] = []
    measures: list[str] = []
    values: list[int] = []
    texts: list[str] = []

    def add(period: str, part: str, measure: str, value: int) -> None:
        periods.append(period)
        parts.append(part)
        measures.append(measure)
        values.append(value)
        texts.append(t.signed(value))

    for index, line in enumerate(lines):
        period = str(line.half_year)
        if index == 0:
            add(period, t("opening"), "absolute", line.opening or 0)
        add(period, t("target"), "relative", line.target or 0)
        add(period, t("realised"), "relative", -(line.realised or 0))
        add(period, t("balance"), "absolute", line.closing or 0)
    figure = go.Figure(
        go.Waterfall(
            x=[periods, parts],
            y=values,
            measure=measures,
            text=texts,
            textposition="outside",
            cliponaxis=False,
            connector={"line": {"width": 1, "dash": "dot", "color": _BALANCE}},
            increasing={"marker": {"color": BEHIND}},
            decreasing={"marker": {"color": AHEAD}},
            totals={"marker": {"color": _BALANCE}},
            hovertemplate="%{x}: %{text}<extra></extra>",
        )
    )
    figure.update_layout(
        **PLAIN,
        title={"text": waterfall_title(view, t), "font": {"size": 16}},
        height=380,
        margin={"l": 8, "r": 8, "t": 56, "b": 8},
        xaxis={"type": "multicategory", "fixedrange": True},
        yaxis={"title": t("persons"), "zeroline": True, "fixedrange": True},
    )
    return figure


def waterfall_title(view: Dossier, t: Words) -> str:
    """Return what the waterfall shows in one sentence."""
    lines = waterfall_lines(view)
    return t(
        "From {opening} to {closing} in {n} half-years",
        opening=t.signed(lines[0].opening),
        closing=t.signed(lines[-1].closing),
        n=len(lines),
    )


def waterfall_text(view: Dossier, t: Words) -> str:
    """Return in words what the waterfall shows."""
    return "; ".join(
        t(
            "{half_year}: opening {opening} + target {target} − realised {realised} = {closing}",
            half_year=line.half_year,
            opening=t.signed(line.opening),
            target=t.number(line.target),
            realised=t.number(line.realised),
            closing=t.signed(line.closing),
        )
        for line in waterfall_lines(view)
    )
