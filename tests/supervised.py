"""Three municipalities on their way along the ladder, as an office with files would have them.

Kerkrade missed three half-years and stands on step 3 since January 2026; Venlo and Roermond
missed the first half of 2026. All figures are made up.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.storage.database import Database
from supervision.usecases import decisions, imports, setup

ANNA, BRAM = Actor("anna", Role.SUPERVISOR), Actor("bram", Role.SUPERVISOR)
KERKRADE, ROERMOND, VENLO = "GM0928", "GM0957", "GM0983"
NAMES = {KERKRADE: "Kerkrade", ROERMOND: "Roermond", VENLO: "Venlo"}
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
WHY = "De taakstelling is niet gehaald; zie de cijfers van COA."

HOUSED = {
    "2025-07-01": {KERKRADE: 2, ROERMOND: 10, VENLO: 10},
    "2026-01-01": {KERKRADE: 5, ROERMOND: 10, VENLO: 10},
}
CLOSED = {KERKRADE: 3, ROERMOND: 3, VENLO: 6}
"""Persons housed in the first half of 2026: backlogs of 20, 7 and 4."""
AUGUST = {KERKRADE: 2, ROERMOND: 1, VENLO: 6}
"""Persons housed in the first month of the second half: Roermond below pace, Venlo above."""


def targets(half_year: str) -> bytes:
    """The half-yearly letter: ten persons each, nothing carried into the first half-year."""
    carried = ";0" if half_year == "2025-1" else ""
    rows = "".join(f"{code};{name};10{carried}\n" for code, name in NAMES.items())
    heading = ";Achterstand/voorsprong" if carried else ""
    title = f"Taakstelling {half_year}\nGemeentecode;Gemeente;Netto taakstelling{heading}\n"
    return (title + rows).encode()


def realisation(as_of: str, housed: dict[str, int]) -> bytes:
    """The monthly figures of COA."""
    day = date.fromisoformat(as_of)
    rows = "".join(f"{code};{NAMES[code]};{n}\n" for code, n in housed.items())
    stand = f"Stand per {day.day}-{day.month}-{day.year}"
    return f"{stand}\nGemeentecode;Gemeente;Gerealiseerd\n{rows}".encode()


def bring_in(store: Database, name: str, content: bytes) -> None:
    """Import a file, which has to be accepted."""
    check, batch = imports.import_file(store, ANNA, content, setup.request_for(name))
    assert batch is not None, check.reading.problems


def until_2026(store: Database) -> None:
    """Everything up to the figures of 1 January 2026, and Kerkrade on step 3 since then."""
    for half_year in ("2025-1", "2025-2", "2026-1", "2026-2"):
        bring_in(store, f"taakstelling_{half_year}.csv", targets(half_year))
    for as_of, housed in HOUSED.items():
        bring_in(store, f"realisatie_{as_of}.csv", realisation(as_of, housed))
    otherwise = "Eerste maandcijfer ontbreekt; de gemeente meldde zelf dat zij achterloopt."
    for step, day, deviation in (
        (1, date(2025, 7, 10), ""),
        (2, date(2025, 8, 11), otherwise),
        (3, date(2026, 1, 12), ""),
    ):
        decisions.decide(store, ANNA, KERKRADE, Intent(step, day, WHY, deviation=deviation))


def first_half_of_2026(store: Database) -> None:
    """The closing figures of 1 July 2026."""
    bring_in(store, "realisatie_2026-07-01.csv", realisation("2026-07-01", CLOSED))


def first_month(store: Database) -> None:
    """The figures of 1 August 2026."""
    bring_in(store, "realisatie_2026-08-01.csv", realisation("2026-08-01", AUGUST))
