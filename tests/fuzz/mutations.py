"""What a file can suffer: bytes that change, cells that hold something else, rows that move."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random

from supervision.exports.fixed_zip import zip_of

Rows = list[list[str | int | None]]

TOKENS = [
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b'"', b'""', b";", b"\t", b",", b"'"),
    *(b"=1+1", b"@SUM(A1)", b"-", b"+", b"1e9", b"1.234", b"12,5", b"GM1507", b"Gemeente"),
    *(b"\xe2\x80\xae", b"\xcc\x81", b"\xed\xa0\x80", b"PK\x03\x04", b"[[steps]]", b"{", b"}"),
]
CELLS: list[str | int | None] = [
    *(None, "", " ", "-", "–", "n.v.t.", "#N/B", "#VERW!", "=1+1", "@cmd", "\u202e123", "１２"),
    *(0, -1, 1, 7, 10**6, 10**30, -(10**30), "1.234", "1,234", "12,5", "1e3", "0x10", "٣", "½"),
    *("GM1507", "gm1507", "1507", "GM9999", "GM0000", "Horst a/d Maas", "Bergen", "Bergen (L.)"),
    *("Totaal", "Totaal Limburg", "Limburg", "Noord-Limburg", "Nuth", "Beek", "beek ", "B\x00eek"),
    *("2025-1", "2025-3", "1e helft 2025", "eerste helft", "1-4-2025", "31-02-2025", "01/04/25"),
    *("2025-04-01", "april 2025", "Stand per", "45748", 45748, "0000-00-00", "9999-12-31"),
    *(
        "Gemeente",
        "Gemeentecode",
        "Taakstelling",
        "Netto taakstelling",
        "Gerealiseerd",
        "Gekoppeld",
    ),
    *(
        "Achterstand",
        "Voorsprong",
        "Achterstand/voorsprong",
        "Peildatum",
        "Halfjaar",
        "Bron",
        "COA",
    ),
    *("x" * 40_000, "\ud7ff", "\U0001f3e0", "a\nb", 'a"b', "a;b", "true", "None", "{}", "%s"),
]
"""Cells as offices deliver them by mistake, and as nobody does."""


def bytes_changed(data: bytes, chance: Random, others: Sequence[bytes] = ()) -> bytes:
    """Return the bytes with some changed, cut out, repeated, put in, or taken from elsewhere."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        place = chance.randrange(len(changed) + 1)
        much = chance.choice((1, 2, 8, 30, 400))
        what = chance.choice(("flip", "flip", "cut", "repeat", "token", "splice", "end"))
        if what == "flip" and place < len(changed):
            changed[place] = chance.randrange(256)
        elif what == "cut":
            del changed[place : place + much]
        elif what == "repeat":
            changed[place:place] = changed[place : place + much]
        elif what == "token":
            changed[place:place] = chance.choice(TOKENS)
        elif what == "splice" and others:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            changed[place:place] = other[start : start + much]
        elif what == "end":
            del changed[max(place, 1) :]
    return bytes(changed)


def members_changed(book: bytes, chance: Random) -> bytes:
    """Return a spreadsheet with bytes changed inside a part of it: it still unpacks."""
    try:
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, RuntimeError):
        return bytes_changed(book, chance)
    name = chance.choice(list(members))
    members[name] = bytes_changed(members[name], chance, list(members.values()))
    return zip_of(members.items())


def cells_changed(rows: Rows, chance: Random) -> Rows:
    """Return a table with other cells, and rows and columns that moved, doubled or went."""
    changed = [list(row) for row in rows]
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        chance.choice(_TO_A_TABLE)(changed, chance)
    return changed


def _cell(rows: Rows, chance: Random) -> None:
    row = chance.choice(rows) if rows else []
    if row:
        row[chance.randrange(len(row))] = chance.choice(CELLS)


def _row_again(rows: Rows, chance: Random) -> None:
    if rows:
        rows.insert(chance.randrange(len(rows) + 1), list(chance.choice(rows)))


