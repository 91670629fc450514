"""An audit trail of twelve entries to tamper with, and every single way to do so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, literal_column, select, text, update

from supervision.domain.actor import Actor, Role
from supervision.storage import audit
from supervision.storage.database import Database
from supervision.storage.tables import AuditEvent, Revision
from supervision.storage.verification import Break, Damage
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

ENTRIES = 12
TABLE = AuditEvent.__table__
TEXTS = ("who", "role", "action", "object", "result", "details", "previous_hash", "hash")

Row = dict[str, Any]


def write_trail(store: Database) -> None:
    """Let twelve things happen, some of them alike and two of them refused."""
    import_targets(store, {HORST: {"net": 43}, VENLO: {"net": 90}})
    state(store, HORST, 3, hours_later(1))
    store.record_refusal(ANNA, hours_later(2), "withdraw", "batch 1", {"role": "viewer"})
    odd = datetime(2025, 7, 3, 8, 30, 1, 123_456, tzinfo=UTC)
    with store.write(ANNA, odd, "opening") as transaction:
        transaction.about = "Gemeente é – 'x'; \"y\""
        transaction.details |= {"reason": "Gulpen-Wittem ≥ 5 ✓", "list": [1, None, True]}
    import_realisation(store, {HORST: 12, VENLO: 20}, at=hours_later(30))
    for hour, who in ((31, ANNA), (32, Actor("None", Role.VIEWER)), (33, ANNA)):
        with store.write(who, hours_later(hour), "view", moves_figures=False) as transaction:
            transaction.about = f"dossier {HORST} 2025-1"
    store.record_refusal(ANNA, hours_later(34), "withdraw", "batch 1", {"role": "viewer"})
    withdraw(store, 1, hours_later(35))
    state(store, HORST, 3, hours_later(36))
    state(store, HORST, 4, hours_later(37))


@dataclass(frozen=True)
class Trial:
    """One way to tamper, and what is to be found afterwards."""

    name: str
    tamper: Callable[[Connection], object]
    entry: int
    damage: Damage

    @property
    def expected(self) -> Break:
        return Break(self.entry, self.damage)


def rows_of(connection: Connection) -> list[Row]:
    """The entries as the driver reads them."""
    return [dict(row) for row in connection.execute(select(TABLE).order_by(TABLE.c.id)).mappings()]


def put(number: int, **values: object) -> Callable[[Connection], object]:
    """Write other values in an entry."""
    return lambda connection: connection.execute(
        update(TABLE).where(TABLE.c.id == number).values(**values)
    )


def sealed(row: Row) -> Row:
    """The entry with the hash that fits it: what somebody writes who knows how it is made."""
    return row | {"hash": audit.digest(row)}


def drop(*numbers: int) -> Callable[[Connection], object]:
    """Remove entries."""
    return lambda connection: connection.execute(delete(TABLE).where(TABLE.c.id.in_(numbers)))


def renumber(moves: Mapping[int, int]) -> Callable[[Connection], None]:
    """Give entries other numbers, all at once."""

    def tamper(connection: Connection) -> None:
        for aside in (1000, 0):
            for old, new in moves.items():
                where, to = (old, new + 1000) if aside else (new + 1000, new)
                connection.execute(update(TABLE).where(TABLE.c.id == where).values(id=to))

    return tamper


def add(*rows: Row) -> Callable[[Connection], object]:
    """Add entries."""
    return lambda connection: connection.execute(insert(TABLE), list(rows))


def seal(**values: object) -> Callable[[Connection], object]:
    """Write something else in the revision row."""
    return lambda connection: connection.execute(update(Revision).values(**values))


def both(*steps: Callable[[Connection], object]) -> Callable[[Connection], None]:
    """Do one thing after the other."""

    def tamper(connection: Connection) -> None:
        for step in steps:
            step(connection)

    return tamper


def forged(number: int, previous: str) -> Row:
    """An entry that nobody wrote, made as the product makes them."""
    return sealed(
        {
            "id": number,
            "at": hours_later(40),
            "who": "anna",
            "role": "editor",
            "action": "opening",
            "object": f"{VENLO} 2025-1",
            "result": "done",
            "details": '{"persons": 0}',
            "previous_hash": previous,
        }
    )


def trials(rows: list[Row], dialect: str) -> Iterator[Trial]:
    """Every single way to tamper with these entries."""
    yield from altered(rows)
    yield from unreadable(rows, dialect)
    yield from altered_with_their_hash(rows)
    yield from removed(rows)
    yield from moved(rows)
    yield from added(rows)
    yield from unsealed(rows)
    yield from cunning(rows)
    if dialect == "sqlite":
        yield Trial("count is a word", seal(audit_events=literal_column("'veel'")), 12, UNSEALED)
        broken = literal_column("CAST(x'ff' AS TEXT)")
        yield Trial("last hash is no text", seal(audit_hash=broken), 12, UNSEALED)
        yield Trial("count is no text", seal(audit_events=broken), 12, UNSEALED)


ALTERED, REMOVED, MOVED = Damage.ALTERED, Damage.REMOVED, Damage.MOVED
ADDED, UNSEALED = Damage.ADDED, Damage.UNSEALED


def altered(rows: list[Row]) -> Iterator[Trial]:
    """Every field of every entry, in every way that still is a value of its kind."""
    for row in rows:
        number, other = row["id"], rows[row["id"] % ENTRIES]
        for name in TEXTS:
            before = row[name]
            others = {before[1:] + " ", before[:-1], before.swapcase(), "", "bram", other[name]}
            if name in ("hash", "previous_hash"):
                others.add(audit.GENESIS)
            for after in sorted(others - {before}):
                tamper = put(number, **{name: after})
                yield Trial(f"{number} {name} {after}", tamper, number, ALTERED)
        for step in (timedelta(microseconds=1), timedelta(hours=-1), timedelta(days=400)):
            after = row["at"] + step
            yield Trial(f"{number} at {after}", put(number, at=after), number, ALTERED)
        for after in (0, -7, ENTRIES + 1, ENTRIES + 50):
            yield Trial(f"{number} id {after}", put(number, id=after), number, MOVED)


def unreadable(rows: list[Row], dialect: str) -> Iterator[Trial]:
    """Every field of every entry, in ways that a driver cannot read or takes for the same."""
    values = {"at": ["'infinity'", "'20000-01-01'", "'0044-03-15 BC'"]}
    if dialect == "sqlite":
        kinds = (
            "CAST({0} AS BLOB)",
            "CAST(x'ff' AS TEXT)",
            "x''",
            "{0} || char(0)",
            "{0} || x'80'",
        )
        values = {name: [each.format(name) for each in kinds] for name in (*TEXTS, "at")}
        values["at"] += ["'gisteren'", "''", "20250702", "substr(at, 1, 19)", "at || '+00:00'"]
    for row in rows:
        for name, expressions in values.items():
            for each in expressions:
                tamper = put(row["id"], **{name: literal_column(each)})
                yield Trial(f"{row['id']} {name} {each}", tamper, row["id"], ALTERED)


def altered_with_their_hash(rows: list[Row]) -> Iterator[Trial]:
    """An entry that was altered by somebody who gives it the hash that fits."""
    for row in rows:
        number = row["id"]
        for name, after in (("who", "bram"), ("details", '{"a": 1}'), ("at", hours_later(500))):
            fits = sealed(row | {name: after})
            damage = ALTERED if number < ENTRIES else UNSEALED
            yield Trial(f"{number} {name} and its hash", put(number, **fits), number, damage)
        fits = sealed(row | {"previous_hash": "f" * 64})
        yield Trial(f"{number} previous hash and hash", put(number, **fits), number, ALTERED)


def removed(rows: list[Row]) -> Iterator[Trial]:
    """Every entry, every tail, and the hole filled by what came after or another entry."""
    for row in rows:
        number, later = row["id"], range(row["id"] + 1, ENTRIES + 1)
        yield Trial(f"{number} removed", drop(number), number, REMOVED)
        yield Trial(f"tail from {number} removed", drop(number, *later), number, REMOVED)
        if later:
            closed = both(drop(number), renumber({each: each - 1 for each in later}))
            yield Trial(f"{number} removed, hole closed", closed, number, REMOVED)
            filled = both(drop(number), put(ENTRIES, id=number))
            yield Trial(f"{number} removed, hole filled", filled, number, REMOVED)
            copied = {name: rows[number][name] for name in TEXTS}
            yield Trial(f"{number} overwritten", put(number, **copied), number, ALTERED)
        before = rows[number - 2]["hash"] if number > 1 else audit.GENESIS
        cut = drop(number, *later)
        told = (max(number - 1, 1), UNSEALED if number > 1 else REMOVED)
        for name, values in (
            ("count", {"audit_events": number - 1}),
            ("last hash", {"audit_hash": before}),
        ):
            yield Trial(f"tail from {number} and {name}", both(cut, seal(**values)), *told)


def moved(rows: list[Row]) -> Iterator[Trial]:
    """Every two entries change places; three in a circle; the whole trail back to front."""
    numbers = [row["id"] for row in rows]
    for first in numbers:
        for second in numbers[first:]:
            swapped = renumber({first: second, second: first})
            yield Trial(f"{first} and {second} swapped", swapped, first, MOVED)
    for first in numbers[:-2]:
        circle = renumber({first: first + 1, first + 1: first + 2, first + 2: first})
        yield Trial(f"circle from {first}", circle, first, MOVED)
    yield Trial("back to front", renumber({n: ENTRIES + 1 - n for n in numbers}), 1, MOVED)
    yield Trial("all one on", renumber({n: n + 1 for n in numbers}), 1, MOVED)


def added(rows: list[Row]) -> Iterator[Trial]:
    """Entries that nobody wrote: before, between and after the others, with hashes or without."""
    last, end = rows[-1]["hash"], ENTRIES + 1
    for number in (-3, 0, end, ENTRIES + 9):
        for name, previous in (("loose", "f" * 64), ("linked", last)):
            row = forged(number, previous)
            yield Trial(f"{name} entry at {number}", add(row), number, ADDED)
    yield Trial("no hash", add(forged(end, last) | {"hash": "x"}), end, ADDED)
    for row in rows:
        number = row["id"]
        yield Trial(f"copy of {number}", add(row | {"id": end}), end, ADDED)
        shift = renumber({each: each + 1 for each in range(number, ENTRIES + 1)})
        for name, previous in (("loose", "f" * 64), ("linked", row["previous_hash"])):
            between = both(shift, add(forged(number, previous)))
            yield Trial(f"{name} entry between at {number}", between, number, ADDED)
            more = both(between, seal(audit_events=end))
            yield Trial(f"{name} entry between at {number}, counted", more, number, ADDED)
    two = forged(end, last)
    more = both(add(two), add(forged(end + 1, two["hash"])))
    yield Trial("two linked entries", more, end, ADDED)
    loose = both(add(forged(end, "f" * 64)), seal(audit_events=end))
    yield Trial("loose entry, counted", loose, end, ADDED)
    counted = both(add(two), seal(audit_events=end))
    yield Trial("linked entry, counted", counted, end, UNSEALED)
    hashed = both(add(two), seal(audit_hash=two["hash"]))
    yield Trial("linked entry, its hash sealed", hashed, end, UNSEALED)


def unsealed(rows: list[Row]) -> Iterator[Trial]:
    """The revision row: another count, another last hash, both, or no row at all."""
    for count in (*range(-1, ENTRIES), ENTRIES + 1, 2_000_000_000):
        yield Trial(f"count {count}", seal(audit_events=count), ENTRIES, UNSEALED)
    for hash_ in ("f" * 64, "", rows[-1]["hash"].upper()):
        yield Trial(f"last hash {hash_}", seal(audit_hash=hash_), ENTRIES, UNSEALED)
    yield Trial("first hash", seal(audit_hash=audit.GENESIS), 1, UNSEALED)
    for row in rows[:-1]:
        number, older = row["id"], row["hash"]
        yield Trial(f"hash of {number}", seal(audit_hash=older), number + 1, UNSEALED)
        back = seal(audit_events=number, audit_hash=older)
        yield Trial(f"seal of {number}", back, number + 1, ADDED)
    gone = text("DELETE FROM revision")
    yield Trial("no seal", lambda connection: connection.execute(gone), ENTRIES, UNSEALED)


def rewritten(
    rows: list[Row], first: int = 1, start: str = audit.GENESIS, **values: object
) -> list[Row]:
    """The trail as it would be had entry `first` said something else: each hash made anew."""
    found = rows[: first - 1]
    for row in rows[first - 1 :]:
        previous = found[-1]["hash"] if found else start
        other = values if row["id"] == first else {}
        found.append(sealed(row | other | {"previous_hash": previous}))
    return found


def rewrite(rows: list[Row]) -> Callable[[Connection], None]:
    """Write these entries in the place of those with their numbers."""
    return both(*(put(row["id"], **row) for row in rows))


def cunning(rows: list[Row]) -> Iterator[Trial]:
    """What somebody does who knows how the chain is made, or does more than one thing."""
    anew = rewritten(rows, 5, who="bram")
    yield Trial("all rewritten from 5", rewrite(anew), ENTRIES, UNSEALED)
    yield Trial("rewritten from 5 to 8", rewrite(anew[:8]), 8, ALTERED)
    shift = renumber({each: each + 1 for each in range(5, ENTRIES + 1)})
    between = [
        *rows[:4],
        forged(5, rows[3]["hash"]),
        *(row | {"id": row["id"] + 1} for row in rows[4:]),
    ]
    more = both(shift, add(between[4]), rewrite(rewritten(between, 5)))
    yield Trial("entry between, all rewritten", more, ENTRIES, UNSEALED)
    aside = renumber({5: ENTRIES + 1, 6: ENTRIES + 2})
    branch = both(aside, add(forged(5, rows[3]["hash"])))
    second = add(forged(6, forged(5, rows[3]["hash"])["hash"]))
    yield Trial("branch in the place of 5 and 6", both(branch, second), 5, ADDED)
    yield Trial("3 altered, 8 before all", both(put(3, who="bram"), put(8, id=0)), 3, ALTERED)
    yield Trial("3 removed, 8 in its place", both(drop(3), put(8, id=3)), 3, REMOVED)
    yield Trial("3 removed, 8 altered", both(drop(3), put(8, who="bram")), 3, REMOVED)
    rehashed = put(3, **sealed(rows[2] | {"who": "bram"}))
    yield Trial("3 altered with its hash, 8 removed", both(rehashed, drop(8)), 3, ALTERED)
    copied = both(drop(8), add(rows[1] | {"id": 0}))
    yield Trial("copy of 2 before all, 8 removed", copied, 0, ADDED)
    other = rewritten(rows, start="f" * 64)
    yield Trial("all rewritten from another start", rewrite(other), 1, ALTERED)
    for count, entry in ((-1, ENTRIES), (0, ENTRIES), (5, 5), (ENTRIES + 5, ENTRIES + 1)):
        values = {"audit_events": count, "audit_hash": "f" * 64}
        damage = UNSEALED if entry <= ENTRIES else REMOVED
        yield Trial(f"count {count} and another hash", seal(**values), entry, damage)
