"""Simulation: the path over the reference dates, had every proposal been followed."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.account import build_account
from supervision.domain.decision import OFF_THE_LADDER, Measure
from supervision.domain.halfyear import half_years
from supervision.domain.ladder import Assessment, assess
from supervision.domain.ruleset import RuleSet
from supervision.domain.simulation import Divergence, Tally, compare, follow, simulate, tally
from supervision.domain.terms import Term
from supervision.domain.thresholds import Place, Quantity, variant_of
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


# --- how many on which step -------------------------------------------------------------------

PERIODS = st.tuples(st.integers(0, 30), st.none() | st.integers(0, 35))
OTHERWISE = variant_of(
    LIMBURG,
    {
        Place(1, Quantity.BACKLOG_PERSONS): 4,
        Place(2, Quantity.BACKLOG_PERSONS): 2,
        Place(3, Quantity.MISSED_IN_A_ROW): 1,
        Place(4, Quantity.MISSED_IN_A_ROW): 2,
    },
)


def simulated(
    histories: dict[str, list[tuple[int, int | None]]], rules: RuleSet = LIMBURG
) -> dict[str, tuple[Assessment, ...]]:
    """The path of each of these municipalities, which all begin in 2022-1."""
    paths = {}
    for code, periods in histories.items():
        account = history("2022-1", *periods)
        dates = [line.half_year.reference_date for line in account.lines]
        paths[code] = simulate(account, rules, dates, is_holiday)
    return paths


def test_the_tally_counts_municipalities_by_step_and_date() -> None:
    paths = simulated(
        {
            "met": [(20, 20), (20, 20)],
            "behind": [(20, 15), (20, 15)],
            "mended": [(20, 15), (20, 25)],
            "silent": [(20, None), (20, None)],
        }
    )
    assert tally(paths.values(), 6) == (
        Tally(day("2022-07-01"), (1, 2, 0, 0, 0, 0, 0), 1),
        Tally(day("2023-01-01"), (2, 0, 1, 0, 0, 0, 0), 1),
    )


def test_who_is_on_a_step_stays_counted_there_when_a_figure_is_missing() -> None:
    paths = simulated({"behind": [(20, 15), (20, None)]})
    assert [each.steps[1] for each in tally(paths.values(), 6)] == [1, 1]
    assert [each.unknown for each in tally(paths.values(), 6)] == [0, 0]


def test_without_paths_there_is_nothing_to_count() -> None:
    assert tally([], 6) == ()
    assert compare({}, {}, 6).divergences == ()


def test_who_differs_is_named_with_the_date_and_both_steps() -> None:
    histories = {"a little": [(20, 17), (20, 23)], "much": [(20, 10), (20, 10)]}
    milder = variant_of(LIMBURG, {Place(1, Quantity.BACKLOG_PERSONS): 4})
    found = compare(simulated(histories), simulated(histories, milder), 6)
    assert found.divergences == (Divergence("a little", day("2022-07-01"), 1, 0),)
    assert found.municipalities == 2


@given(histories=st.lists(st.lists(PERIODS, min_size=1, max_size=5), max_size=5))
def test_tally_and_divergences_are_those_of_a_naive_count(
    histories: list[list[tuple[int, int | None]]],
) -> None:
    """The oracle counts from the histories themselves: unknown from the first missing figure on."""
    by_code = {f"GM{index:04}": periods for index, periods in enumerate(histories)}
    usual, other = simulated(by_code), simulated(by_code, OTHERWISE)
    found = compare(usual, other, 6)
    for paths, tallies in ((usual, found.tallies), (other, found.other_tallies)):
        assert len(tallies) == max((len(periods) for periods in histories), default=0)
        for index, counted in enumerate(tallies):
            steps: Counter[int | None] = Counter()
            for code, periods in by_code.items():
                if index < len(periods):
                    silent = any(realised is None for _, realised in periods[: index + 1])
                    assert paths[code][index].on == counted.on
                    steps[paths[code][index].proposed_step or (None if silent else 0)] += 1
            assert (list(counted.steps), counted.unknown) == (
                [steps[step] for step in range(7)],
                steps[None],
            )
    naive = {
        (code, one.on, one.proposed_step, two.proposed_step)
        for code in by_code
        for one in usual[code]
        for two in other[code]
        if one.on == two.on and one.proposed_step != two.proposed_step
    }
    assert {(each.code, each.on, each.step, each.other_step) for each in found.divergences} == naive
    assert len(found.divergences) == len(naive)
