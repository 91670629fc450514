"""Excuses (verschoonbaar): a period in which the step of a municipality is frozen.

Where COA linked too few persons halfway the half-year, the municipality could not have met its
obligation, and the province cannot enforce: that is proposed as an excuse (DESIGN.md, section 3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervision.domain.account import Account
from supervision.domain.figures import Realisation
from supervision.domain.halfyear import HalfYear
from supervision.domain.line import Line


class Cause(StrEnum):
    """Why a backlog can be excused."""

    LINKED_TOO_FEW = "linked_too_few"
    OFFER_MISMATCH = "offer_mismatch"
    RECOVERY_PLAN = "recovery_plan"
    FORCE_MAJEURE = "force_majeure"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Excuse:
    """A period, both days included, in which the step of a municipality is frozen."""

    cause: Cause
    valid_from: date
    valid_until: date

    def active_on(self, day: date) -> bool:
        """Tell whether the excuse holds on `day`."""
        return self.valid_from <= day <= self.valid_until


def excused_on(excuses: Iterable[Excuse], day: date) -> bool:
    """Tell whether any of the excuses holds on `day`."""
    return any(excuse.active_on(day) for excuse in excuses)


@dataclass(frozen=True, slots=True)
class LinkedShortfall:
    """Halfway a half-year fewer persons were linked and housed than the obligation; persons."""

    half_year: HalfYear
    as_of: date
    linked: int
    realised: int
    obligation: int


def linked_shortfalls(account: Account, on: date) -> tuple[LinkedShortfall, ...]:
    """Return the shortfalls of the last closed and the running half-year, as known on `on`."""
    running = HalfYear.running_on(on)
    lines = (account.line(running.previous), account.line(running))
    found = (_shortfall(line) for line in lines if line is not None)
    return tuple(each for each in found if each is not None and each.as_of <= on)


def made_good(line: Line | None, found: LinkedShortfall, on: date) -> Realisation | None:
    """Return the last later report, up to `on`, if by that the shortfall is one no longer.

    `line` is that of the half-year of the shortfall. Where a report does not say how many were
    linked, those housed have to be enough by themselves; if they are not, it tells nothing.
    """
    telling = [
        each
        for each in (() if line is None else line.reports)
        if found.as_of < each.as_of <= on
        and (each.linked is not None or each.realised >= found.obligation)
    ]
    if not telling:
        return None
    last = telling[-1]
    return last if (last.linked or 0) + last.realised >= found.obligation else None


def _shortfall(line: Line) -> LinkedShortfall | None:
    """Only the report of 1 April or 1 October counts, and only where it says what was linked."""
    for report in line.reports:
        if report.as_of != line.half_year.halfway or report.linked is None:
            continue
        if line.obligation is not None and report.linked + report.realised < line.obligation:
            return LinkedShortfall(
                line.half_year, report.as_of, report.linked, report.realised, line.obligation
            )
    return None
