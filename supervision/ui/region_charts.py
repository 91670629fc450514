"""The charts of the regions: backlog purple, lead green, each bar with its own number."""

from __future__ import annotations

import plotly.graph_objects as go

from supervision.ui.bars import AHEAD, BEHIND, PLAIN
from supervision.views.closings import Multiples, Series
from supervision.views.ranking import Region
from supervision.words import Words

_ROOM = 0.15
"""The part of an axis beyond the longest bar on either side, for the number at its end."""
_ROW = 28
"""Pixels for a municipality."""


def closings_figure(series: Series, among: Multiples, t: Words) -> go.Figure:
    """Return the closings of one region on the scale of all: backlogs up, leads down."""
    figure = go.Figure()
    half_years = [str(each.half_year) for each in series.closings]
    hatched = ["/" if each.provisional else "" for each in series.closings]
    for colour, name, amounts, sign in (
        (BEHIND, t("backlog"), [each.backlog for each in series.closings], 1),
        (AHEAD, t("lead"), [each.lead for each in series.closings], -1),
    ):
        figure.add_bar(
            x=half_years,
            y=[None if amount is None else sign * amount for amount in amounts],
            text=[t.number(amount) if amount else "" for amount in amounts],
            name=name,
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            marker_color=colour,
            marker_pattern_shape=hatched,
            hovertemplate="%{x}: %{text} %{fullData.name}<extra></extra>",
        )
    figure.update_layout(
        **PLAIN,
        barmode="relative",
        height=260,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"type": "category", "tickangle": -45},
        yaxis={"visible": False, "range": _with_room(among.lowest, among.highest)},
    )
    return figure


def ranking_figure(region: Region, t: Words) -> go.Figure:
    """Return the balances of a region, the largest backlog on top."""
    known = [
        (each.standing.name, each.balance) for each in region.ranked if each.balance is not None
    ]
    names, balances = [name for name, _ in known], [balance for _, balance in known]
    figure = go.Figure(
        go.Bar(
            x=balances,
            y=names,
            orientation="h",
            text=[t.signed(balance) for balance in balances],
            textposition="outside",
            cliponaxis=False,
            marker_color=[BEHIND if balance > 0 else AHEAD for balance in balances],
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    figure.update_layout(
        **PLAIN,
        height=50 + _ROW * len(known),
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={
            "visible": False,
            "range": _with_room(min([0, *balances]), max([0, *balances])),
        },
        yaxis={"autorange": "reversed", "automargin": True},
    )
    return figure


def _with_room(lowest: int, highest: int) -> list[float]:
    room = _ROOM * max(highest - lowest, 1)
    return [lowest - room, highest + room]


def closings_text(series: Series, t: Words) -> str:
    """Return in words what the chart of the closings of a region shows."""
    points = "; ".join(
        t(
            "{half_year}: backlog {backlog}, lead {lead}",
            half_year=each.half_year,
            backlog=t.number(each.backlog),
            lead=t.number(each.lead),
        )
        for each in series.closings
    )
    return f"{series.title}. {points}."


def ranking_text(region: Region, t: Words) -> str:
    """Return in words what the chart of the balances of a region shows."""
    balances = "; ".join(f"{each.standing.name} {t.signed(each.balance)}" for each in region.ranked)
    return t(
        "{title} Balances, backlog positive: {balances}.", title=region.title, balances=balances
    )
