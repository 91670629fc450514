"""Servers with stores of their own, and pages that are watched while a test uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.browsing import Watch, chromium, new_context, profile
from tests.e2e.servers import HOST, Server, copy_store, free_port, make_store, serving
from tests.e2e.site import Postgres, Site, lacking, provider, running


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


@pytest.fixture(scope="session")
def laptop(browser: Browser, folder: Path) -> Iterator[tuple[BrowserContext, Watch]]:
    """One laptop for all who only look."""
    with profile(browser, folder / "profile") as context:
        yield context, Watch(context)


@pytest.fixture
def page(laptop: tuple[BrowserContext, Watch]) -> Iterator[Page]:
    """A window of a laptop, in Dutch and light, of somebody who has not been here before."""
    context, watch = laptop
    context.clear_cookies()
    watch.forget()
    yield context.new_page()
    for opened in context.pages:
        if opened.url.startswith("http"):
            opened.evaluate("localStorage.clear()")
        opened.close()
    watch.check()


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


ANNA, BART = "anna@limburg.example", "bart@limburg.example"
"""Who can sign in at the site: Anna imports, Bart looks."""


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[Site]:
    """The product as it runs in production: PostgreSQL, two servers, nginx, a login."""
    if lacking():
        pytest.skip(f"needs {lacking()}")
    (folder / "site").mkdir()
    port = free_port()
    about = f"http://{HOST}:{port}/.well-known/openid-configuration"
    roles = {ANNA: "Invoerder", BART: "Lezer"}
    settings = {
        "OIDC_CLIENT_ID": "statushouders",
        "OIDC_CLIENT_SECRET": "not a secret here",
        "OIDC_METADATA_URL": about,
        "OIDC_GROUPS_CLAIM": "roles",
        "OIDC_ROLES": "Invoerder=editor,Lezer=viewer",
        "COOKIE_SECRET": "the same on both servers, as it has to be",
    }
    with Postgres() as postgres:
        made = Site(folder / "site", postgres, settings)
        with running(made, provider(folder / "provider.log", port, roles), about):
            yield made


@pytest.fixture
def visitor(browser: Browser):
    """Open windows that believe the certificate of the site, each of a browser of its own."""
    opened = []

    def open_one() -> Page:
        opened.append(new_context(browser, ignore_https_errors=True))
        return opened[-1].new_page()

    yield open_one
    for context in opened:
        context.close()
