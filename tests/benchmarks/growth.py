"""What each page costs in a country of any size: time, memory and statements.

    python -m tests.benchmarks.growth MUNICIPALITIES HALF_YEARS

prints JSON: what each page takes, and the most memory that the process ever held. A process of its
own for each size, so that memory means something.
"""

from __future__ import annotations

import csv
import gc
import json
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

import streamlit as st
from sqlalchemy import event

from supervision import reference
from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import HalfYear, half_years
from supervision.storage import batches
from supervision.storage.database import Database, database
from supervision.ui import cached
from supervision.views.escalation import Filter
from supervision.views.map import Layer
from supervision.views.worklist import Order

LAST = HalfYear(2026, 2)
TODAY = date(2026, 11, 24)
REGIONS = ("Noord", "Midden", "Zuid")
REPORTS = (1, 3, 6)
"""Months after which figures come in: three reports a half-year."""
ANNA = Actor("anna", Role.LOCAL)
_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def codes(municipalities: int) -> list[str]:
    """The codes of a made-up country."""
    return [f"GM{5000 + number}" for number in range(municipalities)]


@contextmanager
def country(folder: Path, municipalities: int) -> Iterator[None]:
    """Put a made-up country in the place of Limburg, with the rest of the reference data."""
    ours, made_up = reference.DATA, ("municipalities.csv", "population.csv")
    for each in ours.iterdir():
        if each.name not in made_up:
            (folder / each.name).symlink_to(each)
    with (folder / made_up[0]).open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(
            ("code", "name", "region", "valid_from", "valid_until", "successor", "aliases")
        )
        for number, code in enumerate(codes(municipalities)):
            region = REGIONS[number % len(REGIONS)]
            lines.writerow((code, f"Gemeente {number:04}", region, "", "", "", ""))
    with (folder / made_up[1]).open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("code", "reference_date", "inhabitants", "precision"))
        lines.writerows((code, "2025-01-01", 20_000, "") for code in codes(municipalities))
    read = (reference.register, reference.population, reference.inhabitants)
    reference.DATA = folder
    for each in read:
        each.cache_clear()
    try:
        yield
    finally:
        reference.DATA = ours
        for each in read:
            each.cache_clear()


def fill(store: Database, municipalities: int, span: int) -> None:
    """Put so many half-years in a new store, the running one up to 1 October."""
    store.upgrade()
    chance, first = Random(2013), LAST
    for _ in range(span - 1):
        first = first.previous
    for half_year in half_years(first, LAST):
        targets = {code: chance.randint(5, 80) for code in codes(municipalities)}
        _deliver(store, half_year, None, targets, first)
        housed = dict.fromkeys(targets, 0)
        for months in REPORTS:
            as_of = half_year.reference_date if months == 6 else _after(half_year, months)
            if as_of > TODAY:
                break
            for code, target in targets.items():
                housed[code] += chance.randint(0, target // 2)
            _deliver(store, half_year, as_of, housed, first)


def _after(half_year: HalfYear, months: int) -> date:
    return date(half_year.year, half_year.start.month + months, 1)


def _deliver(
    store: Database,
    half_year: HalfYear,
    as_of: date | None,
    persons: dict[str, int],
    first: HalfYear,
) -> None:
    """Store a file: targets without an as-of, else realisations."""
    kind = "realisation" if as_of else "targets"
    batch = {
        "kind": kind,
        "half_year": str(half_year),
        "as_of": as_of,
        "file_name": f"{kind}_{as_of or half_year}.csv",
        "sha256": "0" * 64,
        "size": 1,
        "content": b"x",
        "sample": True,
        "rows": len(persons),
        "ignored": 0,
        "imported_by": ANNA.name,
    }
    common = {"half_year": str(half_year)}
    rows = [
        {"row": row, "municipality": code} | common for row, code in enumerate(persons, start=2)
    ]
    carried = 0 if half_year == first else None
    with store.write(ANNA, _AT, "import") as transaction:
        if as_of is None:
            for each in rows:
                net = {"net": persons[each["municipality"]], "corrected": None}
                each |= net | {"carry_over": carried}
            batches.add_batch(transaction, batch, rows, [])
            return
        for each in rows:
            each |= {"realised": persons[each["municipality"]], "linked": None}
            each |= {"as_of": as_of, "reporter": "coa"}
        batches.add_batch(transaction, batch, [], rows)


def pages(url: str, code: str) -> dict[str, Callable[[], object]]:
    """What each page asks of the store and makes of it, before anything is drawn."""
    key = cached.Key(url, database(url).revision(), TODAY, None, "nl")
    everything = Filter(None, None, None)
    return {
        "assessment": lambda: cached.standings_of(key),
        "overview": lambda: (cached.overview_of(key), cached.early_warning_of(key)),
        "dossier": lambda: cached.dossier_of(key, code),
        "map": lambda: cached.maps_of(key, Layer.SHARE),
        "escalation": lambda: (
            cached.escalation_of(key, everything),
            cached.work_list_of(key, everything, next(iter(Order))),
        ),
    }


@contextmanager
def statements(store: Database) -> Iterator[list[str]]:
    """Collect the statements that the store is asked."""
    asked: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(store.engine, "before_cursor_execute", keep)
    try:
        yield asked
    finally:
        event.remove(store.engine, "before_cursor_execute", keep)


def measure(folder: Path, municipalities: int, span: int) -> dict[str, dict[str, float]]:
    """Return per page the milliseconds and the number of statements, each from empty caches."""
    (folder / "data").mkdir()
    with country(folder / "data", municipalities):
        store = database(f"sqlite:///{folder / 'store.db'}")
        fill(store, municipalities, span)
        found = {}
        for page, ask in pages(store.url, codes(municipalities)[0]).items():
            st.cache_resource.clear()
            gc.collect()
            with statements(store) as asked:
                start = perf_counter()
                ask()
                took = perf_counter() - start
            found[page] = {"ms": took * 1000, "statements": len(asked)}
        st.cache_resource.clear()
        store.engine.dispose()
    return found


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # Streamlit says of each cache that nobody serves pages here
    with tempfile.TemporaryDirectory() as place:
        measured = measure(Path(place), int(sys.argv[1]), int(sys.argv[2]))
        most = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(json.dumps({"pages": measured, "megabytes": most}))
