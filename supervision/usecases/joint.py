"""Joint solutions in the regions: proposals that are computed, and swaps recorded once agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervision.domain.actor import Actor
from supervision.domain.halfyear import HalfYear
from supervision.domain.joint import Move
from supervision.domain.proposals import Proposals, propose
from supervision.domain.ruleset import in_force
from supervision.reference import register
from supervision.rulesets import shipped
from supervision.storage import decisions, excuses
from supervision.storage.database import Database
from supervision.storage.facts import facts
from supervision.usecases import clock
from supervision.usecases.swaps import record_swap


def proposals(database: Database, on: date, known_on: date | None = None) -> Proposals:
    """Return the swaps to propose within each region on `on`; nothing is stored.

    With `known_on` only what was in the store at the end of that day counts. Raises NotFound
    where no rule set was in force.
    """
    until = None if known_on is None else clock.end_of(known_on)
    with database.read() as connection:
        known = facts(connection, until)
        decided = decisions.counting(decisions.decisions(connection), until)
        excused = excuses.counting(excuses.excuses(connection), until)
    return propose(known, register(), on, in_force(shipped(), on), decided, excused)


def record_agreed(
    database: Database,
    actor: Actor,
    half_year: HalfYear,
    moves: Iterable[Move],
    agreed_on: date,
) -> tuple[int, ...]:
    """Record each move that was agreed as a swap of its own; return their numbers.

    Raises what `record_swap` does; the swaps before the one that is refused stay recorded.
    """
    return tuple(
        record_swap(database, actor, half_year, move.giver, move.taker, move.persons, agreed_on)
        for move in moves
    )
