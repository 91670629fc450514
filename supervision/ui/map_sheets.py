"""The map as it is drawn on screen, without colours yet: shapes, borders, places for the labels.

Shapes and labels are those of the paper map, so the two look alike; they are computed once for
the boundaries, with room for the longest figure, so that nothing jumps from layer to layer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from supervision.exports.map_labels import LINE, Label, labels_of
from supervision.exports.map_shapes import Point, Shape, borders, shapes
from supervision.exports.map_svg import close_up_region

_PROVINCE, _CLOSE_UP = (400.0, 440.0), (400.0, 214.0)
"""Width and height to fit in, in the units of the shapes."""
PIXELS = 1.6
"""Of a screen, for one unit: the smallest label is then 10 pixels high."""
_LONGEST = "99,9 %"
_GAP = 2.0
"""Between the end of a leading line and the label."""
_WIDE = 1.25
"""A name of wide letters takes so much more room than one of average letters."""
_DROP = 0.34
"""From the middle of a line of text down to its base, as a share of the type size."""
HATCH = "limburg-hatch"
"""The name of the pattern for no figure."""
_PATTERN = (
    f'<defs><pattern id="{HATCH}" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="limburg-hatch-ground" width="5" height="5"/>'
    '<path class="limburg-hatch-line" d="M0,0V5"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The province, and the region with the smallest municipalities once more, larger.

    Both are SVG. `close_up` and `region` are empty where there is no such region.
    """

    province: str
    close_up: str
    region: str


def sheets(boundaries: str, names: Mapping[str, str]) -> Sheets:
    """Return the sheets for boundaries as GeoJSON; only the municipalities in `names` are drawn."""
    features = [
        each
        for each in json.loads(boundaries)["features"]
        if each["properties"]["statcode"] in names
    ]
    region = close_up_region(boundaries)
    return Sheets(
        _sheet(shapes(features, *_PROVINCE), names, region, _PATTERN),
        _sheet(shapes(features, *_CLOSE_UP, region), names) if region else "",
        region or "",
    )


def _sheet(
    drawn: Sequence[Shape],
    names: Mapping[str, str],
    region_apart: str | None = None,
    before: str = "",
) -> str:
    """One SVG; in the region that is drawn apart, only what fits in as a whole is written."""
    labels = [
        (shape.code, label)
        for shape in drawn
        for label in labels_of(shape, names[shape.code], _LONGEST, drawn)
        if shape.region != region_apart or _holds_all(label)
    ]
    inner, outer = borders(drawn)
    return "".join(
        (
            _head(drawn, [label for _, label in labels]),
            before,
            '<g class="limburg-areas">',
            *(_area(shape) for shape in drawn),
            "</g>",
            *_border("limburg-border", inner),
            *_border("limburg-region", outer),
            '<g class="limburg-marks"></g><g class="limburg-labels" aria-hidden="true">',
            *(part for code, label in labels for part in _label(code, label)),
            "</g></svg>",
        )
    )


def _holds_all(label: Label) -> bool:
    """Whether name and figure both lie inside the shape."""
    return label.leader is None and len(label.lines) > 1


def _head(drawn: Sequence[Shape], labels: Sequence[Label]) -> str:
    xs = [x for shape in drawn for x, _ in shape.points]
    ys = [y for shape in drawn for _, y in shape.points]
    left = min([min(xs), *(label.x - _WIDE * label.half_width for label in labels)]) - 2
    right = max([max(xs), *(label.x + _WIDE * label.half_width for label in labels)]) + 2
    top, bottom = min(ys) - 2, max(ys) + 2
    width, height = right - left, bottom - top
    return (
        f'<svg viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}" '
        f'style="max-width:{width * PIXELS:.0f}px">'
    )


def _area(shape: Shape) -> str:
    path = "".join(f"{_path(ring)}Z" for ring in shape.rings)
    return f'<path data-code="{escape(shape.code)}" d="{path}"/>'


def _border(name: str, edges: Iterable[Sequence[Point]]) -> tuple[str, str]:
    """A dark line on a light one, so that it is seen on every colour."""
    path = "".join(_path(each) for each in _chained(edges))
    return f'<path class="{name}-edge" d="{path}"/>', f'<path class="{name}" d="{path}"/>'


def _chained(edges: Iterable[Sequence[Point]]) -> list[list[Point]]:
    """Edges that follow on each other as one line, which takes half the room."""
    lines: list[list[Point]] = []
    for start, end in edges:
        last = lines[-1] if lines else []
        if len(last) == 2 and last[0] in (start, end):
            last.reverse()
        if last and last[-1] in (start, end):
            last.append(start if last[-1] == end else end)
        else:
            lines.append([start, end])
    return lines


def _path(points: Sequence[Point]) -> str:
    """Each point as the way from the one before; in whole tenths, so that no error adds up."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    (x, y), *_ = tenths
    steps = (f"{_tenth(x1 - x0)},{_tenth(y1 - y0)}" for (x0, y0), (x1, y1) in pairwise(tenths))
    return f"M{_tenth(x)},{_tenth(y)}l{' '.join(steps)}"


def _tenth(number: int) -> str:
    return f"{number / 10:g}"


def _label(code: str, label: Label) -> Iterator[str]:
    x, kind = label.x, ""
    if label.leader is not None:
        (start, _), (end, _) = label.leader
        # Beside the map a text begins where its line ends, however wide its letters are.
        x, kind = (end - _GAP, " limburg-left") if end < start else (end + _GAP, " limburg-right")
        yield f'<path class="limburg-leader" d="{_path(label.leader)}"/>'
    first = label.y - LINE * label.size * (len(label.lines) - 1) / 2 + _DROP * label.size
    for number, line in enumerate(label.lines):
        is_figure = number == label.bold
        name = "limburg-figure" if is_figure else "limburg-name"
        yield (
            f'<text class="{name}{kind}" data-of="{escape(code)}" x="{x:.1f}" '
            f'y="{first + number * LINE * label.size:.1f}" font-size="{label.size:g}">'
            f"{'' if is_figure else escape(line)}</text>"
        )
