"""Leads a figure back to the file and row, or the statement, that it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from supervision.domain.account import Account
from supervision.domain.conditions import Finding
from supervision.domain.figures import Source
from supervision.domain.halfyear import HalfYear
from supervision.domain.ladder import Assessment
from supervision.domain.line import Line, Origin, Position
from supervision.views.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one figure came from; `batch` and `row` as in the list of imports.

    `origin` says how an opening came about. What a person stated, an
    opening or a swap, has its own number instead of a batch.
    """

    figure: str
    batch: int | None = None
    row: int | None = None
    file: str | None = None
    imported_at: datetime | None = None
    imported_by: str | None = None
    origin: Origin | None = None
    statement: int | None = None


Tracer = Callable[[HalfYear, date | None], tuple[Provenance, ...]]
"""Gives the sources of the figures of a half-year, by its report of a date; None is the last."""


def tracer(found: Assessment, snapshot: Snapshot) -> Tracer:
    """Return what leads the numbers of a finding back to the files of its half-year."""
    account = snapshot.province.accounts.get(found.code, Account(found.code))

    def trace(half_year: HalfYear, as_of: date | None = None) -> tuple[Provenance, ...]:
        line = account.line(half_year)
        if line is None:
            return ()
        return provenance(line, line.position(as_of or found.on), snapshot)

    return trace


def reported_on(finding: Finding) -> date | None:
    """Return the date of the report that a finding compared; None where it was the last one."""
    as_of = finding.values.get("as_of")
    return as_of if isinstance(as_of, date) else None


def provenance(line: Line, position: Position, snapshot: Snapshot) -> tuple[Provenance, ...]:
    """Return where the target, the opening and the realised figure of a line came from."""
    found = []
    stated = line.stated.net or line.stated.corrected
    if stated is not None:
        figure = "target" if line.stated.net is not None else "obligation"
        found.append(_from_file(figure, stated.source, snapshot))
    opening = line.opening
    if opening.origin is Origin.PERSON and opening.source is not None:
        found.append(Provenance("opening", origin=opening.origin, statement=opening.source.batch))
    elif opening.origin is not None:
        found.append(_from_file("opening", opening.source, snapshot, opening.origin))
    found += [Provenance("swap", statement=swap.number) for swap in line.swaps]
    if position.reported is not None:
        found.append(_from_file("realised", position.reported.source, snapshot))
    return tuple(found)


def _from_file(
    figure: str, source: Source | None, snapshot: Snapshot, origin: Origin | None = None
) -> Provenance:
    if source is None:
        return Provenance(figure, origin=origin)
    batch = snapshot.batches.get(source.batch)
    if batch is None:
        return Provenance(figure, source.batch, source.row, origin=origin)
    return Provenance(
        figure,
        source.batch,
        source.row,
        batch.file_name,
        batch.imported_at,
        batch.imported_by,
        origin,
    )
