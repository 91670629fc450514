"""How long the script of each page takes once its views are cached; `make bench` prints it.

The floor is a page that draws nothing: what AppTest and Streamlit take by themselves.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from streamlit.testing.v1 import AppTest

from supervision.config import ROOT, settings
from supervision.domain.actor import Actor, Role
from supervision.storage.database import database
from supervision.usecases.setup import load_samples

ROUNDS = 15
PAGES = {
    "app.py": {},
    "pages/kaart.py": {"gemeente": "GM0983"},
    "pages/gemeente.py": {"gemeente": "GM0983"},
    "pages/escalatie.py": {},
    "pages/inlezen.py": {},
    "pages/kader.py": {},
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


def shortest(at: AppTest) -> float:
    """Milliseconds of the fastest of several reruns, the first of which fill the cache."""
    at.run(timeout=30)
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        at.run()
        times.append(perf_counter() - start)
    assert not at.exception
    assert not at.error
    return min(times) * 1000


@pytest.mark.benchmark
def test_a_page_script_when_warm(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    floor = shortest(AppTest.from_string(""))
    lines = [f"\nempty page: {floor:.1f} ms (the floor; best of {ROUNDS})"]
    for page, query in PAGES.items():
        at = AppTest.from_file(str(ROOT / "app.py"))
        at.query_params.update(query)
        at.run(timeout=30)
        if page != "app.py":
            at.switch_page(page)
        took = shortest(at)
        lines.append(f"{page}: {took:.1f} ms, {took - floor:.1f} ms above the floor")
    with capsys.disabled():
        print("\n".join(lines))  # noqa: T201
