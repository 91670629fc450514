"""The map: municipalities in classes per layer. Class limits are data, not code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from supervision.domain.ladder import State
from supervision.views.standing import Standing, Standings
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words, mark
from supervision.words.labels import label, state_label


class Layer(StrEnum):
    """What the colours show."""

    SHARE = "aandeel"
    BACKLOG = "achterstand"
    STEP = "trede"
    STATE = "stand"


class Tone(StrEnum):
    """The place of a class on the scale, from bad to good; `ui/charts` gives it a colour."""

    WORST = "worst"
    BAD = "bad"
    MILD = "mild"
    GOOD = "good"
    BEST = "best"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MapClass:
    """A class of the legend and the municipalities in it."""

    tone: Tone
    name: str
    rows: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """One layer: classes from bad to good with no figure last, hover texts by code, and a table.

    `text` is the alternative for who does not see the map.
    """

    layer: Layer
    title: str
    text: str
    classes: tuple[MapClass, ...]
    hover: Mapping[str, str]
    table: Table


LAYERS: Mapping[Layer, str] = {
    Layer.SHARE: mark("Share realised"),
    Layer.BACKLOG: mark("Still to house"),
    Layer.STEP: mark("Indicated step"),
    Layer.STATE: mark("State against pace"),
}
"""The layers and their names."""

_SHARES: tuple[tuple[Fraction | None, Tone, str], ...] = (
    (Fraction(1, 2), Tone.WORST, mark("less than 50 %")),
    (Fraction(3, 4), Tone.BAD, mark("50 to 75 %")),
    (Fraction(1), Tone.MILD, mark("75 to 100 %")),
    (Fraction(5, 4), Tone.GOOD, mark("100 to 125 %")),
    (None, Tone.BEST, mark("125 % or more")),
)
"""Upper limits (exclusive) of the share realised; purple below 100 %, green from there."""

_BACKLOGS: tuple[tuple[int | None, Tone, str], ...] = (
    (1, Tone.BEST, mark("none")),
    (5, Tone.GOOD, mark("1 to 4 persons")),
    (10, Tone.MILD, mark("5 to 9 persons")),
    (25, Tone.BAD, mark("10 to 24 persons")),
    (None, Tone.WORST, mark("25 persons or more")),
)
_STEPS: tuple[tuple[int | None, Tone, str], ...] = (
    (1, Tone.BEST, mark("none")),
    (2, Tone.GOOD, mark("step 1")),
    (3, Tone.MILD, mark("step 2")),
    (4, Tone.BAD, mark("step 3")),
    (None, Tone.WORST, mark("step 4 to 6")),
)
_STATES: Mapping[State, Tone] = {
    State.MISSED: Tone.WORST,
    State.BEHIND_PACE: Tone.BAD,
    State.ON_PACE: Tone.GOOD,
    State.MET: Tone.BEST,
}

_NO_FIGURE = mark("no figure or nothing due")


def map_view(found: Standings, layer: Layer, t: Words) -> MapView:
    """Return one layer of the map of the half-year that `found` shows."""
    classes = _classes(found, layer, t)
    title = t(
        "{layer}, {half_year}", layer=t(LAYERS[layer]), half_year=t.half_year(found.half_year)
    )
    counts = "; ".join(f"{each.name}: {len(each.rows)}" for each in classes if each.rows)
    return MapView(
        layer,
        title,
        t(
            "Map of Limburg. {title}. Municipalities per class: {counts}.",
            title=title,
            counts=counts,
        ),
        classes,
        {row.code: _hover(row, t) for row in found.rows},
        _table(found, classes, t),
    )


def _classes(found: Standings, layer: Layer, t: Words) -> tuple[MapClass, ...]:
    place = _PLACES[layer]
    placed = {row.code: place(row, t) for row in found.rows}
    order = _legend(layer, t)
    return tuple(
        MapClass(tone, name, tuple(row for row in found.rows if placed[row.code] == (tone, name)))
        for tone, name in (*order, (Tone.NONE, t(_NO_FIGURE)))
    )


def _legend(layer: Layer, t: Words) -> tuple[tuple[Tone, str], ...]:
    if layer is Layer.STATE:
        return tuple((tone, label(state, t)) for state, tone in _STATES.items())
    limits = {Layer.SHARE: _SHARES, Layer.BACKLOG: _BACKLOGS, Layer.STEP: _STEPS}[layer]
    return tuple((tone, t(name)) for _, tone, name in limits)


def _share(row: Standing, t: Words) -> tuple[Tone, str]:
    return _first_above(row.realised_share, _SHARES, t)


def _backlog(row: Standing, t: Words) -> tuple[Tone, str]:
    return _first_above(row.to_house, _BACKLOGS, t)


def _step(row: Standing, t: Words) -> tuple[Tone, str]:
    return _first_above(row.indicated_step, _STEPS, t)


def _state(row: Standing, t: Words) -> tuple[Tone, str]:
    tone = _STATES.get(row.state)
    return (Tone.NONE, t(_NO_FIGURE)) if tone is None else (tone, label(row.state, t))


_PLACES: Mapping[Layer, Callable[[Standing, Words], tuple[Tone, str]]] = {
    Layer.SHARE: _share,
    Layer.BACKLOG: _backlog,
    Layer.STEP: _step,
    Layer.STATE: _state,
}


def _first_above(
    value: Fraction | int | None,
    limits: tuple[tuple[Fraction | int | None, Tone, str], ...],
    t: Words,
) -> tuple[Tone, str]:
    """The first class whose upper limit lies above the value."""
    if value is None:
        return Tone.NONE, t(_NO_FIGURE)
    return next((tone, t(name)) for limit, tone, name in limits if limit is None or value < limit)


def _hover(row: Standing, t: Words) -> str:
    lines = [
        f"<b>{row.name}</b>",
        t(
            "realised {realised} of {obligation} ({share})",
            realised=t.number(row.realised),
            obligation=t.number(row.obligation),
            share=t.percent(row.realised_share)
            if row.realised_share is not None
            else t("not applicable"),
        ),
        t("still to house: {n}", n=t.number(row.to_house)),
        t(
            "{state}; indicated step {step}",
            state=state_label(row.state, row.final, t),
            step=row.indicated_step,
        ),
    ]
    if row.as_of is not None:
        lines.append(t("as of {date}", date=t.date(row.as_of)))
    return "<br>".join(lines)


def _table(found: Standings, classes: tuple[MapClass, ...], t: Words) -> Table:
    """The same figures, class by class, as the legend has them."""
    return Table(
        t("The figures of the map"),
        (
            Column(t("Class"), ColumnKind.NAME),
            Column(t("Municipality"), ColumnKind.NAME),
            Column(t("Region"), ColumnKind.TEXT),
            Column(t("Obligation"), ColumnKind.PERSONS),
            Column(t("Realised"), ColumnKind.PERSONS),
            Column(t("Realised %"), ColumnKind.SHARE),
            Column(t("Still to house"), ColumnKind.PERSONS),
            Column(t("State"), ColumnKind.NAME),
            Column(t("Indicated step"), ColumnKind.STEP),
            Column(t("As of"), ColumnKind.DATE),
        ),
        tuple(
            (
                each.name,
                row.name,
                row.region,
                row.obligation,
                row.realised,
                row.realised_share,
                row.to_house,
                state_label(row.state, row.final, t),
                row.indicated_step,
                row.as_of,
            )
            for each in classes
            for row in each.rows
        ),
    )
