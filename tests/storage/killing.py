"""Processes that work on a store and acknowledge what is done, until they are killed with -9.

Each kind of work is a generator: it yields what it acknowledges, after it was done. A process is
forked from one that has loaded the product, so that a hundred of them take a minute.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from itertools import count, cycle
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.errors import StoreUnusable
from supervision.storage import versions
from supervision.storage.database import Database, database
from supervision.usecases import decisions, imports, recovery, setup
from tests.storage.office import HORST, VENLO

ANNA, BRAM = Actor("anna", Role.LOCAL), Actor("bram", Role.LOCAL)
DAY = date(2025, 8, 1)
WHY = {"rationale": "Geen van de afspraken is nagekomen.", "deviation": "zie het dossier"}
READY = "ready"
PATIENCE = 60
"""Seconds in which a process does something on a busy machine."""

Work = Callable[[Database, Path], Iterator[Any]]

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.storage.killing"])


@dataclass(frozen=True)
class Death:
    """When a process is killed: so many seconds after it began, or before its n-th statement."""

    after: float | None = None
    statement: int | None = None

    @classmethod
    def at_random(cls, chance: Random, seconds: float, statements: int) -> Death:
        """Either, with what the work usually takes for a few acknowledgements."""
        if chance.random() < 0.5:
            return cls(after=chance.uniform(0, seconds))
        return cls(statement=chance.randint(1, statements))


# --- the work ---------------------------------------------------------------------------------


def importing(store: Database, _: Path) -> Iterator[tuple[int, str]]:
    """Import one file after the other; acknowledge the number of the import and its content."""
    for persons in count(len(imports.history(store))):
        text = (
            "Gemeentecode;Gemeente;Gerealiseerd\n"
            f"{HORST};Horst aan de Maas;{persons}\n{VENLO};Venlo;{2 * persons}\n"
        )
        request = setup.request_for("realisatie_2025-07-01.csv")
        _, batch = imports.import_file(store, ANNA, text.encode(), request)
        assert batch is not None
        yield batch, text


def deciding(store: Database, _: Path) -> Iterator[tuple[int, str]]:
    """Prepare, confirm and lift measures; acknowledge the number of the decision and its status."""
    for waits in [each for each in decisions.recorded(store) if each.waits]:
        decisions.confirm(store, BRAM, waits.decision.number)
        yield waits.decision.number, "final"
    for code in cycle((HORST, VENLO)):
        number, status = decisions.decide(store, ANNA, code, Intent(4, DAY, **WHY))
        yield number, status
        decisions.confirm(store, BRAM, number)
        yield number, "final"
        number, status = decisions.decide(store, ANNA, code, Intent(0, DAY, **WHY))
        yield number, status


def migrating(store: Database, _: Path) -> Iterator[str]:
    """Go from one version to another, up and down; acknowledge the version."""
    every = versions.every_version()
    for version in cycle((*every[::-1], *every[1:-1])):
        at = every.index(store.version() or "")
        if every.index(version) >= at:
            store.upgrade(version)
        else:
            with store.rebuilding() as connection:
                versions.downgrade(connection, version)
        yield version


def backing_up(store: Database, folder: Path) -> Iterator[str]:
    """Write one backup over the other; acknowledge its hash."""
    while True:
        yield recovery.back_up(store, ANNA, folder / "backup.zip", force=True).written.sha256


def restoring(store: Database, folder: Path) -> Iterator[str]:
    """Put one backup in the place of the other; acknowledge which."""
    for name in cycle(("one", "two")):
        kept = folder / "kept.zip"
        kept.unlink(missing_ok=True)
        recovery.restore(store, ANNA, folder / f"{name}.zip", replace=True, keep=kept)
        yield name


# --- its end ----------------------------------------------------------------------------------


def killed(work: Work, url: str, folder: Path, death: Death) -> list[Any]:
    """Let a process work, kill it, and return what it had acknowledged by then."""
    with _living(work, url, folder, death.statement) as (process, here):
        process.join(PATIENCE if death.after is None else death.after)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL, "it did not come to its end by being killed"
        return list(_all_said(here))


def until_the_server_is_gone(
    work: Work, url: str, folder: Path, after: float, kill: Callable[[], object]
) -> tuple[list[Any], str]:
    """Let a process work and kill the database under it; return what it had acknowledged, and
    what it says is the matter with the store."""
    with _living(work, url, folder, None) as (process, here):
        process.join(after)
        kill()
        process.join(PATIENCE)
        assert process.exitcode == 0
        *told, trouble = _all_said(here)
        return told, trouble


@contextmanager
def _living(
    work: Work, url: str, folder: Path, statement: int | None
) -> Iterator[tuple[Any, Connection]]:
    here, there = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_live, args=(work, url, folder, statement, there))
    process.start()
    there.close()
    try:
        assert here.poll(PATIENCE)
        assert here.recv() == READY
        yield process, here
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def _live(work: Work, url: str, folder: Path, statement: int | None, said: Connection) -> None:
    store = database(url)
    if statement is not None:
        _die_before(store, statement)
    said.send(READY)
    try:
        for done in work(store, folder):
            said.send(done)
    except StoreUnusable as error:
        said.send(str(error.fields["trouble"]))


def _die_before(store: Database, statement: int) -> None:
    """Kill this process before it sends its n-th statement; a commit counts as one."""
    counted = count(1)

    def look(*_: object) -> None:
        if next(counted) == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store.engine, "before_cursor_execute", look)
    event.listen(store.engine, "commit", look)


def _all_said(here: Connection) -> Iterator[Any]:
    with suppress(EOFError):
        while True:
            yield here.recv()
