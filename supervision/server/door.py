"""The page for who is not (yet) inside, and the way in that leads back to where they wanted to be.

It is plain HTML: before somebody has signed in no page runs and no websocket opens.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from streamlit.auth_util import encode_provider_token

from supervision.config import settings
from supervision.domain.session import Denial
from supervision.server.language import language_of
from supervision.ui.access import RETURN_TO, SIGN_IN, SIGN_OUT
from supervision.words import words
from supervision.words.login import denial_text

REASON = "melding"
"""The parameter that tells the page why somebody is outside."""
COOKIE = "_terug"
"""Where the browser keeps where to go back to while somebody signs in."""
_LASTS = 600
"""Seconds that signing in may take."""
_LONGEST = 2000
"""Characters of an address to go back to."""
_NOT_BACK = ("/auth/", "/oauth2callback", "/media/", "/_", "/static/", "/app/static/", SIGN_IN)
"""Where nobody wants to go back to."""
_SENT_BACK = (Denial.FAILED, Denial.NO_NAME, Denial.OTHER_ACCOUNT, Denial.ENDED)
"""With what signing in sends somebody back to this page."""
_PAGE = Template(Path(__file__).with_name("door.html").read_text(encoding="utf-8"))


def page(visit: HTTPConnection, reason: Denial, name: str) -> Response:
    """Return the page that says why somebody is outside, and how to come in."""
    language = language_of(visit.scope)
    t, found = words(language), settings()
    asked = dict(parse_qsl(visit.url.query))
    told = reason
    if reason is Denial.NOT_SIGNED_IN and asked.get(REASON) in set(_SENT_BACK):
        told = Denial(asked[REASON])
    has_no_role = reason is Denial.NO_ROLE
    text = ""
    if told is not Denial.NOT_SIGNED_IN:
        text = denial_text(told, name, t, found.administrator_contact)
    choices = urlencode([(key, value) for key, value in asked.items() if key != REASON])
    back = f"{visit.url.path}?{choices}" if choices else visit.url.path
    content = _PAGE.substitute(
        language=language,
        title=escape(t("Sign in")),
        said=f'<p role="alert">{escape(text)}</p>' if text else "",
        invitation=escape(t("This application is for the supervisors of the Province of Limburg.")),
        address=escape(
            SIGN_OUT if has_no_role else f"{SIGN_IN}?{RETURN_TO}={quote(back, safe='')}"
        ),
        button=escape(t("Sign out") if has_no_role else t("Sign in")),
    )
    return HTMLResponse(content, 403 if has_no_role else 200, headers={"Cache-Control": "no-store"})


def sign_in(request: Request) -> Response:
    """Send the browser to the identity provider, and let it remember where to come back to."""
    token = encode_provider_token("default")
    response = RedirectResponse(f"/auth/login?provider={token}", 302)
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        COOKIE,
        quote(safe(request.query_params.get(RETURN_TO, "/")), safe=""),
        max_age=_LASTS,
        httponly=True,
        samesite="lax",
    )
    return response


def way_back(visit: HTTPConnection) -> str:
    """Return where somebody wanted to be before they signed in; the start page in case of doubt."""
    return safe(unquote(visit.cookies.get(COOKIE, "/")))


def safe(address: str) -> str:
    """Return an address if it is a page of this very site, else the start page.

    A browser takes `//x`, `/\\x` and what has a tab in it for another site.
    """
    is_page = (
        address.startswith("/")
        and not address.startswith(("//", *_NOT_BACK))
        and "\\" not in address
        and address.isascii()
        and address.isprintable()
        and len(address) <= _LONGEST
    )
    return address if is_page else "/"
