"""Reads from cookies who signed in: Streamlit's login signs them, and this checks the signature."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from supervision.config import settings
from supervision.domain.actor import user_name
from supervision.domain.session import Denial, Identity
from supervision.errors import NotAdmitted

COOKIE = USER_COOKIE_NAME
"""The cookie with the identity; a long one has more, with a number behind the name."""
_DAY = 24 * 60 * 60


def identity_of(cookies: Mapping[str, str], origin: str) -> Identity | None:
    """Return who the cookies say signed in, from an address; None where they say so of nobody.

    A cookie that is forged, of another site or older than a session can be says nothing. Whether
    the session still holds, the store knows. Raises NotAdmitted for somebody without a name.
    """
    found = settings()
    content = get_cookie_with_chunks(lambda name: _signed(cookies, name), COOKIE)
    claims = _claims(content)
    if claims.get("is_logged_in") is not True or claims.get("origin") != found.public_origin:
        return None
    try:
        name = user_name(str(claims.get(found.oidc_name_claim) or ""))
    except ValueError:
        raise NotAdmitted(reason=Denial.NO_NAME, name="") from None
    groups = claims.get(found.oidc_groups_claim) or ()
    return Identity(
        name,
        f"{claims.get('iss')} {claims.get('sub')}",
        frozenset([groups] if isinstance(groups, str) else map(str, groups)),
        hashlib.sha256(content or b"").hexdigest(),
        origin,
    )


def _signed(cookies: Mapping[str, str], name: str) -> bytes | None:
    """The content of a cookie whose signature is good and not older than a session can be."""
    found = settings()
    return decode_signed_value(
        found.cookie_secret.get_secret_value(),
        name,
        cookies.get(name, ""),
        max_age_days=found.absolute.total_seconds() / _DAY,
    )


def _claims(content: bytes | None) -> Mapping[str, Any]:
    try:
        claims = json.loads(content or b"{}")
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}
