"""The samples as seen on a date, read once."""

from __future__ import annotations

from datetime import date
from functools import cache

from supervision.storage.database import Database
from supervision.usecases import assessing
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standings, standings
from supervision.words import words


@cache
def snapshot_on(store: Database, on: date) -> Snapshot:
    """Return the province in a store that nobody writes to."""
    return assessing.snapshot(store, on)


@cache
def standings_on(store: Database, on: date) -> Standings:
    """Return how everybody stands, in Dutch."""
    return standings(snapshot_on(store, on), words("nl"))
