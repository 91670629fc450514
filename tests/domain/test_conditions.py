"""The closed list of conditions: each holds, does not hold, or cannot be known yet."""

from __future__ import annotations

from fractions import Fraction

import pytest

from supervision.domain.account import Account, build_account
from supervision.domain.conditions import Finding, Situation, examine
from supervision.domain.decision import OFF_THE_LADDER, Measure
from supervision.domain.ruleset import Condition, Evidence, Rule, Threshold
from supervision.domain.terms import Term, term_until
from tests.domain.stories import day, facts, half, history, target

HOLDS, NOT, UNKNOWN = True, False, None
NOTHING = build_account(facts({}))
NO_OPENING = build_account(facts({"2024-2": target(20), "2025-1": target(20)}, {"2025-04-01": 1}))


def found(
    rule: Rule, threshold: Threshold, account: Account, on: str, measure: Measure = OFF_THE_LADDER
) -> Finding:
    condition = Condition(rule, threshold, Evidence.ASSUMED)
    return examine(condition, Situation(account, day(on), measure))


# --- conditions on the backlog look at the last closed half-year ----------------------------


@pytest.mark.parametrize(
    ("threshold", "account", "on", "holds"),
    [
        (5, history("2024-2", (20, 15)), "2025-01-01", HOLDS),
        (5, history("2024-2", (20, 14)), "2025-06-30", HOLDS),
        (5, history("2024-2", (20, 16)), "2025-01-01", NOT),
        (1, history("2024-2", (20, 20)), "2025-01-01", NOT),
        (1, history("2024-2", (20, 25)), "2025-01-01", NOT),
        (1, history("2024-2", (20, 15), (20, 0)), "2025-06-30", HOLDS),
        (6, history("2024-2", (20, 15), (20, 0)), "2025-06-30", NOT),
        (6, history("2024-2", (20, 15), (20, 0)), "2025-07-01", HOLDS),
        (1, history("2024-2", (20, None)), "2025-01-01", UNKNOWN),
        (1, NO_OPENING, "2025-01-01", UNKNOWN),
        (1, NOTHING, "2025-01-01", UNKNOWN),
        (1, history("2024-2", (20, 15)), "2024-12-31", UNKNOWN),
    ],
    ids=[
        "exactly the number, on the reference date itself",
        "more, until the day before the next reference date",
        "fewer",
        "no backlog",
        "a lead is no backlog",
        "the running half-year does not count",
        "nor for a higher threshold",
        "it does once it has closed",
        "no figure",
        "unknown opening",
        "no account",
        "before anything has closed",
    ],
)
def test_backlog_persons(threshold: int, account: Account, on: str, holds: bool | None) -> None:
    assert found(Rule.BACKLOG_PERSONS, threshold, account, on).holds is holds


@pytest.mark.parametrize(
    ("account", "holds", "share"),
    [
        (history("2024-2", (20, 18)), HOLDS, Fraction(1, 10)),
        (history("2024-2", (21, 19)), NOT, Fraction(2, 21)),
        (history("2024-2", (10, 11), opening=10), HOLDS, Fraction(9, 20)),
        (history("2024-2", (20, 20)), NOT, Fraction(0)),
        (history("2024-2", (20, 0), opening=-20), NOT, Fraction(0)),
        (history("2024-2", (20, 0), opening=-30), NOT, Fraction(0)),
        (history("2024-2", (20, None)), UNKNOWN, None),
        (NO_OPENING, UNKNOWN, None),
    ],
    ids=[
        "exactly a tenth",
        "just under a tenth",
        "of the obligation, so of target and opening together",
        "no backlog",
        "a share of an obligation of 0 is 0",
        "and so is that of a negative one",
        "no figure",
        "unknown opening",
    ],
)
def test_backlog_share(account: Account, holds: bool | None, share: Fraction | None) -> None:
    finding = found(Rule.BACKLOG_SHARE, Fraction(1, 10), account, "2025-01-01")
    assert finding.holds is holds
    assert finding.values["share"] == share


