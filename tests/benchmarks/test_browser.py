"""What a visitor waits for, in one browser and one run: ours, a plain Streamlit app, and a floor.

The floor is a static page with the same plotly figures and no server behind it. `make bench` prints
the medians and the ratios; a machine that is busy makes all three slower, not the ratios.
"""

from __future__ import annotations

import http.server
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pandas as pd
import plotly
import plotly.express as px
import pytest
from playwright.sync_api import Browser, Locator, Page

from supervision.domain.halfyear import HalfYear
from tests.benchmarks.conftest import Say
from tests.benchmarks.plain import BOUNDARIES, HERE, figures_of, plain_server
from tests.e2e.browsing import chromium, new_context
from tests.e2e.servers import Server, make_store, serving

ROUNDS = 7
EMPTY_WORLD = '{"type": "Topology", "objects": {}, "arcs": []}'
VENLO = "GM0983"
ACTIONS = (
    "first visit",
    "switch to the map",
    "change of half-year",
    "change in the box",
    "click to a municipality",
)
"""A half-year is changed twice: the short way (the map of ours has a button to the one before, the
others only their box), and back in the box. In all three a change is there when the map shows it;
the tables of ours and of plain Streamlit follow."""

_WAIT_FOR_A_PRESS = """() => {
    window.pressed = null;
    const note = () => { window.pressed ??= performance.now(); };
    for (const kind of ["pointerdown", "input"])
        window.addEventListener(kind, note, { capture: true, once: true });
}"""
"""The clock of an action starts in the page, with the first press of the mouse: what Playwright
needs to find the place to press is not what a visitor waits for."""

Steps = dict[str, Callable[[Page], None]]


def write_floor(data: pd.DataFrame, folder: Path) -> None:
    """A static page with plotly's own script and the figures of every half-year."""
    geojson = json.loads(BOUNDARIES.read_text(encoding="utf-8"))
    maps = {}
    for half_year, chosen in sorted(data.groupby("half_year"), reverse=True):
        figure = px.choropleth(
            chosen,
            geojson=geojson,
            featureidkey="properties.statcode",
            locations="code",
            color="share",
            hover_name="name",
            title=f"Aandeel {half_year}",
        )
        figure.update_geos(fitbounds="locations", visible=False)
        maps[str(half_year)] = json.loads(figure.to_json())
    bars = px.bar(
        data.groupby("half_year", as_index=False)["backlog"].sum(), "half_year", "backlog"
    )
    content = {"maps": maps, "bars": json.loads(bars.to_json())}
    (folder / "figures.json").write_text(json.dumps(content), encoding="utf-8")
    (folder / "index.html").write_bytes((HERE / "floor.html").read_bytes())
    (folder / "world_110m.json").write_text(EMPTY_WORLD, encoding="utf-8")
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    (folder / "plotly.min.js").write_bytes(script.read_bytes())


