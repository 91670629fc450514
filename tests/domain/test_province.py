"""The province: which municipalities it has, and sums that are never guessed."""

from __future__ import annotations

import pytest

from supervision.domain.account import build_account
from supervision.domain.figures import Facts
from supervision.domain.ladder import State
from supervision.domain.municipality import Municipality, Register
from supervision.domain.province import Sum, Totals, assess_province, build_accounts
from supervision.domain.vintages import Attribution
from supervision.rulesets import find_ruleset
from tests.domain.stories import HORST, VENLO, day, facts, half, target

LIMBURG = find_ruleset("limburg-2013")
ROERMOND = "GM0957"
REGISTER = Register.of(
    [
        Municipality(VENLO, "Venlo", "Noord-Limburg"),
        Municipality(ROERMOND, "Roermond", "Midden-Limburg"),
        Municipality(HORST, "Horst aan de Maas", "Noord-Limburg"),
        Municipality("GM9999", "Nieuw", "Noord-Limburg", valid_from=day("2025-07-01")),
        Municipality(
            "GM9998", "Oud", "Noord-Limburg", valid_until=day("2025-06-30"), successor="GM9999"
        ),
    ]
)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3], Sum(6, 0)),
        ([1, None, 3], Sum(4, 1)),
        ([None, None], Sum(None, 2)),
        ([0], Sum(0, 0)),
        ([5, -5], Sum(0, 0)),
        ([], Sum(None, 0)),
    ],
    ids=["all known", "one unknown", "all unknown", "zero is a value", "to zero", "nobody"],
)
def test_a_sum_says_how_many_are_missing(numbers: list[int | None], expected: Sum) -> None:
    assert Sum.of(numbers) == expected


def test_the_register_is_in_order_of_name_and_knows_its_regions() -> None:
    assert [each.name for each in REGISTER.municipalities] == [
        "Horst aan de Maas",
        "Nieuw",
        "Oud",
        "Roermond",
        "Venlo",
    ]
    assert REGISTER.regions == ("Midden-Limburg", "Noord-Limburg")
    assert REGISTER.by_code[HORST].name == "Horst aan de Maas"
    assert [each.name for each in REGISTER.predecessors("GM9999")] == ["Oud"]


@pytest.mark.parametrize(("half_year", "there"), [("2025-1", "Oud"), ("2025-2", "Nieuw")])
def test_a_municipality_exists_up_to_its_last_day_and_its_successor_from_the_next(
    half_year: str, there: str
) -> None:
    names = {each.name for each in REGISTER.in_half_year(half(half_year))}
    assert names & {"Oud", "Nieuw"} == {there}


def test_a_code_that_occurs_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Register.of([Municipality(HORST, "a", "x"), Municipality(HORST, "b", "x")])


def told() -> dict[str, Facts]:
    return {
        HORST: facts({"2025-1": target(20, carry_over=4)}, {"2025-07-01": 10}),
        VENLO: facts({"2025-1": target(30, carry_over=-10)}, {"2025-07-01": 25}, code=VENLO),
        ROERMOND: facts({"2025-1": target(40, carry_over=0)}, code=ROERMOND),
    }


def test_on_a_reference_date_the_municipalities_of_the_half_year_that_closes_are_assessed() -> None:
    accounts = {code: build_account(each) for code, each in told().items()}
    province = assess_province(accounts, REGISTER, day("2025-07-01"), LIMBURG)
    assert str(province.half_year) == "2025-1"
    assert list(province.assessments) == [HORST, "GM9998", ROERMOND, VENLO]
    states = [each.state for each in province.assessments.values()]
    assert states == [State.MISSED, State.MISSING, State.MISSING, State.MET]


def test_totals_sum_what_is_known_and_compare_like_with_like() -> None:
    accounts = {code: build_account(each) for code, each in told().items()}
    province = assess_province(accounts, REGISTER, day("2025-07-01"), LIMBURG)
    totals = Totals.of(province.assessments.values())
    assert totals.municipalities == 4
    assert (totals.target, totals.opening) == (Sum(90, 1), Sum(-6, 1))
    assert (totals.obligation, totals.realised) == (Sum(84, 1), Sum(35, 2))
    assert (totals.closing, totals.backlog, totals.lead) == (Sum(9, 2), Sum(14, 2), Sum(5, 2))
    assert (totals.comparable_realised, totals.comparable_obligation) == (35, 44)


def test_backlogs_keep_their_age_in_a_merger() -> None:
    old = (
        Municipality(code, code, "Zuid", valid_until=day("2018-12-31"), successor="N")
        for code in "AB"
    )
    register = Register.of([Municipality("N", "N", "Zuid", valid_from=day("2019-01-01")), *old])
    targets = {"2018-1": target(10, carry_over=0), "2018-2": target(10)}
    reports = {"2018-07-01": 4, "2019-01-01": 10}
    known = {code: facts(targets, reports, code=code) for code in "AB"}
    known["N"] = facts({"2019-1": target(10)}, {"2019-07-01": 10}, code="N")
    (line,) = build_accounts(known, register, Attribution.CURRENT_FIRST)["N"].lines
    assert line.vintages is not None
    assert line.vintages.by_half_year == {half("2018-1"): 12}
