"""Puts what is in a backup in the place of what is in a store, within one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Connection, MetaData, Table, delete, func, insert, inspect, select, text
from sqlalchemy.exc import DataError, IntegrityError

from supervision.errors import BackupInvalid
from supervision.storage import verification, versions
from supervision.storage.archive import rows
from supervision.storage.archive.reading import Archive
from supervision.storage.tables import AuditEvent, Revision

_AT_ONCE = 500
"""Rows in one statement, of a table without files."""


def is_empty(connection: Connection) -> bool:
    """Tell whether nothing was ever written to a store; nobody writes to it from here on."""
    if versions.version_in(connection) is None:
        return True
    connection.execute(select(Revision.id).with_for_update())
    return connection.execute(select(AuditEvent.id).limit(1)).first() is None


def load(connection: Connection, archive: Archive) -> None:
    """Remove all that is in the store, put the backup there, and bring its schema up to date.

    Raises BackupInvalid where the database does not take it, or has afterwards not exactly what
    is in the backup; it is for the caller to undo the transaction then. The guards that refuse
    to alter or remove what is on record are in force all along.
    """
    _remove(connection)
    versions.upgrade(connection, archive.manifest.schema)
    tables = rows.stored_tables(connection)
    if {each.name for each in tables} != archive.manifest.tables.keys():
        raise _other(archive, "manifest.json")
    for table in tables:
        _put(connection, table, archive)
        _go_on_counting(connection, table)
    for table in tables:
        if _sha256(connection, table) != archive.manifest.tables[table.name].sha256:
            raise _other(archive, table.name)
    versions.upgrade(connection)
    if verification.verify(connection) != archive.trail:
        raise _other(archive, "audit_event")


def _remove(connection: Connection) -> None:
    """Drop what is there; not by going down, which trips over guards that somebody removed."""
    there = set(inspect(connection).get_table_names())
    metadata = MetaData()
    metadata.reflect(connection, only=sorted(there & {*rows.OURS, "alembic_version"}))
    metadata.drop_all(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP FUNCTION IF EXISTS refuse_change()"))


def _put(connection: Connection, table: Table, archive: Archive) -> None:
    """Insert every row; the schema brings one of its own, the revision of an empty store."""
    if connection.execute(select(func.count()).select_from(table)).scalar_one():
        connection.execute(delete(table))
    at_once = 1 if rows.file_columns(table) else _AT_ONCE
    found = _values(table, archive)
    try:
        while some := list(islice(found, at_once)):
            connection.execute(insert(table), some)
    except (IntegrityError, DataError, OverflowError) as error:
        said = str(getattr(error, "orig", error))
        raise BackupInvalid(file=str(archive.path), reason="not_accepted", value=said) from error


def _values(table: Table, archive: Archive) -> Iterator[dict[str, object]]:
    for line in archive.lines(table.name):
        try:
            row = rows.values(table, line)
        except (KeyError, TypeError, ValueError) as error:
            raise _other(archive, table.name) from error
        yield row | {name: archive.file(str(row[name])) for name in rows.file_columns(table)}


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL counts keys apart from the rows; SQLite goes on after the highest."""
    if connection.dialect.name != "postgresql":
        return
    (key,) = table.primary_key.columns
    names = {"table": table.name, "key": key.name}
    counter = connection.execute(
        text("SELECT pg_get_serial_sequence(:table, :key)"), names
    ).scalar_one()
    highest = connection.execute(select(func.max(key))).scalar_one()
    if counter is not None and highest is not None:
        connection.execute(select(func.setval(counter, highest)))


def _sha256(connection: Connection, table: Table) -> str:
    """The SHA-256 of a table as it now is in the store."""
    fingerprints = {
        (key, column): rows.fingerprint(content)
        for key, column, content in rows.files(connection, table)
    }
    hashed = hashlib.sha256()
    for line in rows.lines(connection, table, fingerprints):
        hashed.update(line)
    return hashed.hexdigest()


def _other(archive: Archive, part: str) -> BackupInvalid:
    return BackupInvalid(file=str(archive.path), reason="damaged", value=part)
