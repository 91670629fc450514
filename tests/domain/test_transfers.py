"""Settling needs from rooms: the fewest transfers, the smallest, and an honest word on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.transfers import EFFORT, Settlement, settle

amounts = st.lists(st.integers(1, 5), min_size=1, max_size=3)


def tables(needs: tuple[int, ...], rooms: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every way to settle the needs: the amounts of all pairs, need after need."""
    if not needs:
        yield ()
        return
    for shares in parts(needs[0], rooms):
        left = tuple(room - share for room, share in zip(rooms, shares, strict=True))
        for rest in tables(needs[1:], left):
            yield shares + rest


def parts(need: int, rooms: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every way to take so much from the rooms."""
    if not rooms:
        if not need:
            yield ()
        return
    for share in range(min(need, rooms[0]) + 1):
        for rest in parts(need - share, rooms[1:]):
            yield (share, *rest)


def worth(settlement: Settlement) -> tuple[int, int]:
    moved = [each.amount for each in settlement.transfers]
    return len(moved), max(moved)


def check(needs: list[int], rooms: list[int], settlement: Settlement) -> None:
    """All needs settled, no room overdrawn, no pair twice, nothing moved for nothing."""
    for index, need in enumerate(needs):
        assert sum(each.amount for each in settlement.transfers if each.need == index) == need
    for index, room in enumerate(rooms):
        assert sum(each.amount for each in settlement.transfers if each.room == index) <= room
    pairs = [(each.need, each.room) for each in settlement.transfers]
    assert len(pairs) == len(set(pairs))
    assert all(each.amount > 0 for each in settlement.transfers)


@given(amounts, amounts)
def test_no_table_of_amounts_is_better(one: list[int], other: list[int]) -> None:
    needs, rooms = sorted((one, other), key=sum)
    found = settle(needs, rooms)
    check(needs, rooms, found)
    assert found.optimal
    assert worth(found) == min(
        (sum(amount > 0 for amount in table), max(table))
        for table in tables(tuple(needs), tuple(rooms))
    )


@pytest.mark.parametrize(
    ("needs", "rooms", "transfers", "largest"),
    [
        ([5], [5], 1, 5),
        ([5], [9], 1, 5),
        ([5, 3], [3, 5], 2, 5),
        ([6], [4, 4], 2, 3),
        ([6], [4, 4, 4], 2, 3),
        ([85], [30, 30, 30], 3, 29),
        ([7, 5], [6, 6], 3, 6),
        ([7, 5], [6, 4, 2], 4, 4),
        ([10, 6, 6], [9, 9, 9], 4, 7),
        ([4, 4, 4], [10, 1, 1], 5, 4),
        ([28, 16, 4, 2, 1], [12, 9, 7, 6, 5, 3, 3, 3, 2, 2, 2], 11, 9),
    ],
    ids=[
        "one from one",
        "a room may keep something",
        "whoever fits together",
        "halves rather than 4 and 2",
        "two rooms rather than three",
        "as even as it goes",
        "whoever is split is split",
        "a room that two need in part",
        "one more than each alone",
        "a large room for three",
        "a region of sixteen",
    ],
)
def test_the_fewest_transfers_and_the_size_of_the_largest(
    needs: list[int], rooms: list[int], transfers: int, largest: int
) -> None:
    found = settle(needs, rooms)
    check(needs, rooms, found)
    assert worth(found) == (transfers, largest)
    assert found.optimal


@pytest.mark.parametrize("rooms", [[], [4]])
def test_no_needs_take_no_transfers(rooms: list[int]) -> None:
    assert settle([], rooms) == Settlement((), optimal=True)


SIXTEEN = [
    ([9] * 8, [9] * 8),
    ([61], [15, 9, 6, 4, 4, 3, 3, 2, 2, 2, 2, 2, 2, 3, 4]),
    ([12, 7, 6, 5, 3, 3, 2, 2, 1, 1, 1], [28, 16, 4, 2, 2]),
    ([28, 16, 4, 2, 1], [12, 9, 7, 6, 5, 3, 3, 3, 2, 2, 2]),
    ([31, 17, 13, 11, 7, 5, 3, 2], [29, 19, 14, 9, 8, 6, 3, 1]),
]


@pytest.mark.parametrize(("needs", "rooms"), SIXTEEN, ids=lambda amounts: str(len(amounts)))
def test_sixteen_municipalities_are_settled_with_proof(needs: list[int], rooms: list[int]) -> None:
    found = settle(needs, rooms)
    check(needs, rooms, found)
    assert found.optimal


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=8),
    st.lists(st.integers(1, 60), min_size=1, max_size=8),
    st.integers(0, 300),
)
def test_a_search_that_is_cut_short_says_so_and_still_settles(
    one: list[int], other: list[int], effort: int
) -> None:
    needs, rooms = sorted((one, other), key=sum)
    hasty, best = settle(needs, rooms, effort), settle(needs, rooms, 20_000)
    check(needs, rooms, hasty)
    if hasty.optimal:
        assert worth(hasty) == worth(best)
    if best.optimal:
        assert worth(hasty) >= worth(best)


def test_no_effort_is_no_proof() -> None:
    assert not settle([6, 5], [7, 4], 0).optimal
    assert settle([6, 5], [7, 4], EFFORT).optimal


@pytest.mark.parametrize(("needs", "rooms"), [([2], [1]), ([0], [1]), ([1], [2, -1])])
def test_what_cannot_be_settled_is_refused(needs: list[int], rooms: list[int]) -> None:
    with pytest.raises(ValueError):
        settle(needs, rooms)
