"""The regions side by side: what each had to house, what came of it, and what swaps could do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from supervision.domain.halfyear import pace_norm
from supervision.domain.ladder import State, share_of
from supervision.domain.municipality import Register
from supervision.domain.proposals import Proposals
from supervision.domain.province import Sum, Totals
from supervision.views.closings import Multiples, multiples
from supervision.views.escalation import SAMPLE, facts
from supervision.views.joint import Joint, joint
from supervision.views.ranking import Region, region
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standing, Standings
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words

_NORTH_TO_SOUTH = ("Noord-Limburg", "Midden-Limburg", "Zuid-Limburg")
_BEHIND = (State.BEHIND_PACE, State.MISSED)


@dataclass(frozen=True, slots=True)
class Regions:
    """All regions from north to south in one half-year; `running` tells that it has not closed.

    `figures` is the table of balances with what a download has besides.
    """

    running: bool
    sentence: str
    balances: Table
    figures: Table
    closings: Multiples
    parts: Mapping[str, Region]
    joint: Mapping[str, Joint]


def regions(
    found: Standings, snapshot: Snapshot, proposals: Proposals, register: Register, t: Words
) -> Regions:
    """Return the regions in the half-year that `found` shows, with the proposals for it."""
    members: dict[str, list[Standing]] = {}
    for row in found.rows:
        members.setdefault(row.region, []).append(row)
    names = sorted(members, key=from_the_north)
    balances = _balances(names, found, snapshot, proposals, t)
    last = found.half_year.previous if proposals.running else found.half_year
    return Regions(
        proposals.running,
        _sentence(names, found, snapshot, t),
        balances,
        _with_remark(balances, found, t),
        multiples(names, last, snapshot.province.accounts, register, t),
        {
            name: region(
                name,
                _sentence([name], found, snapshot, t),
                members[name],
                found,
                proposals,
                t,
            )
            for name in names
        },
        {name: joint(name, members[name], found, snapshot, proposals, t) for name in names},
    )


def from_the_north(name: str) -> tuple[int, str]:
    """Return what sorts the regions from north to south, the others after them by name."""
    place = _NORTH_TO_SOUTH.index(name) if name in _NORTH_TO_SOUTH else len(_NORTH_TO_SOUTH)
    return place, name


def _as_of(rows: Iterable[Standing]) -> date | None:
    """The date of the last report among these."""
    return max((row.as_of for row in rows if row.as_of is not None), default=None)


def _totals(name: str | None, snapshot: Snapshot) -> Totals:
    """The sums of a region; without a name, of the province."""
    province = snapshot.province
    return Totals.of(
        province.assessments[each.code]
        for each in province.municipalities
        if name in (None, each.region)
    )


def _share(totals: Totals) -> Fraction | None:
    return share_of(totals.comparable_realised, totals.comparable_obligation)


def _sentence(names: Sequence[str], found: Standings, snapshot: Snapshot, t: Words) -> str:
    """Say how these regions stand: which of them is furthest behind, and which is furthest on."""
    shares = {name: _share(_totals(name, snapshot)) for name in names}
    known = {name: share for name, share in shares.items() if share is not None}
    as_of = _as_of(row for row in found.rows if row.region in names)
    if not known or as_of is None:
        return t("No figures of {half_year} have been imported yet.", half_year=found.half_year)
    last = min(known, key=lambda name: known[name])
    first = max(known, key=lambda name: known[name])
    values = {
        "date": t.date(as_of),
        "last": last,
        "least": t.percent(known[last], 0),
        "norm": t.percent(pace_norm(found.half_year, as_of), 0),
    }
    if first == last:
        return t(
            "On {date} {last} had realised {least} of its obligation; the norm is {norm}.", **values
        )
    return t(
        "On {date} {last} had realised least of its obligation, {least}, and {first} most, "
        "{most}; the norm is {norm}.",
        **values,
        first=first,
        most=t.percent(known[first], 0),
    )


def _balances(
    names: Sequence[str], found: Standings, snapshot: Snapshot, proposals: Proposals, t: Words
) -> Table:
    columns = [
        Column(t("Region"), ColumnKind.NAME),
        Column(t("Municipalities"), ColumnKind.PERSONS),
        Column(t("Obligation"), ColumnKind.PERSONS),
        Column(t("Realised"), ColumnKind.PERSONS),
        Column(t("Realised %"), ColumnKind.SHARE),
        Column(t("Pace norm"), ColumnKind.SHARE),
        Column(t("Still to house"), ColumnKind.PERSONS),
        Column(t("Lead"), ColumnKind.PERSONS),
        Column(t("Behind or missed"), ColumnKind.PERSONS),
        Column(t("Balance unknown"), ColumnKind.PERSONS),
    ]
    if proposals.running:
        columns += [
            Column(t("Expected backlog"), ColumnKind.PERSONS),
            Column(t("Expected lead"), ColumnKind.PERSONS),
            Column(t("Swaps could clear"), ColumnKind.PERSONS),
        ]
    as_of = _as_of(found.rows)
    norm = None if as_of is None else pace_norm(found.half_year, as_of)
    rows = []
    for name in (*names, None):
        totals = _totals(name, snapshot)
        row: list[Value] = [
            name or t("Limburg"),
            totals.municipalities,
            totals.obligation.persons,
            totals.realised.persons,
            _share(totals),
            norm,
            totals.backlog.persons,
            totals.lead.persons,
            sum(each.state in _BEHIND for each in found.rows if name in (None, each.region)),
            totals.closing.unknown,
        ]
        if proposals.running:
            row += _expected(name, found, proposals)
        rows.append(tuple(row))
    title = t("Balance per region, {half_year}", half_year=t.half_year(found.half_year))
    return Table(title, tuple(columns), tuple(rows), facts(found, t))


def _expected(name: str | None, found: Standings, proposals: Proposals) -> list[int | None]:
    """The expected backlogs and leads, each summed, and what swaps could clear of them."""
    balances = [
        proposals.balances[each.code].closing for each in found.rows if name in (None, each.region)
    ]
    backlog = Sum.of(None if each is None else max(each, 0) for each in balances).persons
    lead = Sum.of(None if each is None else max(-each, 0) for each in balances).persons
    cleared = sum(plan.cleared for key, plan in proposals.plans.items() if name in (None, key))
    return [backlog, lead, None if backlog is None else cleared]


def _with_remark(table: Table, found: Standings, t: Words) -> Table:
    """The table as it is taken along: each row says of which half-year, and what is made up."""
    remark = t(SAMPLE) if found.sample else ""
    return replace(
        table,
        columns=(
            Column(t("Half-year"), ColumnKind.NAME),
            *table.columns,
            Column(t("Remark"), ColumnKind.TEXT),
        ),
        rows=tuple((str(found.half_year), *row, remark) for row in table.rows),
    )


def region_file_name(found: Standings, name: str | None, suffix: str, t: Words) -> str:
    """Return the name of the download of one region or of all, told apart by half-year and day.

    Sample data says so in it.
    """
    what = name or t("regions")
    sample = t("_sampledata") if found.sample else ""
    return f"{what}_{found.half_year}_{found.on.isoformat()}{sample}{suffix}"
