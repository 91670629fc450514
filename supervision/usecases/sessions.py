"""Signing in and out: who may enter, for how long, and what is kept of it.

The store keeps every signing in, by the fingerprint of the cookie that came of it. A cookie that
is not on record opens nothing, however well it is signed, and the moments that count are those
of the store: each later than the one before, on whatever server.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

from supervision.config import settings
from supervision.domain.actor import Actor, Role, role_of
from supervision.domain.session import Admission, Denial, Identity, denial
from supervision.errors import NotAdmitted, StoreUnusable
from supervision.storage import sessions as store
from supervision.storage import users
from supervision.storage.database import Database
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt
from supervision.usecases.text import legible
from supervision.usecases.throttle import Throttle
from supervision.usecases.users import named

_log = logging.getLogger(__name__)

NOBODY = "-"
"""The name in the record of somebody who is not known."""
KEPT_EVERY = timedelta(minutes=1)
"""How often the last use of a session is stored; this process itself knows it exactly."""
MOST_REMEMBERED = 2000
"""Sessions of which this process knows the last use."""
LONGEST_ABOUT = 200
"""Characters of what a stranger asked for."""
_refusals = Throttle()
_lock = Lock()
_used: dict[tuple[str, str], datetime] = {}
_kept: dict[tuple[str, str], datetime] = {}


def rules() -> Admission:
    """Return the rules of entering that the settings give."""
    found = settings()
    roles = {group: Role(role) for group, role in found.roles_by_group.items()}
    return Admission(found.idle, found.absolute, roles)


def admit(database: Database, identity: Identity | None) -> Actor:
    """Return as whom somebody may work now; raises NotAdmitted with the reason."""
    if identity is None:
        raise NotAdmitted(reason=Denial.NOT_SIGNED_IN, name="")
    with database.read() as connection:
        session, given = store.standing(connection, identity)
    if session is not None:
        last = _used.get((database.url, identity.session), session.used_at)
        session = replace(session, used_at=max(session.used_at, last))
    admission = rules()
    role = role_of(given, identity.groups, admission.roles_by_group)
    reason = denial(session, role, admission, clock.now())
    if reason is not None:
        raise NotAdmitted(reason=reason, name=identity.name)
    return Actor(identity.name, role, identity.origin)


def use(database: Database, identity: Identity) -> None:
    """Keep that a session is in use; what the store cannot keep stops nobody."""
    now, key = clock.now(), (database.url, identity.session)
    with _lock:
        if len(_used) >= MOST_REMEMBERED:
            _used.clear()
            _kept.clear()
        _used[key] = now
        if key in _kept and now - _kept[key] < KEPT_EVERY:
            return
        _kept[key] = now
    try:
        store.used(database, identity.session, now)
    except StoreUnusable:
        _log.exception("the last use of a session could not be kept")


def sign_in(database: Database, identity: Identity) -> Actor:
    """Keep that somebody signed in; return as whom, also where they have no role (yet).

    Raises NotAdmitted where the name belonged to another account before: a name can be given
    out again, and its role must not go with it. Giving a role anew settles that.
    """
    with database.read() as connection:
        grant = users.given(connection, identity.name)
    role = role_of(grant.role if grant else None, identity.groups, rules().roles_by_group)
    actor = Actor(identity.name, role, identity.origin)
    with (
        attempt(database, actor, Action.SIGN_IN, f"user {identity.name}"),
        database.write(actor, clock.now(), Action.SIGN_IN, moves_figures=False) as transaction,
    ):
        before = store.last_of(transaction.connection, identity.name)
        if before is not None and before[0] != identity.subject:
            _, at = before
            if grant is None or grant.at <= at:
                raise NotAdmitted(reason=Denial.OTHER_ACCOUNT, name=identity.name)
        store.record(transaction, identity, role, clock.now())
        transaction.about = f"user {identity.name}"
    return actor


def sign_out(database: Database, identity: Identity) -> None:
    """End all sessions of whoever signs out; does nothing where theirs is over already."""
    try:
        actor = admit(database, identity)
    except NotAdmitted as error:
        if error.fields["reason"] is not Denial.NO_ROLE:
            return
        actor = Actor(identity.name, Role.NONE, identity.origin)
    _end(database, actor, Action.SIGN_OUT, identity.name)


def end_sessions(database: Database, actor: Actor, name: str) -> None:
    """End all sessions of somebody else; raises NotAllowed, InvalidRequest."""
    with attempt(database, actor, Action.END_SESSIONS, f"user {name.strip()}"):
        _end(database, actor, Action.END_SESSIONS, named(name))


def refused(
    database: Database,
    about: str,
    reason: Denial,
    origin: str,
    name: str = "",
    *,
    action: Action = Action.ENTER,
) -> None:
    """Keep that somebody was kept out: always in the log, in the trail once a minute for the same.

    `about` is what they asked for, `reason` why they did not get it.
    """
    about = legible(about)[:LONGEST_ABOUT]
    event = {"what": action.value, "object": about, "result": "refused", "reason": reason.value}
    _log.warning("kept out", extra=event | {"who": name or NOBODY, "origin": origin})
    now = clock.now()
    if not _refusals.passes((database.url, about, reason, origin, name), now):
        return
    details = {"refused": NotAdmitted.__name__, "reason": reason.value, "name": name}
    try:
        database.record_refusal(
            Actor(name or NOBODY, Role.NONE, origin), now, action, about, details
        )
    except StoreUnusable:
        _log.exception("a refusal could not be kept in the audit trail")


def _end(database: Database, actor: Actor, action: Action, name: str) -> None:
    with database.write(actor, clock.now(), action, moves_figures=False) as transaction:
        store.end(transaction, name, actor.name)
        transaction.about = f"user {name}"
