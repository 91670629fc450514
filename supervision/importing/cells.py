"""Whole numbers of persons, as a Dutch spreadsheet writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import lru_cache

from supervision.importing.grid import as_text
from supervision.importing.problems import ProblemCode
from supervision.importing.records import Cell

MOST_PERSONS = 100_000
"""More than the State ever asked of all municipalities together."""

_DIGITS = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([ .'’])[0-9]{3})(?:\1[0-9]{3})*(?:,0*)?")
_SEVERAL_GROUPS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})+")
_ONE_POINT = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_ONE_COMMA = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_DECIMAL = re.compile(r"[0-9]+[.,]([0-9]+)|[0-9.]+,([0-9]+)|[0-9,]+\.([0-9]+)|[.,]([0-9]+)")
_POINT_AS_DECIMAL = re.compile(
    r"-?(?:[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+)%?"
)
_SIGN = re.compile(r"(?P<minus>-)?\s*\+?(?P<number>.*?)(?P<trailing>-)?")
_ACCOUNTING = re.compile(r"\((.*)\)")
_NOTHING = frozenset({"-", "--", "nvt", "n.v.t.", "n.v.t", "n.b.", "nb", "onbekend", "?", "x", "."})
_FORMULA_ERRORS = re.compile(
    r"#(?:N/?[AB]|REF|VERW|DIV/0|DEEL/0|VALUE|WAARDE|NAME|NAAM|NUM|GETAL|NULL|LEEG|SPILL)[!?]*",
    re.IGNORECASE,
)


def point_is_decimal(cells: Iterable[Cell]) -> bool:
    """Tell whether any of the cells uses the point as a decimal: then `1.234` has two readings."""
    return any(
        isinstance(cell, str) and "." in cell and _POINT_AS_DECIMAL.fullmatch(cell.strip())
        for cell in cells
    )


def read_persons(cell: Cell, point_decimal: bool = False) -> int | ProblemCode | None:
    """Return the number of persons in a cell, what is wrong with it, or None for an empty cell.

    In a Dutch file `1.234` is 1234, unless `point_decimal`. `12,0` is 12. A share of persons, a
    percentage and a number with two readings are problems. A dash is a missing value, never zero.
    """
    if cell is None:
        return None
    if isinstance(cell, (bool, date, time, timedelta)):
        return ProblemCode.NOT_A_NUMBER
    if isinstance(cell, (int, float)):
        return _within_reason(int(cell)) if cell == cell // 1 else _not_whole(cell)
    return _read_text(as_text(cell), point_decimal)


@lru_cache(maxsize=4096)
def _read_text(text: str, point_decimal: bool) -> int | ProblemCode | None:
    text = _plain(text)
    if not text or text.lower() in _NOTHING:
        return None
    if _FORMULA_ERRORS.fullmatch(text):
        return ProblemCode.FORMULA_ERROR
    inner = _ACCOUNTING.fullmatch(text)
    match = _SIGN.fullmatch(inner[1] if inner else text)
    if match is None:
        return ProblemCode.NOT_A_NUMBER
    number = _unsigned(match["number"].strip(), point_decimal)
    negative = bool(inner) or match["minus"] or match["trailing"]
    return -number if negative and not isinstance(number, ProblemCode) else number


def _plain(text: str) -> str:
    """Return the text with ordinary spaces and an ordinary minus sign."""
    text = re.sub(r"[\s\N{NARROW NO-BREAK SPACE}]+", " ", text).strip()
    return re.sub(r"[\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}]", "-", text)


def _unsigned(text: str, point_decimal: bool) -> int | ProblemCode:
    if _DIGITS.fullmatch(text):
        return _within_reason(int(text)) if len(text) < 12 else ProblemCode.TOO_HIGH
    if text.endswith("%"):
        return ProblemCode.PERCENTAGE
    if _ONE_COMMA.fullmatch(text) or (point_decimal and _ONE_POINT.fullmatch(text)):
        return ProblemCode.AMBIGUOUS_NUMBER
    if _SEVERAL_GROUPS.fullmatch(text):
        return _unsigned(re.sub(r"[.,]", "", text), point_decimal)
    if _GROUPED.fullmatch(text):
        return _unsigned(re.sub(r"[^0-9]", "", text.partition(",")[0]), point_decimal)
    decimal = _DECIMAL.fullmatch(text)
    if decimal is None:
        return ProblemCode.NOT_A_NUMBER
    fraction = next(filter(None, decimal.groups()))
    if fraction.strip("0"):
        return ProblemCode.NOT_WHOLE
    whole = text[: -len(fraction) - 1]
    return _unsigned(whole, point_decimal) if whole else 0


def _not_whole(number: float) -> ProblemCode:
    return ProblemCode.NOT_WHOLE if abs(number) < float("inf") else ProblemCode.NOT_A_NUMBER


def _within_reason(number: int) -> int | ProblemCode:
    return number if abs(number) <= MOST_PERSONS else ProblemCode.TOO_HIGH


def shown(cell: Cell) -> str | None:
    """Return a cell as a problem quotes it: None for an empty one, cut where it is very long."""
    text = as_text(cell)
    return (text[:80] + "…" if len(text) > 80 else text) or None
