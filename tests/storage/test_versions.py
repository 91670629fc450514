"""Stores as the product of then left them: restored, upgraded, and down and up again with all."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from supervision.storage import decisions, verification, versions
from supervision.storage.archive import loading, reading
from supervision.storage.database import Database
from supervision.storage.verification import Verification
from tests.storage.filled import STORES, Content, content, next_key
from tests.storage.tampering import TRIGGERS
from tests.storage.test_migrations import migrate

FROM_THEN = pytest.mark.parametrize("version", versions.every_version())


def restored(store: Database, version: str) -> tuple[Content, Verification]:
    """Restore the store of a version, and upgrade it; return what was in it, and its record."""
    with reading.opened(STORES / f"{version}.zip") as archive, store.rebuilding() as connection:
        loading.load(connection, archive)
        then = {
            name: [json.dumps(row, sort_keys=True).encode() for row in archive.lines(name)]
            for name in archive.manifest.tables
        }
    return then, archive.trail


def known_then(now: Content, then: Content) -> Content:
    """What a later version holds, as far as there were such tables and columns then."""
    known: Content = {}
    for name, lines in then.items():
        columns = {column for line in lines for column in json.loads(line)}
        rows = [json.loads(line) for line in now[name]]
        known[name] = [
            json.dumps({key: row[key] for key in row.keys() & columns}, sort_keys=True).encode()
            for row in rows
        ]
    return known


def record_of(store: Database) -> Verification:
    with store.read() as connection:
        return verification.verify(connection)


def triggers(store: Database) -> set[str]:
    with store.read() as connection:
        return {row[0] for row in connection.execute(text(TRIGGERS[connection.dialect.name]))}


@FROM_THEN
def test_there_is_a_store_of_each_version_with_something_in_every_table(version: str) -> None:
    with reading.opened(STORES / f"{version}.zip") as archive:
        assert archive.manifest.schema == version
        assert [name for name, each in archive.manifest.tables.items() if not each.rows] == []
        assert archive.trail.broken is None
        assert archive.trail.entries > 10


@FROM_THEN
def test_an_older_store_comes_up_with_all_that_was_in_it(empty: Database, version: str) -> None:
    then, trail = restored(empty, version)
    assert empty.is_current()
    assert known_then(content(empty), then) == then
    assert record_of(empty) == trail


@FROM_THEN
def test_down_to_its_own_version_and_up_again_it_is_the_same(empty: Database, version: str) -> None:
    then, trail = restored(empty, version)
    up, guards = content(empty), triggers(empty)
    migrate(empty, version)
    assert empty.version() == version
    assert known_then(content(empty), then) == then
    assert content(empty).keys() == then.keys()
    assert record_of(empty) == trail
    empty.upgrade()
    assert content(empty) == up
    assert triggers(empty) == guards
    assert record_of(empty) == trail


@FROM_THEN
def test_life_goes_on_in_it(empty: Database, version: str) -> None:
    then, trail = restored(empty, version)
    assert next_key(empty) == len(then["stated_opening"]) + 1
    with pytest.raises(DBAPIError, match="append-only"), empty.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_event"))
    assert record_of(empty).entries == trail.entries + 1
    assert record_of(empty).broken is None


def test_the_newest_store_goes_down_step_by_step_and_keeps_what_each_can_hold(
    empty: Database,
) -> None:
    *_, newest = versions.every_version()
    then, trail = restored(empty, newest)
    for version in versions.every_version()[-2::-1]:
        migrate(empty, version)
        now = content(empty)
        assert {name: then[name] for name in now} == known_then(now, {x: then[x] for x in now})
        assert record_of(empty) == trail
    empty.upgrade()
    assert record_of(empty) == trail
    with empty.read() as connection:
        assert decisions.decisions(connection) == ()
