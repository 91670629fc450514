"""PostgreSQL, two servers and nginx: one is switched off while somebody works, who goes on."""

from __future__ import annotations

import json
import signal
import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import PATIENCE, metric, settle, title, upload, visit
from tests.e2e.conftest import ANNA, BART
from tests.e2e.servers import HOST
from tests.e2e.site import Site
from tests.pages.deliveries import (
    REALISATION_NAME,
    TARGETS_NAME,
    delivered,
    realisation,
    targets,
)

STICKY = "limburg_server"
OVERVIEW = "/?halfjaar=2025-1"
VENLO, TYPED = "GM0983", "Gebeld met de gemeente; nog niet verstuurd."


@pytest.fixture
def sign_in(site: Site, visitor):
    """Sign in as somebody, in a browser of their own, and come to an address."""

    def sign_in(name: str, address: str) -> Page:
        page = visitor()
        page.goto(site.url + address)
        page.get_by_role("link", name="Aanmelden").click()
        page.get_by_role("button", name=name).click()
        settle(page)
        return page

    return sign_in


def server_of(page: Page) -> str:
    """The number of the server that the browser is kept at."""
    return {each["name"]: each["value"] for each in page.context.cookies()}[STICKY]


def other(server: str) -> str:
    return {"1": "2", "2": "1"}[server]


def keep_at(page: Page, server: str) -> None:
    """Let the browser be kept at a server from here on."""
    page.context.add_cookies([{"name": STICKY, "value": server, "url": page.url, "secure": True}])


def housed() -> str:
    """The number of persons housed in the files that are imported, as the screen has it."""
    return f"{sum(each.realised for each in delivered()):,}".replace(",", ".")


def test_a_user_goes_on_when_their_server_is_switched_off(site: Site, sign_in) -> None:
    anna = sign_in(ANNA, "/inlezen")
    assert title(anna).inner_text() == "Inlezen", "the way in leads where she wanted to be"
    hers = server_of(anna)
    upload(anna, TARGETS_NAME, targets())
    anna.get_by_role("button", name="Inlezen bevestigen").click()
    expect(anna.get_by_text(f"{TARGETS_NAME} is aanlevering 1")).to_be_visible(timeout=PATIENCE)

    bart = sign_in(BART, "/")
    keep_at(bart, other(hers))
    visit(bart, site.url + OVERVIEW)
    assert server_of(bart) == other(hers)
    assert metric(bart, "Gerealiseerd") == "–"

    tab = anna.context.new_page()
    visit(tab, f"{site.url}/gemeente?halfjaar=2025-1&gemeente={VENLO}")
    tab.get_by_text("Een notitie schrijven").click()
    note = tab.get_by_role("textbox", name="Notitie")
    note.fill(TYPED)

    upload(anna, REALISATION_NAME, realisation())
    before = time.monotonic()
    site.servers[hers].stop(signal.SIGKILL)
    connected = anna.locator('[data-test-connection-state="CONNECTED"]')
    deadline = before + PATIENCE / 1000
    while server_of(anna) == hers and time.monotonic() < deadline:
        anna.wait_for_timeout(50)
    expect(connected).to_be_visible(timeout=PATIENCE)
    away = time.monotonic() - before
    settle(anna)
    assert server_of(anna) == other(hers)
    assert away < 10, "seconds until the page is connected to the other server"
    expect(anna.get_by_role("heading", name=f"Bestand {REALISATION_NAME}")).to_be_visible()
    settle(tab)
    expect(note).to_have_value(TYPED)

    anna.get_by_role("button", name="Inlezen bevestigen").click()
    expect(anna.get_by_text(f"{REALISATION_NAME} is aanlevering 2")).to_be_visible(timeout=PATIENCE)
    for page in (anna, bart):
        visit(page, site.url + OVERVIEW)
        assert metric(page, "Gerealiseerd") == housed(), "also where the old figures were cached"

    site.start(hers)
    visit(anna, site.url + OVERVIEW)
    assert server_of(anna) == other(hers), "she stays: her open page is not on the other one"
    keep_at(bart, hers)
    visit(bart, site.url + OVERVIEW)
    assert server_of(bart) == hers
    assert metric(bart, "Gerealiseerd") == housed(), "a server that was away knows it all"

    assessed = json.loads(site.verb("assess", "--on", "2025-07-01", "--json"))
    assert {
        each["code"]: (each["obligation"], each["realised"]) for each in assessed["municipalities"]
    } == {each.code: (each.obligation, each.realised) for each in delivered()}
    site.verb("verify-log")


def test_signing_out_at_one_server_ends_the_session_at_the_other(site: Site, sign_in) -> None:
    anna = sign_in(ANNA, "/")
    tab = anna.context.new_page()
    keep_at(anna, other(server_of(anna)))
    visit(tab, site.url + OVERVIEW)
    tab.get_by_role("button", name="Afmelden").click()
    expect(tab.get_by_role("heading", name="End Session")).to_be_visible()  # at the provider
    anna.reload()
    expect(anna.get_by_role("link", name="Aanmelden")).to_be_visible()


def test_what_is_done_has_the_name_and_the_address_of_who_did_it(site: Site, sign_in) -> None:
    sign_in(BART, "/")
    last = json.loads(site.verb("log", "--json"))[-1]
    assert (last["action"], last["who"]) == ("sign_in", BART)
    assert last["details"]["origin"] == HOST


def test_servers_outlive_a_restart_of_the_database(site: Site, sign_in) -> None:
    bart = sign_in(BART, OVERVIEW)
    site.postgres.stop()
    site.postgres.start()
    for server in ("1", "2"):
        keep_at(bart, server)
        visit(bart, site.url + OVERVIEW)
        expect(bart.get_by_test_id("stAlertContentError")).to_have_count(0)
        assert server_of(bart) == server