def test_a_threshold_of_a_tenth_is_exact() -> None:
    for persons in range(1, 200):
        account = history("2024-2", (10 * persons, 9 * persons))
        assert found(Rule.BACKLOG_SHARE, Fraction("0.1"), account, "2025-01-01").holds


@pytest.mark.parametrize(
    ("account", "on", "holds"),
    [
        (history("2025-1", (20, 9)), "2025-07-01", HOLDS),
        (history("2025-1", (20, 10)), "2025-07-01", NOT),
        (history("2025-1", (20, None), running={"2025-04-01": 9}), "2025-04-20", HOLDS),
        (history("2025-1", (20, 20), running={"2025-04-01": 9}), "2025-04-20", HOLDS),
        (history("2025-1", (20, None), running={"2025-04-01": 10}), "2025-04-20", NOT),
        (history("2025-1", (20, 0), opening=-20), "2025-07-01", NOT),
        (history("2025-1", (20, 0), opening=-25), "2025-07-01", NOT),
        (history("2025-1", (20, None), opening=-20), "2025-07-01", NOT),
        (history("2025-1", (20, None)), "2025-04-01", UNKNOWN),
        (NO_OPENING, "2025-04-20", UNKNOWN),
        (NOTHING, "2025-04-20", UNKNOWN),
    ],
    ids=[
        "of the half-year that closes, on its reference date",
        "exactly the share is not below it",
        "of the running half-year on any other day",
        "by the last report up to that day",
        "exactly the share",
        "nothing was due: met, so more housed can never raise a step",
        "a lead was carried over",
        "nothing was due, even without a figure",
        "no figure yet",
        "unknown opening",
        "no account",
    ],
)
def test_realised_share_below(account: Account, on: str, holds: bool | None) -> None:
    assert found(Rule.REALISED_SHARE_BELOW, Fraction(1, 2), account, on).holds is holds


@pytest.mark.parametrize(
    ("threshold", "periods", "on", "holds"),
    [
        (2, [(10, 9), (10, 9)], "2025-01-01", HOLDS),
        (2, [(10, 9), (10, 10)], "2025-01-01", HOLDS),
        (2, [(10, 9), (10, 9)], "2024-12-31", NOT),
        (2, [(10, 9), (10, 11)], "2025-01-01", NOT),
        (2, [(10, 9), (10, None), (10, 9)], "2025-07-01", UNKNOWN),
        (1, [(10, 9), (10, None)], "2025-01-01", UNKNOWN),
        (3, [(10, 9), (10, 9), (10, 9), (10, None)], "2025-12-31", HOLDS),
    ],
    ids=[
        "twice, on the second reference date",
        "a backlog that stays is missed again",
        "the day before it is still once",
        "caught up",
        "after a gap the opening is unknown, and so is the count",
        "no figure",
        "the running half-year is not counted yet",
    ],
)
def test_missed_in_a_row(
    threshold: int, periods: list[tuple[int, int | None]], on: str, holds: bool | None
) -> None:
    account = history("2024-1", *periods)
    assert found(Rule.MISSED_IN_A_ROW, threshold, account, on).holds is holds


@pytest.mark.parametrize(
    ("periods", "holds"),
    [
        ([(20, 15), (20, 19)], HOLDS),
        ([(20, 15), (20, 20)], HOLDS),
        ([(20, 15), (20, 21)], NOT),
        ([(20, 25), (20, 20)], HOLDS),
        ([(20, 25), (20, 21)], NOT),
        ([(20, 15), (20, None)], UNKNOWN),
        ([(20, None), (20, 15)], UNKNOWN),
    ],
    ids=[
        "it grew",
        "it stayed",
        "it shrank",
        "a lead that stays the same: closing is not below the one before",
        "a lead that grew",
        "no closing",
        "no closing before it",
    ],
)
def test_backlog_not_shrinking(periods: list[tuple[int, int | None]], holds: bool | None) -> None:
    account = history("2024-1", *periods)
    assert found(Rule.BACKLOG_NOT_SHRINKING, True, account, "2025-01-01").holds is holds


# --- conditions on pace look at the running half-year ---------------------------------------


