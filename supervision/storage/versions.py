"""The versions of the schema: which one a store has, and how it comes to another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "head"
NOTHING = "base"
_ONE_AT_A_TIME = 2013_53186
"""The key of the lock on PostgreSQL: two servers that start together migrate one after the other.

SQLite needs none, for there the whole store is locked.
"""


@cache
def every_version() -> tuple[str, ...]:
    """Return the versions that this product knows, the first first."""
    script = ScriptDirectory(str(MIGRATIONS))
    return tuple(each.revision for each in script.walk_revisions())[::-1]


def version_in(connection: Connection) -> str | None:
    """Return the version of the schema, or None where there is none."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, to: str = NEWEST) -> None:
    """Create the schema or bring it up to a version, within the transaction of `connection`."""
    _wait_for_others(connection)
    command.upgrade(_alembic(connection), to)


def downgrade(connection: Connection, to: str = NOTHING) -> None:
    """Bring the schema down to a version; what that cannot hold is gone."""
    _wait_for_others(connection)
    command.downgrade(_alembic(connection), to)


def _wait_for_others(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:key)")
        connection.execute(lock, {"key": _ONE_AT_A_TIME})


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
