"""The colours of the classes: screen and paper show the same map."""

from __future__ import annotations

from collections.abc import Mapping

from supervision.views.map import Tone

COLOURS: Mapping[Tone, str] = {
    Tone.WORST: "#5b2a86",
    Tone.BAD: "#9b72bd",
    Tone.MILD: "#d6c3e6",
    Tone.GOOD: "#a3d39c",
    Tone.BEST: "#1b7837",
    Tone.NONE: "#dcdcdc",
}
"""Diverging purple-green after CBS practice; safe for the usual kinds of colour-blindness."""
