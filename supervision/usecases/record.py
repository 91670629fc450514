"""The record: what was done and refused, whether it is whole, and who looked at a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from supervision.domain.actor import Actor
from supervision.storage import audit, verification
from supervision.storage import decisions as decided
from supervision.storage import trail as store
from supervision.storage.audit import Event
from supervision.storage.database import Database
from supervision.storage.decisions import RecordedDecision
from supervision.storage.verification import Verification
from supervision.usecases import clock, decisions
from supervision.usecases.access import Action, attempt, sees_origins


def trail(database: Database) -> tuple[Event, ...]:
    """Return the whole record, oldest first."""
    with database.read() as connection:
        return audit.events(connection)


def verify(database: Database) -> Verification:
    """Return whether the record is whole, and else the first entry that is not as written."""
    with database.read() as connection:
        return verification.verify(connection)


def examined(database: Database, actor: Actor) -> tuple[tuple[Event, ...], Verification]:
    """Return the whole record as the actor may see it, and whether it is whole, of one state.

    Who does not see origins gets the entries without them; the hashes are over all of it.
    """
    with database.read() as connection:
        rows, seal = tuple(store.rows(connection)), store.seal(connection)
    events = map(audit.event_of, rows)
    if not sees_origins(actor):
        events = map(_without_origin, events)
    return tuple(events), verification.verified(rows, seal)


def _without_origin(event: Event) -> Event:
    details = {name: value for name, value in event.details.items() if name != "origin"}
    return replace(event, details=details)


def at_odds(database: Database) -> tuple[int, ...]:
    """Return the decisions that are no longer what they were when recorded, by number.

    Each is held beside the audit trail (who recorded it, who confirmed or rejected it) and beside
    what it rests on, computed anew: figures or rules that were altered behind the back of the
    product give something else.
    """
    with database.read() as connection:
        found = decided.decisions(connection)
        said = {
            (event.action, event.about): event.who
            for event in audit.events(connection)
            if event.result == "done"
        }
    return tuple(
        each.decision.number
        for each in found
        if any(said.get(deed) != who for deed, who in _deeds(each))
        or decisions.recomputed(database, each.decision.number) != each.assessment
    )


def _deeds(each: RecordedDecision) -> Iterator[tuple[tuple[str, str], str]]:
    """What the audit trail has to tell of a decision: the deed, and who did it."""
    about = f"decision {each.decision.number} {each.decision.code}"
    yield (Action.DECIDE.value, about), each.recorded_by
    if each.verdict_by is not None:
        deed = Action.CONFIRM if each.verdict == "confirmed" else Action.REJECT
        yield (deed.value, about), each.verdict_by


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
