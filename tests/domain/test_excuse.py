"""Excuses: when they hold, and when one is proposed because COA linked too few persons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from supervision.domain.account import build_account
from supervision.domain.excuse import (
    Cause,
    Excuse,
    LinkedShortfall,
    excused_on,
    linked_shortfalls,
    made_good,
)
from supervision.domain.figures import Facts
from tests.domain.stories import day, facts, half, target

SPRING = Excuse(Cause.LINKED_TOO_FEW, day("2025-03-01"), day("2025-05-31"))
AUTUMN = Excuse(Cause.OTHER, day("2025-09-01"), day("2025-09-01"))


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        ("2025-02-28", False),
        ("2025-03-01", True),
        ("2025-05-31", True),
        ("2025-06-01", False),
        ("2025-08-31", False),
        ("2025-09-01", True),
        ("2025-09-02", False),
    ],
)
def test_an_excuse_holds_from_its_first_to_its_last_day(on: str, holds: bool) -> None:
    assert excused_on([SPRING, AUTUMN], day(on)) is holds
    assert excused_on([AUTUMN, SPRING], day(on)) is holds


def test_without_excuses_nobody_is_excused() -> None:
    assert not excused_on([], day("2025-03-01"))


def reported(as_of: str, realised: int, linked: int | None, *, net: int = 20) -> Facts:
    """A target of 20 and one report, with the persons linked or not."""
    found = facts({str(half("2025-1")): target(net, carry_over=0)}, {as_of: realised})
    (period,) = found.realisations
    (report,) = found.realisations[period]
    return replace(found, realisations={period: (replace(report, linked=linked),)})


@pytest.mark.parametrize(
    ("found", "on", "proposed"),
    [
        (reported("2025-04-01", 8, 11), "2025-04-01", True),
        (reported("2025-04-01", 8, 12), "2025-04-01", False),
        (reported("2025-04-01", 0, 0), "2025-04-01", True),
        (reported("2025-04-01", 8, None), "2025-04-01", False),
        (reported("2025-03-01", 8, 1), "2025-04-01", False),
        (reported("2025-05-01", 8, 1), "2025-05-01", False),
        (reported("2025-04-01", 8, 11), "2025-03-31", False),
        (reported("2025-04-01", 8, 11), "2025-06-30", True),
        (reported("2025-04-01", 8, 11), "2025-12-31", True),
        (reported("2025-04-01", 8, 11), "2026-01-01", False),
        (replace(reported("2025-04-01", 8, 11), targets={}), "2025-04-01", False),
        (reported("2025-04-01", 0, 0, net=0), "2025-04-01", False),
    ],
    ids=[
        "linked + realised is one short of the obligation",
        "linked + realised is the obligation",
        "nobody was linked, which is a number",
        "how many were linked is not known",
        "March does not count",
        "nor does May",
        "not before the day itself",
        "to the end of the half-year",
        "and while it is the last one closed",
        "after that it is history",
        "the obligation is not known",
        "nothing was due",
    ],
)
def test_an_excuse_is_proposed_where_too_few_were_linked_by_april(
    found: Facts, on: str, proposed: bool
) -> None:
    shortfalls = linked_shortfalls(build_account(found), day(on))
    linked = found.realisations[half("2025-1")][0].linked
    assert shortfalls == (
        (LinkedShortfall(half("2025-1"), day("2025-04-01"), linked, *told(found)),)
        if proposed
        else ()
    )


def told(found: Facts) -> tuple[int, int]:
    """Persons realised, and the obligation of 20."""
    return found.realisations[half("2025-1")][0].realised, 20


def test_in_the_second_half_of_the_year_it_is_1_october() -> None:
    spring = reported("2025-04-01", 8, 11)
    autumn = facts({"2025-2": target(20)}, {"2025-10-01": 3})
    (report,) = autumn.realisations[half("2025-2")]
    both = Facts(
        spring.code,
        {**spring.targets, **autumn.targets},
        {**spring.realisations, half("2025-2"): (replace(report, linked=4),)},
    )
    found = linked_shortfalls(build_account(both), day("2025-10-01"))
    assert [(each.half_year, each.as_of, each.obligation) for each in found] == [
        (half("2025-1"), day("2025-04-01"), 20),
        (half("2025-2"), day("2025-10-01"), 32),
    ]


@pytest.mark.parametrize(
    ("later", "by"),
    [
        ([], None),
        ([("2025-05-01", 12, 9)], "2025-05-01"),
        ([("2025-05-01", 12, 7)], None),
        ([("2025-05-01", 12, None), ("2025-06-01", 20, None)], "2025-06-01"),
        ([("2025-05-01", 12, 9), ("2025-06-01", 12, 7)], None),
        ([("2025-05-01", 12, 9), ("2025-06-01", 13, None)], "2025-05-01"),
        ([("2025-08-01", 20, 9)], None),
    ],
    ids=[
        "nothing came in",
        "enough were linked",
        "still too few",
        "housed alone is enough",
        "enough, and then too few again",
        "a report that does not say how many were linked tells nothing",
        "after the day that is looked at",
    ],
)
def test_a_shortfall_is_made_good_where_the_last_report_that_can_tell_says_so(
    later: list[tuple[str, int, int | None]], by: str | None
) -> None:
    found = facts(
        {"2025-1": target(20, carry_over=0)}, {"2025-04-01": 8} | {on: n for on, n, _ in later}
    )
    linked = {day(on): each for on, _, each in later} | {day("2025-04-01"): 11}
    reports = tuple(
        replace(each, linked=linked[each.as_of]) for each in found.realisations[half("2025-1")]
    )
    account = build_account(replace(found, realisations={half("2025-1"): reports}))
    (shortfall,) = linked_shortfalls(account, day("2025-07-01"))
    last = made_good(account.line(half("2025-1")), shortfall, day("2025-07-15"))
    assert (last and last.as_of) == (by and day(by))
