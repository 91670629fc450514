"""Thresholds that can be set otherwise, within their limits, and the variant that comes of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.ruleset import Condition, Evidence, Rule, TermRule
from supervision.domain.thresholds import (
    Number,
    Place,
    Quantity,
    is_possible,
    thresholds_of,
    variant_of,
)
from supervision.rulesets import find_ruleset

LIMBURG = find_ruleset("limburg-2013")
Q = Quantity


def test_the_numbers_of_limburg_are_in_the_order_of_the_ladder() -> None:
    assert {str(place): number for place, number in thresholds_of(LIMBURG).items()} == {
        "1.backlog_persons": 1,
        "2.backlog_persons": 5,
        "2.backlog_share": Fraction(1, 10),
        "3.missed_in_a_row": 2,
        "3.term_half_years": 1,
        "4.missed_in_a_row": 3,
        "4.term_weeks": 16,
        "5.term_weeks": 12,
    }


@pytest.mark.parametrize(
    ("quantity", "possible", "impossible"),
    [
        (Q.BACKLOG_PERSONS, [1, 100_000], [0, -1, 100_001, Fraction(1, 2)]),
        (Q.MISSED_IN_A_ROW, [1, 100], [0, -1, 101]),
        (Q.TERM_WEEKS, [1, 520], [0, -16, 521]),
        (Q.TERM_HALF_YEARS, [1, 20], [0, 21]),
        (Q.BACKLOG_SHARE, [1, Fraction(1, 10**6)], [0, -1, 2, Fraction(1, 3), Fraction(1, 10**7)]),
        (Q.REALISED_SHARE_BELOW, [1, Fraction(1, 2)], [0, Fraction(101, 100)]),
    ],
    ids=lambda value: value.value if isinstance(value, Quantity) else "",
)
def test_what_a_number_can_be(
    quantity: Quantity, possible: list[Number], impossible: list[Number]
) -> None:
    assert [each for each in possible if not is_possible(quantity, each)] == []
    assert [each for each in impossible if is_possible(quantity, each)] == []


def test_a_variant_says_so_in_its_version_and_what_changed_in_it_is_assumed() -> None:
    variant = variant_of(
        LIMBURG,
        {
            Place(1, Q.BACKLOG_PERSONS): 4,
            Place(3, Q.TERM_HALF_YEARS): 2,
            Place(5, Q.TERM_WEEKS): 20,
        },
    )
    assert (variant.id, variant.version) == ("limburg-2013", "1+variant")
    assert variant.step(1).enter == (Condition(Rule.BACKLOG_PERSONS, 4, Evidence.ASSUMED),)
    assert variant.step(3).term == TermRule(half_years=2)
    assert variant.step(5).term == TermRule(weeks=20)
    assert [variant.step(n).term_evidence for n in (3, 5)] == [Evidence.ASSUMED] * 2
    for number in (2, 4, 6):
        assert variant.step(number) == LIMBURG.step(number)
    assert variant.step(3).enter == LIMBURG.step(3).enter


def test_the_same_quantity_on_another_step_stays_as_it_was() -> None:
    variant = variant_of(LIMBURG, {Place(2, Q.BACKLOG_PERSONS): 8})
    assert variant.step(1) == LIMBURG.step(1)
    assert thresholds_of(variant)[Place(2, Q.BACKLOG_PERSONS)] == 8


@pytest.mark.parametrize("changes", [{}, {Place(2, Q.BACKLOG_PERSONS): 5}])
def test_without_a_change_it_is_the_rule_set_itself(changes: dict[Place, Number]) -> None:
    assert variant_of(LIMBURG, changes) is LIMBURG


@pytest.mark.parametrize(
    "changes",
    [
        {Place(2, Q.BACKLOG_PERSONS): 0},
        {Place(2, Q.MISSED_IN_A_ROW): 2},
        {Place(7, Q.BACKLOG_PERSONS): 2},
        {Place(1, Q.BACKLOG_PERSONS): 4, Place(2, Q.BACKLOG_SHARE): 2},
    ],
    ids=["not possible", "not on that step", "no such step", "one of two"],
)
def test_a_change_that_cannot_be_is_refused(changes: dict[Place, Number]) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        variant_of(LIMBURG, changes)


NUMBERS = {
    place: st.integers(1, 100)
    if not place.quantity.is_share
    else st.integers(1, 100).map(lambda n: Fraction(n, 100))
    for place in thresholds_of(LIMBURG)
    if place.quantity is not Q.TERM_HALF_YEARS
}


@given(changes=st.fixed_dictionaries({}, optional=NUMBERS))
def test_a_variant_has_the_numbers_that_were_asked_for_and_nothing_else_differs(
    changes: dict[Place, Number],
) -> None:
    variant = variant_of(LIMBURG, changes)
    assert thresholds_of(variant) == thresholds_of(LIMBURG) | changes
    back = variant_of(variant, thresholds_of(LIMBURG))
    assumed = {
        place.step for place, number in changes.items() if number != thresholds_of(LIMBURG)[place]
    }
    for step, again in zip(LIMBURG.steps, back.steps, strict=True):
        if step.number not in assumed:
            assert again == step
        assert replace(again, enter=step.enter, term_evidence=step.term_evidence) == step
    assert replace(back, version="1", steps=LIMBURG.steps) == LIMBURG
