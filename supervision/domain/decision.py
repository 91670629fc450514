"""What people decided and what holds because of it, as far as an assessment needs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervision.domain.terms import Term


@dataclass(frozen=True, slots=True)
class Measure:
    """The step on which a municipality stands since a decision; step 0 is off the ladder.

    Where the decision named a number of persons, those housed after `counted_from` count.
    """

    step: int = 0
    since: date | None = None
    term: Term | None = None
    named: int | None = None
    counted_from: date | None = None


OFF_THE_LADDER = Measure()


class Cause(StrEnum):
    """Why a backlog can be excused (verschoonbaar)."""

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
