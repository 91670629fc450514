"""A backup holds all of one state of a store, restores into either database, or not at all."""

from __future__ import annotations

import json
import random
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from supervision.domain.actor import Actor, Role
from supervision.errors import BackupInvalid, StoreUnusable
from supervision.storage import batches, verification
from supervision.storage.archive import loading, manifest, reading, rows, writing
from supervision.storage.archive.writing import Written
from supervision.storage.database import Database, database
from supervision.usecases import recovery
from tests.storage.filled import EVERY_BYTE, content, fill, next_key
from tests.storage.office import HORST, NOON, VENLO, import_targets, state
from tests.storage.stores import KINDS, fresh_address, ready_store
from tests.storage.tampering import TRIGGERS, drop_guards


@pytest.fixture
def filled(store: Database) -> Database:
    fill(store)
    return store


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a filled store, only to look at."""
    folder = tmp_path_factory.mktemp("backup")
    with ready_store("sqlite", folder) as store:
        fill(store)
        return back_up(store, folder / "backup.zip").path


@contextmanager
def fresh(kind: str, folder: Path) -> Iterator[Database]:
    """A store that is not there yet."""
    with fresh_address(kind, folder) as address:
        store = database(address)
        yield store
        store.engine.dispose()


def back_up(store: Database, path: Path) -> Written:
    with store.read() as connection:
        return writing.write(connection, path, NOON)


def load(store: Database, path: Path) -> None:
    with reading.opened(path) as archive, store.rebuilding() as connection:
        loading.load(connection, archive)


# --- there and back ---------------------------------------------------------------------------


def test_the_filled_store_of_these_tests_has_something_in_every_table(filled: Database) -> None:
    assert [name for name, lines in content(filled).items() if not lines] == []


@pytest.mark.parametrize("there", KINDS)
def test_all_of_a_store_comes_back_in_either_database(
    filled: Database, tmp_path: Path, there: str
) -> None:
    written = back_up(filled, tmp_path / "a.zip")
    with fresh(there, tmp_path / "there") as other:
        load(other, written.path)
        assert content(other) == content(filled)
        with other.read() as connection, filled.read() as before:
            assert verification.verify(connection) == verification.verify(before)
            assert connection.execute(text("SELECT * FROM revision")).one() == (
                before.execute(text("SELECT * FROM revision")).one()
            )
            assert batches.content(connection, 1) == EVERY_BYTE
            assert batches.content(connection, 2) == b""
        again = back_up(other, tmp_path / "b.zip")
    assert again.manifest == written.manifest


@pytest.mark.parametrize("there", KINDS)
def test_a_restored_store_goes_on_where_the_other_was(
    filled: Database, tmp_path: Path, there: str
) -> None:
    path = back_up(filled, tmp_path / "a.zip").path
    with fresh(there, tmp_path / "there") as other:
        load(other, path)
        assert next_key(other) == next_key(filled)
        assert content(other) == content(filled)
        with other.read() as connection:
            guards = {row[0] for row in connection.execute(text(TRIGGERS[there]))}
        assert {f"{table}_refuses_update" for table in ("decision", "audit_event")} <= guards or (
            {f"{table}_refuses_change" for table in ("decision", "audit_event")} <= guards
        )
        with pytest.raises(DBAPIError, match="append-only"), other.engine.begin() as connection:
            connection.execute(text("UPDATE decision SET rationale = 'otherwise'"))


def test_when_sessions_were_last_used_is_left_out(filled: Database, tmp_path: Path) -> None:
    """So whoever was signed out since the backup is not signed in again by a restore."""
    written = back_up(filled, tmp_path / "a.zip")
    with filled.read() as connection:
        every = set(inspect(connection).get_table_names())
    assert every - written.manifest.tables.keys() == {"alembic_version", *rows.LEFT_OUT}
    load(filled, written.path)
    with filled.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM session_use")).scalar_one() == 0


def test_an_empty_store_can_be_backed_up_too(store: Database, tmp_path: Path) -> None:
    path = back_up(store, tmp_path / "a.zip").path
    with fresh("sqlite", tmp_path / "there") as other:
        load(other, path)
        assert content(other) == content(store)


def test_anybody_can_read_a_backup_without_the_product(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        said = json.loads(archive.read("manifest.json"))
        assert said["format"] == "statushouders-limburg backup"
        assert "tables/NAME.jsonl" in said["about"]
        batch, *_ = archive.read("tables/import_batch.jsonl").splitlines()
        row = json.loads(batch)
        assert row["imported_at"] == "2025-07-02 12:00:00.000000"
        assert archive.read(f"files/{row['content']}") == EVERY_BYTE
        assert said["tables"]["import_batch"]["rows"] == 3


def test_a_file_that_was_delivered_twice_is_in_it_once(store: Database, tmp_path: Path) -> None:
    for _ in range(2):
        import_targets(store, {HORST: {"net": 43}}, content=EVERY_BYTE)
    assert list(back_up(store, tmp_path / "a.zip").manifest.files.values()) == [len(EVERY_BYTE)]


def test_a_backup_is_for_its_owner_only(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_while_others_write_is_one_state_of_the_store(
    store: Database, tmp_path: Path
) -> None:
    """Each import brings two rows: no backup has one of them, or an import without its event."""
    going_on = threading.Event()

    def work() -> None:
        while not going_on.is_set():
            import_targets(store, {HORST: {"net": 1}, VENLO: {"net": 2}})

    writers = [threading.Thread(target=work) for _ in range(2)]
    for each in writers:
        each.start()
    try:
        states = []
        for number in range(6):
            path = back_up(store, tmp_path / f"{number}.zip").path
            with reading.opened(path) as archive:
                assert archive.trail.broken is None
                tables = archive.manifest.tables
                states.append((archive.manifest.revision, tables["import_batch"].rows))
                assert tables["target_figure"].rows == 2 * tables["import_batch"].rows
    finally:
        going_on.set()
        for each in writers:
            each.join()
    assert all(revision == imports for revision, imports in states)
    assert states == sorted(states)
    assert len(set(states)) > 1


# --- a backup that cannot be made -------------------------------------------------------------


def test_what_cannot_be_written_leaves_the_file_that_was_there(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    path.write_text("the backup of yesterday")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        back_up(store, path)
    assert path.read_text() == "the backup of yesterday"
    assert {each.name for each in tmp_path.iterdir()} - {"store"} == {"a.zip"}


def test_a_value_that_is_not_of_its_column_is_named(tmp_path: Path) -> None:
    with ready_store("sqlite", tmp_path) as store:
        fill(store)
        drop_guards(store)
        for statement, named in (
            ("UPDATE stated_opening SET persons = 'veel'", "stated_opening"),
            ("UPDATE note SET written_at = 'gisteren'", "note"),
        ):
            with store.engine.begin() as connection:
                connection.execute(text(statement))
            with pytest.raises(ValueError, match=named):
                back_up(store, tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


# --- a backup that is not as it was written ---------------------------------------------------


def refused(path: Path) -> tuple[str, str]:
    """Why a backup is not taken."""
    with pytest.raises(BackupInvalid) as caught, reading.opened(path):
        pass
    fields = caught.value.fields
    assert fields["file"] == str(path)
    return str(fields["reason"]), str(fields["value"])


Members = dict[str, bytes]


def rewritten(backup: Path, path: Path, change: Callable[[Members], object]) -> Path:
    """A backup with other members, in a ZIP that is whole."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def said(**values: object) -> Callable[[Members], object]:
    """Another manifest."""

    def change(members: Members) -> None:
        plain = json.loads(members[manifest.MEMBER]) | values
        members[manifest.MEMBER] = json.dumps(plain).encode()

    return change


