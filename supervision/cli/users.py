"""The verbs about users: give a role, end sessions, list.

Whoever can run them can reach the store, so the first administrator is made here. `--as` names an
administrator; without it the one at the keyboard acts, and is named as such in the record.
"""

from __future__ import annotations

import getpass
from argparse import Namespace

from supervision.cli.arguments import COMMAND_LINE, actor, store, verb
from supervision.cli.output import print_json
from supervision.domain.actor import GIVEN, Actor, Role
from supervision.usecases import clock, sessions, users
from supervision.views.users import users_table
from supervision.words import Words
from supervision.words.record import role_name


def add_verbs(verbs: object) -> None:
    """Add the verbs to the parser."""
    added = verb(verbs, "user", _user, "give somebody a role, or take it away", writes=True)
    added.add_argument("name", metavar="NAME", help="as the identity provider knows them")
    what = added.add_mutually_exclusive_group(required=True)
    what.add_argument("--role", type=Role, choices=GIVEN, help="none takes it away")
    what.add_argument("--end-sessions", action="store_true", help="sign them out everywhere")

    added = verb(verbs, "users", _users, "who has which role, and who is signed in")
    added.add_argument("--json", action="store_true")


def _user(chosen: Namespace, t: Words) -> int:
    opened = store()
    who = actor(chosen) if chosen.user else _at_the_keyboard()
    if chosen.end_sessions:
        sessions.end_sessions(opened, who, chosen.name)
        print(t("All sessions of {user} are ended", user=users.named(chosen.name)))
        return 0
    name = users.give_role(opened, who, chosen.name, chosen.role)
    print(t("{user} is now: {role}", user=name, role=role_name(chosen.role, t)))
    return 0


def _users(chosen: Namespace, t: Words) -> int:
    found = users.users(store(), _at_the_keyboard())
    if chosen.json:
        print_json(found)
        return 0
    table = users_table(found, sessions.rules(), clock.now(), t)
    for row in table.rows:
        print("  ".join(str(value) for value in row[:4] if value is not None))
    return 0


def _at_the_keyboard() -> Actor:
    return Actor(getpass.getuser(), Role.LOCAL, COMMAND_LINE)
