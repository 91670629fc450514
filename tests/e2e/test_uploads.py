"""Uploads that go wrong, and uploads that wait: nothing changes, nothing is lost."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.browsing import metric, table, upload, visit
from tests.e2e.servers import Server
from tests.pages.deliveries import (
    BROKEN,
    BROKEN_NAME,
    MISTAKES,
    REALISATION_NAME,
    TARGETS_NAME,
    realisation,
    targets,
)

HEADLINES = ("Opgave", "Gerealiseerd", "Nog te huisvesten", "Aandeel gerealiseerd")


def test_three_mistakes_are_all_on_screen_and_nothing_has_changed(demo: Server, page: Page) -> None:
    visit(page, f"{demo.url}/?halfjaar=2025-1")
    before = [metric(page, each) for each in HEADLINES]
    visit(page, f"{demo.url}/inlezen")
    upload(page, BROKEN_NAME, BROKEN)
    expect(page.get_by_text("3 fouten. Er is niets gewijzigd.")).to_be_visible()
    rows = table(page, "Fouten")
    assert [(row["Rij"], row["Kolom"], row["Waarde"]) for row in rows] == list(MISTAKES)
    assert all(row["Wat er mis is"] and row["Hoe te herstellen"] for row in rows)
    assert "Bergen (L.)" in rows[1]["Hoe te herstellen"]
    expect(page.get_by_role("button", name="Inlezen bevestigen")).to_have_count(0)
    page.get_by_role("button", name="Terzijde leggen").click()
    expect(page.get_by_role("heading", name=f"Bestand {BROKEN_NAME}")).to_have_count(0)
    visit(page, f"{demo.url}/?halfjaar=2025-1")
    assert [metric(page, each) for each in HEADLINES] == before


def test_a_yes_does_not_count_for_what_somebody_else_uploaded(scratch: Server, open_page) -> None:
    mine, theirs = open_page(), open_page()
    visit(mine, f"{scratch.url}/inlezen")
    upload(mine, TARGETS_NAME, targets())
    visit(theirs, f"{scratch.url}/inlezen")
    upload(theirs, REALISATION_NAME, realisation())
    expect(mine.get_by_text(re.compile(re.escape(REALISATION_NAME)))).to_have_count(0)
    mine.get_by_role("button", name="Inlezen bevestigen").click()
    expect(mine.get_by_text(re.compile(re.escape(REALISATION_NAME))).first).to_be_visible()
    visit(theirs, f"{scratch.url}/inlezen")
    history = theirs.get_by_role("region", name="Lijst van aanleveringen")
    assert REALISATION_NAME not in (history.inner_text() if history.count() else "")


def test_a_draft_survives_the_death_of_the_server(scratch: Server, open_page) -> None:
    name = "Taakstelling bewaard 2025-1.csv"
    first = open_page()
    visit(first, f"{scratch.url}/inlezen")
    upload(first, name, targets())
    first.close()
    scratch.kill()
    scratch.start()
    again = open_page()
    visit(again, f"{scratch.url}/inlezen")
    expect(again.get_by_role("heading", name=f"Bestand {name}")).to_be_visible()
    assert len(table(again, "Wat er verandert")) == 31
