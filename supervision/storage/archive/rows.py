"""Rows of any table of any version as lines of JSON, the same from either kind of database.

The tables are taken as they stand in the store, not as this version of the product knows them: so
a store can be backed up before it is upgraded, and an older backup restored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import Column, Connection, LargeBinary, MetaData, Table, inspect, select

from supervision.storage.tables import Base

LEFT_OUT = frozenset({"session_use"})
"""Why, the package tells."""
FORMER: frozenset[str] = frozenset()
"""Tables that a migration has removed; an older store still has them."""
OURS = FORMER | Base.metadata.tables.keys()
"""Whatever else somebody put in the database is left alone."""

Fingerprints = Mapping[tuple[int, str], str]
"""By key of a row and column: the SHA-256 of the file in it."""


def stored_tables(connection: Connection) -> tuple[Table, ...]:
    """Return the tables in the store, each after those to which it refers."""
    metadata = MetaData()
    there = set(inspect(connection).get_table_names())
    metadata.reflect(connection, only=sorted(there & OURS - LEFT_OUT))
    return tuple(each for each in metadata.sorted_tables if each.name not in LEFT_OUT)


def file_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that hold files."""
    return tuple(each.name for each in table.c if isinstance(each.type, LargeBinary))


def files(connection: Connection, table: Table) -> Iterator[tuple[int, str, bytes]]:
    """Yield every file in a table with the key of its row and its column, one at a time."""
    key = _key(table)
    for name in file_columns(table):
        for number in connection.execute(select(key).order_by(key)).scalars().all():
            query = select(table.c[name]).where(key == number)
            yield number, name, connection.execute(query).scalar_one()


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def lines(connection: Connection, table: Table, fingerprints: Fingerprints) -> Iterator[bytes]:
    """Yield every row by its key as a line.

    Raises ValueError for a value that is not of the type of its column.
    """
    named, key = file_columns(table), _key(table)
    columns = [each for each in table.c if each.name not in named]
    for row in connection.execute(select(*columns).order_by(key)).mappings():
        plain = {each.name: _plain(each, row[each.name]) for each in columns}
        plain |= {name: fingerprints[row[key.name], name] for name in named}
        yield line_of(plain)


def line_of(plain: Mapping[str, object]) -> bytes:
    """Return the one way to write a row."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def values(table: Table, plain: Mapping[str, object]) -> dict[str, object]:
    """Return a row as the database takes it; a column that holds a file keeps its fingerprint.

    Raises ValueError, TypeError or KeyError for a line that is no row of this table.
    """
    if plain.keys() != set(table.c.keys()):
        raise ValueError("other columns")
    return {name: _value(table.c[name], value) for name, value in plain.items()}


def moment(text: str) -> datetime:
    """Return a moment from a line: in UTC, without its zone."""
    return datetime.fromisoformat(text)


def _key(table: Table) -> Column[int]:
    """Every table has one key, and it is a number."""
    (key,) = table.primary_key.columns
    return key


def _plain(column: Column[object], value: object) -> object:
    if value is None or isinstance(column.type, LargeBinary):
        return value
    if not isinstance(value, column.type.python_type):
        raise ValueError(f"{column}: {value!r}")
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value


def _value(column: Column[object], plain: object) -> object:
    wanted = str if isinstance(column.type, LargeBinary) else column.type.python_type
    if wanted in (date, datetime) and isinstance(plain, str):
        return moment(plain) if wanted is datetime else date.fromisoformat(plain)
    if plain is not None and type(plain) is not wanted:
        raise TypeError(f"{column}: {plain!r}")
    return plain
