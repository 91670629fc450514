"""A dossier on paper from the browser: nothing runs off the page, nothing is cut in two."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import LAPTOP, visit
from tests.e2e.servers import Server

A4 = {"width": 718, "height": 1000}
"""The pixels between margins of a centimetre."""
_WIDER = """() => [...document.querySelectorAll('table.figures')]
    .filter((table) => table.getBoundingClientRect().right > innerWidth + 1)
    .map((table) => table.caption?.innerText)"""
_FLAT = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
    .map((chart) => chart.getBoundingClientRect().height)"""
_BREAKS = """(selector) => [...document.querySelectorAll(selector)].map(
    (each) => [getComputedStyle(each).breakInside, getComputedStyle(each).breakAfter])"""


@pytest.fixture
def paper(demo: Server, page: Page) -> Iterator[Page]:
    """The dossier of Venlo as it is laid out for paper."""
    visit(page, f"{demo.url}/gemeente?halfjaar=2026-1&gemeente=GM0983")
    page.emulate_media(media="print")
    page.set_viewport_size(A4)
    page.wait_for_timeout(500)
    yield page
    page.emulate_media(media="screen")
    page.set_viewport_size(LAPTOP)


def test_no_table_runs_off_the_paper(paper: Page) -> None:
    assert paper.locator("table.figures").count() > 4
    assert paper.evaluate(_WIDER) == []


def test_charts_keep_their_height_and_are_not_cut_in_two(paper: Page) -> None:
    heights = paper.evaluate(_FLAT)
    assert len(heights) == 3
    assert min(heights) > 40
    assert max(heights) > 200
    holders = '[data-testid="stElementContainer"]:has([data-testid="stPlotlyChart"])'
    assert {inside for inside, _ in paper.evaluate(_BREAKS, holders)} == {"avoid"}


def test_headings_stay_with_what_they_are_above_and_rows_are_whole(paper: Page) -> None:
    headings = '[data-testid="stElementContainer"]:has(h1, h2, h3)'
    assert {after for _, after in paper.evaluate(_BREAKS, headings)} == {"avoid"}
    assert {inside for inside, _ in paper.evaluate(_BREAKS, "table.figures tr")} == {"avoid"}
    boxes = '[data-testid="stVerticalBlock"]'
    shown = paper.locator(f'[data-testid="stMainBlockContainer"] {boxes}')
    assert set(shown.evaluate_all("all => all.map(each => getComputedStyle(each).display)")) <= {
        "block",
        "none",
    }, "what is in a flex box is torn apart between pages"


def test_a_form_that_is_closed_is_not_printed(paper: Page) -> None:
    expect(paper.get_by_text("Een notitie schrijven")).to_be_hidden()
