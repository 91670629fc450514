"""The half-yearly report for Gedeputeerde and Provinciale Staten, from the views of the screens.

What is counted here is counted nowhere else: standings, overview, map and escalation list are
those that the screens show, so that no total can differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from supervision.domain.halfyear import HalfYear
from supervision.domain.ladder import share_of
from supervision.domain.province import Totals
from supervision.reference import register
from supervision.views.closings import Multiples, multiples
from supervision.views.escalation import Filter, facts, filters_in_name, flagged
from supervision.views.map import Layer, MapView, map_view
from supervision.views.overview import Overview, overview, steps_table
from supervision.views.region import from_the_north
from supervision.views.report_record import decided_in, excused_in, imports_table, older_imports
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standing, Standings, state_text
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words, mark

_PROVINCE = "Limburg"
_LISTED, _SELECTED = mark("All municipalities"), mark("Municipalities of the selection")
_Cell = TypeVar("_Cell")


@dataclass(frozen=True, slots=True)
class Group:
    """The municipalities of a region, and the sums of those in the table."""

    table: Table
    together: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The province in one half-year, as it is reported.

    `regions` has a row for each region and `province` the sums of all, `course` how the balances
    went up to the last half-year that closed, `steps` how many stand on each, `decided` how many
    decisions about a step were taken; these are always of the whole province.
    `selected` and what follows are of those that pass `chosen`: their sums, and the lists;
    `groups` are the same per region. `older` says which imports besides those in `imports` the
    figures rest on.
    """

    found: Standings
    chosen: Filter
    facts: tuple[tuple[str, str], ...]
    overview: Overview
    map: MapView
    regions: Table
    province: tuple[Value, ...]
    course: Multiples
    steps: Table
    decided: int
    selected: Totals
    municipalities: Table
    groups: tuple[Group, ...]
    escalation: Table
    decisions: Table
    excuses: Table
    imports: Table
    older: str

    @property
    def filtered(self) -> bool:
        """Whether the lists leave municipalities out."""
        return self.chosen != Filter()


def report(found: Standings, snapshot: Snapshot, t: Words, chosen: Filter | None = None) -> Report:
    """Return the report of the half-year that `found` shows."""
    chosen = chosen or Filter()
    rows = tuple(row for row in found.rows if chosen.passes(row))
    codes = frozenset(row.code for row in rows)
    seen = overview(found, snapshot, t)
    return Report(
        found,
        chosen,
        facts(found, t, chosen),
        seen,
        map_view(found, Layer.SHARE, t),
        _regions(found, snapshot, t),
        _sums(_PROVINCE, found.totals),
        multiples(
            _region_names(found.rows),
            HalfYear.last_closed_on(found.on),
            snapshot.province.accounts,
            register(),
            t,
        ),
        steps_table(seen, found.ruleset, t),
        len(decided_in(found, snapshot, {row.code for row in found.rows}, t).rows),
        _totals(rows, snapshot),
        _municipalities(rows, t(_LISTED if chosen == Filter() else _SELECTED), t),
        tuple(_groups(rows, snapshot, t)),
        _escalation(flagged(found, chosen), t),
        decided_in(found, snapshot, codes, t),
        excused_in(found, snapshot, codes, t),
        imports_table(found, snapshot, t),
        older_imports(found, snapshot, t),
    )


def report_file_name(found: Standings, t: Words, chosen: Filter | None = None) -> str:
    """Return the name of the file, without its suffix; filters and sample data are in the name."""
    name = t("half_yearly_report")
    only = filters_in_name(chosen or Filter(), t)
    sample = t("_sampledata") if found.sample else ""
    return f"{name}_{found.half_year}{only}_{found.on.isoformat()}{sample}"


