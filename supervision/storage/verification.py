"""Tells whether the audit trail is as it was written; finds the first entry that is not.

Each entry carries the hash of all its fields, its number among them, and the hash of the entry
before. The revision row keeps the *seal*: how many entries there are, and the hash of the last.
So the entries that are as they were written can be found from both ends, wherever in the table
they stand now; what stands in the place of one of them is not as it was written.

Two things leave no trace in the store and are found only by a hash that is kept elsewhere
(`verify-log` prints it): a chain written anew up to and including the seal, and a tail cut off
together with the seal. Who writes a run of entries anew, hashes included, is found where the run
meets the first entry that was left alone, or the seal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from supervision.storage import trail
from supervision.storage.audit import GENESIS, digest
from supervision.storage.trail import Row, Seal


class Damage(StrEnum):
    """What happened to an entry.

    `removed` also when another entry was put in its place; `moved` when it stands under another
    number; `added` when something stands there that the product did not write there; `unsealed`
    when it is the last of a chain that fits, but not the one that the seal tells of: either it
    or the seal was altered.
    """

    ALTERED = "altered"
    REMOVED = "removed"
    MOVED = "moved"
    ADDED = "added"
    UNSEALED = "unsealed"


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that is not as it was written, by its number."""

    entry: int
    damage: Damage


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of looking at the whole trail; `last_hash` is that of the last entry in it."""

    entries: int
    last_hash: str
    broken: Break | None


def verify(connection: Connection) -> Verification:
    """Return whether the trail in the store is whole, and where it is not."""
    return verified(tuple(trail.rows(connection)), trail.seal(connection))


def verified(rows: Sequence[Row], sealed: Seal) -> Verification:
    """Return whether these entries, in the order of their numbers, are what was sealed."""
    last = rows[-1]["hash"] if rows else GENESIS
    return Verification(len(rows), last or "", first_break(rows, sealed))


def first_break(rows: Sequence[Row], sealed: Seal) -> Break | None:
    """Return the first entry that was altered, removed, moved or added; None for a whole trail."""
    standing = {row["id"]: row for row in rows}
    count = max(standing, default=0) if sealed.count is None else sealed.count
    confirmed = _from_the_seal(rows, count, sealed.hash)
    chain = _from_the_start(rows, confirmed, sealed.hash)
    hashes = [GENESIS, *(row["hash"] for row in chain)]
    at = hashes.index(sealed.hash) if sealed.hash in hashes else None
    vouched = chain if at is None else chain[:at]
    found = _out_of_place(vouched, standing.keys(), confirmed.keys())
    if found is not None:
        return found
    if at is not None:
        beyond = [number for number in standing if number > at]
        return _beside_the_seal(at, sealed.count, len(chain) > at, beyond)
    if chain and len(chain) >= count:
        return Break(count if count > 0 else len(chain), Damage.UNSEALED)
    return _after_the_chain(len(chain), rows, confirmed, sealed.hash)


def _out_of_place(chain: Sequence[Row], standing: Set[int], confirmed: Set[int]) -> Break | None:
    """The first entry that does not stand under its own number, or stands before all others."""
    strays = standing - confirmed - {row["id"] for row in chain}
    if strays and min(strays) < 1:
        return Break(min(strays), Damage.ADDED)
    for number, row in enumerate(chain, start=1):
        if row["id"] != number:
            return Break(number, Damage.ADDED if number in strays else Damage.MOVED)
    return None


def _after_the_chain(
    end: int, rows: Sequence[Row], confirmed: Mapping[int, int], last_hash: str | None
) -> Break:
    """What is wrong where no entry follows from the last one in the chain, nor the seal."""
    lost = end + 1
    here = next((row for row in rows if row["id"] == lost), None)
    if here is None or confirmed.get(lost, lost) != lost:
        return Break(lost, Damage.REMOVED)
    if _is_entry(here, lost) and here["hash"] in _referred(rows, last_hash):
        # It is as it was written, so the one to which it refers is not.
        return Break(max(end, 1), Damage.ALTERED)
    return Break(lost, Damage.ALTERED)


def _beside_the_seal(
    at: int, count: int | None, goes_on: bool, beyond: Sequence[int]
) -> Break | None:
    """What is wrong where the hash in the seal is that of entry `at`; `beyond` stand after it.

    Where the chain goes on, and the count does not end at that entry either, nobody can tell
    whether entries were added or the hash in the seal was altered.
    """
    if beyond and goes_on and count != at:
        return Break(at + 1, Damage.UNSEALED)
    if beyond:
        return Break(min(beyond), Damage.ADDED)
    if count == at:
        return None
    return Break(at, Damage.UNSEALED) if at else Break(1, Damage.REMOVED)


def _from_the_seal(rows: Sequence[Row], count: int, last_hash: str | None) -> dict[int, int]:
    """The entries that lead back from the seal: where they stand, and what their number is."""
    by_hash = defaultdict(list)
    for row in rows:
        by_hash[row["hash"]].append(row)
    found: dict[int, int] = {}
    expected, number = last_hash, count
    while number > 0:
        entries = [row for row in by_hash.get(expected, ()) if _is_entry(row, number)]
        if not entries:
            break
        entry = max(entries, key=lambda row: row["id"] == number)
        found[entry["id"]] = number
        expected, number = entry["previous_hash"], number - 1
    return found


def _from_the_start(
    rows: Sequence[Row], confirmed: Mapping[int, int], last_hash: str | None
) -> list[Row]:
    """The entries that follow from the first one, wherever they stand.

    Where two could follow, one of them was forged: not one that the seal confirms, and rather
    one to which no other entry refers, or that stands elsewhere.
    """
    followers, referred = defaultdict(list), _referred(rows, last_hash)
    for row in rows:
        followers[row["previous_hash"]].append(row)
    chain: list[Row] = []
    previous = GENESIS
    while True:
        number = len(chain) + 1
        entries = [
            (confirmed.get(row["id"]) == number, row["hash"] in referred, row["id"] == number, row)
            for row in followers.get(previous, ())
            if confirmed.get(row["id"]) == number or _is_entry(row, number)
        ]
        if not entries:
            return chain
        chain.append(max(entries, key=lambda each: each[:3])[3])
        previous = chain[-1]["hash"]


def _referred(rows: Sequence[Row], last_hash: str | None) -> set[object]:
    return {row["previous_hash"] for row in rows} | {last_hash}


def _is_entry(row: Row, number: int) -> bool:
    """Tell whether a row is as it was written under this number, wherever it stands."""
    if None in row.values():
        return False
    return bool(row["hash"] == digest(row if row["id"] == number else {**row, "id": number}))
