"""Stores to open pages on: none, empty, with the samples to read, with the samples to change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from supervision.config import settings
from supervision.domain.actor import Actor, Role
from supervision.storage.database import database
from supervision.usecases import clock
from supervision.usecases.setup import load_samples

LOCAL = Actor("lokaal", Role.LOCAL)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples end on 1 November 2026; it is three weeks later."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the sample half-years, made once."""
    folder = tmp_path_factory.mktemp("demo")
    built, packed = folder / "built.db", folder / "demo.db"
    store = database(f"sqlite:///{built}")
    store.upgrade()
    load_samples(store, LOCAL)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(f"VACUUM INTO '{packed}'")
    store.engine.dispose()
    return packed


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch):
    """Make the pages work on a store."""

    def use_store(path: Path) -> str:
        url = f"sqlite:///{path}"
        monkeypatch.setenv("DATABASE_URL", url)
        settings.cache_clear()
        return url

    yield use_store
    settings.cache_clear()


@pytest.fixture
def nowhere(use, tmp_path: Path) -> str:
    """The address of a store that nobody has made yet."""
    return use(tmp_path / "nowhere.db")


@pytest.fixture
def empty(use, tmp_path: Path):
    """A store without any figures."""
    url = use(tmp_path / "empty.db")
    database(url).upgrade()
    yield url
    database(url).engine.dispose()


@pytest.fixture
def samples(use, demo: Path) -> str:
    """The samples, to look at only; shared, so that later tests find the caches warm."""
    return use(demo)


@pytest.fixture
def own_samples(use, demo: Path, tmp_path: Path):
    """The samples in a store of the test's own, to change."""
    url = use(shutil.copy(demo, tmp_path / "own.db"))
    yield url
    database(url).engine.dispose()


@pytest.fixture
def buttons(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """What the download buttons on the page would hand out, by the name of the file."""
    found: dict[str, Callable[[], bytes]] = {}
    draw = st.delta_generator.DeltaGenerator.download_button

    def keep(self: Any, label: str, data: Any, file_name: str, *more: Any, **options: Any) -> bool:
        found[file_name] = data
        return bool(draw(self, label, data, file_name, *more, **options))

    monkeypatch.setattr(st.delta_generator.DeltaGenerator, "download_button", keep)
    monkeypatch.setattr(st, "download_button", lambda *a, **o: keep(st._main, *a, **o))
    return found
