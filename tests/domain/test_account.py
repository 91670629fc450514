"""The account: openings, obligations, closings, differences (DESIGN.md, section 2)."""

from __future__ import annotations

import pytest

from supervision.domain.account import build_account
from supervision.domain.figures import Facts, Reporter, Swap, Target
from supervision.domain.line import Line, Mismatch, Origin
from supervision.domain.municipality import Municipality, Register
from supervision.domain.province import build_accounts
from supervision.domain.vintages import Attribution
from tests.domain.stories import (
    HORST,
    LETTER,
    OVERVIEW,
    PERSON,
    VENLO,
    day,
    facts,
    half,
    history,
    report,
    target,
)


def numbers(line: Line) -> tuple[int | None, ...]:
    """Target, opening, obligation, realised, closing."""
    return (
        line.target,
        line.opening.persons,
        line.obligation,
        line.latest.realised,
        line.latest.closing,
    )


def test_horst_aan_de_maas_as_published() -> None:
    account = build_account(
        facts(
            {"2024-2": target(22, carry_over=-16), "2025-1": target(43)},
            {"2025-01-01": 22},
        )
    )
    autumn, spring = account.lines
    assert numbers(autumn) == (22, -16, 6, 22, -16)
    assert (autumn.latest.backlog, autumn.latest.lead) == (0, 16)
    assert autumn.latest.final
    assert not autumn.provisional
    assert numbers(spring) == (43, -16, 27, None, None)


def test_backlog_is_carried_from_half_year_to_half_year() -> None:
    account = history("2024-1", (20, 15), (20, 18), (20, 30))
    assert [line.latest.closing for line in account.lines] == [5, 7, -3]
    assert [line.opening.persons for line in account.lines] == [0, 5, 7]
    assert account.lines[1].opening.origin is Origin.ACCOUNT
    assert account.lines[1].opening.source == OVERVIEW


def test_a_lead_makes_an_obligation_of_zero_or_less() -> None:
    account = history("2024-1", (10, 40), (20, 0), (10, 0))
    assert [line.obligation for line in account.lines] == [10, -10, 0]
    assert [line.latest.lead for line in account.lines] == [30, 10, 0]


def test_a_target_of_zero_is_a_value() -> None:
    (line,) = history("2024-1", (0, 3), opening=5).lines
    assert numbers(line) == (0, 5, 5, 3, 2)


def test_the_latest_report_counts_even_where_it_goes_down() -> None:
    account = build_account(
        facts({"2025-1": target(30, carry_over=0)}, {"2025-04-01": 12, "2025-05-01": 10})
    )
    assert account.lines[0].latest.realised == 10


def test_what_the_municipality_reports_itself_does_not_change_the_account() -> None:
    own = report("2025-07-01", 30, Reporter.MUNICIPALITY)
    told = facts({"2025-1": target(30, carry_over=0)}, {"2025-06-01": 20})
    told = Facts(HORST, told.targets, {half("2025-1"): (*told.realisations[half("2025-1")], own)})
    (line,) = build_account(told).lines
    assert line.latest.realised == 20
    assert not line.latest.final


