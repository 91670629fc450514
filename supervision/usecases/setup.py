"""Bringing a store into being, empty or with sample data."""

from __future__ import annotations

from pathlib import Path

from supervision.domain.actor import Actor
from supervision.domain.halfyear import HalfYear
from supervision.importing import Request
from supervision.reference import DATA, national_names, register
from supervision.storage import batches
from supervision.storage.database import Database
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt
from supervision.usecases.imports import history, import_file
from supervision.usecases.text import storable

SAMPLES = DATA / "samples"
REVISED_AFTER = "2025-04-01_revised"
"""Sorts the revised target of 2025-1 after the figures of 1 April, on which it followed."""


def request_for(file_name: str) -> Request:
    """Return the plain request to read a file: everything is to be found in it."""
    return Request(storable(file_name), clock.today(), register(), national_names())


def load_samples(database: Database, actor: Actor) -> int:
    """Import the sample half-years into an empty store; return the number of files.

    Does nothing where there is any import, so that made-up figures never mix with real ones.
    """
    with attempt(database, actor, Action.LOAD_SAMPLES, "samples"):
        if history(database):
            return 0
        files = sample_files()
        for path in files:
            _, batch = import_file(database, actor, path.read_bytes(), request_for(path.name))
            if batch is None:
                raise AssertionError(f"the shipped sample {path.name} is not accepted")
        return len(files)


def remove_samples(database: Database, actor: Actor, reason: str) -> int:
    """Make the sample data no longer count, all of it at once; return the number of files.

    The files stay on record as withdrawn, like any import. Raises NotAllowed.
    """
    with (
        attempt(database, actor, Action.REMOVE_SAMPLES, "samples"),
        database.write(actor, clock.now(), Action.REMOVE_SAMPLES) as transaction,
    ):
        counting = [
            batch
            for batch in batches.batches(transaction.connection)
            if batch.sample and batch.counts_at(None)
        ]
        for batch in counting:
            batches.withdraw(transaction, batch.id, actor.name, reason)
        transaction.about = "samples"
        transaction.details |= {"files": len(counting), "reason": reason}
        return len(counting)


def sample_files() -> list[Path]:
    """Return the sample files in the order in which an office would have sent them."""
    return sorted(SAMPLES.glob("*/*.csv"), key=_sent)


def _sent(path: Path) -> str:
    """The day on which it went out: targets before the half-year, figures on their as-of."""
    kind, when, *_ = path.name.split("_")
    if kind == "realisatie":
        return when
    if "herzien" in path.name:
        return REVISED_AFTER
    return HalfYear.parse(when).start.isoformat()
