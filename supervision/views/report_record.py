"""What a report says of the record: decisions and excuses of a half-year, and the imports."""

from __future__ import annotations

from collections.abc import Container

from supervision.domain.halfyear import HalfYear
from supervision.importing import FileKind
from supervision.storage.batches import Batch
from supervision.storage.decisions import RecordedDecision
from supervision.storage.excuses import RecordedExcuse
from supervision.views.decided import rationale_of, step_text
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standings
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words
from supervision.words.labels import label


def decided_in(found: Standings, snapshot: Snapshot, codes: Container[str], t: Words) -> Table:
    """Return the decisions of the half-year that count, and the drafts that wait, by date."""
    names = {row.code: row.name for row in found.rows}
    until = snapshot.known_until
    chosen = [
        each
        for each in snapshot.decisions
        if each.decision.code in names
        and each.decision.code in codes
        and HalfYear.of(each.decision.decided_on) == found.half_year
        and each.decision.decided_on <= found.on
        and (each.counts_at(until) or each.waits)
    ]
    chosen.sort(key=lambda each: (each.decision.decided_on, each.decision.number))
    return Table(
        t("Decisions in this half-year"),
        (
            Column(t("Date"), ColumnKind.DATE),
            Column(t("Municipality"), ColumnKind.NAME),
            Column(t("Decision"), ColumnKind.TEXT),
            Column(t("Term"), ColumnKind.DATE),
            Column(t("Rationale"), ColumnKind.PROSE),
        ),
        tuple(
            (
                each.decision.decided_on,
                names[each.decision.code],
                decision_text(each, found, t),
                each.decision.term.until if each.decision.term else None,
                rationale_of(each, t),
            )
            for each in chosen
        ),
    )


def decision_text(each: RecordedDecision, found: Standings, t: Words) -> str:
    """Return what was decided, in one sentence; a draft says that it is one."""
    decision = each.decision
    text = step_text(decision, found.ruleset, t)
    if decision.named is not None:
        text += "; " + t.plural(
            "{n} person to house, counted from {date}",
            "{n} persons to house, counted from {date}",
            decision.named,
            date=t.date(decision.counted_from),
        )
    return f"{text} ({label(each.status, t)})" if each.waits else text


def excused_in(found: Standings, snapshot: Snapshot, codes: Container[str], t: Words) -> Table:
    """Return the excuses that hold on any day of the half-year."""
    names = {row.code: row.name for row in found.rows}
    until = snapshot.known_until

    def holds(each: RecordedExcuse) -> bool:
        first, last = each.excuse.valid_from, each.excuse.valid_until
        return first < found.half_year.reference_date and last >= found.half_year.start

    return Table(
        t("Excuses in this half-year"),
        (
            Column(t("Municipality"), ColumnKind.NAME),
            Column(t("From"), ColumnKind.DATE),
            Column(t("Until and including"), ColumnKind.DATE),
            Column(t("Cause"), ColumnKind.TEXT),
            Column(t("Evidence given"), ColumnKind.PROSE),
        ),
        tuple(
            (
                names[each.code],
                each.excuse.valid_from,
                each.excuse.valid_until,
                label(each.excuse.cause, t),
                each.note,
            )
            for each in snapshot.excuses
            if each.code in codes and each.code in names and each.counts_at(until) and holds(each)
        ),
    )


def imports_table(found: Standings, snapshot: Snapshot, t: Words) -> Table:
    """Return the imports of this half-year and the one before it, the last first."""
    recent, _ = _recent_and_older(found, snapshot)
    return batches_table(recent, t("Imports of this half-year and the one before it"), t)


def batches_table(batches: list[Batch], title: str, t: Words) -> Table:
    """Return imports in the order given: number, file, what it is about, when and by whom."""
    return Table(
        title,
        (
            Column(t("Import"), ColumnKind.NUMBER),
            Column(t("File"), ColumnKind.TEXT),
            Column(t("What"), ColumnKind.NAME),
            Column(t("Half-year"), ColumnKind.NAME),
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Imported"), ColumnKind.NAME),
            Column(t("By"), ColumnKind.TEXT),
            Column(t("SHA-256, first 12 characters"), ColumnKind.NAME),
        ),
        tuple(_batch(each, t) for each in batches),
    )


def older_imports(found: Standings, snapshot: Snapshot, t: Words) -> str:
    """Return how many imports of earlier half-years the carried balances rest on, or nothing."""
    _, older = _recent_and_older(found, snapshot)
    if not older:
        return ""
    return t.plural(
        "The balances carried over rest on {n} import of {first} up to {last} besides.",
        "The balances carried over rest on {n} imports of {first} up to {last} besides.",
        len(older),
        first=min(each.half_year for each in older),
        last=max(each.half_year for each in older),
    )


def _recent_and_older(found: Standings, snapshot: Snapshot) -> tuple[list[Batch], list[Batch]]:
    """The imports that count and are about no later half-year, the last first."""
    known = [each for each in snapshot.batches.values() if each.half_year <= found.half_year]
    known.sort(key=lambda each: each.id, reverse=True)
    since = found.half_year.previous
    return (
        [each for each in known if each.half_year >= since],
        [each for each in known if each.half_year < since],
    )


def _batch(each: Batch, t: Words) -> tuple[Value, ...]:
    return (
        each.id,
        each.file_name,
        label(FileKind(each.kind), t),
        str(each.half_year),
        each.as_of,
        t.short_moment(each.imported_at),
        each.imported_by,
        each.sha256[:12],
    )
