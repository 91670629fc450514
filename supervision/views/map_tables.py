"""The tables beside and below the map: its order, its classes, and all that it tells on hover."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.views.map_classes import Shown, Slot
from supervision.views.map_layers import LAYERS, Ground, Layer, is_running, value_of
from supervision.views.map_norm import NormMark, side_of_norm
from supervision.views.standing import Standing, Standings, state_text
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words


def ranking(
    layer: Layer, every: Sequence[Shown], slots: Sequence[Slot], norm: NormMark | None, t: Words
) -> Table:
    """Return what the colours show, the worst first: class, municipality and figure.

    With a norm on the scale a column says on which side of it each is: no colour is needed.
    """
    columns = [
        Column(t("Class"), ColumnKind.TEXT),
        Column(t("Municipality"), ColumnKind.TEXT),
        Column(t("Figure"), ColumnKind.FIGURE),
    ]
    if norm is not None:
        columns.append(Column(t("Norm"), ColumnKind.TEXT))
    return Table(
        t("{layer}, the least favourable first", layer=t(LAYERS[layer])),
        tuple(columns),
        tuple(
            (
                slots[each.place].name,
                each.row.name,
                each.figure,
                *([side_of_norm(each.row, t)] if norm is not None else []),
            )
            for each in every
        ),
    )


def figures(found: Standings, every: Sequence[Shown], ground: Ground, t: Words) -> Table:
    """Return everything that the map tells of each municipality, in the order of its classes."""
    running = is_running(found)
    columns = [
        Column(t("Municipality"), ColumnKind.NAME),
        Column(t("Region"), ColumnKind.NAME),
        Column(t("Obligation"), ColumnKind.PERSONS),
        Column(t("Realised"), ColumnKind.PERSONS),
        Column(t("Realised %"), ColumnKind.SHARE),
        Column(t("Still to house"), ColumnKind.PERSONS),
        Column(t("Per 1,000 inhabitants"), ColumnKind.RATE),
        Column(t("State"), ColumnKind.TEXT),
        Column(t("Step now"), ColumnKind.STEP),
        Column(t("Step indicated"), ColumnKind.STEP),
        Column(t("Step proposed"), ColumnKind.STEP),
        Column(t("As of"), ColumnKind.DATE),
    ]
    if running:
        columns.append(Column(t("Expected closing"), ColumnKind.BALANCE))
    return Table(
        t("The figures of the map"),
        tuple(columns),
        tuple(
            (
                each.row.name,
                each.row.region,
                each.row.obligation,
                each.row.realised,
                each.row.realised_share,
                each.row.to_house,
                value_of(Layer.PER_INHABITANT, each.row, ground),
                state_text(each.row, t),
                each.row.current_step,
                each.row.indicated_step,
                each.row.proposed_step,
                each.row.as_of,
                *([_expected(each.row, ground)] if running else []),
            )
            for each in every
        ),
    )


def lines_on(row: Standing, ground: Ground, t: Words) -> tuple[str, ...]:
    """Return what the map tells when a municipality is pointed at, line by line."""
    share = row.realised_share
    per_inhabitants = value_of(Layer.PER_INHABITANT, row, ground)
    lines = [
        t(
            "realised {realised} of {obligation} ({share})",
            realised=t.number(row.realised),
            obligation=t.number(row.obligation),
            share=t("not applicable") if share is None else t.percent(share),
        )
    ]
    if per_inhabitants is None:
        lines.append(t("still to house: {n}", n=t.number(row.to_house)))
    else:
        lines.append(
            t(
                "still to house: {n} ({rate} per 1,000 inhabitants)",
                n=t.number(row.to_house),
                rate=t.decimal(per_inhabitants, 2),
            )
        )
    lines.append(
        t(
            "{state}; step now {current}, indicated {indicated}, proposed {proposed}",
            state=state_text(row, t),
            current=row.current_step,
            indicated=row.indicated_step,
            proposed=row.proposed_step,
        )
    )
    if row.code in ground.expected and not row.final:
        lines.append(ground.expected[row.code].text)
    if row.as_of is not None:
        lines.append(t("as of {date}", date=t.date(row.as_of)))
    return tuple(lines)


def _expected(row: Standing, ground: Ground) -> int | None:
    found = ground.expected.get(row.code)
    return None if found is None else found.closing
