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
from supervision.usecases.access import Action, require
from supervision.usecases.assessing import account, municipality
from supervision.usecases.text import written


def state_opening(
    database: Database, actor: Actor, code: str, half_year: HalfYear, persons: int, note: str
) -> int:
    """Store the opening of a half-year in persons, + backlog or - lead; return its number.

    Raises NotFound for an unknown municipality, InvalidRequest without a note or where the
    opening is already known otherwise, NotAllowed.
    """
    about = f"{code} {half_year}"
    require(database, actor, Action.STATE_OPENING, about)
    note = written("note", note)
    if not municipality(register(), code).exists_in(half_year):
        raise InvalidRequest(name="code", value=code, reason="not_in_half_year")
    known = account(database, code, Attribution.CURRENT_FIRST)
    line = known.reaching(half_year).line(half_year)
    if line is not None and line.opening.origin not in (None, Origin.PERSON, Origin.CORRECTED):
        raise InvalidRequest(name="half-year", value=str(half_year), reason="opening_known")
    with database.write(actor, clock.now(), Action.STATE_OPENING) as transaction:
        number = store.state_opening(transaction, code, half_year, persons, note, actor.name)
        transaction.about = about
        transaction.details |= {"persons": persons, "note": note}
    return number
