"""Importing a file: look at it, say what it would change, store it whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from supervision.domain.actor import Actor
from supervision.domain.figures import Facts
from supervision.domain.province import build_accounts
from supervision.domain.ruleset import in_force
from supervision.errors import AlreadyWithdrawn, NotFound, Overtaken
from supervision.importing import Problem, ProblemCode, Reading, Request, read_file
from supervision.importing.changes import Change, ChangeKind, Effect, changes
from supervision.importing.comparing import Known, carried_closings, compare
from supervision.reference import formula_targets, register
from supervision.rulesets import shipped
from supervision.storage import batches as store
from supervision.storage.batches import Batch
from supervision.storage.database import Database
from supervision.storage.facts import facts
from supervision.usecases import clock, mappings
from supervision.usecases.access import Action, attempt
from supervision.usecases.effects import effects
from supervision.usecases.text import written


@dataclass(frozen=True)
class Check:
    """What was read and what it would change; nothing has been stored.

    `warnings` are those of the file itself and those beside the figures that count now.
    """

    reading: Reading
    changes: tuple[Change, ...]
    warnings: tuple[Problem, ...]
    revision: int

    def count(self, kind: ChangeKind) -> int:
        """Return the number of municipalities of this kind."""
        return sum(change.kind is kind for change in self.changes)


def check(database: Database, data: bytes, request: Request) -> Check:
    """Return what the file says and what it would change; stores nothing."""
    reading = read_file(data, mappings.remembered(database, data, request))
    with database.read() as connection:
        revision = database.revision_in(connection)
        known = facts(connection) if reading.accepted else {}
        imported = store.batches(connection) if reading.accepted else ()
    return Check(
        reading,
        changes(reading, known, register()),
        (
            *reading.warnings,
            *_same_content(data, imported),
            *compare(reading, _known(reading, known)),
        ),
        revision,
    )


def _known(reading: Reading, known: Mapping[str, Facts]) -> Known:
    """What to compare the file with: figures, balances carried over, and the formula."""
    if reading.half_year is None:
        return Known()
    half_year = reading.half_year
    ruleset = in_force(shipped(), clock.today())
    accounts = build_accounts(known, register(), ruleset.attribution, ruleset.reporter)
    return Known(
        known,
        carried_closings(accounts, half_year),
        lambda code: formula_targets(code, half_year),
    )


def _same_content(data: bytes, imported: Iterable[Batch]) -> Iterator[Problem]:
    sha256 = hashlib.sha256(data).hexdigest()
    for batch in imported:
        if batch.sha256 == sha256 and batch.counts_at(None):
            details = {"batch": str(batch.id), "file": batch.file_name}
            yield Problem(ProblemCode.SAME_CONTENT, details=details)


def effects_of(database: Database, reading: Reading) -> tuple[Effect, ...]:
    """Return what a file would do to balances, steps and flags; stores nothing."""
    with database.read() as connection:
        known = facts(connection)
    return effects(reading, known, clock.today())


def import_file(
    database: Database,
    actor: Actor,
    data: bytes,
    request: Request,
    *,
    seen: int | None = None,
    draft: int | None = None,
) -> tuple[Check, int | None]:
    """Store the file whole, or refuse it whole; return the check and the number of the batch.

    The number is None when the file has problems: then nothing was stored. `seen` is the
    revision that the user looked at (raises Overtaken when the store has moved on), `draft`
    the waiting upload that this settles. Raises NotAllowed.
    """
    with attempt(database, actor, Action.IMPORT, request.file_name):
        found = check(database, data, request)
        reading = found.reading
        if not reading.accepted or reading.kind is None or reading.half_year is None:
            return found, None
        with database.write(actor, clock.now(), Action.IMPORT) as transaction:
            if seen is not None and database.revision_in(transaction.connection) != seen:
                raise Overtaken(revision=seen)
            sha256 = hashlib.sha256(data).hexdigest()
            batch = store.add_batch(
                transaction,
                {
                    "kind": reading.kind.value,
                    "half_year": str(reading.half_year),
                    "as_of": reading.as_of,
                    "file_name": request.file_name,
                    "sha256": sha256,
                    "size": len(data),
                    "content": data,
                    "sample": reading.sample,
                    "rows": reading.rows,
                    "ignored": reading.ignored,
                    "warnings": _kept(found.warnings),
                    "imported_by": actor.name,
                },
                _target_rows(reading),
                _realisation_rows(reading),
            )
            mappings.remember(transaction, reading, request.columns, actor.name)
            if draft is not None and not store.remove_draft(transaction, draft):
                raise NotFound(kind="draft", key=str(draft))
            transaction.about = f"batch {batch}"
            transaction.details |= {
                "file": request.file_name,
                "sha256": sha256,
                "kind": reading.kind.value,
                "half_year": str(reading.half_year),
                "rows": reading.rows,
            }
        return found, batch


def withdraw(database: Database, actor: Actor, batch: int, reason: str) -> None:
    """Make a batch no longer count; the figures before it count again.

    Raises NotAllowed, NotFound, AlreadyWithdrawn, or InvalidRequest without a reason.
    """
    about = f"batch {batch}"
    with attempt(database, actor, Action.WITHDRAW, about):
        reason = written("reason", reason)
        with database.write(actor, clock.now(), Action.WITHDRAW) as transaction:
            found = [each for each in store.batches(transaction.connection) if each.id == batch]
            if not found:
                raise NotFound(kind="batch", key=str(batch))
            if found[0].withdrawn_at is not None:
                raise AlreadyWithdrawn(kind="batch", key=str(batch))
            store.withdraw(transaction, batch, actor.name, reason)
            transaction.about = about
            transaction.details |= {
                "old": {"counts": True},
                "new": {"counts": False},
                "reason": reason,
                "file": found[0].file_name,
            }


def original(database: Database, batch: int) -> bytes:
    """Return an imported file byte for byte; raises NotFound."""
    with database.read() as connection:
        content = store.content(connection, batch)
    if content is None:
        raise NotFound(kind="batch", key=str(batch))
    return content


def history(database: Database) -> tuple[Batch, ...]:
    """Return every import, the last first, withdrawn ones too."""
    with database.read() as connection:
        return store.batches(connection)


def _kept(warnings: tuple[Problem, ...]) -> str:
    """The warnings as the store keeps them: data, no sentences."""
    return json.dumps([asdict(warning) for warning in warnings], ensure_ascii=False)


def _target_rows(reading: Reading) -> Iterator[dict[str, object]]:
    for record in reading.targets:
        yield {
            "row": record.row,
            "municipality": record.code,
            "half_year": str(reading.half_year),
            "net": record.net,
            "corrected": record.corrected,
            "carry_over": record.carry_over,
        }


def _realisation_rows(reading: Reading) -> Iterator[dict[str, object]]:
    for record in reading.realisations:
        yield {
            "row": record.row,
            "municipality": record.code,
            "half_year": str(reading.half_year),
            "as_of": reading.as_of,
            "reporter": record.reporter.value,
            "realised": record.realised,
            "linked": record.linked,
        }
