"""What is odd about a file beside the store: each warning just past its border and just before.

2024-2 has no national total in the reference data, so no formula of art. 29 gets in the way.
"""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from supervision.domain.actor import Actor, Role
from supervision.importing import Problem, ProblemCode
from supervision.storage.database import Database
from supervision.usecases import imports, setup
from tests.cli.office import HORST, Office

ANNA = Actor("anna", Role.EDITOR)
CHANGED, LOWER = ProblemCode.CHANGED_MUCH, ProblemCode.LOWER_THAN_BEFORE
CARRIED, FORMULA = ProblemCode.CARRY_OVER_DIFFERS, ProblemCode.OFF_THE_FORMULA
NET = "Taakstelling {half_year}\nGemeentecode;Netto taakstelling\nGM1507;{n}\n"
SIGNED = "Achterstand/voorsprong"
CARRY = "Taakstelling 2025-1\nGemeentecode;Netto taakstelling;{heading}\nGM1507;43;{n}\n"
REALISED = "Stand per {day}\nGemeentecode;Gerealiseerd\nGM1507;{n}\n"
CORRECTED = (
    "Stand per 1 augustus 2024\nGemeentecode;Gecorrigeerde taakstelling;Gerealiseerd\n"
    "GM1507;{n};3\n"
)
OWN = "Stand per {day}\nGemeentecode;Gerealiseerd;Bron\nGM1507;{n};gemeente\n"
AUGUST, SEPTEMBER, OCTOBER = "1 augustus 2024", "1 september 2024", "1 oktober 2024"


@pytest.fixture
def store(office: Office) -> Database:
    """An empty store."""
    return office.database


def check(store: Database, text: str, name: str = "file.csv") -> tuple[Problem, ...]:
    """What the product warns of in a file that it accepts."""
    found = imports.check(store, text.encode(), setup.request_for(name))
    assert found.reading.accepted, found.reading.problems
    return found.warnings


def codes(store: Database, text: str, name: str = "file.csv") -> list[ProblemCode]:
    return [warning.code for warning in check(store, text, name)]


def import_(store: Database, text: str, name: str = "file.csv") -> int:
    _, batch = imports.import_file(store, ANNA, text.encode(), setup.request_for(name))
    assert batch is not None
    return batch


def net(n: int, half_year: str = "2024-2") -> str:
    return NET.format(n=n, half_year=half_year)


def realised(n: int, day: str = AUGUST) -> str:
    return REALISED.format(n=n, day=day)


def carried(heading: str, n: int) -> str:
    """A target that fits the formula, and what is carried over."""
    return CARRY.format(heading=heading, n=n)


# --- a change of more than half -------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "fine", "odd"),
    [(20, (10, 30), (9, 31)), (21, (11, 31), (10, 32)), (0, (), (1,)), (1, (), (0, 2))],
)
@pytest.mark.parametrize("file", [net, realised], ids=["target", "realised"])
def test_a_change_of_more_than_half_is_a_warning(
    store: Database, file, old: int, fine: tuple[int, ...], odd: tuple[int, ...]
) -> None:
    import_(store, file(old))
    for new in fine:
        assert check(store, file(new)) == ()
    for new in odd:
        (found,) = check(store, file(new))
        assert (found.code, found.row, found.value) == (CHANGED, 3, str(new))
        assert found.details == {"old": str(old)}


def test_a_corrected_target_below_zero_is_measured_by_its_size(store: Database) -> None:
    import_(store, CORRECTED.format(n=-6))
    assert codes(store, CORRECTED.format(n=-6)) == [ProblemCode.SAME_CONTENT]
    assert codes(store, CORRECTED.format(n=-9)) == codes(store, CORRECTED.format(n=-3)) == []
    for new in (-10, -2, 6):
        (found,) = check(store, CORRECTED.format(n=new))
        assert (found.code, found.column) == (CHANGED, "Gecorrigeerde taakstelling")


def test_an_unchanged_figure_is_no_change_not_even_zero(store: Database) -> None:
    import_(store, net(0))
    assert codes(store, net(0) + "\n") == []


def test_what_is_new_or_of_another_half_year_or_source_did_not_change(store: Database) -> None:
    assert codes(store, net(20)) == []
    import_(store, net(20))
    assert codes(store, net(99, "2023-2")) == []
    import_(store, realised(20))
    assert codes(store, OWN.format(n=2, day=AUGUST)) == []


def test_a_withdrawn_figure_is_no_earlier_figure(store: Database) -> None:
    imports.withdraw(store, ANNA, import_(store, net(20)), "wrong file")
    assert codes(store, net(99)) == []


# --- realised lower than the month before ---------------------------------------------------


def test_fewer_housed_than_the_month_before_is_a_warning(store: Database) -> None:
    import_(store, realised(12))
    for n in (12, 13):
        assert check(store, realised(n, SEPTEMBER)) == ()
    (found,) = check(store, realised(11, SEPTEMBER))
    assert (found.code, found.row, found.value) == (LOWER, 3, "11")
    assert found.details == {"old": "12", "date": "2024-08-01"}


def test_the_last_figure_before_counts_not_the_highest(store: Database) -> None:
    import_(store, realised(12))
    import_(store, realised(10, SEPTEMBER))
    assert codes(store, realised(10, OCTOBER)) == []
    assert codes(store, realised(9, OCTOBER)) == [LOWER]


