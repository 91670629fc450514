"""The bars on paper: to scale, below zero below the line, no bar for what is not known."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

from supervision.exports.bars_svg import HEIGHT, WIDTH, bars_svg
from supervision.views.document import Bar, BarGroup, Chart

SVG = "{http://www.w3.org/2000/svg}"
LEGEND = 3
"""Swatches; a fourth where something is provisional."""


def drawn(*groups: tuple[int | None, ...], provisional: bool = False) -> ET.Element:
    return ET.fromstring(bars_svg(chart(*groups, provisional=provisional)))


def chart(*groups: tuple[int | None, ...], provisional: bool = False) -> Chart:
    return Chart(
        "Message",
        ("Due", "Housed & done", "Left"),
        "not final",
        tuple(
            BarGroup(
                f"20{number:02}-1",
                tuple(Bar(each, "?" if each is None else str(each), provisional) for each in group),
            )
            for number, group in enumerate(groups)
        ),
        "in words",
    )


def bars(svg: ET.Element) -> list[dict[str, float]]:
    """Left, top, width and height of the bars, without the swatches of the legend."""
    found = [each for each in svg.iter(f"{SVG}rect") if float(each.get("y", "")) > 10]
    return [
        {key: float(each.get(key, "")) for key in ("x", "y", "width", "height")} for each in found
    ]


def zero(svg: ET.Element) -> float:
    line = next(svg.iter(f"{SVG}path")).get("d", "")
    return float(re.match(r"M0,([\d.]+)H", line)[1])  # type: ignore[index]


def texts(svg: ET.Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


def test_bars_are_to_scale_and_below_zero_hangs_below_the_line() -> None:
    svg = drawn((100, 50, -25))
    due, housed, lead = bars(svg)
    assert due["height"] / housed["height"] == 2
    assert abs(due["height"] / lead["height"] - 4) < 0.02
    assert abs(due["y"] + due["height"] - zero(svg)) < 0.2
    assert abs(lead["y"] - zero(svg)) < 0.2


def test_what_is_not_known_has_no_bar_and_zero_has_none_either_but_both_are_written() -> None:
    svg = drawn((10, None, 0))
    assert len(bars(svg)) == 1
    assert texts(svg)[-4:-1] == ["10", "?", "0"]


def test_nothing_but_unknown_figures_can_be_drawn() -> None:
    assert bars(drawn((None, None, None))) == []


def test_what_is_provisional_is_an_outline_and_the_legend_says_so_only_then() -> None:
    assert "not final" not in texts(drawn((3, 2, 1)))
    svg = drawn((3, 2, 1), provisional=True)
    assert "not final" in texts(svg)
    outlined = [each for each in svg.iter(f"{SVG}rect") if each.get("stroke-dasharray")]
    assert len(outlined) == 3 + 1


def test_eight_half_years_of_a_large_city_stay_within_the_frame_side_by_side() -> None:
    found = bars(drawn(*[(1234, 1000, 234)] * 8))
    assert len(found) == 24
    for before, after in pairwise(found):
        assert before["x"] + before["width"] <= after["x"]
    assert all(each["x"] >= 0 and each["x"] + each["width"] <= WIDTH for each in found)
    assert all(each["y"] + each["height"] <= HEIGHT for each in found)


def test_a_name_is_never_read_as_markup() -> None:
    assert "Housed & done" in texts(drawn((1, 1, 1)))
