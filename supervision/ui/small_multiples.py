"""The closings of the regions as small bar charts beside each other, on one scale.

Drawn with HTML, so that the start page does not wait for plotly: docs/decisions.md, 51.
"""

from __future__ import annotations

from html import escape

from supervision.ui.bars import AHEAD, BEHIND
from supervision.views.closings import Closings, Multiples, Series
from supervision.words import Words

_HEIGHT = 150
"""Pixels between the ends of the longest bars, above and below the line."""


def multiples_html(view: Multiples, t: Words) -> str:
    """Return the charts of all series as HTML, each with the same in words for who cannot see."""
    scale = _HEIGHT / max(view.highest - view.lowest, 1)
    charts = "".join(
        f"<figure><figcaption>{escape(series.title)}</figcaption>"
        f'<div class="bars" role="img" aria-label="{escape(closings_text(series, t))}">'
        + "".join(_column(each, view, scale, t) for each in series.closings)
        + "</div></figure>"
        for series in view.series
    )
    return f'<div class="multiples">{charts}</div>'


def closings_text(series: Series, t: Words) -> str:
    """Return in words what the chart of the closings of a region shows."""
    points = "; ".join(_said(each, t) for each in series.closings)
    return f"{series.title}. {points}."


def _column(closing: Closings, among: Multiples, scale: float, t: Words) -> str:
    """The backlog of a half-year above the line and its lead below it, each with its number."""
    up = _bar(closing.backlog, BEHIND, scale, closing, t)
    down = _bar(closing.lead, AHEAD, scale, closing, t)
    unknown = f"<span>{t.number(None)}</span>" if closing.backlog is None else ""
    return (
        f'<div title="{escape(_said(closing, t))}">'
        f'<div class="up" style="height:{scale * among.highest:.0f}px">{unknown}{up}</div>'
        f'<div class="down" style="height:{-scale * among.lowest:.0f}px">{down}</div>'
        f'<span class="half-year">{closing.half_year}</span></div>'
    )


def _bar(persons: int | None, colour: str, scale: float, closing: Closings, t: Words) -> str:
    if not persons:
        return ""
    hatched = ' class="hatched"' if closing.provisional or closing.unknown else ""
    return (
        f"<span>{t.number(persons)}</span>"
        f'<i{hatched} style="height:{scale * persons:.1f}px;--colour:{colour}"></i>'
    )


def _said(closing: Closings, t: Words) -> str:
    backlog, lead = t.number(closing.backlog), t.number(closing.lead)
    half_year = closing.half_year
    if closing.unknown:
        return t(
            "{half_year}: backlog {backlog}, lead {lead} (without {names})",
            half_year=half_year,
            backlog=backlog,
            lead=lead,
            names=", ".join(closing.unknown),
        )
    if closing.provisional:
        return t(
            "{half_year}: backlog {backlog}, lead {lead} (provisional)",
            half_year=half_year,
            backlog=backlog,
            lead=lead,
        )
    return t(
        "{half_year}: backlog {backlog}, lead {lead}",
        half_year=half_year,
        backlog=backlog,
        lead=lead,
    )
