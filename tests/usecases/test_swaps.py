"""Swaps of art. 29(2): they sum to zero, show on both sides, can be withdrawn or are refused."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import HalfYear
from supervision.domain.vintages import Attribution
from supervision.errors import AlreadyWithdrawn, InvalidRequest, NotAllowed, NotFound
from supervision.reference import register
from supervision.storage import audit
from supervision.storage.database import Database
from supervision.usecases import assessing, swaps
from tests.cli.office import HORST, NOON, VAALS, VENLO, Office

ANNA = Actor("anna", Role.EDITOR)
HALF_YEAR = HalfYear(2025, 1)
AGREED = date(2025, 3, 1)
NUTH = "GM0951"
"""Merged into Beekdaelen on 1 January 2019."""
TARGETS = "Taakstelling 2025-1\nGemeentecode;Netto taakstelling\nGM1507;43\nGM0983;103\n"
FIGURES = ("target", "opening", "obligation", "realised", "closing", "backlog", "lead")
CODES = [each.code for each in register().in_half_year(HALF_YEAR)]


@pytest.fixture
def desk(office: Office) -> Office:
    """A desk with the targets of Horst (43) and Venlo (103) of 2025-1."""
    assert office.import_("targets.csv", TARGETS).json["batch"] == 1
    return office


def swap(
    store: Database,
    giver: str = HORST,
    taker: str = VENLO,
    persons: int = 5,
    *,
    half_year: HalfYear = HALF_YEAR,
    agreed_on: date = AGREED,
    actor: Actor = ANNA,
) -> int:
    return swaps.record_swap(store, actor, half_year, giver, taker, persons, agreed_on)


def target(store: Database, code: str) -> int | None:
    line = assessing.account(store, code, Attribution.CURRENT_FIRST).line(HALF_YEAR)
    return None if line is None else line.target


def targets(store: Database) -> tuple[int | None, int | None]:
    return target(store, HORST), target(store, VENLO)


def without_revision(office: Office) -> str:
    """The bytes of `assess --json`, apart from the number that every write raises."""
    document = office.assess("2025-07-01")
    del document["revision"]
    return json.dumps(document)


# --- what a swap does -----------------------------------------------------------------------


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pair=st.lists(st.sampled_from(CODES), min_size=2, max_size=2, unique=True),
    persons=st.integers(1, 8),
    half_year=st.sampled_from([HALF_YEAR, HalfYear(2024, 2)]),
)
def test_any_swap_sums_to_zero_over_the_province(
    samples: Office, pair: list[str], persons: int, half_year: HalfYear
) -> None:
    """Each municipality gets 8 or more in the samples of these half-years."""
    store, (giver, taker) = samples.database, pair

    def all_targets() -> dict[str, int]:
        found = assessing.snapshot(store, half_year.reference_date).province.accounts
        lines = {code: found[code].line(half_year) for code in CODES}
        return {code: line.target for code, line in lines.items() if line and line.target}

    before = all_targets()
    number = swap(store, giver, taker, persons, half_year=half_year)
    after = all_targets()
    swaps.withdraw_swap(store, ANNA, number, "not agreed")
    assert sum(after.values()) == sum(before.values())
    moved = {giver: -persons, taker: persons}
    assert after == {code: n + moved.get(code, 0) for code, n in before.items()}


def test_is_in_the_account_of_both_and_carries_on_into_what_follows(samples: Office) -> None:
    before = {code: samples.account(code) for code in (HORST, VENLO)}
    swap(samples.database)
    for code, moved in ((HORST, -5), (VENLO, 5)):
        after = samples.account(code)
        for half_year, figure in (("2025-1", "target"), ("2025-1", "obligation")):
            assert after[half_year][figure] == before[code][half_year][figure] + moved
        for half_year, figure in (("2025-1", "closing"), ("2025-2", "opening")):
            assert after[half_year][figure] == before[code][half_year][figure] + moved
        assert after["2024-2"] == before[code]["2024-2"]
        assert after["2025-2"]["target"] == before[code]["2025-2"]["target"]


def test_is_among_the_papers_of_both_and_of_nobody_else(desk: Office) -> None:
    swap(desk.database)
    for code, expected in ((HORST, [-5]), (VENLO, [5]), (VAALS, [])):
        found = assessing.case_file(desk.database, code, HALF_YEAR).swaps
        assert [each.swap.effect_on(code) for each in found] == expected


def test_several_swaps_add_up_and_each_half_year_has_its_own(desk: Office) -> None:
    store = desk.database
    swap(store)
    swap(store, VENLO, HORST, 2)
    earlier = TARGETS.replace("2025-1", "2024-2")
    assert desk.import_("earlier.csv", earlier).json["accepted"]
    swap(store, half_year=HalfYear(2024, 2))
    assert targets(store) == (40, 106)


def test_where_a_target_is_not_known_there_is_nothing_to_move(desk: Office) -> None:
    for giver, taker in ((HORST, VAALS), (VAALS, HORST)):
        with pytest.raises(InvalidRequest) as refused:
            swap(desk.database, giver, taker)
        assert refused.value.fields["reason"] == "no_target"


def test_a_swap_is_not_withdrawn_once_its_persons_were_handed_on(desk: Office) -> None:
    store = desk.database
    first = swap(store, HORST, VENLO, 5)
    swap(store, VENLO, HORST, 105)
    with pytest.raises(InvalidRequest):
        swaps.withdraw_swap(store, ANNA, first, "agreed otherwise")
    assert targets(store) == (143, 3)


def test_a_swap_is_kept_with_date_person_and_moment(desk: Office) -> None:
    desk.at = NOON + timedelta(hours=1)
    number = swap(desk.database)
    (found,) = swaps.recorded_swaps(desk.database)
    assert (found.swap.number, found.swap.agreed_on) == (number, AGREED)
    assert (found.recorded_by, found.recorded_at) == ("anna", desk.at)
    assert (found.withdrawn_at, found.withdrawn_by, found.reason) == (None, None, None)
    with desk.database.read() as connection:
        event = audit.events(connection)[-1]
    assert (event.action, event.about, event.details["persons"]) == ("swap", "swap 1", 5)


# --- withdrawing ----------------------------------------------------------------------------


def test_withdrawn_everything_is_byte_for_byte_as_before(samples: Office) -> None:
    before = without_revision(samples)
    number = swap(samples.database)
    assert without_revision(samples) != before
    swaps.withdraw_swap(samples.database, ANNA, number, " not agreed ")
    assert without_revision(samples) == before


def test_a_withdrawn_swap_stays_on_record_with_the_reason(desk: Office) -> None:
    number = swap(desk.database)
    desk.at = NOON + timedelta(hours=1)
    swaps.withdraw_swap(desk.database, Actor("bram", Role.SUPERVISOR), number, " not agreed ")
    (found,) = swaps.recorded_swaps(desk.database)
    assert (found.withdrawn_by, found.reason, found.withdrawn_at) == ("bram", "not agreed", desk.at)
    assert targets(desk.database) == (43, 103)


def test_withdrawing_one_swap_leaves_the_other(desk: Office) -> None:
    swap(desk.database)
    swap(desk.database, persons=1)
    swaps.withdraw_swap(desk.database, ANNA, 1, "not agreed")
    assert targets(desk.database) == (42, 104)


def test_nothing_is_withdrawn_twice(desk: Office) -> None:
    number = swap(desk.database)
    swaps.withdraw_swap(desk.database, ANNA, number, "not agreed")
    revision = desk.database.revision()
    with pytest.raises(AlreadyWithdrawn) as refused:
        swaps.withdraw_swap(desk.database, ANNA, number, "not agreed")
    assert refused.value.fields["kind"] == "swap"
    assert desk.database.revision() == revision


@pytest.mark.parametrize(
    ("number", "reason", "error"),
    [(2, "not agreed", NotFound), (1, "", InvalidRequest), (1, " x ", InvalidRequest)],
)
def test_what_cannot_be_withdrawn(
    desk: Office, number: int, reason: str, error: type[Exception]
) -> None:
    swap(desk.database)
    with pytest.raises(error):
        swaps.withdraw_swap(desk.database, ANNA, number, reason)
    assert targets(desk.database) == (38, 108)


# --- what is refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"giver": NUTH}, "not_in_half_year"),
        ({"taker": NUTH}, "not_in_half_year"),
        ({"taker": "GM1954", "half_year": HalfYear(2018, 2)}, "not_in_half_year"),
        ({"taker": HORST}, "same_municipality"),
        ({"persons": 0}, "more_than_target"),
        ({"persons": -3}, "more_than_target"),
        ({"persons": 44}, "more_than_target"),
        ({"agreed_on": date(2026, 11, 25)}, "in_the_future"),
    ],
    ids=[
        *("merged giver", "merged taker", "not yet there", "the same"),
        *("nobody", "fewer than nobody", "more than the target", "future"),
    ],
)
def test_a_swap_that_cannot_be_is_refused(
    desk: Office, how: dict[str, object], reason: str
) -> None:
    with pytest.raises(InvalidRequest) as refused:
        swap(desk.database, **how)  # type: ignore[arg-type]
    assert refused.value.fields["reason"] == reason
    assert (desk.database.revision(), targets(desk.database)) == (1, (43, 103))


@pytest.mark.parametrize("how", [{"giver": "GM9999"}, {"taker": "GM9999"}, {"taker": "Venlo"}])
def test_an_unknown_municipality_is_refused(desk: Office, how: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        swap(desk.database, **how)
    assert (desk.database.revision(), swaps.recorded_swaps(desk.database)) == (1, ())


def test_a_viewer_neither_records_nor_withdraws(desk: Office) -> None:
    vera = Actor("vera", Role.VIEWER)
    with pytest.raises(NotAllowed):
        swap(desk.database, actor=vera)
    swap(desk.database)
    with pytest.raises(NotAllowed):
        swaps.withdraw_swap(desk.database, vera, 1, "not agreed")
    assert targets(desk.database) == (38, 108)


def test_the_whole_target_may_go_today_and_then_nothing_more(desk: Office) -> None:
    swap(desk.database, persons=43, agreed_on=NOON.date())
    assert targets(desk.database) == (0, 146)
    with pytest.raises(InvalidRequest):
        swap(desk.database, persons=1)


# --- the command line -----------------------------------------------------------------------

SWAP = ("swap", "--half-year", "2025-1", "--from", HORST, "--to", VENLO, "--persons", "5")


def target_on(office: Office, day: str) -> int | None:
    """Horst's target as assess gave it on a day."""
    found = office.assess("2025-07-01", "--known-on", day)["municipalities"]
    return next(each["target"] for each in found if each["code"] == HORST)


