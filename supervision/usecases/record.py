"""The record: what was done and refused, whether it is whole, and who looked at a dossier."""

from __future__ import annotations

from supervision.domain.actor import Actor
from supervision.storage import audit, verification
from supervision.storage import trail as store
from supervision.storage.audit import Event
from supervision.storage.database import Database
from supervision.storage.verification import Verification
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt


def trail(database: Database) -> tuple[Event, ...]:
    """Return the whole record, oldest first."""
    with database.read() as connection:
        return audit.events(connection)


def verify(database: Database) -> Verification:
    """Return whether the record is whole, and else the first entry that is not as written."""
    with database.read() as connection:
        return verification.verify(connection)


def examined(database: Database) -> tuple[tuple[Event, ...], Verification]:
    """Return the whole record and whether it is whole, of one state of the store."""
    with database.read() as connection:
        rows, seal = tuple(store.rows(connection)), store.seal(connection)
    return tuple(audit.event_of(row) for row in rows), verification.verified(rows, seal)


def viewed(database: Database, actor: Actor, about: str) -> None:
    """Keep that somebody looked at a dossier."""
    _keep(database, actor, Action.VIEW, about)


def downloaded(database: Database, actor: Actor, about: str) -> None:
    """Keep that somebody took a letter or a file of a dossier along."""
    _keep(database, actor, Action.DOWNLOAD, about)


def _keep(database: Database, actor: Actor, action: Action, about: str) -> None:
    """It moves no figure, so the revision stays."""
    with (
        attempt(database, actor, action, about),
        database.write(actor, clock.now(), action, moves_figures=False) as transaction,
    ):
        transaction.about = about
