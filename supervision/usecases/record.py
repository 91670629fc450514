"""The record: what was done and refused, whether it is whole, and who looked at a dossier."""

from __future__ import annotations

from supervision.domain.actor import Actor
from supervision.storage import audit
from supervision.storage.audit import Event
from supervision.storage.database import Database
from supervision.storage.verification import Break, first_break
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt


def trail(database: Database) -> tuple[Event, ...]:
    """Return the audit trail, oldest first."""
    with database.read() as connection:
        return audit.events(connection)


def verify(database: Database) -> Break | None:
    """Return the first entry of the trail that is not as it was written, or None."""
    with database.read() as connection:
        return first_break(connection)


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
