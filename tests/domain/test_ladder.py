"""States, indicated step and proposed step, under the shipped rules of 2013 unless said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from supervision.domain.account import Account, build_account
from supervision.domain.decision import OFF_THE_LADDER, Measure
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.ladder import Outcome, State, assess
from supervision.domain.ruleset import Condition, Evidence, Rule, RuleSet
from supervision.domain.terms import Term
from supervision.rulesets import find_ruleset
from tests.domain.stories import day, facts, half, history, target

LIMBURG = find_ruleset("limburg-2013")
NO_OPENING = build_account(facts({"2025-1": target(20)}, {"2025-04-01": 5}))


# --- states ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("account", "on", "state"),
    [
        (history("2025-1", (20, 20)), "2025-07-01", State.MET),
        (history("2025-1", (20, 25)), "2025-07-01", State.MET),
        (history("2025-1", (20, None), running={"2025-04-01": 20}), "2025-04-01", State.MET),
        (history("2025-1", (20, None), running={"2025-04-01": 10}), "2025-04-01", State.ON_PACE),
        (history("2025-1", (20, None), running={"2025-04-01": 10}), "2025-06-30", State.ON_PACE),
        (history("2025-1", (20, None), running={"2025-04-01": 9}), "2025-04-01", State.BEHIND_PACE),
        (history("2025-1", (20, 19)), "2025-07-01", State.MISSED),
        (history("2025-1", (20, None), running={"2025-06-01": 19}), "2025-07-01", State.MISSED),
        (history("2025-1", (20, 19)), "2025-06-30", State.MISSING),
        (history("2025-1", (20, None)), "2025-07-01", State.MISSING),
        (NO_OPENING, "2025-04-01", State.MISSING),
        (build_account(facts({})), "2025-04-01", State.MISSING),
        (history("2025-1", (20, 3), opening=-20), "2025-07-01", State.NOT_APPLICABLE),
        (history("2025-1", (20, None), opening=-25), "2025-04-01", State.NOT_APPLICABLE),
        (history("2025-1", (0, 0)), "2025-07-01", State.NOT_APPLICABLE),
    ],
    ids=[
        "met exactly",
        "met with a lead",
        "met before the end",
        "half of it halfway is on pace",
        "pace is measured at the as-of, not today",
        "less than half of it halfway is behind",
        "closed with backlog is missed",
        "closed with a provisional backlog is missed too",
        "a closing figure from after the day is no figure yet",
        "closed without any figure",
        "unknown opening, so no obligation",
        "no account at all",
        "nothing due: the lead covers it",
        "nothing due, with or without a figure",
        "a target of zero",
    ],
)
def test_a_half_year_is(account: Account, on: str, state: State) -> None:
    assert assess(account, day(on), LIMBURG).state is state


def test_on_a_reference_date_the_half_year_that_closes_is_shown_on_other_days_the_running_one():
    account = history("2024-2", (20, 15), (20, None))
    shown = {
        on: str(assess(account, day(on), LIMBURG).half_year)
        for on in ("2024-12-31", "2025-01-01", "2025-01-02")
    }
    assert shown == {"2024-12-31": "2024-2", "2025-01-01": "2024-2", "2025-01-02": "2025-1"}


@pytest.mark.parametrize(
    ("obligation", "realised", "share"), [(20, 5, "1/4"), (20, 30, "3/2"), (0, 5, None)]
)
def test_the_share_of_an_obligation_of_zero_is_not_applicable(
    obligation: int, realised: int, share: str | None
) -> None:
    found = assess(history("2025-1", (obligation, realised)), day("2025-07-01"), LIMBURG)
    assert (None if found.realised_share is None else str(found.realised_share)) == share


# --- indicated ------------------------------------------------------------------------------

AT_3_LAPSED = Measure(3, day("2024-07-15"), Term(day("2025-01-15")))
AT_4_LAPSED = Measure(4, day("2025-01-20"), Term(day("2025-05-12")))
AT_5_LAPSED = Measure(5, day("2025-06-01"), Term(day("2025-08-25")))


@pytest.mark.parametrize(
    ("account", "on", "measure", "indicated"),
    [
        (history("2024-2", (20, 20)), "2025-01-01", OFF_THE_LADDER, 0),
        (history("2024-2", (20, 19)), "2025-01-01", OFF_THE_LADDER, 1),
        (
            history("2024-2", (20, 15), (24, None), running={"2025-02-01": 4}),
            "2025-02-01",
            OFF_THE_LADDER,
            2,
        ),
        (
            history("2024-2", (20, 15), (25, None), running={"2025-02-01": 5}),
            "2025-02-01",
            OFF_THE_LADDER,
            1,
        ),
        (
            history("2024-2", (20, 16), (24, None), running={"2025-02-01": 0}),
            "2025-02-01",
            OFF_THE_LADDER,
            1,
        ),
        (
            history("2024-2", (60, 55), (24, None), running={"2025-02-01": 0}),
            "2025-02-01",
            OFF_THE_LADDER,
            1,
        ),
        (history("2024-1", (20, 15), (20, 15)), "2025-01-01", OFF_THE_LADDER, 3),
        (history("2024-1", (20, 15), (20, 21)), "2025-01-01", OFF_THE_LADDER, 1),
        (history("2024-1", *[(20, 15)] * 3), "2025-07-01", OFF_THE_LADDER, 3),
        (history("2024-1", *[(20, 15)] * 3), "2025-07-01", AT_3_LAPSED, 4),
        (history("2024-1", *[(20, 15)] * 3), "2025-07-01", AT_4_LAPSED, 5),
        (history("2024-1", *[(20, 15)] * 3), "2025-09-01", AT_5_LAPSED, 6),
        (history("2024-1", *[(20, 15)] * 3), "2025-08-25", AT_5_LAPSED, 3),
        (history("2024-2", (20, None)), "2025-01-01", OFF_THE_LADDER, 0),
        (NO_OPENING, "2025-07-01", OFF_THE_LADDER, 0),
    ],
    ids=[
        "no backlog: nothing",
        "one person behind: signal",
        "five persons, a quarter of it, and a poor first month: ask for information",
        "with a good first month: signal only",
        "four persons are not considerable",
        "five persons of sixty are less than a tenth",
        "missed twice and not shrinking: active supervision",
        "missed twice but shrinking: signal",
        "missed three times, but nobody decided on step 3",
        "missed three times, at step 3, term lapsed: advance notice",
        "at step 4, term lapsed: substitution order",
        "at step 5, term lapsed: substitution",
        "on the last day of the term it has not lapsed",
        "no figure: nothing can be known",
        "unknown opening: nothing can be known",
    ],
)
def test_the_rules_of_2013_indicate(
    account: Account, on: str, measure: Measure, indicated: int
) -> None:
    assert assess(account, day(on), LIMBURG, measure).indicated_step == indicated


def test_the_preventive_flag_is_no_step() -> None:
    account = history("2024-2", (20, 20), (24, None), running={"2025-02-01": 3})
    found = assess(account, day("2025-02-01"), LIMBURG)
    assert (found.preventive, found.indicated_step, found.proposed_step) == (True, 0, 0)
    assert found.flagged
    on_pace = history("2024-2", (20, 20), (24, None), running={"2025-02-01": 4})
    assert not assess(on_pace, day("2025-02-01"), LIMBURG).flagged


def test_what_cannot_be_known_yet_is_named_in_the_findings() -> None:
    found = assess(history("2024-2", (20, 10)), day("2025-01-01"), LIMBURG)
    assert [each.holds for each in found.findings[1]] == [True, True, None]
    assert found.indicated_step == 1


# --- proposed -------------------------------------------------------------------------------


def rules(indicated: int, *, may_skip: bool = False) -> RuleSet:
    """Rules under which a backlog indicates exactly this step; 0: none."""

    def condition(rule: Rule, threshold: int) -> tuple[Condition]:
        return (Condition(rule, threshold, Evidence.ASSUMED),)

    steps = tuple(
        replace(
            step,
            enter=condition(Rule.BACKLOG_PERSONS, 1 if step.number == indicated else 10_000),
        )
        for step in LIMBURG.steps
    )
    return replace(LIMBURG, steps=steps, may_skip=may_skip)


BEHIND = history("2024-1", (20, 15), (20, 15), (20, None), running={"2025-02-01": 8})
CLEARED = history("2024-1", (20, 15), (20, 25))
EXCUSE = Excuse(Cause.LINKED_TOO_FEW, day("2025-02-01"), day("2025-03-31"))
SINCE = day("2025-01-10")


@pytest.mark.parametrize(
    ("current", "indicated", "may_skip", "proposed", "outcome"),
    [
        (0, 0, False, 0, Outcome.STAY),
        (0, 1, False, 1, Outcome.ESCALATE),
        (0, 3, False, 1, Outcome.ESCALATE),
        (1, 3, False, 2, Outcome.ESCALATE),
        (2, 3, False, 3, Outcome.ESCALATE),
        (3, 3, False, 3, Outcome.STAY),
        (4, 3, False, 4, Outcome.STAY),
        (4, 0, False, 4, Outcome.STAY),
        (5, 6, False, 6, Outcome.ESCALATE),
        (6, 6, False, 6, Outcome.STAY),
        (0, 3, True, 3, Outcome.ESCALATE),
        (1, 6, True, 6, Outcome.ESCALATE),
        (4, 3, True, 4, Outcome.STAY),
    ],
)
def test_the_proposal_goes_one_step_up_and_stays_otherwise(
    current: int, indicated: int, may_skip: bool, proposed: int, outcome: Outcome
) -> None:
    measure = Measure(current, SINCE) if current else OFF_THE_LADDER
    found = assess(BEHIND, day("2025-02-01"), rules(indicated, may_skip=may_skip), measure)
    assert found.indicated_step == indicated
    assert (found.proposed_step, found.outcome) == (proposed, outcome)


@pytest.mark.parametrize("current", [1, 2, 3, 4, 5, 6])
def test_cleared_on_a_reference_date_the_measure_lapses_whatever_the_step(current: int) -> None:
    measure = Measure(current, day("2024-07-15"), Term(day("2024-12-01")))
    found = assess(CLEARED, day("2025-01-01"), LIMBURG, measure)
    assert (found.proposed_step, found.outcome) == (0, Outcome.CLEARED)


def test_nobody_is_cleared_from_a_step_that_they_are_not_on() -> None:
    found = assess(CLEARED, day("2025-01-01"), LIMBURG)
    assert (found.proposed_step, found.outcome) == (0, Outcome.STAY)


def test_cleared_on_a_reference_date_since_the_decision_what_is_open_is_signalled_anew() -> None:
    account = history("2024-1", (20, 15), (20, 25), (20, 12), (20, 20))
    measure = Measure(3, day("2024-07-15"))
    found = assess(account, day("2025-07-01"), LIMBURG, measure)
    assert (found.indicated_step, found.proposed_step, found.outcome) == (1, 0, Outcome.CLEARED)
    anew = assess(account, day("2025-07-01"), LIMBURG)
    assert (anew.proposed_step, anew.outcome) == (1, Outcome.ESCALATE)


@pytest.mark.parametrize("since", ["2024-07-01", "2024-07-15"], ids=["on it", "after it"])
def test_a_reference_date_without_backlog_clears_nothing_that_is_decided_later(since: str) -> None:
    account = history("2024-1", (20, 25), (20, 10))
    found = assess(account, day("2025-01-01"), LIMBURG, Measure(1, day(since)))
    assert found.outcome is not Outcome.CLEARED


@pytest.mark.parametrize(
    ("named", "outcome"), [(8, Outcome.CLEARED), (9, Outcome.STAY)], ids=["8 of 8", "8 of 9"]
)
def test_where_the_decision_named_a_number_housing_those_clears_it(
    named: int, outcome: Outcome
) -> None:
    term = Term(day("2025-07-01"), to_reference_date=True)
    measure = Measure(3, SINCE, term, named, counted_from=day("2025-01-01"))
    assert assess(BEHIND, day("2025-02-01"), LIMBURG, measure).outcome is outcome


@pytest.mark.parametrize(
    ("on", "excused", "proposed", "outcome"),
    [
        ("2025-01-31", False, 2, Outcome.ESCALATE),
        ("2025-02-01", True, 1, Outcome.FROZEN),
        ("2025-03-31", True, 1, Outcome.FROZEN),
        ("2025-04-01", False, 2, Outcome.ESCALATE),
    ],
    ids=["the day before", "from its first day", "up to its last day", "the day after"],
)
def test_an_active_excuse_freezes_the_step(
    on: str, excused: bool, proposed: int, outcome: Outcome
) -> None:
    found = assess(BEHIND, day(on), LIMBURG, Measure(1, SINCE), (EXCUSE,))
    assert (found.excused, found.indicated_step) == (excused, 3)
    assert (found.proposed_step, found.outcome) == (proposed, outcome)


def test_an_excuse_freezes_a_municipality_off_the_ladder_too() -> None:
    found = assess(BEHIND, day("2025-02-01"), LIMBURG, excuses=(EXCUSE,))
    assert (found.proposed_step, found.outcome) == (0, Outcome.FROZEN)


def test_who_is_cleared_leaves_the_ladder_even_during_an_excuse() -> None:
    excuse = Excuse(Cause.OTHER, day("2024-12-01"), day("2025-02-01"))
    measure = Measure(2, day("2024-07-15"))
    found = assess(CLEARED, day("2025-01-01"), LIMBURG, measure, (excuse,))
    assert (found.excused, found.proposed_step, found.outcome) == (True, 0, Outcome.CLEARED)


def test_the_count_of_missed_half_years_names_the_gap_that_ended_it() -> None:
    account = history("2024-1", (20, 15), (20, None))
    found = assess(account, day("2025-01-01"), LIMBURG)
    assert (found.streak.missed, found.streak.gap) == (0, half("2024-2"))


def test_a_named_number_clears_and_stays_cleared_until_the_first_report() -> None:
    account = history("2024-2", (20, 15), (20, None))
    term = Term(day("2025-01-01"), to_reference_date=True)
    measure = Measure(3, day("2024-07-15"), term, 15, day("2024-07-01"))
    for on in ("2025-01-01", "2025-01-10"):
        assert assess(account, day(on), LIMBURG, measure).outcome is Outcome.CLEARED


def test_cleared_does_not_depend_on_a_target_of_a_later_half_year() -> None:
    measure = Measure(3, day("2024-07-15"))
    for account in (
        history("2024-2", (20, 25)),
        history("2024-2", (20, 25), (20, None), (20, None)),
    ):
        assert assess(account, day("2025-07-10"), LIMBURG, measure).outcome is Outcome.CLEARED


def test_the_running_half_year_opens_with_the_last_closing_before_its_target_is_in() -> None:
    line = assess(history("2024-2", (20, 15)), day("2025-01-10"), LIMBURG).line
    assert line is not None
    assert line.opening.persons == 5
