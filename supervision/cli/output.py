"""Writes results to standard output: JSON for machines, lines for people."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from fractions import Fraction

from supervision.domain.halfyear import HalfYear
from supervision.exports.inert import inert_in_csv


def print_json(document: object) -> None:
    """Print one JSON document and nothing else."""
    print(json.dumps(plain(document), ensure_ascii=False, indent=2))


def print_csv(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print RFC 4180 for machines: commas, points, empty where unknown."""
    writer = csv.writer(sys.stdout)
    writer.writerow([_cell(heading) for heading in headings])
    writer.writerows([_cell(value) for value in row] for row in rows)


def plain(value: object) -> object:
    """Return a value as JSON knows it: numbers are numbers, dates ISO 8601, unknown is null."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str | HalfYear):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Iterable):
        return [plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _cell(value: object) -> object:
    """A cell of a CSV for machines; lists and objects as JSON text."""
    simple = plain(value)
    if simple is None:
        return ""
    if isinstance(simple, bool):
        return str(simple).lower()
    if isinstance(simple, list | dict):
        return json.dumps(simple, ensure_ascii=False)
    return inert_in_csv(simple) if isinstance(simple, str) else simple
