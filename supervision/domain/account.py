"""The account of a municipality: half-year after half-year, what it had to house and did house.

Unit: persons. A positive closing is backlog, a negative one is lead. The account holds all that
was reported; `Line.position(day)` tells how it stood on a day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from supervision.domain.figures import Facts, Reporter
from supervision.domain.halfyear import HalfYear, half_years
from supervision.domain.line import Line, Opening, Origin, carried_from, settled_line
from supervision.domain.vintages import Attribution, Vintages


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
            lines.append(
                settled_line(nothing, each, carried_from(lines[-1]), lines[-1], self.attribution)
            )
        return replace(self, lines=tuple(lines))

    def housed_between(self, since: date, until: date) -> int | None:
        """Return the persons housed after `since` up to `until`, or None where it is unknown.

        Unknown is: before the account begins, over a half-year without a closing figure, and
        counted from a day of which the report is missing. Before the first report is due, and
        before the counting begins, nobody was housed, as far as is known.
        """
        if until < since:
            return 0
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
                before = line.position(since)
                if before.reported is None and since >= half_year.first_report:
                    return None
                total -= before.realised or 0
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
    reporter: Reporter = Reporter.COA,
) -> Account:
    """Return the account that follows from the facts, and from what was taken over in a merger.

    Of two reporters only the figures of `reporter` count.
    """
    known = facts.targets.keys() | facts.realisations.keys() | facts.openings.keys()
    if inherited is not None:
        known = {each for each in known if each >= inherited.begins} | {inherited.begins}
    lines: list[Line] = []
    for half_year in half_years(min(known), max(known)) if known else ():
        before = lines[-1] if lines else None
        if before is not None:
            carried = carried_from(before)
        else:
            carried = inherited.opening if inherited is not None else Opening(None)
        vintages = inherited.vintages if inherited is not None and before is None else None
        lines.append(
            settled_line(facts, half_year, carried, before, attribution, vintages, reporter)
        )
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