# --- where the opening comes from -----------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "by_person", "expected"),
    [
        (target(20, carry_over=4), None, (20, 4, 24, Origin.FILE)),
        (target(20, carry_over=-4), 9, (20, -4, 16, Origin.FILE)),
        (target(20, carry_over=0), None, (20, 0, 20, Origin.FILE)),
        (target(20), 9, (20, 9, 29, Origin.PERSON)),
        (target(20), 0, (20, 0, 20, Origin.PERSON)),
        (target(20), None, (20, None, None, None)),
        (target(20, corrected=26), None, (20, 6, 26, Origin.CORRECTED)),
        (target(20, corrected=26, carry_over=4), None, (20, 4, 24, Origin.FILE)),
        (target(20, corrected=26), 9, (20, 9, 29, Origin.PERSON)),
        (target(corrected=26, carry_over=4), None, (22, 4, 26, Origin.FILE)),
        (target(corrected=26), 9, (17, 9, 26, Origin.PERSON)),
        (target(corrected=26), None, (None, None, 26, None)),
        (target(carry_over=4), None, (None, 4, None, Origin.FILE)),
    ],
    ids=[
        "the file states a backlog",
        "the file states a lead, and goes before a person",
        "the file states zero",
        "a person states it",
        "a person states zero",
        "nobody states it: unknown, and the obligation with it",
        "net and corrected known: the difference between them",
        "the file's carry-over goes before that difference",
        "a person goes before that difference",
        "corrected only, with carry-over",
        "corrected only, a person states the opening",
        "corrected only, without carry-over: target and opening unknown",
        "a carry-over without a target",
    ],
)
def test_the_first_opening_is(
    stated: Target, by_person: int | None, expected: tuple[int | None, ...]
) -> None:
    openings = {} if by_person is None else {"2025-1": by_person}
    (line,) = build_account(facts({"2025-1": stated}, openings=openings)).lines
    assert (line.target, line.opening.persons, line.obligation, line.opening.origin) == expected


def test_the_first_file_of_a_new_user_a_monthly_overview_is_enough_to_start() -> None:
    account = build_account(facts({"2025-1": target(corrected=26)}, {"2025-07-01": 20}))
    assert numbers(account.lines[0]) == (None, None, 26, 20, 6)


def test_an_account_that_began_with_a_monthly_overview_goes_on_with_its_closing() -> None:
    account = build_account(
        facts({"2025-1": target(corrected=26), "2025-2": target(30)}, {"2025-07-01": 20})
    )
    assert numbers(account.lines[1]) == (30, 6, 36, None, None)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (target(30), (30, 6, 36)),
        (target(30, carry_over=9), (30, 6, 36)),
        (target(corrected=33), (27, 6, 33)),
        (target(corrected=33, carry_over=9), (24, 9, 33)),
        (target(30, corrected=41), (30, 6, 36)),
        (target(30, corrected=41, carry_over=11), (30, 6, 36)),
    ],
    ids=[
        "the account goes before everything with a net target",
        "even before the file's own carry-over",
        "corrected only: target is it minus the account's opening",
        "corrected only: the file's own carry-over goes before the account's",
        "net goes before corrected",
        "net and the account go before corrected and carry-over",
    ],
)
def test_a_later_opening_is_the_closing_before_it(
    stated: Target, expected: tuple[int, int, int]
) -> None:
    told = facts(
        {"2024-2": target(20, carry_over=0), "2025-1": stated},
        {"2025-01-01": 14},
        openings={"2025-1": 99},
    )
    line = build_account(told).lines[1]
    assert (line.target, line.opening.persons, line.obligation) == expected


@pytest.mark.parametrize(
    ("stated", "by_person", "opening"),
    [(target(30), None, None), (target(30), 8, 8), (target(30, carry_over=5), 8, 5)],
)
def test_after_a_half_year_without_figure_the_opening_is_unknown_until_it_is_stated(
    stated: Target, by_person: int | None, opening: int | None
) -> None:
    told = facts(
        {"2024-2": target(20, carry_over=0), "2025-1": stated},
        openings={} if by_person is None else {"2025-1": by_person},
    )
    line = build_account(told).lines[1]
    assert line.opening.persons == opening
    assert line.obligation == (None if opening is None else 30 + opening)


def test_a_half_year_without_any_fact_is_a_line_of_unknowns_between_its_neighbours() -> None:
    told = facts({"2024-1": target(20, carry_over=0), "2025-1": target(20)}, {"2024-07-01": 20})
    account = build_account(told)
    assert [str(line.half_year) for line in account.lines] == ["2024-1", "2024-2", "2025-1"]
    assert numbers(account.lines[1]) == (None, 0, None, None, None)
    assert numbers(account.lines[2]) == (20, None, None, None, None)


