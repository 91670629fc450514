"""What would have happened over the history, had every proposal been followed on its date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from supervision.domain.account import Account
from supervision.domain.decision import OFF_THE_LADDER, Measure
from supervision.domain.ladder import Assessment, assess
from supervision.domain.ruleset import RuleSet
from supervision.domain.terms import IsHoliday, term_of

Path = Sequence[Assessment]
"""The assessments of one municipality on dates that follow each other."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many municipalities stand where on a date, once the proposals of that day are followed.

    `steps` counts them by step, that of 0 being off the ladder. Who is on no step because the
    figure of that day is missing, is `unknown` and not among them.
    """

    on: date
    steps: tuple[int, ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class Divergence:
    """A date on which a municipality stands elsewhere under other rules."""

    code: str
    on: date
    step: int
    other_step: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A history under two sets of rules: the tally of each date, and who differs when.

    `tallies` and `other_tallies` are about the same dates.
    """

    municipalities: int
    tallies: tuple[Tally, ...]
    other_tallies: tuple[Tally, ...]
    divergences: tuple[Divergence, ...]


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


def tally(paths: Iterable[Path], highest: int) -> tuple[Tally, ...]:
    """Return the count per step, 0 up to `highest`, on each date of the paths, in time order."""
    by_date: dict[date, list[Assessment]] = {}
    for path in paths:
        for assessment in path:
            by_date.setdefault(assessment.on, []).append(assessment)
    return tuple(_tally(on, by_date[on], highest) for on in sorted(by_date))


def compare(paths: Mapping[str, Path], other_paths: Mapping[str, Path], highest: int) -> Comparison:
    """Return how two simulations of the same municipalities on the same dates differ."""
    return Comparison(
        len(paths),
        tally(paths.values(), highest),
        tally(other_paths.values(), highest),
        tuple(
            Divergence(code, one.on, one.proposed_step, other.proposed_step)
            for code, path in paths.items()
            for one, other in zip(path, other_paths[code], strict=True)
            if one.proposed_step != other.proposed_step
        ),
    )


def _tally(on: date, assessments: Iterable[Assessment], highest: int) -> Tally:
    steps, unknown = [0] * (highest + 1), 0
    for assessment in assessments:
        if assessment.proposed_step or assessment.position.closing is not None:
            steps[assessment.proposed_step] += 1
        else:
            unknown += 1
    return Tally(on, tuple(steps), unknown)
