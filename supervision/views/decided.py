"""What people decided about a municipality, as tables and sentences: the ladder as a time line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from supervision.domain.decision import Decision, DecisionKind, Measure, in_force
from supervision.domain.ladder import Assessment
from supervision.domain.ruleset import RuleSet
from supervision.reference import register
from supervision.storage.decisions import RecordedDecision
from supervision.storage.excuses import RecordedExcuse
from supervision.views.snapshot import Snapshot
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words
from supervision.words.labels import label, step_name


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a municipality is with the number that a decision named; persons.

    `days_left` counts from the day of the assessment to the end of the term, 0 on its last day;
    None once it lapsed.
    """

    named: int
    counted_from: date
    housed: int | None
    to_go: int | None
    until: date | None
    days_left: int | None


def progress(found: Assessment) -> Progress | None:
    """Return how far it is, or None where no decision in force names a number."""
    measure = found.measure
    if measure.named is None or measure.counted_from is None:
        return None
    term = measure.term
    runs = term is not None and not term.lapsed_on(found.on)
    return Progress(
        measure.named,
        measure.counted_from,
        found.housed,
        None if found.housed is None else max(measure.named - found.housed, 0),
        term.until if term else None,
        (term.until - found.on).days if term and runs else None,
    )


def progress_text(found: Progress, t: Words) -> str:
    """Return the progress as a sentence."""
    text = t(
        "Of the {named} persons named, {housed} have been housed since {date}; {to_go} to go.",
        named=t.number(found.named),
        housed=t.number(found.housed),
        date=t.date(found.counted_from),
        to_go=t.number(found.to_go),
    )
    return text if found.until is None else f"{text} {_time_left(found, t)}"


def _time_left(found: Progress, t: Words) -> str:
    date = t.date(found.until)
    if found.days_left is None:
        return t("Term lapsed on {date}.", date=date)
    if found.days_left == 0:
        return t("The term ends today, {date}.", date=date)
    return t.plural(
        "{n} day left, until {date}.", "{n} days left, until {date}.", found.days_left, date=date
    )


def about(recorded: Iterable[RecordedDecision], code: str) -> tuple[RecordedDecision, ...]:
    """Return the decisions about a municipality in the order of their dates."""
    own = (each for each in recorded if each.decision.code == code)
    return tuple(sorted(own, key=lambda each: (each.decision.decided_on, each.decision.number)))


def last_that_counts(snapshot: Snapshot, code: str) -> RecordedDecision | None:
    """Return the last decision about a municipality that counts on the date of the snapshot."""
    found = [
        each
        for each in about(snapshot.decisions, code)
        if each.counts_at(snapshot.known_until) and each.decision.decided_on <= snapshot.province.on
    ]
    return found[-1] if found else None


def waiting_for(snapshot: Snapshot, code: str) -> RecordedDecision | None:
    """Return the draft about a municipality that waits for a second person, if there is one."""
    waiting = (each for each in about(snapshot.decisions, code))
    return next((each for each in waiting if each.waits_at(snapshot.known_until)), None)


def handled(found: Assessment, snapshot: Snapshot) -> bool:
    """Whether somebody chose to stay on the step although the same was proposed before.

    A new reference date, or another proposal, asks anew.
    """
    last = last_that_counts(snapshot, found.code)
    if last is None or last.decision.decided_on < found.last_closed.reference_date:
        return False
    stays = last.decision.kind in (DecisionKind.HOLD, DecisionKind.FREEZE, DecisionKind.EXTEND)
    return stays and last.proposed_step == found.proposed_step


def undecided_step(snapshot: Snapshot, code: str) -> int | None:
    """Return the step up that is proposed for a municipality and that nobody decided on yet.

    None where no higher step is proposed, where a draft waits for a second person, or where
    somebody chose to stay on the step.
    """
    found = snapshot.province.assessments.get(code)
    if found is None or found.proposed_step <= found.measure.step:
        return None
    draft = waiting_for(snapshot, code)
    waits = draft is not None and draft.decision.decided_on <= snapshot.province.on
    return None if waits or handled(found, snapshot) else found.proposed_step


def decisions_table(recorded: Iterable[RecordedDecision], ruleset: RuleSet, t: Words) -> Table:
    """Return decisions as they were recorded, the last first; also those that do not count."""
    return Table(
        t("Decisions"),
        (
            Column(t("Decision"), ColumnKind.NUMBER),
            Column(t("Date"), ColumnKind.DATE),
            Column(t("What"), ColumnKind.TEXT),
            Column(t("Proposed"), ColumnKind.STEP),
            Column(t("Term"), ColumnKind.TEXT),
            Column(t("Rationale"), ColumnKind.PROSE),
            Column(t("Status"), ColumnKind.TEXT),
            Column(t("Rule set"), ColumnKind.TEXT),
        ),
        tuple(_decision(each, ruleset, t) for each in reversed(tuple(recorded))),
    )


