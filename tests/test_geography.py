"""The boundaries of the map are made from the file of CBS/Kadaster and hold every municipality."""

import json
from datetime import date

import geopandas as gpd
import pytest

from supervision.domain.halfyear import HalfYear
from supervision.errors import InvalidRequest
from supervision.geography import PUBLISHED, SOURCE, boundaries
from supervision.reference import register

TODAY = HalfYear.running_on(date(2026, 11, 24))
CODES = frozenset(each.code for each in register().in_half_year(TODAY))


def test_what_the_browser_fetches_is_made_from_the_source() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == boundaries(SOURCE, CODES)


def test_each_municipality_has_one_shape_with_code_name_and_region() -> None:
    features = json.loads(boundaries(SOURCE, CODES))["features"]
    assert {each["properties"]["statcode"] for each in features} == CODES
    for each in features:
        municipality = register().by_code[each["properties"]["statcode"]]
        assert each["properties"]["regio"] == municipality.region


def test_simplifying_leaves_no_gaps_and_hardly_changes_the_area() -> None:
    before = gpd.read_file(SOURCE).to_crs(28992)
    after = gpd.read_file(PUBLISHED).to_crs(28992)
    assert after.geometry.is_valid.all()
    assert after.union_all().area == pytest.approx(before.union_all().area, rel=0.001)
    assert after.area.sum() == pytest.approx(after.union_all().area, rel=1e-6)


def test_a_file_with_other_municipalities_is_refused() -> None:
    with pytest.raises(InvalidRequest) as refused:
        boundaries(SOURCE, CODES - {"GM0983"})
    assert refused.value.fields["reason"] == "other_municipalities"


def test_a_file_that_is_no_map_is_refused(tmp_path) -> None:
    path = tmp_path / "kaart.geojson"
    path.write_text("geen kaart")
    with pytest.raises(InvalidRequest):
        boundaries(path, CODES)
