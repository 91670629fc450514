"""What stands in the way of a decision, in the words of the law and the framework; as tables.

The day is Wednesday 10 September 2025, under the shipped rules of 2013.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from supervision.domain.account import Account
from supervision.domain.deciding import (
    Circumstances,
    Intent,
    Objection,
    kind_of,
    needs_second_person,
    objections,
    term_given,
)
from supervision.domain.decision import DecisionKind, Measure
from supervision.domain.ladder import assess
from supervision.domain.terms import Term
from supervision.holidays import is_holiday
from supervision.rulesets import find_ruleset
from tests.domain.stories import HORST, day

LIMBURG = find_ruleset("limburg-2013")
TODAY = day("2025-09-10")
YESTERDAY, TOMORROW = day("2025-09-09"), day("2025-09-11")
WHY = "Twenty characters ok"
OTHERWISE, HURRY = {"deviation": "other facts"}, {"urgency": "families sleep outside"}
TEN = {"named": 10, "counted_from": day("2025-07-01")}


def meets(
    current: int,
    proposed: int,
    until: str | None = None,
    *,
    excused: bool = False,
    **others: Any,
) -> Circumstances:
    """A municipality on step `current`, with a term or none, for which a step is proposed."""
    term = None if until is None else Term(day(until))
    measure = Measure(current, day("2025-07-01"), term) if current else Measure()
    found = assess(Account(HORST), TODAY, LIMBURG)
    assessment = replace(found, measure=measure, proposed_step=proposed, excused=excused)
    return Circumstances(assessment, LIMBURG, **{"today": TODAY, **others})


def intent(step_to: int, **others: Any) -> Intent:
    return Intent(step_to, **{"decided_on": TODAY, "rationale": WHY, **others})


def against(found: Circumstances, intended: Intent) -> tuple[Objection, ...]:
    return objections(intended, found, is_holiday)


# --- what may be decided ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "intended", "kind"),
    [
        (meets(0, 1), intent(1), "escalate"),
        (meets(1, 2), intent(2), "escalate"),
        (meets(2, 3, "2026-01-01"), intent(3), "escalate"),
        (meets(3, 4, "2025-09-09"), intent(4), "escalate"),
        (meets(4, 5, "2025-09-09"), intent(5), "escalate"),
        (meets(5, 6, "2025-09-09"), intent(6), "escalate"),
        (meets(5, 5, "2025-12-01"), intent(6, **OTHERWISE, **HURRY), "escalate"),
        (meets(0, 1), intent(3, **OTHERWISE), "escalate"),
        (meets(0, 0), intent(1, **OTHERWISE), "escalate"),
        (meets(2, 2, "2026-01-01"), intent(2), "hold"),
        (meets(2, 3, "2026-01-01"), intent(2, **OTHERWISE), "hold"),
        (meets(0, 1), intent(0, **OTHERWISE), "hold"),
        (meets(2, 2, "2026-01-01"), intent(2, **TEN), "hold"),
        (meets(3, 3, "2026-01-01"), intent(2, **OTHERWISE), "de_escalate"),
        (meets(3, 3, "2026-01-01"), intent(1, **OTHERWISE), "de_escalate"),
        (meets(2, 0, "2026-01-01"), intent(0), "lapse"),
        (meets(2, 2, "2026-01-01"), intent(0, **OTHERWISE), "lapse"),
        (meets(2, 2, "2026-01-01", excused=True), intent(2), "freeze"),
        (meets(2, 2, "2026-01-01"), intent(2, term_until=day("2026-02-02")), "extend"),
        (
            meets(3, 4, "2025-09-09"),
            intent(3, term_until=day("2026-02-02"), **OTHERWISE),
            "extend",
        ),
        (meets(1, 1), intent(1, term_until=day("2026-01-01")), "extend"),
        (meets(2, 2, excused=True), intent(2, term_until=day("2026-02-02")), "extend"),
        (meets(2, 3, "2026-01-01", excused=True), intent(3), "escalate"),
    ],
    ids=[
        "take over the proposal of step 1",
        "and of step 2",
        "and of step 3",
        "and of step 4, the term having lapsed",
        "and of step 5",
        "execute once the term of the order has lapsed",
        "execute before, because it is urgent",
        "skip two steps, with a reason",
        "signal what the rules do not, with a reason",
        "hold what is proposed to stay",
        "hold against a proposal to go up, with a reason",
        "stay off the ladder against the proposal, with a reason",
        "hold and name a number of persons",
        "go down a step, with a reason",
        "go down two",
        "let lapse what is cleared",
        "let lapse before, with a reason",
        "freeze while excused",
        "extend the term",
        "extend the term instead of going up, with a reason",
        "give a term to a step that had none",
        "extending is extending, excused or not",
        "an excuse is no objection to a step that is proposed",
    ],
)
def test_a_decision_that_is_in_order(found: Circumstances, intended: Intent, kind: str) -> None:
    assert against(found, intended) == ()
    assert kind_of(intended, found.assessment) == DecisionKind(kind)


def test_each_kind_of_decision_occurs_in_the_table_above() -> None:
    marks = test_a_decision_that_is_in_order.pytestmark[0]
    assert {kind for _, _, kind in marks.args[1]} == {each.value for each in DecisionKind}


# --- what stands in the way -------------------------------------------------------------------

UP = meets(0, 1)
ON_TWO = meets(2, 2, "2026-01-30")
ORDERED = meets(5, 6, "2025-09-09")
DECIDED = {"last": 7, "last_on": YESTERDAY, "previous_on": day("2025-08-01")}
OFF_AGAIN = meets(0, 0, **DECIDED)
Case = tuple[Circumstances, Intent]

ALONE: Mapping[Objection, list[tuple[str, Case, Case]]] = {
    Objection.NO_SUCH_STEP: [
        ("seven", (meets(6, 6), intent(7)), (meets(6, 6), intent(6))),
        ("below zero", (UP, intent(-1)), (UP, intent(0, **OTHERWISE))),
    ],
    Objection.NOTHING_TO_DECIDE: [
        ("off the ladder already", (meets(0, 0), intent(0)), (meets(1, 0), intent(0))),
        ("nor is it a hold", (meets(0, 0), intent(0)), (meets(1, 1), intent(1))),
        ("a correction is something", (OFF_AGAIN, intent(0)), (OFF_AGAIN, intent(0, corrects=7))),
    ],
    Objection.RATIONALE_TOO_SHORT: [
        ("19 characters", (UP, intent(1, rationale="x" * 19)), (UP, intent(1, rationale="x" * 20))),
        (
            "white space around does not count",
            (UP, intent(1, rationale=f"  {'x' * 19} \n")),
            (UP, intent(1, rationale=f"  {'x y' * 7} \n")),
        ),
        ("none", (UP, intent(1, rationale="")), (UP, intent(1))),
    ],
    Objection.DEVIATION_NEEDED: [
        ("higher than proposed", (ON_TWO, intent(3)), (ON_TWO, intent(3, **OTHERWISE))),
        ("lower than proposed", (ON_TWO, intent(1)), (ON_TWO, intent(1, **OTHERWISE))),
        ("held against a proposal", (UP, intent(0)), (UP, intent(0, **OTHERWISE))),
        ("let lapse too soon", (ON_TWO, intent(0)), (meets(2, 0, "2026-01-30"), intent(0))),
        (
            "skipped, though the rules let skip and propose it",
            (meets(0, 3), intent(3)),
            (meets(2, 3), intent(3)),
        ),
        (
            "two letters are no reason",
            (ON_TWO, intent(3, deviation=" no ")),
            (ON_TWO, intent(3, deviation=" not ")),
        ),
    ],
    Objection.URGENCY_NEEDED: [
        (
            "on the last day of the term it has not lapsed",
            (meets(5, 6, "2025-09-10"), intent(6)),
            (meets(5, 6, "2025-09-09"), intent(6)),
        ),
        (
            "on the day of the decision, not today",
            (meets(5, 6, "2025-09-08"), intent(6, decided_on=day("2025-09-08"))),
            (meets(5, 6, "2025-09-08"), intent(6, decided_on=YESTERDAY)),
        ),
        (
            "while the term runs",
            (meets(5, 5, "2025-12-01"), intent(6, **OTHERWISE)),
            (meets(5, 5, "2025-12-01"), intent(6, **OTHERWISE, **HURRY)),
        ),
        (
            "without an order no term was given, whatever lapsed",
            (meets(4, 5, "2025-09-09"), intent(6, **OTHERWISE)),
            (meets(4, 5, "2025-09-09"), intent(5)),
        ),
        (
            "an order without a term",
            (meets(5, 5), intent(6, **OTHERWISE)),
            (meets(5, 5), intent(6, **OTHERWISE, **HURRY)),
        ),
        (
            "straight from off the ladder",
            (meets(0, 1), intent(6, **OTHERWISE)),
            (meets(0, 1), intent(6, **OTHERWISE, **HURRY)),
        ),
        (
            "two letters are no reason",
            (meets(5, 6, "2025-09-10"), intent(6, urgency="go")),
            (meets(5, 6, "2025-09-10"), intent(6, urgency="now")),
        ),
        (
            "who executes already may go on",
            (meets(5, 6), intent(6)),
            (meets(6, 6), intent(6)),
        ),
    ],
    Objection.IN_THE_FUTURE: [
        ("tomorrow", (UP, intent(1, decided_on=TOMORROW)), (UP, intent(1, decided_on=TODAY))),
        ("a mistyped year", (UP, intent(1, decided_on=date(9999, 12, 31))), (UP, intent(1))),
    ],
    Objection.BEFORE_THE_LAST: [
        (
            "before the last decision",
            (meets(1, 2, **DECIDED), intent(2, decided_on=day("2025-09-08"))),
            (meets(1, 2, **DECIDED), intent(2, decided_on=YESTERDAY)),
        ),
        (
            "a correction before the one before it",
            (meets(1, 2, **DECIDED), intent(2, decided_on=day("2025-07-31"), corrects=7)),
            (meets(1, 2, **DECIDED), intent(2, decided_on=day("2025-08-01"), corrects=7)),
        ),
        (
            "the first decision can be corrected to any day",
            (meets(0, 1, last=7, last_on=TODAY), intent(1, decided_on=YESTERDAY)),
            (meets(0, 1, last=7, last_on=TODAY), intent(1, decided_on=YESTERDAY, corrects=7)),
        ),
    ],
    Objection.TERM_TOO_EARLY: [
        ("today", (UP, intent(1, term_until=TODAY)), (UP, intent(1, term_until=TOMORROW))),
        (
            "on a Saturday for that Saturday",
            (UP, intent(1, decided_on=day("2025-09-06"), term_until=day("2025-09-06"))),
            (UP, intent(1, decided_on=day("2025-09-06"), term_until=day("2025-09-07"))),
        ),
    ],
    Objection.TERM_NOT_EXTENDED: [
        (
            "the term as it is",
            (ON_TWO, intent(2, term_until=day("2026-01-30"))),
            (ON_TWO, intent(2, term_until=day("2026-02-02"))),
        ),
        (
            "shorter",
            (ON_TWO, intent(2, term_until=day("2026-01-29"))),
            (ON_TWO, intent(3, term_until=day("2026-01-29"), **OTHERWISE)),
        ),
        (
            "a Sunday moves to the Monday until which the term runs already",
            (meets(2, 2, "2026-02-02"), intent(2, term_until=day("2026-02-01"))),
            (ON_TWO, intent(2, term_until=day("2026-01-31"))),
        ),
        (
            "lapsed long ago and still not later",
            (meets(2, 2, "2025-12-01"), intent(2, term_until=day("2025-12-01"))),
            (meets(2, 2, "2025-08-01"), intent(2, term_until=TOMORROW)),
        ),
    ],
    Objection.TERM_OFF_THE_LADDER: [
        (
            "a term",
            (meets(2, 0), intent(0, term_until=day("2026-01-30"))),
            (meets(2, 0), intent(0)),
        ),
        ("a number", (meets(2, 0), intent(0, **TEN)), (meets(2, 2), intent(2, **TEN))),
    ],
    Objection.YEAR_MISTYPED: [
        (
            "a term in another century",
            (UP, intent(1, term_until=day("2125-09-10"))),
            (UP, intent(1, term_until=day("2026-09-10"))),
        ),
        (
            "six years, where five are the most",
            (UP, intent(1, term_until=day("2031-01-02"))),
            (UP, intent(1, term_until=day("2030-12-31"))),
        ),
        ("the year 1", (UP, intent(1, term_until=date(1, 1, 1))), (UP, intent(1))),
        ("the last day of all", (UP, intent(1, term_until=date.max)), (UP, intent(1))),
        (
            "counted from the year 1",
            (UP, intent(1, named=10, counted_from=date(1, 1, 1))),
            (UP, intent(1, named=10, counted_from=day("2020-01-01"))),
        ),
        (
            "counted from far ahead",
            (UP, intent(1, named=10, counted_from=day("2031-01-01"))),
            (UP, intent(1, named=10, counted_from=day("2030-12-31"))),
        ),
    ],
    Objection.NUMBER_INCOMPLETE: [
        ("a number alone", (UP, intent(1, named=10)), (UP, intent(1, **TEN))),
        ("a day alone", (UP, intent(1, counted_from=TODAY)), (UP, intent(1))),
    ],
    Objection.NUMBER_IMPOSSIBLE: [
        ("nobody", (UP, intent(1, **TEN | {"named": 0})), (UP, intent(1, **TEN | {"named": 1}))),
        ("fewer", (UP, intent(1, **TEN | {"named": -1})), (UP, intent(1, **TEN))),
        (
            "a whole town",
            (UP, intent(1, **TEN | {"named": 100_001})),
            (UP, intent(1, **TEN | {"named": 100_000})),
        ),
    ],
    Objection.COUNTED_TOO_LATE: [
        (
            "from the end of the term of the step",
            (meets(1, 2), intent(2, named=10, counted_from=day("2026-01-01"))),
            (meets(1, 2), intent(2, named=10, counted_from=day("2025-12-31"))),
        ),
        (
            "from the end of the term that was chosen",
            (UP, intent(1, named=9, term_until=day("2025-10-10"), counted_from=day("2025-10-10"))),
            (UP, intent(1, named=9, term_until=day("2025-10-10"), counted_from=day("2025-10-09"))),
        ),
        (
            "from the end of the term that runs on",
            (ON_TWO, intent(2, named=10, counted_from=day("2026-01-30"))),
            (ON_TWO, intent(2, named=10, counted_from=day("2026-01-29"))),
        ),
        (
            "the term of a step that was left does not matter",
            (ON_TWO, intent(2, named=10, counted_from=day("2026-03-01"))),
            (ON_TWO, intent(1, named=10, counted_from=day("2026-03-01"), **OTHERWISE)),
        ),
    ],
    Objection.NOT_A_MUNICIPALITY_THEN: [
        ("merged by then", (meets(0, 1, exists=False), intent(1)), (meets(0, 1), intent(1))),
    ],
    Objection.ANOTHER_WAITS: [
        ("a draft", (meets(0, 1, waiting=True), intent(1)), (meets(0, 1), intent(1))),
    ],
    Objection.NOT_THE_LAST: [
        (
            "the one before it",
            (meets(1, 2, **DECIDED), intent(2, corrects=6)),
            (meets(1, 2, **DECIDED), intent(2, corrects=7)),
        ),
        ("none was taken", (UP, intent(1, corrects=7)), (UP, intent(1))),
    ],
}
ROWS = [(each, *case) for each, cases in ALONE.items() for case in cases]


@pytest.mark.parametrize(
    ("objection", "case", "fine"),
    [(objection, case, fine) for objection, _, case, fine in ROWS],
    ids=[f"{objection}: {name}" for objection, name, _, _ in ROWS],
)
def test_an_objection_alone_and_the_case_beside_it_that_is_fine(
    objection: Objection, case: Case, fine: Case
) -> None:
    assert against(*case) == (objection,)
    assert against(*fine) == ()


def test_every_objection_is_in_the_table() -> None:
    at_confirming = [Objection.PROPOSAL_CHANGED, Objection.TERM_OVER]
    assert [*ALONE, *at_confirming] == list(Objection)


@pytest.mark.parametrize(
    ("found", "intended", "expected"),
    [
        (
            meets(5, 5, "2025-12-01", waiting=True, exists=False, **DECIDED),
            intent(
                6,
                rationale="short",
                decided_on=day("2025-07-01"),
                term_until=day("2025-07-01"),
                named=0,
                counted_from=day("2025-07-01"),
                corrects=3,
            ),
            "rationale_too_short deviation_needed urgency_needed before_the_last term_too_early "
            "number_impossible counted_too_late not_a_municipality_then another_waits not_the_last",
        ),
        (
            meets(2, 2, "2026-01-30"),
            intent(2, decided_on=TOMORROW, term_until=day("2025-10-01"), named=5),
            "in_the_future term_not_extended number_incomplete",
        ),
        (
            meets(0, 0),
            intent(0, rationale="", term_until=day("2026-01-30"), **TEN),
            "nothing_to_decide rationale_too_short term_off_the_ladder",
        ),
        (
            meets(0, 1, waiting=True),
            intent(9, rationale="short", decided_on=TOMORROW, term_until=TODAY),
            "no_such_step rationale_too_short in_the_future another_waits",
        ),
        (
            meets(0, 1),
            intent(1, term_until=date.max, counted_from=date(1, 1, 1)),
            "year_mistyped number_incomplete",
        ),
        (
            meets(0, 1),
            intent(6, decided_on=date.max, term_until=date.max, named=1, counted_from=date.max),
            "deviation_needed urgency_needed in_the_future year_mistyped",
        ),
    ],
    ids=[
        "nearly everything at once",
        "a term in the future and half a number",
        "off the ladder with a term and a number",
        "where there is no such step, only what does not depend on it",
        "two mistyped years are one objection",
        "no date is too far to be told of",
    ],
)
def test_all_objections_come_at_once_and_in_their_order(
    found: Circumstances, intended: Intent, expected: str
) -> None:
    assert " ".join(against(found, intended)) == expected


# --- the term and the second person -----------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "intended", "term"),
    [
        (meets(0, 1), intent(1), None),
        (meets(1, 2), intent(2), Term(day("2026-01-01"), to_reference_date=True)),
        (meets(2, 3), intent(3), Term(day("2026-03-10"))),
        (meets(3, 4), intent(4), Term(day("2025-12-31"))),
        (meets(4, 5), intent(5), Term(day("2025-12-03"))),
        (meets(5, 6), intent(6), None),
        (meets(4, 5), intent(5, decided_on=day("2025-10-02")), Term(day("2025-12-29"))),
        (meets(4, 5), intent(5, term_until=day("2025-11-01")), Term(day("2025-11-03"))),
        (meets(0, 1), intent(1, term_until=day("2025-12-25")), Term(day("2025-12-29"))),
        (
            meets(2, 3),
            intent(3, term_until=day("2026-01-01")),
            Term(day("2026-01-01"), to_reference_date=True),
        ),
        (meets(2, 2, "2026-01-30"), intent(2), None),
        (meets(2, 2, "2026-01-30"), intent(2, **TEN), None),
        (
            meets(2, 2, "2026-01-30"),
            intent(2, term_until=day("2026-03-02")),
            Term(date(2026, 3, 2)),
        ),
        (meets(5, 3), intent(3), Term(day("2026-03-10"))),
        (meets(3, 0, "2026-01-30"), intent(0), None),
        (meets(3, 0), intent(0, term_until=day("2026-01-30")), None),
    ],
    ids=[
        "a signal gives no term",
        "information: until the next reference date",
        "active supervision: half a year",
        "advance notice: 16 weeks",
        "order: 12 weeks",
        "execution gives none",
        "12 weeks that end on Christmas move past the weekend",
        "a chosen Saturday moves",
        "a chosen Christmas moves",
        "a chosen reference date is one",
        "who stays keeps the term",
        "also with a number",
        "unless another is chosen",
        "going down begins anew",
        "off the ladder there is none",
        "whatever was chosen",
    ],
)
def test_the_term_that_a_decision_gives(
    found: Circumstances, intended: Intent, term: Term | None
) -> None:
    assert term_given(intended, found, is_holiday) == term


def test_steps_4_to_6_take_two_people() -> None:
    assert [step for step in range(7) if needs_second_person(step)] == [4, 5, 6]
