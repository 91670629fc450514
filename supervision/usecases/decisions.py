"""Decisions about the step of a municipality: the system proposes, a person decides.

Append-only: a wrong decision is corrected by a new one that refers to it. Steps 4 to 6 take two
people: one prepares a draft, another confirms or rejects it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from unicodedata import normalize

from supervision.domain.actor import Actor
from supervision.domain.deciding import (
    SHORTEST_RATIONALE,
    Circumstances,
    Intent,
    Objection,
    Waited,
    kind_of,
    needs_second_person,
    objections,
    objections_to_confirming,
    term_given,
)
from supervision.domain.decision import Status
from supervision.domain.ladder import Assessment
from supervision.domain.ruleset import in_force
from supervision.errors import DecisionRefused, NotFound, NotWaiting, Overtaken, SamePerson
from supervision.holidays import is_holiday
from supervision.reference import register
from supervision.rulesets import find_version, shipped
from supervision.storage import decisions as store
from supervision.storage.database import Database, Reader
from supervision.storage.decisions import RecordedDecision
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt
from supervision.usecases.assessing import assessed_in, municipality, snapshot_in
from supervision.usecases.text import legible, written
from supervision.views.evidence import evidence
from supervision.views.provenance import tracer
from supervision.views.snapshot import Snapshot


def decide(
    database: Database, actor: Actor, code: str, intent: Intent, *, seen: int | None = None
) -> tuple[int, Status]:
    """Record a decision; return its number, and whether it is final or a draft.

    `seen` is the revision that the user looked at. Raises NotFound for an unknown municipality,
    DecisionRefused with every objection, Overtaken when the store has moved on, NotAllowed.
    """
    about = f"{code} step {intent.step_to}"
    with attempt(database, actor, Action.DECIDE, about):
        municipality(register(), code)
        with database.write(actor, clock.now(), Action.DECIDE) as transaction:
            if seen is not None and database.revision_in(transaction.connection) != seen:
                raise Overtaken(revision=seen)
            meets, snapshot = _circumstances(transaction.connection, code, intent)
            _refuse(objections(intent, meets, is_holiday))
            values = _values(code, intent, meets, snapshot)
            number = store.record(transaction, values | {"recorded_by": actor.name})
            draft = needs_second_person(intent.step_to)
            transaction.about = f"decision {number} {code}"
            transaction.details |= _change(meets.assessment, values)
        return number, Status.DRAFT if draft else Status.FINAL


def confirm(database: Database, actor: Actor, decision: int) -> None:
    """Make a draft final, as the second person.

    Refused is what would be refused by now, because figures came in meanwhile, and what the
    system proposes otherwise by now. Raises NotFound, NotWaiting, SamePerson, DecisionRefused,
    NotAllowed.
    """
    about = f"decision {decision}"
    with (
        attempt(database, actor, Action.CONFIRM, about),
        database.write(actor, clock.now(), Action.CONFIRM) as transaction,
    ):
        draft = _waiting(transaction.connection, decision)
        if _same(actor.name, draft.recorded_by):
            raise SamePerson(actor=actor.name, key=str(decision))
        code, intent = draft.decision.code, _intent_of(draft)
        meets, _ = _circumstances(transaction.connection, code, intent, confirming=decision)
        _refuse(
            objections(intent, meets, is_holiday)
            or objections_to_confirming(
                _waited(transaction.connection, draft, meets.assessment.proposed_step)
            )
        )
        store.give_verdict(transaction, decision, "confirmed", actor.name)
        transaction.about = f"{about} {code}"
        transaction.details |= {
            "old": {"step": draft.decision.step_from, "status": "draft"},
            "new": {"step": draft.decision.step_to, "status": "final"},
            "ruleset": f"{draft.ruleset_id} {draft.ruleset_version}",
            "prepared_by": draft.recorded_by,
        }


def reject(database: Database, actor: Actor, decision: int, reason: str) -> None:
    """Put a draft aside, by whoever may decide; it stays on record.

    Raises NotFound, NotWaiting, InvalidRequest without a reason, NotAllowed.
    """
    about = f"decision {decision}"
    with attempt(database, actor, Action.REJECT, about):
        reason = written("reason", reason)
        with database.write(actor, clock.now(), Action.REJECT) as transaction:
            draft = _waiting(transaction.connection, decision)
            store.give_verdict(transaction, decision, "rejected", actor.name, reason)
            transaction.about = f"{about} {draft.decision.code}"
            transaction.details |= {
                "old": {"status": "draft"},
                "new": {"status": "rejected"},
                "reason": reason,
            }


def recorded(database: Database) -> tuple[RecordedDecision, ...]:
    """Return every decision ever recorded, the first first."""
    with database.read() as connection:
        return store.decisions(connection)


def basis(database: Database, decision: int) -> tuple[RecordedDecision, Snapshot]:
    """Return a decision and what was known when it was recorded, without it and what it corrects.

    The snapshot holds the municipality and those merged into it; the assessment in it is the one
    that the decision rests on, computed anew from the facts. Raises NotFound.
    """
    with database.read() as connection:
        found = _recorded(connection, decision)
        return found, snapshot_in(
            connection,
            found.decision.decided_on,
            find_version(found.ruleset_id, found.ruleset_version),
            found.recorded_at,
            {decision, found.corrects},
            register().family(found.decision.code),
        )


def recomputed(database: Database, decision: int) -> str:
    """Return what a decision rests on, computed anew from the facts of then, as canonical JSON.

    It equals `RecordedDecision.assessment` as long as nobody tampered with either.
    """
    found, snapshot = basis(database, decision)
    assessment = assessed_in(snapshot, found.decision.code)
    return evidence(assessment, snapshot.province.ruleset, tracer(assessment, snapshot))


def _waited(connection: Reader, draft: RecordedDecision, by_now: int) -> Waited:
    """How the draft fared between its recording and today."""
    code, leave_out = draft.decision.code, {draft.corrects}
    recorded_on, today = clock.date_of(draft.recorded_at), clock.today()

    def proposed(on: date, until: datetime | None) -> int:
        ruleset, family = in_force(shipped(), on), register().family(code)
        found = snapshot_in(connection, on, ruleset, until, leave_out, among=family)
        return assessed_in(found, code).proposed_step

    return Waited(
        draft.proposed_step,
        by_now,
        recorded_on,
        proposed(recorded_on, draft.recorded_at),
        today,
        proposed(today, None),
        draft.decision.term,
        municipality(register(), code).exists_on(today)
        or not municipality(register(), code).exists_on(recorded_on),
    )


def _circumstances(
    connection: Reader, code: str, intent: Intent, *, confirming: int | None = None
) -> tuple[Circumstances, Snapshot]:
    """What the decision meets, and the figures behind it; without the one that it corrects.

    A date that has not come yet is refused; what else is wrong shows from how things are today.
    """
    about = store.decisions(connection, {code})
    counting = sorted(
        (each.decision for each in about if each.counts_at(None)),
        key=lambda each: (each.decided_on, each.number),
    )
    dates: list[date | None] = [None, None, *(each.decided_on for each in counting)]
    on = min(intent.decided_on, clock.today())
    ruleset = in_force(shipped(), on)
    leave_out = () if intent.corrects is None else (intent.corrects,)
    family = register().family(code)
    snapshot = snapshot_in(connection, on, ruleset, leave_out=leave_out, among=family)
    return (
        Circumstances(
            assessed_in(snapshot, code),
            ruleset,
            clock.today(),
            counting[-1].number if counting else None,
            dates[-1],
            dates[-2],
            any(each.waits and each.decision.number != confirming for each in about),
            municipality(register(), code).exists_on(intent.decided_on),
        ),
        snapshot,
    )


def _values(
    code: str, intent: Intent, meets: Circumstances, snapshot: Snapshot
) -> dict[str, object]:
    """The decision as the store keeps it."""
    assessment, ruleset = meets.assessment, meets.ruleset
    term = term_given(intent, meets, is_holiday)
    return {
        "municipality": code,
        "kind": kind_of(intent, assessment).value,
        "step_from": assessment.measure.step,
        "step_to": intent.step_to,
        "proposed_step": assessment.proposed_step,
        "decided_on": intent.decided_on,
        "rationale": legible(intent.rationale),
        "deviation": legible(intent.deviation),
        "urgency": legible(intent.urgency),
        "term_until": None if term is None else term.until,
        "to_reference_date": term is not None and term.to_reference_date,
        "named": intent.named,
        "counted_from": intent.counted_from,
        "ruleset_id": ruleset.id,
        "ruleset_version": str(ruleset.version),
        "assessment": evidence(assessment, ruleset, tracer(assessment, snapshot)),
        "revision": snapshot.revision,
        "corrects": intent.corrects,
        "draft": needs_second_person(intent.step_to),
    }


def _change(assessment: Assessment, values: Mapping[str, object]) -> dict[str, object]:
    """Old and new value for the audit trail, with everything that was said."""
    measure = assessment.measure
    told = ("kind", "decided_on", "rationale", "deviation", "urgency", "corrects", "draft")
    return {name: values[name] for name in told} | {
        "old": {"step": measure.step, "term": measure.term.until if measure.term else None},
        "new": {
            "step": values["step_to"],
            "term": values["term_until"],
            "named": values["named"],
            "counted_from": values["counted_from"],
        },
        "proposed": values["proposed_step"],
        "ruleset": f"{values['ruleset_id']} {values['ruleset_version']}",
    }


def _intent_of(draft: RecordedDecision) -> Intent:
    """What the person who prepared a draft intended."""
    decision = draft.decision
    return Intent(
        decision.step_to,
        decision.decided_on,
        draft.rationale,
        decision.term.until if decision.term else None,
        decision.named,
        decision.counted_from,
        draft.deviation,
        draft.urgency,
        draft.corrects,
    )


def _refuse(found: tuple[Objection, ...]) -> None:
    if found:
        raise DecisionRefused(
            objections=tuple(each.value for each in found), shortest=SHORTEST_RATIONALE
        )


def _recorded(connection: Reader, decision: int) -> RecordedDecision:
    found = store.decision(connection, decision)
    if found is None:
        raise NotFound(kind="decision", key=str(decision))
    return found


def _waiting(connection: Reader, decision: int) -> RecordedDecision:
    found = _recorded(connection, decision)
    if not found.waits:
        raise NotWaiting(key=str(decision))
    return found


def _same(one: str, other: str) -> bool:
    """Whether two names are one person's, however they were typed."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(normalize("NFKC", name).split()).casefold()
