"""Signing in, staying, signing out: what is permitted, and what the audit trail keeps of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from supervision.config import settings
from supervision.domain.actor import Actor, Role
from supervision.domain.session import Denial, Identity
from supervision.errors import InvalidRequest, NotAdmitted, NotAllowed, StoreUnusable
from supervision.storage import audit
from supervision.storage.audit import Event
from supervision.storage.database import Database
from supervision.usecases import sessions, users
from supervision.usecases.throttle import MOST, PERIOD, Throttle
from tests.cli.office import NOON, Office
from tests.test_settings import LOGIN

ADMIN = Actor("admin", Role.ADMIN)
BRAM = Identity("bram", "provider 17", frozenset({"supervision"}), "b" * 64, "10.0.0.1")


@pytest.fixture
def door(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office with a login; the group `supervision` gives a role."""
    for name, value in {**LOGIN, "OIDC_ROLES": "supervision=supervisor"}.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    sessions._used.clear()
    sessions._kept.clear()
    monkeypatch.setattr(sessions, "_refusals", Throttle())
    return office


def trail(store: Database) -> tuple[Event, ...]:
    with store.read() as connection:
        return audit.events(connection)


def last(store: Database) -> tuple[str, str, str, str, dict]:
    event = trail(store)[-1]
    return event.who, event.role, event.action, event.result, dict(event.details)


def reason(office: Office, identity: Identity | None) -> Denial | None:
    """Why somebody is not admitted; None where they are."""
    try:
        sessions.admit(office.database, identity)
    except NotAdmitted as error:
        return error.fields["reason"]
    return None


def later(office: Office, **time: float) -> None:
    office.at += timedelta(**time)


def test_who_signs_in_is_on_record_and_works_in_the_role_of_the_group(door: Office) -> None:
    bram = Actor("bram", Role.SUPERVISOR, "10.0.0.1")
    assert sessions.sign_in(door.database, BRAM) == bram
    assert sessions.admit(door.database, BRAM) == bram
    assert last(door.database) == (
        *("bram", "supervisor", "sign_in", "done"),
        {"origin": "10.0.0.1"},
    )


def test_a_cookie_that_is_not_on_record_opens_nothing(door: Office) -> None:
    assert reason(door, None) is Denial.NOT_SIGNED_IN
    assert reason(door, BRAM) is Denial.NOT_SIGNED_IN
    sessions.sign_in(door.database, BRAM)
    assert reason(door, replace(BRAM, session="f" * 64)) is Denial.NOT_SIGNED_IN
    assert reason(door, replace(BRAM, name="carla")) is Denial.NOT_SIGNED_IN


def test_without_a_role_somebody_may_sign_in_and_out_and_nothing_else(door: Office) -> None:
    nobody = replace(BRAM, groups=frozenset({"other"}))
    assert sessions.sign_in(door.database, nobody).role is Role.NONE
    assert reason(door, nobody) is Denial.NO_ROLE
    users.give_role(door.database, ADMIN, "Bram ", Role.VIEWER)
    assert sessions.admit(door.database, nobody).role is Role.VIEWER
    users.give_role(door.database, ADMIN, "bram", Role.NONE)
    assert reason(door, nobody) is Denial.NO_ROLE
    sessions.sign_out(door.database, nobody)
    assert reason(door, nobody) is Denial.ENDED


def test_a_role_taken_away_counts_at_once_also_against_a_group(door: Office) -> None:
    sessions.sign_in(door.database, BRAM)
    users.give_role(door.database, ADMIN, "bram", Role.NONE)
    assert reason(door, BRAM) is Denial.NO_ROLE


def test_idle_time_runs_from_the_last_use(door: Office) -> None:
    sessions.sign_in(door.database, BRAM)
    for _ in range(3):
        later(door, minutes=29)
        assert reason(door, BRAM) is None
        sessions.use(door.database, BRAM)
    later(door, minutes=30)
    assert reason(door, BRAM) is Denial.IDLE


