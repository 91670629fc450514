"""The conditions of the ladder: one small function per rule (DESIGN.md, section 3).

A condition holds, does not hold, or cannot be known yet; what cannot be known does not hold
and is named in the reasons. Every finding carries the numbers that it compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from supervision.domain.account import Account
from supervision.domain.decision import Measure
from supervision.domain.halfyear import HalfYear, pace_norm
from supervision.domain.line import Line, Position
from supervision.domain.ruleset import Condition, Rule

Number = int | Fraction | date | None


class Finding(NamedTuple):
    """What came of one condition: whether it holds (None: unknown), and the numbers compared.

    `half_year` is the one that the numbers are about; the account leads to their sources. It is
    None where no figure was compared.
    """

    condition: Condition
    holds: bool | None
    half_year: HalfYear | None
    values: Mapping[str, Number]
    provisional: bool = False


@dataclass
class Situation:
    """What the conditions look at: an account on a date, and the measure in force."""

    account: Account
    on: date
    measure: Measure

    def __post_init__(self) -> None:
        self.running = HalfYear.running_on(self.on)
        self.closed = HalfYear.last_closed_on(self.on)
        self.closed_line: Line | None = self.account.line(self.closed)
        self.running_line: Line | None = self.account.line(self.running)
        latest = None if self.closed_line is None else self.closed_line.latest
        self.backlog: int | None = None if latest is None else latest.backlog
        self.provisional = self.closed_line is not None and self.closed_line.provisional

    @cached_property
    def housed(self) -> int | None:
        """Persons housed since the decision started counting; None where unknown."""
        if self.measure.counted_from is None:
            return None
        return self.account.housed_between(self.measure.counted_from, self.on)

    def reported_before(self, day: date) -> bool:
        """Tell whether the last figure is older than a day, so that more may have been housed."""
        line = self.running_line
        reported = None if line is None else line.position(self.on).reported
        return reported is None or reported.as_of < day

    @property
    def cleared(self) -> bool:
        """Whether the measure has done its work: no backlog, or the named number is housed."""
        named, housed = self.measure.named, self.housed
        enough = named is not None and housed is not None and housed >= named
        return enough or self.backlog == 0 or self._was_cleared()

    def _was_cleared(self) -> bool:
        """Whether there was no backlog on a reference date since the last decision.

        Who stayed on the step after that date knew of it, and decided otherwise.
        """
        cleared = None if self.closed_line is None else self.closed_line.streak.cleared
        since = self.measure.decided_on or self.measure.since
        if cleared is None or since is None:
            return False
        return cleared.reference_date > since


def examine(condition: Condition, situation: Situation) -> Finding:
    """Return whether the condition holds in the situation, and the numbers it compared."""
    return _RULES[condition.rule](condition, situation)


def _backlog_persons(condition: Condition, at: Situation) -> Finding:
    """The backlog on the last reference date is at least n persons."""
    holds = None if at.backlog is None else at.backlog >= condition.threshold
    return Finding(condition, holds, at.closed, {"backlog": at.backlog}, at.provisional)


def _backlog_share(condition: Condition, at: Situation) -> Finding:
    """That backlog is at least this share of its obligation; a share of nothing due is 0."""
    obligation = None if at.closed_line is None else at.closed_line.obligation
    share: Fraction | None = None
    if at.backlog is not None and obligation is not None:
        share = Fraction(at.backlog, obligation) if obligation > 0 else Fraction(0)
    holds = None if share is None else share >= condition.threshold
    values = {"backlog": at.backlog, "obligation": obligation, "share": share}
    return Finding(condition, holds, at.closed, values, at.provisional)


def _realised_share_below(condition: Condition, at: Situation) -> Finding:
    """Realised / obligation of the half-year shown is below this share.

    Where nothing was due it does not hold: that municipality has met its obligation.
    """
    half_year = HalfYear.of(at.on)
    line, position = _on(at, half_year)
    obligation = None if line is None else line.obligation
    share: Fraction | None = None
    holds: bool | None = None
    if obligation is not None and obligation <= 0:
        holds = False
    elif obligation is not None and position.realised is not None:
        share = Fraction(position.realised, obligation)
        holds = share < condition.threshold
    values = {"realised": position.realised, "obligation": obligation, "share": share}
    provisional = line is not None and line.opening.provisional
    return Finding(condition, holds, half_year, values, provisional)


def _missed_in_a_row(condition: Condition, at: Situation) -> Finding:
    """At least n closed half-years in a row, counted back from the last, had backlog."""
    if at.closed_line is None or at.backlog is None:
        return Finding(condition, None, at.closed, {"missed": None})
    missed = at.closed_line.streak.missed
    holds = missed >= condition.threshold
    return Finding(condition, holds, at.closed, {"missed": missed}, at.provisional)


def _backlog_not_shrinking(condition: Condition, at: Situation) -> Finding:
    """The last closing is not below the closing before it.

    For the first half-year of an account that is the opening that was stated.
    """
    line = at.account.line(at.closed.previous)
    closing = None if at.closed_line is None else at.closed_line.latest.closing
    before = None if line is None else line.latest.closing
    if line is None and at.closed_line is not None:
        before = at.closed_line.opening.persons
    holds = None if closing is None or before is None else closing >= before
    return Finding(
        condition,
        holds,
        at.closed,
        {"closing": closing, "closing_before": before},
        at.provisional or (line is not None and line.provisional),
    )


def _behind_pace(condition: Condition, at: Situation) -> Finding:
    """The running half-year is behind its pace norm at the last as-of."""
    _, position = _on(at, at.running)
    return _pace(condition, at, position)


def _first_month_below_pace(condition: Condition, at: Situation) -> Finding:
    """The first as-of after the reference date is behind pace."""
    reports = () if at.running_line is None else at.running_line.reports
    if not reports or at.running_line is None or reports[0].as_of > at.on:
        return _pace(condition, at, _NO_POSITION)
    return _pace(condition, at, at.running_line.position(reports[0].as_of))


def _at_step(condition: Condition, at: Situation) -> Finding:
    """A decision put the municipality on step n or higher."""
    holds = at.measure.step >= condition.threshold
    return Finding(condition, holds, None, {"current_step": at.measure.step})


def _term_expired(condition: Condition, at: Situation) -> Finding:
    """The term of the current step has lapsed and what it named is not housed.

    Where no number was named, a backlog on the last reference date is asked for.
    """
    measure = at.measure
    values: dict[str, Number] = {"term_until": measure.term.until if measure.term else None}
    if measure.term is None or not measure.term.lapsed_on(at.on):
        return Finding(condition, False, None, values)
    if measure.named is not None:
        values |= {"named": measure.named, "housed": at.housed}
        holds = None if at.housed is None else at.housed < measure.named
        return Finding(condition, holds, at.running, values, at.reported_before(measure.term.until))
    values["backlog"] = at.backlog
    holds = None if at.backlog is None else at.backlog > 0
    return Finding(condition, holds, at.closed, values, at.provisional)


def _pace(condition: Condition, at: Situation, position: Position) -> Finding:
    line = at.running_line
    obligation = None if line is None else line.obligation
    if obligation is None or position.reported is None:
        values: dict[str, Number] = {"realised": position.realised, "obligation": obligation}
        return Finding(condition, None, at.running, values)
    norm = pace_norm(at.running, position.reported.as_of)
    realised = position.reported.realised
    return Finding(
        condition,
        realised * norm.denominator < norm.numerator * obligation,
        at.running,
        {
            "realised": realised,
            "obligation": obligation,
            "norm": norm,
            "as_of": position.reported.as_of,
        },
        line is not None and line.opening.provisional,
    )


def _on(at: Situation, half_year: HalfYear) -> tuple[Line | None, Position]:
    line = at.running_line if half_year == at.running else at.closed_line
    return line, _NO_POSITION if line is None else line.position(at.on)


_NO_POSITION = Position(None, None, final=False)

_RULES: Mapping[Rule, Callable[[Condition, Situation], Finding]] = {
    Rule.BACKLOG_PERSONS: _backlog_persons,
    Rule.BACKLOG_SHARE: _backlog_share,
    Rule.REALISED_SHARE_BELOW: _realised_share_below,
    Rule.MISSED_IN_A_ROW: _missed_in_a_row,
    Rule.BACKLOG_NOT_SHRINKING: _backlog_not_shrinking,
    Rule.BEHIND_PACE: _behind_pace,
    Rule.FIRST_MONTH_BELOW_PACE: _first_month_below_pace,
    Rule.AT_STEP: _at_step,
    Rule.TERM_EXPIRED: _term_expired,
}