def replaced(member: str, old: bytes, new: bytes) -> Callable[[Members], object]:
    def change(members: Members) -> None:
        assert old in members[member]
        members[member] = members[member].replace(old, new, 1)

    return change


def added(name: str) -> Callable[[Members], object]:
    return lambda members: members.update({name: b"{}\n"})


def removed(name: str) -> Callable[[Members], object]:
    return lambda members: members.pop(name)


FILE = f"files/{rows.fingerprint(EVERY_BYTE)}"
BATCHES, TRAIL = "tables/import_batch.jsonl", "tables/audit_event.jsonl"

CHANGED: Mapping[str, tuple[Callable[[Members], object], tuple[str, str]]] = {
    "a file": (replaced(FILE, b"\x05", b"\x06"), ("damaged", FILE)),
    "a row": (replaced(BATCHES, b"anna", b"bram"), ("damaged", BATCHES)),
    "a row too many": (replaced(BATCHES, b"\n", b"\n{}\n"), ("damaged", BATCHES)),
    "the record": (replaced(TRAIL, b"anna", b"bram"), ("damaged", TRAIL)),
    "a file is gone": (removed(FILE), ("damaged", FILE)),
    "a table is gone": (removed(BATCHES), ("damaged", BATCHES)),
    "something else": (added("tables/users.jsonl"), ("damaged", "tables/users.jsonl")),
    "no manifest": (removed("manifest.json"), ("not_a_backup", "")),
    "manifest of another": (said(format="recipes"), ("not_a_backup", "")),
    "manifest is no JSON": (replaced("manifest.json", b"{", b"["), ("damaged", "manifest.json")),
    "manifest lacks a part": (said(tables=None), ("damaged", "manifest.json")),
    "later format": (said(format_version=2), ("newer", "2")),
    "later schema": (said(schema="4711"), ("newer", "4711")),
    "other revision": (said(revision=4711), ("damaged", "tables/revision.jsonl")),
    "other end of the record": (said(audit_hash="x"), ("damaged", "tables/revision.jsonl")),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_backup_with_a_part_changed_is_refused_and_the_part_named(
    backup: Path, tmp_path: Path, name: str
) -> None:
    change, why = CHANGED[name]
    assert refused(rewritten(backup, tmp_path / "b.zip", change)) == why


def sealed(member: str, old: bytes, new: bytes) -> Callable[[Members], object]:
    """Change a table as somebody does who knows how the manifest tells it."""

    def change(members: Members) -> None:
        replaced(member, old, new)(members)
        plain = json.loads(members[manifest.MEMBER])
        entry = plain["tables"][member.removeprefix("tables/").removesuffix(".jsonl")]
        entry["sha256"] = rows.fingerprint(members[member])
        members[manifest.MEMBER] = json.dumps(plain).encode()

    return change


def test_a_record_that_was_changed_with_the_manifest_is_found_by_its_chain(
    backup: Path, tmp_path: Path
) -> None:
    path = rewritten(backup, tmp_path / "b.zip", sealed(TRAIL, b"batch 2", b"batch 1"))
    with reading.opened(path) as archive:
        assert archive.trail.broken is not None
        assert archive.trail.broken.damage is verification.Damage.ALTERED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"persons":-3', b'"persons":"-3"'),
        (b'"persons":-3', b'"persons":-3.5'),
        (b'"persons":-3', b'"persons":true'),
        (b'"persons":-3', b'"persons":null'),
        (b'"persons":-3', b'"persons":99999999999999999999'),
        (b"2025-07-02 16:00:00.000000", b"gisteren"),
        (b"2025-07-02 16:00:00.000000", b"2025-07-02T16:00"),
    ],
)
def test_a_row_that_the_database_does_not_keep_as_it_is_undoes_the_whole_restore(
    backup: Path, tmp_path: Path, store: Database, old: bytes, new: bytes
) -> None:
    fill(store)
    before = content(store)
    path = rewritten(backup, tmp_path / "b.zip", sealed("tables/stated_opening.jsonl", old, new))
    with pytest.raises(BackupInvalid) as caught:
        load(store, path)
    assert caught.value.fields["reason"] in ("damaged", "not_accepted")
    assert content(store) == before


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not_a_backup"),
        (b"Beste collega, hierbij de reservekopie.", "not_a_backup"),
        (b"PK\x05\x06" + bytes(18), "not_a_backup"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
def test_what_is_no_backup_is_told(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(data)
    assert refused(path)[0] == reason


def everything(path: Path) -> dict[str, object]:
    """All that a restore takes from a backup."""
    with reading.opened(path) as archive:
        found: dict[str, object] = {name: list(archive.lines(name)) for name in CHANGED_TABLES}
        files = {each: archive.file(each) for each in archive.manifest.files}
        return found | files | {"manifest": archive.manifest}


CHANGED_TABLES = ("audit_event", "decision", "import_batch", "revision", "target_figure")
FLIPS = 400


def test_a_changed_byte_is_found_or_changes_nothing(backup: Path, tmp_path: Path) -> None:
    whole, data = everything(backup), backup.read_bytes()
    chance, path, found = random.Random(5), tmp_path / "b.zip", 0
    for _ in range(FLIPS):
        place = chance.randrange(len(data))
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        try:
            assert everything(path) == whole
        except BackupInvalid:
            found += 1
    assert found > FLIPS / 2


def test_a_backup_that_was_cut_off_anywhere_is_refused(backup: Path, tmp_path: Path) -> None:
    data, path = backup.read_bytes(), tmp_path / "b.zip"
    for length in range(0, len(data), max(len(data) // 100, 1)):
        path.write_bytes(data[:length])
        assert refused(path)[0] in ("not_a_backup", "damaged")


# --- a restore that does not come to its end --------------------------------------------------


def test_a_restore_that_fails_at_its_very_end_leaves_the_store_as_it_was(
    store: Database, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state(store, VENLO, 5)
    before = content(store)

    def fail(_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(loading.verification, "verify", fail)
    with pytest.raises(RuntimeError):
        load(store, backup)
    monkeypatch.undo()
    assert content(store) == before
    load(store, backup)
    assert content(store) != before


def test_a_store_that_was_tampered_with_can_be_replaced(store: Database, backup: Path) -> None:
    """Without its guards, with a table that is no table of ours, and with a record that is cut."""
    fill(store)
    drop_guards(store)
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_event WHERE id > 2"))
        connection.execute(text("CREATE TABLE somebodys (id integer PRIMARY KEY)"))
    load(store, backup)
    with store.read() as connection:
        assert verification.verify(connection).broken is None
        guards = connection.execute(text(TRIGGERS[connection.dialect.name])).all()
        assert connection.execute(text("SELECT count(*) FROM somebodys")).scalar_one() == 0
    assert len(guards) >= 10


@pytest.mark.parametrize(
    "somebodys",
    [
        "CREATE VIEW somebodys AS SELECT who FROM audit_event",
        "CREATE TABLE somebodys (entry integer REFERENCES audit_event(id))",
    ],
)
def test_what_somebody_built_on_our_tables_is_never_dropped_with_them(
    store: Database, backup: Path, somebodys: str
) -> None:
    """PostgreSQL then refuses to drop ours; SQLite lets what leans on a table stand without it."""
    fill(store)
    with store.engine.begin() as connection:
        connection.execute(text(somebodys))
    before = content(store)
    if store.engine.dialect.name == "postgresql":
        with pytest.raises(StoreUnusable, match="somebodys depends on"):
            recovery.restore(store, Actor("anna", Role.LOCAL), backup, replace=True)
        assert content(store) == before
    else:
        recovery.restore(store, Actor("anna", Role.LOCAL), backup, replace=True)
    with store.read() as connection:
        connection.execute(text("SELECT * FROM somebodys"))


def test_nothing_ever_written_is_empty(empty: Database, backup: Path) -> None:
    with empty.rebuilding() as connection:
        assert loading.is_empty(connection)
    empty.upgrade()
    with empty.rebuilding() as connection:
        assert loading.is_empty(connection)
    load(empty, backup)
    with empty.rebuilding() as connection:
        assert not loading.is_empty(connection)
