"""Users, their roles and their sessions, as the administrator sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from supervision.domain.actor import Role
from supervision.domain.session import Admission, denial
from supervision.storage.users import Grant, User
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words
from supervision.words.record import role_name


def users_table(users: Iterable[User], rules: Admission, now: datetime, t: Words) -> Table:
    """Return everybody with their role, since when and from whom, and whether they are here."""
    return Table(
        t("Users"),
        (
            Column(t("User"), ColumnKind.TEXT),
            Column(t("Role"), ColumnKind.NAME),
            Column(t("By way of"), ColumnKind.TEXT),
            Column(t("Since"), ColumnKind.NAME),
            Column(t("Last signed in"), ColumnKind.NAME),
            Column(t("Signed in now"), ColumnKind.FLAG),
        ),
        tuple(
            (
                each.name,
                role_name(_role(each), t),
                _way(each, t),
                t.short_moment(each.grant.at) if each.grant else None,
                t.short_moment(each.signed_in.session.signed_in_at) if each.signed_in else None,
                is_here(each, rules, now),
            )
            for each in users
        ),
        ((t("Group"), t("The role of a group is that of the last time somebody signed in.")),),
    )


def grants_table(grants: Iterable[Grant], t: Words) -> Table:
    """Return every role that was given or taken away, the last first."""
    return Table(
        t("Roles given and taken away"),
        (
            Column(t("When"), ColumnKind.NAME),
            Column(t("User"), ColumnKind.TEXT),
            Column(t("Role"), ColumnKind.NAME),
            Column(t("Given by"), ColumnKind.TEXT),
        ),
        tuple(
            (t.short_moment(each.at), each.user, role_name(each.role, t), each.by)
            for each in grants
        ),
    )


def is_here(user: User, rules: Admission, now: datetime) -> bool:
    """Tell whether the last session of somebody still holds."""
    session = user.signed_in.session if user.signed_in else None
    return denial(session, Role.VIEWER, rules, now) is None


def _role(user: User) -> Role:
    if user.grant is not None:
        return user.grant.role
    return user.signed_in.role if user.signed_in else Role.NONE


def _way(user: User, t: Words) -> str | None:
    """What gave somebody their role: a person, or a group at the identity provider."""
    if user.grant is not None:
        return t("given by {who}", who=user.grant.by)
    return None if _role(user) is Role.NONE else t("group")
