"""Notes in the dossier: what a supervisor wants to remember; they decide nothing."""

from __future__ import annotations

from supervision.domain.actor import Actor
from supervision.reference import register
from supervision.storage import notes as store
from supervision.storage.database import Database
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt
from supervision.usecases.assessing import municipality
from supervision.usecases.text import written


def write_note(database: Database, actor: Actor, code: str, text: str) -> int:
    """Store a note about a municipality; return its number.

    Raises NotFound for an unknown municipality, InvalidRequest without a text, NotAllowed.
    """
    with attempt(database, actor, Action.NOTE, code):
        text = written("note", text)
        municipality(register(), code)
        with database.write(actor, clock.now(), Action.NOTE) as transaction:
            number = store.record(transaction, code, text, actor.name)
            transaction.about = f"note {number} {code}"
            transaction.details["text"] = text
        return number
