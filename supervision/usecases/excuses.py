"""Excuses (verschoonbaar): recorded with cause, evidence and period; they freeze the step."""

from __future__ import annotations

from supervision.domain.actor import Actor
from supervision.domain.deciding import MOST_YEARS
from supervision.domain.excuse import Excuse
from supervision.errors import AlreadyWithdrawn, InvalidRequest, NotFound
from supervision.reference import register
from supervision.storage import excuses as store
from supervision.storage.database import Database
from supervision.storage.excuses import RecordedExcuse
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt
from supervision.usecases.assessing import municipality
from supervision.usecases.text import written


def excuse(database: Database, actor: Actor, code: str, found: Excuse, note: str) -> int:
    """Record that the backlog of a municipality is excused; return the number of the excuse.

    `note` is the evidence. Raises NotFound for an unknown municipality, InvalidRequest without a
    note, or where the period ends before it begins or the municipality did not exist;
    NotAllowed.
    """
    about = f"{code} {found.cause}"
    with attempt(database, actor, Action.EXCUSE, about):
        note = written("evidence", note)
        if found.valid_until < found.valid_from:
            raise InvalidRequest(name="until", value=found.valid_until, reason="ends_too_early")
        if found.valid_until.year - found.valid_from.year > MOST_YEARS:
            raise InvalidRequest(name="until", value=found.valid_until, reason="too_long")
        if not municipality(register(), code).exists_on(found.valid_from):
            raise InvalidRequest(name="code", value=code, reason="not_on_that_day")
        with database.write(actor, clock.now(), Action.EXCUSE) as transaction:
            values: dict[str, object] = {
                "municipality": code,
                "cause": found.cause.value,
                "valid_from": found.valid_from,
                "valid_until": found.valid_until,
                "note": note,
            }
            number = store.record(transaction, values, actor.name)
            transaction.about = f"excuse {number} {code}"
            transaction.details["new"] = values
        return number


def withdraw_excuse(database: Database, actor: Actor, number: int, reason: str) -> None:
    """Make an excuse no longer count; the ladder works again.

    Raises NotFound, AlreadyWithdrawn, InvalidRequest without a reason, NotAllowed.
    """
    about = f"excuse {number}"
    with attempt(database, actor, Action.WITHDRAW_EXCUSE, about):
        reason = written("reason", reason)
        with database.write(actor, clock.now(), Action.WITHDRAW_EXCUSE) as transaction:
            recorded = {each.number: each for each in store.excuses(transaction.connection)}
            if number not in recorded:
                raise NotFound(kind="excuse", key=str(number))
            if recorded[number].withdrawn_at is not None:
                raise AlreadyWithdrawn(kind="excuse", key=str(number))
            store.withdraw(transaction, number, actor.name, reason)
            transaction.about = f"{about} {recorded[number].code}"
            transaction.details |= {
                "old": {"valid_until": recorded[number].excuse.valid_until},
                "new": None,
                "reason": reason,
            }


def recorded(database: Database) -> tuple[RecordedExcuse, ...]:
    """Return every excuse ever recorded, the first first."""
    with database.read() as connection:
        return store.excuses(connection)