def _regions(found: Standings, snapshot: Snapshot, t: Words) -> Table:
    return Table(
        t("Province and regions"),
        (
            Column(t("Region"), ColumnKind.NAME),
            Column(t("Municipalities"), ColumnKind.NUMBER),
            Column(t("Target"), ColumnKind.PERSONS),
            Column(t("Opening"), ColumnKind.BALANCE),
            Column(t("Obligation"), ColumnKind.PERSONS),
            Column(t("Realised"), ColumnKind.PERSONS),
            Column(t("Realised %"), ColumnKind.SHARE),
            Column(t("Still to house"), ColumnKind.PERSONS),
            Column(t("Lead"), ColumnKind.PERSONS),
        ),
        tuple(
            _sums(region, _totals((row for row in found.rows if row.region == region), snapshot))
            for region in _region_names(found.rows)
        ),
    )


def _region_names(rows: Iterable[Standing]) -> list[str]:
    return sorted({row.region for row in rows}, key=from_the_north)


def _totals(rows: Iterable[Standing], snapshot: Snapshot) -> Totals:
    return Totals.of(snapshot.province.assessments[row.code] for row in rows)


def _sums(name: str, totals: Totals) -> tuple[Value, ...]:
    return (
        name,
        totals.municipalities,
        totals.target.persons,
        totals.opening.persons,
        totals.obligation.persons,
        totals.realised.persons,
        share_of(totals.comparable_realised, totals.comparable_obligation),
        totals.backlog.persons,
        totals.lead.persons,
    )


def _groups(rows: tuple[Standing, ...], snapshot: Snapshot, t: Words) -> Iterator[Group]:
    """Without the column of the region, which is the title."""
    for region in _region_names(rows):
        own = tuple(row for row in rows if row.region == region)
        table = _municipalities(own, region, t)
        yield Group(
            replace(
                table,
                columns=_but_region(table.columns),
                rows=tuple(_but_region(row) for row in table.rows),
            ),
            _but_region(_together(own, snapshot, t)),
        )


def _but_region(row: tuple[_Cell, ...]) -> tuple[_Cell, ...]:
    return row[:1] + row[2:]


def _municipalities(rows: tuple[Standing, ...], title: str, t: Words) -> Table:
    return Table(
        title,
        (
            Column(t("Municipality"), ColumnKind.NAME),
            Column(t("Region"), ColumnKind.NAME),
            Column(t("Obligation"), ColumnKind.PERSONS),
            Column(t("Realised"), ColumnKind.PERSONS),
            Column(t("Realised %"), ColumnKind.SHARE),
            Column(t("Still to house"), ColumnKind.PERSONS),
            Column(t("State"), ColumnKind.NAME),
            Column(t("Step now"), ColumnKind.STEP),
            Column(t("Step indicated"), ColumnKind.STEP),
            Column(t("Step proposed"), ColumnKind.STEP),
        ),
        tuple(
            (
                row.name,
                row.region,
                row.obligation,
                row.realised,
                row.realised_share,
                row.to_house,
                state_text(row, t),
                row.current_step,
                row.indicated_step,
                row.proposed_step,
            )
            for row in rows
        ),
    )


def _together(rows: tuple[Standing, ...], snapshot: Snapshot, t: Words) -> tuple[Value, ...]:
    totals = _totals(rows, snapshot)
    return (
        t("Together"),
        "",
        totals.obligation.persons,
        totals.realised.persons,
        share_of(totals.comparable_realised, totals.comparable_obligation),
        totals.backlog.persons,
        *[""] * 4,
    )


def _escalation(rows: tuple[Standing, ...], t: Words) -> Table:
    return Table(
        t("Escalation list"),
        (
            Column(t("Municipality"), ColumnKind.NAME),
            Column(t("Still to house"), ColumnKind.PERSONS),
            Column(t("Step now"), ColumnKind.STEP),
            Column(t("Step indicated"), ColumnKind.STEP),
            Column(t("Step proposed"), ColumnKind.STEP),
            Column(t("Term"), ColumnKind.DATE),
            Column(t("Reason"), ColumnKind.PROSE),
        ),
        tuple(
            (
                row.name,
                row.to_house,
                row.current_step,
                row.indicated_step,
                row.proposed_step,
                row.term_until,
                "\n".join(reason.text for reason in row.decisive or row.reasons[:1]),
            )
            for row in rows
        ),
    )
