"""What each region could do together in the running half-year, and what that does to the steps.

Only the running half-year: art. 29(2) moves the target of a period, and once the period has
closed there is nothing left that a municipality could house for another one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from supervision.domain.decision import Decision
from supervision.domain.excuse import Excuse
from supervision.domain.figures import Facts, Realisation, Source, Swap, moved
from supervision.domain.forecast import forecast
from supervision.domain.halfyear import HalfYear, pace_norm
from supervision.domain.history import History
from supervision.domain.joint import Balance, Plan, plan
from supervision.domain.ladder import Assessment
from supervision.domain.municipality import Register
from supervision.domain.province import Province, assess_province, build_accounts
from supervision.domain.ruleset import RuleSet


class Basis(StrEnum):
    """What the expected balance of a municipality rests on; the first that can be had."""

    FORECAST = "forecast"
    PACE = "pace"
    OPENING = "opening"
    NONE = "none"


class BeforeAfter(NamedTuple):
    """A municipality assessed without the proposed swaps and with them."""

    before: Assessment
    after: Assessment


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the proposed swaps do to one municipality.

    `today` is on the date of the assessment, `closing` on the reference date, were everybody to
    close as expected.
    """

    code: str
    moved: int
    today: BeforeAfter
    closing: BeforeAfter


@dataclass(frozen=True)
class Proposals:
    """The proposals for the running half-year, by region; nothing of it is stored.

    Balances and bases are by code, consequences only for who takes part in a swap. Without plans
    there is no calculation: the half-year had closed.
    """

    on: date
    half_year: HalfYear
    balances: Mapping[str, Balance]
    bases: Mapping[str, Basis]
    plans: Mapping[str, Plan]
    consequences: Mapping[str, Consequence]

    @property
    def running(self) -> bool:
        """Whether the half-year runs, so that swaps can be proposed for it."""
        return bool(self.plans)


Assessed = Callable[[Mapping[str, Facts], date], Province]


def propose(
    facts: Mapping[str, Facts],
    register: Register,
    on: date,
    ruleset: RuleSet,
    decisions: Mapping[str, Sequence[Decision]],
    excuses: Mapping[str, Sequence[Excuse]],
) -> Proposals:
    """Return the swaps to propose within each region on the date `on`, with their effect.

    The steps are assessed under the same decisions and excuses, without the swaps and with them.
    """

    def assessed(known: Mapping[str, Facts], day: date) -> Province:
        accounts = build_accounts(known, register, ruleset.attribution, ruleset.reporter)
        return assess_province(accounts, register, day, ruleset, decisions, excuses)

    today = assessed(facts, on)
    if today.half_year != HalfYear.running_on(on):
        return Proposals(on, today.half_year, {}, {}, {}, {})
    found = _balances(today)
    balances = {code: balance for code, (balance, _) in found.items()}
    bases = {code: basis for code, (_, basis) in found.items()}
    regions: dict[str, list[Balance]] = {}
    for each in today.municipalities:
        regions.setdefault(each.region, []).append(balances[each.code])
    plans = {region: plan(members) for region, members in regions.items()}
    consequences = _consequences(facts, today, balances, plans, assessed)
    return Proposals(on, today.half_year, balances, bases, plans, consequences)


def _consequences(
    facts: Mapping[str, Facts],
    today: Province,
    balances: Mapping[str, Balance],
    plans: Mapping[str, Plan],
    assessed: Assessed,
) -> dict[str, Consequence]:
    """Assess everybody without the swaps and with them, today and on the reference date."""
    half_year, on = today.half_year, today.on
    swaps = tuple(
        Swap(0, half_year, move.giver, move.taker, move.persons, on)
        for each in plans.values()
        for move in each.moves
    )
    ended, then = _ended(facts, today, balances), half_year.reference_date
    swapped = assessed(_with(facts, swaps), on)
    closed, closed_swapped = assessed(ended, then), assessed(_with(ended, swaps), then)
    return {
        code: Consequence(
            code,
            moved(swaps, code),
            BeforeAfter(today.assessments[code], swapped.assessments[code]),
            BeforeAfter(closed.assessments[code], closed_swapped.assessments[code]),
        )
        for code in dict.fromkeys(code for swap in swaps for code in (swap.giver, swap.taker))
    }


def closing_at_pace(assessment: Assessment) -> int | None:
    """Return the closing if the municipality goes on as it did; None while that cannot be told.

    Rounded against the municipality: who is not expected whole does not count. It is above zero
    exactly when the municipality is behind pace.
    """
    report, obligation = _report(assessment), assessment.obligation
    if report is None or obligation is None:
        return None
    return obligation - int(report.realised / pace_norm(assessment.half_year, report.as_of))


def _report(assessment: Assessment) -> Realisation | None:
    """The report to reckon with; before the first one is due a pace says nothing."""
    report = assessment.position.reported
    if report is None or report.as_of < assessment.half_year.first_report:
        return None
    return report


def _balances(province: Province) -> dict[str, tuple[Balance, Basis]]:
    """Return how each municipality is expected to close, and what that rests on.

    While nobody has reported, everybody is expected to house its target: what it opened with
    remains. Once the others have reported, who has not is unknown.
    """
    history = History.of(province.accounts.values())
    begun = any(_report(each) for each in province.assessments.values())
    found = {}
    for code, each in province.assessments.items():
        target = None if each.line is None else each.line.target
        opening = None if each.line is None else each.line.opening.persons
        at_pace = closing_at_pace(each)
        expected = None
        if code in province.accounts:
            expected = forecast(province.accounts[code], province.on, history).closing
        if expected is not None and at_pace is not None:
            found[code] = Balance(code, expected, target, at_pace), Basis.FORECAST
        elif at_pace is not None:
            found[code] = Balance(code, at_pace, target, at_pace), Basis.PACE
        elif not begun and opening is not None and target is not None:
            found[code] = Balance(code, opening, target), Basis.OPENING
        else:
            found[code] = Balance(code, None, target), Basis.NONE
    return found


def _with(facts: Mapping[str, Facts], swaps: tuple[Swap, ...]) -> dict[str, Facts]:
    """Return the facts with these swaps added on both sides."""
    return {
        code: replace(each, swaps=each.swaps + tuple(s for s in swaps if s.effect_on(code)))
        for code, each in facts.items()
    }


def _ended(
    facts: Mapping[str, Facts],
    province: Province,
    balances: Mapping[str, Balance],
) -> dict[str, Facts]:
    """Return the facts as they would be, had the half-year closed as expected."""
    half_year, ended = province.half_year, dict(facts)
    for code, balance in balances.items():
        obligation = province.assessments[code].obligation
        if code in facts and balance.closing is not None and obligation is not None:
            closing = Realisation(
                half_year,
                half_year.reference_date,
                max(obligation - balance.closing, 0),
                Source(0),
                province.ruleset.reporter,
            )
            reports = dict(facts[code].realisations)
            reports[half_year] = (*reports.get(half_year, ()), closing)
            ended[code] = replace(facts[code], realisations=reports)
    return ended