def test_the_opening_names_the_statement_of_a_person_as_its_source() -> None:
    (line,) = build_account(facts({"2025-1": target(20)}, openings={"2025-1": 3})).lines
    assert line.opening.source == PERSON


def test_an_account_without_facts_has_no_lines() -> None:
    account = build_account(facts({}))
    assert account.lines == ()
    assert account.line(half("2025-1")) is None


def test_the_account_does_not_reach_beyond_its_facts() -> None:
    account = history("2024-1", (20, 15), (20, 18))
    assert account.line(half("2023-2")) is None
    assert account.line(half("2024-2")) is account.lines[1]
    assert account.line(half("2025-1")) is None


# --- provisional ----------------------------------------------------------------------------


def test_while_the_closing_figure_is_not_in_the_provisional_one_opens_the_next_and_says_so() -> (
    None
):
    told = facts(
        {"2024-2": target(20, carry_over=0), "2025-1": target(30)},
        {"2024-12-01": 14, "2025-07-01": 30},
    )
    autumn, spring = build_account(told).lines
    assert (autumn.latest.closing, autumn.latest.final, autumn.provisional) == (6, False, True)
    assert (spring.opening.persons, spring.opening.provisional) == (6, True)
    assert (spring.latest.final, spring.provisional) == (True, True)


def test_the_closing_figure_makes_the_opening_final() -> None:
    told = facts(
        {"2024-2": target(20, carry_over=0), "2025-1": target(30)},
        {"2024-12-01": 14, "2025-01-01": 17, "2025-07-01": 30},
    )
    spring = build_account(told).lines[1]
    assert (spring.opening.persons, spring.opening.provisional, spring.provisional) == (
        3,
        False,
        False,
    )


def test_a_line_can_be_read_as_it_stood_on_an_earlier_day() -> None:
    told = facts(
        {"2025-1": target(30, carry_over=0)},
        {"2025-02-01": 3, "2025-04-01": 12, "2025-07-01": 31},
    )
    (line,) = build_account(told).lines
    stood = {
        on: (line.position(day(on)).as_of, line.position(day(on)).closing)
        for on in ("2025-01-15", "2025-02-01", "2025-03-31", "2025-04-01", "2025-07-01")
    }
    assert stood == {
        "2025-01-15": (None, None),
        "2025-02-01": (day("2025-02-01"), 27),
        "2025-03-31": (day("2025-02-01"), 27),
        "2025-04-01": (day("2025-04-01"), 18),
        "2025-07-01": (day("2025-07-01"), -1),
    }


# --- swaps ----------------------------------------------------------------------------------


def swap(giver: str, taker: str, persons: int, half_year: str = "2025-1") -> Swap:
    return Swap(1, half(half_year), giver, taker, persons, day("2025-01-10"))


@pytest.mark.parametrize(
    ("stated", "agreed", "expected"),
    [
        (target(20, carry_over=4), swap(VENLO, HORST, 7), (27, 31)),
        (target(20, carry_over=4), swap(HORST, VENLO, 7), (13, 17)),
        (target(5, carry_over=0), swap(HORST, VENLO, 7), (-2, -2)),
        (target(corrected=24, carry_over=4), swap(VENLO, HORST, 7), (27, 31)),
        (target(corrected=24), swap(VENLO, HORST, 7), (None, 31)),
        (target(20, carry_over=4), swap(VENLO, HORST, 7, "2025-2"), (20, 24)),
        (target(20, carry_over=4), swap(VENLO, "GM0957", 7), (20, 24)),
    ],
    ids=[
        "taking over raises the target",
        "giving away lowers it",
        "even below zero",
        "corrected only: the obligation moves",
        "corrected only without carry-over: the obligation moves",
        "only in its own half-year",
        "not that of others",
    ],
)
def test_a_swap_moves_the_target(
    stated: Target, agreed: Swap, expected: tuple[int | None, int]
) -> None:
    (line,) = build_account(facts({"2025-1": stated}, swaps=(agreed,))).lines
    assert (line.target, line.obligation) == expected


