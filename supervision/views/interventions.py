"""All interventions of all years: step × municipality × date × reason, with a data dictionary.

What parliament asked the provinces for in 2020; every decision that counts is a row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supervision.domain.halfyear import HalfYear
from supervision.reference import register
from supervision.storage.decisions import RecordedDecision
from supervision.views.decided import rationale_of
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words, mark
from supervision.words.labels import label


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the overview: its name in JSON, its heading, what it holds and what it means."""

    name: str
    heading: str
    kind: ColumnKind
    meaning: str


FIELDS = (
    Field("code", mark("Municipality code"), ColumnKind.TEXT, mark("CBS code")),
    Field("municipality", mark("Municipality"), ColumnKind.NAME, mark("name of the municipality")),
    Field("region", mark("Region"), ColumnKind.TEXT, mark("region in which it works together")),
    Field("year", mark("Year"), ColumnKind.NUMBER, mark("calendar year of the decision")),
    Field(
        "half_year",
        mark("Half-year"),
        ColumnKind.NAME,
        mark("half-year in which the decision was taken"),
    ),
    Field("decided_on", mark("Date"), ColumnKind.DATE, mark("date of the decision")),
    Field("step_from", mark("From step"), ColumnKind.STEP, mark("step before it; 0 is none")),
    Field("step_to", mark("To step"), ColumnKind.STEP, mark("step after it; 0 is none")),
    Field("kind", mark("What"), ColumnKind.NAME, mark("what the decision does with the step")),
    Field("reason", mark("Reason"), ColumnKind.PROSE, mark("the rationale of the decision")),
    Field(
        "proposed_step",
        mark("Proposed step"),
        ColumnKind.STEP,
        mark("step that the rules proposed on that date"),
    ),
    Field("term_until", mark("Term"), ColumnKind.DATE, mark("end of the term that it gave")),
    Field("ruleset", mark("Rule set"), ColumnKind.TEXT, mark("rule set and version")),
    Field("decision", mark("Decision"), ColumnKind.NUMBER, mark("number in the store")),
)


def interventions(recorded: Iterable[RecordedDecision], t: Words) -> Table:
    """Return every decision that counts, in the order of date; its notes are the dictionary."""
    counting = sorted(
        (each for each in recorded if each.counts_at(None)),
        key=lambda each: (each.decision.decided_on, each.decision.number),
    )
    return Table(
        t("Interventions of all years"),
        tuple(Column(t(each.heading), each.kind) for each in FIELDS),
        tuple(_row(each, t) for each in counting),
        tuple((t(each.heading), t(each.meaning)) for each in FIELDS),
    )


def interventions_document(recorded: Iterable[RecordedDecision], t: Words) -> dict[str, object]:
    """Return the overview as one document for JSON: a dictionary of the fields, and the rows."""
    table = interventions(recorded, t)
    names = [each.name for each in FIELDS]
    return {
        "title": table.title,
        "authority": "Provincie Limburg",
        "dictionary": [
            {
                "field": each.name,
                "heading": t(each.heading),
                "type": each.kind.value,
                "meaning": t(each.meaning),
            }
            for each in FIELDS
        ],
        "rows": [dict(zip(names, row, strict=True)) for row in table.rows],
    }


def _row(each: RecordedDecision, t: Words) -> tuple[Value, ...]:
    decision = each.decision
    municipality = register().by_code[decision.code]
    return (
        decision.code,
        municipality.name,
        municipality.region,
        decision.decided_on.year,
        str(HalfYear.running_on(decision.decided_on)),
        decision.decided_on,
        decision.step_from,
        decision.step_to,
        label(decision.kind, t),
        rationale_of(each, t),
        each.proposed_step,
        decision.term.until if decision.term else None,
        f"{each.ruleset_id} {each.ruleset_version}",
        decision.number,
    )
