"""The database: how it is opened, read and, through one door, written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, select, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from supervision.domain.actor import Actor
from supervision.errors import StoreUnusable
from supervision.storage import audit
from supervision.storage.tables import Revision

MIGRATIONS = Path(__file__).parent / "migrations"

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
                audit.append(connection, actor, at, action, transaction.about, transaction.details)

    def record_refusal(
        self, actor: Actor, at: datetime, action: str, about: str, details: Mapping[str, object]
    ) -> None:
        """Keep that an action was refused; the facts and so the revision stay as they were."""
        with self._speaking(), self.engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            with connection.begin():
                connection.execute(select(Revision.id).with_for_update())
                at = audit.own_moment(connection, at)
                audit.append(connection, actor, at, action, about, details, result="refused")

    def revision(self) -> int:
        """Return the number of writes so far: the key of every cache."""
        with self.read() as connection:
            return self.revision_in(connection)

    @staticmethod
    def revision_in(connection: Connection) -> int:
        """Return the revision of the state that a connection sees."""
        return connection.execute(select(Revision.number)).scalar_one()

    def is_current(self) -> bool:
        """Tell whether the schema is that of this version of the product."""
        file = self.engine.url.database if self.engine.dialect.name == "sqlite" else None
        if file and not Path(file).exists():
            return False
        with self._speaking(), self.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        return found == ScriptDirectory(str(MIGRATIONS)).get_current_head()

    def upgrade(self, to: str = "head") -> None:
        """Create the schema or bring it up to date."""
        with self._speaking():
            if self.engine.dialect.name == "sqlite" and self.engine.url.database:
                Path(self.engine.url.database).parent.mkdir(parents=True, exist_ok=True)
            with self.engine.connect() as plain:
                connection = plain.execution_options(immediate=True)
                with connection.begin():
                    command.upgrade(_alembic(connection), to)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn what the driver says into an error with a reason."""
        try:
            yield
        except DBAPIError as error:
            raise StoreUnusable(url=self.shown, reason=str(error.orig)) from error
        except SQLAlchemyError as error:
            raise StoreUnusable(url=self.shown, reason=str(error)) from error

    @property
    def shown(self) -> str:
        """The address without the password."""
        return make_url(self.url).render_as_string(hide_password=True)


@cache
def database(url: str) -> Database:
    """Return the store at this address; one pool of connections per address and process."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return Database(url, engine)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Leave transactions to us and ask for durability; the driver's defaults lose updates."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start, so that two writers never build on the same state."""
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
