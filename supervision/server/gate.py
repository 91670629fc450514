"""The gate before everything: without a login only this machine comes in, else who signed in.

Streamlit itself takes uploads from anybody, serves a download to whoever has its address, and
opens a websocket before anybody signed in. So with a login nothing passes here without a session
that holds, but for what lies before the door: the front end, which is the same for everybody, and
signing in itself. What is refused is kept in the audit trail.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from supervision.config import is_loopback, settings
from supervision.domain.session import Denial, Identity
from supervision.errors import NotAdmitted, SupervisionError
from supervision.server import door, language, watch
from supervision.server.access_log import WHO
from supervision.server.cookies import harden
from supervision.server.handed_out import HandedOut, is_bound
from supervision.server.signing_in import origin_of, sign_out, signed_in
from supervision.server.wishes import has_drawn, pressed, without_presses
from supervision.ui import cached
from supervision.ui.access import SIGN_IN, SIGN_OUT
from supervision.ui.identity import identity_of
from supervision.usecases import sessions
from supervision.words import Words, words
from supervision.words.errors import message
from supervision.words.login import denial_text

CALLBACK = "/oauth2callback"
_BEFORE_THE_DOOR = frozenset(
    {"/health", "/ready", "/_stcore/health", "/auth/login"} | {SIGN_IN, language.PATH, watch.SCRIPT}
)
_FRONT_END = ("/static/", "/app/static/")
_NO_PAGES = ("/_", "/media/", "/component/")
_FORBIDDEN = frozenset({Denial.NO_ROLE, Denial.FOREIGN, Denial.NOT_THEIRS, Denial.NOT_HERE})
"""What signing in does not help against."""
_AT_THE_DOOR = frozenset(Denial) - {Denial.FOREIGN, Denial.NOT_THEIRS, Denial.NOT_HERE}
"""What a person is told on a page, with the way in."""


class Gate:
    """Middleware: lets through who may come in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._handed_out = HandedOut()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        visit = HTTPConnection(scope)
        if settings().has_login:
            await self._with_login(visit, receive, send)
        elif _is_local(visit):
            await self._app(scope, receive, send)
        else:
            await _refuse(visit, Denial.NOT_HERE, "", receive, send)

    async def _with_login(self, visit: HTTPConnection, receive: Receive, send: Send) -> None:
        path = visit.scope["path"]

        async def hardening(sent: Message) -> None:
            await send(harden(sent))

        if path in _BEFORE_THE_DOOR or path.startswith(_FRONT_END):
            await self._app(visit.scope, receive, hardening)
        elif _is_foreign(visit):
            await _refuse(visit, Denial.FOREIGN, "", receive, send)
        elif path == CALLBACK:
            await signed_in(self._app, visit, receive, hardening)
        elif path == SIGN_OUT:
            await sign_out(self._app, visit, receive, hardening)
        else:
            await self._inside(visit, receive, hardening)

    async def _inside(self, visit: HTTPConnection, receive: Receive, send: Send) -> None:
        """Let through who has a session that holds, and to what was given to that session."""
        try:
            identity = await run_in_threadpool(_admitted, visit)
        except NotAdmitted as error:
            reason = Denial(str(error.fields["reason"]))
            await _refuse(visit, reason, str(error.fields["name"]), receive, send)
            return
        except SupervisionError as error:
            await _answer(visit, message(error, _words(visit)), 503, receive, send)
            return
        visit.scope[WHO] = identity.name
        path = visit.scope["path"]
        if is_bound(path) and not self._handed_out.permits(identity.session, path):
            await _refuse(visit, Denial.NOT_THEIRS, identity.name, receive, send)
            return

        is_drawn = False

        async def noting(sent: Message) -> None:
            nonlocal is_drawn
            if sent["type"] == "websocket.send":
                self._handed_out.note(identity.session, sent.get("bytes") or b"")
                is_drawn = is_drawn or has_drawn(sent)
            await send(sent)

        async def asked() -> Message:
            message = await receive()
            # A page that another server drew can be pressed before this one has drawn it anew.
            if not is_drawn or self._handed_out.drew(identity.session, pressed(message)):
                return message
            await run_in_threadpool(_keep, visit, Denial.NOT_THEIRS, identity.name, "press")
            return without_presses(message)

        await self._app(visit.scope, asked, noting)


def _admitted(visit: HTTPConnection) -> Identity:
    """Who sends the request; raises NotAdmitted, StoreUnusable. It reads the store: in a thread."""
    identity = identity_of(visit.cookies, origin_of(visit))
    if identity is None:
        raise NotAdmitted(reason=Denial.NOT_SIGNED_IN, name="")
    sessions.admit(cached.store(), identity)
    return identity


def _is_local(visit: HTTPConnection) -> bool:
    """Whether both ends of the connection are this machine, and it is asked by its own name.

    A proxy can make up the first end, and another site that calls itself by our address the name.
    """
    ends = (visit.scope.get("client"), visit.scope.get("server"))
    here = [end is not None and is_loopback(str(end[0])) for end in ends]
    return all(here) and is_loopback(_host(visit))


def _is_foreign(visit: HTTPConnection) -> bool:
    """Whether another site is behind the request: by its name for us, or by its own.

    A browser always says where a websocket comes from.
    """
    own, origin = settings().public_origin, visit.headers.get("origin")
    if _host(visit) != urlsplit(own).hostname:
        return True
    if origin is None:
        return str(visit.scope["type"]) == "websocket"
    return origin.lower() != own


def _host(visit: HTTPConnection) -> str:
    try:
        return urlsplit(f"//{visit.headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


async def _refuse(
    visit: HTTPConnection, reason: Denial, name: str, receive: Receive, send: Send
) -> None:
    """Keep a request out; a person gets a page with the way in, a program a line."""
    is_page = _asks_for_page(visit)
    is_first_visit = is_page and reason is Denial.NOT_SIGNED_IN
    if not is_first_visit and visit.scope["path"] != watch.STILL:
        await run_in_threadpool(_keep, visit, reason, name)
    if is_page and reason in _AT_THE_DOOR:
        await door.page(visit, reason, name)(visit.scope, receive, send)
        return
    status = 403 if reason in _FORBIDDEN else 401
    await _answer(visit, denial_text(reason, name, _words(visit)), status, receive, send)


async def _answer(
    visit: HTTPConnection, text: str, status: int, receive: Receive, send: Send
) -> None:
    if visit.scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
        return
    response = PlainTextResponse(text, status, headers={"Cache-Control": "no-store"})
    await response(visit.scope, receive, send)


def _keep(visit: HTTPConnection, reason: Denial, name: str, what: str = "") -> None:
    """Keep the refusal where there is a store; the first part or two of the address say enough."""
    try:
        database = cached.store()
    except SupervisionError:
        return
    what = what or visit.scope.get("method", "websocket")
    path = visit.scope["path"]
    place = "/".join(path.split("/")[: 3 if path.startswith("/_") else 2])
    sessions.refused(database, f"{what} {place}", reason, origin_of(visit), name)


def _asks_for_page(visit: HTTPConnection) -> bool:
    return (
        visit.scope["type"] == "http"
        and visit.scope["method"] in ("GET", "HEAD")
        and "text/html" in visit.headers.get("accept", "")
        and not visit.scope["path"].startswith(_NO_PAGES)
    )


def _words(visit: HTTPConnection) -> Words:
    return words(language.language_of(visit.scope))
