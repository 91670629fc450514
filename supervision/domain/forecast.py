"""Early warning: what a municipality is expected to have housed on the reference date.

Of the yardstick (see `history`) a share followed in earlier half-years after the report of the
same month; that share is expected again. It is the municipality's own, drawn towards the
province's the more the fewer half-years it rests on. The interval holds 80 % of the errors that
the same sum makes on those half-years. Only figures as of the date or before, and half-years
closed by then, are looked at. Why so, and what was rejected: docs/decisions.md, 21.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, sqrt

from supervision.domain.account import Account
from supervision.domain.halfyear import MONTHS_IN_HALF_YEAR, HalfYear, pace_norm
from supervision.domain.history import (
    FEWEST_HALF_YEARS,
    History,
    Precedent,
    month_of,
    yardstick,
)
from supervision.domain.ladder import is_behind_pace
from supervision.domain.line import Position


class Silence(StrEnum):
    """Why no expectation is given; the first that applies, in this order."""

    CLOSED = "closed"
    NO_OBLIGATION = "no_obligation"
    NO_FIGURE = "no_figure"
    NOTHING_DUE = "nothing_due"
    SHORT_HISTORY = "short_history"


@dataclass(frozen=True, slots=True)
class Need:
    """What it takes to meet the obligation: `persons` in the `months` after `since`.

    Whole months from the first of a month (1 November: 2), days / days of the half-year × 6 from
    any other day; less than one month counts as one, for nobody is housed a month's worth in a
    day. The time runs from the last report, because what was housed after it is not known yet.
    """

    persons: int
    since: date
    months: Fraction

    @property
    def per_month(self) -> Fraction:
        """Persons per month, exactly."""
        return self.persons / self.months


@dataclass(frozen=True, slots=True)
class Expected:
    """Persons expected to have been housed on the reference date, with the 80 % interval.

    Whole persons: the expectation is rounded (half upwards), the interval holds the whole numbers
    between its ends. None is below what has been reported: a later report may be lower, but
    that is a correction, which nobody can foresee.
    """

    realised: int
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """How one municipality is heading for the end of a half-year, as known on a date.

    Persons, None where unknown. `month` is the number of months elapsed at the last report.
    `precedents` are its own earlier half-years at that month, of which `share` of the yardstick
    followed. Without `expected`, `silence` tells why.
    """

    code: str
    half_year: HalfYear
    on: date
    as_of: date | None
    month: int | None
    obligation: int | None
    realised: int | None
    behind_pace: bool | None
    provisional: bool
    need: Need | None
    precedents: tuple[Precedent, ...] = ()
    share: Fraction | None = None
    expected: Expected | None = None
    silence: Silence | None = None

    @property
    def yardstick(self) -> Fraction | None:
        """What would be housed in the end if from the last report on all went by the norm."""
        if self.obligation is None or self.realised is None or self.month is None:
            return None
        sixths = yardstick(self.realised, self.obligation, self.month)
        return Fraction(sixths, MONTHS_IN_HALF_YEAR)

    @property
    def closing(self) -> int | None:
        """The expected closing: backlog (+) or lead (-)."""
        return self._left_of(None if self.expected is None else self.expected.realised)

    @property
    def closing_lowest(self) -> int | None:
        """The lower end of the interval of the closing: what most housed persons leave over."""
        return self._left_of(None if self.expected is None else self.expected.highest)

    @property
    def closing_highest(self) -> int | None:
        """The upper end of the interval of the closing."""
        return self._left_of(None if self.expected is None else self.expected.lowest)

    @property
    def housed_per_month(self) -> Fraction | None:
        """Persons housed per month up to the last report; None in the first month."""
        if self.realised is None or self.as_of is None:
            return None
        months = pace_norm(self.half_year, self.as_of) * MONTHS_IN_HALF_YEAR
        return self.realised / months if months >= 1 else None

    def _left_of(self, realised: int | None) -> int | None:
        if realised is None or self.obligation is None:
            return None
        return self.obligation - realised


def forecast(account: Account, on: date, history: History) -> Forecast:
    """Return what is expected of the half-year to which `on` belongs, as known on `on`.

    `history` is that of all accounts of the province, of this one too.
    """
    half_year = HalfYear.of(on)
    line = account.line(half_year)
    position = _NOTHING if line is None else line.position(on)
    as_of, realised = position.as_of, position.realised
    obligation = None if line is None else line.obligation
    known = Forecast(
        account.code,
        half_year,
        on,
        as_of,
        None if as_of is None else month_of(half_year, as_of),
        obligation,
        realised,
        is_behind_pace(half_year, obligation, position),
        line is not None and line.obligation_provisional,
        _need(half_year, on, position, obligation),
    )
    if position.final:
        return replace(known, silence=Silence.CLOSED)
    if obligation is None:
        return replace(known, silence=Silence.NO_OBLIGATION)
    if realised is None or known.month is None:
        return replace(known, silence=Silence.NO_FIGURE)
    measure = yardstick(realised, obligation, known.month)
    if not measure:
        return replace(known, silence=Silence.NOTHING_DUE)
    experience = history.experience(half_year, known.month)
    own = tuple(experience.precedents.get(account.code, ()))
    if len(own) < FEWEST_HALF_YEARS:
        return replace(known, precedents=own, silence=Silence.SHORT_HISTORY)
    share = experience.share(account.code)
    expected = _expected(realised, measure, share, experience.margins(account.code))
    return replace(known, precedents=own, share=share, expected=expected)


def _expected(
    realised: int, measure: int, share: Fraction, margins: tuple[float, float]
) -> Expected:
    more = share * measure / MONTHS_IN_HALF_YEAR
    low, high = (round(float(more) + each * sqrt(measure), _DIGITS) for each in margins)
    likely = max(floor(more + Fraction(1, 2)), 0)
    return Expected(
        realised + likely,
        realised + min(max(ceil(low), 0), likely),
        realised + max(floor(high), likely),
    )


_DIGITS = 9
"""Decimals after which an end of the interval is a whole number that was only just missed."""
_NOTHING = Position(None, None, final=False)


def _need(half_year: HalfYear, on: date, position: Position, obligation: int | None) -> Need | None:
    """None once the time is up, and where the obligation or a figure that was due is missing.

    Before the first report is due the count starts with the half-year, at nobody.
    """
    if obligation is None or on >= half_year.reference_date:
        return None
    since, realised = position.as_of, position.realised
    if since is None or realised is None:
        if on >= half_year.first_report:
            return None
        since, realised = half_year.start, 0
    left = (1 - pace_norm(half_year, since)) * MONTHS_IN_HALF_YEAR
    return Need(max(obligation - realised, 0), since, max(left, Fraction(1)))
