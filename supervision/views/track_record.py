"""How well past expectations did, month by month: the measure of how far to trust a new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from supervision.domain.backtest import Score, Trial, scores
from supervision.domain.history import FEWEST_HALF_YEARS
from supervision.views.snapshot import Snapshot
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words

_PROMISED = Fraction(8, 10)
_TOLERANCE = Fraction(1, 10)
"""Further from what an 80 % interval promises than this is worth a warning."""
_FEW = 30
"""Cases below which a share of them says little."""


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """The record of past expectations: the message, the figures by month, and honest remarks."""

    title: str
    table: Table
    remarks: tuple[str, ...]


def track_record(
    snapshot: Snapshot, tried: Iterable[Trial], t: Words, code: str | None = None
) -> TrackRecord:
    """Return the record of all municipalities, or of one, as it was on the day of the snapshot.

    `tried` are the trials of the accounts of the snapshot; those closed later are left out.
    """
    on = snapshot.province.on
    group = [
        each for each in tried if code in (None, each.code) and each.half_year.reference_date <= on
    ]
    whole = Score.of(group) if group else None
    return TrackRecord(
        _title(whole, t), _table(scores(group), whole, t), tuple(_remarks(whole, snapshot, t))
    )


def _title(whole: Score | None, t: Words) -> str:
    if whole is None:
        return t("No past expectation can be compared with its outcome yet")
    return t(
        "Past expectations were {error} persons off on average; {coverage} of the closings lay "
        "within the 80 % interval",
        error=t.decimal(whole.mean_absolute_error),
        coverage=t.percent(whole.coverage, 0),
    )


def _table(rows: tuple[Score, ...], whole: Score | None, t: Words) -> Table:
    return Table(
        t("Past expectations against the outcome, by month"),
        (
            Column(t("Given"), ColumnKind.NAME),
            Column(t("Cases"), ColumnKind.PERSONS),
            Column(t("Mean error"), ColumnKind.MEAN),
            Column(t("Mean absolute error"), ColumnKind.MEAN),
            Column(t("Within the 80 % interval"), ColumnKind.SHARE),
        ),
        tuple(
            (
                _when(each.month, t),
                each.cases,
                each.mean_error,
                each.mean_absolute_error,
                each.coverage,
            )
            for each in (*rows, *([whole] if whole else []))
        ),
    )


def _when(month: int | None, t: Words) -> str:
    if month is None:
        return t("all together")
    return t.plural("after {n} month", "after {n} months", month)


def _remarks(whole: Score | None, snapshot: Snapshot, t: Words) -> Iterator[str]:
    if whole is None:
        yield t(
            "It takes {n} closed half-years to give an expectation, and one more to see what "
            "came of it.",
            n=FEWEST_HALF_YEARS,
        )
        return
    yield t(
        "Each expectation as it would have been given on that day, with nothing known later, "
        "against the closing. Errors in persons; positive: more was left over than expected."
    )
    if whole.cases < _FEW:
        yield t("Few cases: these figures say little.")
    elif whole.coverage < _PROMISED - _TOLERANCE:
        yield t("The intervals were too narrow: trust them less than they promise.")
    elif whole.coverage > _PROMISED + _TOLERANCE:
        yield t("The intervals were wider than they had to be.")
    if snapshot.sample:
        yield t("Made up like the sample data on which it rests.")
