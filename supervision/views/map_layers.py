"""The layers of the map: what each shows of a municipality, and the figure written on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from supervision.domain.ladder import State
from supervision.reference import inhabitants
from supervision.views.expectation import ExpectedClosing
from supervision.views.standing import Standing, Standings
from supervision.words import Words, mark

PER = 1000
"""Inhabitants to which a backlog is related."""


class Layer(StrEnum):
    """What the colours show; the values stand in the address and in data/map_classes.toml."""

    SHARE = "aandeel"
    BACKLOG = "achterstand"
    PER_INHABITANT = "inwoners"
    STATE = "stand"
    CURRENT_STEP = "huidig"
    STEP = "trede"
    EXPECTATION = "verwachting"


LAYERS: Mapping[Layer, str] = {
    Layer.SHARE: mark("Share realised"),
    Layer.BACKLOG: mark("Still to house"),
    Layer.PER_INHABITANT: mark("Per 1,000 inhab."),
    Layer.STATE: mark("State"),
    Layer.CURRENT_STEP: mark("Current step"),
    Layer.STEP: mark("Indicated step"),
    Layer.EXPECTATION: mark("Expectation"),
}
"""The layers in the order of the choice, and their names there."""

SUBJECTS: Mapping[Layer, str] = {
    Layer.SHARE: mark("Realised as a share of the obligation"),
    Layer.BACKLOG: mark("Persons still to house"),
    Layer.PER_INHABITANT: mark("Persons still to house per 1,000 inhabitants"),
    Layer.STATE: mark("State against the norm"),
    Layer.CURRENT_STEP: mark("Step on which the municipality was put by a decision"),
    Layer.STEP: mark("Step that the rules indicate"),
    Layer.EXPECTATION: mark("Expected at the end of the half-year, as a share of the obligation"),
}
"""What a layer shows, in full."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a layer needs besides the standings: inhabitants on a date, and expectations by code.

    Without expectations that layer shows none, except where the half-year has closed.
    """

    counted_on: date = field(default_factory=lambda: inhabitants()[0])
    inhabitants: Mapping[str, int] = field(default_factory=lambda: inhabitants()[1])
    expected: Mapping[str, ExpectedClosing] = field(default_factory=dict)


Number = Fraction | int | None


def value_of(layer: Layer, row: Standing, ground: Ground) -> Number:
    """Return the number that a layer shows of a municipality; None where there is none.

    Shares are of 1. The layer of states has no number of its own: it gives the share realised,
    which puts municipalities in one state in order.
    """
    return _VALUES[layer](row, ground)


def _per_inhabitants(row: Standing, ground: Ground) -> Number:
    counted = ground.inhabitants.get(row.code)
    if row.to_house is None or not counted:
        return None
    return Fraction(row.to_house * PER, counted)


def _indicated_step(row: Standing, ground: Ground) -> Number:
    """No step is not the same as no figures from which one could follow."""
    return row.indicated_step if row.indicated_step or row.obligation is not None else None


def _expected_share(row: Standing, ground: Ground) -> Number:
    """The share that will have been realised; once the closing figure is in, the share itself."""
    if row.final:
        return row.realised_share
    found = ground.expected.get(row.code)
    if found is None or found.closing is None or row.obligation is None or row.obligation <= 0:
        return None
    return Fraction(row.obligation - found.closing, row.obligation)


_VALUES: Mapping[Layer, Callable[[Standing, Ground], Number]] = {
    Layer.SHARE: lambda row, ground: row.realised_share,
    Layer.BACKLOG: lambda row, ground: row.to_house,
    Layer.PER_INHABITANT: _per_inhabitants,
    Layer.STATE: lambda row, ground: row.realised_share,
    Layer.CURRENT_STEP: lambda row, ground: row.current_step,
    Layer.STEP: _indicated_step,
    Layer.EXPECTATION: _expected_share,
}


def as_written(layer: Layer, value: Number, digits: int, t: Words) -> str:
    """Return a value with so many decimals; counts and steps have none."""
    if value is None:
        raise ValueError("no value to write")
    if layer in (Layer.BACKLOG, Layer.CURRENT_STEP, Layer.STEP):
        return t.number(int(value))
    if layer is Layer.PER_INHABITANT:
        return t.decimal(value, 2 + digits) if value else t.number(0)
    return t.percent(Fraction(value), digits)


def no_figure(row: Standing, t: Words) -> str:
    """Return what is written where a layer has no figure: nothing was due, or it is unknown."""
    return t("n/a") if row.state is State.NOT_APPLICABLE else t.number(None)


def is_running(found: Standings) -> bool:
    """Whether the half-year has not closed on the date of the standings."""
    return found.on < found.half_year.reference_date
