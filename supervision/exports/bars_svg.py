"""Bars in groups as SVG for paper: every figure is written, and no colour is needed to read it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from supervision.exports.map_svg import ink_on
from supervision.views.document import Bar, Chart

WIDTH, HEIGHT = 482.0, 190.0
"""Points: the width of the text of an A4 page, and what leaves room for the table below."""
_FONT = "Libertinus Serif"
_INK = "#1d1d1f"
_FILLS = ("#d9d5e2", "#1b7837", "#5b2a86")
"""Of the three series; light, middle and dark, so that a print without colour keeps them apart."""
_TOP, _BOTTOM = 34.0, 30.0
"""Room for the legend and the highest figure; for the names and the lowest figure."""
_WIDEST = 22.0
_SIZE = 8.0


def bars_svg(chart: Chart) -> str:
    """Return the chart as SVG of `WIDTH` × `HEIGHT` points, with its legend.

    Zero is a line; a bar below it is a number below 0. A figure that is not known has no bar, only
    what stands for it. What is provisional is an outline of dashes.
    """
    heights = [bar.height or 0 for group in chart.groups for bar in group.bars]
    most, least = max(0, *heights), min(0, *heights)
    scale = (HEIGHT - _TOP - _BOTTOM) / (most - least or 1)
    zero = _TOP + most * scale
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{_FONT}" font-size="{_SIZE}">',
            *_legend(chart),
            *_groups(chart, zero, scale),
            f'<path d="M0,{zero:.1f}H{WIDTH}" stroke="{_INK}" stroke-width="0.8"/>',
            "</svg>",
        )
    )


def _groups(chart: Chart, zero: float, scale: float) -> Iterator[str]:
    room = WIDTH / len(chart.groups)
    width = min(_WIDEST, room * 0.26)
    for number, group in enumerate(chart.groups):
        middle = room * (number + 0.5)
        first = middle - width * len(group.bars) / 2
        for index, bar in enumerate(group.bars):
            yield from _bar(bar, index, first + index * width, width, zero, scale)
        yield _text(middle, HEIGHT - 4, group.name, bold=True)


def _bar(
    bar: Bar, series: int, left: float, width: float, zero: float, scale: float
) -> Iterator[str]:
    high = (bar.height or 0) * scale
    if high:
        yield _rect(left, min(zero, zero - high), width, abs(high), series, bar.provisional)
    beyond = zero - high + (-3 if high >= 0 else _SIZE)
    yield _text(left + width / 2, beyond, bar.label)


def _legend(chart: Chart) -> Iterator[str]:
    """A swatch with each name, in the order of the bars; the outline where one is drawn."""
    entries = list(enumerate(chart.series))
    left = 0.0
    for series, name in entries:
        yield _rect(left, 2, 12, 8, series, outlined=False)
        yield _text(left + 16, 9, name, anchor="start")
        left += 16 + 5 * len(name) + 14
    if any(bar.provisional and bar.height for group in chart.groups for bar in group.bars):
        yield _rect(left, 2, 12, 8, 2, outlined=True)
        yield _text(left + 16, 9, chart.provisional, anchor="start")


def _rect(left: float, top: float, width: float, height: float, series: int, outlined: bool) -> str:
    colour = _FILLS[series]
    edge = _INK if ink_on(colour) == "#000000" else colour
    look = (
        f'fill="#ffffff" stroke="{edge}" stroke-width="0.9" stroke-dasharray="2.5 1.5"'
        if outlined
        else f'fill="{colour}" stroke="{edge}" stroke-width="0.5"'
    )
    return (
        f'<rect x="{left + 0.7:.1f}" y="{top:.1f}" width="{width - 1.4:.1f}" '
        f'height="{height:.1f}" {look}/>'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "middle", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}"{weight}>'
        f"{escape(text)}</text>"
    )
