"""Whether a person may decide what they intend to: every objection at once, none is a surprise.

The system proposes, a person decides. Who goes against the proposal, or skips a step, says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from supervision.domain.decision import FIRST_STEP_OF_THE_EXECUTIVE, DecisionKind
from supervision.domain.ladder import Assessment
from supervision.domain.ruleset import RuleSet, StepKey
from supervision.domain.terms import IsHoliday, Term, term_of, term_until

SHORTEST_RATIONALE = 20
"""Characters (DESIGN.md, section 4)."""
SHORTEST_REASON = 3
"""Characters of the reason for a deviation or for urgency: long enough to be a word."""
MOST_PERSONS = 100_000
"""More than any municipality could have to house."""
MOST_YEARS = 5
"""Between a decision and its term, or the day from which housing counts; more was mistyped."""


class Objection(StrEnum):
    """Why a decision is refused."""

    NO_SUCH_STEP = "no_such_step"
    NOTHING_TO_DECIDE = "nothing_to_decide"
    RATIONALE_TOO_SHORT = "rationale_too_short"
    DEVIATION_NEEDED = "deviation_needed"
    URGENCY_NEEDED = "urgency_needed"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_LAST = "before_the_last"
    TERM_TOO_EARLY = "term_too_early"
    TERM_NOT_EXTENDED = "term_not_extended"
    TERM_OFF_THE_LADDER = "term_off_the_ladder"
    YEAR_MISTYPED = "year_mistyped"
    NUMBER_INCOMPLETE = "number_incomplete"
    NUMBER_IMPOSSIBLE = "number_impossible"
    COUNTED_TOO_LATE = "counted_too_late"
    NOT_A_MUNICIPALITY_THEN = "not_a_municipality_then"
    ANOTHER_WAITS = "another_waits"
    NOT_THE_LAST = "not_the_last"
    PROPOSAL_CHANGED = "proposal_changed"
    TERM_OVER = "term_over"


@dataclass(frozen=True, slots=True)
class Intent:
    """What a person intends to decide; `corrects` is the number of a decision that was wrong."""

    step_to: int
    decided_on: date
    rationale: str
    term_until: date | None = None
    named: int | None = None
    counted_from: date | None = None
    deviation: str = ""
    urgency: str = ""
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an intended decision meets.

    `assessment` is that of the date of the decision, or of today where that lies in the future,
    without the decision that is corrected.
    `last` and `last_on` are the last decision that counts, `previous_on` the date of the one
    before it; `waiting` tells that a draft waits for a second person.
    """

    assessment: Assessment
    ruleset: RuleSet
    today: date
    last: int | None = None
    last_on: date | None = None
    previous_on: date | None = None
    waiting: bool = False
    exists: bool = True


def objections(
    intent: Intent, meets: Circumstances, is_holiday: IsHoliday
) -> tuple[Objection, ...]:
    """Return everything that stands in the way of a decision, in the order of `Objection`."""
    found = set(_objections(intent, meets, is_holiday))
    return tuple(each for each in Objection if each in found)


@dataclass(frozen=True, slots=True)
class Waited:
    """How a draft fared while it waited: what was proposed, and on which day, then and now.

    `by_now` is what the figures of today propose on the date of the decision.
    """

    proposed: int
    by_now: int
    recorded_on: date
    proposed_when_recorded: int
    today: date
    proposed_today: int
    term: Term | None
    exists: bool


def objections_to_confirming(waited: Waited) -> tuple[Objection, ...]:
    """Return what stands in the way of making a draft final.

    Its reasons were written for one proposal: another one, by figures that came in or because
    time passed, takes a new decision. A term that ran out while the draft waited gives no time
    (Gemeentewet art. 124). History that is entered afterwards may have lapsed long ago.
    """
    found = []
    if not waited.exists:
        found.append(Objection.NOT_A_MUNICIPALITY_THEN)
    if waited.by_now != waited.proposed or waited.proposed_today != waited.proposed_when_recorded:
        found.append(Objection.PROPOSAL_CHANGED)
    term = waited.term
    if term and term.lapsed_on(waited.today) and not term.lapsed_on(waited.recorded_on):
        found.append(Objection.TERM_OVER)
    return tuple(found)


def kind_of(intent: Intent, assessment: Assessment) -> DecisionKind:
    """Return what the decision does with the step."""
    current = assessment.measure.step
    if intent.step_to > current:
        return DecisionKind.ESCALATE
    if intent.step_to < current:
        return DecisionKind.DE_ESCALATE if intent.step_to else DecisionKind.LAPSE
    if intent.term_until is not None:
        return DecisionKind.EXTEND
    return DecisionKind.FREEZE if assessment.excused else DecisionKind.HOLD


