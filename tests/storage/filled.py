"""A store with something in every table, and everything in a store to compare it with another."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert

from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import HalfYear
from supervision.storage import batches, decisions, excuses, mappings, notes, swaps
from supervision.storage.archive import rows
from supervision.storage.database import Database, Transaction
from supervision.storage.tables import RoleGrant, SessionEnd, SessionUse, SignIn, StatedOpening
from tests.storage.office import (
    ANNA,
    HORST,
    VENLO,
    hours_later,
    import_realisation,
    import_targets,
    state,
    withdraw,
)
from tests.storage.test_guards import DECISION, EXCUSE

STORES = Path(__file__).parent.parent / "golden" / "stores"
"""A backup of each version; the README there says how they were made."""
EVERY_BYTE = bytes(range(256)) * 40
ODD = "Gulpen-Wittem ≥ 5 ✓ – 'x'; \"y\" \\ \U0001f3e0\nsecond line\ttab"

Content = dict[str, list[bytes]]


def fill(store: Database) -> None:
    """Put at least one row in every table, with whatever is hard to carry over."""
    import_targets(store, {HORST: {"net": 43}, VENLO: {"carry_over": -7}}, content=EVERY_BYTE)
    import_targets(store, {VENLO: {"net": 0}}, hours_later(1), content=b"")
    import_realisation(store, {HORST: 12, VENLO: 20}, at=hours_later(2), linked=3)
    withdraw(store, 2, hours_later(3))
    state(store, HORST, -3, hours_later(4))
    with store.write(ANNA, hours_later(5) + timedelta(microseconds=7), "swap") as transaction:
        agreed = {"giver": VENLO, "taker": HORST, "persons": 2, "agreed_on": date(2025, 3, 1)}
        number = swaps.record(transaction, {"half_year": "2025-1", **agreed}, ANNA.name)
        swaps.withdraw(transaction, number, ANNA.name, ODD)
        mappings.add_mapping(transaction, "a" * 64, {"Stand": "realised"}, ANNA.name)
        transaction.details |= {"reason": ODD, "nothing": None}
    with store.write(ANNA, hours_later(6), "draft", moves_figures=False) as transaction:
        draft = {"file_name": ODD, "content": EVERY_BYTE, "choices": "{}", "uploaded_by": "anna"}
        batches.add_draft(transaction, draft)
    with store.write(ANNA, hours_later(7), "decide") as transaction:
        number = decisions.record(transaction, DECISION)
        decisions.give_verdict(transaction, number, "rejected", "bram", ODD)
        decisions.record(transaction, {**DECISION, "corrects": number, "term_until": None})
        number = excuses.record(transaction, EXCUSE, ANNA.name)
        excuses.withdraw(transaction, number, ANNA.name, "it was repaired")
        notes.record(transaction, HORST, ODD, ANNA.name)
    with store.write(ANNA, hours_later(8), "sign_in", moves_figures=False) as transaction:
        _sign_in(transaction)
    store.record_refusal(Actor("bram", Role.VIEWER), hours_later(9), "withdraw", "batch 1", {})


def _sign_in(transaction: Transaction) -> None:
    """Somebody got a role, signed in, and was signed out."""
    connection, at = transaction.connection, transaction.at
    granted = {"user_name": "anna", "role": "editor", "given_at": at, "given_by": "dirk"}
    connection.execute(insert(RoleGrant).values(granted))
    signed_in = {"session": "b" * 64, "user_name": "anna", "subject": "oid", "role": "editor"}
    connection.execute(insert(SignIn).values(**signed_in, signed_in_at=at, origin="10.0.0.7"))
    connection.execute(insert(SessionUse).values(sign_in_id=1, used_at=at))
    ended = {"user_name": "anna", "ended_at": at, "ended_by": "dirk"}
    connection.execute(insert(SessionEnd).values(ended))


def content(store: Database) -> Content:
    """Every row of every table that is kept in a backup, as lines; files by their hash."""
    with store.read() as connection:
        found = {}
        for table in rows.stored_tables(connection):
            fingerprints = {
                (key, column): rows.fingerprint(data)
                for key, column, data in rows.files(connection, table)
            }
            found[table.name] = list(rows.lines(connection, table, fingerprints))
        return found


def next_key(store: Database) -> int:
    """Add one more opening; return its key."""
    with store.write(ANNA, hours_later(99), "opening") as transaction:
        values = {"municipality": HORST, "half_year": str(HalfYear(2025, 1)), "persons": 1}
        said = {"note": "by phone", "stated_at": hours_later(99), "stated_by": "anna"}
        query = insert(StatedOpening).values(**values, **said).returning(StatedOpening.id)
        return transaction.connection.execute(query).scalar_one()
