"""Swaps between municipalities (Huisvestingswet 2014, art. 29(2)): recorded once agreed."""

from __future__ import annotations

from datetime import date

from supervision.domain.actor import Actor
from supervision.domain.halfyear import HalfYear
from supervision.domain.vintages import Attribution
from supervision.errors import AlreadyWithdrawn, InvalidRequest, NotFound
from supervision.reference import register
from supervision.storage import swaps as store
from supervision.storage.database import Database
from supervision.storage.swaps import RecordedSwap
from supervision.usecases import clock
from supervision.usecases.access import Action, require
from supervision.usecases.assessing import account, municipality
from supervision.usecases.text import written


def record_swap(
    database: Database,
    actor: Actor,
    half_year: HalfYear,
    giver: str,
    taker: str,
    persons: int,
    agreed_on: date,
) -> int:
    """Store that `giver` hands over the target of `persons` to `taker`; return its number.

    The sum over the municipalities stays equal. Raises NotFound for an unknown municipality,
    InvalidRequest where one did not exist in the half-year, they are the same, fewer than one or
    more persons are moved than the giver's target, or the agreement lies in the future;
    NotAllowed.
    """
    about = f"{giver} {taker} {half_year}"
    require(database, actor, Action.SWAP, about)
    for name, code in (("from", giver), ("to", taker)):
        if not municipality(register(), code).exists_in(half_year):
            raise InvalidRequest(name=name, value=code, reason="not_in_half_year")
    if giver == taker:
        raise InvalidRequest(name="to", value=taker, reason="same_municipality")
    line = account(database, giver, Attribution.CURRENT_FIRST).line(half_year)
    target = None if line is None else line.target
    if persons < 1 or (target is not None and persons > target):
        raise InvalidRequest(name="persons", value=persons, reason="more_than_target")
    if agreed_on > clock.today():
        raise InvalidRequest(name="agreed-on", value=agreed_on, reason="in_the_future")
    with database.write(actor, clock.now(), Action.SWAP) as transaction:
        swap: dict[str, object] = {
            "half_year": str(half_year),
            "giver": giver,
            "taker": taker,
            "persons": persons,
            "agreed_on": agreed_on,
        }
        number = store.record(transaction, swap, actor.name)
        transaction.about = f"swap {number}"
        transaction.details |= swap
    return number


def withdraw_swap(database: Database, actor: Actor, swap: int, reason: str) -> None:
    """Make a swap no longer count.

    Raises NotFound, AlreadyWithdrawn, InvalidRequest without a reason, NotAllowed.
    """
    about = f"swap {swap}"
    require(database, actor, Action.WITHDRAW_SWAP, about)
    reason = written("reason", reason)
    with database.write(actor, clock.now(), Action.WITHDRAW_SWAP) as transaction:
        found = [each for each in store.swaps(transaction.connection) if each.swap.number == swap]
        if not found:
            raise NotFound(kind="swap", key=str(swap))
        if found[0].withdrawn_at is not None:
            raise AlreadyWithdrawn(kind="swap", key=str(swap))
        store.withdraw(transaction, swap, actor.name, reason)
        transaction.about = about
        transaction.details["reason"] = reason


def recorded_swaps(database: Database) -> tuple[RecordedSwap, ...]:
    """Return every swap ever recorded, the first first."""
    with database.read() as connection:
        return store.swaps(connection)
