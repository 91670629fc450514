"""Opens a backup and looks at all of it before anything is done with it."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from supervision.errors import BackupInvalid
from supervision.storage import verification, versions
from supervision.storage.archive import manifest as manifests
from supervision.storage.archive import rows
from supervision.storage.archive.manifest import LaterFormat, Manifest, NotThisFormat
from supervision.storage.trail import Seal
from supervision.storage.verification import Verification

_LARGEST_MANIFEST = 64 * 1024 * 1024
"""Bytes: room for half a million files."""
_UNREADABLE = (
    BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What comes of reading a ZIP, or JSON in it, that is damaged."""


@dataclass(frozen=True)
class Archive:
    """A backup that was found to be as it was written; `trail` is what came of its record."""

    path: Path
    manifest: Manifest
    trail: Verification
    _zip: ZipFile

    def lines(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield every row of a table, files by their fingerprint."""
        with self._zip.open(_member(table)) as member:
            for line in member:
                yield json.loads(line)

    def file(self, sha256: str) -> bytes:
        """Return a file."""
        return self._zip.read(f"files/{sha256}")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Give a backup, all of which was looked at.

    Raises BackupInvalid where it is none, is damaged or of a later version, OSError where the
    file cannot be read. Whether its record is whole is left to the caller.
    """
    with path.open("rb") as source:
        try:
            archive = ZipFile(source)
        except _UNREADABLE as error:
            source.seek(0)
            if source.read(2) == b"PK":
                raise _damaged(path, manifests.MEMBER) from error
            raise BackupInvalid(file=str(path), reason="not_a_backup", value="") from error
        with archive:
            _as_we_pack(archive, path)
            found = _manifest(archive, path)
            _look_at_all(archive, found, path)
            yield Archive(path, found, _trail(archive, found, path), archive)


def _as_we_pack(archive: ZipFile, path: Path) -> None:
    """Refuse what other packers can do, or damage can make of it: our parts are deflated."""
    for each in archive.infolist():
        if each.compress_type not in (ZIP_DEFLATED, ZIP_STORED):
            raise _damaged(path, each.filename)


def _manifest(archive: ZipFile, path: Path) -> Manifest:
    try:
        if archive.getinfo(manifests.MEMBER).file_size > _LARGEST_MANIFEST:
            raise _damaged(path, manifests.MEMBER)
        found = Manifest.from_json(archive.read(manifests.MEMBER).decode())
    except (KeyError, NotThisFormat) as error:
        raise BackupInvalid(file=str(path), reason="not_a_backup", value="") from error
    except LaterFormat as error:
        raise BackupInvalid(file=str(path), reason="newer", value=str(error)) from error
    except _UNREADABLE as error:
        raise _damaged(path, manifests.MEMBER) from error
    if found.schema not in versions.every_version():
        raise BackupInvalid(file=str(path), reason="newer", value=found.schema)
    return found


def _look_at_all(archive: ZipFile, found: Manifest, path: Path) -> None:
    """See that there is what the manifest tells of, as it tells, and nothing else."""
    named = [manifests.MEMBER, *map(_member, found.tables), *(f"files/{x}" for x in found.files)]
    there = archive.namelist()
    if odd := sorted(set(named) ^ set(there)) or sorted({x for x in there if there.count(x) > 1}):
        raise _damaged(path, odd[0])
    for sha256, size in found.files.items():
        member = f"files/{sha256}"
        if archive.getinfo(member).file_size != size or _sha256(archive, member, path) != sha256:
            raise _damaged(path, member)
    for name, entry in found.tables.items():
        member = _member(name)
        if _sha256(archive, member, path) != entry.sha256:
            raise _damaged(path, member)
        if not all(_fits(row, found, name) for row in _rows(archive, name, entry.rows, path)):
            raise _damaged(path, member)


def _fits(row: Mapping[str, object], found: Manifest, table: str) -> bool:
    entry = found.tables[table]
    referred = [row.get(column) for column in entry.files]
    return row.keys() == set(entry.columns) and all(
        isinstance(each, str) and each in found.files for each in referred
    )


def _trail(archive: ZipFile, found: Manifest, path: Path) -> Verification:
    """Whether the record in the backup is whole, and its end the one of the manifest."""
    try:
        (tail,) = _rows(archive, "revision", 1, path)
        sealed = (tail["number"], tail["audit_events"], tail["audit_hash"])
        if sealed != (found.revision, found.audit_events, found.audit_hash):
            raise _damaged(path, _member("revision"))
        number = found.tables["audit_event"].rows
        events = [_event(row) for row in _rows(archive, "audit_event", number, path)]
    except _UNREADABLE as error:
        raise _damaged(path, _member("audit_event")) from error
    return verification.verified(events, Seal(found.audit_events, found.audit_hash))


def _event(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**row, "at": rows.moment(row["at"]).replace(tzinfo=UTC)}


def _rows(archive: ZipFile, table: str, number: int, path: Path) -> list[dict[str, Any]]:
    """The rows of a table, of which there have to be so many."""
    try:
        with archive.open(_member(table)) as member:
            found = [json.loads(line) for line in member]
    except _UNREADABLE as error:
        raise _damaged(path, _member(table)) from error
    if len(found) != number or not all(isinstance(each, dict) for each in found):
        raise _damaged(path, _member(table))
    return found


def _sha256(archive: ZipFile, member: str, path: Path) -> str:
    hashed = hashlib.sha256()
    try:
        with archive.open(member) as opened_:
            while block := opened_.read(1 << 20):
                hashed.update(block)
    except _UNREADABLE as error:
        raise _damaged(path, member) from error
    return hashed.hexdigest()


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _damaged(path: Path, part: str) -> BackupInvalid:
    return BackupInvalid(file=str(path), reason="damaged", value=part)
