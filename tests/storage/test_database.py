"""The one door to write, what it leaves behind, and stores that cannot be used."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text

from supervision.domain.halfyear import HalfYear
from supervision.errors import NotFound, StoreUnusable
from supervision.storage import audit, batches
from supervision.storage.database import Database, database
from supervision.storage.facts import facts
from supervision.storage.tables import AuditEvent
from tests.storage.office import ANNA, HORST, NOON, batch_of, import_targets, state


def trail(store: Database) -> tuple[audit.Event, ...]:
    with store.read() as connection:
        return audit.events(connection)


def test_a_fresh_store_is_at_revision_0_with_an_empty_trail(store: Database) -> None:
    assert store.revision() == 0
    assert trail(store) == ()


def test_a_write_leaves_one_audit_event_and_one_revision_step(store: Database) -> None:
    with store.write(ANNA, NOON, "import") as transaction:
        transaction.about = "batch 7"
        transaction.details |= {"rows": 31, "file": "täakstelling.csv"}
    (event,) = trail(store)
    assert store.revision() == 1
    assert (event.id, event.at, event.who, event.role) == (1, NOON, "anna", "editor")
    assert (event.action, event.about, event.result) == ("import", "batch 7", "done")
    assert event.details == {"rows": 31, "file": "täakstelling.csv"}


def test_the_revision_can_be_read_with_the_facts_of_the_same_state(store: Database) -> None:
    import_targets(store, {HORST: {"net": 43}})
    with store.read() as connection:
        assert store.revision_in(connection) == 1
        assert facts(connection)[HORST].targets[HalfYear(2025, 1)].net.persons == 43


def crash(store: Database, error: Exception) -> None:
    """Write half of something, then fail."""
    with store.write(ANNA, NOON, "import") as transaction:
        batches.add_batch(transaction, batch_of("targets", "2025-1"), [], [])
        raise error


@pytest.mark.parametrize("error", [RuntimeError("crash"), NotFound(kind="batch", key="7")])
def test_an_exception_inside_undoes_everything(store: Database, error: Exception) -> None:
    with pytest.raises(type(error)):
        crash(store, error)
    assert store.revision() == 0
    assert trail(store) == ()
    with store.read() as connection:
        assert batches.batches(connection) == ()


def test_after_an_exception_the_store_can_be_written_again(store: Database) -> None:
    with pytest.raises(RuntimeError):
        crash(store, RuntimeError())
    state(store, HORST, 3)
    assert store.revision() == len(trail(store)) == 1


def test_a_refusal_is_kept_and_the_revision_stays(store: Database) -> None:
    state(store, HORST, 3)
    store.record_refusal(ANNA, NOON, "withdraw", "batch 7", {"role": "viewer"})
    assert store.revision() == 1
    done, refused = trail(store)
    assert (done.result, refused.result) == ("done", "refused")
    assert (refused.action, refused.about, refused.details) == (
        "withdraw",
        "batch 7",
        {"role": "viewer"},
    )
    assert refused.previous_hash == done.hash


def test_a_reader_sees_nothing_of_a_write_that_is_not_done(store: Database) -> None:
    with store.write(ANNA, NOON, "import") as transaction:
        batches.add_batch(transaction, batch_of("targets", "2025-1"), [], [])
        assert store.revision() == 0
        with store.read() as connection:
            assert batches.batches(connection) == ()
    assert store.revision() == 1


WRITERS, WRITES = 4, 12


@pytest.mark.parametrize("shared", [True, False], ids=["one pool", "a pool each, as processes"])
def test_writers_at_once_lose_nothing(store: Database, shared: bool) -> None:
    failures: list[Exception] = []
    barrier = threading.Barrier(WRITERS)

    def work(mine: Database) -> None:
        barrier.wait()
        for _ in range(WRITES):
            try:
                state(mine, HORST, 1)
            except Exception as error:  # reported below, in the thread of the test
                failures.append(error)

    stores = [store if shared else database.__wrapped__(store.url) for _ in range(WRITERS)]
    threads = [threading.Thread(target=work, args=(each,)) for each in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in stores:
        each.engine.dispose()
    assert failures == []
    assert store.revision() == WRITERS * WRITES
    events = trail(store)
    assert [event.id for event in events] == list(range(1, WRITERS * WRITES + 1))
    links = [audit.GENESIS, *(event.hash for event in events)]
    assert [event.previous_hash for event in events] == links[:-1]
    with store.read() as connection:
        stated = connection.execute(text("SELECT count(*) FROM stated_opening")).scalar_one()
    assert stated == WRITERS * WRITES


def test_the_same_address_gives_the_same_store(url: str) -> None:
    assert database(url) is database(url)


# --- stores that cannot be used -------------------------------------------------------------


def test_a_store_that_is_not_there_is_unusable(tmp_path: Path) -> None:
    missing = database(f"sqlite:///{tmp_path / 'nowhere' / 'test.db'}")
    with pytest.raises(StoreUnusable) as caught:
        missing.revision()
    assert caught.value.fields["url"].endswith("test.db")
    assert caught.value.fields["reason"]
    with pytest.raises(StoreUnusable), missing.write(ANNA, NOON, "import"):
        pass
    assert not missing.is_current()


def test_looking_for_a_store_makes_none(tmp_path: Path) -> None:
    path = tmp_path / "mistyped.db"
    assert not database(f"sqlite:///{path}").is_current()
    assert not path.exists()


def test_a_moment_without_time_zone_is_refused(store: Database) -> None:
    moment = datetime(2025, 7, 2, 14)
    with pytest.raises(ValueError, match="time zone"), store.write(ANNA, moment, "import"):
        pass
    assert store.revision() == 0


def test_a_moment_in_dutch_time_does_not_break_the_chain(store: Database) -> None:
    moment = datetime(2025, 7, 2, 14, tzinfo=ZoneInfo("Europe/Amsterdam"))
    with store.write(ANNA, moment, "import"):
        pass
    with store.read() as connection:
        row = dict(connection.execute(select(AuditEvent.__table__)).mappings().one())
    assert audit.digest(row) == row["hash"]


def test_a_store_without_schema_is_unusable_and_not_current(empty: Database) -> None:
    assert not empty.is_current()
    with pytest.raises(StoreUnusable):
        empty.revision()
    with pytest.raises(StoreUnusable), empty.write(ANNA, NOON, "import"):
        pass


def test_a_file_that_is_no_database_is_unusable(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(b"PK\x03\x04" * 1000)
    broken = database(f"sqlite:///{path}")
    with pytest.raises(StoreUnusable):
        broken.revision()
    broken.engine.dispose()


def test_a_read_only_store_can_be_read_and_says_why_it_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    writable = database(f"sqlite:///{path}")
    writable.upgrade()
    state(writable, HORST, 3)
    read_only = database(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert read_only.revision() == 1
    with pytest.raises(StoreUnusable) as caught, read_only.write(ANNA, NOON, "import"):
        pass
    assert "readonly" in caught.value.fields["reason"]
    assert writable.revision() == 1
    for each in (writable, read_only):
        each.engine.dispose()


def write_on_a_full_disk(store: Database) -> None:
    """Write a file of 3 MB where there is room for 10 pages."""
    big = batch_of("targets", "2025-1", content=bytes(3_000_000))
    with store.write(ANNA, NOON, "import") as transaction:
        pages = transaction.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        transaction.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 10}")
        batches.add_batch(transaction, big, [], [])


def test_a_full_disk_makes_the_store_unusable_and_undoes_the_write(tmp_path: Path) -> None:
    store = database(f"sqlite:///{tmp_path / 'test.db'}")
    store.upgrade()
    with pytest.raises(StoreUnusable) as caught:
        write_on_a_full_disk(store)
    assert "full" in caught.value.fields["reason"]
    assert store.revision() == 0
    assert trail(store) == ()
    store.engine.dispose()


def test_the_password_of_the_store_is_never_shown() -> None:
    unreachable = database("postgresql://anna:geheim@127.0.0.1:1/statushouders")
    with pytest.raises(StoreUnusable) as caught:
        unreachable.revision()
    assert "geheim" not in str(caught.value)
    assert "anna" in caught.value.fields["url"]
