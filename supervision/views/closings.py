"""With which backlogs and leads the regions closed their last half-years, on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from supervision.domain.account import Account
from supervision.domain.halfyear import HalfYear, half_years
from supervision.domain.municipality import Register
from supervision.domain.province import Sum
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words

SHOWN = 8
"""Half-years in a series; fewer where the store does not go back so far."""


WHOLE = "Limburg"
"""The name of the series of all regions together."""


@dataclass(frozen=True, slots=True)
class Closings:
    """The backlogs and the leads with which a region closed a half-year, each summed; persons.

    `unknown` are the names of the municipalities without a closing, `provisional` of those whose
    closing is not final. The sums are those of the others, and None where nobody has a closing.
    """

    half_year: HalfYear
    backlog: int | None
    lead: int | None
    unknown: tuple[str, ...]
    provisional: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The closings of one region, the oldest first; its title says how the backlog went."""

    region: str
    title: str
    closings: tuple[Closings, ...]


@dataclass(frozen=True, slots=True)
class Multiples:
    """The series of all regions, to be drawn on one scale: from `lowest` to `highest` persons.

    A lead lies below zero.
    """

    title: str
    series: tuple[Series, ...]
    lowest: int
    highest: int
    table: Table


def multiples(
    names: Sequence[str],
    last: HalfYear,
    accounts: Mapping[str, Account],
    register: Register,
    t: Words,
) -> Multiples:
    """Return the closings of these regions up to and including the half-year `last`.

    The name WHOLE stands for all regions together.
    """
    first = min((each.lines[0].half_year for each in accounts.values() if each.lines), default=last)
    shown = half_years(min(first, last), last)[-SHOWN:]
    series = tuple(_series(name, shown, accounts, register, t) for name in names)
    sums = [each for one in series for each in one.closings]
    return Multiples(
        _title(series, t),
        series,
        -max((each.lead or 0 for each in sums), default=0),
        max((each.backlog or 0 for each in sums), default=0),
        _table(series, t),
    )


def _series(
    region: str,
    shown: Iterable[HalfYear],
    accounts: Mapping[str, Account],
    register: Register,
    t: Words,
) -> Series:
    closings = tuple(_closings(region, each, accounts, register) for each in shown)
    backlogs = [each.backlog for each in closings if each.backlog is not None]
    return Series(region, _how_it_went(region, backlogs, t), closings)


def _closings(
    region: str, half_year: HalfYear, accounts: Mapping[str, Account], register: Register
) -> Closings:
    """Of those that existed then: a merger leaves the sums of the region as they were."""
    lines = {
        each.name: accounts.get(each.code, Account(each.code)).line(half_year)
        for each in register.in_half_year(half_year)
        if region in (WHOLE, each.region)
    }
    closed = {
        name: line for name, line in lines.items() if line and line.latest.closing is not None
    }
    return Closings(
        half_year,
        Sum.of(line.latest.backlog for line in closed.values()).persons,
        Sum.of(line.latest.lead for line in closed.values()).persons,
        tuple(name for name in lines if name not in closed),
        tuple(name for name, line in closed.items() if line.provisional),
    )


def _how_it_went(region: str, backlogs: Sequence[int], t: Words) -> str:
    if not backlogs:
        return t("{region}: no closing known", region=region)
    first, last = t.number(backlogs[0]), t.number(backlogs[-1])
    if first == last:
        return t("{region}: backlog {n}", region=region, n=last)
    return t("{region}: backlog from {first} to {last}", region=region, first=first, last=last)


def _title(series: Sequence[Series], t: Words) -> str:
    last = {each.region: each.closings[-1] for each in series if each.region != WHOLE}
    known = {name: each.backlog for name, each in last.items() if each.backlog is not None}
    if not known:
        return t("The last half-year has no closings yet")
    most = max(known, key=lambda name: known[name])
    day = t.date(last[most].half_year.reference_date)
    if not known[most]:
        return t("No region had a backlog on {date}", date=day)
    return t(
        "On {date} {region} had the largest backlog: {n} of the {total} persons in Limburg",
        date=day,
        region=most,
        n=t.number(known[most]),
        total=t.number(sum(known.values())),
    )


def _table(series: Sequence[Series], t: Words) -> Table:
    columns = [Column(t("Half-year"), ColumnKind.NAME)]
    for each in series:
        columns += [
            Column(t("{region}: backlog", region=each.region), ColumnKind.PERSONS),
            Column(t("{region}: lead", region=each.region), ColumnKind.PERSONS),
        ]
    columns.append(Column(t("Remark"), ColumnKind.PROSE))
    rows = []
    for points in zip(*(reversed(each.closings) for each in series), strict=True):
        sums = [number for point in points for number in (point.backlog, point.lead)]
        remark = "; ".join(_remarks(series, points, t))
        rows.append((str(points[0].half_year), *sums, remark))
    return Table(t("Closings per region, the last half-years"), tuple(columns), tuple(rows))


def _remarks(series: Sequence[Series], points: Sequence[Closings], t: Words) -> Iterator[str]:
    for each, point in zip(series, points, strict=True):
        if point.backlog is not None and point.unknown:
            yield t("{region}: without {names}", region=each.region, names=", ".join(point.unknown))
        if point.provisional:
            yield t(
                "{region}: provisional because of {names}",
                region=each.region,
                names=", ".join(point.provisional),
            )