def test_a_swap_leaves_the_sum_of_the_two_equal() -> None:
    swaps = (swap(HORST, VENLO, 7), swap(VENLO, HORST, 2))
    lines = [
        build_account(facts({"2025-1": target(20, carry_over=1)}, swaps=swaps, code=code)).lines[0]
        for code in (HORST, VENLO)
    ]
    assert [line.target for line in lines] == [15, 25]


@pytest.mark.parametrize(("giver", "taker", "persons"), [(HORST, HORST, 1), (HORST, VENLO, 0)])
def test_a_swap_is_of_at_least_one_person_between_two(giver: str, taker: str, persons: int) -> None:
    with pytest.raises(ValueError, match="swap"):
        swap(giver, taker, persons)


# --- differences ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (target(30), []),
        (target(30, carry_over=6), []),
        (target(30, carry_over=9), [(Mismatch.CARRY_OVER, 9, 6)]),
        (target(30, corrected=36), []),
        (target(30, corrected=41), [(Mismatch.CORRECTED, 41, 36)]),
        (
            target(30, corrected=39, carry_over=9),
            [(Mismatch.CARRY_OVER, 9, 6), (Mismatch.CORRECTED, 39, 36)],
        ),
        (target(corrected=39, carry_over=9), [(Mismatch.CARRY_OVER, 9, 6)]),
        (target(corrected=39), []),
    ],
    ids=[
        "nothing stated",
        "carry-over as the account has it",
        "another carry-over",
        "corrected as net + opening",
        "another corrected target",
        "both",
        "corrected only: its carry-over is compared all the same",
        "corrected only: nothing to compare",
    ],
)
def test_what_a_file_states_otherwise_is_listed_and_never_fixed(
    stated: Target, expected: list[tuple[Mismatch, int, int]]
) -> None:
    told = facts({"2024-2": target(20, carry_over=0), "2025-1": stated}, {"2025-01-01": 14})
    line = build_account(told).lines[1]
    assert [(each.kind, each.stated, each.computed) for each in line.differences] == expected
    assert all(each.source == LETTER for each in line.differences)


def test_a_corrected_target_may_have_the_swap_in_it_already() -> None:
    for corrected in (24, 31):
        stated = target(20, corrected=corrected, carry_over=4)
        told = facts({"2025-1": stated}, swaps=(swap(VENLO, HORST, 7),))
        assert build_account(told).lines[0].differences == ()


# --- missed in a row ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("periods", "missed", "gap", "cleared"),
    [
        ([(10, 10)], 0, None, "2024-1"),
        ([(10, 12)], 0, None, "2024-1"),
        ([(10, 9)], 1, None, None),
        ([(10, 9), (10, 10), (10, 9)], 3, None, None),
        ([(10, 9), (10, 11), (10, 9)], 1, None, "2024-2"),
        ([(10, 9), (10, 11), (10, 10)], 0, None, "2025-1"),
        ([(10, 9), (10, None)], 0, "2024-2", None),
        ([(10, 10), (10, None)], 0, "2024-2", "2024-1"),
    ],
    ids=[
        "met",
        "a lead",
        "missed once",
        "a backlog that is not caught up counts again",
        "caught up in between",
        "met at last",
        "no figure ends the count",
        "no figure ends the count, what was cleared stays cleared",
    ],
)
def test_missed_in_a_row_counts_closed_half_years_with_backlog(
    periods: list[tuple[int, int | None]], missed: int, gap: str | None, cleared: str | None
) -> None:
    streak = history("2024-1", *periods).lines[-1].streak
    assert streak.missed == missed
    assert streak.gap == (half(gap) if gap else None)
    assert streak.cleared == (half(cleared) if cleared else None)


