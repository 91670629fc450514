"""What is expected of one municipality at the end of the half-year: sentence, numbers, chart.

The sums are those of `domain.forecast`; the tables show what they rest on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from supervision.domain.account import Account
from supervision.domain.backtest import Score, trials
from supervision.domain.forecast import Forecast, forecast
from supervision.domain.history import History
from supervision.domain.outlook import forecasts
from supervision.views.fan import Fan, course_table, fan
from supervision.views.snapshot import Snapshot
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words
from supervision.words import expectation as say


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of one municipality; texts and tables in the language of the reader.

    `title` says the message, `sentences` how sure it is and what it takes, or why nothing is
    expected. `caution` says why the interval has to be read with care, empty where it held.
    `reckoning` is the sum to redo. Balances in persons, backlog positive; `interval` writes its
    two ends. Without an expectation there is no closing, interval or chart.
    """

    code: str
    title: str
    sentences: tuple[str, ...]
    reckoning: str
    remarks: tuple[str, ...]
    closing: int | None
    closing_lowest: int | None
    closing_highest: int | None
    interval: str
    caution: str
    needed: int | None
    needed_per_month: str | None
    housed_per_month: Fraction | None
    behind_pace: bool | None
    fan: Fan | None
    course: Table
    precedents: Table


@dataclass(frozen=True, slots=True)
class ExpectedClosing:
    """What the map shows of one municipality: its expected closing, and a line of text."""

    code: str
    closing: int | None
    text: str


def expectation(code: str, snapshot: Snapshot, history: History, t: Words) -> Expectation:
    """Return what is expected of a municipality; `history` is that of the snapshot's accounts."""
    province = snapshot.province
    account = province.accounts.get(code, Account(code))
    found = forecast(account, province.on, history)
    line = account.line(found.half_year)
    record = _record(account, history, province.on)
    sentences = (say.silence(found, t), say.chance(found, record, t), say.need(found, t))
    return Expectation(
        code,
        say.headline(found, t),
        tuple(filter(None, sentences)),
        say.reckoning(found, t),
        tuple(_remarks(found, record, snapshot, t)),
        found.closing,
        found.closing_lowest,
        found.closing_highest,
        _interval(found, t),
        "" if found.closing is None else say.caution(record, t),
        None if found.need is None else found.need.persons,
        None if found.need is None else say.per_month(found.need, t),
        found.housed_per_month,
        found.behind_pace,
        fan(found, line, t),
        course_table(found, line, t),
        _precedents(found, t),
    )


def expected_closings(
    snapshot: Snapshot, history: History, t: Words
) -> Mapping[str, ExpectedClosing]:
    """Return the expected closing of each municipality, by code, for map and table."""
    return {
        code: ExpectedClosing(code, found.closing, _short(found, t))
        for code, found in forecasts(snapshot.province, history).items()
    }


def _short(found: Forecast, t: Words) -> str:
    if found.closing is None:
        return t("no expectation: {why}", why=say.silence(found, t))
    return t(
        "expected closing {closing} (80 %: {interval})",
        closing=t.signed(found.closing),
        interval=_interval(found, t),
    )


def _interval(found: Forecast, t: Words) -> str:
    lowest, highest = found.closing_lowest, found.closing_highest
    if lowest == highest:
        return t.signed(lowest)
    return t("{lowest} to {highest}", lowest=t.signed(lowest), highest=t.signed(highest))


def _record(account: Account, history: History, on: date) -> Score | None:
    """How past expectations of this municipality did, or None where there are none."""
    found = trials([account], history, on)
    return Score.of(found) if found else None


def _remarks(found: Forecast, record: Score | None, snapshot: Snapshot, t: Words) -> Iterator[str]:
    if record is not None and found.expected is not None:
        yield t(
            "Earlier expectations for this municipality were {error} persons off on average; "
            "{within} of {n} closings lay within the interval.",
            error=t.decimal(record.mean_absolute_error),
            within=t.number(record.within),
            n=t.number(record.cases),
        )
    if found.provisional:
        yield t("The opening is provisional, so obligation and expectation are too.")
    if snapshot.sample and found.expected is not None:
        yield t("Made up like the sample data on which it rests.")


def _precedents(found: Forecast, t: Words) -> Table:
    return Table(
        t("What followed after the same month in earlier half-years"),
        (
            Column(t("Half-year"), ColumnKind.NAME),
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Housed by then"), ColumnKind.PERSONS),
            Column(t("By the norm in the end"), ColumnKind.MEAN),
            Column(t("Housed in the end"), ColumnKind.PERSONS),
            Column(t("Followed"), ColumnKind.BALANCE),
            Column(t("Share that followed"), ColumnKind.SHARE),
        ),
        tuple(
            (
                str(each.half_year),
                each.as_of,
                each.so_far,
                each.by_the_norm,
                each.end,
                each.followed,
                each.share,
            )
            for each in found.precedents
        ),
    )
