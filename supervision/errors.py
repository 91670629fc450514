"""What callers can be told, as a tree of errors with fields; the sentences are in `words/`.

SupervisionError
├── Refused                  the request cannot be carried out; nothing has changed
│   ├── NotFound             no such municipality, batch, rule set or other object
│   ├── NotAllowed           the actor's role does not permit the action
│   ├── NotAdmitted          nobody is signed in, or no longer, or has no role
│   ├── InvalidRequest       a value in the request is not acceptable
│   ├── AlreadyWithdrawn     the import, swap or excuse was withdrawn before
│   ├── DecisionRefused      a decision does not fit the rules; lists every objection
│   ├── SamePerson           who prepared a decision cannot be the second person
│   ├── BasisAltered         the facts no longer give what a decision rests on
│   ├── NotWaiting           the decision is no draft that waits for a second person
│   ├── ThresholdsRefused    other thresholds, asked for a "what if", are not possible
│   └── Overtaken            somebody else changed the store meanwhile
├── RuleSetInvalid           rule set files break the format; lists every fault
├── LetterTemplateInvalid    a letter template cannot be filled in
├── SettingsInvalid          the settings are incomplete or unsafe together
├── BackupInvalid            a file is no backup, is damaged, or cannot be restored here
└── StoreUnusable            the database cannot be opened, is read-only or is full
    └── StoreNotReady        it was not made yet, or by another version of the product
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class SupervisionError(Exception):
    """Base of all errors that the product raises on purpose; carries fields, no sentences."""

    def __init__(self, **fields: object) -> None:
        super().__init__(", ".join(f"{name}={value!r}" for name, value in fields.items()))
        self.fields = fields


class Refused(SupervisionError):
    """The request cannot be carried out; nothing has changed."""


class NotFound(Refused):
    """There is no such object. Fields: `kind`, `key`."""


class NotAllowed(Refused):
    """The actor's role does not permit the action. Fields: `actor`, `action`."""


class NotAdmitted(Refused):
    """Somebody may not enter, or no longer. Fields: `reason` (a `domain.session.Denial`), `name`.

    `name` is empty where nobody is known.
    """


class InvalidRequest(Refused):
    """A value in the request is not acceptable. Fields: `name`, `value`, `reason`."""


class AlreadyWithdrawn(Refused):
    """The import, swap or excuse was withdrawn before. Fields: `kind`, `key`."""


class DecisionRefused(Refused):
    """A decision does not fit the rules. Fields: `objections` (of `domain.deciding`), `shortest`.

    `shortest` is the least number of characters of a rationale.
    """


class SamePerson(Refused):
    """Who prepared a decision cannot confirm it. Fields: `actor`, `key`."""


class BasisAltered(Refused):
    """The facts of then no longer give what a decision rests on. Fields: `key`."""


class NotWaiting(Refused):
    """The decision does not wait for a second person. Fields: `key`."""


class Overtaken(Refused):
    """Somebody else changed the store between looking and writing. Fields: `revision`."""


class ThresholdsRefused(Refused):
    """A variant of a rule set is not possible. Fields: `objections` (tuple of `Fault`)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a rule set: which file and line, where in it, what, and what there is to say.

    `where` is a path such as `steps.2.enter.backlog_share`; steps count from 1, as people do.
    `details` hold the value found and what was expected, as the words need them.
    """

    what: str
    where: str = ""
    file: str = ""
    line: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)


class RuleSetInvalid(SupervisionError):
    """Rule set files break the format. Fields: `file`, `faults` (a tuple of `Fault`)."""


class LetterTemplateInvalid(SupervisionError):
    """A letter template cannot be filled in. Fields: `template`, `reason`, `value`.

    `reason` is `missing`, `unreadable`, `unknown_field`, `tags` or `no_concept`; `value` the
    field, or what the library says.
    """


class SettingsInvalid(SupervisionError):
    """The settings are incomplete or unsafe together. Fields: `reason`, `name`, `value`.

    `name` is the setting as it stands in the environment; `value` never holds a secret.
    """


class BackupInvalid(SupervisionError):
    """A backup cannot be restored; the store is as it was. Fields: `file`, `reason`, `value`.

    `reason` is `not_a_backup`, `damaged`, `newer`, `broken_record` or `not_accepted`; `value`
    says which part, version or entry, or what the database says.
    """


class StoreTrouble(StrEnum):
    """What is the matter with a store; `closed` cannot be opened or reached, or was lost."""

    FULL = "full"
    DISK = "disk"
    READ_ONLY = "read_only"
    BUSY = "busy"
    CLOSED = "closed"
    OTHER = "other"


class StoreUnusable(SupervisionError):
    """The database cannot be used. Fields: `url` (without password), `reason`, `trouble`.

    `reason` is what the database says, `trouble` a `StoreTrouble`.
    """


class StoreNotReady(StoreUnusable):
    """The database was not made yet, or by another version. Fields: `url`."""
