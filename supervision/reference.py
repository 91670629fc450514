"""The reference data that ships in `data/`, as domain values; what each file is: data/README.md."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
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
