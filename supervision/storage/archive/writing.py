"""Writes a backup: all of one state of the store, under its name only when it is whole."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, Table, select

from supervision.storage import versions
from supervision.storage.archive import manifest, rows
from supervision.storage.archive.manifest import Manifest, TableEntry
from supervision.storage.tables import Revision


@dataclass(frozen=True, slots=True)
class Written:
    """A backup that was made, and how to know it again; `size` is in bytes."""

    path: Path
    size: int
    sha256: str
    manifest: Manifest


def write(connection: Connection, path: Path, made_at: datetime) -> Written:
    """Back up the state that a connection sees in a file, in the place of what has that name.

    Raises OSError where it cannot be written and ValueError for a value in the store that is not
    of the type of its column; then no file is left.
    """
    with _in_place(path) as target:
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            found = _fill(archive, connection, made_at)
        target.flush()
        os.fsync(target.fileno())
        size, sha256 = target.tell(), _sha256(target)
    return Written(path, size, sha256, found)


def _fill(archive: ZipFile, connection: Connection, made_at: datetime) -> Manifest:
    files: dict[str, int] = {}
    tables: dict[str, TableEntry] = {}
    for table in rows.stored_tables(connection):
        fingerprints = {}
        for key, column, content in rows.files(connection, table):
            sha256 = rows.fingerprint(content)
            fingerprints[key, column] = sha256
            if sha256 not in files:
                archive.writestr(f"files/{sha256}", content)
                files[sha256] = len(content)
        tables[table.name] = _write_rows(archive, connection, table, fingerprints)
    tail = connection.execute(
        select(Revision.number, Revision.audit_events, Revision.audit_hash)
    ).one()
    version = versions.version_in(connection) or versions.NOTHING
    found = Manifest(made_at, version, *tail, tables, files)
    archive.writestr(manifest.MEMBER, found.to_json())
    return found


def _write_rows(
    archive: ZipFile, connection: Connection, table: Table, fingerprints: rows.Fingerprints
) -> TableEntry:
    hashed, number = hashlib.sha256(), 0
    with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as member:
        try:
            for line in rows.lines(connection, table, fingerprints):
                member.write(line)
                hashed.update(line)
                number += 1
        except ValueError as error:
            raise ValueError(f"{table.name}: {error}") from error
    columns = tuple(sorted(table.c.keys()))
    return TableEntry(columns, rows.file_columns(table), number, hashed.hexdigest())


def _sha256(written: BinaryIO) -> str:
    hashed = hashlib.sha256()
    written.seek(0)
    while block := written.read(1 << 20):
        hashed.update(block)
    return hashed.hexdigest()


@contextmanager
def _in_place(path: Path) -> Iterator[BinaryIO]:
    """Give a file for the owner's eyes only, which takes the place of `path` when it is done."""
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(number, "w+b") as target:
            yield target
        fresh.replace(path)
        _keep_name(path.parent)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _keep_name(folder: Path) -> None:
    """See that the name outlives a power cut, where a folder can be asked for that."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
