"""The expectation of a half-year: what it gives, when it is silent, what it must not know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from supervision.domain.account import Account, build_account
from supervision.domain.figures import Facts
from supervision.domain.forecast import Expected, Forecast, Silence, forecast
from supervision.domain.halfyear import HalfYear
from supervision.domain.history import History, month_of, quantile, yardstick
from tests.domain import naive_forecast
from tests.domain.paces import EVEN, Figures, accounts_of, paced, simulated, told, wild
from tests.domain.stories import HORST, VENLO, day, facts, half, target

SIX = ((60, EVEN),) * 6
"""2022-1 up to 2024-2: ten persons a month, as the target asks."""


def expect(account: Account, on: str, *others: Account) -> Forecast:
    return forecast(account, day(on), History.of([account, *others]))


def running(target: int, *figures: int | None, before: tuple = SIX) -> Account:
    """Six half-years by the norm, and then 2025-1 with these figures so far."""
    return paced("2022-1", *before, (target, figures))


# --- what it gives --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "figures", "on", "expected"),
    [
        (60, (10,), "2025-02-01", 60),  # as always
        (60, (10, 20, 30, 40, 50), "2025-06-01", 60),
        (60, (10, 20, 18), "2025-04-01", 42),  # half of 18 + 60 × 3/6 follows
        (60, (10, 20, 18), "2025-04-30", 42),  # no later figure is in
        (60, (0, 0, 0), "2025-04-01", 15),  # half of 0 + 30
        (60, (30, 40, 60), "2025-04-01", 105),  # half of 60 + 30
        (0, (1, 2, 3), "2025-04-01", 5),  # nothing due: half of 3, rounded upwards
        (7, (0, 0, 2), "2025-04-01", 5),  # half of 2 + 3.5, that is 2.75
    ],
)
def test_the_usual_share_of_the_yardstick_follows(
    target: int, figures: Figures, on: str, expected: int
) -> None:
    found = expect(running(target, *figures), on)
    assert found.expected is not None
    assert found.expected.realised == expected
    assert found.closing == target - expected
    assert found.silence is None


def test_a_history_without_any_error_gives_an_interval_of_one_number() -> None:
    assert expect(running(60, 10, 20, 18), "2025-04-01").expected == Expected(42, 42, 42)


def with_sixty_due(*ends: int) -> tuple[tuple[int, Figures], ...]:
    """Half-years with an obligation of 60 that ended so; thirty were housed halfway."""
    closings = (0, *(60 - end for end in ends))
    return tuple(
        (60 - before, (10, 20, 30, 40, 50, end))
        for before, end in zip(closings, ends, strict=False)
    )


def test_the_interval_holds_the_whole_persons_between_its_ends() -> None:
    """Without 54 the others end at 61.2 on average: 7.2 off. Of six the outermost are the ends."""
    before = with_sixty_due(54, 58, 62, 66, 60, 60)
    found = expect(running(60, 10, 20, 30, before=before), "2025-04-01")
    assert found.obligation == 60
    assert found.expected == Expected(realised=60, lowest=53, highest=67)
    assert (found.closing_lowest, found.closing, found.closing_highest) == (-7, 0, 7)


def test_six_half_years_of_its_own_weigh_as_much_as_the_province() -> None:
    """In the other municipality nothing ever follows after three months, in ours half."""
    stops = paced("2022-1", *((60, (10, 20, 30, 30, 30, 30)),) * 6, code=VENLO)
    yardsticks = [30 + Fraction(60 + 30 * backlogs, 2) for backlogs in range(6)]
    province = Fraction(6 * 30, 6 * 60 + sum(yardsticks))
    found = expect(running(60, 10, 20, 30), "2025-04-01", stops)
    assert found.share == (Fraction(1, 2) + province) / 2


def test_only_the_ten_half_years_before_count() -> None:
    lazy = ((60, (0, 0, 0, 0, 0, 0)),)
    forgotten = paced("2018-1", *lazy * 4, *((300, EVEN),), *((60, EVEN),) * 9, (60, (10, 20, 30)))
    remembered = [each.half_year for each in expect(forgotten, "2025-04-01").precedents]
    assert remembered[0] == half("2024-2")
    assert remembered[-1] == half("2020-1")
    assert len(remembered) == 10


def test_a_later_report_may_be_lower_but_nobody_expects_that() -> None:
    """Each half-year ended two below what 1 June said."""
    before = ((60, (10, 20, 30, 40, 62, 60)),) * 6
    found = expect(running(60, 10, 20, 30, 40, 55, before=before), "2025-06-01")
    assert found.share is not None
    assert found.share < 0
    assert found.expected == Expected(55, 55, 55)


def test_the_last_day_of_a_month_counts_as_the_first_of_the_next() -> None:
    told_on_the_first = running(60, 10, 20, 30)
    reports = {"2025-02-01": 10, "2025-03-01": 20, "2025-03-31": 30}
    last = facts({"2025-1": target(60)}, reports)
    before = told("2022-1", *SIX)
    account = build_account(
        replace(
            before,
            targets={**before.targets, **last.targets},
            realisations={**before.realisations, **last.realisations},
        )
    )
    assert (
        expect(account, "2025-03-31").expected == expect(told_on_the_first, "2025-04-01").expected
    )


@pytest.mark.parametrize(
    ("as_of", "month"),
    [
        ("2025-01-02", 0),
        ("2025-01-15", 0),
        ("2025-01-31", 1),
        ("2025-02-01", 1),
        ("2025-03-15", 2),
        ("2025-03-31", 3),
        ("2025-04-01", 3),
        ("2025-06-01", 5),
        ("2025-06-30", 6),
        ("2025-07-01", 6),
    ],
)
def test_the_month_is_the_nearest(as_of: str, month: int) -> None:
    assert month_of(half("2025-1"), day(as_of)) == month


@pytest.mark.parametrize(
    ("realised", "obligation", "month", "sixths"),
    [(0, 60, 0, 360), (10, 60, 1, 360), (18, 60, 3, 288), (5, 0, 3, 30), (5, -9, 3, 30)],
)
def test_the_yardstick_adds_the_norm_of_the_months_left(
    realised: int, obligation: int, month: int, sixths: int
) -> None:
    assert yardstick(realised, obligation, month) == sixths


@pytest.mark.parametrize(
    ("numbers", "tenths", "value"),
    [
        ([5.0], 1, 5.0),
        ([1.0, 2.0], 9, 2.0),
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0], 1, 1.0),  # the first of nine
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0], 9, 9.0),
        ([1.0, 2.0, 3.0, 4.0], 5, 2.5),
        ([float(n) for n in range(1, 20)], 1, 2.0),
        ([float(n) for n in range(1, 15)], 1, 1.5),
    ],
)
def test_the_place_of_a_tenth(numbers: list[float], tenths: int, value: float) -> None:
    assert quantile(numbers, tenths) == pytest.approx(value)


# --- when it is silent ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("account", "on", "silence"),
    [
        (running(60, *EVEN), "2025-07-01", Silence.CLOSED),
        (running(60), "2025-04-01", Silence.NO_FIGURE),
        (running(60, 10), "2025-01-31", Silence.NO_FIGURE),
        (running(60, 10), "2025-07-05", Silence.NO_OBLIGATION),  # of 2025-2
        (Account(HORST), "2025-04-01", Silence.NO_OBLIGATION),
        (running(0, 0, 0), "2025-03-01", Silence.NOTHING_DUE),
        (running(60, 10, before=SIX[1:]), "2024-08-01", Silence.SHORT_HISTORY),
    ],
    ids=lambda value: value.value if isinstance(value, Silence) else None,
)
def test_it_says_why_it_is_silent(account: Account, on: str, silence: Silence) -> None:
    found = expect(account, on)
    assert found.silence is silence
    assert (found.expected, found.closing, found.closing_lowest) == (None, None, None)


def test_an_unknown_obligation_is_no_obligation_of_zero() -> None:
    account = build_account(facts({}, {"2025-02-01": 3}))
    assert expect(account, "2025-02-01").silence is Silence.NO_OBLIGATION


def test_until_the_closing_figure_comes_the_last_report_counts_on_the_reference_date() -> None:
    account = running(60, 10, 20, 30, 40, 45)
    late = expect(account, "2025-07-01")
    assert late.expected == expect(account, "2025-06-01").expected
    assert late.need is None


@pytest.mark.parametrize(
    "spoilt",
    [
        (60, (10, 20, 30, 40, 50, None)),  # no closing figure
        (60, (10, 20, None, 40, 50, 60)),  # no figure of the same month
    ],
)
def test_a_half_year_that_lacks_a_figure_is_no_history(spoilt: tuple[int, Figures]) -> None:
    """Five are left of six. Missing is never zero."""
    found = expect(running(60, 10, 20, 30, before=(*SIX[:5], spoilt)), "2025-04-01")
    assert found.silence is Silence.SHORT_HISTORY
    assert len(found.precedents) == 5


def test_the_history_of_others_does_not_make_up_for_its_own() -> None:
    others = [paced("2020-1", *SIX, *SIX, code=f"GM{n}") for n in range(5)]
    newcomer = running(60, 10, before=SIX[:5])
    assert expect(newcomer, "2024-08-01", *others).silence is Silence.SHORT_HISTORY


# --- what it takes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "on", "persons", "since", "months"),
    [
        ((), "2025-01-15", 60, "2025-01-01", 6),  # before the first report nobody is missing
        ((), "2025-01-31", 60, "2025-01-01", 6),
        ((10,), "2025-02-01", 50, "2025-02-01", 5),
        ((10, 20), "2025-03-31", 40, "2025-03-01", 4),
        ((10, 20, 30, 40, 50), "2025-06-30", 10, "2025-06-01", 1),
        ((10, 70), "2025-03-01", 0, "2025-03-01", 4),
    ],
)
def test_the_need_counts_from_the_last_report(
    figures: Figures, on: str, persons: int, since: str, months: int
) -> None:
    need = expect(running(60, *figures), on).need
    assert need is not None
    assert (need.persons, need.since, need.months) == (persons, day(since), months)
    assert need.per_month == Fraction(persons, months)


@pytest.mark.parametrize(
    ("as_of", "months"),
    [
        ("2025-03-15", Fraction(108, 181) * 6),
        ("2025-06-30", Fraction(1)),
        ("2025-06-02", Fraction(1)),
    ],
)
def test_off_the_first_of_a_month_days_count_and_less_than_a_month_is_one(
    as_of: str, months: Fraction
) -> None:
    account = build_account(facts({"2025-1": target(30, carry_over=0)}, {as_of: 12}))
    need = expect(account, as_of).need
    assert need is not None
    assert (need.persons, need.months) == (18, months)


@pytest.mark.parametrize(
    ("account", "on"),
    [
        (running(60), "2025-02-01"),  # the figure of that day is missing, not zero
        (running(60, *EVEN), "2025-07-01"),
        (build_account(facts({}, {"2025-02-01": 3})), "2025-02-01"),
    ],
)
def test_no_need_is_given_where_a_number_is_missing_or_the_time_is_up(
    account: Account, on: str
) -> None:
    assert expect(account, on).need is None


@pytest.mark.parametrize(
    ("as_of", "pace"), [("2025-01-20", None), ("2025-02-01", 12), ("2025-04-01", 4)]
)
def test_the_pace_so_far(as_of: str, pace: int | None) -> None:
    account = build_account(facts({"2025-1": target(30, carry_over=0)}, {as_of: 12}))
    assert expect(account, as_of).housed_per_month == pace


def test_an_expectation_on_a_provisional_opening_says_so() -> None:
    before = (*SIX, (60, (10, 20, 30, 40, 50, None)))
    account = paced("2022-1", *before, (60, (10,)))
    found = expect(account, "2025-08-01")
    assert found.provisional
    assert found.obligation == 70
    assert not expect(running(60, 10), "2025-02-01").provisional


# --- what it must not know, and the oracle --------------------------------------------------


def as_known_on(found: Facts, on: date) -> Facts:
    """The facts without anything later: no report after `on`, nothing of a later half-year."""
    last = HalfYear.of(on)
    return Facts(
        found.code,
        {each: stated for each, stated in found.targets.items() if each <= last},
        {
            each: tuple(one for one in reports if one.as_of <= on)
            for each, reports in found.realisations.items()
            if each <= last
        },
    )


def changed_after(found: Facts, on: date) -> Facts:
    """The facts with other figures from the day after `on`."""
    return replace(
        found,
        realisations={
            each: tuple(
                one if one.as_of <= on else replace(one, realised=one.realised * 3 + 5)
                for one in reports
            )
            for each, reports in found.realisations.items()
        },
    )


DAYS = [
    date(2022, 7, 1),
    date(2022, 7, 2),
    date(2023, 2, 1),
    date(2024, 3, 31),
    date(2024, 10, 15),
    date(2025, 6, 30),
    date(2025, 7, 1),
]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("on", DAYS, ids=str)
def test_no_later_figure_changes_an_earlier_expectation(seed: int, on: date) -> None:
    found = wild(seed)
    versions = [
        accounts_of(found),
        accounts_of(as_known_on(each, on) for each in found),
        accounts_of(changed_after(each, on) for each in found),
    ]
    given = [
        [forecast(account, on, History.of(accounts)) for account in accounts]
        for accounts in versions
    ]
    assert given[0] == given[1]
    assert given[0] == given[2]


def test_the_days_of_the_look_ahead_test_give_expectations() -> None:
    accounts = accounts_of(each for seed in range(6) for each in wild(seed))
    history = History.of(accounts)
    given = [forecast(each, on, history).expected for each in accounts for on in DAYS]
    assert sum(each is not None for each in given) > len(given) / 4


@pytest.mark.parametrize("seed", range(6))
def test_the_oracle_says_the_same(seed: int) -> None:
    accounts = accounts_of(wild(seed))
    records, history = naive_forecast.province(accounts), History.of(accounts)
    days = {each.as_of for account in accounts for line in account.lines for each in line.reports}
    given = 0
    for on in sorted(days)[-24:]:
        for account in accounts:
            found = forecast(account, on, history)
            ours = found.expected
            said = ours and (ours.realised, ours.lowest, ours.highest)
            oracle = naive_forecast.expect(records, account.code, on)
            assert (said or found.silence) == oracle, (account.code, on)
            given += said is not None
    assert given > 10


def test_the_order_of_the_municipalities_makes_no_difference() -> None:
    accounts = simulated(3, size=12, length=14)
    on = date(2020, 11, 1)
    there, back = History.of(accounts), History.of(reversed(accounts))
    assert [forecast(each, on, there) for each in accounts] == [
        forecast(each, on, back) for each in accounts
    ]


def test_numbers_are_in_order_and_never_below_what_was_reported() -> None:
    accounts = accounts_of(each for seed in range(8) for each in wild(seed))
    history = History.of(accounts)
    seen = 0
    for account in accounts:
        for line in account.lines:
            for each in line.reports:
                found = forecast(account, each.as_of, history)
                if found.expected is not None:
                    seen += 1
                    ours = found.expected
                    assert each.realised <= ours.lowest <= ours.realised <= ours.highest
    assert seen > 200