def test_sources_and_half_years_are_not_compared_with_each_other(store: Database) -> None:
    import_(store, realised(12))
    assert codes(store, OWN.format(n=5, day=SEPTEMBER)) == []
    assert codes(store, realised(5, "1 februari 2025")) == []
    import_(store, OWN.format(n=5, day=AUGUST))
    assert codes(store, OWN.format(n=4, day=SEPTEMBER)) == [LOWER]


# --- a carry-over that differs from the account ---------------------------------------------

BEFORE = (
    "Taakstelling 2024-2\nGemeentecode;Netto taakstelling;Achterstand/voorsprong\nGM1507;20;0\n"
)


@pytest.mark.parametrize(
    ("housed", "computed", "fine", "odd"),
    [
        (15, "5", (SIGNED, 5), (SIGNED, 4)),
        (15, "5", ("Achterstand", 5), (SIGNED, -5)),
        (36, "-16", ("Voorsprong", 16), ("Voorsprong", 15)),
        (20, "0", (SIGNED, 0), (SIGNED, 1)),
    ],
)
def test_a_carry_over_that_the_account_gives_otherwise_is_a_warning(
    store: Database, housed: int, computed: str, fine: tuple[str, int], odd: tuple[str, int]
) -> None:
    import_(store, BEFORE)
    import_(store, realised(housed, "1 januari 2025"))
    assert check(store, carried(*fine)) == ()
    (found,) = check(store, carried(*odd))
    assert (found.code, found.row, found.column) == (CARRIED, 3, odd[0])
    assert found.details == {"computed": computed}


@pytest.mark.parametrize("before", [(), (BEFORE,), (realised(15, "1 januari 2025"),)])
def test_an_account_that_does_not_know_contradicts_nobody(
    store: Database, before: tuple[str, ...]
) -> None:
    for text in before:
        import_(store, text)
    assert codes(store, carried(SIGNED, 9)) == []


# --- off the formula of art. 29 -------------------------------------------------------------


def test_a_target_off_the_formula_by_both_national_totals_is_a_warning(store: Database) -> None:
    """In 2025-1 Horst's target is 43 by 17,700 and 37 by 15,000."""
    for target in (36, 37, 38, 42, 43, 44):
        assert check(store, net(target, "2025-1")) == (), target
    for target in (35, 39, 40, 41, 45):
        (found,) = check(store, net(target, "2025-1"))
        assert (found.code, found.row, found.value) == (FORMULA, 3, str(target))
        assert found.details == {"expected": "37"}


def test_the_formula_says_nothing_of_a_corrected_target_or_without_a_total(store: Database) -> None:
    text = CORRECTED.format(n=99).replace("1 augustus 2024", "1 april 2025")
    assert codes(store, text) == []
    assert codes(store, net(999)) == []


# --- the same content -----------------------------------------------------------------------


def test_the_same_content_is_recognised_under_another_name(store: Database) -> None:
    import_(store, net(20), "a.csv")
    (warning,) = check(store, net(20), "b.csv")
    assert (warning.code, warning.row) == (ProblemCode.SAME_CONTENT, None)
    assert warning.details == {"batch": "1", "file": "a.csv"}
    assert codes(store, net(20) + "\n", "a.csv") == []


def test_withdrawn_content_may_come_again(store: Database) -> None:
    imports.withdraw(store, ANNA, import_(store, net(20)), "wrong file")
    assert codes(store, net(20)) == []


# --- what becomes of a warning --------------------------------------------------------------

EVERY_WARNING = (
    "Stand per 1 maart 2025\nGemeentecode;Netto taakstelling;Achterstand/voorsprong;Gerealiseerd\n"
    "GM1507;99;9;2\n"
)


@pytest.fixture
def odd(store: Database) -> Database:
    """A store beside which EVERY_WARNING is odd in every way but its content being known."""
    import_(store, BEFORE)
    import_(store, realised(15, "1 januari 2025"))
    import_(store, net(43, "2025-1"))
    import_(store, realised(12, "1 februari 2025"))
    import_(store, realised(12, "1 maart 2025"))
    return store


def test_warnings_are_kept_with_the_import_and_who_accepted_them(odd: Database) -> None:
    warnings = check(odd, EVERY_WARNING)
    assert sorted(each.code for each in warnings) == sorted(
        [CHANGED, CHANGED, LOWER, CARRIED, FORMULA]
    )
    import_(odd, EVERY_WARNING)
    last = imports.history(odd)[0]
    assert json.loads(last.warnings) == [asdict(each) for each in warnings]
    assert last.imported_by == "anna"


def test_a_warning_never_refuses(office: Office, odd: Database) -> None:
    for expected in (5, 4):
        answer = office.import_("odd.csv", EVERY_WARNING, "--as", "bram")
        assert (answer.status, answer.json["accepted"]) == (0, True)
        assert (len(answer.json["warnings"]), answer.json["problems"]) == (expected, [])
    assert imports.history(odd)[0].imported_by == "bram"
    assert office.account(HORST)["2025-1"]["realised"] == 2


def test_the_warnings_come_in_the_order_of_the_rows(odd: Database) -> None:
    text = net(99, "2025-1") + "GM0983;999\n"
    assert [each.row for each in check(odd, text)] == [3, 3, 4]
