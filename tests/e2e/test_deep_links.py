"""An address opens what it says, even as the first request that a server ever gets."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import box, choose, map_title, metric, query, settle, table, title, visit
from tests.e2e.servers import Server
from tests.pages.screens import TITLES

MENU = [dutch for dutch, _ in TITLES.values()]


@pytest.mark.parametrize("by", ["uvicorn", "streamlit"])
def test_the_first_request_of_a_new_server_shows_the_dossier(by: str, cold, page: Page) -> None:
    server = cold(by)
    visit(page, f"{server.url}/gemeente?gemeente=GM0983&halfjaar=2026-1")
    expect(title(page)).to_have_text("Gemeente")
    expect(page.get_by_role("heading", name=re.compile("^Venlo .GM0983"))).to_be_visible()
    expect(page.get_by_text("stand per 1 juli 2026").first).to_be_visible()
    menu = page.get_by_test_id("stSidebar").get_by_role("link")
    assert menu.all_inner_texts() == MENU
    menu.get_by_text("Escalatie").click()
    expect(title(page)).to_have_text("Escalatie")
    settle(page)
    assert query(page)["halfjaar"] == "2026-1"


def test_choices_are_codes_in_the_address_and_survive_reload_and_links(
    demo: Server, page: Page
) -> None:
    visit(page, demo.url)
    choose(page, "Halfjaar", "2025-2")
    expect(page.get_by_text("Beoordeeld op 1 januari 2026")).to_be_visible()
    settle(page)
    assert query(page) == {"halfjaar": "2025-2"}

    page.get_by_role("link", name="Kaart", exact=True).click()
    expect(title(page)).to_have_text("Kaart")
    settle(page)
    choose(page, "Gemeente", "Kerkrade")
    expect(page.get_by_role("heading", name="Kerkrade")).to_be_visible()
    page.get_by_role("radio", name="Aangewezen trede").click()
    expect(map_title(page, "Trede die het kader aanwijst")).to_be_visible()
    settle(page)
    chosen = {"halfjaar": "2025-2", "gemeente": "GM0928", "laag": "trede"}
    assert query(page) == chosen
    page.reload()
    settle(page)
    assert query(page) == chosen
    expect(map_title(page, "Trede die het kader aanwijst")).to_be_visible()
    expect(page.get_by_role("heading", name="Kerkrade")).to_be_visible()

    page.get_by_role("link", name="Gemeente", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("^Kerkrade"))).to_be_visible()
    settle(page)
    assert query(page)["halfjaar"] == "2025-2"
    page.get_by_role("link", name="Kaart", exact=True).click()
    expect(title(page)).to_have_text("Kaart")
    settle(page)
    assert query(page) == chosen, "the layer is still there on the way back"


def test_filters_and_language_are_in_the_address_too(demo: Server, page: Page) -> None:
    visit(page, f"{demo.url}/escalatie?halfjaar=2026-1")
    choose(page, "Regio", "Zuid-Limburg")
    expect(page.get_by_role("cell", name="Venlo")).to_have_count(0)
    choose(page, "Voorgestelde trede", "1 Signaleren")
    settle(page)
    page.wait_for_function("() => location.search.includes('trede=1')")
    before = table(page, "Escalatielijst")
    assert {row["Regio"] for row in before} == {"Zuid-Limburg"}
    page.reload()
    settle(page)
    assert table(page, "Escalatielijst") == before
    choose(page, "Language", "English")
    expect(title(page)).to_have_text("Escalation")
    settle(page)
    assert query(page) == {
        "halfjaar": "2026-1",
        "regio": "Zuid-Limburg",
        "trede": "1",
        "taal": "en",
    }
    page.get_by_role("link", name="Overview", exact=True).click()
    expect(title(page)).to_have_text("Overview")
    settle(page)
    assert query(page)["taal"] == "en"
    page.get_by_role("link", name="Escalation", exact=True).click()
    expect(title(page)).to_have_text("Escalation")
    settle(page)
    assert query(page)["regio"] == "Zuid-Limburg", "the filter is still there on the way back"


def test_back_shows_the_choice_before(demo: Server, page: Page) -> None:
    visit(page, f"{demo.url}/?halfjaar=2026-1")
    before = metric(page, "Opgave")
    page.get_by_role("link", name="Kaart", exact=True).click()
    expect(title(page)).to_have_text("Kaart")
    page.go_back()
    expect(title(page)).to_have_text("Overzicht")
    settle(page)
    assert metric(page, "Opgave") == before
    expect(box(page, "Halfjaar")).to_be_visible()


def test_wrong_values_in_the_address_are_ignored(demo: Server, page: Page) -> None:
    visit(page, f"{demo.url}/kaart?halfjaar=2199-1&gemeente=GM9999&laag=zwart&taal=xx")
    expect(title(page)).to_have_text("Kaart")
    expect(page.get_by_text("Klik op een gemeente, of kies er hierboven een.")).to_be_visible()
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
