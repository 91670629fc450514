"""Municipalities, the regions in which they work together, and the mergers between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from supervision.domain.halfyear import HalfYear


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality as CBS knows it; `code` (GM0888) is its identity, never its name.

    `valid_until` is the last day on which it existed, `successor` the code it was merged into.
    """

    code: str
    name: str
    region: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str | None = None

    def exists_on(self, day: date) -> bool:
        """Tell whether it existed on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    def exists_in(self, half_year: HalfYear) -> bool:
        """Tell whether it existed on the first day of the half-year."""
        return self.exists_on(half_year.start)


@dataclass(frozen=True)
class Register:
    """All municipalities of the province, of today and before, in order of name."""

    municipalities: tuple[Municipality, ...]

    @classmethod
    def of(cls, municipalities: Iterable[Municipality]) -> Register:
        """Return a register sorted by name; raises ValueError for a code that occurs twice."""
        ordered = tuple(sorted(municipalities, key=lambda each: (each.name, each.code)))
        if len({each.code for each in ordered}) < len(ordered):
            raise ValueError("a municipality code occurs twice")
        return cls(ordered)

    @cached_property
    def by_code(self) -> dict[str, Municipality]:
        """The municipalities by CBS code."""
        return {each.code: each for each in self.municipalities}

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The names of the regions, in the order of the alphabet."""
        return tuple(sorted({each.region for each in self.municipalities}))

    def in_half_year(self, half_year: HalfYear) -> tuple[Municipality, ...]:
        """Return the municipalities that existed in `half_year`, in order of name."""
        return tuple(each for each in self.municipalities if each.exists_in(half_year))

    @cached_property
    def _merged(self) -> dict[str, tuple[Municipality, ...]]:
        """Those that were merged, by the code of their successor."""
        found: dict[str, tuple[Municipality, ...]] = {}
        for each in self.municipalities:
            if each.successor is not None:
                found[each.successor] = (*found.get(each.successor, ()), each)
        return found

    def predecessors(self, code: str) -> tuple[Municipality, ...]:
        """Return the municipalities that were merged into `code`."""
        return self._merged.get(code, ())

    def family(self, code: str) -> Register:
        """Return the municipality with all that were merged into it, however long ago."""
        own = tuple(each for each in self.municipalities if each.code == code)
        merged = (self.family(each.code).municipalities for each in self.predecessors(code))
        return Register.of((*own, *chain.from_iterable(merged)))
