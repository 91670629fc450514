"""How fast a national file and a very large one are checked; `make bench` prints it.

The floor is Python's own csv module over the same bytes.
"""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from supervision.importing import Request, read_file
from supervision.reference import national_names, register
from tests.benchmarks.conftest import Say
from tests.benchmarks.test_history import best_of

REQUEST = Request("realisatie_2025-04-01.csv", date(2026, 11, 24), register(), national_names())


def national(rows: int) -> bytes:
    """A national realisation file; beyond 342 rows the municipalities come again, with a fault."""
    names = list(national_names().items())
    lines = [f"{names[n % 342][0]};{names[n % 342][1]};{n % 90}" for n in range(rows)]
    return ("Gemeentecode;Gemeente;Gerealiseerd\r\n" + "\r\n".join(lines)).encode("utf-8-sig")


@pytest.mark.benchmark
@pytest.mark.parametrize(("rows", "rounds"), [(342, 7), (20_000, 2)])
def test_a_file_is_checked(rows: int, rounds: int, say: Say) -> None:
    data = national(rows)
    took, reading = best_of(rounds, lambda: read_file(data, REQUEST))
    floor, _ = best_of(rounds, lambda: list(csv.reader(io.StringIO(data.decode("utf-8-sig")))))
    say(f"{rows} rows: {took:.0f} ms, csv alone {floor:.1f} ms")
    assert reading.rows + reading.ignored == rows or reading.problems
