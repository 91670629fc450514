"""The closings as small bar charts: one scale, every number beside its bar, all of it in words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from supervision.domain.halfyear import HalfYear
from supervision.ui.bars import AHEAD, BEHIND
from supervision.ui.small_multiples import closings_text, multiples_html
from supervision.views.closings import Closings, Multiples, Series
from supervision.views.table import Table
from supervision.words import words

EARLIER, LATER = HalfYear(2025, 1), HalfYear(2025, 2)


def closing(
    half_year: HalfYear, backlog: int | None, lead: int | None, *open_ends: str
) -> Closings:
    return Closings(half_year, backlog, lead, (), open_ends)


NORTH = Series("Noord", "Noord & co", (closing(EARLIER, 4, 0), closing(LATER, 1200, 30, "Venlo")))
SOUTH = Series("Zuid", "Zuid", (closing(EARLIER, None, None), closing(LATER, 600, 60)))
VIEW = Multiples("", (NORTH, SOUTH), -60, 1200, Table("", (), ()))


@pytest.fixture(scope="module")
def charts() -> dict[str, ET.Element]:
    drawn = ET.fromstring(multiples_html(VIEW, words("nl")))
    return {each.findtext("figcaption") or "": each for each in drawn.findall("figure")}


def bars(chart: ET.Element, place: str) -> list[tuple[str, float, str]]:
    """The number, the height in pixels and the style of each bar above or below the line."""
    found = []
    for side in chart.findall(f"div/div/div[@class='{place}']"):
        for number, bar in zip(side.findall("span"), side.findall("i"), strict=False):
            style = bar.get("style") or ""
            height = re.search(r"height:([\d.]+)px", style)
            assert height
            found.append((number.text or "", float(height[1]), style))
    return found


def test_every_region_has_its_chart(charts: dict[str, ET.Element]) -> None:
    assert list(charts) == ["Noord & co", "Zuid"]


def test_bars_are_as_long_as_their_numbers_on_one_scale(charts: dict[str, ET.Element]) -> None:
    drawn = [bar for chart in charts.values() for bar in bars(chart, "up") + bars(chart, "down")]
    assert [number for number, _, _ in drawn] == ["4", "1.200", "30", "600", "60"]
    per_person = {number: height / int(number.replace(".", "")) for number, height, _ in drawn}
    longest = per_person["1.200"]
    assert per_person == pytest.approx(dict.fromkeys(per_person, longest), rel=0.3)


def test_backlogs_stand_above_the_line_and_leads_hang_below_it(
    charts: dict[str, ET.Element],
) -> None:
    for chart in charts.values():
        assert all(BEHIND in style for _, _, style in bars(chart, "up"))
        assert all(AHEAD in style for _, _, style in bars(chart, "down"))


def test_what_is_provisional_is_hatched_and_what_is_unknown_is_a_dash(
    charts: dict[str, ET.Element],
) -> None:
    hatched = [bar.get("class") for bar in charts["Noord & co"].iter("i")]
    assert hatched == [None, "hatched", "hatched"]
    first = charts["Zuid"].find("div/div/div[@class='up']")
    assert first is not None
    assert [each.text for each in first] == ["–"]


@pytest.mark.parametrize("series", [NORTH, SOUTH])
def test_each_chart_says_the_same_in_words(series: Series, charts: dict[str, ET.Element]) -> None:
    drawn = charts[series.title].find("div[@role='img']")
    assert drawn is not None
    assert drawn.get("aria-label") == closings_text(series, words("nl"))
    said = drawn.get("aria-label") or ""
    for each in series.closings:
        assert f"{each.half_year}: achterstand {words('nl').number(each.backlog)}" in said


def test_the_words_say_what_is_provisional() -> None:
    assert closings_text(NORTH, words("nl")) == (
        "Noord & co. 2025-1: achterstand 4, voorsprong 0; "
        "2025-2: achterstand 1.200, voorsprong 30 (voorlopig)."
    )


def test_a_sum_without_a_municipality_is_hatched_and_says_without_which() -> None:
    incomplete = Series("Zuid", "Zuid", (Closings(LATER, 600, 60, ("Vaals",), ()),))
    drawn = multiples_html(Multiples("", (incomplete,), -60, 600, Table("", (), ())), words("nl"))
    assert [bar.get("class") for bar in ET.fromstring(drawn).iter("i")] == ["hatched", "hatched"]
    assert closings_text(incomplete, words("nl")).endswith("voorsprong 60 (zonder Vaals).")
