"""The work list: what is overdue, due, waiting or not yet handled, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from supervision.domain.deciding import Intent
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.ruleset import Authority
from supervision.storage.database import Database
from supervision.usecases import assessing, decisions, excuses
from supervision.views.escalation import Filter
from supervision.views.standing import standings
from supervision.views.worklist import Item, Order, Task, term_events, terms_file_name, work_list
from supervision.words import words
from tests.cli.office import Office
from tests.supervised import (
    ANNA,
    KERKRADE,
    ROERMOND,
    VENLO,
    WHY,
    bring_in,
    first_half_of_2026,
    first_month,
    realisation,
    until_2026,
)

T = words("nl")
TODAY = date(2026, 11, 24)


@pytest.fixture
def store(office: Office) -> Database:
    """The three municipalities with the closing figures of 1 July 2026."""
    until_2026(office.database)
    first_half_of_2026(office.database)
    return office.database


def items(
    store: Database,
    on: date = TODAY,
    chosen: Filter | None = None,
    order: Order = Order.DUE,
    known_on: date | None = None,
) -> tuple[Item, ...]:
    snapshot = assessing.snapshot(store, on, known_on=known_on)
    return work_list(standings(snapshot, T), snapshot, T, chosen or Filter(), order)


def told(store: Database, on: date = TODAY, **options: object) -> list[tuple[Task, str, int]]:
    return [(each.task, each.name, each.step) for each in items(store, on, **options)]


def decide(store: Database, code: str, step: int, on: date = TODAY, **said: object) -> int:
    number, _ = decisions.decide(store, ANNA, code, Intent(step, on, WHY, **said))
    return number


def test_what_has_lapsed_comes_first_then_the_proposals(store: Database) -> None:
    assert told(store) == [
        (Task.OVERDUE, "Kerkrade", 3),
        (Task.PROPOSAL, "Kerkrade", 4),
        (Task.PROPOSAL, "Roermond", 1),
        (Task.PROPOSAL, "Venlo", 1),
    ]
    assert [each.due for each in items(store)] == [date(2026, 7, 13), None, None, None]


@pytest.mark.parametrize(
    ("on", "task"),
    [
        (date(2026, 7, 5), None),
        (date(2026, 7, 6), Task.DUE),
        (date(2026, 7, 13), Task.DUE),
        (date(2026, 7, 14), Task.OVERDUE),
    ],
)
def test_a_term_is_due_a_week_before_its_end_and_overdue_the_day_after(
    store: Database, on: date, task: Task | None
) -> None:
    """Decided on 12 January 2026 with a half-year: 12 July is a Sunday, so Monday the 13th."""
    found = [each.task for each in items(store, on) if each.task is not Task.PROPOSAL]
    assert found == ([] if task is None else [task])


def test_a_draft_waits_instead_of_its_proposal(store: Database) -> None:
    number = decide(store, KERKRADE, 4)
    waiting = [each for each in items(store) if each.name == "Kerkrade"]
    assert [each.task for each in waiting] == [Task.OVERDUE, Task.WAITING]
    assert f"Besluit {number} (opschalen, trede 4) is voorbereid door anna." in waiting[1].text


def test_who_holds_has_handled_the_proposal_until_the_next_reference_date(
    office: Office, store: Database
) -> None:
    decide(store, VENLO, 0, date(2026, 7, 20), deviation="klein en eenmalig")
    assert (Task.PROPOSAL, "Venlo", 1) not in told(store)
    assert (Task.PROPOSAL, "Venlo", 1) in told(store, date(2026, 7, 19)), "before it was decided"
    office.at = office.at.replace(year=2027, month=1, day=11)
    bring_in(store, "realisatie_2027-01-01.csv", realisation("2027-01-01", {VENLO: 1}))
    assert (Task.PROPOSAL, "Venlo", 1) in told(store, date(2027, 1, 1)), "a new reference date"


def test_another_proposal_than_the_one_held_asks_anew(store: Database) -> None:
    decide(store, ROERMOND, 1, date(2026, 7, 20))
    decide(store, ROERMOND, 1, date(2026, 7, 27))
    assert (Task.PROPOSAL, "Roermond", 2) not in told(store)
    first_month(store)
    assert (Task.PROPOSAL, "Roermond", 2) in told(store)


def test_an_excuse_is_brought_up_two_weeks_before_its_end(store: Database) -> None:
    period = Excuse(Cause.RECOVERY_PLAN, date(2026, 11, 1), date(2026, 12, 8))
    excuses.excuse(store, ANNA, VENLO, period, "herstelplan van 28 oktober 2026")
    assert (Task.EXCUSE_ENDS, "Venlo", 0) in told(store, TODAY)
    assert (Task.EXCUSE_ENDS, "Venlo", 0) not in told(store, date(2026, 11, 23))
    assert (Task.PROPOSAL, "Venlo", 1) not in told(store), "frozen"
    assert (Task.PROPOSAL, "Venlo", 1) in told(store, date(2026, 12, 9)), "the day after"


def test_too_few_linked_halfway_proposes_an_excuse_by_itself(store: Database) -> None:
    head = "Stand per 1-10-2026\nGemeentecode;Gemeente;Gerealiseerd;Gekoppeld\n"
    rows = f"{VENLO};Venlo;5;8\n{ROERMOND};Roermond;5;12\n"
    bring_in(store, "realisatie_2026-10-01.csv", (head + rows).encode())
    proposed = [each for each in items(store) if each.task is Task.EXCUSE_PROPOSED]
    assert [each.name for each in proposed] == ["Venlo"], "5 + 8 < 14, but 5 + 12 = 17"
    assert "gekoppeld 8 + gerealiseerd 5 < opgave 14" in proposed[0].text
    assert Task.EXCUSE_PROPOSED not in {each.task for each in items(store, date(2026, 9, 30))}


@pytest.mark.parametrize(
    ("row", "on", "said"),
    [
        ("5;8", date(2026, 11, 24), ""),
        ("6;8", date(2026, 11, 24), "Op 1 november 2026 gold dat niet meer: gekoppeld 8 + "),
        ("14;", date(2026, 11, 24), "Op 1 november 2026 gold dat niet meer: gerealiseerd 14."),
        ("13;", date(2026, 11, 24), ""),
        ("6;8", date(2026, 10, 31), ""),
    ],
    ids=["one short", "enough", "linked not known, enough housed", "not enough", "not yet known"],
)
def test_a_later_report_by_which_enough_were_linked_is_told_with_the_proposal(
    store: Database, row: str, on: date, said: str
) -> None:
    for day, figures in (("1-10-2026", "5;8"), ("1-11-2026", row)):
        head = f"Stand per {day}\nGemeentecode;Gemeente;Gerealiseerd;Gekoppeld\n"
        bring_in(store, f"{day}.csv", f"{head}{VENLO};Venlo;{figures}\n".encode())
    (proposed,) = [each for each in items(store, on) if each.task is Task.EXCUSE_PROPOSED]
    assert ("gold dat niet meer" in proposed.text) == bool(said)
    assert said in proposed.text
    snapshot = assessing.snapshot(store, on)
    reasons = standings(snapshot, T).row(VENLO).reasons
    assert [each.text for each in reasons if each.rule == "excuse"] == [proposed.text]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (Order.DUE, ["Kerkrade", "Roermond", "Venlo"]),
        (Order.MUNICIPALITY, ["Kerkrade", "Roermond", "Venlo"]),
        (Order.REGION, ["Roermond", "Venlo", "Kerkrade"]),
        (Order.STEP, ["Kerkrade", "Roermond", "Venlo"]),
    ],
)
def test_the_proposals_stand_in_the_order_that_was_chosen(
    store: Database, order: Order, names: list[str]
) -> None:
    found = [each.name for each in items(store, order=order) if each.task is Task.PROPOSAL]
    assert found == names


def test_among_equal_dates_who_has_most_persons_to_house_comes_first(store: Database) -> None:
    august = {KERKRADE: 29, ROERMOND: 9, VENLO: 1}
    bring_in(store, "realisatie_2026-08-01.csv", realisation("2026-08-01", august))
    found = [each for each in items(store) if each.task is Task.PROPOSAL]
    assert {each.due for each in found} == {None}
    assert [(each.name, each.to_house) for each in found] == [
        ("Venlo", 13),
        ("Roermond", 8),
        ("Kerkrade", 1),
    ], "the step of Kerkrade is the highest, its case the smallest"


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (Filter(region="Midden-Limburg"), {"Roermond"}),
        (Filter(step=4), {"Kerkrade"}),
        (Filter(actor=Authority.EXECUTIVE), {"Kerkrade"}),
        (Filter(actor=Authority.STAFF), {"Roermond", "Venlo"}),
        (Filter(actor=Authority.DEPUTY), {"Kerkrade"}),
    ],
)
def test_the_filters_of_region_step_and_actor(
    store: Database, chosen: Filter, names: set[str]
) -> None:
    assert {each.name for each in items(store, chosen=chosen)} == names


def test_as_known_before_a_decision_was_recorded_it_does_not_show(
    office: Office, store: Database
) -> None:
    office.at = office.at.replace(month=12, day=1)
    decide(store, VENLO, 1, TODAY)
    assert (Task.PROPOSAL, "Venlo", 1) not in told(store)
    assert (Task.PROPOSAL, "Venlo", 1) in told(store, known_on=TODAY)


def test_the_calendar_has_the_terms_that_run_and_the_ends_of_excuses(store: Database) -> None:
    period = Excuse(Cause.OTHER, date(2026, 11, 1), date(2026, 12, 31))
    excuses.excuse(store, ANNA, VENLO, period, "brief van 1 november 2026")
    term = (date(2026, 7, 13), "Termijn Kerkrade: trede 3 Actief toezicht")
    ends = (date(2026, 12, 31), "Verschoonbaarheid Venlo eindigt")
    assert events_of(store, Filter()) == [term, ends]
    assert events_of(store, Filter("Zuid-Limburg")) == [term]
    assert events_of(store, Filter("Noord-Limburg")) == [ends]


def events_of(store: Database, chosen: Filter) -> list[tuple[date, str]]:
    snapshot = assessing.snapshot(store, TODAY)
    events = term_events(standings(snapshot, T), snapshot, T, chosen)
    return [(each.day, each.title) for each in events]


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (TODAY, "termijnen_2026-2_2026-11-24.ics"),
        (date(2026, 7, 1), "termijnen_2026-1_2026-07-01.ics"),
    ],
)
def test_the_calendar_is_told_apart_by_half_year_and_day(
    store: Database, on: date, name: str
) -> None:
    found = standings(assessing.snapshot(store, on), T)
    assert terms_file_name(found, T, Filter()) == name
    part = terms_file_name(found, T, Filter("Zuid-Limburg", 0))
    assert part == name.replace("termijnen", "termijnen_zuid-limburg_alleen-preventief")
    made_up = replace(found, sample=True)
    assert terms_file_name(made_up, T, Filter()) == name.replace(".ics", "_voorbeeldgegevens.ics")
