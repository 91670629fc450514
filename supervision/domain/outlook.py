"""Where the municipalities are heading, and who should hear of it: a change that matters.

The step is found by the ladder itself: the expectation stands in the account as if it were the
closing figure, and is assessed on the reference date with the measure in force today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from supervision.domain.account import Account
from supervision.domain.decision import Measure
from supervision.domain.excuse import Excuse
from supervision.domain.forecast import Forecast, Silence, forecast
from supervision.domain.halfyear import HalfYear
from supervision.domain.history import History
from supervision.domain.ladder import Assessment, assess
from supervision.domain.line import closed_with
from supervision.domain.province import Province
from supervision.domain.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Outlook:
    """The closing of a half-year as expected by the figures of `as_of`, and the step it leads to.

    Persons; backlog positive. `closed` tells that it is no expectation but the closing itself.
    """

    half_year: HalfYear
    as_of: date
    closing: int
    step: int
    proposed_step: int
    closed: bool = False

    @property
    def misses(self) -> bool:
        """Whether a backlog is left over."""
        return self.closing > 0


@dataclass(frozen=True, slots=True)
class Alert:
    """A change that matters: what was expected by the figures before, and what is now.

    Where the half-year has one report only, `old` is how the half-year before it closed; None
    where neither is known. `current_step` is that of the measure in force.
    """

    code: str
    old: Outlook | None
    new: Outlook
    current_step: int

    @property
    def newly_missed(self) -> bool:
        """Whether it is expected to miss its obligation, and was not before."""
        return self.new.misses and not (self.old and self.old.misses)

    @property
    def higher_step(self) -> bool:
        """Whether a step above the present one is expected that was not before."""
        before = self.old.step if self.old else 0
        return self.new.step > before and self.new.proposed_step > self.current_step


@dataclass(frozen=True, slots=True)
class _Rules:
    """What an assessment takes besides an account and a date."""

    ruleset: RuleSet
    measure: Measure
    excuses: tuple[Excuse, ...]

    def assessed(self, account: Account, on: date) -> Assessment:
        return assess(account, on, self.ruleset, self.measure, self.excuses)


def forecasts(province: Province, history: History) -> Mapping[str, Forecast]:
    """Return what is expected of each municipality of the province, by code."""
    return {
        each.code: forecast(
            province.accounts.get(each.code, Account(each.code)), province.on, history
        )
        for each in province.municipalities
    }


def alerts(province: Province, history: History) -> tuple[Alert, ...]:
    """Return the changes that matter since the figures before the last ones, the gravest first.

    First the higher steps, the highest first, then the largest backlogs; else by name. Measure
    and excuses are those of today on both sides: only figures make a difference.
    """
    found = []
    for each in province.municipalities:
        account = province.accounts.get(each.code, Account(each.code))
        measure = province.assessments[each.code].measure
        rules = _Rules(province.ruleset, measure, tuple(province.excuses.get(each.code, ())))
        alert = _alert(account, province.on, history, rules)
        if alert is not None and (alert.newly_missed or alert.higher_step):
            found.append(alert)
    return tuple(sorted(found, key=_gravity, reverse=True))


def outlook(
    account: Account,
    on: date,
    history: History,
    ruleset: RuleSet,
    measure: Measure,
    excuses: Iterable[Excuse] = (),
) -> Outlook | None:
    """Return where a municipality is heading, as known on `on`; None without an expectation.

    Where nothing is due and nobody was housed there is none either, but it closes without
    backlog all the same: then the closing is that of the last report.
    """
    return _outlook(account, on, history, _Rules(ruleset, measure, tuple(excuses)))


def _gravity(alert: Alert) -> tuple[bool, int, int]:
    return alert.higher_step, alert.new.step, alert.new.closing


def _alert(account: Account, on: date, history: History, rules: _Rules) -> Alert | None:
    new = _outlook(account, on, history, rules)
    line = account.line(HalfYear.of(on))
    if new is None or line is None:
        return None
    earlier = [each.as_of for each in line.reports if each.as_of < new.as_of]
    if earlier:
        old = _outlook(account, earlier[-1], history, rules)
    else:
        old = _closed(account, line.half_year.previous, rules)
    return Alert(account.code, old, new, rules.measure.step)


def _outlook(account: Account, on: date, history: History, rules: _Rules) -> Outlook | None:
    found = forecast(account, on, history)
    line = account.line(found.half_year)
    realised = found.realised if found.expected is None else found.expected.realised
    if found.expected is None and found.silence is not Silence.NOTHING_DUE:
        return None
    if line is None or realised is None or found.as_of is None:
        return None
    before = account.line(found.half_year.previous)
    earlier = tuple(each for each in account.lines if each.half_year < found.half_year)
    as_if = replace(account, lines=(*earlier, closed_with(line, realised, on, before)))
    assessed = rules.assessed(as_if, found.half_year.reference_date)
    return _read(assessed, found.as_of)


def _closed(account: Account, half_year: HalfYear, rules: _Rules) -> Outlook | None:
    """How a half-year closed, assessed on its reference date."""
    assessed = rules.assessed(account, half_year.reference_date)
    found = _read(assessed, half_year.reference_date)
    return None if found is None else replace(found, closed=True)


def _read(assessed: Assessment, as_of: date) -> Outlook | None:
    if assessed.position.closing is None:
        return None
    return Outlook(
        assessed.half_year,
        as_of,
        assessed.position.closing,
        assessed.indicated_step,
        assessed.proposed_step,
    )
