"""The verbs that back up and restore the store: backup, restore."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from supervision.cli.arguments import actor, newcomer, verb
from supervision.cli.output import print_json
from supervision.config import settings
from supervision.storage.archive.manifest import Manifest
from supervision.storage.database import database
from supervision.storage.verification import Verification
from supervision.usecases import recovery
from supervision.views.record import verdict
from supervision.words import Words


def add_verbs(verbs: object) -> None:
    """Add the verbs to the parser."""
    added = verb(
        verbs, "backup", _backup, "write all that is in the store to one file", writes=True
    )
    added.add_argument("file", type=Path, metavar="FILE", help="like backup.zip")
    added.add_argument("--force", action="store_true", help="overwrite the file")
    added.add_argument("--json", action="store_true")

    added = verb(
        verbs, "restore", _restore, "put a backup in a store; stop the servers first", writes=True
    )
    added.add_argument("file", type=Path, metavar="FILE", help="made by `backup`")
    added.add_argument("--check", action="store_true", help="look at the backup only")
    added.add_argument(
        "--replace", action="store_true", help="also where there is something in the store"
    )
    added.add_argument(
        "--keep", type=Path, metavar="FILE", help="of what is replaced; default: beside the backup"
    )
    added.add_argument(
        "--broken-record", action="store_true", help="also where the record is not whole"
    )
    added.add_argument("--json", action="store_true")


def _backup(chosen: Namespace, t: Words) -> int:
    opened = database(settings().database_url)
    made = recovery.back_up(opened, actor(chosen), chosen.file, force=chosen.force)
    written = made.written
    if chosen.json:
        fields = {"file": str(written.path), "size": written.size, "sha256": written.sha256}
        recorded = {"recorded": made.recorded}
        print_json(fields | recorded | _content(written.manifest, made.trail, t))
        return 0
    print(t("Backup made: {file}", file=written.path))
    print(t("Size in bytes: {size}. SHA-256: {sha256}", size=written.size, sha256=written.sha256))
    _print_content(written.manifest, made.trail, t)
    if not made.recorded:
        print(t("The store cannot be written: that this backup was made is not in the record."))
    return 0


def _restore(chosen: Namespace, t: Words) -> int:
    if chosen.check:
        manifest, trail = recovery.examine(chosen.file, broken_record=chosen.broken_record)
        replaced = None
    else:
        opened = database(settings().database_url)
        done = recovery.restore(
            opened,
            actor(chosen) if opened.version() else newcomer(chosen),
            chosen.file,
            replace=chosen.replace,
            keep=chosen.keep,
            broken_record=chosen.broken_record,
        )
        manifest, trail, replaced = done.manifest, done.trail, done.replaced
    if chosen.json:
        fields = {"restored": not chosen.check, "replaced": replaced and str(replaced)}
        print_json(fields | _content(manifest, trail, t))
        return 0
    said = t("The backup is whole.") if chosen.check else t("Restored: {file}", file=chosen.file)
    print(said)
    _print_content(manifest, trail, t)
    if replaced is not None:
        print(t("What was in the store is kept in {file}", file=replaced))
    return 0


def _content(manifest: Manifest, trail: Verification, t: Words) -> dict[str, object]:
    return {
        "made_at": manifest.made_at,
        "schema": manifest.schema,
        "revision": manifest.revision,
        "entries": manifest.audit_events,
        "last_hash": manifest.audit_hash,
        "record_whole": trail.broken is None,
        "record": verdict(trail, t),
        "rows": {name: entry.rows for name, entry in manifest.tables.items()},
        "files": len(manifest.files),
    }


def _print_content(manifest: Manifest, trail: Verification, t: Words) -> None:
    print(
        t.plural(
            "Made on {moment} at revision {revision}, with {n} file as it was delivered.",
            "Made on {moment} at revision {revision}, with {n} files as they were delivered.",
            len(manifest.files),
            moment=t.moment(manifest.made_at),
            revision=manifest.revision,
        )
    )
    print(verdict(trail, t))
