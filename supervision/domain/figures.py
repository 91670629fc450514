"""The facts about one municipality, each with the file and row that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from supervision.domain.halfyear import HalfYear


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure came from: import batch and row as the spreadsheet shows it.

    A figure that a person stated has no row; `batch` is then the number of the statement.
    """

    batch: int
    row: int | None = None


class Reporter(StrEnum):
    """Who reported a realisation."""

    COA = "coa"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of persons as a file or a person states it."""

    persons: int
    source: Source


@dataclass(frozen=True, slots=True)
class Target:
    """What files say of the target of one half-year; each field from the latest file that has it.

    `net` is the number of the half-yearly letter, `corrected` that of COA's monthly overview
    (net ± carry-over), `carry_over` the stated backlog (+) or lead (-) of the half-year before.
    """

    net: Stated | None = None
    corrected: Stated | None = None
    carry_over: Stated | None = None


@dataclass(frozen=True, slots=True)
class Realisation:
    """Persons housed in the half-year up to `as_of`, cumulative; `linked` where it was given."""

    half_year: HalfYear
    as_of: date
    realised: int
    source: Source
    reporter: Reporter = Reporter.COA
    linked: int | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """Targets moved between municipalities that agreed on it (Huisvestingswet 2014, art. 29(2))."""

    number: int
    half_year: HalfYear
    giver: str
    taker: str
    persons: int
    agreed_on: date

    def __post_init__(self) -> None:
        if self.persons <= 0:
            raise ValueError("a swap moves at least one person")
        if self.giver == self.taker:
            raise ValueError("a swap is between two municipalities")

    def effect_on(self, code: str) -> int:
        """Return what the swap adds to the target of `code`: positive for who takes over."""
        return self.persons * ((code == self.taker) - (code == self.giver))


def moved(swaps: Iterable[Swap], code: str) -> int:
    """Return what the swaps together add to the target of `code`."""
    return sum(swap.effect_on(code) for swap in swaps)


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts about one municipality, of every half-year."""

    code: str
    targets: Mapping[HalfYear, Target] = field(default_factory=dict)
    realisations: Mapping[HalfYear, tuple[Realisation, ...]] = field(default_factory=dict)
    openings: Mapping[HalfYear, Stated] = field(default_factory=dict)
    swaps: tuple[Swap, ...] = ()
