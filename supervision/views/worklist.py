"""The work list: what is overdue, due this week, waiting for somebody, or not yet handled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from supervision.domain.account import Account
from supervision.domain.excuse import made_good
from supervision.domain.ladder import Assessment, Outcome
from supervision.domain.ruleset import Authority, RuleSet
from supervision.views.decided import handled, waiting_for
from supervision.views.escalation import SAMPLE, Filter, filters_in_name
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standing, Standings
from supervision.words import Words, mark
from supervision.words import reasons as wording
from supervision.words.decisions import shortfall_text
from supervision.words.labels import label, step_name

SOON = timedelta(days=7)
"""Due this week."""
REMINDER = timedelta(days=14)
"""How long before its end an excuse is brought up."""


class Task(StrEnum):
    """What has to be done, the most urgent first."""

    OVERDUE = "overdue"
    DUE = "due"
    WAITING = "waiting"
    PROPOSAL = "proposal"
    EXCUSE_ENDS = "excuse_ends"
    EXCUSE_PROPOSED = "excuse_proposed"


TASKS: Mapping[Task, str] = {
    Task.OVERDUE: mark("Term lapsed"),
    Task.DUE: mark("Term ends within a week"),
    Task.WAITING: mark("Waits for a second person"),
    Task.PROPOSAL: mark("Proposal not yet handled"),
    Task.EXCUSE_ENDS: mark("Excuse ends within two weeks"),
    Task.EXCUSE_PROPOSED: mark("Excuse proposed"),
}


class Order(StrEnum):
    """In which order the items of a task stand."""

    DUE = "termijn"
    MUNICIPALITY = "gemeente"
    REGION = "regio"
    STEP = "trede"


ORDERS: Mapping[Order, str] = {
    Order.DUE: mark("date"),
    Order.MUNICIPALITY: mark("municipality"),
    Order.REGION: mark("region"),
    Order.STEP: mark("step, highest first"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do about one municipality; `step` is the one that it is about.

    `to_house` are the persons still to be housed in the half-year shown, None where unknown.
    """

    task: Task
    code: str
    name: str
    region: str
    step: int
    actor: Authority
    due: date | None
    text: str
    to_house: int | None = None


def work_list(
    found: Standings, snapshot: Snapshot, t: Words, chosen: Filter, order: Order = Order.DUE
) -> tuple[Item, ...]:
    """Return what is to be done on the date of the assessment, the most urgent task first."""
    items = [
        item
        for row in found.rows
        for item in _items(row, snapshot.province.assessments[row.code], snapshot, t)
        if _chosen(item, chosen)
    ]
    tasks = list(Task)
    return tuple(sorted(items, key=lambda each: (tasks.index(each.task), *_KEYS[order](each))))


def _chosen(item: Item, chosen: Filter) -> bool:
    """An item is about a step and an actor of its own, which need not be those of the proposal."""
    return (
        (chosen.region is None or item.region == chosen.region)
        and (chosen.step is None or item.step == chosen.step)
        and (chosen.actor is None or item.actor is chosen.actor)
    )


def _items(row: Standing, found: Assessment, snapshot: Snapshot, t: Words) -> Iterator[Item]:
    ruleset, on = snapshot.province.ruleset, found.on
    current, proposed = found.measure.step, found.proposed_step

    def item(task: Task, step: int, due: date | None, text: str) -> Item:
        actor = ruleset.step(step).actor if step else Authority.STAFF
        return Item(task, row.code, row.name, row.region, step, actor, due, text, row.to_house)

    term = found.measure.term
    if term is not None and current:
        named = step_name(current, ruleset.step(current).name, t)
        if term.lapsed_on(on):
            text = t("The term of step {step} has lapsed.", step=named)
            yield item(Task.OVERDUE, current, term.until, f"{text} {_outcome(found, t)}")
        elif term.until <= on + SOON:
            text = t("The term of step {step} ends.", step=named)
            yield item(Task.DUE, current, term.until, text)
    draft = waiting_for(snapshot, row.code)
    if draft is not None:
        step = draft.decision.step_to
        yield item(Task.WAITING, step, draft.decision.decided_on, _draft(row, snapshot, t))
    elif proposed != current and not handled(found, snapshot):
        yield item(Task.PROPOSAL, proposed or current, None, _outcome(found, t))
    yield from _excuses(row, found, snapshot, item, t)


