"""The conditions and terms of a rule set in words, generated from the data."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from supervision.domain.ruleset import Condition, Rule, TermRule
from supervision.domain.thresholds import SHARE_DECIMALS, Quantity
from supervision.domain.vintages import Attribution
from supervision.words import Words, mark

_CONDITIONS: Mapping[Rule, str] = {
    Rule.BACKLOG_PERSONS: mark("backlog on the last reference date of {threshold} or more"),
    Rule.BACKLOG_SHARE: mark("that backlog is {threshold} or more of its obligation"),
    Rule.REALISED_SHARE_BELOW: mark("realised is less than {threshold} of the obligation"),
    Rule.MISSED_IN_A_ROW: mark("{threshold} or more closed half-years in a row with a backlog"),
    Rule.BACKLOG_NOT_SHRINKING: mark("the closing is not below the one before it"),
    Rule.BEHIND_PACE: mark("the running half-year is behind its pace norm"),
    Rule.FIRST_MONTH_BELOW_PACE: mark(
        "the first report after the reference date is behind the pace norm"
    ),
    Rule.AT_STEP: mark("a decision put the municipality on step {threshold} or higher"),
    Rule.TERM_EXPIRED: mark("the term of the current step has lapsed without result"),
}

_ATTRIBUTIONS: Mapping[Attribution, str] = {
    Attribution.CURRENT_FIRST: mark("the running half-year, then the oldest backlog"),
    Attribution.OLDEST_FIRST: mark("the oldest backlog, then the running half-year"),
}

_QUANTITIES: Mapping[Quantity, str] = {
    Quantity.BACKLOG_PERSONS: mark("backlog in persons, at least"),
    Quantity.BACKLOG_SHARE: mark("backlog in % of the obligation, at least"),
    Quantity.REALISED_SHARE_BELOW: mark("realised in % of the obligation, less than"),
    Quantity.MISSED_IN_A_ROW: mark("half-years missed in a row, at least"),
    Quantity.TERM_WEEKS: mark("term in weeks"),
    Quantity.TERM_HALF_YEARS: mark("term in half-years"),
}

_MOST_DECIMALS = SHARE_DECIMALS - 2
"""Of a percentage."""


def condition_text(condition: Condition, t: Words) -> str:
    """Return a condition with its threshold filled in."""
    threshold = condition.threshold
    shown = "" if isinstance(threshold, bool) else threshold_text(threshold, t)
    return t(_CONDITIONS[condition.rule], threshold=shown)


def threshold_text(threshold: int | Fraction, t: Words) -> str:
    """Return a threshold as people read it; a share with the decimals that it has."""
    if not isinstance(threshold, Fraction):
        return t.number(threshold)
    decimals = next(n for n in range(_MOST_DECIMALS + 1) if _fits(threshold, n))
    return t.percent(threshold, decimals)


def attribution_text(attribution: Attribution, t: Words) -> str:
    """Return towards which target a housed person counts first."""
    return t(_ATTRIBUTIONS[attribution])


def term_text(term: TermRule, t: Words) -> str:
    """Return how long a step gives."""
    if term.next_reference_date:
        return t("until the next reference date")
    if term.weeks is not None:
        return t.plural("{n} week", "{n} weeks", term.weeks)
    return t.plural("{n} half-year", "{n} half-years", term.half_years or 0)


def quantity_text(quantity: Quantity, t: Words) -> str:
    """Return which number of a step it is."""
    return t(_QUANTITIES[quantity])


def _fits(share: Fraction, decimals: int) -> bool:
    """Whether a percentage with so many decimals says all of it; the last number always does."""
    return decimals == _MOST_DECIMALS or (share * 100 * 10**decimals).denominator == 1
