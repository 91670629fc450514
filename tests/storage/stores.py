"""Stores for tests: SQLite, and PostgreSQL too where TEST_POSTGRES_URL names a server.

The user of that address must be allowed to create databases; each test gets one of its own.
A store with the schema of today is copied from one that was brought up once: to migrate takes
longer than most of the tests.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

from supervision.storage.database import Database, database

POSTGRES = os.environ.get("TEST_POSTGRES_URL")
KINDS = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]


@contextmanager
def fresh_address(kind: str, folder: Path) -> Iterator[str]:
    """The address of a store that does not exist yet, on one of the two databases."""
    if kind == "sqlite":
        yield f"sqlite:///{_file_in(folder)}"
        return
    name = f"test_{uuid.uuid4().hex}"
    _on_server(f"CREATE DATABASE {name}")
    try:
        yield _address(name)
    finally:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def ready_store(kind: str, folder: Path) -> Iterator[Database]:
    """A store with the schema of today and no facts, on one of the two databases."""
    if kind == "sqlite":
        _file_in(folder).parent.mkdir(exist_ok=True)
        shutil.copy(_ready_file(), _file_in(folder))
        url = f"sqlite:///{_file_in(folder)}"
    else:
        name = f"test_{uuid.uuid4().hex}"
        _on_server(f"CREATE DATABASE {name} TEMPLATE {_ready_database()}")
        url = _address(name)
    store = database(url)
    try:
        yield store
    finally:
        store.engine.dispose()
        if kind != "sqlite":
            _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def _file_in(folder: Path) -> Path:
    return folder / "store" / "test.db"


@cache
def _ready_file() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    _bring_up(f"sqlite:///{folder / 'ready.db'}")
    return folder / "ready.db"


@cache
def _ready_database() -> str:
    name = f"ready_{uuid.uuid4().hex}"
    _on_server(f"CREATE DATABASE {name}")
    atexit.register(_on_server, f"DROP DATABASE {name} WITH (FORCE)")
    _bring_up(_address(name))
    return name


def _bring_up(url: str) -> None:
    store = database(url)
    store.upgrade()
    store.engine.dispose()


def _server() -> URL:
    return make_url(POSTGRES or "")


def _address(name: str) -> str:
    return _server().set(database=name).render_as_string(hide_password=False)


def _on_server(statement: str) -> None:
    engine = create_engine(_server(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
