"""XLSX, XLS and ODS to grids, by way of a process that may fail without harm."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

from supervision.importing.grid import Grid
from supervision.importing.limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    MEGABYTE,
    ROWS_ABOVE_TABLE,
)
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.records import Cell, Row

_SCRIPT = Path(__file__).with_name("calamine_process.py")
_MEMORY = 256 * MEGABYTE
"""Address space, of which Python takes some 60 MB; the largest table within the limits fits."""
_SECONDS = 10
_MAX_HEIGHT = MAX_ROWS + ROWS_ABOVE_TABLE
_LIMITS = tuple(map(str, (_MAX_HEIGHT, MAX_COLUMNS, MAX_UNPACKED_BYTES, _MEMORY)))


def read_spreadsheet(data: bytes) -> tuple[Grid, ...] | Problem:
    """Return the visible sheets with anything in them, or why the spreadsheet cannot be read."""
    command = [sys.executable, "-I", str(_SCRIPT), *_LIMITS]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return Problem(ProblemCode.DAMAGED_SPREADSHEET)
    lines = [json.loads(line, object_hook=_days) for line in done.stdout.splitlines()]
    if lines and "refused" in lines[-1]:
        return Problem(
            ProblemCode(lines[-1]["refused"]), details={"limit_bytes": str(MAX_UNPACKED_BYTES)}
        )
    return _grids(lines[:-1])


def _grids(lines: list[object]) -> tuple[Grid, ...] | Problem:
    sheets: list[tuple[str, list[Row]]] = []
    for line in lines:
        if isinstance(line, list):
            sheets[-1][1].append(tuple(None if cell == "" else cell for cell in line))
        elif isinstance(line, dict):
            if line["height"] > _MAX_HEIGHT:
                return _oversized(
                    ProblemCode.TOO_MANY_ROWS, line["sheet"], line["height"], MAX_ROWS
                )
            if line["width"] > MAX_COLUMNS:
                code = ProblemCode.TOO_MANY_COLUMNS
                return _oversized(code, line["sheet"], line["width"], MAX_COLUMNS)
            sheets.append((line["sheet"], []))
    grids = tuple(Grid(name, tuple(rows)) for name, rows in sheets if rows)
    return grids or Problem(ProblemCode.EMPTY_FILE)


def _oversized(code: ProblemCode, sheet: str, size: int, limit: int) -> Problem:
    return Problem(code, sheet=sheet, details={"size": str(size), "limit": str(limit)})


def _days(value: dict[str, str]) -> Cell | dict[str, str]:
    """Turn the notation of a day in the other process back into a date or a moment."""
    if "day" not in value:
        return value
    text = value["day"]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
