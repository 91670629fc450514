"""The rules in a browser: the staircase rises, prints and fits; the what-if is for everyone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import LAPTOP, NARROW, PHONE, query, settle, table, visit
from tests.e2e.servers import Server
from tests.e2e.test_access import _WIDER, serious

COUNTS = "Gemeenten per trede op elke peildatum: volgens het kader → met de andere drempels"
ASKED = "drempels=1.backlog_persons%3D10%3B2.backlog_share%3D12.5%25"
_TOPS = """() => [...document.querySelectorAll('.ladder .tread')]
    .map((each) => each.getBoundingClientRect())
    .map((box) => [Math.round(box.left), Math.round(box.top)])"""

_WATCH_THE_PRINT = """() => {
    window.widths = [];
    const width = (selector) => document.querySelector(selector).getBoundingClientRect().width;
    matchMedia('print').addEventListener('change', () => window.widths.push({
        page: width('body'),
        chart: width('.js-plotly-plot .main-svg'),
    }));
}"""


def test_the_staircase_rises_to_the_right_on_a_laptop(demo: Server, page: Page) -> None:
    visit(page, f"{demo.url}/kader")
    expect(page.get_by_role("list").filter(has_text="Signaleren").first).to_be_visible()
    corners = page.evaluate(_TOPS)
    assert len(corners) == 7
    assert corners == sorted(corners)
    assert [top for _, top in corners] == sorted((top for _, top in corners), reverse=True)
    assert len({top for _, top in corners}) == 7


@pytest.mark.parametrize("viewport", [PHONE, NARROW], ids=["phone", "narrow"])
def test_on_a_small_screen_each_step_lies_below_and_further_in(
    viewport: dict[str, int], demo: Server, open_page
) -> None:
    page = open_page(viewport=viewport)
    visit(page, f"{demo.url}/kader?{ASKED}")
    corners = page.evaluate(_TOPS)
    for axis in (0, 1):
        along = [corner[axis] for corner in corners]
        assert along == sorted(set(along))
    assert page.evaluate(_WIDER) == []


def test_no_step_is_cut_in_two_when_it_is_printed(demo: Server, page: Page) -> None:
    visit(page, f"{demo.url}/kader")
    page.emulate_media(media="print")
    page.set_viewport_size({**LAPTOP, "width": 794})  # the width of an A4 in pixels
    kept = page.locator(".ladder ol > li").evaluate_all(
        "steps => steps.map(step => getComputedStyle(step).breakInside)"
    )
    assert kept == ["avoid"] * 7
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()


@pytest.mark.parametrize("width", [1366, 1920])
def test_no_chart_is_cut_off_when_it_is_printed(width: int, demo: Server, open_page) -> None:
    """A chart is not drawn anew for the paper: it keeps the size that it had on screen."""
    page = open_page(viewport={**LAPTOP, "width": width})
    visit(page, f"{demo.url}/kader?{ASKED}")
    page.evaluate(_WATCH_THE_PRINT)
    page.pdf(format="A4")
    on_paper, on_screen = page.evaluate("window.widths")
    assert on_paper["page"] < 800 < width == on_screen["page"]
    assert on_screen["chart"] > 1000
    assert 500 < on_paper["chart"] < on_paper["page"] - 64, "one that fills the page is clipped"


def test_other_thresholds_are_asked_with_the_keyboard_and_stay_in_the_address(
    demo: Server, page: Page
) -> None:
    visit(page, f"{demo.url}/kader")
    field = page.get_by_label("achterstand in personen, ten minste (kader: 1)")
    field.fill("10")
    field.press("Enter")
    expect(page.get_by_text("een lagere trede voor")).to_be_visible()
    settle(page)
    assert query(page)["drempels"] == "1.backlog_persons=10"
    first = table(page, COUNTS)
    page.reload()
    settle(page)
    expect(field).to_have_value("10")
    assert table(page, COUNTS) == first


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_answer_or_in_a_refusal(
    scheme: str, demo: Server, open_page
) -> None:
    page = open_page(color_scheme=scheme)
    for asked in (ASKED, "drempels=1.backlog_persons%3D0"):
        visit(page, f"{demo.url}/kader?{asked}")
        assert serious(page) == []
