"""One half-year of an account: what was due, what was housed, what remains. Unit: persons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from supervision.domain.figures import (
    Facts,
    Realisation,
    Reporter,
    Source,
    Stated,
    Swap,
    Target,
    moved,
)
from supervision.domain.halfyear import HalfYear
from supervision.domain.vintages import Attribution, Vintages


class Origin(StrEnum):
    """Where an opening comes from."""

    ACCOUNT = "account"
    MERGER = "merger"
    FILE = "file"
    PERSON = "person"
    CORRECTED = "corrected"


class Mismatch(StrEnum):
    """What a file states otherwise than the account gives it."""

    CARRY_OVER = "carry_over"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that a file states and that the account computes otherwise; listed, not fixed."""

    kind: Mismatch
    stated: int
    computed: int
    source: Source


@dataclass(frozen=True, slots=True)
class Opening:
    """The balance with which a half-year begins; `persons` is None while it is unknown."""

    persons: int | None
    origin: Origin | None = None
    source: Source | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """How a half-year stands on a day, by the last figure reported up to that day."""

    reported: Realisation | None
    closing: int | None
    final: bool

    @property
    def realised(self) -> int | None:
        """Persons housed so far, or None where no figure is in."""
        return None if self.reported is None else self.reported.realised

    @property
    def as_of(self) -> date | None:
        """The date of the figure."""
        return None if self.reported is None else self.reported.as_of

    @property
    def backlog(self) -> int | None:
        """Persons that remain to be housed, 0 or more."""
        return None if self.closing is None else max(self.closing, 0)

    @property
    def lead(self) -> int | None:
        """Persons housed in advance, 0 or more."""
        return None if self.closing is None else max(-self.closing, 0)


