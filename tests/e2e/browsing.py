"""A browser without eyes: Debian's Chromium, watched for requests to outside and for errors."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect
from playwright.sync_api import sync_playwright as playwright

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
PATHS = (
    *("/", "/kaart", "/gemeente", "/regio", "/escalatie", "/inlezen", "/kader", "/logboek"),
    "/beheer",
)
PATIENCE = 30_000
"""Milliseconds: a busy machine draws a first page slowly."""

_SETTINGS: dict[str, Any] = {"locale": "nl-NL", "viewport": LAPTOP, "reduced_motion": "reduce"}
_PROBE = re.compile(r"^/\w+/_stcore/")
"""Streamlit looks for its host page by page first; the 404 on that is part of its start."""
_SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testScriptState === 'notRunning'
        && document.querySelector('h1, [data-testid="stAlertContentError"]')
        && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
        && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
            .every((chart) => chart.querySelector('.js-plotly-plot'))
        && [...document.querySelectorAll('.js-plotly-plot')].every((plot) => plot._fullLayout)
        && (!document.querySelector('.st-key-kaart')
            || document.querySelector('.limburg-areas path[style]'));
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; `--no-sandbox` because tests run as root in a container."""
    with playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def profile(browser: Browser, folder: Path) -> Iterator[BrowserContext]:
    """A browser that keeps what it fetched and compiled, as that of a user who comes each day."""
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=["--no-sandbox"], **_SETTINGS
    )
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


class Watch:
    """Keeps what a browser asked for and what it complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("page", lambda page: page.on("websocket", lambda ws: self._asked(ws.url)))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1":
            self.outside.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        url = message.location["url"]
        if not _PROBE.match(urlsplit(url).path):
            self.errors.append(f"{message.text} ({url})")

    def forget(self) -> None:
        """Begin anew: what comes is of another test."""
        self.outside.clear()
        self.errors.clear()

    def check(self) -> None:
        assert self.outside == [], "requests left this machine"
        assert self.errors == [], "errors on the console"


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    context = browser.new_context(**_SETTINGS | options)
    context.set_default_timeout(PATIENCE)
    return context


def settle(page: Page) -> None:
    """Wait until the script has run and the charts stand."""
    page.wait_for_function(_SETTLED, timeout=PATIENCE)


def visit(page: Page, url: str) -> None:
    page.goto(url)
    settle(page)


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def query(page: Page) -> dict[str, str]:
    """The choices in the address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def table(page: Page, name: str) -> list[dict[str, str]]:
    """The rows of a table as the screen shows them, by heading."""
    frame = page.get_by_role("region", name=name, exact=True)
    expect(frame).to_be_visible()
    frame.scroll_into_view_if_needed()  # out of sight it is not drawn, and has no inner text
    expect(frame).not_to_have_text("", use_inner_text=True)
    headings = frame.locator("thead th").all_inner_texts()
    rows = frame.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    )
    return [dict(zip(headings, row, strict=True)) for row in rows]


def metric(page: Page, label: str) -> str:
    found = page.get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
    return found.get_by_test_id("stMetricValue").inner_text()


def on_card(page: Page, label: str) -> str:
    """A figure on the card of the municipality that is chosen on the map."""
    return page.locator(".limburg-card dl > div", has_text=label).locator("dd").inner_text()


def map_title(page: Page, text: str) -> Locator:
    """What the map shows, under its title; while it is drawn anew the one before stands there."""
    return page.locator(".limburg-detail", has_text=text)


def box(page: Page, label: str) -> Locator:
    """A select box by its label."""
    name = re.escape(label).replace("/", r"\/")
    return page.get_by_role("combobox", name=re.compile(f"{name}$"))


def choose(page: Page, label: str, option: str) -> None:
    """Type in a select box, for a long list shows only its start, and take what is left."""
    found = box(page, label).first
    found.click()
    found.fill(option)
    page.get_by_role("option", name=option).first.click()


YES = "Ik heb de waarschuwingen bekeken; het bestand kan zo worden ingelezen."


def upload(page: Page, name: str, content: bytes, *, yes: bool = True) -> None:
    """Deliver a file by the upload field, wait for its draft, and say yes to its warnings."""
    files = page.locator('input[type="file"]')
    files.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    expect(page.get_by_role("heading", name=f"Bestand {name}")).to_be_visible(timeout=PATIENCE)
    settle(page)
    if yes and page.get_by_text(YES).count():
        page.get_by_text(YES).click()
        settle(page)