@pytest.mark.parametrize(
    ("account", "on", "holds"),
    [
        (history("2025-1", (20, None), running={"2025-04-01": 9}), "2025-04-01", HOLDS),
        (history("2025-1", (20, None), running={"2025-04-01": 10}), "2025-04-01", NOT),
        (history("2025-1", (20, None), running={"2025-04-01": 10}), "2025-06-30", NOT),
        (history("2025-1", (20, 20), running={"2025-04-01": 9}), "2025-06-30", HOLDS),
        (
            history("2025-1", (10, None), running={"2025-04-01": 9}, opening=10),
            "2025-04-01",
            HOLDS,
        ),
        (history("2025-1", (20, None), running={"2025-04-01": 0}, opening=-20), "2025-04-01", NOT),
        (history("2025-1", (20, None), running={"2025-01-15": 1}), "2025-01-15", HOLDS),
        (history("2025-1", (20, None), running={"2025-01-15": 2}), "2025-01-15", NOT),
        (history("2025-1", (20, None), running={"2025-04-01": 9}), "2025-03-31", UNKNOWN),
        (history("2025-1", (20, 1)), "2025-07-01", UNKNOWN),
        (NO_OPENING, "2025-04-01", UNKNOWN),
        (NOTHING, "2025-04-01", UNKNOWN),
    ],
    ids=[
        "9 of 20 halfway",
        "10 of 20 halfway",
        "by the norm at the last as-of, not of today",
        "by the last report up to that day, not a later one",
        "of the obligation, with the backlog carried over",
        "nothing due",
        "mid-January: 1 < 14/181 of 20",
        "mid-January: 2 >= 14/181 of 20",
        "no report yet",
        "on a reference date the next half-year runs, without a report yet",
        "unknown opening",
        "no account",
    ],
)
def test_behind_pace(account: Account, on: str, holds: bool | None) -> None:
    assert found(Rule.BEHIND_PACE, True, account, on).holds is holds


@pytest.mark.parametrize(
    ("running", "on", "holds"),
    [
        ({"2025-02-01": 3}, "2025-02-01", HOLDS),
        ({"2025-02-01": 4}, "2025-02-01", NOT),
        ({"2025-02-01": 3, "2025-03-01": 20}, "2025-03-01", HOLDS),
        ({"2025-02-01": 4, "2025-03-01": 4}, "2025-03-01", NOT),
        ({"2025-03-01": 7}, "2025-03-15", HOLDS),
        ({"2025-02-01": 3}, "2025-01-31", UNKNOWN),
        ({"2025-02-01": 3}, "2025-01-01", UNKNOWN),
        ({}, "2025-03-15", UNKNOWN),
    ],
    ids=[
        "3 of 24 in a month",
        "4 of 24 in a month",
        "a good second month does not undo a poor first one",
        "nor a poor second month a good first one",
        "the first report is that of March",
        "not reported yet",
        "on the reference date it cannot be known",
        "no report at all",
    ],
)
def test_first_month_below_pace(running: dict[str, int], on: str, holds: bool | None) -> None:
    account = history("2024-2", (20, 20), (24, None), running=running)
    assert found(Rule.FIRST_MONTH_BELOW_PACE, True, account, on).holds is holds


# --- conditions on what was decided ---------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "threshold", "holds"), [(0, 1, NOT), (2, 3, NOT), (3, 3, HOLDS), (4, 3, HOLDS)]
)
def test_at_step(step: int, threshold: int, holds: bool) -> None:
    measure = Measure(step, day("2025-01-15") if step else None)
    assert found(Rule.AT_STEP, threshold, NOTHING, "2025-02-01", measure).holds is holds


BEHIND = history("2024-2", (20, 15), (20, 12))
CAUGHT_UP = history("2024-2", (20, 15), (20, 25))
GAP = history("2024-2", (20, 15), (20, None))


