"""The database: how it is opened, read and, through one door, written."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from supervision.domain.actor import Actor
from supervision.errors import StoreTrouble, StoreUnusable
from supervision.storage import audit, versions
from supervision.storage.complaints import trouble_of
from supervision.storage.tables import Revision

_PATIENCE = 5
"""Seconds that who writes to SQLite waits for another."""

Reader = Connection
"""What `Database.read` gives: one state of the store, to hand to the queries of this package."""


@dataclass
class Transaction:
    """A write under way; what is set here ends up in its audit event."""

    connection: Connection
    at: datetime
    about: str = ""
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Database:
    """A store of facts. Obtain one with `database(url)`."""

    url: str
    engine: Engine = field(repr=False, compare=False)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store; raises StoreUnusable."""
        with self._speaking(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def write(
        self, actor: Actor, at: datetime, action: str, *, moves_figures: bool = True
    ) -> Iterator[Transaction]:
        """Give the one door to write: one transaction, one audit event, one revision step.

        What cannot move a figure (an upload that waits) leaves the revision as it is. Writers
        wait for each other. An exception inside undoes everything. Raises
        StoreUnusable when the store is read-only, full or not there.
        """
        with self._speaking(), self.engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            with connection.begin():
                connection.execute(select(Revision.id).with_for_update())
                at = audit.own_moment(connection, at)
                transaction = Transaction(connection, at)
                yield transaction
                if moves_figures:
                    connection.execute(update(Revision).values(number=Revision.number + 1))
                entry = audit.append(
                    connection, actor, at, action, transaction.about, transaction.details
                )
        audit.announce(entry, actor)

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Give a connection to write what is neither fact nor event and may get lost.

        It moves no figure, has no entry in the audit trail, and no other writer waits for it
        where the database locks rows. Raises StoreUnusable.
        """
        with self._speaking(), self.engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            with connection.begin():
                yield connection

    def record_refusal(
        self, actor: Actor, at: datetime, action: str, about: str, details: Mapping[str, object]
    ) -> None:
        """Keep that an action was refused; the facts and so the revision stay as they were."""
        with self._speaking(), self.engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            with connection.begin():
                connection.execute(select(Revision.id).with_for_update())
                at = audit.own_moment(connection, at)
                entry = audit.append(
                    connection, actor, at, action, about, details, result="refused"
                )
        audit.announce(entry, actor)

    def revision(self) -> int:
        """Return the number of writes so far: the key of every cache."""
        with self.read() as connection:
            return self.revision_in(connection)

    @staticmethod
    def revision_in(connection: Connection) -> int:
        """Return the revision of the state that a connection sees."""
        return connection.execute(select(Revision.number)).scalar_one()

    def version(self) -> str | None:
        """Return the version of the schema; None where there is none, and no file is made."""
        file = self._file
        if file is not None and not file.exists():
            return None
        with self._speaking(), self.engine.connect() as connection:
            return versions.version_in(connection)

    def is_current(self) -> bool:
        """Tell whether the schema is that of this version of the product."""
        return self.version() == versions.every_version()[-1]

    def upgrade(self, to: str = versions.NEWEST) -> None:
        """Create the schema or bring it up to date; raises StoreUnusable."""
        with self.rebuilding() as connection:
            versions.upgrade(connection, to)

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """Give a connection to change the schema or put a whole store in its place.

        One transaction, without an audit event: whoever uses it answers for the trail. Raises
        StoreUnusable.
        """
        self._make_room()
        with self._speaking(), self.engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            with connection.begin():
                yield connection

    def _make_room(self) -> None:
        """Make the folder for the file of a new store."""
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            closed = StoreTrouble.CLOSED
            raise StoreUnusable(url=self.shown, reason=str(error), trouble=closed) from error

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn what the driver says into an error with a reason."""
        try:
            yield
        except SQLAlchemyError as error:
            said = str(error.orig if isinstance(error, DBAPIError) else error)
            raise StoreUnusable(url=self.shown, reason=said, trouble=trouble_of(error)) from error

    @property
    def _file(self) -> Path | None:
        """The file of a store on SQLite."""
        name = self.engine.url.database if self.engine.dialect.name == "sqlite" else None
        return Path(name) if name and not name.startswith("file:") else None

    @property
    def shown(self) -> str:
        """The address without the password."""
        return make_url(self.url).render_as_string(hide_password=True)


@cache
def database(url: str) -> Database:
    """Return the store at this address; one pool of connections per address and process."""
    # What was written never stands in a message: it can be a whole file. A connection is tried
    # before it is used (0.1 ms), so that nobody meets an error after the database was restarted.
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return Database(url, engine)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Leave transactions to us and ask for durability; the driver's defaults lose updates."""
    connection.isolation_level = None
    for pragma in (f"busy_timeout={_PATIENCE * 1000}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    _keep_a_log(connection)


def _keep_a_log(connection: Any) -> None:
    """Write ahead, so that readers and writers pass each other.

    A new store is turned to it once. SQLite does not wait for another that does so at the same
    moment, whatever the timeout: two servers that start together.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start, so that two writers never build on the same state."""
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
