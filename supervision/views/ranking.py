"""One region: who is behind and who is ahead, and who is on which step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from supervision.domain.proposals import Basis, Proposals
from supervision.views.escalation import SAMPLE, Filter, facts
from supervision.views.standing import Standing, Standings, provisional_legend, state_text
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words, mark
from supervision.words.labels import step_name

BASES: Mapping[Basis, str] = {
    Basis.FORECAST: mark("earlier half-years"),
    Basis.PACE: mark("the pace so far"),
    Basis.OPENING: mark("the opening: no report yet"),
    Basis.NONE: mark("not known"),
}
"""What an expected balance rests on, in words."""

_COLUMNS = (
    (mark("Municipality code"), ColumnKind.TEXT),
    (mark("Municipality"), ColumnKind.NAME),
    (mark("Region"), ColumnKind.TEXT),
    (mark("Half-year"), ColumnKind.NAME),
    (mark("As of"), ColumnKind.DATE),
    (mark("Target"), ColumnKind.PERSONS),
    (mark("Opening"), ColumnKind.BALANCE),
    (mark("Obligation"), ColumnKind.PERSONS),
    (mark("Realised"), ColumnKind.PERSONS),
    (mark("Realised %"), ColumnKind.SHARE),
    (mark("Pace norm"), ColumnKind.SHARE),
    (mark("State"), ColumnKind.NAME),
    (mark("Closing"), ColumnKind.BALANCE),
    (mark("Expectation rests on"), ColumnKind.TEXT),
    (mark("Current step"), ColumnKind.STEP),
    (mark("Indicated step"), ColumnKind.STEP),
    (mark("Proposed step"), ColumnKind.STEP),
    (mark("Remark"), ColumnKind.TEXT),
)
_BALANCE, _BASIS = 12, 13
_ON_SCREEN = (1, 7, 8, 9, 11, _BALANCE, _BASIS, 14, 15, 16)
"""The columns that fit on a screen; the download has them all."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A municipality with its balance on the reference date: backlog (+) or lead (-).

    In the running half-year it is what is expected, and `basis` says on which ground; once that
    has closed it is the closing.
    """

    standing: Standing
    balance: int | None
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class Region:
    """One region: its municipalities from the largest backlog to the largest lead.

    `sentence` says how the region stands, `title` who stands out. `figures` is the whole table,
    `ranking` the columns of it that fit on a screen, `legend` explains a mark in them.
    """

    name: str
    sentence: str
    title: str
    ranked: tuple[Ranked, ...]
    figures: Table
    ranking: Table
    legend: str
    steps: Table


def region(
    name: str,
    sentence: str,
    rows: Iterable[Standing],
    found: Standings,
    proposals: Proposals,
    t: Words,
) -> Region:
    """Return one region with the municipalities in `rows`; `sentence` says how it stands."""
    ranked = tuple(sorted((_ranked(row, proposals) for row in rows), key=_most_behind))
    figures = _figures(name, ranked, found, proposals.running, t)
    return Region(
        name,
        sentence,
        _title(ranked, found, proposals.running, t),
        ranked,
        figures,
        _on_screen(figures, proposals.running),
        provisional_legend((each.standing for each in ranked), t),
        _steps(ranked, found, t),
    )


def _ranked(row: Standing, proposals: Proposals) -> Ranked:
    if not proposals.running:
        return Ranked(row, row.closing, None)
    return Ranked(row, proposals.balances[row.code].closing, proposals.bases[row.code])


def _most_behind(each: Ranked) -> tuple[bool, int, str]:
    return each.balance is None, -(each.balance or 0), each.standing.name


def _title(ranked: Sequence[Ranked], found: Standings, running: bool, t: Words) -> str:
    known = [each.balance for each in ranked if each.balance is not None]
    if not known:
        return t("No balance is known yet.")
    most, least = known[0], known[-1]
    worst, best = (
        ", ".join(each.standing.name for each in ranked if each.balance == extreme)
        for extreme in (most, least)
    )
    day = t.date(found.half_year.reference_date)
    if most > 0:
        text = (
            t("Largest backlog expected on {date}: {name} ({n}).", date=day, name=worst, n=most)
            if running
            else t("Largest backlog on {date}: {name} ({n}).", date=day, name=worst, n=most)
        )
    else:
        text = (
            t("No backlog is expected on {date}.", date=day)
            if running
            else t("Nobody had a backlog on {date}.", date=day)
        )
    ahead = (
        t("Largest lead: {name} ({n}).", name=best, n=-least)
        if least < 0
        else t("Nobody is ahead.")
    )
    return f"{text} {ahead}"


def _figures(
    name: str, ranked: Sequence[Ranked], found: Standings, running: bool, t: Words
) -> Table:
    columns = [Column(t(heading), kind) for heading, kind in _COLUMNS]
    if running:
        columns[_BALANCE] = replace(columns[_BALANCE], heading=t("Expected balance"))
    return Table(
        t("Municipalities of {region}, from behind to ahead", region=name),
        tuple(columns),
        tuple(_row(each, t(SAMPLE) if found.sample else "", t) for each in ranked),
        facts(found, t, Filter(name)),
    )


def _row(each: Ranked, remark: str, t: Words) -> tuple[Value, ...]:
    row = each.standing
    return (
        row.code,
        row.name,
        row.region,
        str(row.half_year),
        row.as_of,
        row.target,
        row.opening,
        row.obligation,
        row.realised,
        row.realised_share,
        row.pace_norm,
        state_text(row, t),
        each.balance,
        None if each.basis is None else t(BASES[each.basis]),
        row.current_step,
        row.indicated_step,
        row.proposed_step,
        remark,
    )


def _on_screen(figures: Table, running: bool) -> Table:
    shown = [index for index in _ON_SCREEN if running or index != _BASIS]
    return replace(
        figures,
        columns=tuple(figures.columns[index] for index in shown),
        rows=tuple(tuple(row[index] for index in shown) for row in figures.rows),
    )


def _steps(ranked: Sequence[Ranked], found: Standings, t: Words) -> Table:
    """Who is on which step, the highest first; a step where nobody is, is left out."""
    everybody = sorted((each.standing for each in ranked), key=lambda row: row.name)

    def names(rows: Iterable[Standing]) -> str | None:
        return ", ".join(row.name for row in rows) or None

    rows: list[tuple[Value, ...]] = [
        (
            step_name(step.number, step.name, t),
            names(row for row in everybody if row.current_step == step.number),
            names(row for row in everybody if row.indicated_step == step.number),
            names(row for row in everybody if row.proposed_step == step.number),
        )
        for step in sorted(found.ruleset.steps, key=lambda step: -step.number)
    ]
    flagged = names(row for row in everybody if row.preventive and not row.indicated_step)
    rows.append((t("preventive only"), None, flagged, None))
    headings = (t("Step"), t("Current step"), t("Indicated step"), t("Proposed step"))
    return Table(
        t("Who is on which step"),
        tuple(Column(heading, ColumnKind.TEXT) for heading in headings),
        tuple(row for row in rows if any(row[1:])),
    )
