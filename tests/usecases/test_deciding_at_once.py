"""Two people decide at once: the second is told, or meets what the first decided."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.decision import DecisionKind, Status
from supervision.errors import DecisionRefused, NotWaiting, Overtaken, Refused
from supervision.reference import register
from supervision.storage.database import Database
from supervision.usecases import clock, decisions, record
from tests.storage.office import import_realisation, import_targets
from tests.storage.stores import KINDS, ready_store

TODAY = date(2025, 7, 10)
NOW = datetime(2025, 7, 10, 9, tzinfo=UTC)
WHY = "Because of the figures of 2025"
NAMES = ("anna", "bram", "carla", "dirk")
CODES = [each.code for each in register().municipalities if each.exists_on(TODAY)][:6]


@pytest.fixture(params=KINDS)
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """Some municipalities that each have a small backlog: step 1 is proposed, and not more."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with ready_store(request.param, tmp_path) as ready:
        import_targets(ready, {code: {"net": 20, "carry_over": 0} for code in CODES})
        import_realisation(ready, dict.fromkeys(CODES, 17))
        yield ready


def at_once(*deeds: Callable[[Actor], object]) -> list[object]:
    """Let so many people do these at the same moment; return what each got, errors too."""
    barrier, found = threading.Barrier(len(deeds)), [object()] * len(deeds)

    def work(place: int) -> None:
        barrier.wait()
        try:
            found[place] = deeds[place](Actor(NAMES[place], Role.SUPERVISOR))
        except Refused as error:
            found[place] = error

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def deciding(
    store: Database, code: str, step: int, *, seen: int | None = None, deviation: str = ""
) -> Callable[[Actor], object]:
    intent = Intent(step, TODAY, WHY, deviation=deviation)
    return lambda actor: decisions.decide(store, actor, code, intent, seen=seen)


def refusals(found: Sequence[object]) -> list[type]:
    return [type(each) for each in found if isinstance(each, Refused)]


def results(store: Database) -> list[str]:
    """What became of the last four attempts."""
    return sorted(event.result for event in record.trail(store)[-4:])


def sound(store: Database) -> bool:
    """Whether the trail is whole and every decision rests on what was known at its moment."""
    again = all(
        decisions.recomputed(store, each.decision.number) == each.assessment
        for each in decisions.recorded(store)
    )
    return again and record.verify(store).broken is None


@pytest.mark.parametrize("code", CODES[:3])
def test_of_four_who_looked_at_the_same_figures_one_decides(store: Database, code: str) -> None:
    seen = store.revision()
    found = at_once(*[deciding(store, code, 1, seen=seen) for _ in NAMES])
    assert refusals(found) == [Overtaken] * 3
    (recorded,) = decisions.recorded(store)
    assert found[NAMES.index(recorded.recorded_by)] == (1, Status.FINAL)
    assert results(store) == ["done", "refused", "refused", "refused"]
    assert sound(store)


def test_who_did_not_say_what_they_saw_meets_the_state_after_the_first(store: Database) -> None:
    found = at_once(*[deciding(store, CODES[0], 1) for _ in NAMES])
    assert refusals(found) == []
    recorded = decisions.recorded(store)
    assert [(each.decision.kind, each.decision.step_from) for each in recorded] == [
        (DecisionKind.ESCALATE, 0),
        *[(DecisionKind.HOLD, 1)] * 3,
    ]
    assert len({each.recorded_at for each in recorded}) == len(NAMES)
    assert sound(store)


def test_two_steps_at_once_are_not_one_step_twice(store: Database) -> None:
    """Both say why they go to step 2; the second of them stays on it."""
    step = deciding(store, CODES[0], 2, deviation="we know more")
    assert refusals(at_once(step, step)) == []
    steps = [(each.decision.step_from, each.decision.step_to) for each in decisions.recorded(store)]
    assert steps == [(0, 2), (2, 2)]


def test_what_was_the_proposal_for_the_first_is_a_deviation_for_the_second(
    store: Database,
) -> None:
    lower, higher = (
        deciding(store, CODES[0], 0, deviation="a mistake"),
        deciding(store, CODES[0], 1),
    )
    first = at_once(higher)
    assert refusals(first) == []
    found = at_once(lower, deciding(store, CODES[0], 2))
    assert refusals(found) == [DecisionRefused]
    assert isinstance(found[1], DecisionRefused)
    assert found[1].fields["objections"] == ("deviation_needed",)


def test_of_two_drafts_at_once_one_waits(store: Database) -> None:
    draft = deciding(store, CODES[0], 4, deviation="we know more")
    found = at_once(draft, draft)
    assert refusals(found) == [DecisionRefused]
    assert [each.waits for each in decisions.recorded(store)] == [True]


@pytest.mark.parametrize("others", ["confirm", "reject"])
def test_a_draft_gets_one_verdict(store: Database, others: str) -> None:
    number, _ = decisions.decide(
        store,
        Actor("eva", Role.SUPERVISOR),
        CODES[0],
        Intent(4, TODAY, WHY, deviation="we know more"),
    )
    ways: dict[str, Callable[[Actor], object]] = {
        "confirm": lambda actor: decisions.confirm(store, actor, number),
        "reject": lambda actor: decisions.reject(store, actor, number, "not now"),
    }
    found = at_once(ways["confirm"], ways[others], ways["confirm"], ways[others])
    assert refusals(found) == [NotWaiting] * 3
    (recorded,) = decisions.recorded(store)
    assert recorded.status in (Status.FINAL, Status.REJECTED)
    assert results(store) == ["done", "refused", "refused", "refused"]
    assert sound(store)


def test_about_different_municipalities_nobody_is_in_the_way(store: Database) -> None:
    found = at_once(*[deciding(store, code, 1) for code in CODES[:4]])
    assert refusals(found) == []
    assert [each.decision.step_from for each in decisions.recorded(store)] == [0, 0, 0, 0]
    assert sound(store)
