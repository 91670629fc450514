"""Signing in with a real identity provider, and everything that must not work: refused and kept."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.browsing import PATIENCE, Watch, new_context, query, settle, title, upload
from tests.e2e.guarded import command, guarding, log
from tests.e2e.intruder import (
    cookies_of,
    listen,
    open_socket,
    own_address,
    path_of,
    put_file,
    request,
)
from tests.e2e.servers import HOST, Server, copy_store, serving
from tests.e2e.test_access import serious
from tests.pages.deliveries import REALISATION_NAME, realisation

PEOPLE = {
    "vera@limburg.example": "kijken",
    "edo@limburg.example": "inlezen",
    "sara@limburg.example": "toezicht",
    "ad@limburg.example": "beheer",
    "tom@limburg.example": "toezicht",
    "niemand@limburg.example": "andere groep",
}
VERA, EDO, SARA, AD, TOM, NIEMAND = PEOPLE
"""Tom signs out in these tests, and Edo loses his role in the last; the others stay signed in."""
ROLES = {
    VERA: "raadpleger",
    EDO: "gegevensbeheerder",
    SARA: "toezichthouder",
    AD: "functioneel beheerder",
}
DEEP = "/gemeente?halfjaar=2026-1&gemeente=GM0983"
OLD = "Uw sessie is beëindigd"
REFUSED = "mag dit niet. Vraag de beheerder om een andere rol."


@pytest.fixture(scope="module")
def guarded(demo_store: Path, folder: Path) -> Iterator[Server]:
    """A server with a login and the samples."""
    store = copy_store(demo_store, folder / "guarded.db")
    with guarding(store, folder / "guarded.log", PEOPLE) as server:
        yield server


@pytest.fixture
def newcomer(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Open browsers of their own; the pages of the provider ask for a style from outside."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_one() -> BrowserContext:
        context = new_context(browser)
        context.route("**/cdn.jsdelivr.net/**", lambda route: route.fulfill(body=""))
        opened.append((context, Watch(context)))
        return context

    yield open_one
    for context, watch in opened:
        context.close()
        assert [each for each in watch.outside if "cdn.jsdelivr.net" not in each] == []


@pytest.fixture
def signed_in(guarded: Server, newcomer: Callable[[], BrowserContext]) -> Callable[..., Page]:
    """Sign somebody in, in a browser of their own."""

    def sign_in(name: str, path: str = "/kader") -> Page:
        page = newcomer().new_page()
        page.goto(guarded.url + path)
        enter(page, name)
        settle(page)
        return page

    return sign_in


@pytest.fixture(scope="module")
def desks(guarded: Server, browser: Browser) -> Iterator[Callable[[str], BrowserContext]]:
    """The browser of somebody who stays signed in through the tests."""
    opened: dict[str, BrowserContext] = {}

    def desk(name: str) -> BrowserContext:
        if name not in opened:
            opened[name] = new_context(browser)
            opened[name].route("**/cdn.jsdelivr.net/**", lambda route: route.fulfill(body=""))
            page = opened[name].new_page()
            page.goto(guarded.url + "/kader")
            enter(page, name)
            settle(page)
            page.close()
        return opened[name]

    yield desk
    for context in opened.values():
        context.close()


@pytest.fixture
def at_work(
    guarded: Server, desks: Callable[[str], BrowserContext]
) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody who is signed in already."""
    opened: list[Page] = []

    def open_one(name: str, path: str = "/kader") -> Page:
        opened.append(desks(name).new_page())
        visit(opened[-1], guarded, path)
        return opened[-1]

    yield open_one
    for page in opened:
        page.close()


def enter(page: Page, name: str) -> None:
    """From the page with the way in, through the identity provider, back."""
    page.get_by_role("link", name="Aanmelden", exact=True).click()
    page.get_by_role("button", name=name, exact=True).first.click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Afmelden").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_text(OLD)).to_be_visible()


def visit(page: Page, server: Server, path: str) -> None:
    page.goto(server.url + path)
    settle(page)


@contextlib.contextmanager
def kept(server: Server, who: str, action: str, reason: str = "") -> Iterator[None]:
    """What happens inside is kept as refused: who, what, from where, and why."""
    before = len(log(server))
    yield
    found = [
        each
        for each in log(server)[before:]
        if (each.who, each.action, each.result) == (who, action, "refused")
        and reason in (each.details.get("reason"), "")
    ]
    assert found, log(server)[before:]
    assert {each.details["origin"] for each in found} <= {HOST, "command line"}


