"""Joint solutions: computed from the store without a trace, recorded swap by swap once agreed."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import HalfYear
from supervision.domain.joint import Move
from supervision.domain.proposals import Proposals
from supervision.errors import InvalidRequest, NotAllowed
from supervision.storage.database import Database
from supervision.usecases import assessing, joint, swaps
from tests.cli.office import NOON, Office
from tests.usecases.test_nothing_changes import dump

ANNA = Actor("anna", Role.EDITOR)
TODAY = NOON.date()
RUNNING = HalfYear.running_on(TODAY)
NORTH = "Noord-Limburg"


def north(found: Proposals) -> tuple[Move, ...]:
    return found.plans[NORTH].moves


def total_target(store: Database) -> int | None:
    province = assessing.snapshot(store, TODAY).province
    return sum(each.line.target for each in province.assessments.values() if each.line)


def test_asking_leaves_no_trace(samples: Office) -> None:
    store = samples.database
    before = dump(store)
    assert joint.proposals(store, TODAY) == joint.proposals(store, TODAY)
    assert dump(store) == before


def test_every_region_gets_a_plan_for_the_running_half_year(shown_samples: Database) -> None:
    found = joint.proposals(shown_samples, TODAY)
    assert found.half_year == RUNNING
    assert found.plans.keys() == {"Noord-Limburg", "Midden-Limburg", "Zuid-Limburg"}
    assert all(each.optimal for each in found.plans.values())
    snapshot = assessing.snapshot(shown_samples, TODAY)
    for code, effect in found.consequences.items():
        assert effect.today.before == snapshot.province.assessments[code]


def test_a_closed_half_year_gets_none(shown_samples: Database) -> None:
    assert not joint.proposals(shown_samples, RUNNING.previous.reference_date).running


def test_what_was_known_on_a_day_gives_the_proposals_of_that_day(samples: Office) -> None:
    store = samples.database
    assert joint.proposals(store, TODAY, known_on=TODAY) == joint.proposals(store, TODAY)
    before = joint.proposals(store, TODAY, known_on=date(2020, 1, 1))
    assert {each.closing for each in before.balances.values()} == {None}
    assert not any(each.moves for each in before.plans.values())


def test_what_was_agreed_is_recorded_swap_by_swap(samples: Office) -> None:
    store = samples.database
    before, target = joint.proposals(store, TODAY), total_target(store)
    numbers = joint.record_agreed(store, ANNA, RUNNING, north(before), date(2026, 11, 20))
    recorded = {each.swap.number: each for each in swaps.recorded_swaps(store)}
    assert [
        (recorded[number].swap.giver, recorded[number].swap.taker, recorded[number].swap.persons)
        for number in numbers
    ] == [(move.giver, move.taker, move.persons) for move in north(before)]
    assert {each.swap.agreed_on for each in recorded.values()} == {date(2026, 11, 20)}
    assert {each.recorded_by for each in recorded.values()} == {"anna"}
    assert total_target(store) == target


def test_recorded_swaps_do_what_was_announced_and_are_not_proposed_again(samples: Office) -> None:
    store = samples.database
    before = joint.proposals(store, TODAY)
    joint.record_agreed(store, ANNA, RUNNING, north(before), TODAY)
    after = joint.proposals(store, TODAY)
    assessments = assessing.snapshot(store, TODAY).province.assessments
    taking_part = {code for move in north(before) for code in (move.giver, move.taker)}
    for code in taking_part:
        announced = before.consequences[code].today.after
        found = assessments[code]
        assert (found.obligation, found.indicated_step, found.proposed_step, found.preventive) == (
            announced.obligation,
            announced.indicated_step,
            announced.proposed_step,
            announced.preventive,
        )
    assert sum(each.persons for each in north(after)) == 0
    assert after.plans["Zuid-Limburg"] == before.plans["Zuid-Limburg"]


def test_who_may_not_record_a_swap_may_not_record_it_here(samples: Office) -> None:
    store = samples.database
    proposed = north(joint.proposals(store, TODAY))
    with pytest.raises(NotAllowed):
        joint.record_agreed(store, Actor("vera", Role.VIEWER), RUNNING, proposed, TODAY)
    assert swaps.recorded_swaps(store) == ()


def test_what_is_refused_is_not_recorded_and_what_came_before_it_is(samples: Office) -> None:
    store = samples.database
    good = north(joint.proposals(store, TODAY))[0]
    too_much = Move(good.giver, good.taker, 10_000)
    with pytest.raises(InvalidRequest):
        joint.record_agreed(store, ANNA, RUNNING, [good, too_much, good], TODAY)
    assert [each.swap.persons for each in swaps.recorded_swaps(store)] == [good.persons]


def test_an_agreement_lies_not_in_the_future(samples: Office) -> None:
    store = samples.database
    proposed = north(joint.proposals(store, TODAY))
    with pytest.raises(InvalidRequest):
        joint.record_agreed(store, ANNA, RUNNING, proposed, date(2026, 11, 25))
    assert swaps.recorded_swaps(store) == ()
