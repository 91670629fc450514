"""Reads the facts as they count now, or as they were known at a moment before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Connection, insert, select, true
from sqlalchemy.orm import InstrumentedAttribute

from supervision.domain.figures import Facts, Realisation, Reporter, Source, Stated, Target
from supervision.domain.halfyear import HalfYear
from supervision.storage.batches import active
from supervision.storage.database import Transaction
from supervision.storage.swaps import swaps
from supervision.storage.tables import (
    ImportBatch,
    RealisationFigure,
    StatedOpening,
    TargetFigure,
)

_half_year = cache(HalfYear.parse)
"""Thousands of rows name a few dozen half-years."""


def facts(
    connection: Connection,
    known_until: datetime | None = None,
    among: Collection[str] | None = None,
) -> Mapping[str, Facts]:
    """Return the facts of every municipality that has any, or of those `among` them, by code.

    Of each figure the latest active batch counts; with `known_until`, the latest of those that
    were in the store and not withdrawn at that moment.
    """
    targets = _targets(connection, known_until, among)
    realisations = _realisations(connection, known_until, among)
    openings = _openings(connection, known_until, among)
    counting = tuple(each.swap for each in swaps(connection) if each.counts_at(known_until))
    codes = targets.keys() | realisations.keys() | openings.keys()
    return {
        code: Facts(
            code,
            targets.get(code, {}),
            realisations.get(code, {}),
            openings.get(code, {}),
            tuple(swap for swap in counting if code in (swap.giver, swap.taker)),
        )
        for code in codes
    }


def state_opening(
    transaction: Transaction, code: str, half_year: HalfYear, persons: int, note: str, who: str
) -> int:
    """Store an opening stated by a person; return the number of the statement."""
    return transaction.connection.execute(
        insert(StatedOpening)
        .values(
            municipality=code,
            half_year=str(half_year),
            persons=persons,
            note=note,
            stated_at=transaction.at,
            stated_by=who,
        )
        .returning(StatedOpening.id)
    ).scalar_one()


def _of(column: InstrumentedAttribute[str], among: Collection[str] | None) -> ColumnElement[bool]:
    """The condition that a row is about one of the municipalities; true where all are asked."""
    return true() if among is None else column.in_(among)


def _targets(
    connection: Connection, known_until: datetime | None, among: Collection[str] | None
) -> dict[str, dict[HalfYear, Target]]:
    query = (
        select(
            TargetFigure.municipality,
            TargetFigure.half_year,
            TargetFigure.batch_id,
            TargetFigure.row,
            TargetFigure.net,
            TargetFigure.corrected,
            TargetFigure.carry_over,
        )
        .join(ImportBatch)
        .where(active(known_until), _of(TargetFigure.municipality, among))
        .order_by(TargetFigure.batch_id)
    )
    found: dict[str, dict[HalfYear, Target]] = defaultdict(dict)
    for code, text, batch, row, net, corrected, carry_over in connection.execute(query):
        half_year = _half_year(text)
        source = Source(batch, row)
        said = {"net": net, "corrected": corrected, "carry_over": carry_over}
        found[code][half_year] = replace(
            found[code].get(half_year, Target()),
            **{name: Stated(n, source) for name, n in said.items() if n is not None},
        )
    return found


def _realisations(
    connection: Connection, known_until: datetime | None, among: Collection[str] | None
) -> dict[str, dict[HalfYear, tuple[Realisation, ...]]]:
    query = (
        select(
            RealisationFigure.municipality,
            RealisationFigure.half_year,
            RealisationFigure.as_of,
            RealisationFigure.reporter,
            RealisationFigure.batch_id,
            RealisationFigure.row,
            RealisationFigure.realised,
            RealisationFigure.linked,
        )
        .join(ImportBatch)
        .where(active(known_until), _of(RealisationFigure.municipality, among))
        .order_by(RealisationFigure.batch_id)
    )
    current: dict[tuple[str, HalfYear], dict[tuple[date, str], Realisation]] = defaultdict(dict)
    for code, text, as_of, reporter, batch, row, realised, linked in connection.execute(query):
        half_year = _half_year(text)
        current[code, half_year][as_of, reporter] = Realisation(
            half_year, as_of, realised, Source(batch, row), Reporter(reporter), linked
        )
    found: dict[str, dict[HalfYear, tuple[Realisation, ...]]] = defaultdict(dict)
    for (code, half_year), reports in current.items():
        found[code][half_year] = tuple(reports[key] for key in sorted(reports))
    return found


def _openings(
    connection: Connection, known_until: datetime | None, among: Collection[str] | None
) -> dict[str, dict[HalfYear, Stated]]:
    query = (
        select(
            StatedOpening.id,
            StatedOpening.municipality,
            StatedOpening.half_year,
            StatedOpening.persons,
        )
        .where(_of(StatedOpening.municipality, among))
        .order_by(StatedOpening.id)
    )
    if known_until is not None:
        query = query.where(StatedOpening.stated_at <= known_until)
    found: dict[str, dict[HalfYear, Stated]] = defaultdict(dict)
    for number, code, half_year, persons in connection.execute(query):
        found[code][_half_year(half_year)] = Stated(persons, Source(number))
    return found
