"""What each page costs on the server; `make bench` prints it.

Cold: nothing is in the caches yet. Warm: the same page once more. The floor is a page that draws
nothing: what AppTest and Streamlit take by themselves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from supervision.config import ROOT, settings
from supervision.domain.actor import Actor, Role
from supervision.storage.database import database
from supervision.usecases.setup import load_samples
from tests.benchmarks.conftest import Say
from tests.benchmarks.crowd import Place, User
from tests.benchmarks.growth import statements
from tests.e2e.servers import Server, make_store, serving

ROUNDS = 15
COLD_ROUNDS = 3
VENLO = {"gemeente": "GM0983"}
PAGES: Mapping[str, Mapping[str, str]] = {
    "app.py": {},
    "pages/kaart.py": VENLO,
    "pages/gemeente.py": VENLO,
    "pages/regio.py": {},
    "pages/escalatie.py": {},
    "pages/inlezen.py": {},
    "pages/kader.py": {},
    "pages/logboek.py": {},
    "pages/beheer.py": {},
}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    url = f"sqlite:///{tmp_path / 'bench.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    settings.cache_clear()
    database(url).upgrade()
    load_samples(database(url), Actor("bench", Role.LOCAL))
    yield url
    settings.cache_clear()


def opened(page: str) -> AppTest:
    """A page that is open; its address holds the choices that it needs."""
    at = AppTest.from_file(str(ROOT / "app.py"))
    at.query_params.update(PAGES[page])
    at.run(timeout=30)
    if page != "app.py":
        at.switch_page(page)
        at.run(timeout=30)
    return at


def took(at: AppTest) -> float:
    """Milliseconds of one run."""
    start = perf_counter()
    at.run(timeout=30)
    assert not at.exception
    assert not at.error
    return (perf_counter() - start) * 1000


@pytest.mark.benchmark
def test_the_script_of_each_page(store: str, say: Say) -> None:
    empty = AppTest.from_string("")
    floor = min(took(empty) for _ in range(ROUNDS))
    said = [f"\nempty page {floor:.1f} ms (the floor; best of {ROUNDS})"]
    for page in PAGES:
        at, cold = opened(page), []
        for _ in range(COLD_ROUNDS):
            st.cache_resource.clear()
            with statements(database(store)) as first:
                cold.append(took(at))
        warm = min(took(at) for _ in range(ROUNDS))
        with statements(database(store)) as again:
            took(at)
        said.append(
            f"{page:20} cold {min(cold):5.0f} ms = {min(cold) / floor:5.1f} x floor, "
            f"{len(first):3} SQL; warm {warm:5.1f} ms = {warm / floor:4.1f} x floor, "
            f"{len(again):2} SQL"
        )
    say("\n".join(said))


@pytest.mark.benchmark
def test_what_each_page_sends(tmp_path: Path, say: Say) -> None:
    said = [""]

    async def look(url: str) -> None:
        for page, choices in PAGES.items():
            path = "" if page == "app.py" else Path(page).stem
            user = User(url, Place(page, path), choices)
            elements = await user.look()
            said.append(
                f"{page:20} {len(elements):4} elements {user.messages:4} messages "
                f"{user.received / 1024:5.0f} kB"
            )
            await user.leave()

    with serving(Server(make_store(tmp_path / "bench.db", "--demo"), tmp_path / "log")) as ours:
        asyncio.run(look(ours.url))
    say("\n".join(said))
