"""Write the sample half-years: targets by the formula of the Act, realisations made up.

    python data/samples/generate.py [--out DIR]

What is real in it and what is not: README.md beside this file. Unit: persons.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from random import Random

# The script runs without the project installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from supervision.domain.halfyear import MONTHS_IN_HALF_YEAR, HalfYear, half_years
from supervision.domain.municipality import Municipality
from supervision.reference import DATA, NETHERLANDS, national_targets, population, register
from supervision.words import words

SEED = 29
HALF_YEARS = half_years(HalfYear(2022, 1), HalfYear(2026, 2))
LAST_AS_OF = date(2026, 11, 1)
LAST_POPULATION = 2024
REVISION_KNOWN = date(2025, 4, 2)  # of the targets of 2025-1

# Made up where no announcement was found, in line with the half-years around it.
INVENTED_TOTALS = {"2023-2": 27_300, "2024-2": 17_500, "2026-1": 11_500, "2026-2": 10_500}

# Backlog of an ordinary municipality at the opening of 2022-1 and the closing of each half-year,
# as a share of its target: late 2023 was hard everywhere.
USUAL_BACKLOG = (0, -0.02, 0.05, 0.02, 0.17, -0.02, -0.04, -0.05, -0.06, -0.05, -0.10)
SPREAD_SHARE, SPREAD_PERSONS = 0.16, 3

# The stories: backlog (+) or lead (-) at the opening of 2022-1, then at the closing of each
# half-year in turn; the last number is where the running half-year would end at this rate.
STORIES: dict[str, tuple[int, ...]] = {
    "GM0983": (4, -2, 6, 2, 9, -3, 14, 27, 41, 58, 70),  # Venlo slides, up to now
    "GM0928": (2, -2, 3, -1, 8, -2, -3, 7, 15, 24, 30),  # Kerkrade slides, up to now
    "GM1711": (0, -1, -2, 7, 16, 23, 11, -2, -1, 0, -1),  # Echt-Susteren slid, and cleared it
    "GM1729": (0, 0, -1, 1, -1, 4, 8, 11, 13, 5, -4),  # Gulpen-Wittem slid, and recovers now
    "GM1883": (40, 44, 38, 25, 12, -2, -3, 1, -4, -2, -3),  # Sittard-Geleen recovered in two years
    "GM0957": (3, -1, 4, -2, 12, -3, -2, -1, -2, 9, 20),  # Roermond has many to house yet
    "GM1507": (-2, -4, -9, -15, -24, -37, -16, -13, -15, -12, -16),  # Horst aan de Maas leads
    "GM1894": (-3, -5, -8, -12, -9, -14, -20, -26, -31, -7, -9),  # Peel en Maas leads
    "GM0889": (-1, -2, -4, -3, -6, -5, -8, -6, -7, -5, -5),  # Beesel leads
    "GM0944": (0, -1, -2, -4, -3, -5, -4, -5, -7, -6, -5),  # Mook en Middelaar leads
    "GM0981": (0, 0, 1, -1, 3, 1, 0, 2, 1, 0, 0),  # Vaals sends no figures now and then
}
NOT_REPORTED = {("GM0981", "2023-2"), ("GM0981", "2025-07-01")}  # a whole half-year, one date

# Persons by which a figure exceeds that of the month after: counted too high, corrected later.
# Vaals: 0, so that the closing figure that it did not send equals the last one that it sent.
ABOVE_NEXT = {
    ("GM0935", "2024-04-01"): 3,
    ("GM0988", "2026-03-01"): 1,
    ("GM0981", "2025-06-01"): 0,
}
# Persons that realised + linked falls short of the obligation; elsewhere enough are linked.
LINKED_TOO_FEW = {("GM0928", "2026-10-01"): 6, ("GM1729", "2025-04-01"): 4}

TARGET_HEADINGS = ("Gemeentecode", "Gemeente", "Halfjaar", "Netto taakstelling")
CARRY_OVER_HEADING = "Achterstand/voorsprong"
REALISATION_HEADINGS = (
    *TARGET_HEADINGS[:2],
    "Gecorrigeerde taakstelling",
    "Gerealiseerd",
    "Gekoppeld",
)
DUTCH = words("nl")
MUNICIPALITIES = tuple(sorted(register().in_half_year(HALF_YEARS[0]), key=lambda each: each.code))

Row = tuple[str | int, ...]


@dataclass(frozen=True)
class Targets:
    """The targets of one half-year by code, and their origin in words (Dutch)."""

    persons: dict[str, int]
    origin: str


def targets_of(half_year: HalfYear) -> list[Targets]:
    """Return the targets of a half-year in the order in which they were announced."""
    known = [each.persons for each in national_targets() if each.half_year == half_year]
    status = "bekend" if known else "verzonnen"
    year = min(half_year.year - 1, LAST_POPULATION)
    older = f" met inwoners van 1 januari {year}" if year < half_year.year - 1 else ""
    return [
        Targets(
            {each.code: by_formula(each.code, date(year, 1, 1), total) for each in MUNICIPALITIES},
            f"formule art. 29{older}, landelijk totaal {DUTCH.number(total)} {status}",
        )
        for total in known or [INVENTED_TOTALS[str(half_year)]]
    ]


def by_formula(code: str, day: date, national_total: int) -> int:
    """Return the target of Huisvestingswet 2014 art. 29, rounded to nearest as published ones."""
    share = Fraction(population()[code, day], population()[NETHERLANDS, day])
    return int(share * national_total + Fraction(1, 2))


def usual_closings(code: str, targets: Sequence[int]) -> tuple[int, ...]:
    """Return opening and closings: a few persons around the usual, whatever came before."""
    random = chance(code, "closings")
    return tuple(
        round(usual * target + (SPREAD_SHARE * target + SPREAD_PERSONS) * (random() - 0.5))
        for usual, target in zip(USUAL_BACKLOG, (0, *targets), strict=True)
    )


def chance(code: str, purpose: object) -> Callable[[], float]:
    """Return a source of numbers of its own per use: changing one story leaves the others."""
    return Random(f"{SEED} {code} {purpose}").random


def realised_by_month(code: str, half_year: HalfYear, total: int) -> list[int]:
    """Return the cumulative figure of each first of the month that adds up to `total`."""
    random = chance(code, half_year)
    weights = list(accumulate(0.7 + 0.6 * random() for _ in range(MONTHS_IN_HALF_YEAR)))
    figures = [round(total * weight / weights[-1]) for weight in weights]
    for month, as_of in reversed(list(enumerate(reference_months(half_year)))):
        if (code, str(as_of)) in ABOVE_NEXT:
            figures[month] = figures[month + 1] + ABOVE_NEXT[code, str(as_of)]
    return figures


def linked_of(code: str, as_of: date, to_house: int) -> int:
    """Return the persons linked but not yet housed: those to house and a few more, or too few."""
    shortage = LINKED_TOO_FEW.get((code, str(as_of)))
    spare = int(chance(code, as_of)() * 4)
    return max(to_house + spare if shortage is None else to_house - shortage, 0)


def reference_months(half_year: HalfYear) -> list[date]:
    """Return the six dates on which COA reports: the firsts of the month after the start."""
    first, last = half_year.start, half_year.reference_date
    return [*(date(first.year, first.month + n, 1) for n in range(1, 6)), last]


def is_reported(code: str, half_year: HalfYear, as_of: date) -> bool:
    """Tell whether the municipality is in the file of `as_of`."""
    return not {(code, str(half_year)), (code, str(as_of))} & NOT_REPORTED


def files() -> Iterator[tuple[str, str, list[Row]]]:
    """Yield path, title and rows (headings first) of every sample file."""
    announced = {half_year: targets_of(half_year) for half_year in HALF_YEARS}
    final = {half_year: versions[-1].persons for half_year, versions in announced.items()}
    closings = {
        each.code: STORIES.get(each.code)
        or usual_closings(each.code, [targets[each.code] for targets in final.values()])
        for each in MUNICIPALITIES
    }
    for number, half_year in enumerate(HALF_YEARS):
        opening = {code: chain[number] for code, chain in closings.items()}
        total = {
            code: final[half_year][code] + opening[code] - chain[number + 1]
            for code, chain in closings.items()
        }
        monthly = {code: realised_by_month(code, half_year, total[code]) for code in total}
        for version, targets in enumerate(announced[half_year]):
            yield targets_file(half_year, targets, version > 0, opening)
        for month, as_of in enumerate(reference_months(half_year)):
            if as_of <= LAST_AS_OF:
                known = announced[half_year][0 if as_of < REVISION_KNOWN else -1].persons
                figures = {
                    each: (known[each.code] + opening[each.code], monthly[each.code][month])
                    for each in MUNICIPALITIES
                    if is_reported(each.code, half_year, as_of)
                }
                yield realisation_file(half_year, as_of, figures)


def targets_file(
    half_year: HalfYear, targets: Targets, revised: bool, opening: dict[str, int]
) -> tuple[str, str, list[Row]]:
    """Return path, title and rows of the half-yearly letter; the first one opens the accounts."""
    opens = half_year == HALF_YEARS[0]
    rows: list[Row] = [(*TARGET_HEADINGS, *([CARRY_OVER_HEADING] if opens else []), "Herkomst")]
    for each in MUNICIPALITIES:
        carry_over = [opening[each.code]] if opens else []
        target = targets.persons[each.code]
        rows.append((each.code, each.name, str(half_year), target, *carry_over, targets.origin))
    name = f"taakstelling_{half_year}{'_herzien' if revised else ''}"
    half = "eerste" if half_year.half == 1 else "tweede"
    title = f"taakstelling huisvesting vergunninghouders, {half} helft {half_year.year}"
    return path(half_year, name), title + (", herzien" if revised else ""), with_total(rows)


def realisation_file(
    half_year: HalfYear, as_of: date, figures: dict[Municipality, tuple[int, int]]
) -> tuple[str, str, list[Row]]:
    """Return path, title and rows of COA's monthly overview; `figures`: obligation, realised."""
    rows: list[Row] = [REALISATION_HEADINGS]
    for each, (obligation, realised) in figures.items():
        linked = linked_of(each.code, as_of, obligation - realised)
        rows.append((each.code, each.name, obligation, realised, linked))
    title = f"huisvesting vergunninghouders, stand per {DUTCH.date(as_of)}"
    return path(half_year, f"realisatie_{as_of}"), title, with_total(rows)


def with_total(rows: list[Row]) -> list[Row]:
    """Return headings and rows, and a row with the sum of every column of numbers."""
    columns = list(zip(*rows[1:], strict=True))[2:]
    sums = (sum(map(int, each)) if isinstance(each[0], int) else "" for each in columns)
    return [*rows, ("", "Totaal Limburg", *sums)]


def path(half_year: HalfYear, name: str) -> str:
    """Return where a file goes; each name says that the figures are made up."""
    return f"{half_year}/{name}_voorbeeldgegevens.csv"


def write(out: Path) -> None:
    """Write all sample files under `out`, as Excel in Dutch saves CSV."""
    for name, title, rows in files():
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writer.writerow((f"Voorbeeldgegevens (verzonnen): {title}",))
            writer.writerow(())
            writer.writerows(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the files to the folder of this script, or to `--out`."""
    parser = argparse.ArgumentParser(description="Write the sample half-years.")
    parser.add_argument("--out", type=Path, default=DATA / "samples", metavar="DIR")
    write(parser.parse_args(arguments).out)


if __name__ == "__main__":
    main()
