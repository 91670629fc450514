import json
from collections import Counter
from datetime import date

import pytest

from supervision.domain.halfyear import HalfYear
from supervision.reference import (
    DATA,
    NETHERLANDS,
    national_names,
    national_targets,
    population,
    register,
)

TODAY = HalfYear(2026, 2)


def test_register_has_31_municipalities_today_and_33_before_2019() -> None:
    assert len(register().in_half_year(TODAY)) == 31
    assert len(register().in_half_year(HalfYear(2018, 2))) == 33
    assert len(register().in_half_year(HalfYear(2019, 1))) == 31


def test_regions_have_8_7_and_16_municipalities_today() -> None:
    sizes = Counter(each.region for each in register().in_half_year(TODAY))
    assert sizes == {"Noord-Limburg": 8, "Midden-Limburg": 7, "Zuid-Limburg": 16}


def test_beekdaelen_was_formed_from_three_municipalities() -> None:
    names = [each.name for each in register().predecessors("GM1954")]
    assert names == ["Nuth", "Onderbanken", "Schinnen"]


def test_no_alias_is_the_ambiguous_bergen_and_none_points_to_two_municipalities() -> None:
    spellings = Counter(
        spelling.casefold()
        for each in register().municipalities
        for spelling in {each.name, *each.aliases}
    )
    assert "bergen" not in spellings
    assert set(spellings.values()) == {1}


def test_boundaries_are_those_of_the_municipalities_of_today() -> None:
    features = json.loads((DATA / "limburg.geojson").read_text(encoding="utf-8"))["features"]
    of_today = {each.code: each.region for each in register().in_half_year(TODAY)}
    on_map = {each["properties"]["statcode"]: each["properties"]["regio"] for each in features}
    assert len(features) == 31
    assert on_map == of_today


def test_national_list_knows_the_342_and_ours_by_name_or_alias() -> None:
    assert len(national_names()) == 342
    for each in register().in_half_year(TODAY):
        assert national_names()[each.code] in {each.name, *each.aliases}


@pytest.mark.parametrize(
    ("year", "boundaries_of"), [(2016, HalfYear(2018, 2)), (2018, HalfYear(2019, 1))]
)
def test_population_of_the_municipalities_sums_to_that_of_the_province(
    year: int, boundaries_of: HalfYear
) -> None:
    day = date(year, 1, 1)
    ours = {code: n for (code, on), n in population().items() if on == day and code[:2] == "GM"}
    assert set(ours) == {each.code for each in register().in_half_year(boundaries_of)}
    assert sum(ours.values()) == population()["PV31", day]


@pytest.mark.parametrize(
    ("year", "inhabitants"),
    [(2021, 1_115_872), (2022, 1_118_302), (2023, 1_128_367), (2024, 1_133_255)],
)
def test_population_since_the_merger_is_complete(year: int, inhabitants: int) -> None:
    day = date(year, 1, 1)
    ours = {code: n for (code, on), n in population().items() if on == day and code[:2] == "GM"}
    assert set(ours) == {each.code for each in register().in_half_year(TODAY)}
    assert sum(ours.values()) == inhabitants
    assert population()[NETHERLANDS, day] > 17_000_000


def test_national_targets_are_in_order_and_the_revision_comes_last() -> None:
    announced = national_targets()
    assert [each.half_year for each in announced] == sorted(each.half_year for each in announced)
    of_2025 = [each.persons for each in announced if each.half_year == HalfYear(2025, 1)]
    assert of_2025 == [17_700, 15_000]
    assert {each.half_year: each.persons for each in announced}[HalfYear(2022, 1)] == 10_000
    assert all(each.source for each in announced)
