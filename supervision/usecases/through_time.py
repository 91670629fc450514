"""Reading: the province on many dates at once, for what is shown through time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from supervision.domain.halfyear import HalfYear
from supervision.domain.ruleset import in_force
from supervision.errors import NotFound
from supervision.rulesets import shipped
from supervision.storage.database import Database
from supervision.usecases import clock
from supervision.usecases.assessing import assessment_date, reassessed, snapshot_in
from supervision.views.snapshot import Snapshot


def snapshots(
    database: Database,
    half_years: Iterable[HalfYear],
    today: date,
    known_on: date | None = None,
) -> tuple[Snapshot, ...]:
    """Return the province in each half-year, assessed on its reference date or `today`.

    Each is what `assessing.snapshot` gives for that date, but the store is read once for all
    that share an attribution and a reporter. A half-year for which no rules were in force is
    left out: it cannot be assessed.
    """
    until = None if known_on is None else clock.end_of(known_on)
    read: dict[object, Snapshot] = {}
    found = []
    with database.read() as connection:
        for half_year in half_years:
            on = assessment_date(half_year, today)
            try:
                ruleset = in_force(shipped(), on)
            except NotFound:
                continue
            share = (ruleset.attribution, ruleset.reporter)
            if share not in read:
                read[share] = replace(
                    snapshot_in(connection, on, ruleset, until), known_on=known_on
                )
            found.append(reassessed(read[share], on, ruleset))
    return tuple(found)