def test_a_gap_is_reported_with_the_count_that_it_ended() -> None:
    told = facts(
        {
            "2024-1": target(10, carry_over=0),
            "2024-2": target(10),
            "2025-1": target(10, carry_over=3),
            "2025-2": target(10),
        },
        {"2024-07-01": 8, "2025-07-01": 8, "2026-01-01": 8},
    )
    streaks = [line.streak for line in build_account(told).lines]
    assert [streak.missed for streak in streaks] == [1, 0, 1, 2]
    assert [streak.gap for streak in streaks] == [None, *[half("2024-2")] * 3]


# --- mergers --------------------------------------------------------------------------------

NUTH, ONDERBANKEN, SCHINNEN, BEEKDAELEN = "GM0951", "GM0881", "GM0962", "GM1954"
LAST_DAY = day("2018-12-31")
ZUID = Register.of(
    [
        Municipality(BEEKDAELEN, "Beekdaelen", "Zuid-Limburg", valid_from=day("2019-01-01")),
        *(
            Municipality(code, name, "Zuid-Limburg", (), None, LAST_DAY, BEEKDAELEN)
            for code, name in (
                (NUTH, "Nuth"),
                (ONDERBANKEN, "Onderbanken"),
                (SCHINNEN, "Schinnen"),
            )
        ),
    ]
)


def predecessors(*closings: int | None) -> dict[str, Facts]:
    """Nuth, Onderbanken and Schinnen, each with a closing of 2018-2; None: no figure."""
    codes = (NUTH, ONDERBANKEN, SCHINNEN)
    return {
        code: facts(
            {"2018-2": target(20, carry_over=0)},
            {} if closing is None else {"2019-01-01": 20 - closing},
            code=code,
        )
        for code, closing in zip(codes, closings, strict=True)
    }


def beekdaelen(closings: tuple[int | None, ...], stated: Target) -> Line:
    own = {BEEKDAELEN: facts({"2019-1": stated}, code=BEEKDAELEN)}
    accounts = build_accounts(predecessors(*closings) | own, ZUID, Attribution.CURRENT_FIRST)
    return accounts[BEEKDAELEN].lines[0]


def test_beekdaelen_opens_with_the_closings_of_nuth_onderbanken_and_schinnen() -> None:
    line = beekdaelen((7, -3, 2), target(30))
    assert (line.opening.persons, line.opening.origin) == (6, Origin.MERGER)
    assert (line.obligation, line.opening.provisional) == (36, False)


def test_beekdaelen_exists_from_2019_and_its_predecessors_until_then() -> None:
    assert [each.code for each in ZUID.in_half_year(half("2018-2"))] == [
        NUTH,
        ONDERBANKEN,
        SCHINNEN,
    ]
    assert [each.code for each in ZUID.in_half_year(half("2019-1"))] == [BEEKDAELEN]


@pytest.mark.parametrize(
    ("stated", "opening", "origin"),
    [(target(30), None, None), (target(30, carry_over=4), 4, Origin.FILE)],
)
def test_where_one_predecessor_is_unknown_the_opening_is_until_a_file_states_it(
    stated: Target, opening: int | None, origin: Origin | None
) -> None:
    line = beekdaelen((7, None, 2), stated)
    assert (line.opening.persons, line.opening.origin) == (opening, origin)


def test_a_carry_over_that_differs_from_the_sum_of_the_predecessors_is_listed() -> None:
    line = beekdaelen((7, -3, 2), target(30, carry_over=9))
    assert line.opening.persons == 6
    assert [(each.stated, each.computed) for each in line.differences] == [(9, 6)]


def test_a_provisional_closing_of_a_predecessor_makes_the_opening_provisional() -> None:
    told = predecessors(7, -3, 2)
    told[NUTH] = facts({"2018-2": target(20, carry_over=0)}, {"2018-12-01": 13}, code=NUTH)
    told[BEEKDAELEN] = facts({"2019-1": target(30)}, code=BEEKDAELEN)
    opening = build_accounts(told, ZUID, Attribution.CURRENT_FIRST)[BEEKDAELEN].lines[0].opening
    assert (opening.persons, opening.provisional) == (6, True)


