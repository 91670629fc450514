"""The ladder of one municipality through time: steps, terms and excuses, as a chart tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervision.domain.decision import in_force
from supervision.views.decided import about
from supervision.views.snapshot import Snapshot
from supervision.words import Words
from supervision.words.labels import label


@dataclass(frozen=True, slots=True)
class Point:
    """A decision that changed something: from this day the municipality stood on this step."""

    day: date
    step: int
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A period: a term that ran on a step, or an excuse; both days included."""

    first: date
    last: date
    step: int
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened on the ladder up to `until`; `text` says the same in words."""

    title: str
    text: str
    until: date
    points: tuple[Point, ...]
    terms: tuple[Span, ...]
    excuses: tuple[Span, ...]


def timeline(code: str, snapshot: Snapshot, t: Words) -> Timeline | None:
    """Return the time line of a municipality, or None where nothing was decided."""
    on, known = snapshot.province.on, snapshot.known_until
    counting = [
        each.decision
        for each in about(snapshot.decisions, code)
        if each.counts_at(known) and each.decision.decided_on <= on
    ]
    excuses = tuple(
        Span(each.excuse.valid_from, each.excuse.valid_until, 0, label(each.excuse.cause, t))
        for each in snapshot.excuses
        if each.code == code and each.counts_at(known) and each.excuse.valid_from <= on
    )
    if not counting:
        return None
    points = tuple(
        Point(
            each.decided_on,
            each.step_to,
            t(
                "{date}: {what}, step {step}",
                date=t.short_date(each.decided_on),
                what=label(each.kind, t),
                step=each.step_to,
            ),
        )
        for each in counting
    )
    terms = tuple(
        Span(
            each.decided_on,
            each.term.until,
            each.step_to,
            t("term until {date}", date=t.short_date(each.term.until)),
        )
        for each in counting
        if each.term is not None
    )
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
            first=t.short_date(span.first),
            last=t.short_date(span.last),
            cause=span.text,
        )
        for span in excuses
    ]
    return Timeline(title, "; ".join(told), on, points, terms, excuses)
