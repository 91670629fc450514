"""kill -9 in the middle of an import, a decision, a migration, a backup or a restore.

Nothing is half there, and nothing that was acknowledged is lost. A few kills in the quick suite;
`make kills` does a hundred on each database (KILLS=100).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import inspect, text

from supervision.storage import decisions, verification, versions
from supervision.storage.archive import reading
from supervision.storage.database import Database, database
from supervision.usecases import imports, record, recovery
from tests.storage.filled import STORES, Content, content, fill
from tests.storage.killing import (
    ANNA,
    Death,
    backing_up,
    deciding,
    importing,
    killed,
    migrating,
    restoring,
)
from tests.storage.stores import fresh_address

KINDS_OF_WORK = 5
KILLS = int(os.environ.get("KILLS", KINDS_OF_WORK)) // KINDS_OF_WORK
"""On each database, for each kind of work."""
OLDEST, *_, NEWEST = versions.every_version()
Desk = tuple[Database, str, Path]


@pytest.fixture
def desk(store: Database, tmp_path: Path) -> Desk:
    """A store, its address and a folder."""
    return store, store.url, tmp_path


def settled(store: Database) -> None:
    """Wait until PostgreSQL has seen that the process is gone; what it had sent may still count."""
    if store.engine.dialect.name != "postgresql":
        return
    others = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    end = time.monotonic() + 30
    store.engine.dispose()
    while time.monotonic() < end:
        with store.engine.connect() as connection:
            if not connection.execute(others).scalar_one():
                return
        time.sleep(0.01)
    raise AssertionError("a process that was killed still has a connection")


def assert_whole(store: Database) -> None:
    """Every deed is there with its entry in the record, and the record is whole."""
    settled(store)
    with store.read() as connection:
        found = verification.verify(connection)
        assert found.broken is None
        recorded = decisions.decisions(connection)
        figures = connection.execute(
            text(
                "SELECT b.id, b.rows, (SELECT count(*) FROM realisation_figure f "
                "WHERE f.batch_id = b.id) + (SELECT count(*) FROM target_figure f "
                "WHERE f.batch_id = b.id) FROM import_batch b"
            )
        ).all()
        moved = store.revision_in(connection)
    events = [each for each in record.trail(store) if each.result == "done"]
    done = [(each.action, each.about) for each in events]
    assert moved == sum(action not in ("backup", "draft", "sign_in") for action, _ in done)
    assert all(rows == stored for _, rows, stored in figures)
    assert [about for action, about in done if action == "import"] == [
        f"batch {number}" for number, *_ in sorted(figures)
    ]
    for batch in imports.history(store):
        assert hashlib.sha256(imports.original(store, batch.id)).hexdigest() == batch.sha256
    decided = [about for action, about in done if action == "decide"]
    assert decided == [f"decision {each.decision.number} {each.decision.code}" for each in recorded]
    confirmed = {about for action, about in done if action == "confirm"}
    assert confirmed == {
        f"decision {each.decision.number} {each.decision.code}"
        for each in recorded
        if each.verdict == "confirmed"
    }


def deaths(seed: str, seconds: float, statements: int) -> Iterator[Death]:
    """When to kill, the same on every run."""
    chance = Random(seed)
    for _ in range(KILLS):
        yield Death.at_random(chance, seconds, statements)


def test_an_import_is_there_whole_or_not_at_all(desk: Desk) -> None:
    store, url, folder = desk
    for death in deaths("import", 0.4, 40):
        before = len(imports.history(store))
        told = killed(importing, url, folder, death)
        assert_whole(store)
        for batch, said in told:
            assert imports.original(store, batch) == said.encode()
        assert len(imports.history(store)) - before - len(told) in (0, 1)


def test_a_decision_is_there_whole_or_not_at_all(desk: Desk) -> None:
    store, url, folder = desk
    for death in deaths("decision", 0.6, 90):
        before = len(record.trail(store))
        told = killed(deciding, url, folder, death)
        assert_whole(store)
        now = {each.decision.number: each.status for each in decisions_of(store)}
        for number, status in told:
            assert now[number] in (status, "final")
        assert len(record.trail(store)) - before - len(told) in (0, 1)


def decisions_of(store: Database) -> tuple[decisions.RecordedDecision, ...]:
    with store.read() as connection:
        return decisions.decisions(connection)


def test_a_migration_is_done_or_not_done(empty: Database, url: str, tmp_path: Path) -> None:
    recovery.restore(empty, ANNA, STORES / f"{OLDEST}.zip")
    kept = content(empty)
    with reading.opened(STORES / f"{OLDEST}.zip") as archive:
        old = {name: kept[name] for name in archive.manifest.tables}
    for death in deaths("migration", 0.5, 120):
        at = empty.version()
        told = killed(migrating, url, tmp_path, death)
        settled(empty)
        last = told[-1] if told else at
        reached = empty.version()
        assert reached in around(last)
        assert reached is not None
        with empty.engine.connect() as connection:
            tables = set(inspect(connection).get_table_names())
        with reading.opened(STORES / f"{reached}.zip") as archive:
            assert tables - {"alembic_version", "session_use"} == set(archive.manifest.tables)
        now = content(empty)
        assert {name: now[name] for name in old} == old
    empty.upgrade()
    assert content(empty) == kept
    assert_record_whole(empty)


def around(version: str | None) -> tuple[str, ...]:
    """A version and those that one step can lead to."""
    every = versions.every_version()
    at = every.index(version or "")
    return every[max(at - 1, 0) : at + 2]


def assert_record_whole(store: Database) -> None:
    with store.read() as connection:
        assert verification.verify(connection).broken is None


def test_a_backup_has_its_name_only_when_it_is_whole(desk: Desk) -> None:
    store, url, folder = desk
    fill(store)
    before = facts_in(store)
    for death in deaths("backup", 0.4, 200):
        known = backups_on_record(store)
        told = killed(backing_up, url, folder, death)
        assert_record_whole(store)
        now = backups_on_record(store)
        assert now[: len(known) + len(told)] == [*known, *told]
        assert len(now) - len(known) - len(told) in (0, 1)
        if now or (folder / "backup.zip").exists():
            recovery.examine(folder / "backup.zip")
        assert facts_in(store) == before
    others = {each.name for each in folder.iterdir()} - {"store", "backup.zip"}
    assert all(name.startswith(".backup.zip.") and name.endswith(".part") for name in others)


def backups_on_record(store: Database) -> list[object]:
    return [each.details["sha256"] for each in record.trail(store) if each.action == "backup"]


def facts_in(store: Database) -> Content:
    """All but the record, to which every backup adds."""
    return {**content(store), "audit_event": [], "revision": []}


def test_a_restore_is_done_or_not_done(
    empty: Database, url: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    states: dict[str | None, object] = {None: {}}
    for name, version in (("one", OLDEST), ("two", NEWEST)):
        shutil.copy(STORES / f"{version}.zip", tmp_path / f"{name}.zip")
        states[name] = state_of(tmp_path / f"{name}.zip", tmp_path_factory)
    for number, death in enumerate(deaths("restore", 0.8, 250)):
        if number % 2 == 0 and empty.version():
            with empty.rebuilding() as connection:
                versions.downgrade(connection)
        at = name_of(empty, states)
        told = killed(restoring, url, tmp_path, death)
        settled(empty)
        reached, last = name_of(empty, states), told[-1] if told else at
        following = "one" if not told or told[-1] == "two" else "two"
        assert reached in (last, following)
        if reached:
            assert_record_whole(empty)
            assert empty.is_current()
        if (tmp_path / "kept.zip").exists():
            recovery.examine(tmp_path / "kept.zip")


def state_of(path: Path, factory: pytest.TempPathFactory) -> object:
    """All that is in a store after a restore."""
    with fresh_address("sqlite", factory.mktemp("state")) as address:
        store = database(address)
        recovery.restore(store, ANNA, path)
        found = content(store)
        store.engine.dispose()
    return found


def name_of(store: Database, states: dict[str | None, object]) -> str | None:
    """Which of the backups is in the store, or None where it is empty; fails for anything else."""
    now: object = content(store) if store.version() else {}
    (found,) = [name for name, state in states.items() if state == now]
    return found
