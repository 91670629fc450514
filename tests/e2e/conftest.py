"""Servers with stores of their own, and pages that are watched while a test uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browsing import Watch, chromium, new_context
from tests.e2e.servers import Server, copy_store, make_store, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs the browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def open_page(browser: Browser):
    """Open windows; afterwards nothing may have left this machine, nor gone wrong in them."""
    opened = []

    def open_one(**options: object) -> Page:
        context = new_context(browser, **options)
        opened.append((context, Watch(context)))
        return context.new_page()

    yield open_one
    for context, _ in opened:
        context.close()
    for _, watch in opened:
        watch.check()


@pytest.fixture
def page(open_page) -> Page:
    """A window of a laptop, in Dutch and light."""
    return open_page()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("e2e")


@pytest.fixture(scope="session")
def demo_store(folder: Path) -> Path:
    """The sample half-years, made once; copy it to change it."""
    return make_store(folder / "demo.db", "--demo")


@pytest.fixture(scope="session")
def demo(demo_store: Path, folder: Path) -> Iterator[Server]:
    """A server with the samples, to look at only."""
    store = copy_store(demo_store, folder / "looked-at.db")
    with serving(Server(store, folder / "demo.log")) as server:
        yield server


@pytest.fixture(scope="module")
def empty(folder: Path) -> Iterator[Server]:
    """A server with an empty store, which the tests of one module fill."""
    with serving(Server(make_store(folder / "empty.db"), folder / "empty.log")) as server:
        yield server


@pytest.fixture(scope="session")
def scratch(folder: Path) -> Iterator[Server]:
    """A server to try imports on; do not count on what its store holds."""
    with serving(Server(make_store(folder / "scratch.db"), folder / "scratch.log")) as server:
        yield server


@pytest.fixture
def cold(demo_store: Path, tmp_path: Path):
    """Make servers with the samples that nobody has visited yet."""
    started = []

    def start(by: str) -> Server:
        store = copy_store(demo_store, tmp_path / f"{by}.db")
        started.append(Server(store, tmp_path / f"{by}.log", by=by))
        return started[-1].start()

    yield start
    for server in started:
        server.stop()
