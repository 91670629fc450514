"""The thresholds of a rule set: within which limits they make sense, and rules with others.

A variant answers "what if". It is never in force, and nothing is ever decided on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from supervision.domain.ruleset import Condition, Evidence, Rule, RuleSet, Step, TermRule

Number = int | Fraction

VARIANT = "variant"
"""What is added to the version of rules with other thresholds, so that nobody mistakes them."""


class Quantity(StrEnum):
    """What can be set to another number; the names of conditions, and the length of a term."""

    BACKLOG_PERSONS = "backlog_persons"
    BACKLOG_SHARE = "backlog_share"
    REALISED_SHARE_BELOW = "realised_share_below"
    MISSED_IN_A_ROW = "missed_in_a_row"
    TERM_WEEKS = "term_weeks"
    TERM_HALF_YEARS = "term_half_years"

    @property
    def is_share(self) -> bool:
        """Whether it is a share of 1, rather than a count."""
        return self in (Quantity.BACKLOG_SHARE, Quantity.REALISED_SHARE_BELOW)


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the most that a count can be: persons, half-years or weeks."""

    least: int
    most: int


COUNTS: Mapping[Quantity, Limits] = {
    Quantity.BACKLOG_PERSONS: Limits(1, 100_000),
    Quantity.MISSED_IN_A_ROW: Limits(1, 100),
    Quantity.TERM_WEEKS: Limits(1, 520),
    Quantity.TERM_HALF_YEARS: Limits(1, 20),
}
"""More than a municipality of Limburg can have, or than ten years, was mistyped."""

SHARE_DECIMALS = 6
"""A share has at most so many decimals."""


class Place(NamedTuple):
    """Which number is meant, written as `2.backlog_persons`."""

    step: int
    quantity: Quantity

    def __str__(self) -> str:
        return f"{self.step}.{self.quantity}"


def thresholds_of(ruleset: RuleSet) -> dict[Place, Number]:
    """Return the numbers of a rule set that can be set otherwise, in the order of the ladder."""
    return {
        Place(step.number, quantity): number
        for step in ruleset.steps
        for quantity, number in _numbers(step)
    }


def is_possible(quantity: Quantity, number: Number) -> bool:
    """Tell whether a rule set could have this number: a share above 0 and at most 1, or a count."""
    if quantity.is_share:
        return 0 < number <= 1 and 10**SHARE_DECIMALS % Fraction(number).denominator == 0
    limits = COUNTS[quantity]
    return isinstance(number, int) and limits.least <= number <= limits.most


def variant_of(ruleset: RuleSet, changes: Mapping[Place, Number]) -> RuleSet:
    """Return the rules with other numbers, marked in the version; what changed is assumed.

    Without a change it is the rule set itself. Raises ValueError for a number that the rule set
    does not have, or that is not possible.
    """
    present = thresholds_of(ruleset)
    for place, number in changes.items():
        if place not in present or not is_possible(place.quantity, number):
            raise ValueError(f"{place} cannot be {number}")
    changed = {place: number for place, number in changes.items() if present[place] != number}
    if not changed:
        return ruleset
    return replace(
        ruleset,
        version=f"{ruleset.version}+{VARIANT}",
        steps=tuple(_with_numbers(step, changed) for step in ruleset.steps),
    )


_OF_CONDITIONS: Mapping[Rule, Quantity] = {
    Rule.BACKLOG_PERSONS: Quantity.BACKLOG_PERSONS,
    Rule.BACKLOG_SHARE: Quantity.BACKLOG_SHARE,
    Rule.REALISED_SHARE_BELOW: Quantity.REALISED_SHARE_BELOW,
    Rule.MISSED_IN_A_ROW: Quantity.MISSED_IN_A_ROW,
}
"""The step that a municipality must stand on, and what is only true or false, are no numbers."""


def _numbers(step: Step) -> Iterator[tuple[Quantity, Number]]:
    for condition in step.enter:
        if condition.rule in _OF_CONDITIONS:
            yield _OF_CONDITIONS[condition.rule], condition.threshold
    if step.term is not None and step.term.weeks is not None:
        yield Quantity.TERM_WEEKS, step.term.weeks
    if step.term is not None and step.term.half_years is not None:
        yield Quantity.TERM_HALF_YEARS, step.term.half_years


def _with_numbers(step: Step, changed: Mapping[Place, Number]) -> Step:
    step = replace(step, enter=tuple(_condition(each, step, changed) for each in step.enter))
    weeks = changed.get(Place(step.number, Quantity.TERM_WEEKS))
    half_years = changed.get(Place(step.number, Quantity.TERM_HALF_YEARS))
    if weeks is not None:
        return replace(step, term=TermRule(weeks=int(weeks)), term_evidence=Evidence.ASSUMED)
    if half_years is not None:
        term = TermRule(half_years=int(half_years))
        return replace(step, term=term, term_evidence=Evidence.ASSUMED)
    return step


def _condition(condition: Condition, step: Step, changed: Mapping[Place, Number]) -> Condition:
    quantity = _OF_CONDITIONS.get(condition.rule)
    number = None if quantity is None else changed.get(Place(step.number, quantity))
    if number is None:
        return condition
    return replace(condition, threshold=number, evidence=Evidence.ASSUMED)
