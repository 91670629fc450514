"""Uploads that wait for a yes: kept in the store, so that a restart loses nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from supervision.domain.actor import Actor
from supervision.domain.halfyear import HalfYear
from supervision.errors import NotFound
from supervision.importing import Field, FileKind, Request
from supervision.storage import batches as store
from supervision.storage.batches import Draft
from supervision.storage.database import Database
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt
from supervision.usecases.setup import request_for
from supervision.usecases.text import storable


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user says of a file where it leaves something open; None is: find it."""

    kind: FileKind | None = None
    half_year: HalfYear | None = None
    as_of: date | None = None
    columns: Mapping[str, Field] = field(default_factory=dict)

    def apply(self, request: Request) -> Request:
        """Return the request with these choices in it."""
        return replace(
            request,
            kind=self.kind,
            half_year=self.half_year,
            as_of=self.as_of,
            columns=self.columns,
        )

    def to_json(self) -> str:
        """Return the choices as the store keeps them."""
        plain = {
            "kind": self.kind,
            "half_year": None if self.half_year is None else str(self.half_year),
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "columns": dict(self.columns),
        }
        return json.dumps(plain)

    @classmethod
    def from_json(cls, text: str) -> Choices:
        """Return the choices that the store kept."""
        plain = json.loads(text)
        return cls(
            FileKind(plain["kind"]) if plain["kind"] else None,
            HalfYear.parse(plain["half_year"]) if plain["half_year"] else None,
            date.fromisoformat(plain["as_of"]) if plain["as_of"] else None,
            {heading: Field(each) for heading, each in plain["columns"].items()},
        )


def keep(database: Database, actor: Actor, file_name: str, content: bytes) -> int:
    """Keep an upload until somebody decides; return its number. Raises NotAllowed.

    The same file delivered twice waits once.
    """
    with attempt(database, actor, Action.DRAFT, file_name):
        for each in waiting(database):
            if (each.file_name, each.content) == (storable(file_name), content):
                return each.id
        draft: dict[str, object] = {
            "file_name": storable(file_name),
            "content": content,
            "choices": Choices().to_json(),
            "uploaded_by": actor.name,
        }
        with database.write(actor, clock.now(), Action.DRAFT, moves_figures=False) as transaction:
            number = store.add_draft(transaction, draft)
            transaction.about = f"draft {number}"
            transaction.details |= {"file": file_name, "size": len(content)}
        return number


def choose(database: Database, actor: Actor, draft: int, choices: Choices) -> None:
    """Keep what the user says of the file. Raises NotAllowed, NotFound once it was settled."""
    about = f"draft {draft}"
    with (
        attempt(database, actor, Action.DRAFT, about),
        database.write(actor, clock.now(), Action.DRAFT, moves_figures=False) as transaction,
    ):
        if draft not in [each.id for each in store.drafts(transaction.connection)]:
            raise NotFound(kind="draft", key=str(draft))
        store.set_choices(transaction, draft, choices.to_json())
        transaction.about = about
        transaction.details |= {"choices": choices.to_json()}


def discard(database: Database, actor: Actor, draft: int) -> None:
    """Put an upload aside without importing it; nothing where that was done. Raises NotAllowed."""
    about = f"draft {draft}"
    with attempt(database, actor, Action.DISCARD, about):
        if draft not in [each.id for each in waiting(database)]:
            return
        with database.write(actor, clock.now(), Action.DISCARD, moves_figures=False) as transaction:
            store.remove_draft(transaction, draft)
            transaction.about = about


def waiting(database: Database) -> tuple[Draft, ...]:
    """Return the uploads that wait, the last first."""
    with database.read() as connection:
        return store.drafts(connection)


def request_of(draft: Draft) -> Request:
    """Return the request to read a waiting upload, with the choices made for it."""
    return Choices.from_json(draft.choices).apply(request_for(draft.file_name))
