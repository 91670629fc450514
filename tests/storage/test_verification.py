"""Whatever was done to the audit trail, the first entry that is not as it was written is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, literal_column
from sqlalchemy.exc import DBAPIError

from supervision.storage import audit
from supervision.storage.database import Database
from supervision.storage.verification import Break, Damage, Verification, verify
from tests.storage.office import HORST, hours_later, state
from tests.storage.stores import KINDS, ready_store
from tests.storage.tampering import attempt, drop_guards
from tests.storage.trails import (
    ENTRIES,
    TEXTS,
    Row,
    add,
    drop,
    forged,
    put,
    renumber,
    rewrite,
    rewritten,
    rows_of,
    seal,
    sealed,
    trials,
    write_trail,
)


@pytest.fixture(scope="module", params=KINDS)
def open_trail(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A trail of twelve entries, without its guards, to try things on and undo them."""
    with ready_store(request.param, tmp_path_factory.mktemp("trail")) as store:
        write_trail(store)
        drop_guards(store)
        yield store


@pytest.fixture(scope="module")
def rows(open_trail: Database) -> list[Row]:
    with open_trail.read() as connection:
        return rows_of(connection)


def broken(connection: Connection) -> Break | None:
    return verify(connection).broken


def test_a_trail_that_nobody_touched_is_whole(open_trail: Database, rows: list[Row]) -> None:
    with open_trail.read() as connection:
        assert verify(connection) == Verification(ENTRIES, rows[-1]["hash"], None)


def test_an_empty_trail_is_whole(store: Database) -> None:
    with store.read() as connection:
        assert verify(connection) == Verification(0, audit.GENESIS, None)


def test_every_single_damage_is_found_and_named(open_trail: Database, rows: list[Row]) -> None:
    tried, wrong = 0, {}
    for trial in trials(rows, open_trail.engine.dialect.name):
        with attempt(open_trail) as connection:
            trial.tamper(connection)
            found = broken(connection)
        tried += 1
        if found != trial.expected:
            wrong[trial.name] = (found, trial.expected)
    assert tried > 900
    assert wrong == {}
    with open_trail.read() as connection:
        assert broken(connection) is None, "each trial was undone"


numbers = st.integers(1, ENTRIES)
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
damages = st.one_of(
    st.builds(lambda n, name, word: put(n, **{name: word}), numbers, st.sampled_from(TEXTS), words),
    st.builds(lambda n, minutes: put(n, at=hours_later(minutes)), numbers, st.integers(-60, 60)),
    st.builds(drop, numbers),
    st.builds(lambda n, far: renumber({n: n + far}), numbers, st.integers(20, 500)),
    st.builds(lambda n, m: renumber({n: m, m: n}), numbers, numbers),
    st.builds(lambda n: add(forged(n, "f" * 64)), st.integers(ENTRIES + 501, ENTRIES + 900)),
)
"""Whatever can be done to entries without making their hash anew."""


def first_difference(before: list[Row], after: list[Row]) -> int | None:
    """The number of the first entry that is not as it was, by looking at what it was."""
    old, new = ({row["id"]: row for row in each} for each in (before, after))
    differing = [number for number in old.keys() | new if old.get(number) != new.get(number)]
    return min(differing, default=None)


@given(tampering=st.lists(damages, min_size=1, max_size=5))
def test_of_several_damages_the_first_is_named(
    open_trail: Database, rows: list[Row], tampering: list[Callable[[Connection], object]]
) -> None:
    with attempt(open_trail) as connection:
        for tamper in tampering:
            with connection.begin_nested() as step:
                try:
                    tamper(connection)
                except DBAPIError:  # too long for its column, or a number given twice
                    step.rollback()
        first = first_difference(rows, rows_of(connection))
        found = broken(connection)
    assert (found.entry if found else None) == first


def test_with_the_seal_written_anew_only_a_hash_kept_elsewhere_tells(
    open_trail: Database, rows: list[Row]
) -> None:
    with attempt(open_trail) as connection:
        anew = rewritten(rows, 5, who="bram")
        rewrite(anew)(connection)
        seal(audit_hash=anew[-1]["hash"])(connection)
        found = verify(connection)
    assert found.broken is None
    assert found.last_hash != rows[-1]["hash"]


# --- life goes on after it ------------------------------------------------------------------


@pytest.fixture
def unguarded(store: Database) -> Database:
    """A trail of twelve entries, without its guards, to tamper with for good."""
    write_trail(store)
    drop_guards(store)
    return store


def tamper_then_go_on(store: Database, tamper: Callable[[Connection], object]) -> Break | None:
    with store.engine.begin() as connection:
        tamper(connection)
    for hour in (50, 51):
        state(store, HORST, 5, hours_later(hour))
    with store.read() as connection:
        return broken(connection)


@pytest.mark.parametrize(
    ("name", "tamper", "entry", "damage"),
    [
        ("the last removed", drop(ENTRIES), ENTRIES, Damage.REMOVED),
        ("one removed", drop(4), 4, Damage.REMOVED),
        ("the last altered", put(ENTRIES, who="bram"), ENTRIES, Damage.ALTERED),
        (
            "the last moment is no moment",
            put(ENTRIES, at=literal_column("'infinity'")),
            ENTRIES,
            Damage.ALTERED,
        ),
        (
            "the last altered with its hash",
            lambda connection: put(ENTRIES, **sealed(rows_of(connection)[-1] | {"who": "bram"}))(
                connection
            ),
            ENTRIES,
            Damage.ALTERED,
        ),
        ("all removed", drop(*range(1, ENTRIES + 1)), 1, Damage.REMOVED),
    ],
)
def test_later_entries_do_not_cover_up_what_was_done(
    unguarded: Database,
    name: str,
    tamper: Callable[[Connection], object],
    entry: int,
    damage: Damage,
) -> None:
    assert tamper_then_go_on(unguarded, tamper) == Break(entry, damage)
