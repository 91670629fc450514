"""The map: municipalities in classes per layer, in one half-year or all. No plotly, no pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supervision.domain.halfyear import HalfYear
from supervision.views.colours import Tone
from supervision.views.map_classes import shown, slots
from supervision.views.map_layers import LAYERS, Ground, Layer
from supervision.views.map_norm import NormMark, norm_mark
from supervision.views.map_tables import figures, lines_on, ranking
from supervision.views.map_titles import detail, message
from supervision.views.standing import Standing, Standings
from supervision.views.table import Table
from supervision.words import Words

__all__ = ["LAYERS", "Ground", "Layer", "MapClass", "MapView", "Tone", "map_view"]


@dataclass(frozen=True, slots=True)
class MapClass:
    """A class of the legend and the municipalities in it, the worst first.

    `sign` is the letter on the map where it shows no number.
    """

    tone: Tone
    name: str
    sign: str
    rows: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """One layer of one half-year: classes from bad to good, with no figure last.

    `title` names what is shown, `message` says what it proves and `detail` of when it is; `text`
    is the alternative for who does not see the map. By code: `figures`, what is written on the
    municipality, and `hover`, what is told when it is pointed at. The tables have the order of
    the classes: `ranking` beside the map, `table` with all figures. `sources` are
    those of boundaries and inhabitants; `norm` is where the pace norm lies on the scale.
    """

    layer: Layer
    half_year: HalfYear
    title: str
    message: str
    detail: str
    text: str
    classes: tuple[MapClass, ...]
    figures: Mapping[str, str]
    hover: Mapping[str, tuple[str, ...]]
    ranking: Table
    table: Table
    sources: str
    norm: NormMark | None = None


def map_view(found: Standings, layer: Layer, t: Words, ground: Ground | None = None) -> MapView:
    """Return one layer of the map of the half-year that `found` shows."""
    ground = ground or Ground()
    last_step = max(step.number for step in found.ruleset.steps)
    places, every = slots(layer, last_step, t), shown(layer, found, ground, t)
    classes = tuple(
        MapClass(
            slot.tone,
            slot.name,
            slot.sign,
            tuple(each.row for each in every if each.place == number),
        )
        for number, slot in enumerate(places)
    )
    norm = norm_mark(layer, every, t)
    said, of_when = message(layer, found, every, t), detail(layer, found, ground, t)
    counts = "; ".join(f"{each.name}: {len(each.rows)}" for each in classes if each.rows)
    return MapView(
        layer,
        found.half_year,
        t("{layer}, {half_year}", layer=t(LAYERS[layer]), half_year=t.half_year(found.half_year)),
        said,
        of_when,
        t(
            "Map of Limburg. {message}. {detail}. Municipalities per class: {counts}.",
            message=said,
            detail=of_when,
            counts=counts,
        ),
        classes,
        {each.row.code: each.figure for each in every},
        {row.code: lines_on(row, ground, t) for row in found.rows},
        ranking(layer, every, places, norm, t),
        figures(found, every, ground, t),
        t(
            "Boundaries: CBS/Kadaster, 2022, generalised; inhabitants: CBS, {date}.",
            date=t.date(ground.counted_on),
        ),
        norm,
    )
