"""For everyone: axe, the keyboard alone, and small screens."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.browsing import (
    NARROW,
    PATHS,
    PHONE,
    YES,
    map_title,
    query,
    settle,
    title,
    upload,
    visit,
)
from tests.e2e.servers import Server
from tests.pages.deliveries import TARGETS_NAME, targets

CHOICES = "halfjaar=2026-1&gemeente=GM0983"
OPTIONS = {"resultTypes": ["violations"]}
SERIOUS = {"serious", "critical"}
_FOCUSED = """() => {
    const at = document.activeElement, named = at.getAttribute('aria-label');
    if (named) return named;
    return ['A', 'BUTTON', 'SUMMARY'].includes(at.tagName) ? at.innerText.trim() : at.tagName;
}"""
_WIDER = """() => {
    const out = [document.scrollingElement, document.querySelector('[data-testid="stMain"]')]
        .filter((each) => each && each.scrollWidth > each.clientWidth + 1)
        .map((each) => `${each.tagName} ${each.scrollWidth} > ${each.clientWidth}`);
    const limit = document.documentElement.clientWidth + 1;
    const framed = (each) => each.closest('.table-frame, .js-plotly-plot, [data-testid=stSidebar]');
    for (const each of document.querySelectorAll('[data-testid="stMain"] *')) {
        const right = each.getBoundingClientRect().right;
        if (right > limit && !framed(each)) out.push(`${each.tagName} ${each.className} ${right}`);
    }
    return out;
}"""
_COVERED = """() => {
    const box = document.querySelector('h1').getBoundingClientRect();
    const top = document.elementFromPoint(box.x + 5, box.y + 3);
    return top?.closest('[data-testid="stHeader"]') ? 'the header covers the title' : '';
}"""


def serious(page: Page) -> list[str]:
    """The violations of axe that count, each with the place where it is."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['html'][:160]}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_finds_nothing_serious(language: str, path: str, demo: Server, page: Page) -> None:
    visit(page, f"{demo.url}{path}?taal={language}&{CHOICES}")
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(150)
        if problems := serious(page):
            found[scheme] = problems
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_while_importing(scheme: str, scratch: Server, open_page) -> None:
    page = open_page(color_scheme=scheme)
    visit(page, f"{scratch.url}/inlezen")
    assert serious(page) == []
    upload(page, "kapot.csv", b"Gemeente;Gerealiseerd\nBeek;twaalf\n")
    assert serious(page) == []
    page.get_by_role("button", name="Terzijde leggen").click()
    expect(page.get_by_role("heading", name="kapot.csv")).to_have_count(0)
    settle(page)


def tab_to(page: Page, label: str, tag: str = "") -> None:
    """Press Tab until the focus is on what bears this label (and is such an element)."""
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(_FOCUSED))
        if seen[-1].endswith(label) and tag in page.evaluate("document.activeElement.tagName"):
            return
    raise AssertionError(f"Tab never came to {label}: {seen}")


def test_keyboard_changes_the_half_year_and_follows_the_menu(demo: Server, page: Page) -> None:
    visit(page, demo.url)
    tab_to(page, "Halfjaar")
    page.keyboard.type("2025-2")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Beoordeeld op 1 januari 2026")).to_be_visible()
    settle(page)
    tab_to(page, "Gemeente", "A")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Gemeente")
    settle(page)
    assert query(page)["halfjaar"] == "2025-2"
    tab_to(page, "Gemeente", "INPUT")
    page.keyboard.type("Venlo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Venlo"))).to_be_visible()


def test_keyboard_reaches_a_dossier_from_the_overview(demo: Server, page: Page) -> None:
    visit(page, f"{demo.url}/?halfjaar=2026-1")
    tab_to(page, "Venlo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Venlo .GM0983"))).to_be_visible()


def test_keyboard_changes_the_layer_of_the_map(demo: Server, page: Page) -> None:
    visit(page, f"{demo.url}/kaart?halfjaar=2026-1")
    tab_to(page, "Aandeel gerealiseerd")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(map_title(page, "Nog te huisvesten")).to_be_visible()


def test_keyboard_confirms_an_import(scratch: Server, page: Page) -> None:
    visit(page, f"{scratch.url}/inlezen")
    upload(page, TARGETS_NAME, targets(), yes=False)
    tab_to(page, YES)
    page.keyboard.press("Space")
    settle(page)
    tab_to(page, "Inlezen bevestigen")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("is aanlevering"))).to_be_visible()


@pytest.mark.parametrize("path", PATHS)
def test_a_small_screen_scrolls_in_one_direction(path: str, demo: Server, open_page) -> None:
    page = open_page(viewport=PHONE)
    visit(page, f"{demo.url}{path}?{CHOICES}")
    wider = {"phone": page.evaluate(_WIDER)}
    page.set_viewport_size(NARROW)
    page.wait_for_timeout(500)
    wider["narrow"] = page.evaluate(_WIDER)
    assert wider == {"phone": [], "narrow": []}


def test_the_title_can_be_read_on_a_phone(demo: Server, open_page) -> None:
    page = open_page(viewport=PHONE)
    visit(page, f"{demo.url}/?{CHOICES}")
    assert page.evaluate(_COVERED) == ""


def test_the_menu_is_within_reach_on_a_phone(demo: Server, open_page) -> None:
    page = open_page(viewport=PHONE)
    visit(page, f"{demo.url}/?halfjaar=2026-1")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Escalatie", exact=True).click()
    expect(title(page)).to_have_text("Escalatie")
