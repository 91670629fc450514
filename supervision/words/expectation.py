"""Says what is expected of a half-year, how sure that is, what it takes, and what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from supervision.domain.backtest import FEWEST_CASES, Score
from supervision.domain.forecast import Forecast, Need, Silence
from supervision.domain.halfyear import MONTHS_IN_HALF_YEAR
from supervision.domain.history import FEWEST_HALF_YEARS, WEIGHT_OF_THE_PROVINCE
from supervision.domain.outlook import Alert, Outlook
from supervision.words import Words, mark

_TENTHS = 10


def balance(closing: int, t: Words) -> str:
    """Return a closing in words: a backlog of 3 persons, a lead of 1 person, a balance of 0."""
    if closing > 0:
        return t.plural("a backlog of {n} person", "a backlog of {n} persons", closing)
    if closing < 0:
        return t.plural("a lead of {n} person", "a lead of {n} persons", -closing)
    return t("a balance of 0")


def headline(found: Forecast, t: Words) -> str:
    """Return the expectation as a title, or that there is none."""
    if found.closing is None:
        return t("No expectation for {date}", date=_end(found, t))
    return t(
        "Expected on {date}: {balance}", date=_end(found, t), balance=balance(found.closing, t)
    )


def silence(found: Forecast, t: Words) -> str:
    """Return why there is no expectation; an empty text where there is one."""
    if found.silence is None:
        return ""
    why = reason(found.silence, t)
    if found.silence is not Silence.SHORT_HISTORY:
        return why
    there_are = t("There are {n}.", n=t.number(len(found.precedents)))
    return f"{why} {there_are}"


def reason(why: Silence, t: Words) -> str:
    """Return a reason to expect nothing, whoever it is about."""
    return t(_SILENCES[why], fewest=FEWEST_HALF_YEARS)


def chance(found: Forecast, record: Score | None, t: Words) -> str:
    """Return how sure the expectation is; an empty text where there is none.

    `record` is how earlier ones of the municipality did: what did not come true is not promised.
    """
    lowest, highest = found.closing_lowest, found.closing_highest
    if lowest is None or highest is None:
        return ""
    care = caution(record, t)
    if (found.realised or 0) >= (found.obligation or 0):
        verdict = t("As far as reported, the obligation has been met.")
    elif lowest > 0:
        verdict = (
            t("The calculation points to a backlog.")
            if care
            else t("As things go, the obligation will probably not be met.")
        )
    elif highest <= 0:
        verdict = (
            t("The calculation points to an obligation that is met.")
            if care
            else t("As things go, the obligation will probably be met.")
        )
    else:
        verdict = t("Whether the obligation will be met is still open.")
    if care:
        return f"{verdict} {_interval(_COMPUTED, lowest, highest, t)} {care}"
    return f"{verdict} {_interval(_PROMISED, lowest, highest, t)}"


def caution(record: Score | None, t: Words) -> str:
    """Return why an interval has to be read with care; an empty text where it held often enough."""
    if record is None:
        return t(
            "For this municipality no earlier interval can be compared with its outcome yet: read "
            "it with care."
        )
    if record.proven:
        return ""
    if record.cases < FEWEST_CASES:
        return t.plural(
            "For this municipality it has been tried in only {n} case so far, and was right in "
            "{within}: read it with care.",
            "For this municipality it has been tried in only {n} cases so far, and was right in "
            "{within}: read it with care.",
            record.cases,
            within=t.number(record.within),
        )
    return t(
        "For this municipality it was right in only {within} of {n} cases so far: read it with "
        "care.",
        within=t.number(record.within),
        n=t.number(record.cases),
    )


@dataclass(frozen=True, slots=True)
class _Interval:
    """How an interval is said: where it is one number, a backlog, a lead, or either."""

    one: str
    backlog: str
    lead: str
    either: str


_PROMISED = _Interval(
    mark("The 80 % interval is this one number."),
    mark("In 8 of 10 cases like this one the backlog is between {lowest} and {highest} persons."),
    mark("In 8 of 10 cases like this one the lead is between {lowest} and {highest} persons."),
    mark("In 8 of 10 cases like this one the closing lies between {lowest} and {highest}."),
)
_COMPUTED = _Interval(
    mark("The computed interval is this one number."),
    mark("Computed interval: a backlog of {lowest} to {highest} persons."),
    mark("Computed interval: a lead of {lowest} to {highest} persons."),
    mark("Computed interval: from {lowest} to {highest}."),
)
"""Without a promise, where earlier intervals did not hold."""


def _interval(said: _Interval, lowest: int, highest: int, t: Words) -> str:
    if lowest == highest:
        return t(said.one)
    if lowest >= 0:
        return t(said.backlog, lowest=t.number(lowest), highest=t.number(highest))
    if highest <= 0:
        return t(said.lead, lowest=t.number(-highest), highest=t.number(-lowest))
    return t(said.either, lowest=balance(lowest, t), highest=balance(highest, t))


def need(found: Forecast, t: Words) -> str:
    """Return what it takes to meet the obligation; an empty text where nothing, or unknown."""
    if found.need is None or not found.need.persons:
        return ""
    text = t.plural(
        "To meet it, {n} person more has to be housed after {since}: {pace} per month.",
        "To meet it, {n} persons more have to be housed after {since}: {pace} per month.",
        found.need.persons,
        since=t.date(found.need.since),
        pace=per_month(found.need, t),
    )
    if found.housed_per_month is None:
        return text
    so_far = t("Up to then there were {pace} per month.", pace=t.decimal(found.housed_per_month))
    return f"{text} {so_far}"


def per_month(wanted: Need, t: Words) -> str:
    """Return the persons per month with one decimal, rounded up: less would not be enough."""
    return t.decimal(Fraction(ceil(wanted.per_month * _TENTHS), _TENTHS))


def reckoning(found: Forecast, t: Words) -> str:
    """Return the sum behind an expectation, for a reader to redo; empty where there is none."""
    if found.share is None or found.expected is None or found.month is None:
        return ""
    own = len(found.precedents)
    return t(
        "If from here on all went by the norm, the total would become "
        "{so_far} + {due} × {left}/6 = {measure}. In earlier half-years {share} of that followed "
        "after this month; here that is {more} (rounded). The share is for {own} that of the "
        "municipality itself ({n} half-years), for the rest that of the province.",
        so_far=t.number(found.realised),
        due=t.number(max(found.obligation or 0, 0)),
        left=MONTHS_IN_HALF_YEAR - found.month,
        measure=t.decimal(found.yardstick or 0),
        share=t.percent(found.share),
        more=t.number(found.expected.realised - (found.realised or 0)),
        own=t.percent(Fraction(own, own + WEIGHT_OF_THE_PROVINCE), 0),
        n=own,
    )


def alert(found: Alert, t: Words) -> str:
    """Return a change that matters as sentences, the name of the municipality left out."""
    new = found.new
    said = t(
        "Expected on {date}: {balance}.",
        date=t.date(new.half_year.reference_date),
        balance=balance(new.closing, t),
    )
    parts = [said, _before(found.old, t)]
    if found.higher_step:
        parts.append(_step(found, t))
    return " ".join(parts)


def _before(old: Outlook | None, t: Words) -> str:
    if old is None:
        return t("Before, there was no expectation.")
    if old.closed:
        return t(
            "It closed {half_year} with {balance}.",
            half_year=old.half_year,
            balance=balance(old.closing, t),
        )
    return t(
        "By the figures of {date} it was {balance}.",
        date=t.date(old.as_of),
        balance=balance(old.closing, t),
    )


def _step(found: Alert, t: Words) -> str:
    old = found.old.step if found.old else 0
    if old:
        return t(
            "Step {step} is then expected to be indicated; before, it was step {old}.",
            step=found.new.step,
            old=old,
        )
    return t("Step {step} is then expected to be indicated.", step=found.new.step)


def _end(found: Forecast, t: Words) -> str:
    return t.date(found.half_year.reference_date)


_SILENCES: Mapping[Silence, str] = {
    Silence.CLOSED: mark("The closing figure is in: there is nothing left to expect."),
    Silence.NO_OBLIGATION: mark("The obligation is not known: no target or no opening."),
    Silence.NO_FIGURE: mark("No figure of this half-year has come in yet."),
    Silence.NOTHING_DUE: mark(
        "Nothing is due and nobody was housed: the obligation has been met already."
    ),
    Silence.SHORT_HISTORY: mark(
        "The history is too short for an interval: it takes {fewest} earlier half-years of the "
        "municipality itself with a figure of the same month and a closing figure."
    ),
}
