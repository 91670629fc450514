"""The sentences of a letter that depend on the figures; all other text is in the Word templates.

They name the municipality, so that they fit in a letter to it as well as in a notice about it.
"""

from __future__ import annotations

from datetime import date

from supervision.domain.decision import Measure
from supervision.domain.excuse import LinkedShortfall
from supervision.domain.halfyear import HalfYear, pace_norm
from supervision.domain.ladder import share_of
from supervision.domain.line import Line, Position
from supervision.domain.terms import Term
from supervision.words import Words


def closed_text(name: str, half_year: HalfYear, line: Line | None, t: Words) -> str:
    """Return how a municipality stood on the reference date that closed `half_year`."""
    day = t.date(half_year.reference_date)
    if line is None or line.latest.closing is None:
        return t(
            "Of the reference date {date}, which closed {half_year}, the closing figure or the "
            "obligation is not known.",
            date=day,
            half_year=half_year,
        )
    text = _balance_text(name, line, line.latest.closing, t)
    if line.streak.missed > 1:
        in_a_row = t(
            "That makes {n} half-years in a row that closed with a backlog.",
            n=t.number(line.streak.missed),
        )
        text = f"{text} {in_a_row}"
    if line.provisional:
        provisional = t("This figure is provisional: a closing figure is not in yet.")
        text = f"{text} {provisional}"
    return text


def _balance_text(name: str, line: Line, closing: int, t: Words) -> str:
    given = {
        "name": name,
        "date": t.date(line.half_year.reference_date),
        "half_year": line.half_year,
        "obligation": t.number(line.obligation),
        "realised": t.number(line.latest.realised),
    }
    if closing > 0:
        return t.plural(
            "On the reference date {date} the municipality of {name} had a backlog of {n} person: "
            "the obligation of {half_year} was {obligation}, realised was {realised}.",
            "On the reference date {date} the municipality of {name} had a backlog of {n} persons: "
            "the obligation of {half_year} was {obligation}, realised was {realised}.",
            closing,
            **given,
        )
    if closing < 0:
        return t.plural(
            "On the reference date {date} the municipality of {name} had a lead of {n} person: "
            "the obligation of {half_year} was {obligation}, realised was {realised}.",
            "On the reference date {date} the municipality of {name} had a lead of {n} persons: "
            "the obligation of {half_year} was {obligation}, realised was {realised}.",
            -closing,
            **given,
        )
    return t(
        "On the reference date {date} the municipality of {name} had no backlog: "
        "the obligation of {half_year} was {obligation}, realised was {realised}.",
        **given,
    )


def running_text(half_year: HalfYear, line: Line | None, position: Position, t: Words) -> str:
    """Return how the running half-year stands: what is due, what was housed, the pace norm."""
    obligation = None if line is None else line.obligation
    if obligation is None:
        return t(
            "The obligation of the running half-year {half_year} is not known yet.",
            half_year=half_year,
        )
    due = t(
        "The obligation of the running half-year {half_year} is {obligation}, the closing of the "
        "half-year before included.",
        half_year=half_year,
        obligation=t.number(obligation),
    )
    return f"{due} {_realised_text(half_year, obligation, position, t)}"


def _realised_text(half_year: HalfYear, obligation: int, position: Position, t: Words) -> str:
    share = share_of(position.realised, obligation)
    if obligation <= 0:
        return t("With that nothing is left to house in this half-year.")
    if share is None or position.as_of is None:
        return t("No realisation of it has been reported yet.")
    return t(
        "On {date} realised was {realised}, which is {share}; the norm for that date is {norm}.",
        date=t.date(position.as_of),
        realised=t.number(position.realised),
        share=t.percent(share),
        norm=t.percent(pace_norm(half_year, position.as_of)),
    )


