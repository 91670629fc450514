"""Who may do what; checked here, not only hidden on screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum

from supervision.domain.actor import GIVEN, Actor, Role
from supervision.errors import NotAllowed, Refused
from supervision.storage.database import Database
from supervision.usecases import clock


class Action(StrEnum):
    """What a person can do that leaves an event in the audit trail.

    To enter, to look at the users and to restore leave one only when it is refused.
    """

    DRAFT = "draft"
    DISCARD = "discard"
    IMPORT = "import"
    WITHDRAW = "withdraw"
    STATE_OPENING = "opening"
    SWAP = "swap"
    WITHDRAW_SWAP = "withdraw_swap"
    LOAD_SAMPLES = "load_samples"
    REMOVE_SAMPLES = "remove_samples"
    BOUNDARIES = "boundaries"
    BACKUP = "backup"
    RESTORE = "restore"
    DECIDE = "decide"
    CONFIRM = "confirm"
    REJECT = "reject"
    EXCUSE = "excuse"
    WITHDRAW_EXCUSE = "withdraw_excuse"
    NOTE = "note"
    VIEW = "view"
    DOWNLOAD = "download"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    ENTER = "enter"
    USERS = "users"
    GIVE_ROLE = "give_role"
    END_SESSIONS = "end_sessions"


_EDITORS = frozenset({Role.EDITOR, Role.SUPERVISOR, Role.ADMIN, Role.LOCAL})
_SUPERVISORS = frozenset({Role.SUPERVISOR, Role.LOCAL})
_EVERYBODY = frozenset(Role) - {Role.NONE}
_ADMINISTRATORS = frozenset({Role.ADMIN, Role.LOCAL})
_SEE_ORIGINS = _SUPERVISORS | _ADMINISTRATORS
"""Who needs to know from which machine something was done: whoever looks into what went wrong."""

_PERMITTED: Mapping[Action, frozenset[Role]] = {
    Action.DRAFT: _EDITORS,
    Action.DISCARD: _EDITORS,
    Action.IMPORT: _EDITORS,
    Action.WITHDRAW: _EDITORS,
    Action.STATE_OPENING: _EDITORS,
    Action.SWAP: _EDITORS,
    Action.WITHDRAW_SWAP: _EDITORS,
    Action.LOAD_SAMPLES: _ADMINISTRATORS,
    Action.REMOVE_SAMPLES: _ADMINISTRATORS,
    Action.BOUNDARIES: _ADMINISTRATORS,
    Action.BACKUP: _ADMINISTRATORS,
    Action.RESTORE: _ADMINISTRATORS,
    Action.DECIDE: _SUPERVISORS,
    Action.CONFIRM: _SUPERVISORS,
    Action.REJECT: _SUPERVISORS,
    Action.EXCUSE: _SUPERVISORS,
    Action.WITHDRAW_EXCUSE: _SUPERVISORS,
    Action.NOTE: _EDITORS,
    Action.VIEW: _EVERYBODY,
    Action.DOWNLOAD: _EVERYBODY,
    Action.SIGN_IN: frozenset(Role),
    Action.SIGN_OUT: frozenset(Role),
    Action.ENTER: _EVERYBODY,
    Action.USERS: _ADMINISTRATORS,
    Action.GIVE_ROLE: _ADMINISTRATORS,
    Action.END_SESSIONS: _ADMINISTRATORS,
}


def permitted(actor: Actor, action: Action) -> bool:
    """Tell whether the role of `actor` permits the action."""
    return actor.role in _PERMITTED[action]


def sees_origins(actor: Actor) -> bool:
    """Tell whether the role is shown from which address the entries of the record came.

    The address of somebody's machine is a personal datum: to read what was done asks no more than
    to be signed in, to read from where does.
    """
    return actor.role in _SEE_ORIGINS


def roles_that_may(action: Action) -> tuple[Role, ...]:
    """Return the roles that can be given and permit the action, in the order of their weight."""
    return tuple(role for role in GIVEN if role in _PERMITTED[action])


@contextmanager
def attempt(database: Database, actor: Actor, action: Action, about: str) -> Iterator[None]:
    """Refuse what the role does not permit, and keep every refusal; raises NotAllowed.

    What is refused inside, for whatever reason, leaves a `refused` event that survives the
    rollback of what was attempted.
    """
    try:
        if not permitted(actor, action):
            raise NotAllowed(actor=actor.name, action=action)
        yield
    except Refused as refused:
        details = {"refused": type(refused).__name__, **refused.fields}
        database.record_refusal(actor, clock.now(), action, about, details)
        raise
