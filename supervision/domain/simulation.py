"""What would have happened over the history, had every proposal been followed on its date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervision.domain.account import Account
from supervision.domain.decision import OFF_THE_LADDER, Measure
from supervision.domain.ladder import Assessment, assess
from supervision.domain.ruleset import RuleSet
from supervision.domain.terms import IsHoliday, term_of


def simulate(
    account: Account, ruleset: RuleSet, dates: Iterable[date], is_holiday: IsHoliday
) -> tuple[Assessment, ...]:
    """Return the assessment on each date, each proposal followed before the next date.

    `dates` are reference dates in time order; nobody is on the ladder before the first.
    """
    measure = OFF_THE_LADDER
    path = []
    for on in dates:
        assessment = assess(account, on, ruleset, measure)
        path.append(assessment)
        measure = follow(assessment, ruleset, is_holiday)
    return tuple(path)


def follow(assessment: Assessment, ruleset: RuleSet, is_holiday: IsHoliday) -> Measure:
    """Return the measure in force after the proposal is taken over on the date it was made."""
    step = assessment.proposed_step
    if step == assessment.measure.step:
        return assessment.measure
    if step == 0:
        return OFF_THE_LADDER
    term = ruleset.step(step).term
    return Measure(step, assessment.on, term_of(term, assessment.on, is_holiday) if term else None)
