"""Who signed in, when that was last used, and when sessions were ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ScalarSelect, func, insert, select, update

from supervision.domain.actor import Role
from supervision.domain.session import Identity, Session
from supervision.storage.database import Database, Transaction
from supervision.storage.tables import RoleGrant, SessionEnd, SessionUse, SignIn


@dataclass(frozen=True, slots=True)
class SignedIn:
    """That somebody signed in, as whom and in which role."""

    user: str
    subject: str
    role: Role
    session: Session


def record(transaction: Transaction, identity: Identity, role: Role, now: datetime) -> None:
    """Store that somebody signed in, and so used their session now."""
    number = transaction.connection.execute(
        insert(SignIn)
        .values(
            session=identity.session,
            user_name=identity.name,
            subject=identity.subject,
            role=role.value,
            signed_in_at=transaction.at,
            origin=identity.origin,
        )
        .returning(SignIn.id)
    ).scalar_one()
    transaction.connection.execute(insert(SessionUse).values(sign_in_id=number, used_at=now))


def end(transaction: Transaction, name: str, by: str) -> None:
    """Store that all sessions of somebody are over."""
    transaction.connection.execute(
        insert(SessionEnd).values(user_name=name, ended_at=transaction.at, ended_by=by)
    )


def standing(connection: Connection, identity: Identity) -> tuple[Session | None, Role | None]:
    """Return the session of an identity and the role given to that user; one statement.

    None for a session that is not on record, and for a user to whom no role was ever given.
    """
    given = (
        select(RoleGrant.role)
        .where(RoleGrant.user_name == identity.name)
        .order_by(RoleGrant.id.desc())
        .limit(1)
    )
    query = (
        select(SignIn.signed_in_at, SessionUse.used_at, _ended(), given.scalar_subquery())
        .join(SessionUse)
        .where(SignIn.session == identity.session, SignIn.user_name == identity.name)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None, None
    signed_in_at, used_at, ended_at, role = row
    return Session(signed_in_at, used_at, ended_at), None if role is None else Role(role)


def last(connection: Connection) -> Mapping[str, SignedIn]:
    """Return of each user the last time that they signed in."""
    latest = select(func.max(SignIn.id)).group_by(SignIn.user_name)
    query = (
        select(
            SignIn.user_name,
            SignIn.subject,
            SignIn.role,
            SignIn.signed_in_at,
            SessionUse.used_at,
            _ended().label("ended_at"),
        )
        .join(SessionUse)
        .where(SignIn.id.in_(latest))
    )
    return {
        row.user_name: SignedIn(
            row.user_name,
            row.subject,
            Role(row.role),
            Session(row.signed_in_at, row.used_at, row.ended_at),
        )
        for row in connection.execute(query)
    }


def last_of(connection: Connection, name: str) -> tuple[str, datetime] | None:
    """Return as which subject somebody last signed in, and when; None where they never did."""
    query = (
        select(SignIn.subject, SignIn.signed_in_at)
        .where(SignIn.user_name == name)
        .order_by(SignIn.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return row and (row.subject, row.signed_in_at)


def used(database: Database, session: str, at: datetime) -> None:
    """Store when a session was last used; neither a fact nor an event, so beside the one door."""
    number = select(SignIn.id).where(SignIn.session == session).scalar_subquery()
    with database.aside() as connection:
        connection.execute(
            update(SessionUse).where(SessionUse.sign_in_id == number).values(used_at=at)
        )


def _ended() -> ScalarSelect[datetime]:
    """When the sessions of the user of a sign-in were last ended, as part of a statement."""
    return (
        select(func.max(SessionEnd.ended_at))
        .where(SessionEnd.user_name == SignIn.user_name)
        .scalar_subquery()
    )
