"""The oracle of the expectations: once more, the slow and boring way.

Written from docs/decisions.md, not from the code that it checks. It takes the lines of an
account, which have an oracle of their own (naive.py), and shares nothing else.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor, sqrt
from typing import Any

from tests.domain import naive

Plain = dict[str, Any]
ALMOST = 1e-9


def province(accounts: Any) -> list[Plain]:
    """Every half-year of every municipality as a plain record."""
    return [
        {
            "code": account.code,
            "number": naive.number_of(line.half_year),
            "due": line.obligation,
            "reports": [(each.as_of, each.realised) for each in line.reports],
        }
        for account in accounts
        for line in account.lines
    ]


def month_nearest(number: int, day: date) -> int:
    months = naive.norm_on(number, day) * 6
    month = 0
    while months - month >= Fraction(1, 2):
        month += 1
    return month


def closing_figure(record: Plain) -> int | None:
    for as_of, realised in record["reports"]:
        if as_of == naive.reference_date(record["number"]):
            return int(realised)
    return None


def figure_of(record: Plain, month: int) -> int | None:
    """The last figure of a month that is not the closing figure."""
    found = None
    for as_of, realised in record["reports"]:
        if as_of == naive.reference_date(record["number"]):
            continue
        if month_nearest(record["number"], as_of) == month:
            found = realised
    return found


def lesson(record: Plain, month: int) -> Plain | None:
    """What a closed half-year teaches about a month."""
    so_far, end = figure_of(record, month), closing_figure(record)
    if so_far is None or end is None or record["due"] is None:
        return None
    norm_total = so_far + Fraction(6 - month, 6) * max(record["due"], 0)
    if norm_total == 0:
        return None
    return {
        "code": record["code"],
        "number": record["number"],
        "followed": end - so_far,
        "norm_total": norm_total,
    }


def usual_share(code: str, lessons: list[Plain]) -> Fraction | None:
    """Own and provincial share, six half-years of its own as heavy as the province."""
    whole = sum(each["norm_total"] for each in lessons)
    if not whole:
        return None
    of_all = Fraction(sum(each["followed"] for each in lessons)) / whole
    own = [each for each in lessons if each["code"] == code]
    if not own:
        return of_all
    of_own = Fraction(sum(each["followed"] for each in own)) / sum(
        each["norm_total"] for each in own
    )
    return (len(own) * of_own + 6 * of_all) / (len(own) + 6)


def error(one: Plain, lessons: list[Plain]) -> float | None:
    """How far off the sum is on a half-year, taught by all others."""
    share = usual_share(one["code"], [each for each in lessons if each["number"] != one["number"]])
    if share is None:
        return None
    return float(one["followed"] - share * one["norm_total"]) / sqrt(one["norm_total"])


def place(numbers: list[float], tenths: int) -> float:
    numbers = sorted(numbers)
    at = Fraction((len(numbers) + 1) * tenths, 10) - 1
    if at <= 0:
        return numbers[0]
    if at >= len(numbers) - 1:
        return numbers[-1]
    below = int(at)
    return numbers[below] + float(at - below) * (numbers[below + 1] - numbers[below])


def expect(records: list[Plain], code: str, on: date) -> tuple[int, int, int] | str:
    """Housed in the end: expected, lowest, highest; or why nothing is expected."""
    number = naive.running_on(on)
    if on == naive.first_day(number):
        number -= 1
    mine = [each for each in records if each["code"] == code and each["number"] == number]
    known = [each for each in mine[0]["reports"] if each[0] <= on] if mine else []
    if known and known[-1][0] == naive.reference_date(number):
        return "closed"
    if not mine or mine[0]["due"] is None:
        return "no_obligation"
    if not known:
        return "no_figure"
    as_of, so_far = known[-1]
    month = month_nearest(number, as_of)
    norm_total = so_far + Fraction(6 - month, 6) * max(mine[0]["due"], 0)
    if norm_total == 0:
        return "nothing_due"
    lessons = [
        found
        for each in records
        if number - 10 <= each["number"] < number
        if (found := lesson(each, month)) is not None
    ]
    own = [each for each in lessons if each["code"] == code]
    if len(own) < 6:
        return "short_history"
    share = usual_share(code, lessons)
    assert share is not None
    more = share * norm_total
    ends = []
    for tenths in (1, 9):
        of_own = [error(each, lessons) for each in own]
        of_all = [error(each, lessons) for each in lessons]
        mine_at = place([each for each in of_own if each is not None], tenths)
        all_at = place([each for each in of_all if each is not None], tenths)
        margin = (len(own) * mine_at + 6 * all_at) / (len(own) + 6)
        ends.append(float(more) + margin * sqrt(norm_total))
    likely = max(floor(more + Fraction(1, 2)), 0)
    lowest = min(max(ceil(ends[0] - ALMOST), 0), likely)
    highest = max(floor(ends[1] + ALMOST), likely)
    return so_far + likely, so_far + lowest, so_far + highest
