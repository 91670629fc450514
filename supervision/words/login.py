"""Signing in, in words: why somebody may not enter, what is wrong with the settings, the door."""

from __future__ import annotations

from collections.abc import Mapping

from supervision.domain.session import Denial
from supervision.words import Words, mark

_DENIALS: Mapping[Denial, str] = {
    Denial.NOT_SIGNED_IN: mark("You are not signed in."),
    Denial.ENDED: mark(
        "Your session was ended: you signed out, or an administrator did it. Sign in again."
    ),
    Denial.EXPIRED: mark("You signed in many hours ago. Sign in again."),
    Denial.IDLE: mark(
        "You did nothing for a while and were signed out, to be safe. Sign in again."
    ),
    Denial.NO_ROLE: mark("You are signed in as {name}, but have no role and so see nothing yet."),
    Denial.OTHER_ACCOUNT: mark(
        "Your name was used by another account before. Ask the administrator to give this "
        "account its role anew."
    ),
    Denial.NO_NAME: mark("The identity provider did not say by what name you are known."),
    Denial.FAILED: mark(
        "Signing in did not succeed. Try again; if it stays, tell the administrator."
    ),
    Denial.NOT_HERE: mark(
        "Without a login this application answers only on the machine that it runs on."
    ),
    Denial.FOREIGN: mark("The request came from another site and was refused."),
    Denial.NOT_THEIRS: mark("This address or this button was given to somebody else."),
}

_SETTINGS: Mapping[str, str] = {
    "no_login": mark(
        "{name}={value} lets others reach the application, and that takes a login: set "
        "OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_METADATA_URL, COOKIE_SECRET and PUBLIC_URL "
        "(docs/operations.md), or use 127.0.0.1."
    ),
    "no_https": mark(
        "Others reach the application only through HTTPS: let {name} begin with https:// "
        "instead of '{value}', and let TLS end in the proxy before it."
    ),
    "half_login": mark(
        "The login is only half configured. Set these too: {value} (docs/operations.md)."
    ),
    "short_secret": mark(
        "{name} has fewer than 32 bytes and can be guessed. Make one with: "
        'python -c "import secrets; print(secrets.token_urlsafe(48))"'
    ),
    "not_an_origin": mark(
        "{name}='{value}' has to be a scheme and a host, like https://toezicht.example.nl"
    ),
    "not_https": mark(
        "{name}='{value}' has to begin with https://, for without TLS anybody on the way can "
        "read and alter what is sent."
    ),
    "not_a_role": mark(
        "{name}: '{value}' gives no group a role. Write group=viewer, =editor, =supervisor or "
        "=admin, with commas between."
    ),
    "no_file": mark("{name}: there is no file {value}."),
    "not_valid": mark(
        "{name} has a value that is not possible. docs/operations.md says which are."
    ),
}


def denial_text(reason: str, name: str, t: Words, contact: str = "") -> str:
    """Return why somebody may not enter, and for who has no role whom to ask."""
    text = t(_DENIALS[Denial(reason)])
    told = text.format(name=name) if "{name}" in text else text
    if Denial(reason) is not Denial.NO_ROLE:
        return told
    if contact:
        return f"{told} {ask(contact, t)}"
    return " ".join((told, t("Ask the functional administrator for a role.")))


def ask(contact: str, t: Words) -> str:
    """Return whom to ask for a role."""
    return t("Ask for a role: {contact}.", contact=contact.rstrip("."))


def unsafe_text(reason: str, name: str, value: str, t: Words) -> str:
    """Return in one line what is wrong with the settings, and how to mend it."""
    return t(_SETTINGS[reason]).format(name=name, value=value)
