"""The ladder of one municipality through time: steps, terms and excuses, as a chart tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supervision.domain.decision import Decision, in_force
from supervision.domain.excuse import Excuse
from supervision.domain.halfyear import HalfYear
from supervision.views.decided import about
from supervision.views.snapshot import Snapshot
from supervision.words import Words
from supervision.words.labels import label

_MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Point:
    """A decision: from this day the municipality stood on this step.

    `label` is the day as it is written, `text` says what was decided.
    """

    day: date
    step: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A period: a term that ran on a step, or an excuse; both days included.

    A term is cut off where another decision took its place; `text` has the day that was set.
    """

    first: date
    last: date
    step: int
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened on the ladder up to `until`; `text` says the same in words.

    `horizon` is the last day to draw: `until`, or the end of what still runs then. `ticks` are
    the days that an axis names, each as it is written there.
    """

    title: str
    text: str
    until: date
    until_text: str
    horizon: date
    points: tuple[Point, ...]
    terms: tuple[Span, ...]
    excuses: tuple[Span, ...]
    ticks: tuple[tuple[date, str], ...]


def timeline(code: str, snapshot: Snapshot, t: Words) -> Timeline | None:
    """Return the time line of a municipality, or None where nothing was decided."""
    on, known = snapshot.province.on, snapshot.known_until
    counting = [
        each.decision
        for each in about(snapshot.decisions, code)
        if each.counts_at(known) and each.decision.decided_on <= on
    ]
    excused = [
        each.excuse
        for each in snapshot.excuses
        if each.code == code and each.counts_at(known) and each.excuse.valid_from <= on
    ]
    return timeline_of(counting, excused, on, t) if counting else None


def timeline_of(
    counting: Sequence[Decision], excused: Sequence[Excuse], on: date, t: Words
) -> Timeline:
    """Return the time line of these decisions, one or more in order of their dates, on a day."""
    excuses = tuple(
        Span(
            each.valid_from,
            each.valid_until,
            0,
            t("{cause}, until {date}", cause=label(each.cause, t), date=t.date(each.valid_until)),
        )
        for each in excused
    )
    points = tuple(
        Point(
            each.decided_on,
            each.step_to,
            t.date(each.decided_on),
            t(
                "{date}: {what}, step {step}",
                date=t.date(each.decided_on),
                what=label(each.kind, t),
                step=each.step_to,
            ),
        )
        for each in counting
    )
    terms = tuple(_terms(counting, t))
    step = in_force(counting, on).step
    title = (
        t("On step {step} since {date}", step=step, date=t.date(in_force(counting, on).since))
        if step
        else t("Off the ladder on {date}", date=t.date(on))
    )
    told = [point.text for point in points]
    told += [
        t(
            "excused from {first} to {last}: {cause}",
            first=t.date(each.valid_from),
            last=t.date(each.valid_until),
            cause=label(each.cause, t),
        )
        for each in excused
    ]
    horizon = max(on, *(span.last for span in (*terms, *excuses)), date.min)
    return Timeline(
        title,
        "; ".join(told),
        on,
        t("assessed on {date}", date=t.date(on)),
        horizon,
        points,
        terms,
        excuses,
        tuple((day, t.date(day)) for day in _ticks(points[0].day, horizon)),
    )


def _terms(counting: Sequence[Decision], t: Words) -> Iterator[Span]:
    """The terms, each until it ended or was replaced: by another step or by another term."""
    for index, each in enumerate(counting):
        if each.term is None:
            continue
        replaced = [
            other.decided_on
            for other in counting[index + 1 :]
            if other.step_to != each.step_to or other.term is not None
        ]
        yield Span(
            each.decided_on,
            min(each.term.until, *replaced[:1], date.max),
            each.step_to,
            t("term until {date}", date=t.date(each.term.until)),
        )


def _ticks(first: date, last: date) -> list[date]:
    """At most eight beginnings of half-years, or of years, or of fewer years."""
    half_year, days = HalfYear.of(first).next, []
    while half_year.start <= last:
        days.append(half_year.start)
        half_year = half_year.next
    if len(days) > _MOST_TICKS:
        days = [day for day in days if day.month == 1]
    return days[:: -(-len(days) // _MOST_TICKS) or 1]
