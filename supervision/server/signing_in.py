"""Coming back from the identity provider, and going away: what Streamlit's routes leave open.

Streamlit checks what the provider says and signs the cookie. Here the store learns who signed in,
the browser gets back to the page that was asked for, and signing out ends every session.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Send

from supervision.domain.session import Denial, Identity
from supervision.errors import NotAdmitted, SupervisionError
from supervision.server import door
from supervision.server.cookies import given
from supervision.ui import cached
from supervision.ui.identity import COOKIE, identity_of
from supervision.usecases import sessions
from supervision.usecases.access import Action

_OWN = ("same-origin", "none")
"""What a browser says of a request that this site or the person at the keyboard began."""


def origin_of(visit: HTTPConnection) -> str:
    """Return the address that a request comes from, as far as it is known."""
    return visit.client.host if visit.client else ""


async def signed_in(app: ASGIApp, visit: HTTPConnection, receive: Receive, send: Send) -> None:
    """Answer whom the identity provider sends back: with a session, or with why there is none."""
    start = await _answer_of(app, visit, receive)
    try:
        await run_in_threadpool(_record, visit, given(start["headers"]))
    except NotAdmitted as error:
        await _outside(visit, Denial(str(error.fields["reason"])), receive, send)
        return
    except SupervisionError:
        await _outside(visit, Denial.FAILED, receive, send)
        return
    response = RedirectResponse(door.way_back(visit), 302)
    response.delete_cookie(door.COOKIE)
    response.raw_headers += [
        (name, value) for name, value in start["headers"] if name.lower() == b"set-cookie"
    ]
    await response(visit.scope, receive, send)


async def sign_out(app: ASGIApp, visit: HTTPConnection, receive: Receive, send: Send) -> None:
    """End the sessions of whoever asks for it, and let Streamlit take the cookie away.

    Another site cannot ask for it.
    """
    if visit.headers.get("sec-fetch-site", _OWN[0]) not in _OWN:
        await RedirectResponse("/", 302)(visit.scope, receive, send)
        return
    await run_in_threadpool(_end, visit)
    await app(visit.scope, receive, send)


async def _answer_of(app: ASGIApp, visit: HTTPConnection, receive: Receive) -> Message:
    """The start of what the application answers; it is a redirection, so there is no more to it."""
    started: list[Message] = []

    async def keeping(sent: Message) -> None:
        started.append(sent)

    await app(visit.scope, receive, keeping)
    return started[0]


def _record(visit: HTTPConnection, cookies: Mapping[str, str]) -> None:
    """Keep who signed in; raises NotAdmitted where nobody did, StoreUnusable."""
    asked, origin, database = visit.query_params, origin_of(visit), cached.store()
    try:
        identity = identity_of(cookies, origin) if COOKIE in cookies else None
        if identity is None and not {"code", "error"} & set(asked):
            raise NotAdmitted(reason=Denial.ENDED, name="")  # the provider signed somebody out
        if identity is None:
            raise NotAdmitted(reason=Denial.FAILED, name="")
    except NotAdmitted as error:
        reason = Denial(str(error.fields["reason"]))
        if reason is not Denial.ENDED:
            sessions.refused(database, "sign_in", reason, origin, action=Action.SIGN_IN)
        raise
    sessions.sign_in(database, identity)


def _end(visit: HTTPConnection) -> None:
    """End all sessions of the user; nothing where nobody is signed in."""
    try:
        identity: Identity | None = identity_of(visit.cookies, origin_of(visit))
    except NotAdmitted:
        return
    if identity is not None:
        sessions.sign_out(cached.store(), identity)


async def _outside(visit: HTTPConnection, reason: Denial, receive: Receive, send: Send) -> None:
    response = RedirectResponse(f"/?{door.REASON}={reason}", 302)
    response.delete_cookie(door.COOKIE)
    await response(visit.scope, receive, send)
