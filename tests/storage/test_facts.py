"""Which figures count: the latest active batch that has one, now or at any moment before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from supervision.domain.figures import Reporter, Source
from supervision.domain.halfyear import HalfYear
from supervision.storage.database import Database
from supervision.storage.facts import facts
from tests.storage.office import (
    HORST,
    NOON,
    VENLO,
    hours_later,
    import_realisation,
    import_targets,
    state,
    withdraw,
)

SPRING = HalfYear(2025, 1)


def known(store: Database, until: datetime | None = None) -> Any:
    with store.read() as connection:
        return facts(connection, until)


def net(store: Database, code: str = HORST, until: datetime | None = None) -> int | None:
    """The net target of 2025-1 that counts."""
    found = known(store, until)
    stated = found[code].targets[SPRING].net if code in found else None
    return None if stated is None else stated.persons


def realised(store: Database, code: str = HORST, until: datetime | None = None) -> dict[str, int]:
    """Persons housed in 2025-1 by as-of date."""
    found = known(store, until)
    reports = found[code].realisations.get(SPRING, ()) if code in found else ()
    return {report.as_of.isoformat(): report.realised for report in reports}


def test_an_empty_store_knows_nothing(store: Database) -> None:
    assert known(store) == {}


def test_a_figure_names_the_batch_and_the_row_that_it_came_from(store: Database) -> None:
    batch = import_targets(store, {VENLO: {"net": 90}, HORST: {"net": 43, "carry_over": -16}})
    stated = known(store)[HORST].targets[SPRING]
    assert stated.net.source == stated.carry_over.source == Source(batch, 3)
    assert (stated.net.persons, stated.corrected, stated.carry_over.persons) == (43, None, -16)


def test_of_each_municipality_the_latest_batch_that_has_it_counts(store: Database) -> None:
    first = import_targets(store, {HORST: {"net": 43}, VENLO: {"net": 90}})
    second = import_targets(store, {HORST: {"net": 36}})
    assert (net(store, HORST), net(store, VENLO)) == (36, 90)
    assert known(store)[HORST].targets[SPRING].net.source.batch == second
    assert known(store)[VENLO].targets[SPRING].net.source.batch == first


def test_of_each_figure_the_latest_batch_that_states_it_counts(store: Database) -> None:
    letter = import_targets(store, {HORST: {"net": 43, "carry_over": -16}})
    overview = import_targets(store, {HORST: {"corrected": 27}})
    stated = known(store)[HORST].targets[SPRING]
    assert (stated.net.persons, stated.corrected.persons, stated.carry_over.persons) == (
        43,
        27,
        -16,
    )
    assert (stated.net.source.batch, stated.corrected.source.batch) == (letter, overview)


def test_zero_is_a_value_that_counts(store: Database) -> None:
    import_targets(store, {HORST: {"net": 43, "carry_over": 5}})
    import_targets(store, {HORST: {"net": 0, "carry_over": 0}})
    stated = known(store)[HORST].targets[SPRING]
    assert (stated.net.persons, stated.carry_over.persons) == (0, 0)


def test_withdrawn_the_figures_before_it_count_again(store: Database) -> None:
    import_targets(store, {HORST: {"net": 43}})
    second = import_targets(store, {HORST: {"net": 36}, VENLO: {"net": 90}})
    withdraw(store, second)
    assert (net(store, HORST), net(store, VENLO)) == (43, None)


def test_withdrawing_an_earlier_batch_leaves_the_later_one(store: Database) -> None:
    first = import_targets(store, {HORST: {"net": 43, "carry_over": 5}})
    import_targets(store, {HORST: {"net": 36}})
    withdraw(store, first)
    assert net(store) == 36
    assert known(store)[HORST].targets[SPRING].carry_over is None


def test_when_all_is_withdrawn_nothing_is_known(store: Database) -> None:
    withdraw(store, import_targets(store, {HORST: {"net": 43}}))
    withdraw(store, import_realisation(store, {HORST: 12}))
    assert known(store) == {}


def test_reports_of_several_dates_stand_beside_each_other_and_a_correction_replaces_its_own(
    store: Database,
) -> None:
    import_realisation(store, {HORST: 12}, "2025-04-01")
    import_realisation(store, {HORST: 20}, "2025-05-01")
    wrong = import_realisation(store, {HORST: 2}, "2025-04-01")
    assert realised(store) == {"2025-04-01": 2, "2025-05-01": 20}
    withdraw(store, wrong)
    assert realised(store) == {"2025-04-01": 12, "2025-05-01": 20}


def test_a_report_of_the_municipality_stands_beside_that_of_coa(store: Database) -> None:
    import_realisation(store, {HORST: 12}, linked=3)
    import_realisation(store, {HORST: 14}, reporter="municipality")
    reports = known(store)[HORST].realisations[SPRING]
    assert {(each.reporter, each.realised, each.linked) for each in reports} == {
        (Reporter.COA, 12, 3),
        (Reporter.MUNICIPALITY, 14, None),
    }
    assert {each.as_of for each in reports} == {date(2025, 7, 1)}


def test_the_last_opening_that_a_person_stated_counts(store: Database) -> None:
    state(store, HORST, 5)
    number = state(store, HORST, -3)
    stated = known(store)[HORST].openings[SPRING]
    assert (stated.persons, stated.source) == (-3, Source(number))


@pytest.mark.parametrize(
    ("moment", "target", "reports"),
    [
        (-1, None, {}),
        (0, 43, {}),
        (1, 43, {"2025-07-01": 40}),
        (2, 36, {"2025-07-01": 40}),
        (3, 43, {"2025-07-01": 40}),
        (4, 43, {"2025-07-01": 41}),
        (9, 43, {"2025-07-01": 41}),
    ],
    ids=[
        "before the first import nothing",
        "the first import at its very moment",
        "a report an hour later",
        "a correction two hours later",
        "withdrawn in the third hour",
        "a corrected report in the fourth",
        "and so it stays",
    ],
)
def test_as_known_at_any_moment(
    store: Database, moment: int, target: int | None, reports: dict[str, int]
) -> None:
    import_targets(store, {HORST: {"net": 43}}, hours_later(0))
    import_realisation(store, {HORST: 40}, at=hours_later(1))
    corrected = import_targets(store, {HORST: {"net": 36}}, hours_later(2))
    withdraw(store, corrected, hours_later(3))
    import_realisation(store, {HORST: 41}, at=hours_later(4))
    until = hours_later(moment)
    assert net(store, until=until) == target
    assert realised(store, until=until) == reports
    assert known(store) == known(store, hours_later(9))


def test_an_opening_counts_from_the_moment_that_it_was_stated(store: Database) -> None:
    state(store, HORST, 5, hours_later(1))
    state(store, HORST, 7, hours_later(2))
    assert known(store, NOON) == {}
    assert known(store, hours_later(1))[HORST].openings[SPRING].persons == 5
    assert known(store)[HORST].openings[SPRING].persons == 7


def test_a_moment_may_be_given_in_any_time_zone(store: Database) -> None:
    import_targets(store, {HORST: {"net": 43}}, NOON)
    in_limburg = NOON.astimezone(ZoneInfo("Europe/Amsterdam"))
    assert net(store, until=in_limburg) == 43