@pytest.mark.parametrize(
    ("account", "until", "on", "holds"),
    [
        (BEHIND, "2025-06-30", "2025-07-01", HOLDS),
        (BEHIND, "2025-03-14", "2025-03-15", HOLDS),
        (BEHIND, "2025-03-14", "2025-03-14", NOT),
        (BEHIND, "2025-07-01", "2025-07-01", HOLDS),
        (BEHIND, "2025-07-01", "2025-06-30", NOT),
        (BEHIND, None, "2025-07-01", NOT),
        (CAUGHT_UP, "2025-03-14", "2025-03-15", HOLDS),
        (CAUGHT_UP, "2025-03-14", "2025-07-01", NOT),
        (GAP, "2025-03-14", "2025-07-01", UNKNOWN),
    ],
    ids=[
        "lapsed, with backlog",
        "lapsed the day before, with backlog on the last reference date",
        "the last day of the term is still within it",
        "a term until a reference date has lapsed on that date",
        "but not the day before",
        "no term",
        "the backlog of the last reference date counts, not what was housed since",
        "no backlog any more",
        "no figure on the last reference date",
    ],
)
def test_term_expired_without_a_named_number_asks_for_a_backlog(
    account: Account, until: str | None, on: str, holds: bool | None
) -> None:
    measure = Measure(
        3, day("2025-01-10"), term_until(day(until), lambda _: False) if until else None
    )
    assert found(Rule.TERM_EXPIRED, True, account, on, measure).holds is holds


@pytest.mark.parametrize(
    ("named", "holds"),
    [(10, NOT), (11, HOLDS)],
    ids=["10 of 10 housed", "10 of 11 housed"],
)
def test_term_expired_with_a_named_number_asks_whether_those_are_housed(
    named: int, holds: bool
) -> None:
    account = history("2024-2", (20, 5), (20, None), running={"2025-04-01": 10})
    measure = Measure(
        3, day("2025-01-01"), Term(day("2025-03-31")), named, counted_from=day("2025-01-01")
    )
    finding = found(Rule.TERM_EXPIRED, True, account, "2025-04-01", measure)
    assert finding.holds is holds
    assert finding.values["housed"] == 10


def test_term_expired_is_unknown_where_a_closing_figure_since_the_decision_is_missing() -> None:
    account = history("2024-2", (20, None), (20, 12))
    measure = Measure(
        3, day("2024-07-01"), Term(day("2025-03-31")), 5, counted_from=day("2024-07-01")
    )
    assert found(Rule.TERM_EXPIRED, True, account, "2025-07-01", measure).holds is UNKNOWN


# --- what a finding says --------------------------------------------------------------------


def test_a_finding_names_its_half_year_and_the_numbers_that_it_compared() -> None:
    account = history("2024-2", (20, 15), (24, None), running={"2025-02-01": 3})
    backlog = found(Rule.BACKLOG_PERSONS, 1, account, "2025-02-10")
    pace = found(Rule.BEHIND_PACE, True, account, "2025-02-10")
    assert (backlog.half_year, backlog.values) == (half("2024-2"), {"backlog": 5})
    assert pace.half_year == half("2025-1")
    assert pace.values == {
        "realised": 3,
        "obligation": 29,
        "norm": Fraction(1, 6),
        "as_of": day("2025-02-01"),
    }


@pytest.mark.parametrize(
    "rule",
    [
        Rule.BACKLOG_PERSONS,
        Rule.BACKLOG_SHARE,
        Rule.MISSED_IN_A_ROW,
        Rule.BACKLOG_NOT_SHRINKING,
        Rule.BEHIND_PACE,
        Rule.FIRST_MONTH_BELOW_PACE,
    ],
)
def test_a_provisional_closing_counts_and_says_so(rule: Rule) -> None:
    told = {
        "2024-1": target(20, carry_over=0),
        "2024-2": target(20),
        "2025-1": target(24),
    }
    reports = {"2024-07-01": 15, "2024-12-01": 10, "2025-02-01": 1}
    threshold = Fraction(1, 10) if rule is Rule.BACKLOG_SHARE else 1
    provisional = found(rule, threshold, build_account(facts(told, reports)), "2025-02-01")
    assert (provisional.holds, provisional.provisional) == (HOLDS, True)
    reports["2025-01-01"] = 10
    final = found(rule, threshold, build_account(facts(told, reports)), "2025-02-01")
    assert (final.holds, final.provisional) == (HOLDS, False)