# --- coming in ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ROLES)
def test_each_role_signs_in_and_lands_where_it_wanted_to_be(
    name: str, guarded: Server, signed_in: Callable[..., Page]
) -> None:
    page = signed_in(name, DEEP)
    expect(title(page)).to_have_text("Gemeente")
    expect(page.get_by_role("heading", name="Venlo (GM0983)")).to_be_visible()
    assert query(page) == {"halfjaar": "2026-1", "gemeente": "GM0983"}
    bar = page.get_by_test_id("stSidebar")
    expect(bar.get_by_text(name)).to_be_visible()
    expect(bar.get_by_text(ROLES[name])).to_be_visible()
    expect(bar.get_by_role("link", name="Beheer")).to_have_count(int(name == AD))
    expect(page.get_by_label("Uw naam, voor het logboek")).to_have_count(0)
    event = next(each for each in reversed(log(guarded)) if each.action == "sign_in")
    assert (event.who, event.result, event.details) == (name, "done", {"origin": HOST})


def test_the_cookie_is_not_for_scripts_and_lasts_a_working_day(
    guarded: Server, at_work: Callable[..., Page]
) -> None:
    page = at_work(VERA)
    now = page.evaluate("Date.now() / 1000")
    found = {each["name"]: each for each in page.context.cookies()}
    assert found["_streamlit_user"]["httpOnly"]
    assert found["_streamlit_user"]["expires"] - now < 10 * 3600 + 60
    assert "_streamlit_user_tokens" not in found
    assert "_terug" not in found


def test_who_has_no_role_reads_whom_to_ask_and_gets_nothing_else(
    guarded: Server, newcomer: Callable[[], BrowserContext]
) -> None:
    page = newcomer().new_page()
    page.goto(guarded.url + DEEP)
    with kept(guarded, NIEMAND, "enter", "no_role"):
        enter(page, NIEMAND)
        expect(page.get_by_text("hebt nog geen rol")).to_be_visible()
    expect(page.get_by_text("Jo, toestel 1234")).to_be_visible()
    cookies = cookies_of(page.context)
    with kept(guarded, NIEMAND, "enter", "no_role"):
        assert open_socket(guarded, cookies) == 403
    assert request(guarded, "/_stcore/metrics", cookies).status == 403
    page.get_by_role("link", name="Afmelden").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("link", name="Aanmelden")).to_be_visible()