@contextmanager
def static_server(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def press(page: Page, target: Locator) -> None:
    """Press the mouse in the middle, without the second looks that Playwright's own click takes."""
    target.wait_for()
    box = target.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def select_in_streamlit(page: Page, label: str, option: str) -> None:
    press(page, page.get_by_role("combobox", name=label).first)
    press(page, page.get_by_role("option", name=option).first)


def choropleth_point(page: Page) -> tuple[float, float]:
    box = page.locator(f"path.choroplethlocation >> nth={_largest(page)}").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _largest(page: Page) -> int:
    """The largest municipality: its middle lies inside it."""
    return int(
        page.evaluate(
            """() => [...document.querySelectorAll('path.choroplethlocation')]
                .map((path, index) => [path.getBoundingClientRect(), index])
                .sort((a, b) => b[0].width * b[0].height - a[0].width * a[0].height)[0][1]"""
        )
    )


def click_choropleth(page: Page) -> None:
    page.mouse.click(*choropleth_point(page))
    page.wait_for_function("document.querySelector('h2')?.textContent.trim()")


def floor_steps(url: str, newest: str, older: str) -> Steps:
    def first(page: Page) -> None:
        page.goto(url)
        page.wait_for_function("/Overzicht 20/.test(document.querySelector('h1').textContent)")

    def switch(page: Page) -> None:
        press(page, page.get_by_role("button", name="Kaart"))
        page.wait_for_selector("path.choroplethlocation[d]")

    def choose(half_year: str, page: Page) -> None:
        page.locator("select").select_option(half_year)
        page.wait_for_function(
            f"document.querySelector('.gtitle')?.textContent.includes('{half_year}')"
        )

    change, back = partial(choose, older), partial(choose, newest)
    return dict(zip(ACTIONS, (first, switch, change, back, click_choropleth), strict=True))


def plain_steps(url: str, newest: str, older: str) -> Steps:
    def first(page: Page) -> None:
        page.goto(url)
        page.wait_for_selector("[data-testid=stMetric]")
        page.wait_for_selector("[data-testid=stDataFrame] canvas")

    def switch(page: Page) -> None:
        press(page, page.get_by_text("Kaart", exact=True))
        page.wait_for_selector("path.choroplethlocation[d]")

    def choose(half_year: str, page: Page) -> None:
        select_in_streamlit(page, "Halfjaar", half_year)
        page.wait_for_function(
            f"document.querySelector('.gtitle')?.textContent.includes('{half_year}')"
        )

    change, back = partial(choose, older), partial(choose, newest)
    return dict(zip(ACTIONS, (first, switch, change, back, click_choropleth), strict=True))


def our_steps(url: str, newest: str, older: str) -> Steps:
    def first(page: Page) -> None:
        page.goto(url)
        page.wait_for_selector("[data-testid=stMetric]")
        page.wait_for_selector(".multiples figure")

    def switch(page: Page) -> None:
        press(page, page.get_by_role("link", name="Kaart", exact=True))
        page.wait_for_selector(".limburg-areas path[style]")

    def shown(page: Page, half_year: str) -> None:
        page.wait_for_function(
            "(said) => document.querySelector('.limburg-time output').textContent === said",
            arg=_said(half_year),
        )

    def change(page: Page) -> None:
        press(page, page.get_by_role("button", name=f"◀ {older}"))
        shown(page, older)

    def back(page: Page) -> None:
        select_in_streamlit(page, "Halfjaar", _said(newest))
        shown(page, newest)

    def click(page: Page) -> None:
        press(page, page.locator(f'.limburg-province [data-code="{VENLO}"]'))
        page.wait_for_function(
            "() => document.querySelector('.limburg-card h2')?.textContent === 'Venlo'"
        )

    return dict(zip(ACTIONS, (first, switch, change, back, click), strict=True))


def _said(half_year: str) -> str:
    found = HalfYear.parse(half_year)
    return f"{'eerste' if found.half == 1 else 'tweede'} helft {found.year}"


def measure(browser: Browser, sites: dict[str, Steps]) -> dict[str, dict[str, float]]:
    """Milliseconds per site and action, the median of several visits, each with a fresh profile.

    The sites take turns: a machine that slows down meanwhile is slower for all of them.
    """
    times: dict[str, dict[str, list[float]]] = {
        who: {action: [] for action in ACTIONS} for who in sites
    }
    for _ in range(ROUNDS):
        for who, steps in sites.items():
            for action, took in _visit(browser, steps):
                times[who][action].append(took)
    return {
        who: {action: statistics.median(each) for action, each in found.items()}
        for who, found in times.items()
    }


def _visit(browser: Browser, steps: Steps) -> Iterator[tuple[str, float]]:
    context = new_context(browser)
    context.route("**/*topojson*/**", lambda route: route.fulfill(body=EMPTY_WORLD))
    context.route("**/world_110m.json", lambda route: route.fulfill(body=EMPTY_WORLD))
    page = context.new_page()
    for action, step in steps.items():
        start = time.perf_counter()
        if action == ACTIONS[0]:
            step(page)
            yield action, (time.perf_counter() - start) * 1000
        else:
            page.evaluate(_WAIT_FOR_A_PRESS)
            step(page)
            yield action, page.evaluate("() => performance.now() - window.pressed")
        page.wait_for_timeout(700)
    context.close()


@pytest.mark.benchmark
def test_what_a_visitor_waits_for(tmp_path: Path, say: Say) -> None:
    store = make_store(tmp_path / "bench.db", "--demo")
    data = figures_of(store)
    data.to_csv(tmp_path / "figures.csv", index=False)
    older, newest = sorted(data["half_year"].unique())[-2:]
    floor_folder = tmp_path / "floor"
    floor_folder.mkdir()
    write_floor(data, floor_folder)
    with (
        chromium() as browser,
        static_server(floor_folder) as floor,
        plain_server(tmp_path / "figures.csv") as (plain, _),
        serving(Server(store, tmp_path / "ours.log")) as ours,
    ):
        found = measure(
            browser,
            {
                "floor": floor_steps(floor, newest, older),
                "plain": plain_steps(plain, newest, older),
                "ours": our_steps(ours.url, newest, older),
            },
        )
    lines = [f"\n{'':26}{'floor':>9}{'plain':>9}{'ours':>9}{'÷ floor':>9}{'÷ plain':>9}  (ms)"]
    for action in ACTIONS:
        floor_ms, plain_ms, our_ms = (found[who][action] for who in ("floor", "plain", "ours"))
        lines.append(
            f"{action:26}{floor_ms:9.0f}{plain_ms:9.0f}{our_ms:9.0f}"
            f"{our_ms / floor_ms:9.2f}{our_ms / plain_ms:9.2f}"
        )
    say("\n".join(lines))
