"""What is too large or no table is refused fast and with little memory."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from supervision.importing import ProblemCode
from supervision.importing.limits import MAX_BYTES, MAX_ROWS

BROKEN = Path(__file__).parent.parent / "golden" / "broken"
NAME = "realisatie_2025-04-01.csv"


def bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(500 * 1024 * 1024))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"x" * (MAX_BYTES + 1), "groot.csv", ProblemCode.FILE_TOO_LARGE),
        (b"Gemeente;" + b"x" * (MAX_BYTES - 9), "regel.csv", ProblemCode.LINE_TOO_LONG),
        (b"\x00" * MAX_BYTES, "nul.csv", ProblemCode.EMPTY_FILE),
        (b"a;" * (MAX_BYTES // 2), "kolommen.csv", ProblemCode.LINE_TOO_LONG),
        (b"\n" * (MAX_BYTES - 1) + b"x", "regels.csv", ProblemCode.TOO_MANY_ROWS),
        (b'"' * 50_000, "aanhaling.csv", ProblemCode.NO_HEADER),
        (bomb(), "bom.xlsx", ProblemCode.UNPACKED_TOO_LARGE),
    ],
    ids=["size", "line", "nul", "columns", "rows", "quotes", "zip bomb"],
)
def test_a_file_beyond_the_limits_is_refused_within_a_second(read, content, name, code):
    began = time.process_time()
    (problem,) = read(content, name).problems
    assert problem.code is code
    assert time.process_time() - began < 1


def test_twenty_thousand_rows_are_read_and_one_more_is_refused(read):
    rows = ["Gemeente;Gerealiseerd", "Beek;1", *["Amsterdam;1"] * (MAX_ROWS - 1)]
    reading = read("\n".join(rows), NAME)
    assert (reading.accepted, reading.rows + reading.ignored) == (True, MAX_ROWS)
    (problem,) = read("\n".join([*rows, "Utrecht;1"]), NAME).problems
    assert problem.code is ProblemCode.TOO_MANY_ROWS


def test_two_hundred_columns_are_read_and_one_more_is_refused(read):
    more = [f"Kolom {number}" for number in range(198)]
    assert read(f"Gemeente;Gerealiseerd;{';'.join(more)}\nBeek;1\n", NAME).accepted
    (problem,) = read(f"Gemeente;Gerealiseerd;Nog een;{';'.join(more)}\nBeek;1\n", NAME).problems
    assert problem.code is ProblemCode.TOO_MANY_COLUMNS


MEASURE = """
import resource, sys
from datetime import date
from pathlib import Path
from supervision.importing import Request, read_file
from supervision.reference import national_names, register
name = sys.argv[1]
request = Request(name, date(2026, 11, 24), register(), national_names())
reading = read_file(Path(name).read_bytes(), request)
status = Path("/proc/self/status").read_text()
own = int(status.split("VmHWM:")[1].split()[0])
print(len(reading.problems), max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""
"""Kilobytes. VmHWM starts anew with the program; ru_maxrss would count what pytest itself holds."""


@pytest.mark.skipif(sys.platform != "linux", reason="measures what Linux limits")
@pytest.mark.parametrize("name", ["zipbom.xlsx", "cel-ver-weg.xlsx", "veel-rijen.xls"])
def test_a_hostile_spreadsheet_takes_less_than_200_mb_in_either_process(name):
    command = [sys.executable, "-c", MEASURE, str(BROKEN / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    problems, kilobytes = map(int, done.stdout.split())
    assert problems == 1
    assert kilobytes < 200 * 1024


@pytest.mark.parametrize("piece", [" ", "1", "_", "-", "eerste helft ", "2025 ", "a", ".000", "é"])
def test_a_long_cell_does_not_slow_the_reader_down(read, piece):
    long = (piece * 20_000)[:20_000]
    rows = [f"Gemeente;Gerealiseerd;1 helft{long};Peildatum", f"Beek;{long};{long};2025{long}"]
    rows += [f"{long}{number};1;;{long}" for number in range(20)]
    began = time.process_time()
    read("\n".join([f"1 juli{long}", *rows]), NAME)
    assert time.process_time() - began < 2
