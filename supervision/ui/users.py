"""The parts of the page for the administrator: users, their roles, their sessions."""

from __future__ import annotations

import streamlit as st

from supervision.config import settings
from supervision.domain.actor import GIVEN, Role
from supervision.ui.markdown import literal
from supervision.ui.shell import Frame, settled, telling
from supervision.ui.tables import draw_table
from supervision.usecases import clock, sessions, users
from supervision.views.users import grants_table, is_here, users_table
from supervision.words import Words
from supervision.words.record import role_name


def roles(frame: Frame) -> None:
    """Draw who has which role, and let the administrator give one or take it away."""
    t = frame.t
    found = users.users(frame.database, frame.actor)
    st.header(t("Users and roles"), anchor=False)
    _notice(t)
    if found:
        draw_table(users_table(found, sessions.rules(), clock.now(), t), t, caption=False)
        st.caption(t("The role of a group is that of the last time somebody signed in."))
    else:
        st.info(t("Nobody has signed in or been given a role yet."), icon=":material/group:")
    names = [each.name for each in found if each.name != frame.actor.name]
    with st.form("role", clear_on_submit=True):
        left, right = st.columns(2)
        name = left.selectbox(
            t("Name of the user"),
            names,
            index=None,
            accept_new_options=True,
            placeholder=t("choose, or type a new name"),
            help=t("As the identity provider knows them, usually the address of their account."),
        )
        role = right.selectbox(
            t("Role"), GIVEN, format_func=lambda each: role_name(each, t), help=_explained(t)
        )
        if st.form_submit_button(t("Give this role"), icon=":material/badge:"):
            with telling(t):
                user = users.give_role(frame.database, frame.actor, name or "", Role(role))
                settled(t("{user} is now: {role}", user=user, role=role_name(role, t)))


def open_sessions(frame: Frame) -> None:
    """Let the administrator end the sessions of somebody who is signed in."""
    t = frame.t
    st.header(t("Sessions"), anchor=False)
    rules, now = sessions.rules(), clock.now()
    here = [
        each.name for each in users.users(frame.database, frame.actor) if is_here(each, rules, now)
    ]
    if not here:
        st.caption(t("Nobody is signed in."))
        return
    with st.form("sessions"):
        name = st.selectbox(t("User"), here)
        if st.form_submit_button(t("End all their sessions"), icon=":material/logout:"):
            with telling(t):
                sessions.end_sessions(frame.database, frame.actor, name)
                settled(t("All sessions of {user} are ended", user=name))


def history(frame: Frame) -> None:
    """Draw every role that was given or taken away."""
    t = frame.t
    found = users.history(frame.database, frame.actor)
    if found:
        with st.expander(t("Roles given and taken away"), icon=":material/history:"):
            draw_table(grants_table(found, t), t, caption=False)


def _notice(t: Words) -> None:
    """Say where roles come from, or that they do not count without a login."""
    if not settings().has_login:
        st.info(
            t(
                "No login is configured: everybody at this machine has all roles. What you "
                "prepare here counts once there is one (docs/operations.md)."
            ),
            icon=":material/info:",
        )
        return
    groups = settings().roles_by_group
    told = ", ".join(f"{literal(group)} ({role_name(role, t)})" for group, role in groups.items())
    if told:
        st.caption(t("Groups that give a role: {groups}.", groups=told))
    st.caption(t("A role that was given here goes before that of a group, also 'no role'."))


def _explained(t: Words) -> str:
    return t(
        "A viewer looks; an editor imports; a supervisor decides too; the functional "
        "administrator manages users, rules and boundaries and decides nothing."
    )
