"""What somebody can do who has the database in hands: the guards first, then the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from supervision.storage.database import Database

TRIGGERS = {
    "sqlite": "SELECT name, '' FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, ' ON ' || tgrelid::regclass FROM pg_trigger "
    "WHERE NOT tgisinternal",
}


def drop_guards(store: Database) -> None:
    """Drop the triggers that refuse to alter or remove what is on record."""
    with store.engine.begin() as connection:
        found = connection.execute(text(TRIGGERS[connection.dialect.name])).all()
        assert len(found) >= 10
        for name, place in found:
            connection.execute(text(f"DROP TRIGGER {name}{place}"))


@contextmanager
def attempt(store: Database) -> Iterator[Connection]:
    """A connection on which anything can be tried; afterwards the store is as it was."""
    with store.engine.connect() as connection, connection.begin() as tried:
        yield connection
        tried.rollback()
