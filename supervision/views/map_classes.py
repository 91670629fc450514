"""The classes of a layer: their words made from the limits, so that the two cannot differ."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from supervision.domain.ladder import State
from supervision.reference import MIDDLE, MapClasses, Scale, map_classes
from supervision.views.colours import AHEAD, AMOUNTS, BEHIND, Tone
from supervision.views.map_layers import (
    Ground,
    Layer,
    Number,
    as_written,
    no_figure,
    value_of,
)
from supervision.views.standing import Standing, Standings
from supervision.words import Words, mark
from supervision.words.labels import label

NO_FIGURE = mark("no figure or nothing due")

_SIGNS = "ABCDE"


@dataclass(frozen=True, slots=True)
class Slot:
    """A class before anyone is in it. `sign` is what stands on the map, where no number does."""

    tone: Tone
    name: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A municipality as a layer shows it.

    `place` is the number of its class among the slots, `value` None where there is no number;
    `figure` stands on the map and in the table beside it.
    """

    row: Standing
    value: Number
    figure: str
    place: int


def shown(layer: Layer, found: Standings, ground: Ground, t: Words) -> tuple[Shown, ...]:
    """Return all municipalities as a layer shows them, the worst first."""
    every = [_shown(layer, row, value_of(layer, row, ground), t) for row in found.rows]
    most_first = map_classes()[layer].scale is Scale.AMOUNT

    def order(each: Shown) -> tuple[int, Number, str]:
        value = each.value or 0
        return each.place, -value if most_first else value, each.row.name

    return tuple(sorted(every, key=order))


def _shown(layer: Layer, row: Standing, value: Number, t: Words) -> Shown:
    at = place(layer, row, value)
    if map_classes()[layer].scale is Scale.STATES:
        figure = no_figure(row, t) if at == map_classes()[layer].count else _SIGNS[at]
    else:
        figure = no_figure(row, t) if value is None else written(layer, value, t)
    return Shown(row, value, figure, at)


def slots(layer: Layer, last_step: int, t: Words) -> tuple[Slot, ...]:
    """Return the classes of a layer, the worst first and no figure last."""
    classes = map_classes()[layer]
    if classes.scale is Scale.STATES:
        found = [
            Slot(tone, label(State(state), t), sign)
            for state, tone, sign in zip(classes.states, _tones(classes), _SIGNS, strict=False)
        ]
    else:
        names = _names(layer, classes, last_step, t)
        found = [Slot(tone, name) for tone, name in zip(_tones(classes), names, strict=True)]
    return (*found, Slot(Tone.NONE, t(NO_FIGURE)))


def place(layer: Layer, row: Standing, value: Number) -> int:
    """Return which of the slots a municipality is in."""
    classes = map_classes()[layer]
    if classes.scale is Scale.STATES:
        known = row.state in classes.states
        return classes.states.index(row.state) if known else len(classes.states)
    return classes.count if value is None else _place(classes, value)


def place_of(layer: Layer, value: Fraction) -> int:
    """Return in which class of a layer a value lies, whoever has it."""
    return _place(map_classes()[layer], value)


def written(layer: Layer, value: Number, t: Words) -> str:
    """Return a value in so few decimals that it still reads as one of its class.

    99.6 % of an obligation is not 100 %, and a backlog of 0.004 per 1,000 is not nothing.
    """
    classes = map_classes()[layer]
    for digits in range(_MOST_DIGITS):
        if value is None or _place(classes, value) == _place(
            classes, _rounded(layer, value, digits)
        ):
            return as_written(layer, value, digits, t)
    return as_written(layer, value, _MOST_DIGITS, t)


_MOST_DIGITS = 3


def _rounded(layer: Layer, value: Fraction | int, digits: int) -> Fraction:
    """What as_written makes of it, half upwards as it does."""
    scale = 10 ** (2 + digits)
    return Fraction(int(abs(value) * scale + Fraction(1, 2)), scale)


def _place(classes: MapClasses, value: Fraction | int) -> int:
    """The worst is first: that is the lowest share, and the highest amount."""
    if classes.scale is Scale.DIVERGING:
        return bisect_right(classes.limits, value)
    if value <= 0:
        return classes.count - 1
    return len(classes.limits) - bisect_right(classes.limits, value)


def _tones(classes: MapClasses) -> tuple[Tone, ...]:
    if classes.scale is Scale.STATES:
        half = len(classes.states) // 2
        return (*BEHIND[:half], *AHEAD[-(len(classes.states) - half) :])
    if classes.scale is Scale.AMOUNT:
        return (*AMOUNTS[-classes.count : -1], Tone.NOTHING)
    below = classes.limits.index(MIDDLE) + 1
    return (*BEHIND[-below:], *AHEAD[: classes.count - below])


def _names(layer: Layer, classes: MapClasses, last_step: int, t: Words) -> list[str]:
    """The words of the classes, the worst first."""
    if classes.scale is Scale.DIVERGING:
        return _shares(classes.limits, t)
    if layer is Layer.PER_INHABITANT:
        amounts = _rates(classes.limits, t)
    elif layer is Layer.BACKLOG:
        amounts = _persons(classes.limits, t)
    else:
        amounts = _steps(classes.limits, last_step, t)
    return [*reversed(amounts), t("none")]


def _shares(limits: tuple[Fraction, ...], t: Words) -> list[str]:
    def percentage(limit: Fraction) -> tuple[Fraction, int]:
        return limit * 100, 0 if (limit * 100).denominator == 1 else 1

    def with_sign(limit: Fraction) -> str:
        return t.percent(limit, percentage(limit)[1])

    return [
        t("less than {limit}", limit=with_sign(limits[0])),
        *(
            t("{low} to {high}", low=t.decimal(*percentage(low)), high=with_sign(high))
            for low, high in pairwise(limits)
        ),
        t("{limit} or more", limit=with_sign(limits[-1])),
    ]


def _rates(limits: tuple[Fraction, ...], t: Words) -> list[str]:
    written = [t.decimal(limit, 2) for limit in limits]
    return [
        t("less than {limit}", limit=written[0]),
        *(t("{low} to {high}", low=low, high=high) for low, high in pairwise(written)),
        t("{limit} or more", limit=written[-1]),
    ]


def _persons(limits: tuple[Fraction, ...], t: Words) -> list[str]:
    """Whole persons: a class ends one below the limit of the next."""
    lows = [1, *map(int, limits)]
    return [
        *(
            t("{low} to {high} persons", low=t.number(low), high=t.number(next_low - 1))
            for low, next_low in pairwise(lows)
        ),
        t("{low} persons or more", low=t.number(lows[-1])),
    ]


def _steps(limits: tuple[Fraction, ...], last_step: int, t: Words) -> list[str]:
    lows = [1, *map(int, limits), last_step + 1]
    return [
        t("step {low}", low=low)
        if low == next_low - 1
        else t("step {low} to {high}", low=low, high=next_low - 1)
        for low, next_low in pairwise(lows)
    ]
