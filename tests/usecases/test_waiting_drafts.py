"""A draft that waits while figures come in and time passes; and what was altered behind us."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervision.domain.deciding import Intent
from supervision.errors import BasisAltered, DecisionRefused
from supervision.usecases import assessing, decisions, letters, record
from tests.cli.office import Office
from tests.supervised import (
    ANNA,
    BRAM,
    KERKRADE,
    VENLO,
    WHY,
    bring_in,
    first_half_of_2026,
    realisation,
    until_2026,
)

TODAY = date(2026, 11, 24)


@pytest.fixture
def desk(office: Office) -> Office:
    until_2026(office.database)
    first_half_of_2026(office.database)
    return office


def draft(desk: Office, **said: object) -> int:
    number, _ = decisions.decide(desk.database, ANNA, KERKRADE, Intent(4, TODAY, WHY, **said))
    return number


def refused(desk: Office, number: int) -> tuple[str, ...]:
    with pytest.raises(DecisionRefused) as caught:
        decisions.confirm(desk.database, BRAM, number)
    return caught.value.fields["objections"]  # type: ignore[return-value]


def test_a_draft_whose_proposal_still_stands_is_confirmed_days_later(desk: Office) -> None:
    number = draft(desk)
    desk.at += timedelta(days=12)
    decisions.confirm(desk.database, BRAM, number)
    assert decisions.recorded(desk.database)[-1].status == "final"


def test_a_backlog_that_was_cleared_meanwhile_asks_for_a_new_decision(desk: Office) -> None:
    number = draft(desk)
    desk.at = desk.at.replace(year=2027, month=1, day=11)
    bring_in(desk.database, "r.csv", realisation("2027-01-01", {KERKRADE: 40}))
    assert refused(desk, number) == ("proposal_changed",)


def test_a_deviation_for_one_proposal_does_not_cover_another(desk: Office) -> None:
    number = draft(desk, deviation="bestuurlijk afgesproken op 20 november")
    bring_in(desk.database, "r.csv", realisation("2026-07-01", {KERKRADE: 23}))
    assert refused(desk, number) == ("proposal_changed",)


def test_a_term_that_ran_out_while_the_draft_waited_gives_no_time(desk: Office) -> None:
    number = draft(desk)
    desk.at = desk.at.replace(year=2027, month=3, day=17)
    assert "term_over" in refused(desk, number), "16 weeks ended on 16 March 2027"


def test_history_that_is_entered_afterwards_can_be_confirmed(desk: Office) -> None:
    """Two people enter on one day what was decided in February: its term has lapsed since."""
    intent = Intent(4, date(2026, 2, 2), WHY, deviation="besluit van Gedeputeerde Staten")
    number, _ = decisions.decide(desk.database, ANNA, KERKRADE, intent)
    decisions.confirm(desk.database, BRAM, number)
    found = assessing.snapshot(desk.database, TODAY).province.assessments[KERKRADE]
    assert (found.measure.step, found.proposed_step) == (4, 5)


def test_who_stays_on_a_step_after_it_was_cleared_is_not_cleared_by_that_again(
    desk: Office,
) -> None:
    store = desk.database
    bring_in(store, "r.csv", realisation("2026-07-01", {VENLO: 10}))
    staying = "de gemeente vroeg zelf om begeleiding"
    decisions.decide(store, ANNA, VENLO, Intent(1, date(2026, 7, 2), WHY, deviation=staying))
    decisions.decide(store, ANNA, VENLO, Intent(1, date(2026, 7, 10), WHY, deviation=staying))
    desk.at = desk.at.replace(year=2027, month=1, day=11)
    bring_in(store, "s.csv", realisation("2027-01-01", {VENLO: 0}))
    found = assessing.snapshot(store, date(2027, 1, 11)).province.assessments[VENLO]
    assert found.closed_line.latest.backlog
    assert (found.outcome, found.proposed_step) == ("stay", 1)


def test_what_was_known_then_does_not_tell_of_later_verdicts(desk: Office) -> None:
    number = draft(desk)
    desk.at += timedelta(days=1)
    decisions.reject(desk.database, BRAM, number, "eerst overleg")
    then = assessing.snapshot(desk.database, TODAY, known_on=TODAY).decisions[-1]
    now = assessing.snapshot(desk.database, TODAY).decisions[-1]
    assert (then.status, now.status) == ("draft", "rejected")
    assert then.verdict_reason is None


def tamper(desk: Office, statement: str, *tables: str) -> None:
    """As somebody with the database in hands would."""
    with desk.database.engine.connect() as connection:
        for table in tables:
            for event in ("update", "delete", "replace"):
                connection.exec_driver_sql(f"DROP TRIGGER {table}_refuses_{event}")
        connection.exec_driver_sql(statement)
        connection.commit()


def test_a_figure_that_was_altered_shows_at_the_decision_that_rests_on_it(desk: Office) -> None:
    number, _ = decisions.decide(desk.database, ANNA, VENLO, Intent(1, TODAY, WHY))
    assert record.at_odds(desk.database) == ()
    assert desk.run("verify-log").status == 0
    tamper(desk, f"UPDATE realisation_figure SET realised = 1 WHERE municipality = '{VENLO}'")
    assert record.at_odds(desk.database) == (number,)
    answer = desk.run("verify-log", "--json")
    assert (answer.status, answer.json["decisions_at_odds"]) == (1, [number])
    with pytest.raises(BasisAltered):
        letters.of_decision(desk.database, number)


def test_a_verdict_that_nobody_gave_shows(desk: Office) -> None:
    number = draft(desk)
    tamper(
        desk,
        "INSERT INTO decision_verdict (decision_id, verdict, reason, given_at, given_by) "
        f"VALUES ({number}, 'confirmed', '', '2026-11-24 12:00:00.000000', 'anna')",
    )
    assert record.at_odds(desk.database) == (number,)


def test_a_decision_under_another_name_shows(desk: Office) -> None:
    number, _ = decisions.decide(desk.database, ANNA, VENLO, Intent(1, TODAY, WHY))
    tamper(desk, f"UPDATE decision SET recorded_by = 'x' WHERE id = {number}", "decision")
    assert record.at_odds(desk.database) == (number,)
