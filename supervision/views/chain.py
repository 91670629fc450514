"""The account of one municipality, half-year by half-year, as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from supervision.domain.account import Account
from supervision.domain.figures import Source, moved
from supervision.domain.halfyear import HalfYear
from supervision.domain.line import Difference, Line, Origin


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One half-year of the chain; persons, None where unknown.

    `vintages` are the persons still open by the half-year in which they arose. `final` tells
    that the closing figure is in, `provisional` that it, or the opening, is not;
    `obligation_provisional` that the obligation rests on such an opening. `sources` lead to
    target, stated opening and realised figure; `swapped` is what swaps add to the target.
    """

    half_year: HalfYear
    target: int | None
    opening: int | None
    obligation: int | None
    realised: int | None
    as_of: date | None
    final: bool
    closing: int | None
    vintages: Mapping[HalfYear, int] | None
    opening_origin: Origin | None
    provisional: bool
    obligation_provisional: bool
    differences: tuple[Difference, ...]
    sources: tuple[Source, ...]
    swapped: int


def chain(account: Account) -> tuple[ChainLine, ...]:
    """Return the lines of an account, oldest first."""
    return tuple(_chain_line(account.code, line) for line in account.lines)


def _chain_line(code: str, line: Line) -> ChainLine:
    latest = line.latest
    return ChainLine(
        line.half_year,
        line.target,
        line.opening.persons,
        line.obligation,
        latest.realised,
        latest.as_of,
        latest.final,
        latest.closing,
        None if line.vintages is None else line.vintages.by_half_year,
        line.opening.origin,
        line.provisional,
        line.obligation_provisional,
        line.differences,
        tuple(_sources(line)),
        moved(line.swaps, code),
    )


def _sources(line: Line) -> Iterator[Source]:
    stated = line.stated.net or line.stated.corrected
    if stated is not None:
        yield stated.source
    if line.opening.origin in (Origin.FILE, Origin.CORRECTED) and line.opening.source is not None:
        yield line.opening.source
    if line.latest.reported is not None:
        yield line.latest.reported.source
