"""The sheets of the map: every municipality, borders of the regions, and labels without overlap."""

from __future__ import annotations

import json
import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from supervision.geography import PUBLISHED
from supervision.reference import register
from supervision.ui.map_sheets import HATCH, Sheets, _chained, _path, sheets

BOUNDARIES = PUBLISHED.read_text(encoding="utf-8")
NAMES = {each.code: each.name for each in register().municipalities}
CODES = {each.code for each in register().municipalities if each.valid_until is None}
SOUTH = {each.code for each in register().municipalities if each.region == "Zuid-Limburg"} & CODES
_SIZES = (6, 8)
"""Of the letters, in units of the sheet: 10 to 13 pixels on a screen."""


@pytest.fixture(scope="module")
def made() -> Sheets:
    return sheets(BOUNDARIES, NAMES)


def classes(svg: str, name: str) -> list[ET.Element]:
    return [each for each in ET.fromstring(svg).iter() if name in (each.get("class") or "").split()]


def codes(svg: str) -> list[str]:
    return [
        each.get("data-code", "")
        for each in ET.fromstring(svg).iter("path")
        if each.get("data-code")
    ]


def test_the_province_has_every_municipality_once(made: Sheets) -> None:
    assert sorted(codes(made.province)) == sorted(CODES)


def test_the_region_with_the_smallest_municipalities_is_enlarged(made: Sheets) -> None:
    assert made.region == "Zuid-Limburg"
    assert sorted(codes(made.close_up)) == sorted(SOUTH)


def test_every_municipality_has_one_place_for_its_figure_on_the_sheet_that_labels_it(
    made: Sheets,
) -> None:
    def labelled(svg: str) -> list[str]:
        return sorted(each.get("data-of", "") for each in classes(svg, "limburg-figure"))

    assert labelled(made.close_up) == sorted(SOUTH)
    assert set(labelled(made.province)) >= CODES - SOUTH
    assert len(labelled(made.province)) == len(set(labelled(made.province)))


def test_every_municipality_has_its_name_written_out(made: Sheets) -> None:
    written: dict[str, str] = {}
    for svg in (made.province, made.close_up):
        for each in classes(svg, "limburg-name"):
            code = each.get("data-of", "")
            written[code] = f"{written.get(code, '')}{each.text}"
    without = {code: re.sub(r"[ ]", "", NAMES[code]) for code in CODES}
    assert {code: re.sub(r"[ ]", "", text) for code, text in written.items()} == without


def test_letters_are_never_too_small_to_read(made: Sheets) -> None:
    for svg in (made.province, made.close_up):
        sizes = [float(each.get("font-size", "0")) for each in ET.fromstring(svg).iter("text")]
        assert min(sizes) >= _SIZES[0]
        assert max(sizes) <= _SIZES[1]


def test_no_two_lines_of_text_lie_on_each_other(made: Sheets) -> None:
    """By the height of the letters and 0.45 of it for each; the browser test measures them."""
    for svg in (made.province, made.close_up):
        boxes = []
        for each in ET.fromstring(svg).iter("text"):
            size, kind = float(each.get("font-size", "0")), each.get("class", "")
            wide = 0.45 * size * len(each.text or "100 %")
            x = float(each.get("x", "0"))
            left = x - wide if "left" in kind else x if "right" in kind else x - wide / 2
            boxes.append((left, float(each.get("y", "0")), wide, size))
        for (x0, y0, w0, s0), (x1, y1, w1, s1) in combinations(boxes, 2):
            apart = x0 + w0 <= x1 or x1 + w1 <= x0 or abs(y0 - y1) >= 0.9 * min(s0, s1)
            assert apart, (x0, y0, x1, y1)


def test_there_is_one_hatch_for_no_figure(made: Sheets) -> None:
    patterns = [svg.count(f'id="{HATCH}"') for svg in (made.province, made.close_up)]
    assert patterns == [1, 0], "an id is there once on a page"


def test_borders_of_regions_are_other_lines_than_those_within(made: Sheets) -> None:
    (within,) = classes(made.province, "limburg-border")
    (between,) = classes(made.province, "limburg-region")
    (edge,) = classes(made.province, "limburg-region-edge")
    assert within.get("d") != between.get("d") == edge.get("d")


def test_names_are_escaped() -> None:
    features = json.loads(BOUNDARIES)["features"]
    code = features[0]["properties"]["statcode"]
    made = sheets(BOUNDARIES, {**{c: NAMES[c] for c in CODES}, code: "A <b> & C"})
    assert "<b>" not in made.province + made.close_up


def test_only_municipalities_with_a_name_are_drawn() -> None:
    some = dict(list(NAMES.items())[:5])
    made = sheets(BOUNDARIES, some)
    assert set(codes(made.province)) == set(some) & CODES


def test_edges_that_meet_become_one_line() -> None:
    a, b, c, d, e = (0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (5.0, 5.0), (6.0, 5.0)
    assert _chained([(a, b), (b, c)]) == [[a, b, c]]
    assert _chained([(b, a), (b, c)]) == [[a, b, c]]
    assert _chained([(a, b), (c, b), (d, e)]) == [[a, b, c], [d, e]]
    assert _chained([]) == []


def test_a_path_ends_where_its_last_point_is_however_long_it_is() -> None:
    """Steps from rounded point to rounded point: errors do not add up."""
    points = [(0.04 * n, -0.04 * n) for n in range(1000)]
    first, steps = _path(points).removeprefix("M").split("l")
    assert first == "0,0"
    ways = [tuple(map(float, each.split(","))) for each in steps.split()]
    assert sum(x for x, _ in ways) == pytest.approx(points[-1][0], abs=0.05)
    assert sum(y for _, y in ways) == pytest.approx(points[-1][1], abs=0.05)
