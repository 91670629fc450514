"""Boundaries as shapes on paper: projected, scaled, and cut into the borders that they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from typing import Any

Point = tuple[float, float]
_MARGIN = 2.0
"""Points left free around the map, for the heaviest border."""

_ALONG = 4
"""Points taken along each edge of a border."""


@dataclass(frozen=True)
class Shape:
    """A municipality on paper; points (1/72 inch), the first ring of `rings` is the largest."""

    code: str
    region: str
    rings: tuple[tuple[Point, ...], ...]

    @cached_property
    def outline(self) -> tuple[Point, ...]:
        """Points along the borders, close enough together to see what lies beside a label."""
        return tuple(
            (x0 + (x1 - x0) * part / _ALONG, y0 + (y1 - y0) * part / _ALONG)
            for ring in self.rings
            for (x0, y0), (x1, y1) in _edges(ring)
            for part in range(_ALONG)
        )

    @property
    def points(self) -> Iterator[Point]:
        """Every corner."""
        return (point for ring in self.rings for point in ring)

    @cached_property
    def area(self) -> float:
        """The size of the largest ring, in square points."""
        return abs(_signed_area(self.rings[0]))

    @cached_property
    def centre(self) -> Point:
        """The centre of gravity of the largest ring."""
        ring, doubled = self.rings[0], 2 * _signed_area(self.rings[0])
        x = y = 0.0
        for (x0, y0), (x1, y1) in _edges(ring):
            cross = x0 * y1 - x1 * y0
            x += (x0 + x1) * cross
            y += (y0 + y1) * cross
        return x / (3 * doubled), y / (3 * doubled)

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies inside."""
        x, y = point
        inside = False
        for ring in self.rings:
            for (x0, y0), (x1, y1) in _edges(ring):
                if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                    inside = not inside
        return inside

    def holds_box(self, centre: Point, width: float, height: float) -> bool:
        """Tell whether a box lies inside as a whole: its centre does, and no border crosses it."""
        x, y = centre
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        edges = (edge for ring in self.rings for edge in _edges(ring))
        return self.holds(centre) and not any(_crosses(edge, box) for edge in edges)


def shapes(
    features: Iterable[Mapping[str, Any]], width: float, height: float, region: str | None = None
) -> tuple[Shape, ...]:
    """Return GeoJSON features in degrees as shapes within `width` × `height` points.

    With `region` only those of that region. At the scale of a province it is enough to shrink
    the degrees of longitude by the cosine of the latitude. Empty where nothing is to be drawn.
    """
    chosen = [
        each for each in features if region is None or each["properties"].get("regio") == region
    ]
    degrees = [point for each in chosen for ring in _rings(each) for point in ring]
    if not degrees:
        return ()
    south, north = min(y for _, y in degrees), max(y for _, y in degrees)
    west, east = min(x for x, _ in degrees), max(x for x, _ in degrees)
    shrink = cos(radians((south + north) / 2))
    scale = min(
        (width - 2 * _MARGIN) / ((east - west) * shrink), (height - 2 * _MARGIN) / (north - south)
    )

    def on_paper(ring: list[Point]) -> tuple[Point, ...]:
        return tuple(
            ((x - west) * shrink * scale + _MARGIN, (north - y) * scale + _MARGIN) for x, y in ring
        )

    found = []
    for each in chosen:
        rings = sorted(map(on_paper, _rings(each)), key=lambda ring: -abs(_signed_area(ring)))
        properties = each["properties"]
        found.append(Shape(properties["statcode"], properties.get("regio", ""), tuple(rings)))
    return tuple(found)


def borders(drawn: Iterable[Shape]) -> tuple[list[tuple[Point, ...]], list[tuple[Point, ...]]]:
    """Return the borders within a region, and those between regions and around all.

    Neighbours share their corners exactly, so a border is an edge that two shapes have.
    """
    owners: dict[tuple[Point, ...], list[str]] = defaultdict(list)
    for shape in drawn:
        for ring in shape.rings:
            for start, end in _edges(ring):
                owners[tuple(sorted((start, end)))].append(shape.region)
    inner: list[tuple[Point, ...]] = []
    outer: list[tuple[Point, ...]] = []
    for edge, regions in owners.items():
        within = len(regions) > 1 and len(set(regions)) == 1
        (inner if within else outer).append(edge)
    return inner, outer


def _rings(feature: Mapping[str, Any]) -> list[list[Point]]:
    """The rings of a polygon or several, without the closing point."""
    geometry = feature["geometry"]
    several = geometry["coordinates"]
    polygons = several if geometry["type"] == "MultiPolygon" else [several]
    return [[(point[0], point[1]) for point in ring[:-1]] for each in polygons for ring in each]


def _edges(ring: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, ring[1:] + ring[:1], strict=True)


def _signed_area(ring: tuple[Point, ...]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _edges(ring)) / 2


def _crosses(edge: tuple[Point, Point], box: tuple[float, float, float, float]) -> bool:
    """Whether any part of an edge lies in a box (Liang and Barsky's clipping of a line)."""
    (x0, y0), (x1, y1) = edge
    left, top, right, bottom = box
    if max(x0, x1) < left or min(x0, x1) > right or max(y0, y1) < top or min(y0, y1) > bottom:
        return False
    enters, leaves = 0.0, 1.0
    for step, room in (
        (x0 - x1, x0 - left),
        (x1 - x0, right - x0),
        (y0 - y1, y0 - top),
        (y1 - y0, bottom - y0),
    ):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            enters = max(enters, room / step)
        else:
            leaves = min(leaves, room / step)
    return enters <= leaves
