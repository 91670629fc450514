"""Import batches: the file itself, drafts, withdrawals."""

from __future__ import annotations

import hashlib

import pytest

from supervision.errors import StoreUnusable
from supervision.storage import batches
from supervision.storage.database import Database
from tests.storage.office import (
    ANNA,
    HORST,
    NOON,
    hours_later,
    import_realisation,
    import_targets,
    withdraw,
)

EVERY_BYTE = bytes(range(256)) * 40


@pytest.mark.parametrize(
    "content",
    [b"", EVERY_BYTE, b"\xef\xbb\xbfa;b\r\n1;2\r\n", "é;ß\n".encode("cp1252"), b"PK\x03\x04\x00"],
    ids=["empty", "every byte", "a BOM and Windows line ends", "Windows letters", "a workbook"],
)
def test_the_file_comes_back_byte_for_byte(store: Database, content: bytes) -> None:
    number = import_targets(store, {HORST: {"net": 43}}, content=content)
    with store.read() as connection:
        back = batches.content(connection, number)
        (batch,) = batches.batches(connection)
    assert back == content
    assert (batch.size, batch.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_batch_that_does_not_exist_has_no_file(store: Database) -> None:
    with store.read() as connection:
        assert batches.content(connection, 1) is None


def test_every_batch_is_listed_the_last_first_withdrawn_ones_with_their_reason(
    store: Database,
) -> None:
    first = import_targets(store, {HORST: {"net": 43}})
    second = import_realisation(store, {HORST: 12}, at=hours_later(1))
    withdraw(store, first, hours_later(2))
    with store.read() as connection:
        found = batches.batches(connection)
    assert [each.id for each in found] == [second, first]
    assert [each.withdrawn_at for each in found] == [None, hours_later(2)]
    assert (found[1].withdrawn_by, found[1].reason) == ("anna", "wrong file")
    assert (found[1].imported_at, found[1].imported_by) == (NOON, "anna")
    assert str(found[1].half_year) == "2025-1"


def test_a_batch_counts_from_its_import_until_its_withdrawal(store: Database) -> None:
    number = import_targets(store, {HORST: {"net": 43}})
    withdraw(store, number, hours_later(2))
    with store.read() as connection:
        (batch,) = batches.batches(connection)
    counted = {hours: batch.counts_at(hours_later(hours)) for hours in (-1, 0, 1, 2, 3)}
    assert counted == {-1: False, 0: True, 1: True, 2: False, 3: False}
    assert not batch.counts_at(None)


def test_a_batch_is_withdrawn_once(store: Database) -> None:
    number = import_targets(store, {HORST: {"net": 43}})
    withdraw(store, number)
    with pytest.raises(StoreUnusable):
        withdraw(store, number)


@pytest.mark.parametrize(
    "row",
    [{"net": -1}, {}, {"carry_over": None}],
    ids=["a negative target", "a row that says nothing", "a row of unknowns"],
)
def test_the_schema_refuses(store: Database, row: dict[str, int]) -> None:
    with pytest.raises(StoreUnusable):
        import_targets(store, {HORST: row})
    with store.read() as connection:
        assert batches.batches(connection) == ()


def test_the_schema_refuses_figures_of_a_batch_that_does_not_exist(store: Database) -> None:
    with pytest.raises(StoreUnusable):
        withdraw(store, 99)


def test_a_draft_waits_until_it_is_removed(store: Database) -> None:
    fields = {
        "file_name": "opgave.xlsx",
        "content": EVERY_BYTE,
        "choices": "{}",
        "uploaded_by": "anna",
    }
    numbers = []
    for hours in (0, 1):
        with store.write(ANNA, hours_later(hours), "draft") as transaction:
            numbers.append(batches.add_draft(transaction, fields))
    with store.read() as connection:
        found = batches.drafts(connection)
    assert [each.id for each in found] == numbers[::-1]
    assert (found[1].content, found[1].uploaded_at) == (EVERY_BYTE, NOON)
    with store.write(ANNA, NOON, "draft") as transaction:
        batches.remove_draft(transaction, numbers[0])
    with store.read() as connection:
        assert [each.id for each in batches.drafts(connection)] == numbers[1:]
