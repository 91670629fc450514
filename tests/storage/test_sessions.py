"""Who signed in, roles that were given, and sessions that were ended, as the store keeps them."""

from __future__ import annotations

from datetime import datetime

from supervision.domain.actor import Role
from supervision.domain.session import Identity, Session
from supervision.storage import sessions, users
from supervision.storage.database import Database
from tests.storage.office import ANNA, NOON, hours_later

BRAM = Identity("bram", "provider 17", frozenset({"all"}), "b" * 64, "10.0.0.1")
CARLA = Identity("carla", "provider 18", frozenset(), "c" * 64, "10.0.0.2")


def sign_in(store: Database, identity: Identity, at: datetime, role: Role = Role.VIEWER) -> None:
    with store.write(ANNA, at, "sign_in", moves_figures=False) as transaction:
        sessions.record(transaction, identity, role, at)


def end(store: Database, name: str, at: datetime) -> None:
    with store.write(ANNA, at, "sign_out", moves_figures=False) as transaction:
        sessions.end(transaction, name, ANNA.name)


def give(store: Database, name: str, role: Role, at: datetime) -> None:
    with store.write(ANNA, at, "give_role", moves_figures=False) as transaction:
        users.give(transaction, name, role, ANNA.name)


def standing(store: Database, identity: Identity) -> tuple[Session | None, Role | None]:
    with store.read() as connection:
        return sessions.standing(connection, identity)


def test_a_session_is_known_by_its_cookie_and_belongs_to_one_user(store: Database) -> None:
    sign_in(store, BRAM, NOON)
    assert standing(store, BRAM) == (Session(NOON, NOON), None)
    forged = Identity("carla", BRAM.subject, BRAM.groups, BRAM.session)
    other = Identity("bram", BRAM.subject, BRAM.groups, "f" * 64)
    assert standing(store, forged) == standing(store, other) == (None, None)


def test_the_end_of_sessions_is_that_of_the_user_and_the_last_one_counts(store: Database) -> None:
    sign_in(store, BRAM, NOON)
    sign_in(store, CARLA, hours_later(1))
    end(store, "bram", hours_later(2))
    end(store, "bram", hours_later(3))
    assert standing(store, BRAM)[0] == Session(NOON, NOON, hours_later(3))
    assert standing(store, CARLA)[0] == Session(hours_later(1), hours_later(1))


def test_the_role_that_was_given_last_counts(store: Database) -> None:
    sign_in(store, BRAM, NOON)
    give(store, "bram", Role.EDITOR, hours_later(1))
    give(store, "carla", Role.ADMIN, hours_later(2))
    assert standing(store, BRAM)[1] is Role.EDITOR
    give(store, "bram", Role.NONE, hours_later(3))
    assert standing(store, BRAM)[1] is Role.NONE
    with store.read() as connection:
        assert [(each.user, each.role) for each in users.grants(connection)] == [
            ("bram", Role.NONE),
            ("carla", Role.ADMIN),
            ("bram", Role.EDITOR),
        ]
        last = users.given(connection, "bram")
        assert last == users.Grant("bram", Role.NONE, hours_later(3), "anna")
        assert users.given(connection, "dirk") is None


def test_the_last_use_is_kept_beside_the_record(store: Database) -> None:
    sign_in(store, BRAM, NOON)
    sign_in(store, CARLA, hours_later(1))
    revision = store.revision()
    sessions.used(store, BRAM.session, hours_later(2))
    sessions.used(store, "nobody's", hours_later(2))
    assert standing(store, BRAM)[0] == Session(NOON, hours_later(2))
    assert standing(store, CARLA)[0] == Session(hours_later(1), hours_later(1))
    assert store.revision() == revision


def test_of_each_user_the_last_time_that_they_signed_in(store: Database) -> None:
    again = Identity("bram", "provider 99", frozenset(), "d" * 64)
    sign_in(store, BRAM, NOON)
    sign_in(store, CARLA, hours_later(1), Role.ADMIN)
    sign_in(store, again, hours_later(2), Role.EDITOR)
    end(store, "carla", hours_later(3))
    with store.read() as connection:
        last = sessions.last(connection)
        assert {name: (each.subject, each.role) for name, each in last.items()} == {
            "bram": ("provider 99", Role.EDITOR),
            "carla": ("provider 18", Role.ADMIN),
        }
        assert last["carla"].session == Session(hours_later(1), hours_later(1), hours_later(3))
        assert sessions.last_of(connection, "bram") == ("provider 99", hours_later(2))
        assert sessions.last_of(connection, "dirk") is None
