"""Swaps to discuss: most backlog cleared, by the fewest and smallest moves, nobody worse off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.joint import Balance, Move, Plan, plan

PLENTY = 100


def balances(text: str) -> list[Balance]:
    """`A+5 B-3/2`: A has a backlog of 5, B a lead of 3 and a target of 2; `C?` is unknown."""
    found = []
    for word in text.split():
        said, _, target = word.partition("/")
        closing = None if said[1:] == "?" else int(said[1:])
        found.append(Balance(said[0], closing, int(target) if target else PLENTY))
    return found


def moves(found: Plan) -> str:
    return " ".join(f"{move.giver}{move.taker}{move.persons}" for move in found.moves)


@pytest.mark.parametrize(
    ("before", "proposed"),
    [
        ("A+5 B-5", "AB5"),
        ("A+5 B-3", "AB3"),
        ("A+3 B-5", "AB3"),
        ("A+5 B+3 C-5 D-3", "AC5 BD3"),
        ("A+5 B+3 C-8", "AC5 BC3"),
        ("A+8 B-5 C-3", "AB5 AC3"),
        ("A+6 B-4 C-4", "AB3 AC3"),
        ("A+6 B-4 C-4 D-6", "AD6"),
        ("A+5/2 B-5", "AB2"),
        ("A+5/0 B-5", ""),
        ("A+5 B+2", ""),
        ("A-5 B-2", ""),
        ("A+0 B-2", ""),
        ("A? B-2 C+1", "CB1"),
        ("A+5 B?", ""),
        ("", ""),
        ("B-2 C-2 A+2", "AB2"),
        ("D+2 C-2 A+2 B-2", "AB2 DC2"),
    ],
    ids=[
        "one backlog, one lead",
        "the backlog is larger",
        "the lead is larger",
        "whoever fits together",
        "two backlogs, one lead",
        "one backlog, two leads",
        "the largest move as small as it can be",
        "one move rather than two",
        "no more than the target",
        "no target to hand over",
        "nobody ahead",
        "nobody behind",
        "even is not behind",
        "unknown gives nothing",
        "unknown takes nothing",
        "nobody at all",
        "equal leads: the first code",
        "equal pairs: code by code",
    ],
)
def test_the_moves_of_a_region(before: str, proposed: str) -> None:
    found = plan(balances(before))
    assert moves(found) == proposed
    assert found.optimal


@st.composite
def regions(draw: st.DrawFn, most: int = 5, highest: int = 4) -> list[Balance]:
    """A region: balances, targets and paces, some unknown."""
    persons = st.integers(-highest, highest)
    return [
        Balance(
            code,
            draw(st.one_of(persons, persons, st.none())),
            draw(st.one_of(st.integers(0, highest), st.none())),
            draw(st.one_of(persons, st.none())),
        )
        for code in draw(st.permutations("ABCDEFGHIJKLMNOP"[:most]))
    ]


def every_plan(
    pairs: list[tuple[str, str]], left: dict[str, int]
) -> Iterator[tuple[tuple[str, str, int], ...]]:
    """Every set of moves that leaves nobody below zero; the naive measure of the search."""
    if not pairs:
        yield ()
        return
    (giver, taker), *later = pairs
    for persons in range(min(left[giver], left[taker]) + 1):
        rest = left | {giver: left[giver] - persons, taker: left[taker] - persons}
        for others in every_plan(later, rest):
            yield (((giver, taker, persons),) if persons else ()) + others


@given(regions())
def test_no_other_plan_is_better(region: list[Balance]) -> None:
    found = plan(region)
    pairs = [(g.code, t.code) for g in region if g.gives for t in region if t.takes]
    left = {each.code: each.gives or each.takes for each in region}
    best = min(
        (-sum(n for _, _, n in moved), len(moved), max((n for _, _, n in moved), default=0))
        for moved in every_plan(pairs, left)
    )
    assert found.optimal
    assert best == (
        -found.cleared,
        len(found.moves),
        max((move.persons for move in found.moves), default=0),
    )


@given(regions(most=16, highest=30), st.integers(0, 2000))
def test_a_plan_never_breaks(region: list[Balance], effort: int) -> None:
    """Also where the search is cut short."""
    found = plan(region, effort)
    assert sum(found.moved(each.code) for each in region) == 0
    assert found.cleared == min(found.gives, found.takes)
    for each in region:
        moved = found.moved(each.code)
        if each.closing is None:
            assert moved == 0
            continue
        after = each.closing + moved
        if moved < 0:
            assert after >= 0, "nobody hands over more than its backlog"
            assert each.target is not None
            assert each.target + moved >= 0, "nobody's target falls below zero"
        if moved > 0:
            assert after <= 0, "nobody is made worse than even"
            assert each.at_pace is None or each.at_pace + moved <= 0, "nobody falls behind pace"


@given(regions(most=8, highest=9), st.randoms(use_true_random=False))
def test_the_order_of_the_municipalities_makes_no_difference(region, random) -> None:
    shuffled = random.sample(region, len(region))
    assert plan(shuffled) == plan(region)


def test_what_a_plan_moves_is_told_by_municipality() -> None:
    found = Plan((Move("A", "B", 3), Move("A", "C", 1)), 5, 4, optimal=True)
    assert [found.moved(code) for code in "ABCD"] == [-4, 3, 1, 0]
    assert found.cleared == 4


def test_a_search_that_is_cut_short_says_so() -> None:
    region = balances("A+6 B+5 C-7 D-4")
    assert not plan(region, effort=0).optimal
    assert plan(region, effort=0).cleared == plan(region).cleared == 11
