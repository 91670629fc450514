"""Users and their roles: who has which since when, giving them and taking them away."""

from __future__ import annotations

from supervision.domain.actor import Actor, Role, user_name
from supervision.errors import InvalidRequest
from supervision.storage import sessions
from supervision.storage import users as store
from supervision.storage.database import Database
from supervision.storage.users import Grant, User
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt


def users(database: Database, actor: Actor) -> tuple[User, ...]:
    """Return everybody who was given a role or has signed in, by name; raises NotAllowed."""
    with attempt(database, actor, Action.USERS, "users"), database.read() as connection:
        given = {each.user: each for each in reversed(store.grants(connection))}
        seen = sessions.last(connection)
    return tuple(User(name, given.get(name), seen.get(name)) for name in sorted({*given, *seen}))


def history(database: Database, actor: Actor) -> tuple[Grant, ...]:
    """Return every role that was ever given or taken away, the last first; raises NotAllowed."""
    with attempt(database, actor, Action.USERS, "users"), database.read() as connection:
        return store.grants(connection)


def give_role(database: Database, actor: Actor, name: str, role: Role) -> str:
    """Give somebody a role from now on, `none` to take it away; return how the name is kept.

    Raises NotAllowed, or InvalidRequest for what cannot be a name and for a role of one's own:
    who took away their own could not give it back.
    """
    with attempt(database, actor, Action.GIVE_ROLE, f"user {name.strip()}"):
        user = named(name)
        if user == actor.name:
            raise InvalidRequest(name=name, value=role.value, reason="own_role")
        with database.write(
            actor, clock.now(), Action.GIVE_ROLE, moves_figures=False
        ) as transaction:
            before = store.given(transaction.connection, user)
            store.give(transaction, user, role, actor.name)
            transaction.about = f"user {user}"
            transaction.details |= {
                "old": {"role": before.role.value if before else None},
                "new": {"role": role.value},
            }
        return user


def known(database: Database, name: str, origin: str) -> Actor:
    """Return somebody in the role that they were given; `none` where nobody gave them one.

    Raises InvalidRequest for what cannot be a name.
    """
    user = named(name)
    with database.read() as connection:
        grant = store.given(connection, user)
    return Actor(user, grant.role if grant else Role.NONE, origin)


def named(name: str) -> str:
    """Return a name as the record keeps it; raises InvalidRequest for what cannot be one."""
    try:
        return user_name(name)
    except ValueError as error:
        raise InvalidRequest(name="NAME", value=name, reason="not_a_user") from error
