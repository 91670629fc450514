"""Migrations: up, down and up again, and the schema is that of the tables."""

from __future__ import annotations

from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect

from supervision.storage.database import MIGRATIONS, Database
from supervision.storage.tables import Base
from tests.storage.office import HORST, import_targets, state


def migrate(store: Database, to: str) -> None:
    """Go down to a version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, to)


def tables(store: Database) -> set[str]:
    with store.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def versions() -> list[str]:
    """The migrations, the first first."""
    script = ScriptDirectory(str(MIGRATIONS))
    return [each.revision for each in script.walk_revisions()][::-1]


def test_the_schema_after_all_migrations_is_that_of_the_tables(store: Database) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def constraints(connection: Connection) -> dict[str, Any]:
    """What compare_metadata does not look at: what is checked, and the names of keys."""
    found = inspect(connection)
    return {
        table: (
            sorted(each["sqltext"] for each in found.get_check_constraints(table)),
            sorted(each["name"] or "" for each in found.get_unique_constraints(table)),
            sorted(each["name"] or "" for each in found.get_foreign_keys(table)),
            sorted(each["name"] or "" for each in found.get_indexes(table)),
            found.get_pk_constraint(table)["name"],
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_the_migrations_check_and_name_keys_as_the_tables_do(store: Database) -> None:
    if store.engine.dialect.name != "sqlite":
        return
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with engine.connect() as wanted, store.engine.connect() as migrated:
        assert constraints(migrated) == constraints(wanted)
    engine.dispose()


def test_migrations_go_up_down_and_up_again(store: Database) -> None:
    everything = tables(store)
    assert store.is_current()
    migrate(store, "base")
    assert tables(store) == set()
    assert not store.is_current()
    for version in versions():
        store.upgrade(version)
    assert tables(store) == everything == set(Base.metadata.tables)
    assert store.is_current()
    state(store, HORST, 3)
    assert store.revision() == 1


def test_each_migration_undoes_itself(empty: Database) -> None:
    for version in versions():
        before = tables(empty)
        empty.upgrade(version)
        migrate(empty, "-1")
        assert tables(empty) == before
        empty.upgrade(version)


def test_upgrading_what_is_current_changes_nothing(store: Database) -> None:
    import_targets(store, {HORST: {"net": 43}})
    store.upgrade()
    assert store.is_current()
    assert store.revision() == 1


def test_upgrading_makes_the_directory_of_a_new_store(url: str, store: Database) -> None:
    assert store.url == url
    assert store.is_current()