def request_text(
    measure: Measure, backlog: int | None, to_house: int | None, before: date, t: Words
) -> str:
    """Return what is asked, to follow "We ask you": the number named, else no backlog.

    `backlog` is that of the last reference date; `to_house` are the persons still due in the
    running half-year, `before` is its reference date. Where the term ends sooner than that, the
    backlog of the last reference date is what the rules look at.
    """
    if measure.named is not None and measure.counted_from is not None:
        return t.plural(
            "{deadline} to house at least {n} person, counted from {date}",
            "{deadline} to house at least {n} persons, counted from {date}",
            measure.named,
            deadline=deadline_text(measure.term or Term(before, to_reference_date=True), t),
            date=t.date(measure.counted_from),
        )
    if backlog and measure.term is not None and measure.term.until < before:
        return t.plural(
            "{deadline} to make up for the backlog of {n} person on the last reference date",
            "{deadline} to make up for the backlog of {n} persons on the last reference date",
            backlog,
            deadline=deadline_text(measure.term, t),
        )
    day = t.date(before)
    if to_house is None:
        return t(
            "before the reference date {date} to house all persons due in the running half-year, "
            "so that no backlog remains on that date",
            date=day,
        )
    if to_house == 0:
        return t("to see to it that there is no backlog on the reference date {date}", date=day)
    return t.plural(
        "before the reference date {date} to house at least {n} more person, "
        "so that no backlog remains on that date",
        "before the reference date {date} to house at least {n} more persons, "
        "so that no backlog remains on that date",
        to_house,
        date=day,
    )


def deadline_text(term: Term, t: Words) -> str:
    """Return until when, within a sentence."""
    if term.to_reference_date:
        return t("before the reference date {date}", date=t.date(term.until))
    return t("on {date} at the latest", date=t.date(term.until))


def term_sentence(term: Term | None, t: Words) -> str:
    """Return until when the term runs as a sentence; empty without a term."""
    if term is None:
        return ""
    if term.to_reference_date:
        return t(
            "The term runs until the reference date {date}; what counts is how things stand on "
            "that date.",
            date=t.date(term.until),
        )
    return t("The term runs until and including {date}.", date=t.date(term.until))


def earlier_term_sentence(term: Term | None, t: Words) -> str:
    """Return when the term given before ends, or ended; empty where none was given."""
    if term is None:
        return ""
    return t("The term given before ends on {date}.", date=t.date(term.until))


def start_text(name: str, measure: Measure, step: str, t: Words) -> str:
    """Return on which step a municipality stood before the decision; `step` is its name."""
    if not measure.step or measure.since is None:
        return t(
            "Until now the municipality of {name} was not on a step of the ladder.",
            name=name,
        )
    return t(
        "Until now the municipality of {name} was on step {number} ({step}), since {date}.",
        name=name,
        number=measure.step,
        step=step,
        date=t.date(measure.since),
    )


def housed_text(measure: Measure, housed: int | None, t: Words) -> str:
    """Return how many of the number that an earlier decision named were housed; else empty."""
    if measure.named is None or measure.counted_from is None:
        return ""
    named, day = t.number(measure.named), t.date(measure.counted_from)
    if housed is None:
        return t(
            "How many of the {named} persons named have been housed since {date} is not known yet.",
            named=named,
            date=day,
        )
    return t.plural(
        "Of the {named} persons named, {n} has been housed since {date}.",
        "Of the {named} persons named, {n} have been housed since {date}.",
        housed,
        named=named,
        date=day,
    )


def linked_text(found: LinkedShortfall, t: Words) -> str:
    """Return that COA had linked too few persons halfway a half-year."""
    return t(
        "On {date} COA had linked {linked} persons who were not housed yet, and {realised} had "
        "been housed: together less than the obligation of {half_year}, which was {obligation}.",
        date=t.date(found.as_of),
        linked=t.number(found.linked),
        realised=t.number(found.realised),
        half_year=found.half_year,
        obligation=t.number(found.obligation),
    )


def persons_text(persons: int | None, t: Words) -> str:
    """Return a number of persons with its unit; in words where it is unknown."""
    if persons is None:
        return t("a number of persons not known yet")
    return t.plural("{n} person", "{n} persons", persons)
