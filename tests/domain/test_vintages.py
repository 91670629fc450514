"""Vintages: the half-year in which each backlog arose, under both attributions."""

from __future__ import annotations

import pytest

from supervision.domain.account import build_account
from supervision.domain.figures import Swap
from supervision.domain.vintages import Attribution, Vintages
from tests.domain.stories import HORST, VENLO, day, facts, half, history, target

CURRENT, OLDEST = Attribution.CURRENT_FIRST, Attribution.OLDEST_FIRST


@pytest.mark.parametrize(
    ("periods", "opening", "current_first", "oldest_first", "lead"),
    [
        ([(10, 10)], 0, {}, {}, 0),
        ([(10, 6)], 0, {"2024-1": 4}, {"2024-1": 4}, 0),
        ([(10, 13)], 0, {}, {}, 3),
        ([(10, 6), (10, 10)], 0, {"2024-1": 4}, {"2024-2": 4}, 0),
        ([(10, 6), (10, 12)], 0, {"2024-1": 2}, {"2024-2": 2}, 0),
        ([(10, 6), (10, 3)], 0, {"2024-1": 4, "2024-2": 7}, {"2024-1": 1, "2024-2": 10}, 0),
        ([(10, 6), (10, 20)], 0, {}, {}, 6),
        ([(10, 13), (10, 5)], 0, {"2024-2": 2}, {"2024-2": 2}, 0),
        ([(10, 6), (10, 6), (10, 15)], 0, {"2024-2": 3}, {"2025-1": 3}, 0),
        (
            [(10, 6), (10, 6), (10, 11)],
            0,
            {"2024-1": 3, "2024-2": 4},
            {"2025-1": 7},
            0,
        ),
        ([(10, 10)], 5, {"2023-2": 5}, {"2024-1": 5}, 0),
        ([(10, 12)], 5, {"2023-2": 3}, {"2024-1": 3}, 0),
        ([(10, 0)], -4, {"2024-1": 6}, {"2024-1": 6}, 0),
        ([(0, 0)], -4, {}, {}, 4),
    ],
    ids=[
        "met",
        "a backlog arises",
        "a lead arises",
        "current-first: the old backlog stays open; oldest-first: it is paid and a new one arises",
        "what is more than the running target pays the oldest",
        "too few for either: oldest-first pays what is old, current-first leaves it all",
        "all is paid and more",
        "a lead pays the running target under both",
        "a surplus pays the oldest vintage first",
        "a small surplus leaves the rest of the oldest open",
        "a stated backlog is of unknown age and counts as of the half-year before",
        "a stated backlog can be paid",
        "a stated lead pays the running target",
        "a lead stays a lead",
    ],
)
def test_open_vintages(
    periods: list[tuple[int, int]],
    opening: int,
    current_first: dict[str, int],
    oldest_first: dict[str, int],
    lead: int,
) -> None:
    for attribution, expected in ((CURRENT, current_first), (OLDEST, oldest_first)):
        account = history("2024-1", *periods, opening=opening, attribution=attribution)
        vintages = account.lines[-1].vintages
        assert vintages is not None
        assert {str(age): n for age, n in vintages.by_half_year.items()} == expected
        assert vintages.lead == lead
        assert vintages.closing == account.lines[-1].latest.closing


def test_catching_up_in_the_next_half_year_does_not_undo_the_earlier_miss() -> None:
    account = history("2024-1", (10, 6), (10, 14))
    assert [line.latest.backlog for line in account.lines] == [4, 0]
    assert account.lines[0].vintages == Vintages(((half("2024-1"), 4),))


def test_vintages_are_unknown_without_opening_target_or_figure() -> None:
    no_opening = build_account(facts({"2025-1": target(10)}, {"2025-07-01": 4}))
    no_target = build_account(facts({"2025-1": target(corrected=10)}, {"2025-07-01": 4}))
    no_figure = history("2025-1", (10, None))
    for account in (no_opening, no_target, no_figure):
        assert account.lines[0].vintages is None


def test_a_stated_opening_above_the_account_adds_a_vintage_of_the_half_year_before() -> None:
    told = facts(
        {"2024-1": target(10, carry_over=0), "2024-2": target(corrected=19, carry_over=9)},
        {"2024-07-01": 6, "2025-01-01": 0},
    )
    vintages = build_account(told).lines[1].vintages
    assert vintages.by_half_year == {half("2024-1"): 9, half("2024-2"): 10}


def test_a_stated_opening_below_the_account_pays_the_oldest() -> None:
    told = facts(
        {
            "2023-2": target(10, carry_over=0),
            "2024-1": target(10),
            "2024-2": target(corrected=12, carry_over=2),
        },
        {"2024-01-01": 6, "2024-07-01": 9, "2025-01-01": 0},
    )
    account = build_account(told)
    assert account.lines[1].vintages.by_half_year == {half("2023-2"): 4, half("2024-1"): 1}
    assert account.lines[2].vintages.by_half_year == {
        half("2023-2"): 1,
        half("2024-1"): 1,
        half("2024-2"): 10,
    }


def test_a_target_below_zero_after_a_swap_counts_as_persons_housed() -> None:
    given = Swap(1, half("2024-2"), HORST, VENLO, 13, day("2024-07-10"))
    told = facts(
        {"2024-1": target(10, carry_over=0), "2024-2": target(10)},
        {"2024-07-01": 5, "2025-01-01": 1},
        swaps=(given,),
    )
    line = build_account(told).lines[1]
    assert line.target == -3
    assert line.latest.closing == 1
    assert line.vintages == Vintages(((half("2024-1"), 1),))
