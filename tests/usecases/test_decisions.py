"""Deciding in the store: what counts when, who the second person is, and odd things people type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.decision import DecisionKind, Status
from supervision.errors import DecisionRefused, NotFound, NotWaiting, SamePerson
from supervision.storage.database import Database
from supervision.usecases import assessing, clock, decisions, record
from tests.storage.office import HORST, import_realisation, import_targets
from tests.storage.stores import KINDS, ready_store

WHY = "Because of the figures of 2025"
TOLD = {"deviation": "we know more"}
BEEKDAELEN, NUTH = "GM1954", "GM0951"


def person(name: str) -> Actor:
    return Actor(name, Role.SUPERVISOR)


ANNA, BRAM = person("anna"), person("bram")


@dataclass
class Desk:
    """A store and a clock."""

    store: Database
    at: datetime = datetime(2025, 7, 10, 9, tzinfo=UTC)

    @property
    def today(self) -> date:
        return self.at.date()

    def later(self, days: int = 1) -> None:
        self.at += timedelta(days=days)

    def decide(self, step: int, code: str = HORST, who: Actor = ANNA, **others: object) -> int:
        said = {"decided_on": self.today, "rationale": WHY} | others
        intent = Intent(step, **said)  # type: ignore[arg-type]
        return decisions.decide(self.store, who, code, intent)[0]

    def refused(self, step: int, code: str = HORST, **others: object) -> tuple[str, ...]:
        """The objections to a decision."""
        with pytest.raises(DecisionRefused) as found:
            self.decide(step, code, **others)
        return found.value.fields["objections"]  # type: ignore[return-value]

    def step(self, on: date | None = None, known_on: date | None = None) -> int:
        found = assessing.snapshot(self.store, on or self.today, known_on=known_on)
        return found.province.assessments[HORST].measure.step

    def statuses(self) -> list[Status]:
        return [each.status for each in decisions.recorded(self.store)]


@pytest.fixture(params=KINDS)
def desk(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """Horst with a backlog of 3 persons on 1 July 2025: step 1 is proposed."""
    with ready_store(request.param, tmp_path) as store:
        import_targets(store, {HORST: {"net": 20, "carry_over": 0}})
        import_realisation(store, {HORST: 17})
        found = Desk(store)
        monkeypatch.setattr(clock, "now", lambda: found.at)
        yield found
        for each in decisions.recorded(store):
            assert decisions.recomputed(store, each.decision.number) == each.assessment


# --- what counts when -------------------------------------------------------------------------


def test_a_decision_counts_from_its_date_and_is_known_from_when_it_was_recorded(
    desk: Desk,
) -> None:
    monday = desk.today
    desk.later(3)
    desk.decide(1, decided_on=monday)
    assert [desk.step(monday + timedelta(days=days)) for days in (-1, 0, 3)] == [0, 1, 1]
    assert desk.step(monday, known_on=monday) == 0, "on Monday nobody knew"


def test_a_draft_counts_from_its_confirmation_and_looks_back_to_its_date(desk: Desk) -> None:
    monday = desk.today
    number = desk.decide(4, **TOLD)
    desk.later()
    assert (desk.step(), desk.statuses()) == (0, [Status.DRAFT])
    desk.later()
    decisions.confirm(desk.store, BRAM, number)
    assert (desk.step(monday), desk.statuses()) == (4, [Status.FINAL])
    assert [desk.step(known_on=monday + timedelta(days=days)) for days in (0, 1, 2)] == [0, 0, 4]


def test_a_rejected_draft_never_counts_and_stays_on_record(desk: Desk) -> None:
    number = desk.decide(4, **TOLD)
    decisions.reject(desk.store, ANNA, number, "not now")
    assert (desk.step(), desk.statuses()) == (0, [Status.REJECTED])
    for settle in (decisions.confirm, lambda *them: decisions.reject(*them, "not now")):
        with pytest.raises(NotWaiting):
            settle(desk.store, BRAM, number)


def test_a_draft_that_figures_overtook_is_not_confirmed_and_goes_on_waiting(desk: Desk) -> None:
    """To hold was proposed; since a correction there is no backlog, and step 4 would lapse."""
    number = desk.decide(4, **TOLD)
    decisions.confirm(desk.store, BRAM, number)
    hold = desk.decide(4)
    import_realisation(desk.store, {HORST: 20}, at=desk.at)
    with pytest.raises(DecisionRefused) as found:
        decisions.confirm(desk.store, BRAM, hold)
    assert found.value.fields["objections"] == ("deviation_needed",)
    assert desk.statuses() == [Status.FINAL, Status.DRAFT]
    decisions.reject(desk.store, BRAM, hold, "cleared meanwhile")
    assert desk.decide(0) == hold + 1


# --- corrections ------------------------------------------------------------------------------


def test_a_wrong_decision_is_corrected_by_a_new_one_that_refers_to_it(desk: Desk) -> None:
    wrong = desk.decide(2, **TOLD)
    first_day = desk.today
    desk.later()
    right = desk.decide(1, corrects=wrong, decided_on=first_day)
    old, new = decisions.recorded(desk.store)
    assert (old.status, old.corrected_by, old.corrected_at) == (
        *(Status.CORRECTED, right),
        new.recorded_at,
    )
    assert (new.corrects, new.decision.step_from, new.decision.kind) == (
        *(wrong, 0),
        DecisionKind.ESCALATE,
    )
    assert (desk.step(), desk.step(known_on=first_day)) == (1, 2)


def test_a_decision_is_taken_back_by_a_correction_that_stays_where_it_was(desk: Desk) -> None:
    wrong = desk.decide(1)
    desk.decide(0, corrects=wrong, **TOLD)
    assert (desk.step(), desk.statuses()) == (0, [Status.CORRECTED, Status.FINAL])


def test_only_the_last_decision_that_counts_can_be_corrected(desk: Desk) -> None:
    first = desk.decide(1)
    second = desk.decide(2, **TOLD)
    assert desk.refused(1, corrects=first) == ("deviation_needed", "not_the_last")
    third = desk.decide(1, corrects=second)
    assert desk.refused(2, corrects=second, **TOLD) == ("not_the_last",)
    desk.decide(0, corrects=third, **TOLD)
    assert desk.step() == 0


def test_a_correction_by_a_draft_waits_with_the_old_decision_in_force(desk: Desk) -> None:
    wrong = desk.decide(1)
    draft = desk.decide(4, corrects=wrong, **TOLD)
    assert (desk.step(), desk.statuses()) == (1, [Status.FINAL, Status.DRAFT])
    decisions.confirm(desk.store, BRAM, draft)
    assert (desk.step(), desk.statuses()) == (4, [Status.CORRECTED, Status.FINAL])


# --- the second person ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prepared", "confirms"),
    [
        ("anna", "anna"),
        ("anna", "Anna"),
        ("anna", " ANNA "),
        ("anna de vries", "Anna  de\tVries"),
        ("anna", "ａｎｎａ"),
        ("zo\u00eb", "zoe\u0308"),
        ("Weiß", "WEISS"),
    ],
    ids=["the same", "capital", "spaces", "two words", "wide letters", "accent apart", "sharp s"],
)
def test_nobody_is_their_own_second_person(desk: Desk, prepared: str, confirms: str) -> None:
    number = desk.decide(4, who=person(prepared), **TOLD)
    with pytest.raises(SamePerson):
        decisions.confirm(desk.store, person(confirms), number)
    assert desk.statuses() == [Status.DRAFT]
    decisions.confirm(desk.store, person("anna b"), number)
    assert desk.statuses() == [Status.FINAL]


# --- odd things people type -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "objections"),
    [
        ({"decided_on": date(9999, 12, 31)}, ("in_the_future",)),
        ({"term_until": date(1, 1, 1)}, ("year_mistyped",)),
        ({"term_until": date.max}, ("year_mistyped",)),
        ({"named": 5, "counted_from": date(1, 1, 1)}, ("year_mistyped",)),
        ({"named": 5, "counted_from": date(1025, 7, 1)}, ("year_mistyped",)),
        ({"named": 10**30, "counted_from": date(2025, 7, 1)}, ("number_impossible",)),
        ({"decided_on": date.max, "term_until": date.max}, ("in_the_future", "year_mistyped")),
    ],
)
def test_a_date_or_number_that_cannot_be_is_refused_and_breaks_nothing(
    desk: Desk, typed: dict[str, object], objections: tuple[str, ...]
) -> None:
    assert desk.refused(1, **typed) == objections
    assert desk.step() == 0


def test_before_the_framework_no_rules_were_in_force(desk: Desk) -> None:
    with pytest.raises(NotFound) as found:
        desk.decide(1, decided_on=date(2013, 9, 30))
    assert found.value.fields["kind"] == "ruleset_on"


def test_what_a_terminal_may_hand_over_is_stored_legibly(desk: Desk) -> None:
    """A zero byte, half a letter and a bell; lines and accents stay."""
    desk.decide(1, rationale=" zie\x00de brief\udce9\nvan één\tjuli\x07 ")
    (found,) = decisions.recorded(desk.store)
    assert found.rationale == "zie?de brief?\nvan één\tjuli?"
    assert record.trail(desk.store)[-1].details["rationale"] == found.rationale


def test_there_is_no_such_municipality_or_decision(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.decide(1, "GM9999")
    for read in (decisions.basis, decisions.recomputed):
        with pytest.raises(NotFound):
            read(desk.store, 4711)


# --- mergers ----------------------------------------------------------------------------------


def test_on_the_day_of_a_merger_the_successor_begins_and_the_others_have_ended(
    desk: Desk,
) -> None:
    """1 January 2019 still shows the half-year of Nuth; decisions are about Beekdaelen."""
    import_targets(desk.store, {NUTH: {"net": 20, "carry_over": 4}}, half_year="2018-2")
    new_year = date(2019, 1, 1)
    desk.decide(2, NUTH, decided_on=date(2018, 12, 31), **TOLD)
    assert desk.refused(2, NUTH, decided_on=new_year, **TOLD) == ("not_a_municipality_then",)
    assert desk.refused(2, BEEKDAELEN, decided_on=date(2018, 12, 31), **TOLD) == (
        "not_a_municipality_then",
    )
    desk.decide(1, BEEKDAELEN, decided_on=new_year, **TOLD)
    desk.decide(2, BEEKDAELEN, decided_on=new_year, **TOLD)
    found = [each.decision for each in decisions.recorded(desk.store)]
    assert [(each.code, each.step_from, each.step_to) for each in found] == [
        (NUTH, 0, 2),
        (BEEKDAELEN, 0, 1),
        (BEEKDAELEN, 1, 2),
    ]


# --- what it rests on -------------------------------------------------------------------------


def test_who_alters_a_figure_behind_a_decision_is_found_out(desk: Desk) -> None:
    number = desk.decide(1)
    (found,) = decisions.recorded(desk.store)
    assert decisions.recomputed(desk.store, number) == found.assessment
    with desk.store.engine.begin() as connection:
        connection.execute(text("UPDATE realisation_figure SET realised = 16"))
    assert decisions.recomputed(desk.store, number) != found.assessment
    with desk.store.engine.begin() as connection:
        connection.execute(text("UPDATE realisation_figure SET realised = 17"))


def test_a_figure_of_the_same_moment_came_before_or_after_and_is_known_as_such(
    desk: Desk,
) -> None:
    """The clock stands still, as that of Windows does for 15 milliseconds."""
    before = desk.decide(1)
    import_realisation(desk.store, {HORST: 2}, at=desk.at)
    after = desk.decide(2, **TOLD)
    lines = [
        assessing.assessed_in(decisions.basis(desk.store, number)[1], HORST).closed_line
        for number in (before, after)
    ]
    assert [line and line.latest.backlog for line in lines] == [3, 18]
