"""What a supervisor does, by keyboard alone: decide, confirm as a second person, excuse, take the
list along, and choose a region.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from supervision.storage.database import database
from supervision.usecases import decisions, excuses
from tests.e2e.browsing import PATIENCE, query, settle, title, visit
from tests.e2e.servers import Server, make_store, serving
from tests.e2e.test_access import tab_to
from tests.supervised import WHY, first_half_of_2026, until_2026

NAME = "Uw naam, voor het logboek"


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Server]:
    """Kerkrade on step 3 with a lapsed term; Roermond and Venlo behind for the first time."""
    store = make_store(folder / "keyboard.db")
    opened = database(f"sqlite:///{store}")
    until_2026(opened)
    first_half_of_2026(opened)
    opened.engine.dispose()
    with serving(Server(store, folder / "keyboard.log")) as server:
        yield server


def press_on(page: Page, label: str, tag: str = "", key: str = "Enter") -> None:
    tab_to(page, label, tag)
    page.keyboard.press(key)


def type_in(page: Page, label: str, text: str, tag: str = "INPUT") -> None:
    tab_to(page, label, tag)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def said(page: Page, text: str) -> None:
    expect(page.get_by_text(text)).to_be_visible(timeout=PATIENCE)
    settle(page)


def test_decide_and_confirm_as_a_second_person(office: Server, page: Page) -> None:
    visit(page, f"{office.url}/gemeente?gemeente=GM0928&halfjaar=2026-2")
    type_in(page, NAME, "anna")
    page.keyboard.press("Enter")
    settle(page)
    press_on(page, "Over de trede besluiten")
    type_in(page, "Motivering (ten minste 20 tekens)", WHY, "TEXTAREA")
    press_on(page, "Besluit vastleggen", "BUTTON")
    said(page, "Besluit 4 vastgelegd: concept")
    page.evaluate("document.activeElement.blur()")
    type_in(page, NAME, "bram")
    page.keyboard.press("Enter")
    settle(page)
    press_on(page, "Besluit 4 bevestigen", "BUTTON")
    said(page, "Besluit 4 is definitief")
    last = decisions.recorded(database(office.database_url))[-1]
    assert (last.recorded_by, last.verdict_by, last.decision.step_to) == ("anna", "bram", 4)


def test_record_an_excuse(office: Server, page: Page) -> None:
    visit(page, f"{office.url}/gemeente?gemeente=GM0957&halfjaar=2026-2")
    press_on(page, "Verschoonbaarheid vastleggen")
    expect(page.get_by_role("combobox", name="Oorzaak")).to_be_visible()
    page.wait_for_timeout(500)  # the panel slides open
    tab_to(page, "Oorzaak", "INPUT")
    page.keyboard.type("overmacht")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    type_in(page, "Onderbouwing", "brand in het opvanggebouw, 3 november 2026", "TEXTAREA")
    press_on(page, "De verschoonbaarheid vastleggen", "BUTTON")
    said(page, "Verschoonbaarheid 1 vastgelegd")
    assert excuses.recorded(database(office.database_url))[-1].excuse.cause == "force_majeure"


def test_filter_the_list_and_take_it_along(office: Server, page: Page) -> None:
    visit(page, f"{office.url}/escalatie?halfjaar=2026-2")
    tab_to(page, "Regio", "INPUT")
    page.keyboard.type("Midden")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("regio=Midden-Limburg"))
    settle(page)
    tab_to(page, "Download als Excel", "BUTTON")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".xlsx")


def test_go_to_a_municipality_from_the_work_list(office: Server, page: Page) -> None:
    visit(page, f"{office.url}/escalatie?halfjaar=2026-2")
    press_on(page, "Venlo", "A")
    expect(title(page)).to_have_text("Gemeente")
    settle(page)
    assert query(page)["gemeente"] == "GM0983"
