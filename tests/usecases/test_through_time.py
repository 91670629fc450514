"""Many half-years read at once are each what reading that half-year alone gives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from sqlalchemy import event

from supervision.domain.decision import Measure
from supervision.domain.halfyear import HalfYear
from supervision.storage.database import Database
from supervision.usecases import assessing
from supervision.usecases.through_time import snapshots
from supervision.views.snapshot import Snapshot

TODAY = date(2026, 11, 24)
LAST = HalfYear(2026, 2)
BEFORE_ANY_RULES = HalfYear(2013, 1)
BEFORE_ANY_DECISION = date(2020, 1, 1)


def _measures(found: Snapshot) -> list[Measure]:
    return [each.measure for each in found.province.assessments.values()]


@pytest.mark.parametrize("known_on", [None, TODAY, BEFORE_ANY_DECISION], ids=str)
def test_each_half_year_is_as_if_it_were_read_alone(
    decided: Database, known_on: date | None
) -> None:
    half_years = assessing.stored_half_years(decided)
    assert len(half_years) == 10
    found = snapshots(decided, half_years, TODAY, known_on)
    assert [each.province.half_year for each in found] == list(half_years)
    for half_year, each in zip(half_years, found, strict=True):
        on = assessing.assessment_date(half_year, TODAY)
        assert each == assessing.snapshot(decided, on, known_on=known_on)
    steps = {m.step for each in found for m in _measures(each)}
    assert steps >= {1, 3, 5} if known_on != BEFORE_ANY_DECISION else steps == {0}


def test_the_running_half_year_is_as_of_today_and_the_others_as_of_their_end(
    shown_samples: Database,
) -> None:
    found = snapshots(shown_samples, [LAST, LAST.previous], TODAY)
    assert [each.province.on for each in found] == [TODAY, date(2026, 7, 1)]


def test_a_half_year_before_all_rules_is_left_out(shown_samples: Database) -> None:
    found = snapshots(shown_samples, [BEFORE_ANY_RULES, LAST], TODAY)
    assert [each.province.half_year for each in found] == [LAST]
    assert snapshots(shown_samples, [], TODAY) == ()


def test_what_stood_before_the_last_import_can_be_assessed_on_any_day(decided: Database) -> None:
    """The overview compares each half-year with it, and reads it once."""
    one = assessing.snapshot(decided, TODAY)
    before = assessing.before_last_import(decided, one)
    assert before is not None
    for half_year in assessing.stored_half_years(decided):
        on = assessing.assessment_date(half_year, TODAY)
        alone = assessing.snapshot(decided, on)
        again = assessing.reassessed(before, on, alone.province.ruleset)
        assert again == assessing.before_last_import(decided, alone)


def test_ten_half_years_cost_as_many_questions_to_the_store_as_one(
    shown_samples: Database,
) -> None:
    half_years = assessing.stored_half_years(shown_samples)
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    def questions(wanted: Iterable[HalfYear]) -> int:
        asked.clear()
        snapshots(shown_samples, wanted, TODAY)
        return len(asked)

    event.listen(shown_samples.engine, "before_cursor_execute", count)
    try:
        assert questions(half_years) == questions([LAST]) > 0
    finally:
        event.remove(shown_samples.engine, "before_cursor_execute", count)
