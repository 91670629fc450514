"""The same arithmetic in plain Python, with csv and dicts and nothing kept of where it came from.

It is what somebody would write in an afternoon; ours also keeps the reasons, the source of each
number and the record. `make bench` prints the ratios; that both find the same is asserted.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.figures import Facts
from supervision.importing import read_file
from supervision.reference import national_names, register
from supervision.storage.database import database
from supervision.usecases import imports
from supervision.usecases.setup import request_for, sample_files
from tests.benchmarks.conftest import Say
from tests.benchmarks.test_history import DATES, ROUNDS, SPAN, best_of, made_up, ours

ANNA = Actor("anna", Role.LOCAL)
Row = dict[str, Any]


def as_csv(facts: dict[str, Facts]) -> tuple[str, str]:
    """The targets and the reports as two files."""
    targets, reports = io.StringIO(), io.StringIO()
    csv.writer(targets).writerow(("code", "half_year", "target", "carry_over"))
    csv.writer(reports).writerow(("code", "half_year", "as_of", "realised"))
    for code, each in facts.items():
        for half_year, target in each.targets.items():
            carried = target.carry_over.persons if target.carry_over else ""
            row = (code, half_year, target.net.persons, carried)  # type: ignore[union-attr]
            csv.writer(targets).writerow(row)
        for half_year, found in each.realisations.items():
            for report in found:
                row = (code, half_year, report.as_of, report.realised)
                csv.writer(reports).writerow(row)
    return targets.getvalue(), reports.getvalue()


def plainly(targets: str, reports: str) -> list[dict[str, Row]]:
    """Every municipality on every reference date: balance, ages, state, steps."""
    realised: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    for row in csv.DictReader(io.StringIO(reports)):
        as_of = date.fromisoformat(row["as_of"])
        realised[row["code"], row["half_year"]][as_of] = int(row["realised"])
    lines: dict[str, list[Row]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(targets)):
        before = lines[row["code"]]
        opening = before[-1]["closing"] if before else int(row["carry_over"] or 0)
        before.append(line(row, opening, realised.get((row["code"], row["half_year"]), {}), before))
    return [
        {code: assessed(of, number) for code, of in lines.items()} for number in range(len(SPAN))
    ]


def line(row: Row, opening: int | None, reports: dict[date, int], before: list[Row]) -> Row:
    obligation = None if opening is None else int(row["target"]) + opening
    realised = reports[max(reports)] if reports else None
    closing = None if obligation is None or realised is None else obligation - realised
    missed = 0 if closing is None or closing <= 0 else 1 + (before[-1]["missed"] if before else 0)
    ages = dict(before[-1]["ages"]) if before else {}
    if closing is not None:
        age(ages, row["half_year"], int(row["target"]), realised or 0, closing)
    return {
        "obligation": obligation,
        "realised": realised,
        "closing": closing,
        "missed": missed,
        "ages": ages,
        "opening": opening,
    }


def age(ages: dict[str, int], half_year: str, target: int, realised: int, closing: int) -> None:
    """What is housed fills the running target first; the surplus pays the oldest."""
    ages[half_year] = max(target - realised, 0)
    surplus = sum(ages.values()) - max(closing, 0)
    for each in sorted(ages):
        paid = min(ages[each], max(surplus, 0))
        ages[each] -= paid
        surplus -= paid


def assessed(of: list[Row], number: int) -> Row:
    """The steps 1 and 3 of the ladder: without a report or a decision no other can hold."""
    now = of[number]
    closing, obligation, realised = now["closing"], now["obligation"], now["realised"]
    if obligation is None or (obligation > 0 and realised is None):
        state = "missing"
    elif obligation <= 0:
        state = "not_applicable"
    else:
        state = "met" if realised >= obligation else "missed"
    before = of[number - 1]["closing"] if number else now["opening"]
    grows = closing is not None and before is not None and closing >= before
    indicated = 0
    if closing is not None and closing >= 1:
        indicated = 3 if now["missed"] >= 2 and grows else 1
    return now | {"state": state, "indicated": indicated, "proposed": min(indicated, 1)}


@pytest.mark.benchmark
def test_an_assessment_beside_plain_python(say: Say) -> None:
    facts = made_up()
    texts = as_csv(facts)
    our_ms, found = best_of(ROUNDS, lambda: ours(facts))
    plain_ms, expected = best_of(ROUNDS, lambda: plainly(*texts))
    say(
        f"assessment of 31 municipalities on {len(DATES)} dates: ours {our_ms:.0f} ms, "
        f"plain Python {plain_ms:.0f} ms with reading its files, "
        f"ratio {our_ms / plain_ms:.1f}"
    )
    for by_code, plain in zip(found, expected, strict=True):
        for code, each in by_code.items():
            told = plain[code]
            assert each.position.closing == told["closing"]
            assert each.state == told["state"]
            assert each.streak.missed == told["missed"]
            assert each.indicated_step == told["indicated"]
            assert each.proposed_step == told["proposed"]


@pytest.mark.benchmark
def test_an_import_beside_plain_python(tmp_path: Path, say: Say) -> None:
    files = [(path.name, path.read_bytes()) for path in sample_files()]
    stores = [database(f"sqlite:///{tmp_path / f'{number}.db'}") for number in range(2)]
    for store in stores:
        store.upgrade()
    empty = iter(stores)

    def import_all() -> None:
        store = next(empty)
        for name, content in files:
            _, batch = imports.import_file(store, ANNA, content, request_for(name))
            assert batch is not None

    our_ms, _ = best_of(len(stores), import_all)
    reading_ms, _ = best_of(2, lambda: [read_file(each, request_for(name)) for name, each in files])
    plain_ms, rows = best_of(ROUNDS, lambda: sum(len(plain_import(each)) for _, each in files))
    kinds = [sum(name.startswith(kind) for name, _ in files) for kind in ("taak", "real")]
    say(
        f"import of {kinds[0]} targets files and {kinds[1]} realisation files, {rows} rows: "
        f"ours {our_ms:.0f} ms = {our_ms / len(files):.0f} ms per file (reading alone "
        f"{reading_ms:.0f} ms), plain Python {plain_ms:.1f} ms, "
        f"ratio {our_ms / plain_ms:.0f}, reading {reading_ms / plain_ms:.0f}"
    )
    assert len(files) == sum(kinds)


def plain_import(content: bytes) -> dict[str, Row]:
    """The rows of a file by code, each number checked; kept in memory only."""
    known, country = register().by_code, national_names()
    lines = content.decode("utf-8-sig").splitlines()
    start = next(n for n, each in enumerate(lines) if each.startswith("Gemeentecode"))
    found = {}
    for row in csv.DictReader(lines[start:], delimiter=";"):
        code = row.pop("Gemeentecode")
        if code in known:
            name = row.pop("Gemeente")
            numbers = {
                heading: int(text) for heading, text in row.items() if text.lstrip("-").isdigit()
            }
            found[code] = {"name": name} | numbers
        elif code and code not in country:
            raise ValueError(code)
    return found
