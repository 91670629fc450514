"""Migrations: up, down and up again, and the schema is that of the tables."""

from __future__ import annotations

import hashlib
import threading
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect

from supervision.storage import versions
from supervision.storage.database import Database, database
from supervision.storage.tables import Base
from tests.storage.office import HORST, import_targets, state

FROZEN = {
    "0001": "e339038f11d62f2991bab01e06a060d8f9fcf1771252137570d042df07f0e6e8",
    "0002": "72375dc72fb7cfbbfbcac510c076f194e77c1b65c28d12ebdadbaa530a02761f",
    "0003": "ac4576367acde58a3204420d3547b89b84268079bd546a1113842aa5a2ba17ff",
    "0004": "c9326023e08aef735548180af3d1dbaf30571ea42aae69958a9a21dc76a493bc",
}
"""The SHA-256 of each migration that has landed: stores were made by it, so it never changes."""


def migrate(store: Database, to: str) -> None:
    """Go down to a version."""
    with store.rebuilding() as connection:
        versions.downgrade(connection, to)


def tables(store: Database) -> set[str]:
    with store.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_a_migration_that_has_landed_never_changes() -> None:
    files = sorted((versions.MIGRATIONS / "versions").glob("*.py"))
    found = {path.stem[:4]: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert {name: found.get(name) for name in FROZEN} == FROZEN
    under_way = sorted(set(found) - set(FROZEN))
    assert len(under_way) <= 1, f"freeze {under_way[:-1]}: a later migration builds on it"
    assert all(name > max(FROZEN) for name in under_way)


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
    migrate(store, versions.NOTHING)
    assert tables(store) == set()
    assert not store.is_current()
    for version in versions.every_version():
        store.upgrade(version)
        assert store.version() == version
    assert tables(store) == everything == set(Base.metadata.tables)
    assert store.is_current()
    state(store, HORST, 3)
    assert store.revision() == 1


def test_each_migration_undoes_itself(empty: Database) -> None:
    for version in versions.every_version():
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


def test_upgrading_makes_the_directory_of_a_new_store(url: str) -> None:
    store = database(url)
    store.upgrade()
    assert store.is_current()
    store.engine.dispose()


def test_servers_that_start_together_migrate_one_after_the_other(empty: Database, url: str) -> None:
    failures: list[Exception] = []
    stores = [database.__wrapped__(url) for _ in range(3)]
    barrier = threading.Barrier(len(stores))

    def start(mine: Database) -> None:
        barrier.wait()
        try:
            mine.upgrade()
        except Exception as error:  # reported below, in the thread of the test
            failures.append(error)

    threads = [threading.Thread(target=start, args=(each,)) for each in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in stores:
        each.engine.dispose()
    assert failures == []
    assert empty.is_current()
