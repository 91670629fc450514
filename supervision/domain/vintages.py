"""The age of a backlog: in which half-year each part of it arose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from supervision.domain.halfyear import HalfYear


class Attribution(StrEnum):
    """Which target a housed person counts towards first."""

    CURRENT_FIRST = "current-first"
    OLDEST_FIRST = "oldest-first"


@dataclass(frozen=True, slots=True)
class Vintages:
    """Open backlog by the half-year in which it arose, oldest first, and the lead in persons.

    Never both: a lead remains only when nothing is open. `sum(open) - lead` is the closing.
    """

    parts: tuple[tuple[HalfYear, int], ...] = ()
    lead: int = 0

    @property
    def closing(self) -> int:
        """The balance in persons: positive is backlog, negative is lead."""
        return sum(persons for _, persons in self.parts) - self.lead

    @property
    def by_half_year(self) -> Mapping[HalfYear, int]:
        """The open persons by half-year, oldest first."""
        return dict(self.parts)

    @staticmethod
    def merged(several: Iterable[Vintages]) -> Vintages:
        """Return the sum of several: a lead of one pays the oldest backlog of the others."""
        parts: dict[HalfYear, int] = {}
        lead = 0
        for each in several:
            lead += each.lead
            for half_year, persons in each.parts:
                parts[half_year] = parts.get(half_year, 0) + persons
        return Vintages(*_pay(tuple(sorted(parts.items())), lead))

    def rebased(self, opening: int, half_year: HalfYear) -> Vintages:
        """Return the vintages that fit an opening stated otherwise than the account gives it.

        What the statement adds is of unknown age and counts as of the half-year before
        `half_year`; what it takes away pays the oldest first.
        """
        difference = opening - self.closing
        if difference <= 0:
            return Vintages(*_pay(self.parts, self.lead - difference))
        absorbed = min(self.lead, difference)
        parts = self.parts
        if difference > absorbed:
            merged = dict(parts)
            before = half_year.previous
            merged[before] = merged.get(before, 0) + difference - absorbed
            parts = tuple(sorted(merged.items()))
        return Vintages(parts, self.lead - absorbed)

    def settled(
        self, half_year: HalfYear, target: int, realised: int, attribution: Attribution
    ) -> Vintages:
        """Return the vintages after `half_year` with its target and the persons housed in it."""
        available = realised + self.lead + max(-target, 0)
        current = ((half_year, target),) if target > 0 else ()
        if attribution is Attribution.CURRENT_FIRST:
            unpaid, surplus = _pay(current, available)
            older, lead = _pay(self.parts, surplus)
            return Vintages(older + unpaid, lead)
        return Vintages(*_pay(self.parts + current, available))


def _pay(
    parts: tuple[tuple[HalfYear, int], ...], available: int
) -> tuple[tuple[tuple[HalfYear, int], ...], int]:
    """Pay the parts in order; return what stays open and what is left over."""
    unpaid = []
    for half_year, persons in parts:
        paid = min(persons, available)
        available -= paid
        if persons > paid:
            unpaid.append((half_year, persons - paid))
    return tuple(unpaid), available
