"""Who watches the servers is told whether to send people there, and nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from supervision.config import settings
from supervision.server.health import Process, Stage, healthy
from supervision.storage import versions
from supervision.storage.database import Database, database

ASKED = Request({"type": "http"})


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """An address without a store, as the settings name it."""
    opened = database(f"sqlite:///{tmp_path / 'store.db'}")
    monkeypatch.setenv("DATABASE_URL", opened.url)
    settings.cache_clear()
    yield opened
    settings.cache_clear()
    opened.engine.dispose()


@pytest.fixture
def process() -> Process:
    """A process that serves."""
    made = Process()
    made.stage = Stage.SERVING
    return made


def statuses(process: Process) -> tuple[int, int]:
    """What `/health` and `/ready` answer."""
    return healthy(ASKED).status_code, process.ready(ASKED).status_code


def test_a_server_on_a_current_store_is_healthy_and_ready(
    store: Database, process: Process
) -> None:
    store.upgrade()
    assert statuses(process) == (200, 200)


def test_without_a_store_it_is_neither_and_makes_none(store: Database, process: Process) -> None:
    assert statuses(process) == (503, 503)
    assert not Path(store.engine.url.database or "").exists()


def test_a_store_that_is_no_database_is_neither(store: Database, process: Process) -> None:
    Path(store.engine.url.database or "").write_text("no database at all, of whatever kind\n" * 99)
    assert statuses(process) == (503, 503)


def test_a_store_that_is_not_upgraded_yet_can_be_read_but_not_used(
    store: Database, process: Process
) -> None:
    store.upgrade(versions.every_version()[-2])
    assert statuses(process) == (200, 503)
    store.upgrade()
    assert statuses(process) == (200, 200), "and it is looked at each time"


@pytest.mark.parametrize("stage", [Stage.STARTING, Stage.STOPPING])
def test_nobody_is_sent_to_a_server_that_starts_or_stops(
    store: Database, process: Process, stage: Stage
) -> None:
    store.upgrade()
    process.stage = stage
    assert statuses(process) == (200, 503)


def test_a_process_is_not_ready_before_it_says_so(store: Database) -> None:
    store.upgrade()
    assert statuses(Process()) == (200, 503)


@pytest.mark.parametrize("exists", [True, False])
def test_the_answers_tell_nothing(store: Database, process: Process, exists: bool) -> None:
    if exists:
        store.upgrade()
    answers: list[Response] = [healthy(ASKED), process.ready(ASKED)]
    assert {bytes(each.body) for each in answers} == ({b"ok"} if exists else {b"unavailable"})
    assert {each.headers["cache-control"] for each in answers} == {"no-store"}


def test_told_to_stop_it_sends_people_elsewhere_before_it_stops() -> None:
    seen: list[Stage] = []

    async def serve() -> None:
        process, stopped = Process(), asyncio.Event()
        signal.signal(signal.SIGTERM, lambda *_: stopped.set())
        process.serves(0.2)
        seen.append(process.stage)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.05)
        seen.append(process.stage)
        assert not stopped.is_set(), "those who are there get time to go"
        await asyncio.wait_for(stopped.wait(), 5)

    before = signal.getsignal(signal.SIGTERM)
    try:
        asyncio.run(serve())
    finally:
        signal.signal(signal.SIGTERM, before)
    assert seen == [Stage.SERVING, Stage.STOPPING]


def test_in_another_thread_it_serves_without_minding_signals() -> None:
    process, before = Process(), signal.getsignal(signal.SIGTERM)
    thread = threading.Thread(target=process.serves, args=(0,))
    thread.start()
    thread.join()
    assert process.stage is Stage.SERVING
    assert signal.getsignal(signal.SIGTERM) is before
