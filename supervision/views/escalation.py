"""The escalation list: who is flagged, on which step, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from supervision.domain.ruleset import Authority, Evidence, RuleSet
from supervision.views.decided import rationale_of
from supervision.views.standing import Standing, Standings
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words, mark
from supervision.words.labels import label
from supervision.words.rules import condition_text

_COLUMNS = (
    (mark("Municipality code"), ColumnKind.TEXT),
    (mark("Municipality"), ColumnKind.NAME),
    (mark("Region"), ColumnKind.TEXT),
    (mark("Half-year"), ColumnKind.NAME),
    (mark("As of"), ColumnKind.DATE),
    (mark("Target"), ColumnKind.PERSONS),
    (mark("Opening"), ColumnKind.PERSONS),
    (mark("Obligation"), ColumnKind.PERSONS),
    (mark("Realised"), ColumnKind.PERSONS),
    (mark("Still to house"), ColumnKind.PERSONS),
    (mark("Realised %"), ColumnKind.SHARE),
    (mark("Current step"), ColumnKind.STEP),
    (mark("Indicated step"), ColumnKind.STEP),
    (mark("Proposed step"), ColumnKind.STEP),
    (mark("Term"), ColumnKind.DATE),
    (mark("Excused"), ColumnKind.FLAG),
    (mark("Reason"), ColumnKind.PROSE),
    (mark("Rule set"), ColumnKind.TEXT),
    (mark("Preventive"), ColumnKind.FLAG),
    (mark("Remark"), ColumnKind.TEXT),
    (mark("Who acts"), ColumnKind.TEXT),
    (mark("Decision"), ColumnKind.NUMBER),
    (mark("Decided on"), ColumnKind.DATE),
    (mark("What was decided"), ColumnKind.TEXT),
    (mark("Rationale"), ColumnKind.PROSE),
    (mark("Waits for a second person"), ColumnKind.FLAG),
    (mark("Backlog since"), ColumnKind.NAME),
)
SAMPLE = mark("sample data (made up)")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which municipalities to list; None is all."""

    region: str | None = None
    step: int | None = None
    actor: Authority | None = None

    def passes(self, row: Standing) -> bool:
        """Tell whether a municipality is to be listed; `step` is the proposed one."""
        return (
            (self.region is None or row.region == self.region)
            and (self.step is None or row.proposed_step == self.step)
            and (self.actor is None or row.actor is self.actor)
        )


def flagged(found: Standings, chosen: Filter | None = None) -> tuple[Standing, ...]:
    """Return who needs attention, the most urgent first.

    Urgent is: highest indicated step, then highest proposed step, then most persons to house.
    """
    chosen = chosen or Filter()
    rows = [row for row in found.rows if row.flagged and chosen.passes(row)]
    return tuple(sorted(rows, key=_urgency))


def escalation_list(found: Standings, t: Words, chosen: Filter | None = None) -> Table:
    """Return the escalation list as a table, with the notes that make it reproducible."""
    chosen = chosen or Filter()
    rules = f"{found.ruleset.id} {found.ruleset.version}"
    remark = t(SAMPLE) if found.sample else ""
    return Table(
        t("Escalation list"),
        tuple(Column(t(heading), kind) for heading, kind in _COLUMNS),
        tuple(_row(row, rules, remark, t) for row in flagged(found, chosen)),
        facts(found, t, chosen) + assumptions(found.ruleset, t),
    )


def facts(found: Standings, t: Words, chosen: Filter | None = None) -> tuple[tuple[str, str], ...]:
    """Return what makes a document reproducible: date, rules, revision, filters used, unit."""
    rules = f"{found.ruleset.id} {found.ruleset.version}"
    notes = [
        (t("Date of the assessment"), t.date(found.on)),
        (t("Half-year"), str(found.half_year)),
        (t("Rule set"), f"{found.ruleset.title} ({rules})"),
        (t("Reference"), found.ruleset.reference),
        (t("Revision of the store"), str(found.revision)),
    ]
    if chosen is not None:
        notes += [
            (t("Region"), chosen.region or t("all")),
            (t("Proposed"), t("all") if chosen.step is None else step_chosen(chosen.step, t)),
            (t("Who acts"), t("all") if chosen.actor is None else label(chosen.actor, t)),
        ]
    notes.append((t("Unit"), t("persons")))
    if found.known_on is not None:
        notes.append((t("As known on"), t.date(found.known_on)))
    if found.sample:
        notes.append((t("Remark"), t(SAMPLE)))
    return tuple(notes)


