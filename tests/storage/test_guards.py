"""The triggers: what is on record can be added to, and neither altered nor removed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from supervision.domain.actor import Role
from supervision.domain.session import Identity
from supervision.storage import decisions, excuses, notes, sessions, users
from supervision.storage.database import Database
from supervision.storage.tables import DecisionRecord
from tests.storage.office import ANNA, HORST, hours_later
from tests.storage.tampering import TRIGGERS

KEYS = {
    "decision": "id",
    "decision_verdict": "decision_id",
    "excuse": "id",
    "excuse_withdrawal": "excuse_id",
    "note": "id",
    "role_grant": "id",
    "sign_in": "id",
    "session_end": "id",
    "audit_event": "id",
}
"""The tables that can only be added to, with the key of each."""
COLUMNS = {
    "decision": "rationale",
    "decision_verdict": "reason",
    "excuse": "note",
    "excuse_withdrawal": "reason",
    "note": "text",
    "role_grant": "given_by",
    "sign_in": "origin",
    "session_end": "ended_by",
    "audit_event": "details",
}
"""A column that somebody might want to alter."""
DECISION = {
    "municipality": HORST,
    "kind": "escalate",
    "step_from": 3,
    "step_to": 4,
    "proposed_step": 4,
    "decided_on": date(2025, 7, 2),
    "rationale": "Three half-years in a row missed, no agreement kept.",
    "deviation": "",
    "urgency": "",
    "term_until": date(2025, 10, 22),
    "to_reference_date": False,
    "named": None,
    "counted_from": None,
    "ruleset_id": "limburg-2013",
    "ruleset_version": "1",
    "assessment": "{}",
    "revision": 1,
    "corrects": None,
    "draft": True,
    "recorded_by": ANNA.name,
}
EXCUSE = {
    "municipality": HORST,
    "cause": "force_majeure",
    "valid_from": date(2025, 7, 1),
    "valid_until": date(2025, 12, 31),
    "note": "fire in the new building",
}


@pytest.fixture
def filled(store: Database) -> Database:
    """A store with two rows in each of the tables: of a row that is replaced the other stays."""
    for hour in (0, 2):
        with store.write(ANNA, hours_later(hour), "decide") as transaction:
            number = decisions.record(transaction, DECISION)
            decisions.give_verdict(transaction, number, "rejected", "bram", "not yet")
        with store.write(ANNA, hours_later(hour + 1), "excuse") as transaction:
            number = excuses.record(transaction, EXCUSE, ANNA.name)
            excuses.withdraw(transaction, number, ANNA.name, "it was repaired")
            notes.record(transaction, HORST, "called the alderman", ANNA.name)
            users.give(transaction, "bram", Role.VIEWER, ANNA.name)
            bram = Identity("bram", "17", frozenset(), f"cookie of {hour} o'clock", "10.0.0.1")
            sessions.record(transaction, bram, Role.VIEWER, hours_later(hour))
            sessions.end(transaction, "bram", ANNA.name)
    return store


def content(store: Database, table: str) -> list[tuple[object, ...]]:
    with store.read() as connection:
        found = connection.execute(text(f"SELECT * FROM {table} ORDER BY {KEYS[table]}"))
        return [tuple(row) for row in found]


def refused(store: Database, table: str, statement: str) -> None:
    """See that the database refuses a statement and that nothing in the table has changed."""
    before = content(store, table)
    assert len(before) >= 2
    names = {"table": table, "key": KEYS[table], "column": COLUMNS[table]}
    with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
        connection.execute(text(statement.format(**names)))
    assert content(store, table) == before


EVERYWHERE = (
    "UPDATE {table} SET {column} = 'otherwise'",
    "UPDATE {table} SET {column} = {column}",
    "UPDATE {table} SET {key} = {key} + 100 WHERE {key} = 1",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE {key} = 2",
    "INSERT INTO {table} SELECT * FROM {table} WHERE {key} = 1 "
    "ON CONFLICT ({key}) DO UPDATE SET {column} = 'otherwise'",
)
SQLITE = (
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "REPLACE INTO {table} SELECT * FROM {table} WHERE {key} = 1",
    "UPDATE OR REPLACE {table} SET {key} = 2 WHERE {key} = 1",
    "INSERT OR IGNORE INTO {table} SELECT * FROM {table} WHERE {key} = 1",
)
POSTGRESQL = (
    "TRUNCATE {table} CASCADE",
    "MERGE INTO {table} old USING {table} new ON old.{key} = new.{key} "
    "WHEN MATCHED THEN UPDATE SET {column} = 'otherwise'",
    "MERGE INTO {table} old USING {table} new ON old.{key} = new.{key} WHEN MATCHED THEN DELETE",
)


@pytest.mark.parametrize("table", KEYS)
def test_what_is_on_record_cannot_be_altered_or_removed(filled: Database, table: str) -> None:
    only_here = SQLITE if filled.engine.dialect.name == "sqlite" else POSTGRESQL
    for statement in (*EVERYWHERE, *only_here):
        refused(filled, table, statement)


def test_the_row_of_another_table_takes_none_along(filled: Database) -> None:
    """TRUNCATE of `decision` would empty the verdicts too."""
    before = {table: content(filled, table) for table in KEYS}
    way = "DELETE FROM" if filled.engine.dialect.name == "sqlite" else "TRUNCATE"
    tables = "decision" if way == "DELETE FROM" else "decision, decision_verdict"
    with pytest.raises(DBAPIError, match="append-only"), filled.engine.begin() as connection:
        connection.execute(text(f"{way} {tables}"))
    assert {table: content(filled, table) for table in KEYS} == before


def test_what_comes_later_is_added_as_ever(filled: Database) -> None:
    with filled.write(ANNA, hours_later(9), "decide") as transaction:
        transaction.connection.execute(
            insert(DecisionRecord).values(recorded_at=transaction.at, **DECISION)
        )
    assert [row[0] for row in content(filled, "decision")] == [1, 2, 3]
    assert len(content(filled, "audit_event")) == 5


def test_each_table_has_its_guards(store: Database) -> None:
    with store.read() as connection:
        sqlite = connection.dialect.name == "sqlite"
        names = {row[0] for row in connection.execute(text(TRIGGERS[connection.dialect.name]))}
    events = ("update", "delete", "replace") if sqlite else ("change", "truncate")
    assert names == {f"{table}_refuses_{event}" for table in KEYS for event in events}
