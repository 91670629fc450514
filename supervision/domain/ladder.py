"""The ladder: what the rules indicate for a municipality on a date, and what is proposed.

An assessment is computed, never stored as truth: the system proposes, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from supervision.domain.account import Account
from supervision.domain.conditions import Finding, Situation, examine
from supervision.domain.decision import OFF_THE_LADDER, Measure
from supervision.domain.excuse import Excuse, LinkedShortfall, excused_on, linked_shortfalls
from supervision.domain.halfyear import HalfYear, pace_norm
from supervision.domain.line import Line, Position, Streak
from supervision.domain.ruleset import Condition, RuleSet


class State(StrEnum):
    """How a half-year stands."""

    MET = "met"
    ON_PACE = "on_pace"
    BEHIND_PACE = "behind_pace"
    MISSED = "missed"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class Outcome(StrEnum):
    """Why the proposed step is what it is; the first that applies, in this order."""

    CLEARED = "cleared"
    FROZEN = "frozen"
    ESCALATE = "escalate"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class WayOff:
    """What would take a municipality off the ladder: `persons` more housed before a date.

    `named` tells that a decision named the number; else it is all that is due in the running
    half-year, the backlog included. None where its obligation is not known yet.
    """

    persons: int | None
    before: date
    named: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """How one municipality stands on a date, and what the rules make of it.

    `line` is the half-year shown: the one that closes on a reference date, else the running
    one. `findings` are those of every step, in order; `preventive_findings` those of the flag.
    `housed` are the persons housed since the measure started counting. `shortfalls` propose an
    excuse, `ways_off` tell what would take it off the ladder.
    """

    code: str
    on: date
    half_year: HalfYear
    line: Line | None
    position: Position
    state: State
    behind_pace: bool | None
    norm: Fraction | None
    last_closed: HalfYear
    closed_line: Line | None
    streak: Streak
    measure: Measure
    excused: bool
    findings: tuple[tuple[Finding, ...], ...]
    preventive_findings: tuple[Finding, ...]
    preventive: bool
    indicated_step: int
    proposed_step: int
    outcome: Outcome
    housed: int | None
    shortfalls: tuple[LinkedShortfall, ...]
    ways_off: tuple[WayOff, ...]

    @property
    def obligation(self) -> int | None:
        """Persons to be housed in the half-year shown, or None where unknown."""
        return None if self.line is None else self.line.obligation

    @property
    def realised_share(self) -> Fraction | None:
        """Realised / obligation; None where either is unknown or nothing was due."""
        return share_of(self.position.realised, self.obligation)

    @property
    def flagged(self) -> bool:
        """Whether a supervisor should look: preventive, on the ladder, or proposed for it."""
        return bool(
            self.preventive or self.indicated_step or self.measure.step or self.proposed_step
        )


def share_of(realised: int | None, obligation: int | None) -> Fraction | None:
    """Return realised / obligation exactly; None ("n.v.t.") where nothing was due or known."""
    if realised is None or obligation is None or obligation <= 0:
        return None
    return Fraction(realised, obligation)


def is_behind_pace(half_year: HalfYear, obligation: int | None, position: Position) -> bool | None:
    """Tell whether realised < pace norm × obligation; None where it cannot be known."""
    if obligation is None or position.reported is None:
        return None
    norm = pace_norm(half_year, position.reported.as_of)
    return position.reported.realised * norm.denominator < norm.numerator * obligation


def assess(
    account: Account,
    on: date,
    ruleset: RuleSet,
    measure: Measure = OFF_THE_LADDER,
    excuses: Iterable[Excuse] = (),
) -> Assessment:
    """Return what `ruleset` makes of `account` on the date `on`.

    Only figures as of `on` or earlier count. Backlog conditions look at the last closed
    half-year, pace conditions at the running one.
    """
    half_year = HalfYear.of(on)
    last_closed = HalfYear.last_closed_on(on)
    account = account.reaching(HalfYear.running_on(on))
    line = account.line(half_year)
    position = _NOTHING if line is None else line.position(on)
    obligation = None if line is None else line.obligation
    behind = is_behind_pace(half_year, obligation, position)
    closed_line = account.line(last_closed)
    situation = Situation(account, on, measure)
    findings = tuple(_examine_all(step.enter, situation) for step in ruleset.steps)
    indicated = 0
    for step, found in zip(ruleset.steps, findings, strict=True):
        if _all_hold(found):
            indicated = step.number
    preventive_findings = _examine_all(ruleset.preventive, situation)
    excused = excused_on(excuses, on)
    outcome, proposed = _proposal(situation, indicated, excused, ruleset.may_skip)
    return Assessment(
        account.code,
        on,
        half_year,
        line,
        position,
        _state(half_year == last_closed, obligation, position, behind),
        behind,
        None if position.as_of is None else pace_norm(half_year, position.as_of),
        last_closed,
        closed_line,
        Streak(0, last_closed) if closed_line is None else closed_line.streak,
        measure,
        excused,
        findings,
        preventive_findings,
        _all_hold(preventive_findings),
        indicated,
        proposed,
        outcome,
        situation.housed,
        linked_shortfalls(account, on),
        tuple(_ways_off(situation)) if indicated or measure.step else (),
    )


def _examine_all(conditions: tuple[Condition, ...], situation: Situation) -> tuple[Finding, ...]:
    return tuple([examine(condition, situation) for condition in conditions])


def _all_hold(findings: tuple[Finding, ...]) -> bool:
    return all(finding.holds for finding in findings)


def _ways_off(situation: Situation) -> Iterator[WayOff]:
    """By the number that a decision named, and by closing the running half-year without backlog."""
    measure, line = situation.measure, situation.running_line
    term = measure.term
    running = term is not None and not term.lapsed_on(situation.on)
    if measure.named is not None and term is not None and running and situation.housed is not None:
        left = max(measure.named - situation.housed, 0)
        yield WayOff(left, term.until, named=True)
    obligation = None if line is None else line.obligation
    realised = None if line is None else line.position(situation.on).realised
    left_over = None if obligation is None else max(obligation - (realised or 0), 0)
    yield WayOff(left_over, situation.running.reference_date)


_NOTHING = Position(None, None, final=False)


def _state(closed: bool, obligation: int | None, position: Position, behind: bool | None) -> State:
    if obligation is None:
        return State.MISSING
    if obligation <= 0:
        return State.NOT_APPLICABLE
    if position.closing is None:
        return State.MISSING
    if position.closing <= 0:
        return State.MET
    if closed:
        return State.MISSED
    return State.BEHIND_PACE if behind else State.ON_PACE


def _proposal(
    situation: Situation, indicated: int, excused: bool, may_skip: bool
) -> tuple[Outcome, int]:
    current = situation.measure.step
    if current and situation.cleared:
        return Outcome.CLEARED, 0
    if excused:
        return Outcome.FROZEN, current
    if indicated > current:
        return Outcome.ESCALATE, indicated if may_skip else current + 1
    return Outcome.STAY, current
