"""The roles that administrators gave: append-only, the last one counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from supervision.domain.actor import Role
from supervision.storage.database import Transaction
from supervision.storage.sessions import SignedIn
from supervision.storage.tables import RoleGrant


@dataclass(frozen=True, slots=True)
class Grant:
    """That somebody got a role, or lost it (`none`); when, and from whom."""

    user: str
    role: Role
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who was given a role or has signed in; `grant` is the last of what was given."""

    name: str
    grant: Grant | None
    signed_in: SignedIn | None


def grants(connection: Connection) -> tuple[Grant, ...]:
    """Return every role that was ever given or taken away, the last first."""
    query = select(RoleGrant.__table__).order_by(RoleGrant.id.desc())
    return tuple(
        Grant(row.user_name, Role(row.role), row.given_at, row.given_by)
        for row in connection.execute(query)
    )


def given(connection: Connection, name: str) -> Grant | None:
    """Return what somebody was last given, or None where no administrator ever did."""
    query = (
        select(RoleGrant.__table__)
        .where(RoleGrant.user_name == name)
        .order_by(RoleGrant.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Grant(row.user_name, Role(row.role), row.given_at, row.given_by)


def give(transaction: Transaction, name: str, role: Role, by: str) -> None:
    """Store that somebody has this role from now on."""
    transaction.connection.execute(
        insert(RoleGrant).values(
            user_name=name, role=role.value, given_at=transaction.at, given_by=by
        )
    )