def _excuses(
    row: Standing,
    found: Assessment,
    snapshot: Snapshot,
    item: Callable[[Task, int, date | None, str], Item],
    t: Words,
) -> Iterator[Item]:
    own = [
        each
        for each in snapshot.excuses
        if each.code == row.code and each.counts_at(snapshot.known_until)
    ]
    for each in own:
        until = each.excuse.valid_until
        if each.excuse.active_on(found.on) and until <= found.on + REMINDER:
            text = t("{cause}: {note}", cause=label(each.excuse.cause, t), note=each.note)
            yield item(Task.EXCUSE_ENDS, found.measure.step, until, text)
    if not found.excused:
        account = snapshot.province.accounts.get(row.code, Account(row.code))
        for shortfall in found.shortfalls:
            later = made_good(account.line(shortfall.half_year), shortfall, found.on)
            text = shortfall_text(shortfall, later, t)
            yield item(Task.EXCUSE_PROPOSED, found.measure.step, None, text)


def _outcome(found: Assessment, t: Words) -> str:
    text = wording.outcome(found, t)
    return t("{text} (excused)", text=text) if found.outcome is Outcome.FROZEN else text


def _draft(row: Standing, snapshot: Snapshot, t: Words) -> str:
    draft = waiting_for(snapshot, row.code)
    if draft is None:
        return ""
    return t(
        "Decision {number} ({what}, step {step}) was prepared by {who}.",
        number=draft.decision.number,
        what=label(draft.decision.kind, t),
        step=draft.decision.step_to,
        who=draft.recorded_by,
    )


def term_events(
    found: Standings, snapshot: Snapshot, t: Words, chosen: Filter
) -> tuple[TermEvent, ...]:
    """Return the terms that run on the date of the assessment, and the ends of excuses.

    Only of the municipalities that pass the filters.
    """
    names = {row.code: row.name for row in found.rows if chosen.passes(row)}
    every = _term_events(names, snapshot, t)
    return tuple(sorted(every, key=lambda each: (each.day, each.uid)))


@dataclass(frozen=True, slots=True)
class TermEvent:
    """A day to keep in a calendar; `uid` stays the same when the file is made again.

    `since` is the day from which it stands.
    """

    uid: str
    since: date
    day: date
    title: str
    text: str


def terms_file_name(found: Standings, t: Words, chosen: Filter) -> str:
    """Return the name of the calendar file: filters, half-year and day; samples say so."""
    name = t("terms") + filters_in_name(chosen, t)
    sample = t("_sampledata") if found.sample else ""
    return f"{name}_{found.half_year}_{found.on.isoformat()}{sample}.ics"


def _term_events(names: Mapping[str, str], snapshot: Snapshot, t: Words) -> Iterator[TermEvent]:
    ruleset: RuleSet = snapshot.province.ruleset
    made_up = (t(SAMPLE),) if snapshot.sample else ()
    for code, name in names.items():
        measure = snapshot.province.assessments[code].measure
        if measure.step and measure.term is not None and measure.since is not None:
            step = step_name(measure.step, ruleset.step(measure.step).name, t)
            yield TermEvent(
                f"term-{code}-{measure.since}-{measure.step}",
                measure.since,
                measure.term.until,
                t("Term of {name}: step {step}", name=name, step=step),
                " ".join((t("Step since {date}.", date=t.date(measure.since)), *made_up)),
            )
    for excuse in snapshot.excuses:
        ahead = excuse.excuse.valid_until >= snapshot.province.on
        if excuse.counts_at(snapshot.known_until) and ahead and excuse.code in names:
            yield TermEvent(
                f"excuse-{excuse.number}",
                excuse.recorded_at.date(),
                excuse.excuse.valid_until,
                t("Excuse of {name} ends", name=names[excuse.code]),
                ". ".join((label(excuse.excuse.cause, t), *made_up)),
            )


def _most_first(each: Item) -> tuple[bool, int]:
    """By the persons still to house; who has no figure comes after who has one."""
    return each.to_house is None, -(each.to_house or 0)


_KEYS: Mapping[Order, Callable[[Item], tuple[object, ...]]] = {
    Order.DUE: lambda each: (
        each.due or date.max,
        *_most_first(each),
        -each.step,
        each.name,
    ),
    Order.MUNICIPALITY: lambda each: (each.name,),
    Order.REGION: lambda each: (each.region, each.name),
    Order.STEP: lambda each: (
        -each.step,
        *_most_first(each),
        each.name,
    ),
}