@pytest.mark.parametrize(
    ("stated", "provisional"),
    [(target(30), True), (target(None, corrected=30), False)],
    ids=["target plus opening", "the letter states the obligation itself"],
)
def test_an_obligation_is_provisional_where_it_is_computed_from_a_provisional_opening(
    stated: Target, provisional: bool
) -> None:
    told = facts({"2024-2": target(20, carry_over=0), "2025-1": stated}, {"2024-12-01": 13})
    line = build_account(told).lines[-1]
    assert line.opening.provisional
    assert line.obligation_provisional is provisional


def test_figures_of_the_successor_from_before_it_existed_do_not_count() -> None:
    told = predecessors(7, -3, 2)
    told[BEEKDAELEN] = facts(
        {"2018-2": target(99, carry_over=50), "2019-1": target(30)},
        {"2019-01-01": 0},
        code=BEEKDAELEN,
    )
    account = build_accounts(told, ZUID, Attribution.CURRENT_FIRST)[BEEKDAELEN]
    assert [str(line.half_year) for line in account.lines] == ["2019-1"]
    assert account.lines[0].opening.persons == 6


def test_without_any_account_of_a_predecessor_the_successor_starts_like_a_new_user() -> None:
    told = {BEEKDAELEN: facts({"2020-1": target(30, carry_over=4)}, code=BEEKDAELEN)}
    (line,) = build_accounts(told, ZUID, Attribution.CURRENT_FIRST)[BEEKDAELEN].lines
    assert (str(line.half_year), line.opening.persons, line.opening.origin) == (
        "2020-1",
        4,
        Origin.FILE,
    )


# --- counting persons housed ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "housed"),
    [
        ("2025-01-01", "2025-07-01", 20),
        ("2025-01-01", "2025-04-01", 9),
        ("2024-07-01", "2025-04-01", 24),
        ("2025-02-01", "2025-04-01", 7),
        ("2025-02-01", "2025-04-20", 7),
        ("2025-04-01", "2025-04-01", 0),
        ("2024-07-01", "2025-07-01", 35),
    ],
)
def test_persons_housed_between_two_days_are_counted_over_half_years(
    since: str, until: str, housed: int
) -> None:
    account = history("2024-2", (10, 15), (30, 20), running={"2025-02-01": 2, "2025-04-01": 9})
    assert account.housed_between(day(since), day(until)) == housed


@pytest.mark.parametrize("told", [{}, {"2024-12-01": 14}], ids=["no figure", "not the last one"])
def test_persons_housed_are_unknown_where_a_closing_figure_on_the_way_is_missing(
    told: dict[str, int],
) -> None:
    account = history("2024-2", (10, None), (30, 20), running=told)
    assert account.housed_between(day("2024-07-01"), day("2025-07-01")) is None


def test_counted_from_a_day_before_the_first_report_of_the_half_year() -> None:
    account = history("2024-2", (20, 5), (20, None), running={"2025-02-01": 4, "2025-04-01": 10})
    assert account.housed_between(day("2025-01-15"), day("2025-04-01")) == 10


def test_what_was_housed_up_to_1_january_stays_known_on_15_january() -> None:
    account = history("2024-2", (20, 5), (20, None))
    assert account.housed_between(day("2024-07-01"), day("2025-01-01")) == 5
    assert account.housed_between(day("2024-07-01"), day("2025-01-15")) == 5


def test_a_gap_from_before_counting_began_does_not_matter() -> None:
    targets = {half: target(20, carry_over=0) for half in ("2022-1", "2024-2", "2025-1")}
    account = build_account(facts(targets, {"2025-01-01": 5, "2025-04-01": 10}))
    assert account.housed_between(day("2025-01-01"), day("2025-04-01")) == 10


def test_counted_from_before_the_account_is_unknown() -> None:
    account = history("2024-2", (20, 5))
    assert account.housed_between(day("2023-07-01"), day("2025-01-01")) is None
