"""What a visitor waits for, in one browser and one run: ours, a plain Streamlit app, and a floor.

The floor is a static page with the same plotly figures and no server behind it. `make bench` prints
the medians and the ratios; a machine that is busy makes all three slower, not the ratios.
"""

from __future__ import annotations

import functools
import http.server
import json
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import plotly
import plotly.express as px
import pytest
from playwright.sync_api import Browser, Page, expect

from supervision.config import ROOT
from supervision.domain.halfyear import HalfYear
from supervision.storage.database import database
from supervision.usecases import assessing
from tests.e2e.browsing import chromium, new_context
from tests.e2e.servers import Server, environment, free_port, make_store, serving

ROUNDS = 5
HERE = Path(__file__).parent / "rivals"
BOUNDARIES = ROOT / "static" / "limburg.geojson"
EMPTY_WORLD = '{"type": "Topology", "objects": {}, "arcs": []}'
VENLO = "GM0983"
ACTIONS = ("first visit", "switch to the map", "change of half-year", "click to a municipality")

Steps = dict[str, Callable[[Page], None]]


def figures_of(store: Path) -> pd.DataFrame:
    """The figures of all half-years in the store, as a rival would have them in a file."""
    opened, rows = database(f"sqlite:///{store}"), []
    for half_year in assessing.stored_half_years(opened):
        province = assessing.snapshot(opened, half_year.reference_date).province
        for each in province.municipalities:
            found = province.assessments[each.code]
            rows.append(
                {
                    "half_year": str(half_year),
                    "code": each.code,
                    "name": each.name,
                    "obligation": found.obligation,
                    "realised": found.position.realised,
                    "backlog": found.position.backlog,
                    "share": None if found.realised_share is None else float(found.realised_share),
                }
            )
    return pd.DataFrame(rows)


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

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def plain_server(figures: Path) -> Iterator[str]:
    port = free_port()
    place = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    command = [sys.executable, "-m", "streamlit", "run", str(HERE / "plain_app.py"), *place]
    process = subprocess.Popen(
        [*command, "--", str(figures), str(BOUNDARIES)],
        cwd=figures.parent,
        env=environment(figures),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.kill()
        process.wait()


def select_in_streamlit(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label).first
    box.click()
    page.get_by_role("option", name=option).first.click()


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


def floor_steps(url: str, older: str) -> Steps:
    def first(page: Page) -> None:
        page.goto(url)
        page.wait_for_function("/Overzicht 20/.test(document.querySelector('h1').textContent)")

    def switch(page: Page) -> None:
        page.get_by_role("button", name="Kaart").click()
        page.wait_for_selector("path.choroplethlocation[d]")

    def change(page: Page) -> None:
        page.locator("select").select_option(older)
        page.wait_for_function(
            f"document.querySelector('.gtitle')?.textContent.includes('{older}')"
        )

    return dict(zip(ACTIONS, (first, switch, change, click_choropleth), strict=True))


def plain_steps(url: str, older: str) -> Steps:
    def first(page: Page) -> None:
        page.goto(url)
        page.wait_for_selector("[data-testid=stMetric]")
        page.wait_for_selector("[data-testid=stDataFrame] canvas")

    def switch(page: Page) -> None:
        page.get_by_text("Kaart", exact=True).click()
        page.wait_for_selector("path.choroplethlocation[d]")

    def change(page: Page) -> None:
        select_in_streamlit(page, "Halfjaar", older)
        page.wait_for_function(
            f"document.querySelector('.gtitle')?.textContent.includes('{older}')"
        )

    return dict(zip(ACTIONS, (first, switch, change, click_choropleth), strict=True))


def our_steps(url: str, older: str) -> Steps:
    words = HalfYear.parse(older)
    said = f"{'eerste' if words.half == 1 else 'tweede'} helft {words.year}"

    def first(page: Page) -> None:
        page.goto(url)
        page.wait_for_selector("[data-testid=stMetric]")
        page.wait_for_selector(".js-plotly-plot .main-svg")

    def switch(page: Page) -> None:
        page.get_by_role("link", name="Kaart", exact=True).click()
        page.wait_for_selector(".limburg-areas path[style]")

    def change(page: Page) -> None:
        select_in_streamlit(page, "Halfjaar", said)
        shown = page.locator(".limburg-time output")
        expect(shown).to_have_text(re.compile(f"{older}|{said}"), timeout=30_000)

    def click(page: Page) -> None:
        page.locator(f'.limburg-province [data-code="{VENLO}"]').click()
        page.wait_for_selector("h3:has-text('Venlo')")

    return dict(zip(ACTIONS, (first, switch, change, click), strict=True))


def measure(browser: Browser, steps: Steps) -> dict[str, float]:
    """Milliseconds per action, the median of several visits, each with a fresh profile."""
    times: dict[str, list[float]] = {action: [] for action in ACTIONS}
    for _ in range(ROUNDS):
        context = new_context(browser)
        context.route("**/*topojson*/**", lambda route: route.fulfill(body=EMPTY_WORLD))
        context.route("**/world_110m.json", lambda route: route.fulfill(body=EMPTY_WORLD))
        page = context.new_page()
        for action, step in steps.items():
            start = time.perf_counter()
            step(page)
            times[action].append((time.perf_counter() - start) * 1000)
            page.wait_for_timeout(700)
        context.close()
    return {action: statistics.median(each) for action, each in times.items()}


@pytest.mark.benchmark
def test_what_a_visitor_waits_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = make_store(tmp_path / "bench.db", "--demo")
    data = figures_of(store)
    data.to_csv(tmp_path / "figures.csv", index=False)
    older = sorted(data["half_year"].unique())[-2]
    floor_folder = tmp_path / "floor"
    floor_folder.mkdir()
    write_floor(data, floor_folder)
    with (
        chromium() as browser,
        static_server(floor_folder) as floor,
        plain_server(tmp_path / "figures.csv") as plain,
        serving(Server(store, tmp_path / "ours.log")) as ours,
    ):
        found = {
            "floor": measure(browser, floor_steps(floor, older)),
            "plain": measure(browser, plain_steps(plain, older)),
            "ours": measure(browser, our_steps(ours.url, older)),
        }
    lines = [f"\n{'':26}{'floor':>9}{'plain':>9}{'ours':>9}{'÷ floor':>9}{'÷ plain':>9}  (ms)"]
    for action in ACTIONS:
        floor_ms, plain_ms, our_ms = (found[who][action] for who in ("floor", "plain", "ours"))
        lines.append(
            f"{action:26}{floor_ms:9.0f}{plain_ms:9.0f}{our_ms:9.0f}"
            f"{our_ms / floor_ms:9.2f}{our_ms / plain_ms:9.2f}"
        )
    with capsys.disabled():
        sys.stdout.write("\n".join(lines) + "\n")
