"""A fresh store per test, on each database that there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from supervision.storage.database import Database, database
from tests.storage.stores import KINDS, fresh_address, ready_store


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The database that a test is about."""
    return str(request.param)


@pytest.fixture
def url(kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of a store that does not exist yet."""
    with fresh_address(kind, tmp_path) as address:
        yield address


@pytest.fixture
def empty(url: str) -> Iterator[Database]:
    """A store without any schema yet; its directory exists."""
    if url.startswith("sqlite"):
        Path(make_url(url).database or "").parent.mkdir()
    store = database(url)
    yield store
    store.engine.dispose()


@pytest.fixture
def store(kind: str, tmp_path: Path) -> Iterator[Database]:
    """A store with the schema of today and no facts."""
    with ready_store(kind, tmp_path) as ready:
        yield ready
