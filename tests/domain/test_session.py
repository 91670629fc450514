"""How long signing in holds, in which role, and by which name: tables of cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from supervision.domain.actor import LONGEST_NAME, Role, role_of, user_name
from supervision.domain.session import Admission, Denial, Session, denial

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
RULES = Admission(timedelta(minutes=30), timedelta(hours=10), {})


def minutes(after_nine: float) -> datetime:
    return NINE + timedelta(minutes=after_nine)


HELD: dict[str, tuple[float, float | None, float, Denial | None]] = {
    # signed in at nine; last used, ended, now: minutes after nine
    "just signed in": (0, None, 0, None),
    "used a moment ago": (100, None, 101, None),
    "half an hour without use, but a second": (100, None, 129.98, None),
    "half an hour without use": (100, None, 130, Denial.IDLE),
    "never used after signing in": (0, None, 30, Denial.IDLE),
    "used all day, ten hours but a second": (599, None, 599.98, None),
    "used all day, ten hours": (599.9, None, 600, Denial.EXPIRED),
    "signed out afterwards": (5, 6, 7, Denial.ENDED),
    "signed out at that very moment": (0, 0, 1, Denial.ENDED),
    "signed out before, and in again": (0, -1, 1, None),
    "signed out long ago and idle: the end is what counts": (5, 6, 300, Denial.ENDED),
    "the clock of another server is a little behind": (0, None, -0.01, None),
}


@pytest.mark.parametrize(("used", "ended", "now", "reason"), HELD.values(), ids=HELD.keys())
def test_a_session_holds_until(
    used: float, ended: float | None, now: float, reason: Denial | None
) -> None:
    session = Session(NINE, minutes(used), None if ended is None else minutes(ended))
    assert denial(session, Role.VIEWER, RULES, minutes(now)) is reason


@pytest.mark.parametrize(
    ("role", "reason"),
    [(role, None) for role in Role if role is not Role.NONE] + [(Role.NONE, Denial.NO_ROLE)],
)
def test_it_takes_a_role(role: Role, reason: Denial | None) -> None:
    assert denial(Session(NINE, NINE), role, RULES, NINE) is reason


def test_without_a_session_on_record_nobody_is_signed_in_whatever_their_role() -> None:
    assert denial(None, Role.ADMIN, RULES, NINE) is Denial.NOT_SIGNED_IN


BY_GROUP = {"supervision": Role.SUPERVISOR, "all": Role.VIEWER, "it": Role.ADMIN}


@pytest.mark.parametrize(
    ("given", "groups", "role"),
    [
        (None, {"all"}, Role.VIEWER),
        (None, {"all", "supervision"}, Role.SUPERVISOR),
        (None, {"it", "all"}, Role.VIEWER),
        (None, {"other"}, Role.NONE),
        (None, set(), Role.NONE),
        (Role.EDITOR, {"supervision"}, Role.EDITOR),
        (Role.NONE, {"supervision"}, Role.NONE),
        (Role.ADMIN, set(), Role.ADMIN),
    ],
)
def test_what_was_given_goes_before_the_first_group_that_fits(
    given: Role | None, groups: set[str], role: Role
) -> None:
    assert role_of(given, groups, BY_GROUP) is role


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("anna@limburg.nl", "anna@limburg.nl"),
        ("  Anna@Limburg.NL ", "anna@limburg.nl"),
        ("ANNA  de Vries", "anna de vries"),
        ("\N{FULLWIDTH LATIN SMALL LETTER A}nna", "anna"),
    ],
)
def test_one_person_has_one_name_however_it_is_written(text: str, name: str) -> None:
    assert user_name(text) == name


@pytest.mark.parametrize(
    "text", ["", "  ", "a" * (LONGEST_NAME + 1), "an\0na", "an\N{RIGHT-TO-LEFT OVERRIDE}na"]
)
def test_what_cannot_be_a_name(text: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        user_name(text)
