"""Proposals for the running half-year: what is expected, who swaps with whom, and what it does."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.account import build_account
from supervision.domain.decision import Decision, DecisionKind
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.figures import Facts, Swap
from supervision.domain.joint import Move
from supervision.domain.ladder import assess
from supervision.domain.municipality import Municipality, Register
from supervision.domain.proposals import Basis, Proposals, closing_at_pace, propose
from supervision.rulesets import find_ruleset
from tests.domain.stories import HORST, VENLO, day, facts, half, target

LIMBURG = find_ruleset("limburg-2013")
WEERT, VENRAY = "GM0988", "GM0984"
REGISTER = Register.of(
    [
        Municipality(HORST, "Horst aan de Maas", "Noord-Limburg"),
        Municipality(VENLO, "Venlo", "Noord-Limburg"),
        Municipality(VENRAY, "Venray", "Noord-Limburg"),
        Municipality(WEERT, "Weert", "Midden-Limburg"),
    ]
)
APRIL = day("2025-04-10")


def told(
    code: str, net: int | None, reports: dict[str, int] | None = None, opening: int | None = 0
) -> Facts:
    """Target, opening and persons housed in 2025-1."""
    return facts({"2025-1": target(net, carry_over=opening)}, reports, code=code)


def proposed(
    known: Iterable[Facts],
    on: date = APRIL,
    decisions: Mapping[str, tuple[Decision, ...]] | None = None,
    excuses: Mapping[str, tuple[Excuse, ...]] | None = None,
) -> Proposals:
    by_code = {each.code: each for each in known}
    return propose(by_code, REGISTER, on, LIMBURG, decisions or {}, excuses or {})


def moves(found: Proposals) -> list[tuple[str, str, int]]:
    return [
        (move.giver, move.taker, move.persons)
        for each in found.plans.values()
        for move in each.moves
    ]


AHEAD = told(HORST, 12, {"2025-04-01": 8})
BEHIND = told(VENLO, 30, {"2025-04-01": 10})


def test_who_is_behind_hands_over_to_who_is_ahead() -> None:
    """Halfway 8 are housed, so 16 of 12; and 10, so 20 of 30."""
    found = proposed([AHEAD, BEHIND])
    assert {code: each.closing for code, each in found.balances.items()} == {
        HORST: -4,
        VENLO: 10,
        VENRAY: None,
        WEERT: None,
    }
    assert moves(found) == [(VENLO, HORST, 4)]
    effect = found.consequences[VENLO]
    assert effect.moved == -4
    closings = [each.position.closing for each in effect.closing]
    assert closings == [10, 6]
    assert [each.obligation for each in effect.today] == [30, 26]
    assert [each.position.closing for each in found.consequences[HORST].closing] == [-4, 0]


def test_only_within_a_region() -> None:
    known = [told(WEERT, 12, {"2025-04-01": 8}), BEHIND]
    assert moves(proposed(known)) == []
    assert moves(proposed([*known, told(VENRAY, 2, {"2025-04-01": 2})])) == [(VENLO, VENRAY, 2)]


def test_a_half_year_that_has_closed_gets_no_proposals() -> None:
    known = [told(HORST, 12, {"2025-07-01": 16}), told(VENLO, 30, {"2025-07-01": 20})]
    found = proposed(known, half("2025-1").reference_date)
    assert (found.half_year, found.running) == (half("2025-1"), False)
    assert (found.plans, found.balances, found.consequences) == ({}, {}, {})
    assert proposed(known, day("2025-07-02")).running, "the next one runs"


def test_asking_changes_nothing() -> None:
    known = [AHEAD, BEHIND]
    before = copy.deepcopy(known)
    proposed(known)
    assert known == before


def test_a_swap_that_was_recorded_is_not_proposed_again() -> None:
    swap = Swap(1, half("2025-1"), VENLO, HORST, 4, APRIL)
    known = [
        facts({"2025-1": target(net, carry_over=0)}, {"2025-04-01": housed}, swaps=(swap,), code=c)
        for c, net, housed in ((HORST, 12, 8), (VENLO, 30, 10))
    ]
    found = proposed(known)
    assert moves(found) == []
    assert (found.balances[VENLO].closing, found.balances[HORST].closing) == (6, 0)


# --- what an expectation rests on -----------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "housed", "closing"),
    [
        ("2025-02-01", 1, 30 - 6),
        ("2025-03-01", 1, 30 - 3),
        ("2025-04-01", 15, 0),
        ("2025-05-01", 1, 30 - 1),
        ("2025-06-01", 11, 30 - 13),
        ("2025-04-01", 0, 30),
    ],
)
def test_the_pace_so_far_is_rounded_down(as_of: str, housed: int, closing: int) -> None:
    found = proposed([told(VENLO, 30, {as_of: housed})], day("2025-06-30"))
    assert (found.balances[VENLO].closing, found.bases[VENLO]) == (closing, Basis.PACE)


@given(st.integers(-20, 60), st.integers(0, 60), st.integers(31, 180))
def test_a_backlog_at_this_pace_is_being_behind_pace(net: int, housed: int, days: int) -> None:
    as_of = date.fromordinal(day("2025-01-01").toordinal() + days)
    account = build_account(told(VENLO, net, {as_of.isoformat(): housed}))
    assessment = assess(account, as_of, LIMBURG)
    closing = closing_at_pace(assessment)
    assert closing is not None
    assert (closing > 0) == assessment.behind_pace


def test_before_the_first_report_what_was_opened_with_is_expected_to_remain() -> None:
    known = [told(HORST, 12, opening=-5), told(VENLO, 30, {"2025-01-15": 1}, opening=9)]
    found = proposed(known, day("2025-01-20"))
    assert {found.bases[HORST], found.bases[VENLO]} == {Basis.OPENING}
    assert moves(found) == [(VENLO, HORST, 5)]
    assert [each.position.closing for each in found.consequences[VENLO].closing] == [9, 4]


def test_once_the_others_have_reported_who_has_not_is_unknown() -> None:
    found = proposed([told(HORST, 12, opening=-5), BEHIND])
    assert (found.balances[HORST].closing, found.bases[HORST]) == (None, Basis.NONE)
    assert moves(found) == []


def test_a_target_that_is_unknown_is_not_handed_over() -> None:
    """COA's overview alone: an obligation, and nothing that splits it."""
    known = [facts({"2025-1": target(corrected=30)}, {"2025-04-01": 10}, code=VENLO), AHEAD]
    found = proposed(known)
    assert found.balances[VENLO].closing == 10
    assert moves(found) == []


