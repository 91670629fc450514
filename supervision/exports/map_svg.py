"""The map as SVG, straight from the boundaries: classes, region borders, and labels that fit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape

from supervision.exports.map_labels import LINE, Label, labels_of
from supervision.exports.map_shapes import Point, Shape, borders, shapes
from supervision.views.colours import COLOURS, Tone
from supervision.views.map import MapView

_FONT = "Libertinus Serif"
_INK = "#1d1d1f"
_HATCH = (
    '<pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<rect width="4" height="4" fill="{ground}"/>'
    '<path d="M-1,1 l2,-2 M0,4 l4,-4 M3,5 l2,-2" stroke="#8a8a8a" stroke-width="0.6"/></pattern>'
)

_DARK = 0.179
"""The luminance at which black and white have the same contrast."""
_DROP = 0.32
"""From the middle of a line of text down to its base, as a share of the type size."""


def map_svg(
    view: MapView,
    figures: Mapping[str, str],
    boundaries: str,
    width: float,
    height: float,
    region: str | None = None,
) -> str:
    """Return the map as SVG that fits in `width` × `height` points.

    `boundaries` is GeoJSON with `statcode`, `statnaam` and `regio`; `figures` what to write below
    the name, by code. With `region` only its municipalities are drawn; without, the names
    of the region that is drawn apart are left out.
    """
    tones = {row.code: each.tone for each in view.classes for row in each.rows}
    names = {row.code: row.name for each in view.classes for row in each.rows}
    features = json.loads(boundaries)["features"]
    drawn = [each for each in shapes(features, width, height, region) if each.code in names]
    apart = close_up_region(boundaries) if region is None else None
    labels = [
        (label, tones[shape.code])
        for shape in drawn
        if shape.region != apart
        for label in labels_of(shape, names[shape.code], figures.get(shape.code, ""), drawn)
    ]
    return "".join(
        (
            _head(drawn, [label for label, _ in labels], height),
            *(_area(shape, tones[shape.code]) for shape in drawn),
            *_lines(drawn),
            *(part for label, tone in labels for part in _text(label, tone)),
            "</svg>",
        )
    )


def _head(drawn: list[Shape], labels: list[Label], height: float) -> str:
    """The frame, as wide as the map and the labels beside it."""
    edges = [x for shape in drawn for x, _ in shape.points] or [0.0]
    left = min([min(edges) - 2, *(label.x - label.half_width for label in labels)])
    right = max([max(edges) + 2, *(label.x + label.half_width for label in labels)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{right - left:.1f}" '
        f'height="{height:.1f}" viewBox="{left:.1f} 0 {right - left:.1f} {height:.1f}" '
        f'font-family="{_FONT}"><defs>{_HATCH.format(ground=COLOURS[Tone.NONE])}</defs>'
    )


def close_up_region(boundaries: str) -> str | None:
    """Return the region of which the municipalities are the smallest: it is drawn apart, larger."""
    areas: dict[str, list[float]] = {}
    for shape in shapes(json.loads(boundaries)["features"], 100, 100):
        areas.setdefault(shape.region, []).append(shape.area)
    if len(areas) < 2:
        return None
    return min(areas, key=lambda region: sum(areas[region]) / len(areas[region]))


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour (WCAG 2.2, contrast)."""
    return "#000000" if luminance(colour) > _DARK else "#ffffff"


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 for black to 1 for white (WCAG 2.2)."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _area(shape: Shape, tone: Tone) -> str:
    fill = "url(#hatch)" if tone is Tone.NONE else COLOURS[tone]
    rings = " ".join(_path(ring, closed=True) for ring in shape.rings)
    return f'<path d="{rings}" fill="{fill}" fill-rule="evenodd"/>'


def _lines(drawn: list[Shape]) -> Iterator[str]:
    """Borders: white between municipalities, dark between regions and around all."""
    inner, outer = borders(drawn)
    for edges, ink, width in ((inner, "#ffffff", 0.9), (outer, _INK, 1.1)):
        path = " ".join(_path(edge, closed=False) for edge in edges)
        yield (
            f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{width}" '
            'stroke-linecap="round"/>'
        )


def _path(points: tuple[Point, ...], *, closed: bool) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + ("Z" if closed else "")


def _text(label: Label, tone: Tone) -> Iterator[str]:
    """The label, with a halo where the hatch would make it hard to read."""
    ink, halo = ink_on(COLOURS[tone]), ""
    if label.leader is not None:
        ink = _INK
        (x0, y0), (x1, y1) = label.leader
        yield (
            f'<path d="M{x0:.1f},{y0:.1f}L{x1:.1f},{y1:.1f}" stroke="{_INK}" stroke-width="0.5"/>'
        )
    elif tone is Tone.NONE:
        halo = f' stroke="{COLOURS[tone]}" stroke-width="2" paint-order="stroke"'
    first = label.y - LINE * label.size * (len(label.lines) - 1) / 2 + _DROP * label.size
    for number, line in enumerate(label.lines):
        bold = ' font-weight="bold"' if number == label.bold else ""
        yield (
            f'<text x="{label.x:.1f}" y="{first + number * LINE * label.size:.1f}" '
            f'font-size="{label.size}" text-anchor="middle" fill="{ink}"{bold}{halo}>'
            f"{escape(line)}</text>"
        )
