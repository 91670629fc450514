"""Simulation: the path over the reference dates, had every proposal been followed."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.domain.account import build_account
from supervision.domain.decision import OFF_THE_LADDER, Measure
from supervision.domain.halfyear import half_years
from supervision.domain.ladder import assess
from supervision.domain.simulation import follow, simulate
from supervision.domain.terms import Term
from supervision.holidays import is_holiday
from supervision.rulesets import find_ruleset
from tests.domain.stories import day, facts, half, history, target

LIMBURG = find_ruleset("limburg-2013")


def reference_dates(first: str, last: str) -> list[date]:
    return [each.reference_date for each in half_years(half(first), half(last))]


def path(*periods: tuple[int, int | None], **told: int) -> list[int]:
    """The proposed steps over the reference dates of the half-years from 2022-1 on."""
    account = history("2022-1", *periods, **told)
    dates = [line.half_year.reference_date for line in account.lines]
    return [each.proposed_step for each in simulate(account, LIMBURG, dates, is_holiday)]


@pytest.mark.parametrize(
    ("periods", "steps"),
    [
        ([(20, 20)] * 4, [0, 0, 0, 0]),
        ([(20, 19), (20, 21), (20, 20)], [1, 0, 0]),
        ([(20, 15), (20, 22), (20, 21)], [1, 1, 1]),
        ([(20, 15)] * 3, [1, 2, 3]),
        ([(20, 15)] * 6, [1, 2, 3, 4, 5, 6]),
        ([(20, 15)] * 4 + [(20, 41), (20, 15)], [1, 2, 3, 4, 0, 1]),
        ([(20, 15), (20, 15), (20, None), (20, None)], [1, 2, 2, 2]),
    ],
    ids=[
        "who meets every target never meets the ladder",
        "a signal lapses when it is cleared",
        "a backlog that shrinks stays a signal",
        "a backlog that grows goes one step up on each reference date",
        "up to the last step, each after its term has lapsed",
        "cleared on step 4, signalled anew from step 1",
        "without figures nothing moves",
    ],
)
def test_the_path_of_who(periods: list[tuple[int, int | None]], steps: list[int]) -> None:
    assert path(*periods) == steps


def test_a_step_that_is_taken_over_starts_its_term_on_that_date() -> None:
    account = history("2024-1", (20, 15), (20, 15), (20, 15))
    assessment = assess(account, day("2025-07-01"), LIMBURG, Measure(2, day("2025-01-01")))
    measure = follow(assessment, LIMBURG, is_holiday)
    assert measure == Measure(3, day("2025-07-01"), Term(day("2026-01-01"), to_reference_date=True))


def test_who_stays_keeps_the_measure_and_its_term() -> None:
    measure = Measure(4, day("2025-01-01"), Term(day("2025-04-23")))
    account = history("2024-2", (20, 15), (20, 23))
    assessment = assess(account, day("2025-04-01"), LIMBURG, measure)
    assert follow(assessment, LIMBURG, is_holiday) is measure


def test_who_is_cleared_is_off_the_ladder() -> None:
    account = history("2024-2", (20, 20))
    assessment = assess(account, day("2025-01-01"), LIMBURG, Measure(4, day("2024-08-01")))
    assert follow(assessment, LIMBURG, is_holiday) is OFF_THE_LADDER


def test_dates_before_the_account_propose_nothing() -> None:
    account = build_account(facts({"2024-1": target(20, carry_over=3)}, {"2024-07-01": 10}))
    dates = reference_dates("2023-1", "2024-1")
    found = simulate(account, LIMBURG, dates, is_holiday)
    assert [each.proposed_step for each in found] == [0, 0, 1]
    assert [each.on for each in found] == dates
