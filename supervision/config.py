"""Settings, read from the environment or a file; refuses what is incomplete or unsafe together.

docs/operations.md says what each is for.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from functools import cache, cached_property
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from supervision.errors import SettingsInvalid

ROOT = Path(__file__).resolve().parent.parent
FILE = "SUPERVISION_SETTINGS"
"""The environment variable that names a file with settings, one NAME=value on a line."""
SHORTEST_SECRET = 32
"""Bytes of the secret that signs cookies."""
ROLES = ("viewer", "editor", "supervisor", "admin")
"""The roles that a group can give."""
_LOCAL_STORE = ROOT / "data" / "local" / "supervision.db"
_BOUNDARIES = ROOT / "static" / "limburg.geojson"
_LOGIN = ("oidc_client_id", "oidc_client_secret", "oidc_metadata_url", "cookie_secret")
"""What a login takes, besides the public address."""


class Settings(BaseSettings):
    """The settings of one process; every one of them can be set in the environment."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True, frozen=True)

    database_url: str = f"sqlite:///{_LOCAL_STORE}"
    """Where the store is; default: SQLite in data/local/."""

    boundaries_file: Path = _BOUNDARIES
    """Where boundaries that an administrator loads are kept; until then those that ship hold."""

    listen_address: str = "127.0.0.1"
    """The address of this machine on which the server answers."""
    listen_port: int = Field(8501, ge=1, le=65535)
    trusted_proxies: str = "127.0.0.1"
    """Addresses whose word is taken for where a request comes from, with commas."""
    drain_seconds: float = Field(0, ge=0, le=120)
    """How long a server that is told to stop goes on, while `/ready` sends people elsewhere."""
    public_url: str = ""
    """The address that people type; begins with https:// where TLS ends before the server."""

    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_metadata_url: str = ""
    """Where the identity provider describes itself: …/.well-known/openid-configuration."""
    oidc_name_claim: str = "preferred_username"
    """Which claim is the name of a person in the record."""
    oidc_groups_claim: str = "groups"
    """Which claim lists the groups of a person."""
    oidc_roles: str = ""
    """The roles that groups give: group=role, with commas; the first that fits counts."""
    cookie_secret: SecretStr = SecretStr("")
    """Signs the cookies; the same on every server."""
    administrator_contact: str = ""
    """Whom to ask for a role, as people read it."""
    idle_minutes: float = Field(30, gt=0, le=30)
    """After so long without use somebody has to sign in again."""
    session_hours: float = Field(10, gt=0, le=10)
    """After so long somebody has to sign in again in any case."""

    @property
    def has_login(self) -> bool:
        """Whether people sign in; else there is one local user, on this machine only."""
        return bool(self.oidc_client_id)

    @property
    def has_https(self) -> bool:
        """Whether people reach the server through TLS."""
        return self.public_url.lower().startswith("https://")

    @property
    def public_origin(self) -> str:
        """The public address as a browser names it: scheme and host, without the usual port."""
        usual = ":443" if self.has_https else ":80"
        return self.public_url.rstrip("/").lower().removesuffix(usual)

    @property
    def idle(self) -> timedelta:
        """How long a session lasts without use."""
        return timedelta(minutes=self.idle_minutes)

    @property
    def absolute(self) -> timedelta:
        """How long a session lasts at most."""
        return timedelta(hours=self.session_hours)

    @cached_property
    def roles_by_group(self) -> Mapping[str, str]:
        """The role of each group, the first that counts first; raises SettingsInvalid."""
        found: dict[str, str] = {}
        for pair in filter(None, (each.strip() for each in self.oidc_roles.split(","))):
            group, _, role = (each.strip() for each in pair.rpartition("="))
            if not group or role not in ROLES:
                raise SettingsInvalid(reason="not_a_role", name="OIDC_ROLES", value=pair)
            found.setdefault(group, role)
        return found


@cache
def settings() -> Settings:
    """Return the settings of this process; raises SettingsInvalid."""
    file = os.environ.get(FILE)
    if file and not Path(file).is_file():
        raise SettingsInvalid(reason="no_file", name=FILE, value=file)
    try:
        found = Settings(_env_file=file or None)  # type: ignore[call-arg]
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0]).upper()
        raise SettingsInvalid(reason="not_valid", name=name, value="") from None
    _check_login(found)
    return found


def check_listening(found: Settings, address: str) -> None:
    """Refuse to answer on an address that others can reach while anybody could come in.

    Raises SettingsInvalid, with what is missing.
    """
    if is_loopback(address):
        return
    if not found.has_login:
        raise SettingsInvalid(reason="no_login", name="LISTEN_ADDRESS", value=address)
    if not found.has_https:
        raise SettingsInvalid(reason="no_https", name="PUBLIC_URL", value=found.public_url)


def is_loopback(address: str) -> bool:
    """Tell whether only this machine itself can reach an address, by number or by name."""
    if address.lower() == "localhost":
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _check_login(found: Settings) -> None:
    """Refuse half a login, and one that others could forge or listen to."""
    missing = [name.upper() for name in (*_LOGIN, "public_url") if not _filled(found, name)]
    if len(missing) == len(_LOGIN) + 1:
        return
    if missing:
        raise SettingsInvalid(reason="half_login", name=missing[0], value=", ".join(missing))
    if len(found.cookie_secret.get_secret_value().encode()) < SHORTEST_SECRET:
        raise SettingsInvalid(reason="short_secret", name="COOKIE_SECRET", value="")
    if not _is_origin(found.public_url):
        raise SettingsInvalid(reason="not_an_origin", name="PUBLIC_URL", value=found.public_url)
    for name in ("public_url", "oidc_metadata_url"):
        _check_https(name, getattr(found, name))
    _ = found.roles_by_group


def _check_https(name: str, url: str) -> None:
    """Without TLS only what stays on this machine is safe."""
    try:
        address = urlsplit(url)
    except ValueError:
        raise SettingsInvalid(reason="not_https", name=name.upper(), value=url) from None
    if address.scheme != "https" and not is_loopback(address.hostname or ""):
        raise SettingsInvalid(reason="not_https", name=name.upper(), value=url)


def _is_origin(url: str) -> bool:
    """Whether an address has a scheme, a host, perhaps a port, and nothing more."""
    try:
        address = urlsplit(url)
        port = address.port
    except ValueError:
        return False
    host = address.hostname or ""
    named = f"[{host}]" if ":" in host else host
    plain = f"{address.scheme}://{named}" + (f":{port}" if port else "")
    return bool(host) and address.scheme in ("http", "https") and url.rstrip("/").lower() == plain


def _filled(found: Settings, name: str) -> bool:
    value = getattr(found, name)
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)
