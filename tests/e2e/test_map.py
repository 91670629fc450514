"""The map in the browser: pointed at, clicked, walked through by keyboard, played, and printed."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from supervision.views.colours import COLOURS
from tests.e2e.browsing import PHONE, choose, on_card, query, settle, table, visit
from tests.e2e.servers import Server

VENLO, VENRAY, HORST = "GM0983", "GM0984", "GM1507"
_PROVINCE = ".limburg-province .limburg-areas"
_FOCUSED = "document.activeElement.dataset.code ?? document.activeElement.className"
_BOXES = """(sheet) => [...document.querySelectorAll(`${sheet} text`)]
    .filter((text) => text.textContent)
    .map((text) => ({ text: text.textContent, ...text.getBoundingClientRect().toJSON() }))"""
_FILLS = """() => Object.fromEntries([...document.querySelectorAll('.limburg-province [data-code]')]
    .map((path) => [path.getAttribute('aria-label').split(':')[0], path.style.fill]))"""
_SWATCHES = """() => Object.fromEntries(
    [...document.querySelectorAll('table.figures.dense tbody tr')].map((row) => {
        const swatch = row.querySelector('.swatch');
        const hatched = swatch.classList.contains('hatched');
        return [row.cells[0].innerText.trim(), hatched ? 'hatched' : swatch.style.backgroundColor];
    }))"""


def open_map(page: Page, server: Server, **choices: str) -> None:
    asked = {"halfjaar": "2026-1", **choices}
    visit(page, f"{server.url}/kaart?" + "&".join(f"{k}={v}" for k, v in asked.items()))


def area(page: Page, code: str, sheet: str = _PROVINCE):
    return page.locator(f'{sheet} [data-code="{code}"]')


def told(page: Page):
    return page.locator(".limburg-told")


def half_year_shown(page: Page) -> str:
    return page.locator(".limburg-time output").inner_text()


def test_pointing_tells_the_figures_and_choosing_nothing_changes_nothing(
    demo: Server, page: Page
) -> None:
    open_map(page, demo)
    expect(told(page)).to_contain_text("Wijs een gemeente aan")
    area(page, VENLO).hover()
    expect(told(page)).to_contain_text("Venlo")
    expect(told(page)).to_contain_text("gerealiseerd 50 van 108 (46,3\N{NO-BREAK SPACE}%)")
    assert page.locator(".limburg-pointed").count() == 2, "a line on a light one"
    page.mouse.move(5, 5)
    expect(told(page)).to_contain_text("Wijs een gemeente aan")
    assert query(page) == {"halfjaar": "2026-1"}


def test_a_click_on_the_enlarged_region_chooses_too(demo: Server, page: Page) -> None:
    open_map(page, demo)
    area(page, "GM0928", ".limburg-close-up").click()
    expect(page.get_by_role("link", name="Open het dossier van Kerkrade")).to_be_visible()
    settle(page)
    assert query(page)["gemeente"] == "GM0928"
    assert on_card(page, "Nog te huisvesten") == "24"
    assert page.locator(".limburg-chosen").count() == 4, "outlined on both sheets"
    for rows in page.locator("table.figures").all():
        expect(rows.locator("tr[aria-current]")).to_contain_text("Kerkrade")


def test_the_keyboard_walks_over_the_map_and_chooses(demo: Server, page: Page) -> None:
    open_map(page, demo, gemeente=VENLO)
    page.get_by_role("slider").focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(_FOCUSED) == VENLO, "one stop for Tab, at what is chosen"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(_FOCUSED) == VENRAY, "north of Horst aan de Maas"
    expect(told(page)).not_to_contain_text("Venlo")
    assert page.locator(".limburg-pointed").count() == 2, "the focus can be seen"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(_FOCUSED) == HORST, "south of Venray, west of Venlo"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Horst aan de Maas")).to_be_visible()
    expect(page.get_by_role("link", name="Open het dossier van Horst")).to_be_visible()
    settle(page)
    assert query(page)["gemeente"] == HORST
    assert page.evaluate(_FOCUSED) == HORST, "the focus is where it was"
    expect(area(page, HORST)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Tab")
    expect(page.get_by_role("slider")).to_be_focused()


def test_every_municipality_is_named_for_a_screen_reader(demo: Server, page: Page) -> None:
    open_map(page, demo)
    options = page.get_by_role("listbox", name="Gemeenten op de kaart").get_by_role("option")
    assert options.count() == 31
    expect(area(page, VENLO)).to_have_attribute(
        "aria-label", re.compile(r"^Venlo: 46.%, minder dan 50.%$")
    )
    text = page.locator(".limburg-text").inner_text()
    assert text.startswith("Kaart van Limburg. 8 gemeenten haalden hun opgave niet.")


def test_table_and_map_have_the_same_colours(demo: Server, page: Page) -> None:
    open_map(page, demo)
    on_map = page.evaluate(_FILLS)
    beside = page.evaluate(_SWATCHES)
    assert len(on_map) == 31
    assert {
        name: "hatched" if "limburg-hatch" in fill else fill for name, fill in on_map.items()
    } == beside
    assert on_map["Peel en Maas"] == 'url("#limburg-hatch")', "no obligation, so hatched"


def rgb(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_colours_on_the_map_are_those_of_the_palette(demo: Server, page: Page) -> None:
    open_map(page, demo, laag="achterstand")
    fills = set(page.evaluate(_FILLS).values())
    assert fills <= {rgb(each) for each in COLOURS.values()} | {'url("#limburg-hatch")'}
    assert len(fills) > 3


@pytest.mark.parametrize("layer", ["aandeel", "inwoners", "verwachting"])
@pytest.mark.parametrize("viewport", [None, PHONE], ids=["laptop", "phone"])
def test_no_label_covers_another(
    layer: str, viewport: dict[str, int] | None, demo: Server, open_page
) -> None:
    page = open_page(viewport=viewport) if viewport else open_page()
    open_map(page, demo, halfjaar="2026-2", laag=layer)
    for sheet in (".limburg-province", ".limburg-close-up"):
        boxes = page.evaluate(_BOXES, sheet)
        assert len(boxes) > 20
        covering = [
            (one["text"], other["text"])
            for one, other in combinations(boxes, 2)
            if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
            and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 4
        ]
        assert covering == []
        frame = page.locator(f"{sheet} svg").bounding_box()
        assert frame is not None
        assert all(
            each["left"] >= frame["x"] - 1 and each["right"] <= frame["x"] + frame["width"] + 1
            for each in boxes
        ), "no label is cut off"


def test_every_municipality_has_its_figure_written_on_it(demo: Server, page: Page) -> None:
    """So that a class is known in a print without colours."""
    open_map(page, demo)
    figures = page.locator(".limburg-figure").evaluate_all(
        "texts => texts.filter((each) => each.textContent).map((each) => each.dataset.of)"
    )
    assert len(set(figures)) == 31


def test_the_slider_changes_the_half_year_of_map_table_and_address(
    demo: Server, page: Page
) -> None:
    open_map(page, demo)
    page.locator(".limburg-time input").focus()
    page.keyboard.press("ArrowLeft")
    assert half_year_shown(page) == "tweede helft 2025"
    expect(page.get_by_text("Beoordeeld op 1 januari 2026")).to_be_visible()
    settle(page)
    assert query(page)["halfjaar"] == "2025-2"
    assert {row["Stand per"] for row in table(page, "De cijfers van de kaart")} == {"01-01-2026"}
    on_map, beside = page.evaluate(_FILLS), page.evaluate(_SWATCHES)
    assert {n: f for n, f in on_map.items() if "url" not in f} == {
        n: f for n, f in beside.items() if f != "hatched"
    }


_PRESSED = """code => {
    const area = document.querySelector(`.limburg-province [data-code="${code}"]`);
    area.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return document.querySelector('.limburg-card').innerText;
}"""


def test_a_click_is_answered_before_the_server_knows_of_it(demo: Server, page: Page) -> None:
    open_map(page, demo)
    at_once = page.evaluate(_PRESSED, VENLO).split("\n")
    assert at_once[0] == "Venlo"
    assert {"Opgave", "Gerealiseerd", "Nog te huisvesten"} <= set(at_once)
    expect(page.get_by_role("link", name="Open het dossier van Venlo")).to_be_visible()
    settle(page)
    assert page.locator(".limburg-card").inner_text().split("\n") == at_once, "the server agrees"
    assert query(page)["gemeente"] == VENLO


def test_buttons_lead_to_the_half_years_beside_the_one_on_the_map(demo: Server, page: Page) -> None:
    open_map(page, demo)
    back = page.get_by_role("button", name="◀")
    back.focus()
    page.keyboard.press("Enter")
    assert half_year_shown(page) == "tweede helft 2025", "at once"
    page.keyboard.press("Enter")
    expect(page.get_by_text("Beoordeeld op 1 juli 2025")).to_be_visible()
    settle(page)
    assert query(page)["halfjaar"] == "2025-1", "the page follows where the second press led"
    open_map(page, demo, halfjaar="2026-2")
    expect(page.get_by_role("button", name="▶", exact=False).first).to_be_visible()
    assert page.locator(".limburg-on").is_hidden(), "there is none after the last"
    page.locator(".limburg-back").focus()
    page.keyboard.press("Enter")
    page.locator(".limburg-on").focus()
    page.keyboard.press("Enter")
    assert half_year_shown(page) == "tweede helft 2026"
    assert page.evaluate("document.activeElement.className") == "limburg-back"


_BACK_AND_ON = """() => new Promise((done) => {
    document.querySelector('.limburg-back').click();
    setTimeout(() => document.querySelector('.limburg-on').click(), 160);
    setTimeout(done, 1500);
})"""


def test_an_answer_to_the_press_before_the_last_does_not_turn_the_map_back(
    demo: Server, page: Page
) -> None:
    """The second press comes after the server was asked for the first, and before it answers."""
    open_map(page, demo)
    page.evaluate(_BACK_AND_ON)
    settle(page)
    assert half_year_shown(page) == "eerste helft 2026"
    assert query(page)["halfjaar"] == "2026-1"
    expect(page.get_by_text("Beoordeeld op 1 juli 2026")).to_be_visible()


_PRESS_AND_CHOOSE = """(code) => new Promise((done) => {
    for (const at of [0, 80, 160, 240])
        setTimeout(() => document.querySelector('.limburg-back').click(), at);
    setTimeout(() => document.querySelector(`.limburg-province [data-code="${code}"]`)
        .dispatchEvent(new MouseEvent('click', { bubbles: true })), 300);
    setTimeout(done, 1500);
})"""


def test_who_presses_and_chooses_quickly_loses_neither(demo: Server, page: Page) -> None:
    open_map(page, demo, gemeente=HORST)
    page.evaluate(_PRESS_AND_CHOOSE, VENLO)
    expect(page.get_by_role("link", name="Open het dossier van Venlo")).to_be_visible()
    settle(page)
    assert query(page) == {"halfjaar": "2024-1", "gemeente": VENLO}
    assert half_year_shown(page) == "eerste helft 2024"
    assert page.locator(".limburg-card h2").inner_text() == "Venlo"
    assert page.locator(".limburg-card h2 + p").inner_text() == "eerste helft 2024"


def test_who_chooses_while_it_plays_stays_in_the_half_year_on_the_map(
    demo: Server, page: Page
) -> None:
    open_map(page, demo, halfjaar="2024-1", gemeente=HORST)
    page.get_by_role("button", name="Afspelen").click()
    expect(page.locator(".limburg-time output")).to_have_text("tweede helft 2024")
    card = page.locator(".limburg-card")
    assert card.locator("h2 + p").inner_text() == "eerste helft 2024"
    assert "limburg-earlier" in (card.get_attribute("class") or ""), "it is of another half-year"
    area(page, VENLO).click()
    expect(page.get_by_role("link", name="Open het dossier van Venlo")).to_be_visible()
    settle(page)
    assert query(page) == {"halfjaar": "2024-2", "gemeente": VENLO}
    assert card.locator("h2").inner_text() == "Venlo"
    assert card.locator("h2 + p").inner_text() == "tweede helft 2024"
    assert "limburg-earlier" not in (card.get_attribute("class") or "")


def test_playing_goes_through_all_half_years_and_the_page_follows_where_it_stops(
    demo: Server, page: Page
) -> None:
    open_map(page, demo, halfjaar="2026-2")
    page.get_by_role("button", name="Afspelen").click()
    shown = page.locator(".limburg-time output")
    seen = []
    for name in ("eerste helft 2022", "tweede helft 2022", "eerste helft 2023"):
        expect(shown).to_have_text(name)
        seen.append(page.locator(".limburg-detail").inner_text())
        assert query(page)["halfjaar"] == "2026-2", "the server is not asked while it plays"
    assert len(set(seen)) == 3, "the caption says which half-year it is"
    page.get_by_role("button", name="Stoppen").click()
    expect(page.get_by_text("Beoordeeld op 1 juli 2023")).to_be_visible()
    settle(page)
    assert query(page)["halfjaar"] == "2023-1"
    expect(page.get_by_role("button", name="Afspelen")).to_be_visible()


def test_whoever_wants_less_motion_gets_no_fading(demo: Server, open_page) -> None:
    seconds = {}
    for motion in ("reduce", "no-preference"):
        page = open_page(reduced_motion=motion)
        open_map(page, demo)
        page.get_by_role("button", name="Afspelen").click()
        seconds[motion] = area(page, VENLO).evaluate("e => getComputedStyle(e).transitionDuration")
    assert seconds == {"reduce": "0s", "no-preference": "0.5s"}


def test_on_a_phone_the_sheets_stand_below_each_other(demo: Server, open_page) -> None:
    page = open_page(viewport=PHONE)
    open_map(page, demo)
    province = page.locator(".limburg-province svg").bounding_box()
    close_up = page.locator(".limburg-close-up svg").bounding_box()
    assert province is not None
    assert close_up is not None
    assert province["width"] > 300
    assert close_up["width"] > 300
    assert close_up["y"] > province["y"] + province["height"]


def test_a_print_leaves_out_what_only_works_on_screen(demo: Server, page: Page) -> None:
    open_map(page, demo, gemeente=VENLO)
    page.emulate_media(media="print")
    expect(page.locator(".limburg-time")).to_be_hidden()
    expect(told(page)).to_be_hidden()
    expect(page.locator(".limburg-province svg")).to_be_visible()
    expect(page.locator(".limburg-legend")).to_be_visible()


def test_the_language_changes_every_word_on_the_map(demo: Server, page: Page) -> None:
    open_map(page, demo, taal="en")
    figure = page.locator("figure.limburg")
    expect(figure).to_contain_text("8 municipalities did not meet their obligation")
    expect(figure).to_contain_text("less than 50%".replace("50%", "50\N{NO-BREAK SPACE}%"))
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    dutch = {"Afspelen", "grens van een regio", "minder dan", "vergroot", "eerste helft"}
    text = figure.inner_text()
    assert {each for each in dutch if each in text} == set()


def test_another_language_reaches_a_map_that_is_there_already(demo: Server, page: Page) -> None:
    open_map(page, demo)
    choose(page, "Taal / Language", "English")
    expect(page.get_by_role("heading", level=1)).to_have_text("Map")
    settle(page)
    expect(page.locator(".limburg-caption")).to_have_text("Zuid-Limburg, enlarged")
    expect(page.get_by_role("listbox", name="Municipalities on the map")).to_be_visible()
