"""What happened with a municipality, as one time line: balances, decisions, terms and excuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from supervision.domain.decision import Status
from supervision.storage.decisions import RecordedDecision
from supervision.storage.excuses import RecordedExcuse
from supervision.views.chain import ChainLine
from supervision.views.decided import about, rationale_of
from supervision.views.report_record import decision_text
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standings
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words
from supervision.words.labels import label

Event = tuple[date, str, str, str]
"""The day, what happened, the reason given, and who recorded it."""


def history_table(
    code: str, lines: Iterable[ChainLine], found: Standings, snapshot: Snapshot, t: Words
) -> Table:
    """Return the events up to the date of the assessment, the first first."""
    events = [
        *_balances(lines, t),
        *_decisions(code, found, snapshot, t),
        *_excuses((each for each in snapshot.excuses if each.code == code), t),
    ]
    shown: list[tuple[Value, ...]] = [
        (*each,) for each in sorted(events, key=lambda each: each[0]) if each[0] <= found.on
    ]
    return Table(
        t("Time line"),
        (
            Column(t("Date"), ColumnKind.DATE),
            Column(t("Event"), ColumnKind.TEXT),
            Column(t("Rationale or evidence"), ColumnKind.PROSE),
            Column(t("Recorded"), ColumnKind.TEXT),
        ),
        tuple(shown),
    )


def _balances(lines: Iterable[ChainLine], t: Words) -> Iterator[Event]:
    """Each reference date with a backlog, and the first one without."""
    behind = False
    for line in lines:
        if not line.final or line.closing is None:
            continue
        day, closing = line.half_year.reference_date, line.closing
        if closing > 0:
            yield day, t("Reference date: backlog of {n}", n=t.number(closing)), "", ""
        elif behind:
            yield day, t("Reference date: no backlog"), "", ""
        behind = closing > 0


def _decisions(code: str, found: Standings, snapshot: Snapshot, t: Words) -> Iterator[Event]:
    for each in about(snapshot.decisions, code):
        decision = each.decision
        text = t(
            "Decision {number}: {text}",
            number=decision.number,
            text=decision_text(each, found, t),
        )
        term = decision.term
        if term is not None:
            text += "; " + t("term until {date}", date=t.date(term.until))
        yield decision.decided_on, text, rationale_of(each, t), _recorded(each, t)
        if term is not None and each.status is Status.FINAL:
            end = t("The term of decision {number} ends", number=decision.number)
            yield term.until, end, "", ""


def _recorded(each: RecordedDecision, t: Words) -> str:
    text = t("{when} by {who}", when=t.short_moment(each.recorded_at), who=each.recorded_by)
    if each.status is not Status.FINAL:
        text += f"; {label(each.status, t)}"
    if each.corrected_by is not None:
        text += f" ({each.corrected_by})"
    if each.verdict_by is None or each.verdict_at is None:
        return text
    verdict = (
        t("confirmed {when} by {who}", when=t.short_moment(each.verdict_at), who=each.verdict_by)
        if each.verdict == "confirmed"
        else t(
            "rejected {when} by {who}", when=t.short_moment(each.verdict_at), who=each.verdict_by
        )
    )
    return f"{text}; {verdict}" + (f": {each.verdict_reason}" if each.verdict_reason else "")


def _excuses(recorded: Iterable[RecordedExcuse], t: Words) -> Iterator[Event]:
    for each in recorded:
        text = t(
            "Excuse {number}: {cause}, up to and including {date}",
            number=each.number,
            cause=label(each.excuse.cause, t),
            date=t.date(each.excuse.valid_until),
        )
        if each.withdrawn_at is not None:
            text += "; " + t("withdrawn: {reason}", reason=each.reason or "")
        by = t("{when} by {who}", when=t.short_moment(each.recorded_at), who=each.recorded_by)
        yield each.excuse.valid_from, text, each.note, by