def test_the_way_in_is_for_everyone_and_asks_nothing_from_outside(
    guarded: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{guarded.url}/kaart?melding=failed")
        expect(page.get_by_role("alert")).to_contain_text("niet gelukt")
        assert serious(page) == []
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aanmelden", exact=True)).to_be_focused()


def test_a_way_back_to_another_site_leads_to_the_start_page(
    guarded: Server, newcomer: Callable[[], BrowserContext]
) -> None:
    page = newcomer().new_page()
    page.goto(f"{guarded.url}/aanmelden?naar={quote('//evil.example/')}")
    page.get_by_role("button", name=VERA, exact=True).first.click()
    settle(page)
    assert page.url == guarded.url + "/"


def test_signing_in_that_fails_is_told_and_kept(
    guarded: Server, newcomer: Callable[[], BrowserContext]
) -> None:
    page = newcomer().new_page()
    page.goto(guarded.url)
    page.get_by_role("link", name="Aanmelden").click()
    with kept(guarded, "-", "sign_in", "failed"):
        page.get_by_role("button", name="Deny").click()
        expect(page.get_by_text("Het aanmelden is niet gelukt")).to_be_visible()
    assert "_streamlit_user" not in cookies_of(page.context)


def test_a_code_of_another_browser_signs_nobody_in(guarded: Server) -> None:
    answer = request(guarded, "/oauth2callback?code=stolen&state=forged")
    assert (answer.status, answer.headers["location"]) == (302, "/?melding=failed")
    assert "_streamlit_user=" not in answer.headers.get("set-cookie", "")


def test_without_a_login_a_server_on_every_address_answers_this_machine_only(
    demo_store: Path, tmp_path: Path
) -> None:
    """As whoever starts uvicorn by hand might; `serve` does not start like that at all."""
    store = copy_store(demo_store, tmp_path / "open.db")
    with serving(Server(store, tmp_path / "open.log", address="0.0.0.0")) as server:
        assert request(server, "/kaart").status == 200
        other = request(server, "/kaart", host="evil.example")
        assert (other.status, b"<html" in other.body) == (403, False)
        assert open_socket(server, {}, origin="http://evil.example") == 403
        if address := own_address():
            refused = request(server, "/kaart", at=address)
            assert refused.status == 403
            assert "alleen te gebruiken op de computer waarop zij draait" in refused.body.decode()
            assert request(server, "/kaart", at=address, host="127.0.0.1").status == 403
            forged = {"x_forwarded_for": "127.0.0.1", "host": "localhost"}
            assert request(server, "/kaart", at=address, **forged).status == 403
        assert log(server)[-1].details["reason"] == "not_here"


# --- what a role must not do, by screen; test_matrix.py tries all of it, by all other ways ------


def test_a_viewer_is_told_who_imports_and_writes(at_work: Callable[..., Page]) -> None:
    page = at_work(VERA, "/inlezen")
    expect(page.get_by_text("leest bestanden in en trekt ze in")).to_be_visible(timeout=PATIENCE)
    assert page.locator('input[type="file"]').count() == 0
    page = at_work(VERA, DEEP)
    expect(page.get_by_text("schrijft notities")).to_be_visible(timeout=PATIENCE)
    assert page.get_by_text("Een notitie schrijven").count() == 0


@pytest.mark.parametrize("name", [VERA, EDO, AD])
def test_who_is_no_supervisor_is_told_who_decides(name: str, at_work: Callable[..., Page]) -> None:
    page = at_work(name, DEEP)
    expect(page.get_by_text("besluit over de trede")).to_be_visible(timeout=PATIENCE)
    for form in ("Over de trede besluiten", "Verschoonbaarheid vastleggen"):
        assert page.get_by_text(form, exact=True).count() == 0


@pytest.mark.parametrize("name", [VERA, EDO, SARA])
def test_who_is_no_administrator_may_not_open_the_administration(
    name: str, guarded: Server, at_work: Callable[..., Page]
) -> None:
    page = at_work(name)
    with kept(guarded, name, "users"):
        visit(page, guarded, "/beheer")
        expect(page.get_by_text(REFUSED)).to_be_visible()
    expect(page.get_by_role("button", name="Deze rol geven")).to_have_count(0)


# --- by websocket, with stolen addresses and cookies ------------------------------------------


def test_the_websocket_opens_for_a_session_that_holds_and_for_nothing_else(
    guarded: Server, at_work: Callable[..., Page]
) -> None:
    page = at_work(SARA)
    cookies = cookies_of(page.context)
    assert isinstance(open_socket(guarded, cookies), str), "the test itself can open one"
    good = cookies["_streamlit_user"]
    with kept(guarded, "-", "enter", "not_signed_in"):
        assert open_socket(guarded, {}) == 403
        for forged in (_turned(good, 9), _turned(good, -9), good + "x", "x"):
            assert open_socket(guarded, cookies | {"_streamlit_user": forged}) == 403
    with kept(guarded, "-", "enter", "foreign"):
        assert open_socket(guarded, cookies, origin="https://evil.example") == 403
        assert open_socket(guarded, cookies, origin="") == 403
    forbidden = request(guarded, "/_stcore/metrics", cookies, host="evil.example")
    assert forbidden.status == 403, "by another name for us"


def _turned(text: str, place: int) -> str:
    """The text with another letter in one place; the last one has bits that nobody reads."""
    other = "A" if text[place] != "A" else "B"
    return text[:place] + other + text[place:][1:]


def test_the_session_of_somebody_else_is_not_taken_over(
    guarded: Server, at_work: Callable[..., Page]
) -> None:
    sara, vera = at_work(SARA), at_work(VERA)
    sessions = listen(sara)
    visit(sara, guarded, "/kader")
    (hers,) = set(sessions)
    assert open_socket(guarded, cookies_of(sara.context), session=hers) == hers
    taken = open_socket(guarded, cookies_of(vera.context), session=hers)
    assert isinstance(taken, str)
    assert taken != hers


def test_an_upload_is_for_who_was_given_its_address(
    guarded: Server, at_work: Callable[..., Page]
) -> None:
    edo, sara = at_work(EDO, "/inlezen"), at_work(SARA)
    with edo.expect_request(lambda each: each.method == "PUT") as sent:
        upload(edo, REALISATION_NAME, realisation(), yes=False)
    address = path_of(sent.value.url)
    his, hers = cookies_of(edo.context), cookies_of(sara.context)
    assert put_file(guarded, address, his) == 204, "the test itself can upload"
    with kept(guarded, "-", "enter", "not_signed_in"):
        assert put_file(guarded, address, {}) == 401
    with kept(guarded, SARA, "enter", "not_theirs"):
        assert put_file(guarded, address, hers) == 403
    session, _, _ = address.removeprefix("/_stcore/upload_file/").partition("/")
    invented = f"/_stcore/upload_file/{session}/6b7e4a4e-5a55-4d2c-9b7e-000000000000"
    assert put_file(guarded, invented, his) == 403
    edo.get_by_role("button", name="Terzijde leggen").click()
    settle(edo)


def test_a_download_is_for_who_asked_for_it(
    guarded: Server, signed_in: Callable[..., Page], at_work: Callable[..., Page]
) -> None:
    tom, vera = signed_in(TOM, "/escalatie?halfjaar=2026-1"), at_work(VERA)
    with tom.expect_download() as download:
        tom.get_by_role("button", name="Download als CSV").click()
    address = path_of(download.value.url)
    assert address.startswith("/media/")
    his = cookies_of(tom.context)
    own = request(guarded, address, his)
    assert own.status == 200
    assert b"Venlo" in own.body
    with kept(guarded, "-", "enter", "not_signed_in"):
        assert request(guarded, address).status == 401
    with kept(guarded, VERA, "enter", "not_theirs"):
        assert request(guarded, address, cookies_of(vera.context)).status == 403
    sign_out(tom)
    assert request(guarded, address, his).status == 401


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/component/x/index.html", "/_stcore/host-config", "/kaart"]
)
def test_nothing_is_answered_to_who_is_not_signed_in(guarded: Server, path: str) -> None:
    assert request(guarded, path).status == 401


