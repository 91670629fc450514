"""The map on paper: to scale, every border once, labels inside, told apart without colour."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from types import SimpleNamespace
from typing import Any

import pytest

from supervision.exports.map_labels import labels_of
from supervision.exports.map_shapes import Shape, borders, shapes
from supervision.exports.map_svg import close_up_region, ink_on, luminance, map_svg
from supervision.geography import published
from supervision.reference import register
from supervision.views.colours import COLOURS, Tone

BOUNDARIES = published()
FEATURES = json.loads(BOUNDARIES)["features"]
DRAWN = shapes(FEATURES, 228, 590)
SQUARE = Shape("GM0001", "Noord", (((0, 0), (100, 0), (100, 100), (0, 100)),))
SLIVER = Shape("GM0002", "Noord", (((0, 0), (3, 0), (3, 100), (0, 100)),))


def polygon(code: str, region: str, ring: list[list[float]]) -> dict[str, Any]:
    return {
        "properties": {"statcode": code, "statnaam": code, "regio": region},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


def view_of(names: dict[str, str], tone: Tone = Tone.GOOD) -> Any:
    """A layer of the map in which every municipality is in one class."""
    rows = tuple(SimpleNamespace(code=code, name=name) for code, name in names.items())
    return SimpleNamespace(classes=(SimpleNamespace(tone=tone, rows=rows),))


NAMES = {each["properties"]["statcode"]: each["properties"]["statnaam"] for each in FEATURES}
FIGURES = dict.fromkeys(NAMES, "62 %")


def test_every_municipality_of_today_is_drawn_within_the_frame() -> None:
    today = {each.code for each in register().municipalities if each.valid_until is None}
    assert {each.code for each in DRAWN} == today
    points = [point for each in DRAWN for point in each.points]
    assert min(x for x, _ in points) == pytest.approx(2)
    assert max(x for x, _ in points) <= 226.01
    assert min(y for _, y in points) == pytest.approx(2)
    assert max(y for _, y in points) <= 588.01


def test_the_map_is_to_scale() -> None:
    """A degree of longitude is shorter than one of latitude: near 51° by 0.63."""
    square = shapes([polygon("A", "", [[5, 50.5], [6, 50.5], [6, 51.5], [5, 51.5]])], 104, 104)
    width = max(x for x, _ in square[0].points) - 2
    height = max(y for _, y in square[0].points) - 2
    assert height == pytest.approx(100)
    assert width / height == pytest.approx(0.629, abs=0.001)


def test_north_is_up() -> None:
    by_code = {each.code: each for each in DRAWN}
    mook, vaals = by_code["GM0944"], by_code["GM0981"]
    assert mook.centre[1] < vaals.centre[1]


def test_a_border_between_regions_is_told_from_one_within() -> None:
    tiles = [
        polygon("A", "Noord", [[5, 51], [6, 51], [6, 52], [5, 52]]),
        polygon("B", "Noord", [[6, 51], [7, 51], [7, 52], [6, 52]]),
        polygon("C", "Zuid", [[5, 50], [6, 50], [6, 51], [5, 51]]),
    ]
    inner, outer = borders(shapes(tiles, 100, 100))
    assert len(inner) == 1
    assert len(outer) == 4 * 3 - 2 - 1, "every edge once"


def test_neighbours_share_their_borders_exactly() -> None:
    inner, outer = borders(DRAWN)
    edges = sum(len(ring) for each in DRAWN for ring in each.rings)
    twice = edges - len(inner) - len(outer)
    assert twice > edges / 3, "most edges are those of two municipalities"


def test_a_box_is_inside_only_as_a_whole() -> None:
    assert SQUARE.holds_box((50, 50), 90, 90)
    assert not SQUARE.holds_box((50, 50), 110, 10)
    assert not SQUARE.holds_box((95, 50), 20, 10)
    assert not SQUARE.holds_box((150, 50), 10, 10)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Venlo", ("Venlo", "62 %")),
        (
            "Valkenburg aan de Geul en verder weg",
            ("Valkenburg aan de", "Geul en verder weg", "62 %"),
        ),
        ("Eijsden-Margraten in het zuiden", ("Eijsden-Margraten", "in het zuiden", "62 %")),
    ],
)
def test_a_name_that_does_not_fit_on_one_line_goes_on_two(name: str, lines: tuple[str]) -> None:
    (label,) = labels_of(SQUARE, name, "62 %", [SQUARE])
    assert label.lines == lines
    assert label.leader is None
    assert SQUARE.holds((label.x, label.y))


def test_where_only_the_figure_fits_the_name_goes_beside_the_map() -> None:
    narrow = Shape("GM0003", "Noord", (((0, 0), (22, 0), (22, 100), (0, 100)),))
    figure, name = labels_of(narrow, "Mook en Middelaar", "62 %", [narrow])
    assert (figure.lines, name.lines) == (("62 %",), ("Mook en Middelaar",))
    assert narrow.holds((figure.x, figure.y))
    assert name.leader is not None
    assert name.x + name.half_width < 0 or name.x - name.half_width > 22


def test_where_nothing_fits_both_go_beside_the_map() -> None:
    (label,) = labels_of(SLIVER, "Mook", "62 %", [SLIVER])
    assert label.lines == ("Mook", "62 %")
    assert label.leader is not None


def test_a_name_without_end_does_not_take_the_room_of_the_map() -> None:
    (label,) = labels_of(SLIVER, "lang " * 40, "62 %", [SLIVER])
    assert label.lines[0].endswith("…")
    assert label.half_width < 100


def test_every_municipality_has_its_name_and_figure_on_one_of_the_maps() -> None:
    """So that the classes can be told apart in a print without colour."""
    region = close_up_region(BOUNDARIES)
    whole = map_svg(view_of(NAMES), FIGURES, BOUNDARIES, 228, 590)
    close_up = map_svg(view_of(NAMES), FIGURES, BOUNDARIES, 225, 300, region)
    said = texts(whole) + texts(close_up)
    assert said.count("62 %") == len(NAMES)
    words = " ".join(said)
    missing = [
        name for name in NAMES.values() for word in name.split("-") if word.split()[0] not in words
    ]
    assert missing == []


def test_the_region_with_the_smallest_municipalities_is_drawn_larger() -> None:
    assert close_up_region(BOUNDARIES) == "Zuid-Limburg"


def test_one_region_has_no_close_up() -> None:
    alone = {"features": [each for each in FEATURES if each["properties"]["regio"].startswith("Z")]}
    assert close_up_region(json.dumps(alone)) is None


def test_what_is_unknown_is_hatched_and_the_rest_has_its_colour() -> None:
    unknown = map_svg(view_of(NAMES, Tone.NONE), FIGURES, BOUNDARIES, 228, 590)
    known = map_svg(view_of(NAMES, Tone.BEST), FIGURES, BOUNDARIES, 228, 590)
    assert unknown.count("url(#hatch)") == len(NAMES)
    assert known.count(f'fill="{COLOURS[Tone.BEST]}"') == len(NAMES)
    assert "url(#hatch)" not in known.replace('id="hatch"', "")


def test_a_municipality_that_is_not_in_the_figures_is_not_drawn() -> None:
    svg = map_svg(view_of({"GM0983": "Venlo"}), FIGURES, BOUNDARIES, 228, 590)
    assert texts(svg) == ["Venlo", "62 %"]
    assert svg.count("evenodd") == 1
    assert texts(map_svg(view_of({}), {}, BOUNDARIES, 228, 590)) == []


def test_text_in_the_map_is_text_and_never_markup() -> None:
    name = '<b>&"x"</b>'
    svg = map_svg(view_of({"GM0983": name}), FIGURES, BOUNDARIES, 228, 590)
    assert texts(svg) == [name, "62 %"]


@pytest.mark.parametrize("tone", Tone)
def test_labels_have_enough_contrast_on_every_colour(tone: Tone) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for small text."""
    lighter, darker = sorted((luminance(COLOURS[tone]), luminance(ink_on(COLOURS[tone]))))[::-1]
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_same_map_is_the_same_text() -> None:
    first, second = (map_svg(view_of(NAMES), FIGURES, BOUNDARIES, 228, 590) for _ in range(2))
    assert first == second
    assert not re.search(r"\d\.\d{3}", first), "a tenth of a point is fine enough"


def texts(svg: str) -> list[str]:
    """The texts in an SVG, in order; fails on what is no well-formed XML."""
    root = ET.fromstring(svg)
    return ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
