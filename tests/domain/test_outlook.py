"""Alerts: only a change that matters, and the step as the ladder itself would give it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from supervision.domain.account import Account, build_account
from supervision.domain.decision import OFF_THE_LADDER, Decision, DecisionKind, Measure
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.figures import Facts, Realisation, Source
from supervision.domain.halfyear import HalfYear
from supervision.domain.history import History
from supervision.domain.ladder import assess
from supervision.domain.line import closed_with
from supervision.domain.municipality import Municipality, Register
from supervision.domain.outlook import Alert, Outlook, alerts, forecasts, outlook
from supervision.domain.province import Province, assess_province
from supervision.rulesets import find_ruleset
from tests.domain.paces import EVEN, Figures, accounts_of, paced, told, wild
from tests.domain.stories import HORST, VENLO, day, half
from tests.domain.test_forecast import as_known_on

LIMBURG = find_ruleset("limburg-2013")
SIX = ((60, EVEN),) * 6
APRIL, MAY = "2025-04-01", "2025-05-01"


def province(
    on: str,
    *accounts: Account,
    decisions: tuple[Decision, ...] = (),
    excuses: tuple[Excuse, ...] = (),
) -> Province:
    """These municipalities and no others, with what was decided about Horst."""
    register = Register.of(Municipality(each.code, each.code, "Noord") for each in accounts)
    by_code = {each.code: each for each in accounts}
    return assess_province(
        by_code, register, day(on), LIMBURG, {HORST: decisions}, {HORST: excuses}
    )


def alerted(on: str, *accounts: Account, **circumstances: tuple) -> tuple[Alert, ...]:
    return alerts(province(on, *accounts, **circumstances), History.of(accounts))


def horst(*figures: int | None, before: tuple = SIX, target: int = 60) -> Account:
    """Six half-years, usually by the norm, and then 2025-1 so far."""
    return paced("2022-1", *before, (target, figures))


def on_step(step: int, since: str) -> Decision:
    return Decision(1, HORST, DecisionKind.ESCALATE, 0, step, day(since))


# --- a change that matters ------------------------------------------------------------------


def test_newly_expected_to_miss() -> None:
    (alert,) = alerted(MAY, horst(10, 20, 30, 31))
    assert alert.newly_missed
    assert alert.old == Outlook(half("2025-1"), day(APRIL), 0, 0, 0)
    assert alert.new == Outlook(half("2025-1"), day(MAY), 12, 1, 1)
    assert alert.code == HORST


@pytest.mark.parametrize(
    "figures",
    [
        (10, 20, 30, 40),  # on pace
        (10, 20, 20, 31),  # was expected to miss, and no longer is as much
        (10, 20, 20, 21),  # will miss by more than was thought, on the same step
        (10, 20, 24, 45),  # was expected to miss, and is expected to meet it now
    ],
)
def test_no_alert_where_nothing_new_is_expected(figures: Figures) -> None:
    account = horst(*figures)
    assert alerted(MAY, account) == ()
    before, now = (
        outlook(account, day(on), History.of([account]), LIMBURG, OFF_THE_LADDER)
        for on in (APRIL, MAY)
    )
    assert before is not None
    assert now is not None
    assert before.step >= now.step


def test_an_alert_stays_until_the_next_figure_and_then_goes() -> None:
    account = horst(10, 20, 30, 31, 32)
    assert alerted("2025-05-31", account) == alerted(MAY, account) != ()
    assert alerted("2025-06-01", account) == ()


def test_a_later_figure_changes_no_alert_of_before() -> None:
    assert alerted(MAY, horst(10, 20, 30, 31, 60)) == alerted(MAY, horst(10, 20, 30, 31))


def test_the_first_figure_is_compared_with_how_the_half_year_before_closed() -> None:
    (alert,) = alerted("2025-02-01", horst(0))
    assert alert.old == Outlook(half("2024-2"), day("2025-01-01"), 0, 0, 0, closed=True)
    assert alert.newly_missed


SHORT = (*SIX[:5], (60, (10, 20, 30, 40, 50, 54)))
"""Closed 2024-2 with a backlog of 6."""


def test_to_miss_again_is_not_new_but_a_higher_step_is() -> None:
    (alert,) = alerted("2025-02-01", horst(3, before=SHORT))
    assert alert.old is not None
    assert (alert.old.closing, alert.old.step) == (6, 1)
    assert (alert.new.misses, alert.new.step) == (True, 3)
    assert not alert.newly_missed
    assert alert.higher_step


def test_to_miss_again_by_less_is_no_alert() -> None:
    account = horst(10, before=SHORT)
    now = outlook(account, day("2025-02-01"), History.of([account]), LIMBURG, OFF_THE_LADDER)
    assert now is not None
    assert 0 < now.closing < 6
    assert alerted("2025-02-01", account) == ()


def test_on_the_step_already_is_no_alert() -> None:
    account = horst(3, before=SHORT)
    assert alerted("2025-02-01", account, decisions=(on_step(3, "2025-01-10"),)) == ()
    (alert,) = alerted("2025-02-01", account, decisions=(on_step(2, "2025-01-10"),))
    assert (alert.current_step, alert.new.step, alert.new.proposed_step) == (2, 3, 3)


def test_an_excuse_on_the_reference_date_freezes_the_step_but_the_miss_is_told() -> None:
    excuse = Excuse(Cause.OTHER, day("2025-06-01"), day("2025-07-31"))
    assert alerted("2025-02-01", horst(3, before=SHORT), excuses=(excuse,)) == ()
    (alert,) = alerted(MAY, horst(10, 20, 30, 31), excuses=(excuse,))
    assert alert.newly_missed
    assert not alert.higher_step


def test_an_excuse_that_has_ended_by_then_freezes_nothing() -> None:
    excuse = Excuse(Cause.OTHER, day("2025-01-01"), day("2025-06-30"))
    assert len(alerted("2025-02-01", horst(3, before=SHORT), excuses=(excuse,))) == 1


def test_where_nothing_was_expected_before_the_first_expectation_of_a_backlog_is_told() -> None:
    """One figure of the fourth month is missing in the history: five are too few."""
    before = ((60, (10, 20, None, 40, 50, 60)), *SIX[:5])
    (alert,) = alerted(MAY, horst(10, 20, 20, 25, before=before))
    assert alert.old is None
    assert alert.newly_missed
    assert alerted(MAY, horst(10, 20, 30, 40, before=before)) == ()


@pytest.mark.parametrize(
    ("account", "on"),
    [
        (horst(*EVEN[:5], 20), "2025-07-01"),  # the figures tell
        (horst(0, before=SIX[1:]), "2024-08-01"),  # too short a history
        (horst(), "2025-02-01"),  # no figure
        (horst(0, target=0), "2025-02-01"),  # nothing due
    ],
)
def test_no_alert_without_an_expectation(account: Account, on: str) -> None:
    assert alerted(on, account) == ()


def test_nothing_due_and_nobody_housed_closes_without_backlog() -> None:
    account = horst(0, target=0)
    found = outlook(account, day("2025-02-01"), History.of([account]), LIMBURG, OFF_THE_LADDER)
    assert found is not None
    assert (found.closing, found.misses, found.step) == (0, False, 0)


def test_the_gravest_alert_comes_first() -> None:
    def neighbour(code: str, *figures: int, before: tuple = SIX) -> Account:
        return paced("2022-1", *before, (60, figures), code=code)

    found = alerted(
        "2025-02-01",
        neighbour("GM1", 9),
        neighbour("GM2", 4),
        neighbour("GM3", 9),
        neighbour("GM4", 3, before=SHORT),
        neighbour("GM5", 10),
    )
    assert [each.code for each in found] == ["GM4", "GM2", "GM1", "GM3"]


def test_there_is_a_forecast_for_each_municipality_also_without_figures() -> None:
    found = province(MAY, horst(10), Account(VENLO))
    given = forecasts(found, History.of(found.accounts.values()))
    assert set(given) == {HORST, VENLO}
    assert given[VENLO].closing is None
    assert given[HORST].on == day(MAY)


# --- the step is that of the ladder ---------------------------------------------------------


def with_closing(known: Facts, half_year: HalfYear, realised: int) -> Facts:
    """The facts with a closing figure come in."""
    closing = Realisation(half_year, half_year.reference_date, realised, Source(99, 1))
    reports = (*known.realisations[half_year], closing)
    return replace(known, realisations={**known.realisations, half_year: reports})


MEASURES = [
    OFF_THE_LADDER,
    Measure(3, date(2025, 1, 2)),
    Measure(4, date(2024, 9, 1), named=9, counted_from=date(2024, 9, 1)),
]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda each: str(each.step))
@pytest.mark.parametrize("seed", range(5))
def test_the_step_is_the_one_that_the_closing_figure_itself_would_give(
    seed: int, measure: Measure
) -> None:
    found = wild(seed)
    accounts = accounts_of(found)
    history, seen = History.of(accounts), 0
    for known, account in zip(found, accounts, strict=True):
        for on in (date(2025, 2, 3), date(2025, 4, 1), date(2025, 6, 20), date(2025, 9, 3)):
            given = outlook(account, on, history, LIMBURG, measure)
            if given is None:
                continue
            line = account.line(given.half_year)
            assert line is not None
            assert line.obligation is not None
            came_in = with_closing(
                as_known_on(known, on), given.half_year, line.obligation - given.closing
            )
            real = assess(build_account(came_in), given.half_year.reference_date, LIMBURG, measure)
            assert real.position.closing == given.closing
            assert (real.indicated_step, real.proposed_step) == (given.step, given.proposed_step)
            seen += 1
    assert seen


def test_a_half_year_without_any_report_cannot_be_closed() -> None:
    line = horst(10).line(half("2025-1"))
    assert line is not None
    with pytest.raises(ValueError, match="no report"):
        closed_with(line, 60, day("2025-01-31"), None)


def test_a_half_year_closed_by_expectation_leaves_later_reports_out() -> None:
    account = build_account(told("2025-1", (60, EVEN)))
    (line,) = account.lines
    closed = closed_with(line, 44, day(APRIL), None)
    assert [each.realised for each in closed.reports] == [10, 20, 30, 44]
    assert (closed.latest.closing, closed.latest.final) == (16, True)
    assert closed.streak.missed == 1
