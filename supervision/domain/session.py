"""Signing in: who somebody is, and how long that holds."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from supervision.domain.actor import Role


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody as the identity provider knows them and a signed cookie says it.

    `name` is the name in the record; `subject` what the provider never gives to another;
    `session` the fingerprint of the cookie, by which the store knows this one signing in.
    """

    name: str
    subject: str
    groups: Set[str]
    session: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """What the store knows of one signing in; `ended_at` is when all of that user's were ended.

    `signed_in_at` and `ended_at` are moments of the record, each later than the one before it,
    also where a clock once ran ahead; `used_at` is what the clock said.
    """

    signed_in_at: datetime
    used_at: datetime
    ended_at: datetime | None = None


class Denial(StrEnum):
    """Why somebody may not enter, or no longer.

    `not_here`: without a login, from another machine. `foreign`: another site sent the request.
    `not_theirs`: the address or the button was given to somebody else.
    """

    NOT_SIGNED_IN = "not_signed_in"
    ENDED = "ended"
    EXPIRED = "expired"
    IDLE = "idle"
    NO_ROLE = "no_role"
    OTHER_ACCOUNT = "other_account"
    NO_NAME = "no_name"
    FAILED = "failed"
    NOT_HERE = "not_here"
    FOREIGN = "foreign"
    NOT_THEIRS = "not_theirs"


@dataclass(frozen=True, slots=True)
class Admission:
    """The rules of entering: how long without use, how long at all, and the roles of groups."""

    idle: timedelta
    absolute: timedelta
    roles_by_group: Mapping[str, Role]


def denial(session: Session | None, role: Role, rules: Admission, now: datetime) -> Denial | None:
    """Return why somebody in this role may not go on with their session; None: they may.

    A session that was ended at the very moment of signing in does not count, and a limit that
    is reached has passed.
    """
    if session is None:
        return Denial.NOT_SIGNED_IN
    if session.ended_at is not None and session.ended_at >= session.signed_in_at:
        return Denial.ENDED
    if now - session.signed_in_at >= rules.absolute:
        return Denial.EXPIRED
    if now - session.used_at >= rules.idle:
        return Denial.IDLE
    return Denial.NO_ROLE if role is Role.NONE else None
