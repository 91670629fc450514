"""Who does something, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles of the product; `local` is whoever sits at a machine without a login."""

    VIEWER = "viewer"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person by the name under which the audit trail keeps what they did."""

    name: str
    role: Role