def test_with_six_half_years_behind_it_the_forecast_counts_and_the_pace_still_limits() -> None:
    """By halfway Horst always houses 2, and 18 more after it: this time 4 already."""
    periods = ["2022-1", "2022-2", "2023-1", "2023-2", "2024-1", "2024-2"]
    targets = {each: target(10, carry_over=0 if each == "2022-1" else None) for each in periods}
    reports = {}
    for each in map(half, periods):
        reports |= {each.halfway.isoformat(): 2, each.reference_date.isoformat(): 20}
    known = facts(targets | {"2025-1": target(70)}, reports | {"2025-04-01": 4}, code=HORST)
    found = proposed([known, BEHIND])
    assert found.bases[HORST] is Basis.FORECAST
    balance = found.balances[HORST]
    assert balance.at_pace == 70 - 60 - 8 > 0
    assert balance.closing is not None
    assert balance.closing < 0, "it is expected to catch up"
    assert moves(found) == [], "but handed more it would be further behind pace"


# --- what the swaps do to the steps ---------------------------------------------------------


def missed_twice(housed: int) -> Facts:
    """Venlo: 5 behind in 2024-1, 6 in 2024-2, and now 10 more to house."""
    return facts(
        {"2024-1": target(10, carry_over=0), "2024-2": target(10), "2025-1": target(10)},
        {"2024-07-01": 5, "2025-01-01": 9, "2025-04-01": housed},
        code=VENLO,
    )


def test_the_step_on_the_reference_date_is_assessed_with_and_without() -> None:
    """Without: a third backlog in a row that does not shrink, 8. With: it shrinks to 4."""
    found = proposed([missed_twice(4), AHEAD])
    effect = found.consequences[VENLO]
    assert [each.streak.missed for each in effect.closing] == [3, 3]
    assert [each.indicated_step for each in effect.closing] == [3, 1]
    assert [each.on for each in effect.closing] == [day("2025-07-01")] * 2
    assert [each.on for each in effect.today] == [APRIL] * 2
    assert found.consequences[HORST].closing.after.indicated_step == 0


def test_a_backlog_that_is_cleared_takes_the_municipality_off_the_ladder() -> None:
    found = proposed([missed_twice(6), told(HORST, 4, {"2025-04-01": 8})])
    assert moves(found) == [(VENLO, HORST, 4)]
    assert [each.indicated_step for each in found.consequences[VENLO].closing] == [1, 0]
    assert [each.preventive for each in found.consequences[VENLO].today] == [True, False]


def test_the_decisions_and_excuses_that_count_are_reckoned_with() -> None:
    decision = Decision(1, VENLO, DecisionKind.ESCALATE, 0, 1, day("2025-01-10"))
    excuse = Excuse(Cause.OTHER, day("2025-04-01"), day("2025-04-30"))
    found = proposed([missed_twice(6), AHEAD], APRIL, {VENLO: (decision,)}, {VENLO: (excuse,)})
    effect = found.consequences[VENLO]
    assert {each.measure.step for each in (*effect.today, *effect.closing)} == {1}
    assert [each.excused for each in (*effect.today, *effect.closing)] == [True, True, False, False]
    assert [each.proposed_step for each in effect.closing] == [1, 0], "cleared: the measure lapses"


def test_effects_are_only_for_who_takes_part() -> None:
    found = proposed([AHEAD, BEHIND, told(VENRAY, 10, {"2025-04-01": 5})])
    assert found.consequences.keys() == {HORST, VENLO}
    assert found.plans["Noord-Limburg"].moves == (Move(VENLO, HORST, 4),)
    assert found.plans["Midden-Limburg"].moves == ()
