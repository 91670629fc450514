"""Letters: about one decision, about one municipality, or about a selection on a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervision.domain.actor import Actor
from supervision.domain.decision import Status
from supervision.errors import BasisAltered, InvalidRequest
from supervision.reference import register
from supervision.storage.database import Database
from supervision.usecases import assessing, clock, decisions, record
from supervision.views.decided import undecided_step
from supervision.views.letters import (
    Letter,
    Matter,
    letters_about,
    matter_of,
    preventive_letter,
)
from supervision.views.snapshot import Snapshot
from supervision.words import words

LETTERS_SPEAK = words("nl")
"""Letters are Dutch, whatever language the screen has."""


def of_decision(database: Database, decision: int) -> tuple[Letter, ...]:
    """Return the letters that go with a decision, the one to the municipality first.

    Raises NotFound, InvalidRequest for a decision that was rejected or corrected, BasisAltered
    where the facts of then no longer give what the decision rests on.
    """
    found, snapshot = decisions.basis(database, decision)
    if decisions.recomputed(database, decision) != found.assessment:
        raise BasisAltered(key=str(decision))
    if found.status in {Status.REJECTED, Status.CORRECTED}:
        raise InvalidRequest(name="decision", value=decision, reason="no_longer_counts")
    assessment = assessing.assessed_in(snapshot, found.decision.code)
    return letters_about(found, assessment, snapshot, register(), LETTERS_SPEAK)


def of_municipality(database: Database, code: str, on: date) -> tuple[Letter, ...]:
    """Return the letters to a municipality on a date.

    Raises NotFound for an unknown one, and InvalidRequest where there is nothing to write about,
    a step is proposed that nobody decided on yet, or the date lies in the future.
    """
    found = of_selection(database, (code,), on)
    if not found:
        step = undecided_step(assessing.snapshot(database, on), code)
        reason = "no_letter" if step is None else "letter_follows"
        raise InvalidRequest(name="municipality", value=code, reason=reason)
    return found


def of_selection(database: Database, codes: Iterable[str], on: date) -> tuple[Letter, ...]:
    """Return the letters to those municipalities that there is something to write to about.

    By municipality: the draft that waits, else the last decision that counts, else the preventive
    letter. Raises NotFound for an unknown code, InvalidRequest for a date in the future.
    """
    if on > clock.today():
        raise InvalidRequest(name="on", value=on, reason="in_the_future")
    snapshot = assessing.snapshot(database, on)
    found: list[Letter] = []
    for code in codes:
        assessing.municipality(register(), code)
        matter = matter_of(snapshot, code)
        if matter is not None:
            found += about(database, matter, snapshot)
    return tuple(found)


def about(database: Database, matter: Matter, snapshot: Snapshot) -> tuple[Letter, ...]:
    """Return the letters about a matter that was found in the snapshot."""
    if matter.decision is not None:
        return of_decision(database, matter.decision)
    return (preventive_letter(matter.code, snapshot, register(), LETTERS_SPEAK),)


def handed_out(database: Database, actor: Actor, letters: Iterable[Letter]) -> None:
    """Keep that somebody took these letters along; raises NotAllowed."""
    for letter in letters:
        decision = "" if letter.decision is None else f", decision {letter.decision}"
        record.downloaded(database, actor, f"letter {letter.template} {letter.code}{decision}")