def test_another_server_knows_the_last_use_to_the_minute(door: Office) -> None:
    sessions.sign_in(door.database, BRAM)
    later(door, minutes=10)
    sessions.use(door.database, BRAM)
    later(door, seconds=59)
    sessions.use(door.database, BRAM)
    sessions._used.clear()  # as a server that starts now
    later(door, minutes=29)
    assert reason(door, BRAM) is None
    later(door, minutes=0.5)
    assert reason(door, BRAM) is Denial.IDLE


def test_use_does_not_lengthen_the_working_day(door: Office) -> None:
    sessions.sign_in(door.database, BRAM)
    for _ in range(23):
        later(door, minutes=26)
        sessions.use(door.database, BRAM)
    assert reason(door, BRAM) is None
    later(door, minutes=2)
    assert reason(door, BRAM) is Denial.EXPIRED


def test_use_is_no_event_and_a_store_that_cannot_keep_it_stops_nobody(
    door: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sessions.sign_in(door.database, BRAM)
    before = trail(door.database)

    def full(*_: object) -> None:
        raise StoreUnusable(url="", reason="disk full")

    monkeypatch.setattr(sessions.store, "used", full)
    sessions.use(door.database, BRAM)
    assert trail(door.database) == before
    assert "could not be kept" in caplog.text


def test_signing_out_ends_every_session_of_that_user_and_of_nobody_else(door: Office) -> None:
    phone, carla = replace(BRAM, session="p" * 64), replace(BRAM, name="carla", session="c" * 64)
    for identity in (BRAM, phone, carla):
        sessions.sign_in(door.database, identity)
        later(door, seconds=1)
    sessions.sign_out(door.database, BRAM)
    assert last(door.database)[:4] == ("bram", "supervisor", "sign_out", "done")
    assert [reason(door, each) for each in (BRAM, phone, carla)] == [
        *(Denial.ENDED, Denial.ENDED),
        None,
    ]
    sessions.sign_in(door.database, replace(BRAM, session="n" * 64))
    assert reason(door, replace(BRAM, session="n" * 64)) is None
    assert reason(door, BRAM) is Denial.ENDED, "an old cookie stays dead"


def test_signing_out_twice_leaves_one_event(door: Office) -> None:
    sessions.sign_in(door.database, BRAM)
    sessions.sign_out(door.database, BRAM)
    before = trail(door.database)
    sessions.sign_out(door.database, BRAM)
    assert trail(door.database) == before


def test_an_old_cookie_cannot_end_the_session_that_came_after_it(door: Office) -> None:
    new = replace(BRAM, session="n" * 64)
    sessions.sign_in(door.database, BRAM)
    sessions.sign_out(door.database, BRAM)
    sessions.sign_in(door.database, new)
    sessions.sign_out(door.database, BRAM)
    assert reason(door, new) is None


def test_an_administrator_ends_the_sessions_of_somebody(door: Office) -> None:
    sessions.sign_in(door.database, BRAM)
    with pytest.raises(NotAllowed):
        sessions.end_sessions(door.database, Actor("carla", Role.SUPERVISOR), "bram")
    assert reason(door, BRAM) is None
    sessions.end_sessions(door.database, ADMIN, " BRAM")
    assert reason(door, BRAM) is Denial.ENDED
    assert last(door.database)[:4] == ("admin", "admin", "end_sessions", "done")


def test_a_name_that_was_given_out_again_does_not_bring_its_role(door: Office) -> None:
    other = replace(BRAM, subject="provider 99", session="o" * 64)
    sessions.sign_in(door.database, BRAM)
    later(door, hours=1)
    with pytest.raises(NotAdmitted) as refused:
        sessions.sign_in(door.database, other)
    assert refused.value.fields == {"reason": Denial.OTHER_ACCOUNT, "name": "bram"}
    assert last(door.database)[2:4] == ("sign_in", "refused")
    assert reason(door, other) is Denial.NOT_SIGNED_IN
    users.give_role(door.database, ADMIN, "bram", Role.VIEWER)
    assert sessions.sign_in(door.database, other).role is Role.VIEWER
    with pytest.raises(NotAdmitted):
        sessions.sign_in(door.database, replace(BRAM, session="x" * 64))


def test_who_is_kept_out_is_on_record_with_what_why_and_from_where(door: Office) -> None:
    sessions.refused(door.database, "GET /media", Denial.NOT_THEIRS, "10.0.0.9", "bram")
    event = trail(door.database)[-1]
    assert (event.who, event.role, event.action, event.about, event.result) == (
        *("bram", "none", "enter", "GET /media", "refused"),
    )
    assert event.details == {
        "refused": "NotAdmitted",
        "reason": "not_theirs",
        "name": "bram",
        "origin": "10.0.0.9",
    }


def test_the_same_refusal_is_kept_once_a_minute(door: Office) -> None:
    before = len(trail(door.database))

    def try_it() -> int:
        sessions.refused(door.database, "websocket", Denial.NOT_SIGNED_IN, "10.0.0.9")
        return len(trail(door.database)) - before

    assert [try_it() for _ in range(5)] == [1] * 5
    sessions.refused(door.database, "websocket", Denial.NOT_SIGNED_IN, "10.0.0.8")
    later(door, minutes=1)
    assert try_it() == 3


def test_what_a_stranger_asks_for_is_made_fit_to_keep(door: Office) -> None:
    sessions.refused(door.database, "GET /\0" + "x" * 5000, Denial.NOT_SIGNED_IN, "10.0.0.9")
    about = trail(door.database)[-1].about
    assert about.startswith("GET /?x")
    assert len(about) == sessions.LONGEST_ABOUT


def test_a_flood_of_different_ones_does_not_fill_the_record() -> None:
    throttle = Throttle()
    assert sum(throttle.passes(number, NOON) for number in range(5000)) == MOST
    assert not throttle.passes(-1, NOON + PERIOD / 2)
    assert throttle.passes(-1, NOON + PERIOD)


@pytest.mark.parametrize("name", ["", " ", "a" * 201, "an\0na"])
def test_a_role_takes_a_name(door: Office, name: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        users.give_role(door.database, ADMIN, name, Role.VIEWER)
    assert refused.value.fields["reason"] == "not_a_user"
    assert last(door.database)[2:4] == ("give_role", "refused")


def test_nobody_changes_their_own_role(door: Office) -> None:
    with pytest.raises(InvalidRequest) as refused:
        users.give_role(door.database, ADMIN, " ADMIN ", Role.NONE)
    assert refused.value.fields["reason"] == "own_role"


def test_the_record_tells_the_role_before_and_after(door: Office) -> None:
    users.give_role(door.database, ADMIN, "Bram", Role.VIEWER)
    users.give_role(door.database, ADMIN, "bram", Role.EDITOR)
    first, second = trail(door.database)[-2:]
    assert first.details == {"old": {"role": None}, "new": {"role": "viewer"}}
    assert second.details == {"old": {"role": "viewer"}, "new": {"role": "editor"}}
    assert (first.about, second.about) == ("user bram", "user bram")


def test_users_are_all_who_were_given_a_role_or_signed_in(door: Office) -> None:
    users.give_role(door.database, ADMIN, "dirk", Role.VIEWER)
    users.give_role(door.database, ADMIN, "dirk", Role.EDITOR)
    sessions.sign_in(door.database, BRAM)
    found = users.users(door.database, ADMIN)
    assert [each.name for each in found] == ["bram", "dirk"]
    bram, dirk = found
    assert bram.grant is None
    assert bram.signed_in is not None
    assert bram.signed_in.role is Role.SUPERVISOR
    assert dirk.grant is not None
    assert (dirk.grant.role, dirk.grant.by, dirk.signed_in) == (Role.EDITOR, "admin", None)
    assert [each.role for each in users.history(door.database, ADMIN)] == [
        *(Role.EDITOR, Role.VIEWER),
    ]
