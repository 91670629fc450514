"""The map: classes with limits at their borders, and a table that is the legend in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from supervision.domain.ladder import State
from supervision.storage.database import Database
from supervision.views.map import LAYERS, Layer, MapView, Tone, map_view
from supervision.views.standing import Standings
from supervision.words import words
from tests.views.seen import standings_on

DUTCH = words("nl")


@pytest.fixture(params=[date(2025, 7, 1), date(2026, 11, 24), date(2021, 1, 1)], ids=str)
def found(request: pytest.FixtureRequest, shown_samples: Database) -> Standings:
    """The samples, on a reference date, in a running half-year, and where there are no figures."""
    return standings_on(shown_samples, request.param)


@pytest.fixture(params=Layer)
def view(request: pytest.FixtureRequest, found: Standings) -> MapView:
    """One layer of the map."""
    return map_view(found, request.param, DUTCH)


def test_every_municipality_is_in_exactly_one_class(found: Standings, view: MapView) -> None:
    placed = [row.code for each in view.classes for row in each.rows]
    assert sorted(placed) == sorted(row.code for row in found.rows)


def test_there_are_at_most_five_classes_and_one_for_no_figure_last(view: MapView) -> None:
    assert 2 <= len(view.classes) - 1 <= 5
    assert [each.tone for each in view.classes].index(Tone.NONE) == len(view.classes) - 1
    assert len({each.name for each in view.classes}) == len(view.classes)
    assert len({each.tone for each in view.classes}) == len(view.classes)


def test_the_table_has_the_same_municipalities_in_the_order_of_the_classes(view: MapView) -> None:
    classes = [(each.name, row.name) for each in view.classes for row in each.rows]
    assert [(row[0], row[1]) for row in view.table.rows] == classes


def test_every_municipality_has_a_text_on_hover(found: Standings, view: MapView) -> None:
    assert set(view.hover) == {row.code for row in found.rows}
    assert all(row.name in view.hover[row.code] for row in found.rows)


def test_the_alternative_text_counts_the_classes(view: MapView) -> None:
    for each in view.classes:
        assert (f"{each.name}: {len(each.rows)}" in view.text) == bool(each.rows)


def place(found: Standings, layer: Layer, **figures: object) -> tuple[Tone, str]:
    """The class in which a municipality with these figures is put."""
    row = replace(found.rows[0], **figures)
    view = map_view(replace(found, rows=(row,)), layer, DUTCH)
    (one,) = (each for each in view.classes if each.rows)
    return one.tone, one.name


@pytest.fixture
def some(shown_samples: Database) -> Standings:
    """Rows of which a test replaces the figures."""
    return standings_on(shown_samples, date(2026, 11, 24))


@pytest.mark.parametrize(
    ("share", "tone"),
    [
        (Fraction(0), Tone.WORST),
        (Fraction(499, 1000), Tone.WORST),
        (Fraction(1, 2), Tone.BAD),
        (Fraction(749, 1000), Tone.BAD),
        (Fraction(3, 4), Tone.MILD),
        (Fraction(999, 1000), Tone.MILD),
        (Fraction(1), Tone.GOOD),
        (Fraction(1249, 1000), Tone.GOOD),
        (Fraction(5, 4), Tone.BEST),
        (Fraction(9), Tone.BEST),
        (None, Tone.NONE),
    ],
)
def test_limits_of_the_share_realised(some: Standings, share: Fraction | None, tone: Tone) -> None:
    assert place(some, Layer.SHARE, realised_share=share)[0] is tone


@pytest.mark.parametrize(
    ("backlog", "tone"),
    [
        (0, Tone.BEST),
        (1, Tone.GOOD),
        (4, Tone.GOOD),
        (5, Tone.MILD),
        (9, Tone.MILD),
        (10, Tone.BAD),
        (24, Tone.BAD),
        (25, Tone.WORST),
        (400, Tone.WORST),
        (None, Tone.NONE),
    ],
)
def test_limits_of_the_persons_to_house(some: Standings, backlog: int | None, tone: Tone) -> None:
    assert place(some, Layer.BACKLOG, backlog=backlog)[0] is tone


@pytest.mark.parametrize(
    ("step", "tone"),
    [
        (0, Tone.BEST),
        (1, Tone.GOOD),
        (2, Tone.MILD),
        (3, Tone.BAD),
        (4, Tone.WORST),
        (6, Tone.WORST),
    ],
)
def test_limits_of_the_step(some: Standings, step: int, tone: Tone) -> None:
    assert place(some, Layer.STEP, indicated_step=step)[0] is tone


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        (State.MISSED, Tone.WORST),
        (State.BEHIND_PACE, Tone.BAD),
        (State.ON_PACE, Tone.GOOD),
        (State.MET, Tone.BEST),
        (State.MISSING, Tone.NONE),
        (State.NOT_APPLICABLE, Tone.NONE),
    ],
)
def test_the_tone_of_every_state(some: Standings, state: State, tone: Tone) -> None:
    assert place(some, Layer.STATE, state=state)[0] is tone


def test_green_begins_at_100_per_cent(some: Standings) -> None:
    green = {Tone.GOOD, Tone.BEST}
    assert place(some, Layer.SHARE, realised_share=Fraction(1))[0] in green
    assert place(some, Layer.SHARE, realised_share=Fraction(10**6 - 1, 10**6))[0] not in green


def test_every_layer_has_a_name_of_its_own() -> None:
    assert set(LAYERS) == set(Layer)
    assert len({DUTCH(name) for name in LAYERS.values()}) == len(Layer)


def test_figures_on_hover_are_in_dutch_notation(some: Standings) -> None:
    row = replace(some.rows[0], realised=1234, obligation=2468, realised_share=Fraction(1, 2))
    text = map_view(replace(some, rows=(row,)), Layer.SHARE, DUTCH).hover[row.code]
    assert "1.234" in text
    assert "2.468" in text
    assert "50,0" in text
