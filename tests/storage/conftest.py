"""A fresh store per test: SQLite, and PostgreSQL too where TEST_POSTGRES_URL names a server.

The user of that address must be allowed to create databases; each test gets one of its own.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from supervision.storage.database import Database, database

POSTGRES = os.environ.get("TEST_POSTGRES_URL")


KINDS = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]


@contextmanager
def fresh_address(kind: str, folder: Path) -> Iterator[str]:
    """The address of a store that does not exist yet, on one of the two databases."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'store' / 'test.db'}"
        return
    name = f"test_{uuid.uuid4().hex}"
    server = make_url(POSTGRES or "")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store that does not exist yet."""
    with fresh_address(request.param, tmp_path) as address:
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
def store(url: str) -> Iterator[Database]:
    """A store with the schema of today and no facts."""
    fresh = database(url)
    fresh.upgrade()
    yield fresh
    fresh.engine.dispose()
