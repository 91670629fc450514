"""The account of a municipality: half-year after half-year, what it had to house and did house.

Unit: persons. A positive closing is backlog, a negative one is lead. The account holds all that
was reported; `Line.position(day)` tells how it stood on a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from supervision.domain.figures import Realisation, Reporter, Source, Stated, Swap, Target
from supervision.domain.halfyear import HalfYear, half_years
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
class Facts:
    """All facts about one municipality, of every half-year."""

    code: str
    targets: Mapping[HalfYear, Target] = field(default_factory=dict)
    realisations: Mapping[HalfYear, tuple[Realisation, ...]] = field(default_factory=dict)
    openings: Mapping[HalfYear, Stated] = field(default_factory=dict)
    swaps: tuple[Swap, ...] = ()


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

    `reports` are COA's, by date. `vintages` are those at the last report, `streak` counts this
    half-year as if it closed with its last report.
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

    def position(self, day: date) -> Position:
        """Return how this half-year stood on `day`."""
        latest = self.latest
        if latest.reported is None or latest.reported.as_of <= day:
            return latest
        earlier = [report for report in self.reports if report.as_of <= day]
        return _position(self.half_year, self.obligation, earlier[-1] if earlier else None)


@dataclass(frozen=True, slots=True)
class Account:
    """The chain of half-years of one municipality, without holes, oldest first."""

    code: str
    lines: tuple[Line, ...] = ()
    attribution: Attribution = Attribution.CURRENT_FIRST

    def line(self, half_year: HalfYear) -> Line | None:
        """Return the line of `half_year`, or None where the account does not reach."""
        if not self.lines:
            return None
        first = self.lines[0].half_year
        index = (half_year.year - first.year) * 2 + half_year.half - first.half
        return self.lines[index] if 0 <= index < len(self.lines) else None

    def reaching(self, half_year: HalfYear) -> Account:
        """Return the account with lines up to `half_year`, empty ones where no fact is known.

        An account without any line stays as it is.
        """
        if not self.lines or self.lines[-1].half_year >= half_year:
            return self
        lines = list(self.lines)
        nothing = Facts(self.code)
        for each in half_years(lines[-1].half_year.next, half_year):
            lines.append(_line(nothing, each, _carried(lines[-1]), lines[-1], self.attribution))
        return replace(self, lines=tuple(lines))

    def housed_between(self, since: date, until: date) -> int | None:
        """Return the persons housed after `since` up to `until`, or None where it is unknown.

        Unknown is: before the account begins, and over a half-year without a closing figure. In
        a half-year that has not been reported on, nobody was housed as far as is known.
        """
        first, last = HalfYear.running_on(since), HalfYear.of(until)
        account = self.reaching(last)
        total = 0
        for half_year in half_years(first, last):
            line = account.line(half_year)
            if line is None:
                return None
            position = line.position(until)
            if half_year < last and not position.final:
                return None
            total += position.realised or 0
            if half_year == first:
                total -= line.position(since).realised or 0
        return total


@dataclass(frozen=True, slots=True)
class Inheritance:
    """What a municipality takes over from those that were merged into it, from `begins` on."""

    begins: HalfYear
    opening: Opening
    vintages: Vintages | None


def build_account(
    facts: Facts,
    attribution: Attribution = Attribution.CURRENT_FIRST,
    inherited: Inheritance | None = None,
) -> Account:
    """Return the account that follows from the facts, and from what was taken over in a merger."""
    known = facts.targets.keys() | facts.realisations.keys() | facts.openings.keys()
    if inherited is not None:
        known = {each for each in known if each >= inherited.begins} | {inherited.begins}
    lines: list[Line] = []
    for half_year in half_years(min(known), max(known)) if known else ():
        before = lines[-1] if lines else None
        if before is not None:
            carried = _carried(before)
        else:
            carried = inherited.opening if inherited is not None else Opening(None)
        vintages = inherited.vintages if inherited is not None and before is None else None
        lines.append(_line(facts, half_year, carried, before, attribution, vintages))
    return Account(facts.code, tuple(lines), attribution)


def inheritance(predecessors: tuple[Account, ...], begins: HalfYear) -> Inheritance | None:
    """Return the sum of the predecessors' closings before `begins`, with the age of each part.

    None where none of them has an account; unknown persons where one closing is unknown.
    """
    lines = [account.line(begins.previous) for account in predecessors]
    if not any(lines):
        return None
    closings = [None if line is None else line.latest.closing for line in lines]
    known = [closing for closing in closings if closing is not None]
    total = sum(known) if len(known) == len(closings) else None
    provisional = any(line is None or line.provisional for line in lines)
    vintages = [line.vintages for line in lines if line is not None and line.vintages is not None]
    return Inheritance(
        begins,
        Opening(total, Origin.MERGER, provisional=provisional),
        Vintages.merged(vintages) if len(vintages) == len(lines) else None,
    )


def _line(
    facts: Facts,
    half_year: HalfYear,
    carried: Opening,
    before: Line | None,
    attribution: Attribution,
    inherited: Vintages | None = None,
) -> Line:
    stated = facts.targets.get(half_year, Target())
    swaps = tuple(swap for swap in facts.swaps if swap.half_year == half_year)
    moved = sum(swap.effect_on(facts.code) for swap in swaps)
    older = before.vintages if before is not None else inherited
    opening = _opening(stated, facts.openings.get(half_year), carried)
    target, obligation = _target_and_obligation(stated, opening.persons, moved)
    reports = tuple(
        sorted(
            (
                report
                for report in facts.realisations.get(half_year, ())
                if report.reporter is Reporter.COA
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


def _carried(before: Line) -> Opening:
    """The closing of the half-year before; provisional while its closing figure is not in."""
    persons = before.latest.closing
    if persons is None:
        return Opening(None)
    source = before.latest.reported.source if before.latest.reported else None
    return Opening(persons, Origin.ACCOUNT, source, before.provisional)


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
    stated: Target, opening: int | None, moved: int
) -> tuple[int | None, int | None]:
    if stated.net is not None:
        target = stated.net.persons + moved
        return target, None if opening is None else target + opening
    if stated.corrected is not None:
        obligation = stated.corrected.persons + moved
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
