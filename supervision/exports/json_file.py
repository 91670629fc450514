"""A document as JSON: numbers are numbers, dates ISO 8601, unknown is null."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction


def to_json(document: object) -> bytes:
    """Return the document as UTF-8, indented for people."""
    text = json.dumps(document, ensure_ascii=False, indent=2, default=_plain)
    return (text + "\n").encode()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
