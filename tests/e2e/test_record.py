"""What somebody looks at and takes along in the browser stands in the audit trail."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.browsing import settle, table, visit
from tests.e2e.servers import Server

ENTRIES = "Regels van het logboek"


def told(row: dict[str, str]) -> tuple[str, str]:
    return row["Handeling"], row["Betreft"]


def test_looking_and_downloading_leave_their_mark(cold, page: Page) -> None:
    server: Server = cold("uvicorn")
    visit(page, f"{server.url}/gemeente?gemeente=GM0983&halfjaar=2026-1")
    page.get_by_text("Een oorspronkelijk bestand downloaden").click()
    button = page.get_by_role("button", name="Download realisatie_")
    with page.expect_download() as downloaded:
        button.click()
    assert downloaded.value.path().stat().st_size > 500
    page.get_by_role("link", name="Logboek", exact=True).click()
    expect(page.get_by_text("Het logboek is ongeschonden")).to_be_visible()
    settle(page)
    taken, looked, imported, *_ = table(page, ENTRIES)
    assert told(looked) == ("dossier bekijken", "dossier Venlo (GM0983) 2026-1")
    assert taken["Handeling"] == "brief of bestand downloaden"
    assert taken["Betreft"].endswith(", dossier Venlo (GM0983)")
    assert imported["Handeling"] == "bestand inlezen"
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Hele logboek als CSV").click()
    lines = downloaded.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + int(taken["Nr."])