def term_given(intent: Intent, meets: Circumstances, is_holiday: IsHoliday) -> Term | None:
    """Return the term that the decision gives: the one chosen, else that of the step it takes.

    None off the ladder, and where the municipality stays on its step and keeps its term.
    """
    if intent.step_to == 0:
        return None
    if intent.term_until is not None:
        return term_until(intent.term_until, is_holiday)
    rule = meets.ruleset.step(intent.step_to).term
    if intent.step_to == meets.assessment.measure.step or rule is None:
        return None
    return term_of(rule, intent.decided_on, is_holiday)


def needs_second_person(step_to: int) -> bool:
    """Tell whether a decision for this step is a draft until somebody else confirms it."""
    return step_to >= FIRST_STEP_OF_THE_EXECUTIVE


def _objections(intent: Intent, meets: Circumstances, is_holiday: IsHoliday) -> Iterator[Objection]:
    yield from _about_the_record(intent, meets)
    if intent.decided_on > meets.today:
        yield Objection.IN_THE_FUTURE
        intent = replace(intent, decided_on=meets.today)
    if not 0 <= intent.step_to <= len(meets.ruleset.steps):
        yield Objection.NO_SUCH_STEP
        return
    yield from _about_the_step(intent, meets)
    yield from _about_the_term(intent, meets)
    yield from _about_the_number(intent, meets, is_holiday)


def _about_the_record(intent: Intent, meets: Circumstances) -> Iterator[Objection]:
    if len(intent.rationale.strip()) < SHORTEST_RATIONALE:
        yield Objection.RATIONALE_TOO_SHORT
    before = meets.last_on if intent.corrects is None else meets.previous_on
    if before is not None and intent.decided_on < before:
        yield Objection.BEFORE_THE_LAST
    if not meets.exists:
        yield Objection.NOT_A_MUNICIPALITY_THEN
    if meets.waiting:
        yield Objection.ANOTHER_WAITS
    if intent.corrects is not None and intent.corrects != meets.last:
        yield Objection.NOT_THE_LAST


def _about_the_step(intent: Intent, meets: Circumstances) -> Iterator[Objection]:
    current, proposed = meets.assessment.measure.step, meets.assessment.proposed_step
    to = intent.step_to
    if to == current == proposed == 0 and intent.corrects is None:
        yield Objection.NOTHING_TO_DECIDE
    if (to != proposed or to > current + 1) and not _said(intent.deviation):
        yield Objection.DEVIATION_NEEDED
    if _executes(meets.ruleset, to) and to != current and not _said(intent.urgency):
        # Gemeentewet art. 124: no execution before the term in the decision has lapsed.
        term = meets.assessment.measure.term
        ordered = current == to - 1 and term is not None
        if not ordered or term is None or not term.lapsed_on(intent.decided_on):
            yield Objection.URGENCY_NEEDED


def _about_the_term(intent: Intent, meets: Circumstances) -> Iterator[Objection]:
    if intent.term_until is None:
        return
    if intent.step_to == 0:
        yield Objection.TERM_OFF_THE_LADDER
    elif _mistyped(intent.term_until, intent):
        yield Objection.YEAR_MISTYPED
    elif intent.term_until <= intent.decided_on:
        yield Objection.TERM_TOO_EARLY
    else:
        running = _kept_term(intent, meets)
        if running is not None and intent.term_until <= running.until:
            yield Objection.TERM_NOT_EXTENDED


def _about_the_number(
    intent: Intent, meets: Circumstances, is_holiday: IsHoliday
) -> Iterator[Objection]:
    if intent.named is None and intent.counted_from is None:
        return
    if intent.step_to == 0:
        yield Objection.TERM_OFF_THE_LADDER
    if intent.named is None or intent.counted_from is None:
        yield Objection.NUMBER_INCOMPLETE
    if intent.named is not None and not 0 < intent.named <= MOST_PERSONS:
        yield Objection.NUMBER_IMPOSSIBLE
    if intent.counted_from is None:
        return
    if _mistyped(intent.counted_from, intent):
        yield Objection.YEAR_MISTYPED
    elif not _mistyped(intent.term_until, intent):
        term = term_given(intent, meets, is_holiday) or _kept_term(intent, meets)
        if term is not None and intent.counted_from >= term.until:
            yield Objection.COUNTED_TOO_LATE


def _kept_term(intent: Intent, meets: Circumstances) -> Term | None:
    """The term that goes on to run because the municipality stays on its step."""
    measure = meets.assessment.measure
    return measure.term if intent.step_to == measure.step else None


def _mistyped(day: date | None, intent: Intent) -> bool:
    return day is not None and abs(day.year - intent.decided_on.year) > MOST_YEARS


def _executes(ruleset: RuleSet, step: int) -> bool:
    return step > 0 and ruleset.step(step).key is StepKey.SUBSTITUTION


def _said(reason: str) -> bool:
    return len(reason.strip()) >= SHORTEST_REASON
