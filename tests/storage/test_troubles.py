"""Full, read-only, busy and gone: told in words, nothing lost, and read as long as it can be."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from supervision.domain.actor import Actor, Role
from supervision.errors import InvalidRequest, StoreTrouble, StoreUnusable, SupervisionError
from supervision.storage import verification
from supervision.storage.complaints import trouble_of
from supervision.storage.database import Database, database
from supervision.usecases import imports, recovery, setup
from supervision.words import words
from supervision.words.errors import message
from tests.storage.clusters import Cluster, cluster
from tests.storage.disks import in_a_child, small_disk
from tests.storage.office import HORST, NOON, VENLO, state
from tests.storage.stores import POSTGRES, ready_store

__all__ = ["cluster"]

ANNA = Actor("anna", Role.LOCAL)
FULL = "is vol. Er is niets gewijzigd"
UNWRITABLE = "kan niet worden geschreven. Er is niets gewijzigd"


def delivered(number: int) -> bytes:
    """A file of some size, each another one."""
    remark = os.urandom(6_000).hex()
    return (
        f"Gemeentecode;Gemeente;Gerealiseerd;Opmerking\n{HORST};Horst aan de Maas;{number};\n"
        f"{VENLO};Venlo;{number};{remark}\n"
    ).encode()


def import_one(store: Database, number: int) -> int:
    request = setup.request_for("realisatie_2025-07-01.csv")
    _, batch = imports.import_file(store, ANNA, delivered(number), request)
    assert batch is not None
    return batch


def import_until_it_fails(store: Database) -> tuple[int, StoreUnusable]:
    """Import files; return how many were acknowledged, and what ended it."""
    for number in range(2000):
        try:
            import_one(store, number)
        except StoreUnusable as error:
            return number, error
    raise AssertionError("there was room for all of it")


def assert_told_and_nothing_lost(store: Database, disk: Path) -> None:
    """The full disk is told, what was acknowledged is there, and it goes on when there is room."""
    imported, error = import_until_it_fails(store)
    assert imported > 10
    assert (error.fields["trouble"], FULL in told(error)) == (StoreTrouble.FULL, True)
    assert_all_there(store, imported)
    (disk / "ballast").unlink()
    import_one(store, 0)
    assert_all_there(store, imported + 1)
    store.engine.dispose()


def leave_room(disk: Path, size: int) -> None:
    """Fill a disk but for so many bytes."""
    found = os.statvfs(disk)
    (disk / "ballast").write_bytes(bytes(found.f_bavail * found.f_frsize - size))


def told(error: SupervisionError) -> str:
    return message(error, words("nl"))


def assert_all_there(store: Database, imported: int) -> None:
    """It can be read, and holds exactly what was acknowledged."""
    with store.read() as connection:
        assert verification.verify(connection).broken is None
    kept = imports.history(store)
    assert len(kept) == imported
    assert all(len(imports.original(store, each.id)) == each.size for each in kept)
    assert store.revision() == imported


# --- full ------------------------------------------------------------------------------------


def test_a_full_disk_is_told_loses_nothing_and_goes_on_when_there_is_room() -> None:
    with small_disk("3m") as disk:
        if disk is None:
            pytest.skip("no disk can be made here")
        (disk / "ballast").write_bytes(bytes(1_000_000))
        store = database(f"sqlite:///{disk / 'store.db'}")
        store.upgrade()
        assert_told_and_nothing_lost(store, disk)


def test_a_backup_on_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    store = database(f"sqlite:///{tmp_path / 'store.db'}")
    store.upgrade()
    for number in range(30):
        import_one(store, number)
    with small_disk("100k") as disk:
        if disk is None:
            pytest.skip("no disk can be made here")
        with pytest.raises(InvalidRequest) as caught:
            recovery.back_up(store, ANNA, disk / "backup.zip")
        assert "kan niet worden geschreven" in told(caught.value)
        assert list(disk.iterdir()) == []
    store.engine.dispose()


def test_a_restore_on_a_full_disk_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    big = database(f"sqlite:///{tmp_path / 'store.db'}")
    big.upgrade()
    for number in range(60):
        import_one(big, number)
    made = recovery.back_up(big, ANNA, tmp_path / "backup.zip")
    with small_disk("1m") as disk:
        if disk is None:
            pytest.skip("no disk can be made here")
        store = database(f"sqlite:///{disk / 'store.db'}")
        store.upgrade()
        import_one(store, 1)
        with pytest.raises(StoreUnusable) as caught:
            recovery.restore(store, ANNA, made.written.path, replace=True)
        assert FULL in told(caught.value)
        assert_all_there(store, 1)
        store.engine.dispose()
    big.engine.dispose()


def test_a_file_that_may_grow_no_further_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """A quota, say: to the database it is no full disk, but a disk that fails."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    database(url).upgrade()
    database(url).engine.dispose()

    def work() -> str:
        imported, error = import_until_it_fails(database(url))
        return f"{imported} {told(error)}"

    imported, _, said = in_a_child(work, most=600_000).partition(" ")
    assert "werkt niet goed. Er is niets gewijzigd" in said, said
    assert int(imported) > 5
    assert_all_there(database(url), int(imported))
    database(url).engine.dispose()