_ON_SCREEN = (1, 2, 7, 8, 9, 10, 26, 11, 12, 13, 14, 16)
"""The columns that fit on a screen; the download has them all."""


def on_screen(table: Table) -> Table:
    """Return the escalation list with the columns that fit on a screen.

    Step 0, off the ladder, is nothing that a reader should take for a step: it gets a dash.
    """
    columns = tuple(table.columns[index] for index in _ON_SCREEN)
    rows = (tuple(row[index] for index in _ON_SCREEN) for row in table.rows)
    return replace(
        table,
        columns=columns,
        rows=tuple(
            tuple(
                None if column.kind is ColumnKind.STEP and value == 0 else value
                for column, value in zip(columns, row, strict=True)
            )
            for row in rows
        ),
    )


def escalation_file_name(
    found: Standings, suffix: str, t: Words, chosen: Filter | None = None
) -> str:
    """Return the name of the download, told apart by half-year and filters; samples say so."""
    name = t("escalation_list")
    only = filters_in_name(chosen or Filter(), t)
    sample = t("_sampledata") if found.sample else ""
    return f"{name}_{found.half_year}{only}_{found.on.isoformat()}{sample}{suffix}"


def step_chosen(number: int, t: Words) -> str:
    """Return the step of a filter in words; 0 is no step, but who is only warned."""
    return t("step {number}", number=number) if number else t("preventive only")


def filters_in_name(chosen: Filter, t: Words) -> str:
    """Return the filters as a piece of a file name, such as "_midden-limburg_trede-2".

    Empty without filters, so that a part is never mailed for the whole.
    """
    parts = (
        chosen.region,
        None if chosen.step is None else step_chosen(chosen.step, t),
        None if chosen.actor is None else label(chosen.actor, t),
    )
    return "".join("_" + re.sub(r"\W+", "-", part.lower()).strip("-") for part in parts if part)


def why(row: Standing) -> str:
    """Return the reasons that hold, as one line."""
    return "; ".join(reason.text for reason in row.decisive)


def _urgency(row: Standing) -> tuple[int, int, int, str]:
    return (-row.indicated_step, -row.proposed_step, -(row.to_house or 0), row.name)


def _row(row: Standing, rules: str, remark: str, t: Words) -> tuple[Value, ...]:
    decided = row.decided
    return (
        row.code,
        row.name,
        row.region,
        str(row.half_year),
        row.as_of,
        row.target,
        row.opening,
        row.obligation,
        row.realised,
        row.to_house,
        row.realised_share,
        row.current_step,
        row.indicated_step,
        row.proposed_step,
        row.term_until,
        row.excused,
        why(row),
        rules,
        row.preventive,
        remark,
        label(row.actor, t),
        decided.decision.number if decided else None,
        decided.decision.decided_on if decided else None,
        label(decided.decision.kind, t) if decided else None,
        rationale_of(decided, t) if decided else None,
        row.waiting is not None,
        str(row.backlog_since) if row.backlog_since else None,
    )


def assumptions(ruleset: RuleSet, t: Words) -> tuple[tuple[str, str], ...]:
    """Return the thresholds that the Province has still to confirm."""
    return tuple(
        (
            t("Assumed, to be confirmed by the Province"),
            t("step {number}: {text}", number=step.number, text=condition_text(condition, t)),
        )
        for step in ruleset.steps
        for condition in step.enter
        if condition.evidence is Evidence.ASSUMED
    )
