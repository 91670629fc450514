"""The measure that decisions make together: step, since when, with which term and number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.decision import OFF_THE_LADDER, Decision, DecisionKind, Measure, in_force
from supervision.domain.terms import Term
from tests import strategies
from tests.domain.stories import HORST, day


def decided(
    on: str,
    step_to: int,
    until: str | None = None,
    named: int | None = None,
    counted_from: str | None = None,
    *,
    number: int = 0,
) -> Decision:
    """A decision in short; the kind and the step before do not matter to what follows from it."""
    return Decision(
        number,
        HORST,
        DecisionKind.HOLD,
        0,
        step_to,
        day(on),
        Term(day(until)) if until else None,
        named,
        day(counted_from) if counted_from else None,
    )


UP = decided("2025-02-03", 2, "2025-06-02", 10, "2025-02-01")


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([], OFF_THE_LADDER),
        ([UP], Measure(2, day("2025-02-03"), Term(day("2025-06-02")), 10, day("2025-02-01"))),
        (
            [UP, decided("2025-03-03", 2)],
            Measure(2, day("2025-02-03"), Term(day("2025-06-02")), 10, day("2025-02-01")),
        ),
        (
            [UP, decided("2025-03-03", 2, "2025-09-01")],
            Measure(2, day("2025-02-03"), Term(day("2025-09-01")), 10, day("2025-02-01")),
        ),
        (
            [UP, decided("2025-03-03", 2, None, 6, "2025-03-01")],
            Measure(2, day("2025-02-03"), Term(day("2025-06-02")), 6, day("2025-03-01")),
        ),
        ([UP, decided("2025-03-03", 3)], Measure(3, day("2025-03-03"))),
        ([UP, decided("2025-03-03", 1)], Measure(1, day("2025-03-03"))),
        ([UP, decided("2025-03-03", 0)], OFF_THE_LADDER),
        (
            [UP, decided("2025-03-03", 0), decided("2025-04-01", 2)],
            Measure(2, day("2025-04-01")),
        ),
        (
            [UP, decided("2025-03-03", 3), decided("2025-04-01", 2)],
            Measure(2, day("2025-04-01")),
        ),
        ([decided("2025-05-02", 3)], OFF_THE_LADDER),
        ([decided("2025-05-01", 3)], Measure(3, day("2025-05-01"))),
        (
            [decided("2025-05-01", 3, number=2), decided("2025-05-01", 1, number=1)],
            Measure(3, day("2025-05-01")),
        ),
    ],
    ids=[
        "nobody decided anything",
        "a step with all that goes with it",
        "held: nothing changes, not even since when",
        "extended: only the term changes",
        "another number: only that changes",
        "a step up begins anew",
        "a step down too",
        "lapsed",
        "the same step after a lapse begins anew",
        "the same step after a higher one begins anew",
        "a decision of tomorrow does not work yet",
        "a decision of today does",
        "of two on one day the one recorded last",
    ],
)
def test_the_measure_on_1_may_2025(decisions: list[Decision], expected: Measure) -> None:
    found = in_force(decisions, day("2025-05-01"))
    assert replace(found, decided_on=None) == expected
    assert in_force(reversed(decisions), day("2025-05-01")) == found


def naively(decisions: Iterable[Decision], on: date) -> Measure:
    """The measure found backwards: the last run of decisions with one step, and what it named."""
    known = [each for each in decisions if not each.decided_on > on]
    known.sort(key=lambda each: each.number)
    known.sort(key=lambda each: each.decided_on)
    if not known or known[-1].step_to == 0:
        return Measure()
    run: list[Decision] = []
    while known and known[-1].step_to == (run or known)[-1].step_to:
        run.append(known.pop())
    terms = [each.term for each in run if each.term]
    numbers = [(each.named, each.counted_from) for each in run if each.named]
    named, counted_from = numbers[0] if numbers else (None, None)
    first = run[-1]
    return Measure(
        first.step_to, first.decided_on, terms[0] if terms else None, named, counted_from
    )


@given(st.data())
def test_the_measure_is_what_a_second_implementation_finds(data: st.DataObject) -> None:
    span = data.draw(strategies.spans())
    decisions = data.draw(strategies.decision_lists(span))
    on = data.draw(strategies.days_in(span))
    found = in_force(decisions, on)
    assert replace(found, decided_on=None) == naively(decisions, on)
    known = [each.decided_on for each in decisions if each.decided_on <= on]
    assert found.decided_on == (max(known) if found.step else None)


@given(st.data())
def test_the_order_of_recording_does_not_matter_where_the_dates_differ(
    data: st.DataObject,
) -> None:
    span = data.draw(strategies.spans())
    decisions = data.draw(strategies.decision_lists(span, one_a_day=True))
    numbers = data.draw(st.permutations([each.number for each in decisions]))
    renumbered = [
        replace(each, number=number) for each, number in zip(decisions, numbers, strict=True)
    ]
    on = data.draw(strategies.days_in(span))
    assert in_force(renumbered, on) == in_force(decisions, on)


@given(st.data())
def test_between_two_decisions_the_measure_does_not_change(data: st.DataObject) -> None:
    span = data.draw(strategies.spans())
    decisions = data.draw(strategies.decision_lists(span))
    on = data.draw(strategies.days_in(span))
    if on not in {each.decided_on for each in decisions}:
        assert in_force(decisions, on) == in_force(decisions, on - timedelta(days=1))
