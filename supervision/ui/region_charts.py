"""The charts of the regions: backlog purple, lead green, each bar with its own number."""

from __future__ import annotations

import plotly.graph_objects as go

from supervision.ui.bars import AHEAD, BEHIND, PLAIN
from supervision.views.ranking import Region
from supervision.words import Words

_ROOM = 0.15
"""The part of an axis beyond the longest bar on either side, for the number at its end."""
_ROW = 28
"""Pixels for a municipality."""


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


def ranking_text(region: Region, t: Words) -> str:
    """Return in words what the chart of the balances of a region shows."""
    balances = "; ".join(f"{each.standing.name} {t.signed(each.balance)}" for each in region.ranked)
    return t(
        "{title} Balances, backlog positive: {balances}.", title=region.title, balances=balances
    )
