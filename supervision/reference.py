"""The reference data that ships in `data/`, as domain values; what each file is: data/README.md."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from supervision.domain.formula import counting_date, formula_target
from supervision.domain.halfyear import HalfYear
from supervision.domain.municipality import Municipality, Register

DATA = Path(__file__).resolve().parent.parent / "data"
NETHERLANDS = "NL"


@dataclass(frozen=True, slots=True)
class NationalTarget:
    """The number of persons that the State announced for the whole country, and where."""

    half_year: HalfYear
    persons: int
    status: str
    source: str


class Scale(StrEnum):
    """How the classes of a layer of the map follow on each other; see data/map_classes.toml."""

    DIVERGING = "diverging"
    AMOUNT = "amount"
    STATES = "states"


@dataclass(frozen=True, slots=True)
class MapClasses:
    """The classes of one layer of the map: limits from low to high, or states, the worst first.

    A value on a limit is in the higher class. Raises ValueError where they make no good map:
    more classes than an eye can tell apart, or a diverging scale without its middle.
    """

    scale: Scale
    limits: tuple[Fraction, ...] = ()
    states: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.states) is not (self.scale is Scale.STATES) or bool(
            self.states and self.limits
        ):
            raise ValueError(f"states go with the scale of states, limits with the others: {self}")
        if self.count > MOST_CLASSES:
            raise ValueError(f"more than {MOST_CLASSES} classes: {self}")
        if any(one >= other for one, other in pairwise((Fraction(0), *self.limits))):
            raise ValueError(f"limits have to be above 0 and to rise: {self}")
        if self.scale is Scale.DIVERGING and MIDDLE not in self.limits[1:3]:
            raise ValueError(f"{MIDDLE} has to be a limit with one or two below it: {self}")

    @property
    def count(self) -> int:
        """The number of classes, that for no figure left out."""
        if self.scale is Scale.STATES:
            return len(self.states)
        return len(self.limits) + (2 if self.scale is Scale.AMOUNT else 1)


@dataclass(frozen=True, slots=True)
class RuleTexts:
    """English of the texts in rule sets, by the Dutch, and names in them that stay Dutch."""

    texts: Mapping[str, str]
    names: tuple[str, ...]


MOST_CLASSES = 5
"""The practice of CBS: an eye can tell no more apart on a map."""
MIDDLE = Fraction(1)
"""Where a diverging scale changes its hue: 100 % of the obligation."""


@cache
def register() -> Register:
    """Return the municipalities of Limburg, those of today and those that were merged."""
    return Register.of(
        Municipality(
            code=row["code"],
            name=row["name"],
            region=row["region"],
            aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
            valid_from=_date_or_none(row["valid_from"]),
            valid_until=_date_or_none(row["valid_until"]),
            successor=row["successor"] or None,
        )
        for row in _rows("municipalities.csv")
    )


@cache
def national_names() -> Mapping[str, str]:
    """Return the names of all municipalities of the country in 2025, by CBS code."""
    rows = _rows("netherlands_municipalities_2025.csv")
    return MappingProxyType({row["code"]: row["name"] for row in rows})


@cache
def population() -> Mapping[tuple[str, date], int]:
    """Return the inhabitants by code and date; `NETHERLANDS` and PV31 (Limburg) are codes too.

    Dates that CBS figures were not found for are absent.
    """
    return MappingProxyType(
        {
            (row["code"], date.fromisoformat(row["reference_date"])): int(row["inhabitants"])
            for row in _rows("population.csv")
        }
    )


@cache
def inhabitants() -> tuple[date, Mapping[str, int]]:
    """Return the last date on which the inhabitants of every municipality are known, and them.

    By code, those of today's municipalities only.
    """
    codes = [each.code for each in register().municipalities if each.valid_until is None]
    known = population()
    dates = {day for _, day in known if all((code, day) in known for code in codes)}
    return max(dates), MappingProxyType({code: known[code, max(dates)] for code in codes})


@cache
def map_classes() -> Mapping[str, MapClasses]:
    """Return the classes of the map by the name of the layer."""
    with (DATA / "map_classes.toml").open("rb") as file:
        read = tomllib.load(file, parse_float=Fraction)
    return MappingProxyType(
        {
            layer: MapClasses(
                Scale(each["scale"]),
                tuple(Fraction(limit) for limit in each.get("limits", ())),
                tuple(each.get("states", ())),
            )
            for layer, each in read.items()
        }
    )


@cache
def rule_texts() -> RuleTexts:
    """Return what the texts of the rule sets are in English; the Dutch is the official text."""
    with (DATA / "rulesets" / "english" / "texts.toml").open("rb") as file:
        read = tomllib.load(file)
    return RuleTexts(MappingProxyType(read["texts"]), tuple(read["names"]))


@cache
def national_targets() -> tuple[NationalTarget, ...]:
    """Return the national totals as announced; of several for a half-year the last is current."""
    return tuple(
        NationalTarget(
            half_year=HalfYear.parse(row["half_year"]),
            persons=int(row["persons"]),
            status=row["status"],
            source=row["source"],
        )
        for row in _rows("national_targets.csv")
    )


def formula_targets(code: str, half_year: HalfYear) -> tuple[int, ...]:
    """Return the target of a municipality by the formula of art. 29, per national total announced.

    Persons; empty where inhabitants or a national total are not known.
    """
    counted = counting_date(half_year)
    inhabitants = population().get((code, counted))
    national = population().get((NETHERLANDS, counted))
    if inhabitants is None or national is None:
        return ()
    return tuple(
        formula_target(inhabitants, national, each.persons)
        for each in national_targets()
        if each.half_year == half_year
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _date_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
