"""Dates and half-years as Dutch offices write them, in a cell or in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from supervision.domain.halfyear import HalfYear
from supervision.importing.grid import LONGEST_TEXT, as_text
from supervision.importing.records import Cell

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "maart march mrt mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(r"(?<!\d)(?P<y>\d{4})(?P<s>\s*[-/._]\s*)(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d\d?)(?P<s>\s*[-/._]\s*)(?P<m>\d\d?)(?P=s)(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<d>\d\d?)e?[\s_.-]*(?P<m>{_MONTH})\.?[\s_.-]*(?P<y>\d{{4}})(?!\d)",
        re.IGNORECASE,
    ),
)
_AROUND_A_DATE = re.compile(
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag|stand|per|op|t?0?0:00(?::00(?:\.0+)?)?z?|[\s,:.]",
    re.IGNORECASE,
)
YEARS = range(2000, 2100)
"""The years that a delivered date can lie in; anything else is a typing error."""
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(36526, 73051)
"""1 January 2000 up to 31 December 2099, as Excel numbers days."""

_GAP = r"[\s_,.'()-]*"
_NUMBER = r"(?P<half>eerste|tweede|1\s*(?:ste|e)|2\s*(?:de|e)|[12]|ii?)"
_HALF = r"(?:halfjaar|half\s+jaar|jaarhelft|helft|semester|hj|h)"
_OF = r"(?:van|in)?(?:\s*het\s+jaar)?"
_HALF_YEARS = tuple(
    re.compile(rf"(?<![0-9a-z]){pattern}(?![0-9a-z])", re.IGNORECASE)
    for pattern in (
        r"(?P<year>20\d\d)\s*[-/_\N{EN DASH}]\s*(?P<half>[12]|ii?)",
        rf"(?P<year>20\d\d){_GAP}{_HALF}{_GAP}{_NUMBER}",
        rf"(?P<year>20\d\d){_GAP}{_NUMBER}{_GAP}{_HALF}",
        rf"{_NUMBER}{_GAP}{_HALF}{_GAP}{_OF}{_GAP}(?P<year>20\d\d)",
        rf"{_HALF}{_GAP}{_NUMBER}{_GAP}{_OF}{_GAP}(?P<year>20\d\d)",
    )
)
_MONTH_OR_YEAR = re.compile(rf"\b(?:(?:{_MONTH})\.?\s*)?20\d\d\b", re.IGNORECASE)
_BARE_HALF_YEAR = re.compile(r"(?P<year>20\d\d)[ .,](?P<half>[12])")


@dataclass(frozen=True)
class Dated:
    """A date in a text and where it stands."""

    day: date
    start: int
    end: int


def read_date(cell: Cell) -> date | None:
    """Return the day that a cell holds, or None. A year of two figures is no date: 01-07-25."""
    if isinstance(cell, datetime):
        return _plausible(cell.date())
    if isinstance(cell, date):
        return _plausible(cell)
    text = as_text(cell)
    if text.isdecimal() and text.isascii() and len(text) == 5 and int(text) in _EXCEL_SERIALS:
        return _EXCEL_EPOCH + timedelta(days=int(text))
    found = list(find_dates(text))
    if len(found) != 1:
        return None
    rest = text[: found[0].start] + text[found[0].end :]
    return None if _AROUND_A_DATE.sub("", rest) else found[0].day


def find_dates(text: str) -> Iterator[Dated]:
    """Yield the dates written in a text, in order; day before month, as the Dutch do."""
    matches = [match for pattern in _DATES for match in pattern.finditer(text[:LONGEST_TEXT])]
    end = 0
    for match in sorted(matches, key=lambda each: each.start()):
        day = _day(match)
        if day and match.start() >= end:
            end = match.end()
            yield Dated(day, match.start(), end)


def _day(match: re.Match[str]) -> date | None:
    month = match["m"].lower()
    try:
        return _plausible(date(int(match["y"]), _MONTHS.get(month) or int(month), int(match["d"])))
    except ValueError:
        return None


def _plausible(day: date) -> date | None:
    return day if day.year in YEARS else None


def read_half_year(cell: Cell) -> HalfYear | None:
    """Return the half-year that a cell names, or None.

    A date is none: Excel turns a typed 2025-1 into 1 January and a typed 2025-2 into 1 February.
    """
    if isinstance(cell, date):
        return None
    text = as_text(cell)
    bare = _BARE_HALF_YEAR.fullmatch(text)
    if bare:
        return HalfYear(int(bare["year"]), int(bare["half"]))
    found = find_half_years(text)
    return found.pop() if len(found) == 1 else None


def find_half_years(text: str) -> set[HalfYear]:
    """Return the half-years named in a text; 2025-10-01 names none, for dates are taken out first.

    Two dates that span a half-year name it: 1 januari 2025 t/m 30 juni 2025.
    """
    text = text[:LONGEST_TEXT]
    dates = list(find_dates(text))
    found = {half_year for _, half_year in _spans(dates)}
    rest = without(text, dates)
    for pattern in _HALF_YEARS:
        for match in pattern.finditer(rest):
            half = 1 if match["half"].lower() in ("eerste", "i") or "1" in match["half"] else 2
            found.add(HalfYear(int(match["year"]), half))
        rest = pattern.sub(" ", rest)
    return found


def find_days(text: str) -> list[Dated]:
    """Return the dates in a text that do not span a half-year together."""
    dates = list(find_dates(text))
    spanned = {index for first, _ in _spans(dates) for index in (first, first + 1)}
    return [each for index, each in enumerate(dates) if index not in spanned]


def without(text: str, dates: list[Dated]) -> str:
    """Return the text with a space in place of each of the dates."""
    for each in reversed(dates):
        text = f"{text[: each.start]} {text[each.end :]}"
    return text


def without_half_years(text: str) -> str:
    """Return the text without the dates, half-years, months and years in it: a bare heading."""
    text = text[:LONGEST_TEXT]
    rest = without(text, list(find_dates(text)))
    for pattern in (*_HALF_YEARS, _MONTH_OR_YEAR):
        rest = pattern.sub(" ", rest)
    return rest


def _spans(dates: list[Dated]) -> Iterator[tuple[int, HalfYear]]:
    for index, (first, last) in enumerate(pairwise(dates)):
        half_year = HalfYear.running_on(first.day)
        if first.day == half_year.start:
            ends = {half_year.reference_date, half_year.reference_date - timedelta(days=1)}
            if last.day in ends:
                yield index, half_year