def test_the_command_line_records_and_withdraws(desk: Office) -> None:
    answer = desk.run(*SWAP, "--agreed-on", "2025-03-01", "--as", "bram")
    assert (answer.status, answer.text) == (0, "Uitruil 1 vastgelegd\n")
    assert (desk.account(HORST)["2025-1"]["target"], desk.account(VENLO)["2025-1"]["target"]) == (
        *(38, 108),
    )
    assert swaps.recorded_swaps(desk.database)[0].recorded_by == "bram"
    answer = desk.run("withdraw-swap", "1", "--reason", "not agreed", "--as", "anna")
    assert answer.status == 0
    assert targets(desk.database) == (43, 103)
    assert desk.run("withdraw-swap", "1", "--reason", "not agreed").status == 1


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        (("--persons", "44", "--agreed-on", "2025-03-01"), 1),
        (("--agreed-on", "2027-01-01"), 1),
        (("--agreed-on", "1 maart"), 2),
        ((), 2),
    ],
)
def test_the_command_line_says_what_is_refused(
    desk: Office, wrong: tuple[str, ...], status: int
) -> None:
    assert desk.run(*SWAP, *wrong).status == status
    assert targets(desk.database) == (43, 103)


def test_what_was_known_before_between_and_after(office: Office) -> None:
    at = {day: datetime.combine(date(2025, 4, day), NOON.timetz()) for day in (1, 10, 20)}
    office.at = at[1]
    office.import_("targets.csv", TARGETS)
    office.at = at[10]
    swap(office.database)
    office.at = at[20]
    swaps.withdraw_swap(office.database, ANNA, 1, "not agreed")
    office.at = NOON
    found = {day: target_on(office, f"2025-04-{day}") for day in (*("09", 10), *(19, 20))}
    assert found == {"09": 43, 10: 38, 19: 38, 20: 43}
