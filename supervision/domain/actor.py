"""Who does something, and in which role."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles of the product.

    `local` is whoever sits at a machine without a login, `none` who may do nothing (yet).
    """

    VIEWER = "viewer"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    LOCAL = "local"
    NONE = "none"


GIVEN = (Role.VIEWER, Role.EDITOR, Role.SUPERVISOR, Role.ADMIN, Role.NONE)
"""What an administrator can give; `none` takes a role away."""
LONGEST_NAME = 200
"""Characters, as the store keeps a name."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person by the name under which the audit trail keeps what they did.

    `origin` is from where: the address of a browser, or the command line; empty without a login.
    """

    name: str
    role: Role
    origin: str = ""


def user_name(text: str) -> str:
    """Return the one way to write the name of somebody who signs in.

    Capitals, wide characters and space around make no other person: else somebody could be the
    second person to their own decision. Raises ValueError for what cannot be a name.
    """
    name = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise ValueError(f"not the name of a user: {text!r}")
    return name


def role_of(given: Role | None, groups: Set[str], roles_by_group: Mapping[str, Role]) -> Role:
    """Return somebody's role: what an administrator gave goes before what the groups give.

    Of several groups the first counts, in the order in which the roles were configured.
    """
    if given is not None:
        return given
    return next((role for group, role in roles_by_group.items() if group in groups), Role.NONE)
