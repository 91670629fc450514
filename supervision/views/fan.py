"""The chart of an expectation and the table beside it: what was reported, and where it may go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from supervision.domain.forecast import Forecast
from supervision.domain.halfyear import pace_norm
from supervision.domain.line import Line
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the chart: persons housed by a day; `label` is the day as people read it."""

    day: date
    label: str
    persons: int


@dataclass(frozen=True, slots=True)
class Fan:
    """The chart of an expectation: what was reported, and where it may go from the last report.

    `obligation` is the level to reach; `text` says the same in words.
    """

    title: str
    text: str
    start: Point
    reported: tuple[Point, ...]
    end: Point
    lowest: int
    highest: int
    obligation: int


def fan(found: Forecast, line: Line | None, t: Words) -> Fan | None:
    """Return the chart of an expectation; None where there is none."""
    expected = found.expected
    if expected is None or line is None or found.obligation is None or found.as_of is None:
        return None
    end = found.half_year.reference_date
    return Fan(
        t(
            "{realised} of {obligation} housed, {expected} expected",
            realised=t.number(found.realised),
            obligation=t.number(found.obligation),
            expected=t.number(expected.realised),
        )
        if found.obligation > 0
        else t(
            "{realised} housed, {expected} expected; nothing is due",
            realised=t.number(found.realised),
            expected=t.number(expected.realised),
        ),
        t(
            "Housed by {as_of}: {realised}; obligation: {obligation}; expected by {end}: "
            "{expected}, with an interval from {lowest} to {highest}.",
            realised=t.number(found.realised),
            obligation=t.number(found.obligation),
            as_of=t.date(found.as_of),
            end=t.date(end),
            expected=t.number(expected.realised),
            lowest=t.number(expected.lowest),
            highest=t.number(expected.highest),
        ),
        _point(found.half_year.start, 0, t),
        tuple(
            _point(each.as_of, each.realised, t)
            for each in line.reports
            if each.as_of <= found.as_of
        ),
        _point(end, expected.realised, t),
        expected.lowest,
        expected.highest,
        found.obligation,
    )


def _point(day: date, persons: int, t: Words) -> Point:
    return Point(day, t.short_date(day), persons)


def course_table(found: Forecast, line: Line | None, t: Words) -> Table:
    """Return the figures of the chart: every report with the norm, then the reference date."""
    due = max(found.obligation or 0, 0)
    reports = () if line is None else line.reports
    rows: list[tuple[Value, ...]] = [
        (
            each.as_of,
            each.realised,
            None if found.obligation is None else due * pace_norm(found.half_year, each.as_of),
            None,
            None,
            None,
        )
        for each in reports
        if found.as_of is not None and each.as_of <= found.as_of
    ]
    expected = found.expected
    if expected is not None:
        end = found.half_year.reference_date
        numbers = (expected.realised, expected.lowest, expected.highest)
        rows.append((end, None, Fraction(due), *numbers))
    return Table(
        t("Housed so far and expected, persons"),
        (
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Realised"), ColumnKind.PERSONS),
            Column(t("By the norm"), ColumnKind.MEAN),
            Column(t("Expected"), ColumnKind.PERSONS),
            Column(t("80 %: from"), ColumnKind.PERSONS),
            Column(t("80 %: up to"), ColumnKind.PERSONS),
        ),
        tuple(rows),
    )
