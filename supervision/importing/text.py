"""Delimited text to a grid, in whatever encoding and with whatever separator Excel wrote it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice

from supervision.importing.columns import recognised
from supervision.importing.grid import Grid
from supervision.importing.limits import (
    MAX_COLUMNS,
    MAX_LINE_CHARACTERS,
    MAX_ROWS,
    ROWS_ABOVE_TABLE,
)
from supervision.importing.problems import Problem, ProblemCode
from supervision.importing.records import Row

DELIMITERS = ";,\t"
_EXCEL_HINT = "sep="
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")


def read_text(data: bytes) -> Grid | Problem:
    """Return the table in the text, or why the text cannot be read."""
    text = decode(data)
    if text is None or _CONTROL.search(text):
        return Problem(ProblemCode.NOT_A_TABLE, details={"content": "BINARY"})
    text = text.strip("\x1a").replace("\r\n", "\n").replace("\r", "\n")
    return _size_problem(text) or _parse(text)


def decode(data: bytes) -> str | None:
    """Return the text by what fits first: BOM, UTF-16 by its NULs, UTF-8, Windows-1252.

    None where nothing fits. No guessing by letter frequency: the same bytes give the same text in
    a file of three rows and in one of three hundred.
    """
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    # Latin text in UTF-16 without BOM: every other byte is NUL, the second when little endian.
    sample = data[:400]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.8:
        return ("utf-16-le",)
    if half and sample[::2].count(0) > half * 0.8:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _size_problem(text: str) -> Problem | None:
    lines = text.rstrip()
    rows = lines.count("\n") + 1
    if rows > MAX_ROWS + ROWS_ABOVE_TABLE:
        details = {"size": str(rows), "limit": str(MAX_ROWS)}
        return Problem(ProblemCode.TOO_MANY_ROWS, details=details)
    longest = max(map(len, lines.split("\n")))
    if longest > MAX_LINE_CHARACTERS:
        details = {"size": str(longest), "limit": str(MAX_LINE_CHARACTERS)}
        return Problem(ProblemCode.LINE_TOO_LONG, details=details)
    return None


def _parse(text: str) -> Grid | Problem:
    delimiter, text = _delimiter(text)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            rows.append(tuple(cell if cell.strip() else None for cell in record))
            if len(record) > MAX_COLUMNS:
                details = {"size": str(len(record)), "limit": str(MAX_COLUMNS)}
                return Problem(ProblemCode.TOO_MANY_COLUMNS, row=len(rows), details=details)
    except csv.Error:
        return Problem(ProblemCode.UNCLOSED_QUOTE, row=len(rows) + 1)
    return Grid("", tuple(rows), strict_width=True)


def _delimiter(text: str) -> tuple[str, str]:
    """Return the separator and the text without the line `sep=;` in which Excel may name it.

    Excel does not show that line and does not count it, so neither do we. Without it: the
    separator that gives the most recognised headings in one row; then the one that occurs most.
    """
    first, _, rest = text.partition("\n")
    hint = first.strip('" ').lower()
    if hint.startswith(_EXCEL_HINT) and hint[4:] in DELIMITERS and len(hint) == 5:
        return hint[4], rest
    lines = text.split("\n")[:ROWS_ABOVE_TABLE]
    sample = "\n".join(lines)
    best = max(DELIMITERS, key=lambda each: (_headings(sample, each), sample.count(each)))
    return best, text


def _headings(sample: str, delimiter: str) -> int:
    """Return the most headings that any one row of the sample has when cut at the delimiter."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        return max((recognised(row) for row in islice(reader, ROWS_ABOVE_TABLE)), default=0)
    except csv.Error:
        return 0
