"""The journey of issue 2: a file goes in; overview, map, dossier and escalation list follow."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from supervision.storage.database import database
from supervision.usecases import assessing
from tests.e2e.browsing import (
    PATIENCE,
    box,
    metric,
    on_card,
    query,
    settle,
    table,
    title,
    upload,
    visit,
)
from tests.e2e.servers import Server
from tests.pages.deliveries import (
    REALISATION_NAME,
    TARGETS_NAME,
    delivered,
    realisation,
    targets,
)

FIGURES = {each.name: each for each in delivered()}
NUMBERS = ("Opgave", "Gerealiseerd", "Nog te huisvesten")
_LEGEND = """() => [...document.querySelectorAll('.limburg-legend li')]
    .filter((each) => each.querySelector('.limburg-count'))
    .map((each) => `${each.children[1].textContent} (${each.children[2].textContent})`)
    .map((text) => text.replaceAll('\\u00a0', ' '))"""
_POINT = """(code) => {
    const path = document.querySelector(`.limburg-province [data-code="${code}"]`);
    const box = path.getBBox(), frame = path.getBoundingClientRect();
    for (let i = 1; i < 20; i++) for (let j = 1; j < 20; j++) {
        const x = box.x + box.width * i / 20, y = box.y + box.height * j / 20;
        if (path.isPointInFill(new DOMPoint(x, y)))
            return { x: frame.x + frame.width * i / 20, y: frame.y + frame.height * j / 20 };
    }
    return null;
}"""
_FILL = """(code) => getComputedStyle(
    document.querySelector(`.limburg-province [data-code="${code}"]`)).fill"""


def share_class(share: float) -> str:
    limits = ((0.5, "minder dan 50 %"), (0.75, "50 tot 75 %"), (1, "75 tot 100 %"))
    above = "100 tot 125 %" if share < 1.25 else "125 % of meer"
    return next((name for limit, name in limits if share < limit), above)


def confirm(page: Page, name: str) -> None:
    page.get_by_role("button", name="Inlezen bevestigen").click()
    expect(page.get_by_text(re.compile(f"{re.escape(name)} is aanlevering"))).to_be_visible()


@pytest.fixture(scope="module")
def filled(empty: Server) -> Server:
    """The server of this module; the first test fills its store."""
    return empty


def test_1_files_go_in_and_the_overview_and_map_follow(filled: Server, page: Page) -> None:
    visit(page, filled.url)
    expect(page.get_by_text("Er zijn nog geen cijfers.")).to_be_visible()
    page.get_by_role("link", name="Een bestand inlezen").click()
    expect(title(page)).to_have_text("Inlezen")
    settle(page)

    upload(page, TARGETS_NAME, targets())
    preview = table(page, "Wat er verandert")
    assert len(preview) == 31
    assert {row["Wijziging"] for row in preview} == {"nieuw"}
    confirm(page, TARGETS_NAME)

    page.get_by_role("link", name="Kaart", exact=True).click()
    expect(title(page)).to_have_text("Kaart")
    settle(page)
    before = page.evaluate(_LEGEND)
    assert "geen cijfer of geen opgave (31)" in before, "no figure yet, so no colour"
    grey = page.wait_for_function(_FILL, arg="GM0888", timeout=PATIENCE).json_value()

    page.get_by_role("link", name="Inlezen", exact=True).click()
    expect(title(page)).to_have_text("Inlezen")
    settle(page)
    upload(page, REALISATION_NAME, realisation())
    confirm(page, REALISATION_NAME)

    page.get_by_role("link", name="Kaart", exact=True).click()
    expect(title(page)).to_have_text("Kaart")
    settle(page)
    classes = [share_class(each.realised / each.obligation) for each in FIGURES.values()]
    assert {each for each in page.evaluate(_LEGEND) if not each.endswith("(0)")} == {
        f"{name} ({classes.count(name)})" for name in set(classes)
    }
    now = page.wait_for_function(_FILL, arg="GM0888", timeout=PATIENCE).json_value()
    assert now != grey, "the colour on the map changed"
    shown = {row["Gemeente"]: row for row in table(page, "De cijfers van de kaart")}
    assert {name: [row[each] for each in NUMBERS] for name, row in shown.items()} == {
        name: [str(each.obligation), str(each.realised), str(each.to_house)]
        for name, each in FIGURES.items()
    }

    page.get_by_role("link", name="Overzicht", exact=True).click()
    expect(title(page)).to_have_text("Overzicht")
    settle(page)
    totals = [f"{sum(getattr(d, n) for d in FIGURES.values()):,}" for n in _FIELDS]
    assert [metric(page, each) for each in NUMBERS] == [t.replace(",", ".") for t in totals]


_FIELDS = ("obligation", "realised", "to_house")


def test_2_a_click_on_the_map_opens_the_municipality_and_its_dossier(
    filled: Server, page: Page
) -> None:
    visit(page, f"{filled.url}/kaart")
    point = page.wait_for_function(_POINT, arg="GM0983", timeout=PATIENCE).json_value()
    page.mouse.click(point["x"], point["y"])
    venlo = FIGURES["Venlo"]
    assert on_card(page, "Opgave") == str(venlo.obligation)
    page.get_by_role("link", name="Open het dossier van Venlo").click()
    settle(page)
    assert query(page)["gemeente"] == "GM0983"
    expect(page.get_by_role("heading", name=re.compile("^Venlo .GM0983"))).to_be_visible()
    settle(page)
    (line,) = table(page, "Rekening, halfjaar na halfjaar")
    assert (line["Taakstelling"], line["Opgave"], line["Gerealiseerd"]) == (
        str(venlo.target),
        str(venlo.obligation),
        str(venlo.realised),
    )


def test_3_the_keyboard_opens_a_municipality_too(filled: Server, page: Page) -> None:
    visit(page, f"{filled.url}/kaart")
    box(page, "Gemeente").focus()
    page.keyboard.type("Weert")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Weert")).to_be_visible()
    settle(page)
    assert query(page)["gemeente"] == "GM0988"


def test_4_the_downloads_equal_the_screen_and_the_assessment(filled: Server, page: Page) -> None:
    visit(page, f"{filled.url}/escalatie")
    screen = table(page, "Escalatielijst")
    province = assessing.snapshot(database(filled.database_url), date(2025, 7, 1)).province
    flagged = {code for code, each in province.assessments.items() if each.flagged}
    assert flagged == {each.code for each in FIGURES.values() if each.to_house}

    as_csv = download(page, "Download als CSV")
    assert as_csv.name == "escalatielijst_2025-1_2025-07-01.csv"
    content = as_csv.read_bytes()
    assert content.startswith("\ufeff".encode()), "so that a Dutch Excel knows that it is UTF-8"
    listed = pd.read_csv(BytesIO(content), sep=";", decimal=",", encoding="utf-8-sig")
    compare(listed, screen, province.assessments, flagged, share=1)

    as_xlsx = download(page, "Download als Excel")
    assert as_xlsx.name == "escalatielijst_2025-1_2025-07-01.xlsx"
    sheets = pd.read_excel(as_xlsx, sheet_name=None, engine="calamine")
    assert list(sheets) == ["Escalatielijst", "Toelichting"]
    compare(sheets["Escalatielijst"], screen, province.assessments, flagged, share=100)
    notes = sheets["Toelichting"].to_string()
    assert "limburg-2013" in notes


def download(page: Page, name: str) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    saved = Path(waiting.value.path()).with_name(waiting.value.suggested_filename)
    waiting.value.save_as(saved)
    return saved


def compare(
    listed: pd.DataFrame,
    screen: list[dict[str, str]],
    assessments: dict,
    flagged: set[str],
    share: int,
) -> None:
    """The download has the rows of the screen, and the numbers of the assessment."""
    assert list(listed["Gemeente"]) == [row["Gemeente"] for row in screen], "same order too"
    assert set(listed["Gemeentecode"]) == flagged
    for column in (*NUMBERS, "Huidige trede", "Aangewezen trede", "Voorgestelde trede", "Reden"):
        shown = [row[column].replace("–", "0") for row in screen]  # off the ladder
        assert [str(each) for each in listed[column]] == shown, column
    for row in listed.to_dict("records"):
        found = assessments[row["Gemeentecode"]]
        assert row["Opgave"] == found.obligation
        assert row["Gerealiseerd"] == found.position.realised
        assert row["Nog te huisvesten"] == found.position.backlog
        assert row["Aangewezen trede"] == found.indicated_step
        assert row["Voorgestelde trede"] == found.proposed_step
        assert row["Realisatie %"] * share == pytest.approx(
            float(found.realised_share * 100), abs=0.051
        )
