"""The classes of the map are data: every layer has some, and faulty ones are refused on reading."""

from __future__ import annotations

from fractions import Fraction

import pytest

from supervision.domain.ladder import State
from supervision.reference import MIDDLE, MapClasses, Scale, inhabitants, map_classes, register
from supervision.views.map_layers import Layer


def limits(*numbers: float) -> tuple[Fraction, ...]:
    return tuple(Fraction(str(each)) for each in numbers)


def test_every_layer_has_classes_and_no_others_are_there() -> None:
    assert set(map_classes()) == {layer.value for layer in Layer}


def test_the_states_are_those_of_the_ladder() -> None:
    assert {State(each) for each in map_classes()[Layer.STATE].states} == (
        set(State) - {State.MISSING, State.NOT_APPLICABLE}
    )


@pytest.mark.parametrize("layer", [Layer.SHARE, Layer.EXPECTATION])
def test_shares_diverge_from_100_per_cent(layer: Layer) -> None:
    classes = map_classes()[layer]
    assert classes.scale is Scale.DIVERGING
    assert classes.limits[2] == MIDDLE == 1


def test_limits_are_read_exactly() -> None:
    assert map_classes()[Layer.EXPECTATION].limits[1] == Fraction(9, 10)


@pytest.mark.parametrize(
    ("scale", "given", "states"),
    [
        pytest.param(Scale.AMOUNT, limits(1, 2, 3, 4), (), id="six classes"),
        pytest.param(Scale.DIVERGING, limits(0.5, 0.75, 1, 1.25, 1.5), (), id="six shares"),
        pytest.param(Scale.DIVERGING, limits(0.5, 0.75), (), id="no middle"),
        pytest.param(Scale.DIVERGING, limits(1, 1.25), (), id="nothing below the middle but one"),
        pytest.param(Scale.DIVERGING, limits(0.25, 0.5, 0.75, 1), (), id="four below the middle"),
        pytest.param(Scale.AMOUNT, limits(5, 5), (), id="an empty class"),
        pytest.param(Scale.AMOUNT, limits(10, 5), (), id="falling"),
        pytest.param(Scale.AMOUNT, limits(0, 5), (), id="nothing twice"),
        pytest.param(Scale.STATES, (), (), id="no states"),
        pytest.param(Scale.STATES, limits(1), ("met",), id="states with limits"),
        pytest.param(Scale.AMOUNT, limits(1), ("met",), id="an amount with states"),
    ],
)
def test_classes_that_make_no_good_map_are_refused(
    scale: Scale, given: tuple[Fraction, ...], states: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError):
        MapClasses(scale, given, states)


def test_inhabitants_are_of_one_day_and_of_every_municipality() -> None:
    day, counted = inhabitants()
    assert day.isoformat() == "2024-01-01"
    assert set(counted) == {m.code for m in register().municipalities if m.valid_until is None}
    assert sum(counted.values()) > 1_100_000