@dataclass(frozen=True, slots=True)
class Streak:
    """Half-years with backlog in a row, counted back from one of them.

    `gap` is the half-year without figure that ended the count, `cleared` the last half-year
    that closed without backlog.
    """

    missed: int = 0
    gap: HalfYear | None = None
    cleared: HalfYear | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One half-year of an account; None is unknown, never zero.

    `reports` are those that count, by date. `vintages` are those at the last report, `streak`
    counts this half-year as if it closed with its last report.
    """

    half_year: HalfYear
    stated: Target
    target: int | None
    opening: Opening
    obligation: int | None
    swaps: tuple[Swap, ...]
    reports: tuple[Realisation, ...]
    latest: Position
    vintages: Vintages | None
    streak: Streak
    differences: tuple[Difference, ...]

    @property
    def provisional(self) -> bool:
        """Whether the closing rests on a figure that is not the closing figure."""
        return not self.latest.final or self.opening.provisional

    @property
    def obligation_provisional(self) -> bool:
        """Tell whether the obligation rests on a balance that may still change.

        A corrected target states the obligation itself; then only the target is derived.
        """
        computed = self.obligation is not None and self.stated.net is not None
        return computed and self.opening.provisional

    def position(self, day: date) -> Position:
        """Return how this half-year stood on `day`."""
        latest = self.latest
        if latest.reported is None or latest.reported.as_of <= day:
            return latest
        earlier = [report for report in self.reports if report.as_of <= day]
        return _position(self.half_year, self.obligation, earlier[-1] if earlier else None)


def carried_from(before: Line) -> Opening:
    """Return the closing of the half-year before; provisional while its figure is not in."""
    persons = before.latest.closing
    if persons is None:
        return Opening(None)
    source = before.latest.reported.source if before.latest.reported else None
    return Opening(persons, Origin.ACCOUNT, source, before.provisional)


def settled_line(
    facts: Facts,
    half_year: HalfYear,
    carried: Opening,
    before: Line | None,
    attribution: Attribution,
    inherited: Vintages | None = None,
    reporter: Reporter = Reporter.COA,
) -> Line:
    """Return the half-year as the facts and the balance carried into it make it.

    `inherited` is the age of a balance taken over in a merger, `reporter` whose figures count.
    """
    stated = facts.targets.get(half_year, Target())
    swaps = tuple(swap for swap in facts.swaps if swap.half_year == half_year)
    added = moved(swaps, facts.code)
    older = before.vintages if before is not None else inherited
    opening = _opening(stated, facts.openings.get(half_year), carried)
    target, obligation = _target_and_obligation(stated, opening.persons, added)
    reports = tuple(
        sorted(
            (
                report
                for report in facts.realisations.get(half_year, ())
                if report.reporter is reporter
            ),
            key=lambda report: report.as_of,
        )
    )
    latest = _position(half_year, obligation, reports[-1] if reports else None)
    return Line(
        half_year,
        stated,
        target,
        opening,
        obligation,
        swaps,
        reports,
        latest,
        _vintages(older, half_year, opening.persons, target, latest.realised, attribution),
        _streak(half_year, latest.closing, before),
        _differences(stated, opening, carried, obligation),
    )


def closed_with(line: Line, realised: int, on: date, before: Line | None) -> Line:
    """Return the half-year as known on `on`, as if `realised` then came in as its closing figure.

    For what the ladder looks at; the vintages are left unknown. Raises ValueError where no
    report was in on `on`.
    """
    reports = tuple(each for each in line.reports if each.as_of <= on)
    if not reports:
        raise ValueError("no report to go on from")
    closing = replace(reports[-1], as_of=line.half_year.reference_date, realised=realised)
    latest = _position(line.half_year, line.obligation, closing)
    streak = _streak(line.half_year, latest.closing, before)
    return replace(line, reports=(*reports, closing), latest=latest, vintages=None, streak=streak)


def _opening(stated: Target, by_person: Stated | None, carried: Opening) -> Opening:
    """Choose the opening: the account's, else what a file states, else a person, else derived.

    With only a corrected target the file's own carry-over goes before the account's, because
    COA computed that target with it.
    """
    only_corrected = stated.net is None and stated.corrected is not None
    if carried.persons is not None and not (only_corrected and stated.carry_over):
        return carried
    if stated.carry_over is not None:
        return Opening(stated.carry_over.persons, Origin.FILE, stated.carry_over.source)
    if by_person is not None:
        return Opening(by_person.persons, Origin.PERSON, by_person.source)
    if stated.net is not None and stated.corrected is not None:
        implied = stated.corrected.persons - stated.net.persons
        return Opening(implied, Origin.CORRECTED, stated.corrected.source)
    return Opening(None)


def _target_and_obligation(
    stated: Target, opening: int | None, added: int
) -> tuple[int | None, int | None]:
    if stated.net is not None:
        target = stated.net.persons + added
        return target, None if opening is None else target + opening
    if stated.corrected is not None:
        obligation = stated.corrected.persons + added
        return None if opening is None else obligation - opening, obligation
    return None, None


def _position(
    half_year: HalfYear, obligation: int | None, reported: Realisation | None
) -> Position:
    if reported is None:
        return Position(None, None, final=False)
    closing = None if obligation is None else obligation - reported.realised
    return Position(reported, closing, reported.as_of == half_year.reference_date)


def _vintages(
    older: Vintages | None,
    half_year: HalfYear,
    opening: int | None,
    target: int | None,
    realised: int | None,
    attribution: Attribution,
) -> Vintages | None:
    if opening is None or target is None or realised is None:
        return None
    carried = older or Vintages()
    return carried.rebased(opening, half_year).settled(half_year, target, realised, attribution)


def _streak(half_year: HalfYear, closing: int | None, before: Line | None) -> Streak:
    earlier = before.streak if before is not None else Streak()
    if closing is None:
        return Streak(0, half_year, earlier.cleared)
    if closing <= 0:
        return Streak(cleared=half_year)
    return Streak(earlier.missed + 1, earlier.gap, earlier.cleared)


def _differences(
    stated: Target, opening: Opening, carried: Opening, obligation: int | None
) -> tuple[Difference, ...]:
    found = []
    claim = stated.carry_over
    if claim and carried.persons is not None and claim.persons != carried.persons:
        found.append(Difference(Mismatch.CARRY_OVER, claim.persons, carried.persons, claim.source))
    claim = stated.corrected
    if claim and stated.net and opening.persons is not None:
        expected = stated.net.persons + opening.persons
        if claim.persons not in (expected, obligation):
            found.append(Difference(Mismatch.CORRECTED, claim.persons, expected, claim.source))
    return tuple(found)
