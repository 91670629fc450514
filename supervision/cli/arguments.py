"""Arguments that several verbs share, read into domain values."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable
from datetime import date

from supervision.config import settings
from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import FIRST_YEAR, LAST_YEAR, HalfYear
from supervision.errors import StoreNotReady
from supervision.storage.database import Database, database
from supervision.usecases import users

COMMAND_LINE = "command line"
"""From where, in the record, somebody did what they did here."""
Verbs = "_SubParsersAction[ArgumentParser]"


def verb(
    verbs: object, name: str, run: Callable[..., int], text: str, *, writes: bool = False
) -> ArgumentParser:
    """Add a verb and return its parser; `text` is its help."""
    added: ArgumentParser = verbs.add_parser(name, help=text, description=text)  # type: ignore[attr-defined]
    added.set_defaults(run=run, refusal=_refusal)
    if writes:
        added.add_argument("--as", dest="user", metavar="USER", default=None, help="who does this")
    return added


def _refusal(found: Iterable[tuple[str, str]]) -> dict[str, object]:
    """The JSON of a request that was refused as a whole, with every objection."""
    problems = [{"code": code, "message": message} for code, message in found]
    return {"accepted": False, "problems": problems}


def half_year(text: str) -> HalfYear:
    """Read a half-year written as 2025-1."""
    try:
        return HalfYear.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def number(text: str) -> int:
    """Read the number of something in the store; no store counts beyond 2^31."""
    found = int(text)
    if not 0 < found < 2**31:
        raise ArgumentTypeError(f"there is no number {text}")
    return found


def day(text: str) -> date:
    """Read a date written as 2025-04-01."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"a date is written like 2025-04-01, not {text!r}") from error
    if not FIRST_YEAR < found.year < LAST_YEAR:
        raise ArgumentTypeError(f"the year of {text} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return found


def actor(chosen: Namespace) -> Actor:
    """Return who writes: without a login configured any name will do and has all roles.

    Else it is a known user, in the role that an administrator gave them; the groups of the
    identity provider are not known here. Raises InvalidRequest for what cannot be a name.
    """
    name = chosen.user or getpass.getuser()
    if not settings().has_login:
        return Actor(name, Role.LOCAL)
    return users.known(database(settings().database_url), name, COMMAND_LINE)


def newcomer(chosen: Namespace) -> Actor:
    """Return who fills a store that is not there yet and so knows nobody."""
    return Actor(chosen.user or getpass.getuser(), Role.LOCAL)


def store() -> Database:
    """Return the store of this process; raises StoreNotReady where it is not up to date."""
    opened = database(settings().database_url)
    if not opened.is_current():
        raise StoreNotReady(url=opened.shown)
    return opened
