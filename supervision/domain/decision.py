"""What people decided about the step of a municipality, and the measure in force because of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from supervision.domain.terms import Term

FIRST_STEP_OF_THE_EXECUTIVE = 4
"""From here on Gedeputeerde Staten decide (Gemeentewet art. 124): two persons record it."""


class DecisionKind(StrEnum):
    """What a decision does with the step of a municipality."""

    ESCALATE = "escalate"
    HOLD = "hold"
    DE_ESCALATE = "de_escalate"
    LAPSE = "lapse"
    FREEZE = "freeze"
    EXTEND = "extend"


class Status(StrEnum):
    """Where a decision stands: only a final one counts."""

    DRAFT = "draft"
    FINAL = "final"
    REJECTED = "rejected"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Measure:
    """The step on which a municipality stands since a decision; step 0 is off the ladder.

    Where the decision named a number of persons, those housed after `counted_from` count.
    `decided_on` is the date of the last decision, also of one that stayed on the step.
    """

    step: int = 0
    since: date | None = None
    term: Term | None = None
    named: int | None = None
    counted_from: date | None = None
    decided_on: date | None = None


OFF_THE_LADDER = Measure()


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that counts; `number` is its place in the store.

    `term` is the time that it gives; None where it gives none, or leaves the term as it was.
    """

    number: int
    code: str
    kind: DecisionKind
    step_from: int
    step_to: int
    decided_on: date
    term: Term | None = None
    named: int | None = None
    counted_from: date | None = None


def in_force(decisions: Iterable[Decision], on: date) -> Measure:
    """Return the measure in force on a day by the decisions about one municipality.

    They work in the order of their dates; a decision counts on the day itself.
    """
    measure = OFF_THE_LADDER
    for decision in sorted(decisions, key=lambda each: (each.decided_on, each.number)):
        if decision.decided_on <= on:
            measure = after(measure, decision)
    return measure


def after(measure: Measure, decision: Decision) -> Measure:
    """Return the measure that a decision makes of the one before it.

    A step up or down begins anew; a decision that stays on the step changes only what it names.
    """
    if decision.step_to == 0:
        return OFF_THE_LADDER
    if decision.step_to != measure.step:
        return Measure(
            decision.step_to,
            decision.decided_on,
            decision.term,
            decision.named,
            decision.counted_from,
            decision.decided_on,
        )
    measure = replace(measure, decided_on=decision.decided_on)
    if decision.named is not None:
        measure = replace(measure, named=decision.named, counted_from=decision.counted_from)
    return measure if decision.term is None else replace(measure, term=decision.term)
