"""The start page: how the province stands, who needs attention now, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from supervision.domain.halfyear import HalfYear, pace_norm
from supervision.domain.ladder import State, share_of
from supervision.domain.province import Totals
from supervision.domain.ruleset import RuleSet
from supervision.reference import register
from supervision.storage.batches import Batch
from supervision.views.escalation import flagged
from supervision.views.gaps import missing_closings
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standing, Standings
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words
from supervision.words.labels import step_name


@dataclass(frozen=True, slots=True)
class Change:
    """What the last import changed; persons, and of the share of 1. None where unknown before.

    `since` names that import; None where it changed nothing here.
    """

    since: str | None = None
    obligation: int | None = None
    realised: int | None = None
    to_house: int | None = None
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many municipalities the rules indicate for a step, and how many a decision put on it.

    Step 0 is off the ladder.
    """

    step: int
    indicated: int
    current: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The province in one half-year. Persons; shares are of 1.

    `share` compares only municipalities of which realised and obligation are both known;
    `to_house` sums the backlogs; `lead` of others is not set off. `norm` is taken at `as_of`.
    """

    sentence: str
    as_of: date | None
    obligation: int | None
    realised: int | None
    to_house: int | None
    lead: int | None
    share: Fraction | None
    norm: Fraction | None
    states: tuple[tuple[State, int], ...]
    steps: tuple[StepCount, ...]
    attention: tuple[Standing, ...]
    last_import: Batch | None
    missing: tuple[str, ...]
    change: Change


def overview(
    found: Standings, snapshot: Snapshot, t: Words, before: Totals | None = None
) -> Overview:
    """Return the overview of the half-year that `found` shows.

    `before` are the totals before the last import.
    """
    totals = found.totals
    reported = [row.as_of for row in found.rows if row.as_of is not None]
    as_of = max(reported, default=None)
    norm = None if as_of is None else pace_norm(found.half_year, as_of)
    share = share_of(totals.comparable_realised, totals.comparable_obligation)
    states = Counter(row.state for row in found.rows)
    indicated = Counter(row.indicated_step for row in found.rows)
    current = Counter(row.current_step for row in found.rows)
    return Overview(
        _sentence(found, as_of, share, norm, t),
        as_of,
        totals.obligation.persons,
        totals.realised.persons,
        totals.backlog.persons,
        totals.lead.persons,
        share,
        norm,
        tuple((state, states[state]) for state in State),
        tuple(
            StepCount(step, indicated[step], current[step])
            for step in range(len(found.ruleset.steps) + 1)
        ),
        flagged(found),
        max(snapshot.batches.values(), key=lambda batch: batch.id, default=None),
        (
            *_missing(found, as_of, t),
            *missing_closings(snapshot.province.accounts, register(), found.half_year, t),
        ),
        _change(totals, before, snapshot, t),
    )


def steps_table(view: Overview, ruleset: RuleSet, t: Words) -> Table:
    """Return the municipalities per step: by the rules, and by what people decided."""
    return Table(
        t("Municipalities per step"),
        (
            Column(t("Step"), ColumnKind.TEXT),
            Column(t("Indicated step"), ColumnKind.PERSONS),
            Column(t("Current step"), ColumnKind.PERSONS),
        ),
        tuple(
            (
                step_name(each.step, ruleset.step(each.step).name if each.step else {}, t),
                each.indicated,
                each.current,
            )
            for each in view.steps
        ),
    )


def _change(now: Totals, before: Totals | None, snapshot: Snapshot, t: Words) -> Change:
    """Nothing where the last import is about another half-year and changed nothing here."""
    last = max(snapshot.batches.values(), key=lambda batch: batch.id, default=None)
    if last is None or before is None or before == now:
        return Change()
    share, old = (
        share_of(each.comparable_realised, each.comparable_obligation) for each in (now, before)
    )
    return Change(
        t("by import {batch} of {date}", batch=last.id, date=t.short_moment(last.imported_at)),
        _difference(now.obligation.persons, before.obligation.persons),
        _difference(now.realised.persons, before.realised.persons),
        _difference(now.backlog.persons, before.backlog.persons),
        None if share is None or old is None else share - old,
    )


def _difference(now: int | None, before: int | None) -> int | None:
    return None if now is None or before is None else now - before


def _sentence(
    found: Standings,
    as_of: date | None,
    share: Fraction | None,
    norm: Fraction | None,
    t: Words,
) -> str:
    if as_of is None or share is None or norm is None:
        return t("No figures of {half_year} have been imported yet.", half_year=found.half_year)
    parts = [
        t(
            "On {date} Limburg had realised {share} of the obligation; the norm is {norm}.",
            date=t.date(as_of),
            share=t.percent(share, 0),
            norm=t.percent(norm, 0),
        )
    ]
    closing = found.half_year.reference_date
    if found.on >= closing and as_of < closing:
        parts.append(
            t(
                "The closing figures of {date} are not in: all this is provisional.",
                date=t.date(closing),
            )
        )
    elif found.on >= closing:
        parts += _missed(found, t)
    else:
        behind = sum(row.state is State.BEHIND_PACE for row in found.rows)
        parts.append(
            t.plural("{n} municipality is behind.", "{n} municipalities are behind.", behind)
        )
    oldest = min((row.backlog_since for row in found.rows if row.backlog_since), default=None)
    if oldest is not None:
        names = _names(row for row in found.rows if row.backlog_since == oldest)
        parts.append(t("The oldest backlog is of {oldest}: {names}.", oldest=oldest, names=names))
    repeated = sum(row.missed_in_a_row >= 2 for row in found.rows)
    if repeated:
        parts.append(
            t.plural(
                "{n} municipality closed two or more half-years in a row with a backlog.",
                "{n} municipalities closed two or more half-years in a row with a backlog.",
                repeated,
            )
        )
    return " ".join(parts)


def _missed(found: Standings, t: Words) -> Iterator[str]:
    """Who missed a half-year that has closed, apart from whom the closing figure may still help."""
    missed = [row for row in found.rows if row.state is State.MISSED]
    yield t.plural(
        "{n} municipality missed its obligation.",
        "{n} municipalities missed their obligation.",
        sum(row.final for row in missed),
    )
    late = sum(not row.final for row in missed)
    if late:
        yield t.plural(
            "{n} municipality had not met it by its last figure; its closing figure is not in.",
            "{n} municipalities had not met it by their last figure; their closing figures are "
            "not in.",
            late,
        )


def _missing(found: Standings, as_of: date | None, t: Words) -> Iterator[str]:
    """What has to come in before the figures are complete."""
    if not any(row.obligation is not None or row.target is not None for row in found.rows):
        yield t("No targets of {half_year} have been imported.", half_year=found.half_year)
    elif unknown := _names(row for row in found.rows if row.obligation is None):
        yield t("Obligation unknown (no target or no opening): {names}.", names=unknown)
    expected = _expected(found)
    if expected is not None and (as_of is None or as_of < expected):
        yield t(
            "The figures of {expected} are not in yet; the last are those of {date}.",
            expected=t.date(expected),
            date=t.date(as_of),
        )
    if as_of is None:
        return
    if without := _names(row for row in found.rows if row.realised is None):
        yield t("No figure in this half-year: {names}.", names=without)
    if late := _names(row for row in found.rows if row.as_of is not None and row.as_of < as_of):
        yield t("An older figure than the others: {names}.", names=late)


def _expected(found: Standings) -> date | None:
    """The last first of a month on or before the assessment, when COA reports."""
    expected = found.on.replace(day=1)
    return expected if HalfYear.of(expected) == found.half_year else None


def _names(rows: Iterator[Standing]) -> str:
    return ", ".join(row.name for row in rows)
