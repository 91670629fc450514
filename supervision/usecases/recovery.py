"""Backing up the store into one file, and putting such a file in the place of a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervision.domain.actor import Actor
from supervision.errors import BackupInvalid, InvalidRequest, StoreNotReady, StoreUnusable
from supervision.storage import verification, versions
from supervision.storage.archive import loading, reading, writing
from supervision.storage.archive.manifest import Manifest
from supervision.storage.archive.reading import Archive
from supervision.storage.archive.writing import Written
from supervision.storage.database import Database, Reader
from supervision.storage.verification import Verification
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt
from supervision.usecases.text import storable


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made, whether the record in it is whole, and whether the store kept that
    it was made."""

    written: Written
    trail: Verification
    recorded: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in the store, whether its record is whole, and where what stood there is."""

    manifest: Manifest
    trail: Verification
    replaced: Path | None


def back_up(database: Database, actor: Actor, target: Path, *, force: bool = False) -> Made:
    """Write all that is in the store to a file, while others may go on writing to the store.

    The record then keeps that it was made, with its hash; so that entry is not in it. From a
    store that can only be read a backup can still be made, and then nothing is recorded. Raises
    InvalidRequest where there is such a file (unless with `force`) or none can be written,
    StoreNotReady, StoreUnusable, NotAllowed.
    """
    if database.version() is None:
        raise StoreNotReady(url=database.shown)
    with attempt(database, actor, Action.BACKUP, storable(target.name)):
        if target.exists() and not force:
            raise InvalidRequest(name="FILE", value=str(target), reason="exists")
        with database.read() as connection:
            written = _write(connection, target, clock.now(), database.shown)
            trail = verification.verify(connection)
    return Made(written, trail, _record(database, actor, written))


def examine(source: Path, *, broken_record: bool = False) -> tuple[Manifest, Verification]:
    """Return what is in a backup after looking at all of it; no store is touched.

    Raises BackupInvalid, also where its record is not whole (unless with `broken_record`), and
    InvalidRequest where the file cannot be read.
    """
    with _opened(source, broken_record) as archive:
        return archive.manifest, archive.trail


def restore(
    database: Database,
    actor: Actor,
    source: Path,
    *,
    replace: bool = False,
    keep: Path | None = None,
    broken_record: bool = False,
) -> Restored:
    """Put a backup in a store that is new or empty, with `replace` also in one that is not.

    All of the backup is looked at before, and all that came into the store before it counts; a
    backup of an older version is then upgraded. What was in the store is first backed up as
    `keep`, or beside the backup. The record afterwards is that of the backup, without an entry
    about the restore. Raises what `examine` does, InvalidRequest for a store that is not empty
    and where no backup of it can be made, StoreUnusable, NotAllowed.
    """
    now = clock.now()
    with (
        _opened(source, broken_record) as archive,
        _attempt(database, actor, storable(source.name)),
        database.rebuilding() as connection,
    ):
        if versions.version_in(connection) not in (None, *versions.every_version()):
            raise StoreNotReady(url=database.shown)
        replaced = None
        if not loading.is_empty(connection):
            if not replace:
                raise InvalidRequest(name="restore", value=database.shown, reason="not_empty")
            replaced = keep or source.with_name(f"replaced-{now:%Y%m%dT%H%M%S%f}Z.zip")
            if replaced.exists():
                raise InvalidRequest(name="--keep", value=str(replaced), reason="taken")
            _write(connection, replaced, now, database.shown)
        loading.load(connection, archive)
    return Restored(archive.manifest, archive.trail, replaced)


@contextmanager
def _opened(source: Path, broken_record: bool) -> Iterator[Archive]:
    """Give a backup that was looked at, before any store is touched."""
    try:
        with reading.opened(source) as archive:
            broken = archive.trail.broken
            if broken is not None and not broken_record:
                number = str(broken.entry)
                raise BackupInvalid(file=str(source), reason="broken_record", value=number)
            yield archive
    except OSError as error:
        raise InvalidRequest(name="FILE", value=str(source), reason="unreadable") from error


def _attempt(database: Database, actor: Actor, about: str) -> AbstractContextManager[None]:
    """A store that is not there yet knows no roles and can keep no refusal."""
    if database.version() is None:
        return nullcontext()
    return attempt(database, actor, Action.RESTORE, about)


def _write(connection: Reader, target: Path, at: datetime, url: str) -> Written:
    try:
        return writing.write(connection, target, at)
    except OSError as error:
        raise InvalidRequest(name="FILE", value=str(target), reason="unwritable") from error
    except ValueError as error:
        raise StoreUnusable(url=url, reason=str(error)) from error


def _record(database: Database, actor: Actor, written: Written) -> bool:
    """Keep that a backup was made; it moves no figure, so the revision stays."""
    try:
        with database.write(actor, clock.now(), Action.BACKUP, moves_figures=False) as transaction:
            transaction.about = storable(written.path.name)
            transaction.details |= {"size": written.size, "sha256": written.sha256}
    except StoreUnusable:
        return False
    return True
