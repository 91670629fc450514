"""The colours of the map can be told apart: by everybody, on every layer, with no figure too."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import atan2, degrees, hypot

import pytest

from supervision.exports.map_svg import ink_on
from supervision.views.colours import AHEAD, AMOUNTS, BEHIND, COLOURS, Tone
from supervision.views.map_classes import slots
from supervision.views.map_layers import Layer
from supervision.words import words
from tests.colour_science import SIGHTS, Triple, ciede2000, contrast, distance, seen

LEAST = 10
"""CIEDE2000 between any two classes."""
LAST_STEP = 6


def tones(layer: Layer) -> list[Tone]:
    return [each.tone for each in slots(layer, LAST_STEP, words("nl"))]


def too_close(colours: list[str], sight: str) -> dict[tuple[str, str], float]:
    """The pairs that this sight cannot tell apart well enough."""
    return {
        (one, other): round(distance(one, other, sight), 1)
        for one, other in combinations(colours, 2)
        if distance(one, other, sight) < LEAST
    }


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("layer", Layer)
def test_any_two_classes_of_a_layer_look_different(layer: Layer, sight: str) -> None:
    colours = [COLOURS[tone] for tone in tones(layer)]
    assert tones(layer)[-1] is Tone.NONE
    assert too_close(colours, sight) == {}


def test_the_check_finds_colours_that_only_some_eyes_confuse() -> None:
    """The palette of the first version: lilac and grey were too close without blue cones."""
    lilac, grey = "#d6c3e6", "#dcdcdc"
    assert too_close([lilac, grey], "normal") == {}
    assert too_close([lilac, grey], "tritanopia") == {(lilac, grey): 8.6}
    assert too_close(["#b00000", "#4e5c00"], "normal") == {}
    assert too_close(["#b00000", "#4e5c00"], "protanopia") != {}


@pytest.mark.parametrize("tone", Tone)
def test_what_is_written_on_a_colour_can_be_read(tone: Tone) -> None:
    """WCAG 2.2, 1.4.3: the figures on the map are small."""
    assert contrast(COLOURS[tone], ink_on(COLOURS[tone])) >= 4.5


def hue(colour: str) -> float:
    _, a, b = seen(colour, "normal")
    return degrees(atan2(b, a)) % 360


def chroma(colour: str) -> float:
    _, a, b = seen(colour, "normal")
    return hypot(a, b)


def lightness(colour: str) -> float:
    return seen(colour, "normal")[0]


def test_behind_is_purple_and_ahead_is_green() -> None:
    assert all(295 < hue(COLOURS[tone]) < 330 for tone in BEHIND)
    assert all(130 < hue(COLOURS[tone]) < 160 for tone in AHEAD)


def test_amounts_have_one_hue_and_get_lighter() -> None:
    assert all(295 < hue(COLOURS[tone]) < 330 for tone in AMOUNTS if chroma(COLOURS[tone]) > 5)
    assert all(lightness(COLOURS[a]) < lightness(COLOURS[b]) - 10 for a, b in pairwise(AMOUNTS))


def test_no_figure_is_light_grey() -> None:
    assert chroma(COLOURS[Tone.NONE]) < 1
    assert 75 < lightness(COLOURS[Tone.NONE]) < 90


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, -0.001, 2.49), (50, 0.0009, -2.49), 4.8045),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_formula_gives_the_differences_that_are_published(
    one: Triple, other: Triple, difference: float
) -> None:
    """From the test data of Sharma, Wu and Dalal, 2005: where implementations go wrong."""
    assert ciede2000(one, other) == pytest.approx(difference, abs=5e-5)
    assert ciede2000(other, one) == pytest.approx(difference, abs=5e-5)


@pytest.mark.parametrize("sight", SIGHTS)
def test_every_sight_sees_black_white_and_grey_as_they_are(sight: str) -> None:
    for grey in ("#000000", "#808080", "#ffffff"):
        assert distance(grey, grey, sight) == 0
        assert ciede2000(seen(grey, sight), seen(grey, "normal")) < 0.1
