"""Swaps between municipalities (Huisvestingswet 2014, art. 29(2)): recorded once agreed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from supervision.domain.actor import Actor
from supervision.domain.halfyear import HalfYear
from supervision.domain.vintages import Attribution
from supervision.errors import AlreadyWithdrawn, InvalidRequest, NotFound
from supervision.reference import register
from supervision.storage import swaps as store
from supervision.storage.database import Database, Transaction
from supervision.storage.facts import facts
from supervision.storage.swaps import RecordedSwap
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt
from supervision.usecases.assessing import current_accounts, municipality
from supervision.usecases.text import countable, foreseeable, written


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
    InvalidRequest where one did not exist in the half-year or has no target in it, they are the
    same, fewer than one or more persons are moved than the giver's target, or the agreement lies
    in the future; NotAllowed.
    """
    about = f"{giver} {taker} {half_year}"
    with attempt(database, actor, Action.SWAP, about):
        countable("persons", persons)
        foreseeable("half-year", half_year, clock.today())
        for name, code in (("from", giver), ("to", taker)):
            if not municipality(register(), code).exists_in(half_year):
                raise InvalidRequest(name=name, value=code, reason="not_in_half_year")
        if giver == taker:
            raise InvalidRequest(name="to", value=taker, reason="same_municipality")
        if persons < 1:
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
            _require_targets(transaction, half_year, {"from": giver, "to": taker}, persons)
            transaction.about = f"swap {number}"
            transaction.details |= swap
        return number


def withdraw_swap(database: Database, actor: Actor, swap: int, reason: str) -> None:
    """Make a swap no longer count.

    Raises NotFound, AlreadyWithdrawn, InvalidRequest without a reason or where the target has
    been handed on meanwhile, NotAllowed.
    """
    about = f"swap {swap}"
    with attempt(database, actor, Action.WITHDRAW_SWAP, about):
        reason = written("reason", reason)
        with database.write(actor, clock.now(), Action.WITHDRAW_SWAP) as transaction:
            recorded = {each.swap.number: each for each in store.swaps(transaction.connection)}
            if swap not in recorded:
                raise NotFound(kind="swap", key=str(swap))
            if recorded[swap].withdrawn_at is not None:
                raise AlreadyWithdrawn(kind="swap", key=str(swap))
            store.withdraw(transaction, swap, actor.name, reason)
            found = recorded[swap].swap
            _require_targets(transaction, found.half_year, {"to": found.taker}, found.persons)
            transaction.about = about
            transaction.details |= {
                "old": {"counts": True},
                "new": {"counts": False},
                "giver": found.giver,
                "taker": found.taker,
                "reason": reason,
            }


def _require_targets(
    transaction: Transaction, half_year: HalfYear, parties: Mapping[str, str], persons: int
) -> None:
    """Look at the targets as they would be, and refuse what is unknown or below zero.

    Within the write, so that two swaps at once cannot hand over the same target.
    """
    accounts = current_accounts(facts(transaction.connection), Attribution.CURRENT_FIRST)
    for name, code in parties.items():
        line = accounts[code].line(half_year)
        if line is None or (line.target is None and line.obligation is None):
            raise InvalidRequest(name=name, value=code, reason="no_target")
        if line.target is not None and line.target < 0:
            raise InvalidRequest(name="persons", value=persons, reason="more_than_target")


def recorded_swaps(database: Database) -> tuple[RecordedSwap, ...]:
    """Return every swap ever recorded, the first first."""
    with database.read() as connection:
        return store.swaps(connection)