def excuses_table(recorded: Iterable[RecordedExcuse], t: Words) -> Table:
    """Return excuses as they were recorded, the last first; also those withdrawn."""
    return Table(
        t("Excuses"),
        (
            Column(t("Excuse"), ColumnKind.NUMBER),
            Column(t("Cause"), ColumnKind.TEXT),
            Column(t("From"), ColumnKind.DATE),
            Column(t("Until and including"), ColumnKind.DATE),
            Column(t("Evidence given"), ColumnKind.PROSE),
            Column(t("Recorded"), ColumnKind.TEXT),
            Column(t("Remark"), ColumnKind.TEXT),
        ),
        tuple(
            (
                each.number,
                label(each.excuse.cause, t),
                each.excuse.valid_from,
                each.excuse.valid_until,
                each.note,
                _by(each.recorded_by, t.short_moment(each.recorded_at), t),
                t("withdrawn: {reason}", reason=each.reason) if each.withdrawn_at else "",
            )
            for each in reversed(tuple(recorded))
        ),
    )


def inherited_measures(code: str, snapshot: Snapshot, t: Words) -> tuple[str, ...]:
    """Return the measures that ended when municipalities were merged into this one."""
    return tuple(_inherited(code, snapshot, t))


def _inherited(code: str, snapshot: Snapshot, t: Words) -> Iterator[str]:
    for predecessor in register().predecessors(code):
        ended = predecessor.valid_until
        measure = _measure_at_the_end(snapshot, predecessor.code, ended or date.max)
        if measure.step and ended is not None:
            yield t(
                "{name} stood on step {step} since {since}; the measure ended with the merger, "
                "on {date}.",
                name=predecessor.name,
                step=measure.step,
                since=t.date(measure.since),
                date=t.date(ended),
            )


def _measure_at_the_end(snapshot: Snapshot, code: str, ended: date) -> Measure:
    counting = (
        each.decision
        for each in about(snapshot.decisions, code)
        if each.counts_at(snapshot.known_until)
    )
    return in_force(counting, ended)


def step_text(decision: Decision, ruleset: RuleSet, t: Words) -> str:
    """Return what a decision does with the step, in words; `ruleset` gives the step its name."""
    what, new = label(decision.kind, t), decision.step_to
    name = step_name(new, ruleset.step(new).name if new else {}, t)
    if decision.step_from != new:
        return t("{what}: from step {old} to {new}", what=what, old=decision.step_from, new=name)
    return t("{what} on step {step}", what=what, step=name) if new else f"{what}: {name}"


def _decision(each: RecordedDecision, ruleset: RuleSet, t: Words) -> tuple[Value, ...]:
    decision = each.decision
    return (
        decision.number,
        decision.decided_on,
        step_text(decision, ruleset, t),
        each.proposed_step,
        _given(decision, t),
        rationale_of(each, t),
        _status(each, t),
        f"{each.ruleset_id} {each.ruleset_version}",
    )


def _given(decision: Decision, t: Words) -> str | None:
    """The term and the number that a decision gives."""
    parts = []
    if decision.term is not None:
        parts.append(t("until {date}", date=t.short_date(decision.term.until)))
    if decision.named is not None:
        parts.append(
            t(
                "{n} persons, counted from {date}",
                n=t.number(decision.named),
                date=t.short_date(decision.counted_from),
            )
        )
    return "; ".join(parts) or None


def rationale_of(each: RecordedDecision, t: Words) -> str:
    """Return the rationale, with the reasons for a deviation and for urgency."""
    parts = [each.rationale]
    if each.deviation:
        parts.append(t("Deviation: {reason}", reason=each.deviation))
    if each.urgency:
        parts.append(t("Urgent: {reason}", reason=each.urgency))
    if each.corrects is not None:
        parts.append(t("Corrects decision {number}.", number=each.corrects))
    return " ".join(parts)


def _status(each: RecordedDecision, t: Words) -> str:
    text = label(each.status, t)
    if each.corrected_by is not None:
        text = t("{status} ({number})", status=text, number=each.corrected_by)
    parts = [
        text,
        t("recorded {by}", by=_by(each.recorded_by, t.short_moment(each.recorded_at), t)),
    ]
    if each.verdict_by is not None and each.verdict_at is not None:
        by = _by(each.verdict_by, t.short_moment(each.verdict_at), t)
        if each.verdict == "confirmed":
            parts.append(t("confirmed {by}", by=by))
        else:
            parts.append(t("rejected {by}: {reason}", by=by, reason=each.verdict_reason))
    return "; ".join(parts)


def _by(who: str, when: str, t: Words) -> str:
    return t("{when} by {who}", when=when, who=who)
