"""What callers can be told, as a tree of errors with fields; the sentences are in `words/`.

SupervisionError
├── Refused                  the request cannot be carried out; nothing has changed
│   ├── NotFound             no such municipality, batch, rule set or other object
│   ├── NotAllowed           the actor's role does not permit the action
│   ├── InvalidRequest       a value in the request is not acceptable
│   ├── AlreadyWithdrawn     the import, swap or excuse was withdrawn before
│   ├── DecisionRefused      a decision does not fit the rules; lists every objection
│   ├── SamePerson           who prepared a decision cannot be the second person
│   ├── NotWaiting           the decision is no draft that waits for a second person
│   └── Overtaken            somebody else changed the store meanwhile
├── RuleSetInvalid           a rule set file breaks the format; lists every fault
└── StoreUnusable            the database cannot be opened, is read-only or is full
    └── StoreNotReady        it was not made yet, or by another version of the product
"""

from __future__ import annotations


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


class NotWaiting(Refused):
    """The decision does not wait for a second person. Fields: `key`."""


class Overtaken(Refused):
    """Somebody else changed the store between looking and writing. Fields: `revision`."""


class RuleSetInvalid(SupervisionError):
    """A rule set file breaks the format. Fields: `file`, `faults` (a tuple of sentences)."""


class StoreUnusable(SupervisionError):
    """The database cannot be used. Fields: `url` (without password), `reason`."""


class StoreNotReady(StoreUnusable):
    """The database was not made yet, or by another version. Fields: `url`."""
