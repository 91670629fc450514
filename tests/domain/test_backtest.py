"""How well past expectations did: each as it was then, and calibrated where nothing changes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from supervision.domain.account import Account
from supervision.domain.backtest import Score, Trial, scores, trials
from supervision.domain.forecast import forecast
from supervision.domain.history import History
from tests.domain import naive, naive_forecast
from tests.domain.paces import EVEN, accounts_of, paced, simulated, wild
from tests.domain.stories import HORST, VENLO, day, half

LATE = date(2030, 1, 1)


def tried(*accounts: Account, on: date = LATE) -> tuple[Trial, ...]:
    return trials(accounts, History.of(accounts), on)


def a_trial(error: int, month: int = 3, code: str = HORST) -> Trial:
    """Expected: a balance of 0, between -2 and 2."""
    return Trial(code, half("2025-1"), month, day("2025-04-01"), 0, -2, 2, error)


def test_a_trial_is_what_was_expected_then_against_what_it_came_to() -> None:
    account = paced("2022-1", *((60, EVEN),) * 6, (60, (10, 20, 18, 40, 50, 57)))
    found = {each.month: each for each in tried(account)}
    assert set(found) == {1, 2, 3, 4, 5}
    assert found[3] == Trial(HORST, half("2025-1"), 3, day("2025-04-01"), 18, 18, 18, 3)
    assert found[3].error == -15
    assert not found[3].within
    assert found[5].error == 3


def test_only_half_years_that_had_closed_are_tried() -> None:
    account = paced("2022-1", *((60, EVEN),) * 8)
    assert {each.half_year for each in tried(account, on=day("2025-12-31"))} == {half("2025-1")}
    assert len(tried(account, on=day("2026-01-01"))) == 2 * 5
    assert tried(account, on=day("2025-06-30")) == ()


def test_without_a_closing_figure_there_is_nothing_to_compare_with() -> None:
    account = paced("2022-1", *((60, EVEN),) * 6, (60, EVEN[:5]))
    assert tried(account) == ()


@pytest.mark.parametrize(
    ("errors", "mean", "absolute", "coverage"),
    [
        ((0,), 0, 0, 1),
        ((3,), 3, 3, 0),
        ((-2, 2), 0, 2, 1),
        ((-3, 1, 1), Fraction(-1, 3), Fraction(5, 3), Fraction(2, 3)),
    ],
)
def test_the_score(
    errors: tuple[int, ...], mean: Fraction, absolute: Fraction, coverage: Fraction
) -> None:
    score = Score.of(a_trial(each) for each in errors)
    assert (score.cases, score.mean_error) == (len(errors), mean)
    assert (score.mean_absolute_error, score.coverage) == (absolute, coverage)


def test_a_score_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a trial"):
        Score.of([])


def test_the_scores_are_by_month_and_leave_out_empty_ones() -> None:
    found = scores([a_trial(1, month=4), a_trial(5, month=2), a_trial(3, month=4)])
    assert [(each.month, each.cases, each.mean_error) for each in found] == [(2, 1, 5), (4, 2, 2)]
    assert scores([]) == ()


def test_the_trials_of_one_are_among_those_of_all() -> None:
    accounts = accounts_of(wild(2))
    history = History.of(accounts)
    whole = trials(accounts, history, LATE)
    for account in accounts:
        own = trials([account], history, LATE)
        assert own == tuple(each for each in whole if each.code == account.code)


@pytest.mark.parametrize("seed", range(3))
def test_the_oracle_tries_the_same(seed: int) -> None:
    """Every report of every closed half-year, asked for one by one on its own day."""
    accounts = accounts_of(wild(seed))
    records = naive_forecast.province(accounts)
    expected = {}
    for record in records:
        end = naive_forecast.closing_figure(record)
        for as_of, _ in record["reports"]:
            month = naive_forecast.month_nearest(record["number"], as_of)
            said = naive_forecast.expect(records, record["code"], as_of)
            if end is not None and not isinstance(said, str):
                due = record["due"]
                likely, lowest, highest = said
                # A later report of the same month takes the place of this one.
                expected[record["code"], naive.name_of(record["number"]), month] = (
                    due - likely,
                    due - highest,
                    due - lowest,
                    due - end,
                )
    found = {
        (each.code, str(each.half_year), each.month): (
            each.expected,
            each.lowest,
            each.highest,
            each.closing,
        )
        for each in tried(*accounts)
    }
    assert len(found) > 20
    assert found == expected


def test_a_trial_is_the_expectation_of_that_day() -> None:
    accounts = [*simulated(1, size=6, length=12)]
    history = History.of(accounts)
    by_code = {each.code: each for each in accounts}
    for each in trials(accounts, history, LATE):
        then = forecast(by_code[each.code], each.as_of, history)
        assert (each.expected, each.lowest, each.highest) == (
            then.closing,
            then.closing_lowest,
            then.closing_highest,
        )


@pytest.mark.parametrize("seed", range(3))
def test_on_a_history_in_which_nothing_changes_80_per_cent_lies_within(seed: int) -> None:
    found = tried(*simulated(seed))
    whole = Score.of(found)
    assert whole.cases > 2000
    assert Fraction(75, 100) < whole.coverage < Fraction(88, 100)
    assert abs(whole.mean_error) < 1
    for each in scores(found):
        assert Fraction(70, 100) < each.coverage < Fraction(90, 100), each


def test_villages_and_towns_are_covered_alike() -> None:
    """The errors stand in one list because they are measured in roots of the size."""
    accounts = simulated(4)
    sizes = {
        account.code: sum(line.target or 0 for line in account.lines) / len(account.lines)
        for account in accounts
    }
    found = tried(*accounts)
    for group in (
        [each for each in found if sizes[each.code] < 12],
        [each for each in found if sizes[each.code] > 30],
    ):
        assert len(group) > 400
        assert Fraction(70, 100) < Score.of(group).coverage < Fraction(90, 100)


def test_the_later_the_smaller_the_error() -> None:
    errors = [each.mean_absolute_error for each in scores(tried(*simulated(5)))]
    assert errors == sorted(errors, reverse=True)


def test_one_municipality_does_not_enter_the_record_of_another() -> None:
    ours = paced("2022-1", *((60, EVEN),) * 8)
    other = paced("2022-1", *((60, EVEN),) * 8, code=VENLO)
    found = trials([ours], History.of([ours, other]), LATE)
    assert {each.code for each in found} == {HORST}