# --- signing out ------------------------------------------------------------------------------


def test_signing_out_ends_the_other_tab_the_other_browser_and_the_old_cookie(
    guarded: Server, signed_in: Callable[..., Page], newcomer: Callable[[], BrowserContext]
) -> None:
    page, elsewhere = signed_in(TOM), signed_in(TOM)
    tab = page.context.new_page()
    visit(tab, guarded, DEEP)
    old = cookies_of(page.context)
    sign_out(page)
    assert "_streamlit_user" not in cookies_of(page.context)

    with kept(guarded, TOM, "enter", "ended"):
        elsewhere.get_by_test_id("stSidebar").get_by_role("link", name="Kaart").click()
        expect(elsewhere.get_by_text(OLD)).to_be_visible()
    expect(elsewhere.get_by_test_id("stSidebar").get_by_role("link")).to_have_count(0)

    tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(tab.get_by_role("link", name="Aanmelden", exact=True)).to_be_visible()
    assert "Venlo" not in tab.content(), "no figures stay on a screen that was left alone"

    thief = newcomer()
    thief.add_cookies(
        [{"name": name, "value": value, "url": guarded.url} for name, value in old.items()]
    )
    stolen = thief.new_page()
    with kept(guarded, TOM, "enter", "ended"):
        stolen.goto(guarded.url + DEEP)
        expect(stolen.get_by_text(OLD)).to_be_visible()
    assert open_socket(guarded, old) == 403
    assert request(guarded, "/_stcore/metrics", old).status == 401

    enter(tab, TOM)
    settle(tab)
    assert query(tab) == {"halfjaar": "2026-1", "gemeente": "GM0983"}, "back where it was"
    assert open_socket(guarded, old) == 403, "the old cookie does not come back to life"


def test_a_role_taken_away_and_sessions_ended_count_at_once(
    guarded: Server, at_work: Callable[..., Page]
) -> None:
    ad, edo = at_work(AD, "/beheer"), at_work(EDO)
    field = ad.get_by_role("combobox", name="Naam van de gebruiker")
    field.click()
    field.fill(EDO)
    ad.keyboard.press("Enter")
    ad.get_by_role("combobox", name="Rol", exact=True).click()
    ad.get_by_role("option", name="geen rol").click()
    ad.get_by_role("button", name="Deze rol geven").click()
    expect(ad.get_by_text("is nu: geen rol")).to_be_visible()
    with kept(guarded, EDO, "enter", "no_role"):
        edo.get_by_test_id("stSidebar").get_by_role("link", name="Kaart").click()
        expect(edo.get_by_text("hebt nog geen rol")).to_be_visible()
    assert command(guarded, "user", EDO, "--role", "editor").status == 0
    edo.reload()
    settle(edo)
    expect(title(edo)).to_have_text("Kaart")
    assert command(guarded, "user", EDO, "--end-sessions").status == 0
    edo.get_by_test_id("stSidebar").get_by_role("link", name="Kader").click()
    expect(edo.get_by_text(OLD)).to_be_visible()


def test_afterwards_the_record_is_whole(guarded: Server) -> None:
    answer = command(guarded, "verify-log")
    assert answer.status == 0, answer.text
