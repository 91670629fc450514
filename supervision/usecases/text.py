"""What people hand over: words long enough to mean something, names and numbers that fit."""

from __future__ import annotations

from datetime import date
from unicodedata import category

from supervision.domain.halfyear import HalfYear
from supervision.errors import InvalidRequest

MINIMUM = 3
"""Characters: long enough to be a word."""
MOST_PERSONS = 100_000
"""More than any municipality could owe; a number typed twice is not stored."""
LONGEST_NAME = 255
"""Characters of a file name; longer ones lose their beginning, not their extension."""


def written(name: str, text: str) -> str:
    """Return the text without white space around; raises InvalidRequest where it is too short."""
    if len(text.strip()) < MINIMUM:
        raise InvalidRequest(name=name, value=text, reason="too_short")
    return legible(text)


def legible(text: str) -> str:
    """Return the text as any database keeps it, without white space around.

    Control characters and broken letters, as a terminal may hand over, become question marks.
    """
    return "".join(
        "?" if category(each) in ("Cc", "Cs") and each not in "\n\r\t" else each
        for each in text.strip()
    )


def storable(text: str) -> str:
    """Return a file name as any database keeps it: printable and not too long."""
    letters = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(each if each.isprintable() else "?" for each in letters)[-LONGEST_NAME:]


def countable(name: str, persons: int) -> int:
    """Return a number of persons that a municipality can have; raises InvalidRequest."""
    if abs(persons) > MOST_PERSONS:
        raise InvalidRequest(name=name, value=persons, reason="too_many_persons")
    return persons


def foreseeable(name: str, half_year: HalfYear, today: date) -> HalfYear:
    """Return a half-year of which targets can be known by now; raises InvalidRequest."""
    if half_year > HalfYear.running_on(today).next:
        raise InvalidRequest(name=name, value=str(half_year), reason="too_far_ahead")
    return half_year
