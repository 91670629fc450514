"""Hands our settings of the login to Streamlit, which reads them from a file otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from streamlit import config

from supervision.config import Settings
from supervision.server.gate import CALLBACK


def secrets_of(found: Settings) -> Mapping[str, Any] | None:
    """Return what `st.login` needs, as `st.App` takes it; None without a login."""
    if not found.has_login:
        return None
    return {
        "auth": {
            "redirect_uri": found.public_origin + CALLBACK,
            "cookie_secret": found.cookie_secret.get_secret_value(),
            "client_id": found.oidc_client_id,
            "client_secret": found.oidc_client_secret.get_secret_value(),
            "server_metadata_url": found.oidc_metadata_url,
            # Entra ID takes PKCE and does not announce it, so Streamlit would leave it out.
            "client_kwargs": {
                "scope": "openid email profile",
                "prompt": "select_account",
                "code_challenge_method": "S256",
            },
        }
    }


def configure(found: Settings) -> None:
    """Let Streamlit sign with our secret and answer to our name; for after `st.App` was made.

    The state of a login under way is signed too, with a secret of each process unless it is told:
    then signing in fails where another server answers the way back.
    """
    if found.has_login:
        config.set_option("server.cookieSecret", found.cookie_secret.get_secret_value())
        config.set_option("server.allowedHosts", [urlsplit(found.public_origin).hostname])
