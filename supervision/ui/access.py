"""Who has the page open: asked on every run of every page, before anything of it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from supervision.config import is_loopback, settings
from supervision.domain.actor import Actor, Role
from supervision.domain.session import Denial, Identity
from supervision.errors import NotAdmitted
from supervision.ui import cached, state
from supervision.ui.identity import identity_of
from supervision.ui.markdown import literal
from supervision.usecases import sessions
from supervision.usecases.access import Action, roles_that_may
from supervision.words import Words
from supervision.words.login import denial_text
from supervision.words.record import role_name

SIGN_IN, SIGN_OUT = "/aanmelden", "/auth/logout"
"""Addresses of the server: where signing in begins, and where Streamlit ends it."""
RETURN_TO = "naar"
"""The parameter of SIGN_IN that says where to go afterwards."""
HERE = "127.0.0.1"
_NAME = "name"
"""Where the session keeps the name of who works here without a login."""
_WIDGET = "name_typed"
_NOBODY = "lokaal"


def enter(screen: str) -> Callable[[], Actor]:
    """Return what tells who has the page open, each time anew: a session can end meanwhile.

    Raises NotAdmitted, which the audit trail keeps, and StoreUnusable.
    """
    if not settings().has_login:
        _check_here()
        actor = Actor(st.session_state.get(_NAME) or _NOBODY, Role.LOCAL)
        return lambda: actor
    database = cached.store()
    identity = _identity()
    try:
        sessions.admit(database, identity)
    except NotAdmitted as error:
        sessions.refused(
            database,
            screen,
            error.fields["reason"],  # type: ignore[arg-type]
            identity.origin if identity else origin(),
            identity.name if identity else "",
        )
        raise
    if identity is not None:
        sessions.use(database, identity)
    return partial(sessions.admit, database, identity)


def panel(actor: Actor, t: Words) -> None:
    """Draw in the side bar who works here, and the way out or the field for a name."""
    if actor.role is not Role.LOCAL:
        st.html(f"<p>{escape(actor.name)}<br>{escape(role_name(actor.role, t))}</p>")
        if st.button(t("Sign out"), icon=":material/logout:", width="stretch"):
            st.logout()
            st.stop()
        return
    st.text_input(
        t("Your name, for the record"),
        actor.name,
        max_chars=100,
        key=_WIDGET,
        on_change=_remember_name,
        help=t("Without login: for use on this machine only. Any name will do and has all roles."),
    )
    st.caption(t("Without login: for use on this machine only."))


def who_may(action: Action, t: Words) -> str:
    """Return the roles that may do something, for a sentence: editor, supervisor or viewer."""
    *others, last = (role_name(role, t) for role in roles_that_may(action))
    return t("{roles} or {last}", roles=", ".join(others), last=last) if others else last


def door(error: NotAdmitted, screen: str, t: Words) -> None:
    """Draw why somebody may not enter, and how to go on: signing in leads back to this page."""
    reason, name = Denial(str(error.fields["reason"])), str(error.fields["name"])
    text = denial_text(reason, name, t, settings().administrator_contact)
    st.error(literal(text), icon=":material/lock:")
    if reason is Denial.NO_ROLE:
        _link(SIGN_OUT, t("Sign out"))
    elif settings().has_login:
        path = (
            "/" if screen == "app.py" else f"/{screen.removeprefix('pages/').removesuffix('.py')}"
        )
        choices = urlencode(state.kept(*state.ALL))
        back = f"{path}?{choices}" if choices else path
        _link(f"{SIGN_IN}?{RETURN_TO}={quote(back, safe='')}", t("Sign in"))


def _link(address: str, label: str) -> None:
    """A link that opens in the same window; Streamlit's own open another."""
    st.html(f'<p><a href="{escape(address)}">{escape(label)}</a></p>')


def _identity() -> Identity | None:
    """Who signed in by the cookies of this very connection; Streamlit's own check has to agree.

    Under `streamlit run` it never does: that server lacks the gate that a login needs.
    """
    if st.user.get("is_logged_in") is not True:
        return None
    return identity_of(st.context.cookies, origin())


def origin() -> str:
    """The address of the browser; Streamlit has none for this machine itself."""
    address = st.context.ip_address
    return address if isinstance(address, str) else HERE


def _check_here() -> None:
    """Without a login only this machine itself may ask, and by a name of its own.

    The gate of the server says so too; under `streamlit run` there is none.
    """
    host = urlsplit(f"//{st.context.headers.get('Host') or HERE}").hostname or ""
    if not (is_loopback(origin()) and is_loopback(host)):
        raise NotAdmitted(reason=Denial.NOT_HERE, name="")


def _remember_name() -> None:
    """A widget forgets its value on another page; the session does not."""
    st.session_state[_NAME] = " ".join(st.session_state[_WIDGET].split())