def _row_gone(rows: Rows, chance: Random) -> None:
    if rows:
        del rows[chance.randrange(len(rows))]


def _rows_in_another_order(rows: Rows, chance: Random) -> None:
    chance.shuffle(rows)


def _column_again(rows: Rows, chance: Random) -> None:
    width = max(map(len, rows), default=0)
    if width:
        source, place = chance.randrange(width), chance.randrange(width + 1)
        for row in rows:
            row.insert(place, row[source] if source < len(row) else None)


def _column_gone(rows: Rows, chance: Random) -> None:
    width = max(map(len, rows), default=0)
    if width:
        place = chance.randrange(width)
        for row in rows:
            del row[place : place + 1]


def _columns_in_another_order(rows: Rows, chance: Random) -> None:
    width = max(map(len, rows), default=0)
    order = chance.sample(range(width), width)
    for row in rows:
        padded = [*row, *[None] * (width - len(row))]
        row[:] = [padded[place] for place in order]


def _many_rows(rows: Rows, chance: Random) -> None:
    rows.extend(
        [list(chance.choice(rows)) for _ in range(chance.choice((50, 3000)))] if rows else []
    )


_TO_A_TABLE: Sequence[Callable[[Rows, Random], None]] = [
    *[_cell] * 8,
    _row_again,
    _row_gone,
    _rows_in_another_order,
    _column_again,
    _column_gone,
    _columns_in_another_order,
    _many_rows,
]


def tree_changed(document: dict[str, object], chance: Random) -> dict[str, object]:
    """Return a document of TOML with keys that went, moved or hold something else."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        place: object = document
        while True:
            inner = _inside(place)
            if not inner or chance.random() < 0.3:
                break
            place = chance.choice(inner)
        if isinstance(place, dict):
            _key(place, chance)
        elif isinstance(place, list):
            _list(place, chance)
    return document


VALUES: list[object] = [
    *(0, 1, -1, 2, 5, 6, 7, 12, 10**6, 10**20, 0.0, 0.1, 1.0, 1.5, -0.1, 1e300, True, False, ""),
    *("assumed", "national", "signal", "staff", "current-first", "oldest-first", "limburg-2013"),
    *("2025-01-01", "\u202e", "x" * 5000, [], {}, [1], {"weeks": 0}, {"half_years": 99}),
    *({"weeks": 16, "half_years": 1}, {"next_reference_date": True}, {"backlog_persons": 1}),
]
KEYS = [
    *("id", "version", "valid_from", "valid_until", "steps", "number", "key", "name", "term"),
    *("enter", "enter_evidence", "evidence", "backlog_share", "at_step", "missed_in_a_row", "é"),
    *("realised_share_below", "term_expired", "behind_pace", "weeks", "half_years", "", "a.b", '"'),
]


def _inside(place: object) -> list[object]:
    if isinstance(place, dict):
        return [each for each in place.values() if isinstance(each, dict | list)]
    return [each for each in place if isinstance(each, dict)] if isinstance(place, list) else []


def _list(places: list[object], chance: Random) -> None:
    what = chance.choice(("turned", "longer", "empty"))
    if what == "turned":
        places.reverse()
    elif what == "longer":
        places.append(_any_value(chance))
    else:
        places.clear()


def _any_value(chance: Random) -> object:
    """A value of its own: another mutation may put something in it."""
    return deepcopy(chance.choice(VALUES))


def _key(table: dict[str, object], chance: Random) -> None:
    what = chance.choice(("other", "other", "other", "gone", "added", "renamed"))
    if what == "added" or not table:
        table[chance.choice(KEYS)] = _any_value(chance)
        return
    key = chance.choice(list(table))
    if what == "gone":
        del table[key]
    elif what == "renamed":
        table[chance.choice(KEYS)] = table.pop(key)
    else:
        table[key] = _any_value(chance)
