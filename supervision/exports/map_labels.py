"""Where the label of a municipality fits on the map, in how many lines, and how large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from supervision.exports.map_shapes import Point, Shape

_SIZES = (8.0, 7.0, 6.0)
"""Points: the largest that fits is taken; smaller cannot be read on paper."""
_CHARACTER = 0.48
"""Width of a letter as a share of the type size, on average."""
LINE = 1.1
"""From line to line, as a share of the type size."""
_BESIDE = 7.0
"""Type size beside the map."""
_CLEARANCE = 9.0
"""Points between a label beside the map and the map."""
_STEPS = 14
"""The places tried: a grid of so many by so many over the shape."""
_MOST = 32
"""Characters of a line beside the map, so that it does not take the room of the map."""


@dataclass(frozen=True, slots=True)
class Label:
    """Lines around a centre, in points; `bold` is the number of the line with the figure.

    With `leader` it lies beside the map, and a line leads from there to the shape.
    """

    x: float
    y: float
    size: float
    lines: tuple[str, ...]
    bold: int | None
    leader: tuple[Point, Point] | None = None

    @property
    def half_width(self) -> float:
        """Half of what it takes across."""
        return _width(self.lines, self.size) / 2


def labels_of(shape: Shape, name: str, figure: str, drawn: Iterable[Shape]) -> tuple[Label, ...]:
    """Return the labels of a shape: name and figure in it, else the name beside the map.

    What is in a shape lies inside it as a whole, as near to its centre as can be. Where not
    even the figure fits, it goes beside the map with the name.
    """
    inside = _inside(shape, _broken(name, figure))
    if inside is not None:
        return (inside,)
    alone = _inside(shape, ((figure,),))
    if alone is not None:
        return (alone, _beside((alone.x, alone.y), alone.half_width, (name,), None, drawn))
    return (_beside(shape.centre, 0, (name, figure), 1, drawn),)


def _inside(shape: Shape, ways: tuple[tuple[str, ...], ...]) -> Label | None:
    candidates = sorted(_places(shape), key=lambda point: _distance(point, shape.centre))
    for size in _SIZES:
        for lines in ways:
            width, height = _width(lines, size), len(lines) * LINE * size
            for point in candidates:
                if shape.holds_box(point, width, height):
                    return Label(*point, size, lines, len(lines) - 1)
    return None


def _beside(
    start: Point, taken: float, lines: tuple[str, ...], bold: int | None, drawn: Iterable[Shape]
) -> Label:
    """At the height of `start`, on the side of the map that is nearer to it.

    The line begins where the `taken` half width around `start` ends.
    """
    lines = tuple(line if len(line) <= _MOST else line[: _MOST - 1] + "…" for line in lines)
    x, y = start
    reach = len(lines) * LINE * _BESIDE / 2 + _CLEARANCE
    level = [px for each in drawn for px, py in each.outline if abs(py - y) <= reach]
    left, right = min(level, default=x), max(level, default=x)
    side = -1 if x - left < right - x else 1
    edge = (left if side < 0 else right) + side * _CLEARANCE
    centre = edge + side * (_width(lines, _BESIDE) / 2 + 1)
    return Label(centre, y, _BESIDE, lines, bold, ((x + side * (taken + 1), y), (edge, y)))


def _width(lines: tuple[str, ...], size: float) -> float:
    return max(map(len, lines)) * _CHARACTER * size


def _broken(name: str, figure: str) -> tuple[tuple[str, ...], ...]:
    """The name on one line, and on two, broken at the space or hyphen nearest to its middle."""
    places = [at + 1 for at, letter in enumerate(name[:-1]) if letter in " -"]
    if not places:
        return ((name, figure),)
    at = min(places, key=lambda place: abs(place - len(name) / 2))
    return (name, figure), (name[:at].strip(), name[at:], figure)


def _places(shape: Shape) -> Iterator[Point]:
    ring = shape.rings[0]
    left, right = min(x for x, _ in ring), max(x for x, _ in ring)
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    yield shape.centre
    for row in range(1, _STEPS):
        for column in range(1, _STEPS):
            yield (
                left + (right - left) * column / _STEPS,
                top + (bottom - top) * row / _STEPS,
            )


def _distance(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
