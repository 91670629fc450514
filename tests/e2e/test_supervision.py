"""A half-year of a supervisor: import, proposals, three decisions (one with a second person),
letters, list, the next import, one municipality off the ladder and one a step up.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from supervision.storage.database import Database, database
from supervision.usecases import decisions
from tests.e2e.browsing import PATIENCE, choose, settle, table, upload, visit
from tests.e2e.servers import Server, make_store, serving
from tests.e2e.test_journey import confirm, download
from tests.supervised import AUGUST, CLOSED, WHY, realisation, until_2026

CLOSING, FIRST_MONTH = "realisatie_2026-07-01.csv", "realisatie_2026-08-01.csv"


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Server]:
    """A server whose store knows everything up to 1 January 2026."""
    store = make_store(folder / "supervision.db")
    opened = database(f"sqlite:///{store}")
    until_2026(opened)
    opened.engine.dispose()
    with serving(Server(store, folder / "supervision.log")) as server:
        yield server


def store_of(office: Server) -> Database:
    return database(office.database_url)


def dossier(page: Page, office: Server, name: str, code: str) -> None:
    visit(page, f"{office.url}/gemeente?gemeente={code}&halfjaar=2026-2")
    expect(page.get_by_role("heading", name=f"{name} ({code})")).to_be_visible()


def be(page: Page, name: str) -> None:
    """Work under a name: without a login it is all that the record can keep."""
    field = page.get_by_role("textbox", name="Uw naam, voor het logboek")
    field.fill(name)
    field.press("Enter")
    settle(page)


def decide(page: Page, *, named: int | None = None, counted_from: str | None = None) -> None:
    """Take over the proposal as the form has it."""
    page.get_by_text("Over de trede besluiten").click()
    page.get_by_role("textbox", name="Motivering (ten minste 20 tekens)").fill(WHY)
    if named is not None and counted_from is not None:
        page.get_by_role("spinbutton", name="Aantal te huisvesten personen (niet verplicht)").fill(
            str(named)
        )
        day, month, year = counted_from.split("-")
        label = "Huisvesting telt vanaf (niet verplicht)"
        page.get_by_label(f"dag, {label}").click()
        page.keyboard.type(f"{day}{month}{year}")
    page.get_by_role("button", name="Besluit vastleggen").click()


def said(page: Page, text: str) -> None:
    expect(page.get_by_text(text)).to_be_visible(timeout=PATIENCE)
    settle(page)


def test_1_the_closing_figures_go_in_and_the_proposals_come_out(office: Server, page: Page) -> None:
    visit(page, f"{office.url}/inlezen")
    upload(page, CLOSING, realisation("2026-07-01", CLOSED))
    confirm(page, CLOSING)
    visit(page, f"{office.url}/escalatie?halfjaar=2026-2")
    expect(page.get_by_text("Termijn verstreken (1)")).to_be_visible()
    expect(page.get_by_text("Voorstel nog niet afgehandeld (3)")).to_be_visible()
    listed = {row["Gemeente"]: row for row in table(page, "Escalatielijst")}
    assert {name: row["Voorgestelde trede"] for name, row in listed.items()} == {
        "Kerkrade": "4",
        "Roermond": "1",
        "Venlo": "1",
    }


def test_2_three_decisions_one_of_them_with_a_second_person(office: Server, page: Page) -> None:
    dossier(page, office, "Venlo", "GM0983")
    be(page, "anna")
    decide(page, named=5, counted_from="01-07-2026")
    said(page, "Besluit 4 vastgelegd: definitief")
    page.get_by_role("link", name="Escalatie", exact=True).click()
    settle(page)
    page.get_by_role("link", name="Roermond").first.click()
    expect(page.get_by_role("heading", name="Roermond (GM0957)")).to_be_visible()
    settle(page)
    decide(page)
    said(page, "Besluit 5 vastgelegd: definitief")
    choose(page, "Gemeente", "Kerkrade")
    expect(page.get_by_role("heading", name="Kerkrade (GM0928)")).to_be_visible()
    settle(page)
    decide(page)
    said(page, "Besluit 6 vastgelegd: concept, wacht op een tweede persoon")
    page.get_by_role("button", name="Besluit 6 bevestigen").click()
    said(page, "anna heeft besluit 6 voorbereid. Een ander moet het bevestigen.")
    be(page, "bram")
    page.get_by_role("button", name="Besluit 6 bevestigen").click()
    said(page, "Besluit 6 is definitief")
    found = decisions.recorded(store_of(office))[-3:]
    assert [(each.decision.step_to, each.status) for each in found] == [
        (1, "final"),
        (1, "final"),
        (4, "final"),
    ]
    assert (found[-1].recorded_by, found[-1].verdict_by) == ("anna", "bram")
    assert found[0].decision.named == 5


def test_3_the_letters_and_the_list_with_the_decisions(office: Server, page: Page) -> None:
    visit(page, f"{office.url}/escalatie?halfjaar=2026-2")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile(r"^Download \d+ brieven.*\(zip\)")).click()
    archive = zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    names = archive.namelist()
    for municipality in ("Kerkrade", "Roermond", "Venlo"):
        assert any(municipality in name for name in names), names
    assert all(name.endswith(".docx") for name in names)
    page.get_by_text("Alle interventies van alle jaren").click()
    rows = json.loads(download(page, "Interventies als JSON").read_text())["rows"]
    assert [row["step_to"] for row in rows] == [1, 2, 3, 1, 1, 4]
    calendar = download(page, "Termijnen voor uw agenda (ICS)").read_text()
    assert "SUMMARY:Termijn Kerkrade: trede 4" in calendar
    log = download(page, "Download als CSV").read_text(encoding="utf-8-sig")
    assert "Wacht op een tweede persoon" in log.splitlines()[0]


def test_4_the_next_import_takes_one_off_the_ladder_and_one_a_step_up(
    office: Server, page: Page
) -> None:
    visit(page, f"{office.url}/inlezen")
    upload(page, FIRST_MONTH, realisation("2026-08-01", AUGUST))
    confirm(page, FIRST_MONTH)
    dossier(page, office, "Venlo", "GM0983")
    be(page, "anna")
    expect(page.get_by_text("6 gehuisvest; nog 0 te gaan.")).to_be_visible()
    decide(page)
    said(page, "Besluit 7 vastgelegd: definitief")
    choose(page, "Gemeente", "Roermond")
    expect(page.get_by_role("heading", name="Roermond (GM0957)")).to_be_visible()
    settle(page)
    decide(page)
    said(page, "Besluit 8 vastgelegd: definitief")
    lapsed, up = decisions.recorded(store_of(office))[-2:]
    assert (lapsed.decision.kind, lapsed.decision.step_to) == ("lapse", 0)
    assert (up.decision.kind, up.decision.step_to) == ("escalate", 2)
    visit(page, f"{office.url}/escalatie?halfjaar=2026-2")
    listed = {row["Gemeente"]: row for row in table(page, "Escalatielijst")}
    assert {name: row["Huidige trede"] for name, row in listed.items()} == {
        "Kerkrade": "4",
        "Roermond": "2",
        "Venlo": "–",
    }
