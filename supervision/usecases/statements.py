"""Stating what no file and no account gives: the opening of a half-year."""

from __future__ import annotations

from supervision.domain.actor import Actor
from supervision.domain.halfyear import HalfYear
from supervision.domain.line import Origin
from supervision.domain.vintages import Attribution
from supervision.errors import InvalidRequest
from supervision.reference import register
from supervision.storage import facts as store
from supervision.storage.database import Database
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt
from supervision.usecases.assessing import current_accounts, municipality
from supervision.usecases.text import countable, foreseeable, written

_OPEN = (None, Origin.PERSON, Origin.CORRECTED)
"""Origins that a statement may replace: nothing better is known."""


def state_opening(
    database: Database, actor: Actor, code: str, half_year: HalfYear, persons: int, note: str
) -> int:
    """Store the opening of a half-year in persons, + backlog or - lead; return its number.

    Raises NotFound for an unknown municipality, InvalidRequest without a note or where the
    opening is already known otherwise, NotAllowed.
    """
    about = f"{code} {half_year}"
    with attempt(database, actor, Action.STATE_OPENING, about):
        note = written("origin", note)
        countable("persons", persons)
        foreseeable("half-year", half_year, clock.today())
        if not municipality(register(), code).exists_in(half_year):
            raise InvalidRequest(name="code", value=code, reason="not_in_half_year")
        with database.write(actor, clock.now(), Action.STATE_OPENING) as transaction:
            known = store.facts(transaction.connection)
            account = current_accounts(known, Attribution.CURRENT_FIRST)[code]
            line = account.reaching(half_year).line(half_year)
            if line is not None and line.opening.origin not in _OPEN:
                raise InvalidRequest(name="half-year", value=str(half_year), reason="opening_known")
            number = store.state_opening(transaction, code, half_year, persons, note, actor.name)
            transaction.about = about
            before = None if line is None else line.opening.persons
            transaction.details |= {
                "old": {"opening": before},
                "new": {"opening": persons},
                "note": note,
            }
        return number