@pytest.fixture
def postgresql(tmp_path: Path) -> Iterator[Database]:
    if not POSTGRES:
        pytest.skip("there is no PostgreSQL")
    with ready_store("postgresql", tmp_path) as ready:
        yield ready


def test_a_full_disk_under_postgresql_is_told_and_loses_nothing(cluster: Cluster) -> None:
    with small_disk("14m", owner="postgres") as disk:
        if disk is None:
            pytest.skip("no disk can be made here")
        admin = create_engine(cluster.url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE TABLESPACE small LOCATION '{disk}'"))
            connection.execute(text("CREATE DATABASE supervision TABLESPACE small"))
        admin.dispose()
        url = make_url(cluster.url).set(database="supervision")
        store = database(url.render_as_string(hide_password=False))
        store.upgrade()
        leave_room(disk, 400_000)
        assert_told_and_nothing_lost(store, disk)
        cluster.stop()


# --- read-only --------------------------------------------------------------------------------


def test_a_read_only_postgresql_can_be_read_and_backed_up(
    postgresql: Database, tmp_path: Path
) -> None:
    import_one(postgresql, 1)
    with postgresql.engine.connect() as connection:
        alter = "ALTER DATABASE {} SET default_transaction_read_only = on"
        connection.execute(text(alter.format(postgresql.engine.url.database)))
        connection.commit()
    postgresql.engine.dispose()
    with pytest.raises(StoreUnusable) as caught:
        import_one(postgresql, 2)
    assert caught.value.fields["trouble"] == StoreTrouble.READ_ONLY
    assert UNWRITABLE in told(caught.value)
    assert_all_there(postgresql, 1)
    made = recovery.back_up(postgresql, ANNA, tmp_path / "backup.zip")
    assert not made.recorded
    assert recovery.examine(tmp_path / "backup.zip")[0].revision == 1


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others than us can reach; those of pytest they cannot."""
    folder = Path(tempfile.mkdtemp(prefix="store", dir="/tmp"))
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("file", "folder", "read"),
    [(0o444, 0o777, "1 imported"), (0o444, 0o555, UNWRITABLE), (0o000, 0o777, "niet bereikbaar")],
)
def test_a_store_that_nobody_may_write_is_told(
    open_folder: Path, file: int, folder: int, read: str
) -> None:
    path = open_folder / "store.db"
    url = f"sqlite:///{path}"
    database(url).upgrade()
    import_one(database(url), 1)
    database(url).engine.dispose()
    path.chmod(file)
    open_folder.chmod(folder)

    def look() -> str:
        try:
            return f"{len(imports.history(database(url)))} imported"
        except StoreUnusable as error:
            return told(error)

    def write() -> str:
        try:
            return f"import {import_one(database(url), 2)}"
        except StoreUnusable as error:
            return told(error)

    assert read in in_a_child(look, nobody=True)
    said = in_a_child(write, nobody=True)
    assert UNWRITABLE in said or "niet bereikbaar" in said, said
    open_folder.chmod(0o777)
    path.chmod(0o644)
    assert_all_there(database(url), 1)
    database(url).engine.dispose()


# --- busy and gone ----------------------------------------------------------------------------


def test_a_store_on_which_somebody_else_keeps_writing_is_busy(store: Database) -> None:
    other = database.__wrapped__(store.url)

    def be_impatient(connection: Any, _: object) -> None:
        sqlite = store.engine.dialect.name == "sqlite"
        connection.execute("PRAGMA busy_timeout=50" if sqlite else "SET lock_timeout = 50")

    event.listen(other.engine, "connect", be_impatient)
    with store.write(ANNA, NOON, "import"):
        with pytest.raises(StoreUnusable) as caught:
            state(other, HORST, 1)
        assert caught.value.fields["trouble"] == StoreTrouble.BUSY
        assert "is bezet. Er is niets gewijzigd. Probeer het over een minuut" in told(caught.value)
    other.engine.dispose()


def test_a_server_that_does_not_answer_is_not_reachable() -> None:
    gone = database("postgresql://anna:geheim@127.0.0.1:1/statushouders")
    with pytest.raises(StoreUnusable) as caught:
        gone.revision()
    said = told(caught.value)
    assert "is niet bereikbaar" in said
    assert "kijk dan in het logboek" in said
    assert "geheim" not in said


class Complaint(Exception):
    """What a driver raises, with the code by which we know it."""

    def __init__(self, **codes: str) -> None:
        super().__init__("what the driver says")
        for name, code in codes.items():
            setattr(self, name, code)


@pytest.mark.parametrize(
    ("codes", "trouble"),
    [
        ({"sqlite_errorname": "SQLITE_FULL"}, StoreTrouble.FULL),
        ({"sqlite_errorname": "SQLITE_IOERR_FSYNC"}, StoreTrouble.DISK),
        ({"sqlite_errorname": "SQLITE_CORRUPT"}, StoreTrouble.DISK),
        ({"sqlite_errorname": "SQLITE_READONLY_DBMOVED"}, StoreTrouble.READ_ONLY),
        ({"sqlite_errorname": "SQLITE_BUSY_SNAPSHOT"}, StoreTrouble.BUSY),
        ({"sqlite_errorname": "SQLITE_CANTOPEN_ISDIR"}, StoreTrouble.CLOSED),
        ({"sqlite_errorname": "SQLITE_ERROR"}, StoreTrouble.OTHER),
        ({"sqlstate": "53100"}, StoreTrouble.FULL),
        ({"sqlstate": "58030"}, StoreTrouble.DISK),
        ({"sqlstate": "25006"}, StoreTrouble.READ_ONLY),
        ({"sqlstate": "53300"}, StoreTrouble.BUSY),
        ({"sqlstate": "57P01"}, StoreTrouble.CLOSED),
        ({"sqlstate": "3D000"}, StoreTrouble.CLOSED),
        ({"sqlstate": "42P01"}, StoreTrouble.OTHER),
        ({}, StoreTrouble.OTHER),
    ],
)
def test_what_a_driver_complains_of_is_sorted(codes: dict[str, str], trouble: StoreTrouble) -> None:
    assert trouble_of(ProgrammingError("SELECT 1", {}, Complaint(**codes))) is trouble


def test_a_connection_that_was_lost_is_sorted() -> None:
    lost = DBAPIError("COMMIT", {}, Complaint(), connection_invalidated=True)
    nobody = DBAPIError("SELECT 1", {}, psycopg.OperationalError("no answer"))
    assert trouble_of(lost) is trouble_of(nobody) is StoreTrouble.CLOSED
    assert trouble_of(NoConnectionLeft()) is StoreTrouble.BUSY


@pytest.mark.parametrize("trouble", StoreTrouble)
def test_each_trouble_has_words_of_its_own(trouble: StoreTrouble) -> None:
    error = StoreUnusable(url="postgresql://x", reason="because", trouble=trouble)
    for language in ("nl", "en"):
        others = StoreUnusable(url="postgresql://x", reason="because", trouble=StoreTrouble.OTHER)
        said = message(error, words(language))
        assert said.endswith("because")
        assert (said == message(others, words(language))) is (trouble is StoreTrouble.OTHER)
