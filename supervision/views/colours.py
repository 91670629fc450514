"""The colours of the classes: screen and paper show the same map."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Tone(StrEnum):
    """The place of a class on its scale: from bad to good, or from most to nothing."""

    WORST = "worst"
    BAD = "bad"
    MILD = "mild"
    GOOD = "good"
    BEST = "best"
    MOST = "most"
    MUCH = "much"
    SOME = "some"
    LITTLE = "little"
    NOTHING = "nothing"
    NONE = "none"


BEHIND = (Tone.WORST, Tone.BAD, Tone.MILD)
AHEAD = (Tone.GOOD, Tone.BEST)
AMOUNTS = (Tone.MOST, Tone.MUCH, Tone.SOME, Tone.LITTLE, Tone.NOTHING)
"""The tones of a scale in order; `Tone.NONE` stands for no figure on all of them."""

COLOURS: Mapping[Tone, str] = {
    Tone.WORST: "#5b2a86",
    Tone.BAD: "#9b72bd",
    Tone.MILD: "#dabdee",
    Tone.GOOD: "#a3d39c",
    Tone.BEST: "#1b7837",
    Tone.MOST: "#43156b",
    Tone.MUCH: "#7f47b0",
    Tone.SOME: "#b080dc",
    Tone.LITTLE: "#dabdee",
    Tone.NOTHING: "#fdfcfe",
    Tone.NONE: "#cccccc",
}
"""After the practice of CBS: purple and green around a middle, one hue for amounts, light grey
for no figure, which is hatched as well. Any two classes of a layer differ by 10 or more
(CIEDE2000), also for the colour-blind: tests/test_colours.py."""
