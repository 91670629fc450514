"""The record as a table: the whole trail, filtered, for the screen and as a download."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from supervision.storage.audit import Event
from supervision.storage.verification import Break, Damage, Verification
from supervision.views import entry
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import TIME_ZONE, UNKNOWN, Words, mark
from supervision.words.record import action_name, result_name, role_name

_HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")

_DAMAGES: Mapping[Damage, str] = {
    Damage.ALTERED: mark("Entry {number} was altered: it is no longer what was written."),
    Damage.REMOVED: mark("Entry {number} was removed."),
    Damage.MOVED: mark("Entry {number} was moved: it stands under another number."),
    Damage.ADDED: mark("Entry {number} was added from outside: nobody did this in the product."),
    Damage.UNSEALED: mark(
        "Entry {number} does not fit the number of entries and the last hash that are kept apart: "
        "the entry was altered, or they were."
    ),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries to show; None is all. `text` is looked for in what an entry tells."""

    action: str | None = None
    person: str | None = None
    result: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be filtered by: what occurs in the trail, with its name."""

    actions: Mapping[str, str]
    persons: Mapping[str, str]
    results: Mapping[str, str]


def choices(events: Iterable[Event], t: Words) -> Choices:
    """Return the actions, persons and results that occur, in the order of their names."""
    actions, persons, results = set(), set(), set()
    for event in events:
        actions.add(event.action)
        persons.add(event.who)
        results.add(event.result)
    return Choices(
        _sorted({each: action_name(each, t) for each in actions}),
        _sorted({each: each for each in persons}),
        _sorted({each: result_name(each, t) for each in results}),
    )


def matching(events: Sequence[Event], chosen: Filter, t: Words) -> tuple[Event, ...]:
    """Return the entries that pass the filter, the newest first."""
    text = chosen.text.casefold()
    return tuple(
        event
        for event in reversed(events)
        if chosen.action in (None, event.action)
        and chosen.person in (None, event.who)
        and chosen.result in (None, event.result)
        and (not text or text in _all_text(event, t).casefold())
    )


def trail_table(events: Iterable[Event], t: Words) -> Table:
    """Return entries as the screen shows them: who did what when, in words."""
    return Table(
        t("Entries of the audit trail"),
        (
            Column(t("No."), ColumnKind.NUMBER),
            Column(t("When"), ColumnKind.NAME),
            *_columns(t),
        ),
        tuple((event.id, local(event.at, t), *_on_screen(_cells(event, t))) for event in events),
    )


def download(events: Iterable[Event], verified: Verification, t: Words) -> Table:
    """Return entries as they are handed out: with the moment in UTC and the hashes too.

    The notes say whether the record was whole when it was handed out.
    """
    return Table(
        t("Entries of the audit trail"),
        (
            Column(t("No."), ColumnKind.NUMBER),
            Column(t("When"), ColumnKind.NAME),
            Column(t("When (UTC)"), ColumnKind.NAME),
            *_columns(t),
            Column(t("Hash of the entry before"), ColumnKind.TEXT),
            Column(t("Hash"), ColumnKind.TEXT),
        ),
        tuple(
            (
                event.id,
                local(event.at, t),
                event.at.astimezone(UTC).isoformat() if event.at else UNKNOWN,
                *_cells(event, t),
                event.previous_hash,
                event.hash,
            )
            for event in events
        ),
        ((t("Verification"), verdict(verified, t)),),
    )


def at_odds(decision: int, t: Words) -> str:
    """Return that a decision is no longer what it was when it was recorded."""
    return t(
        "Decision {number} is at odds with the record, or with the figures and rules of then.",
        number=decision,
    )


def verdict(verified: Verification, t: Words) -> str:
    """Return in one sentence whether the record is whole, or else what is wrong first."""
    if verified.broken is not None:
        return damage(verified.broken, t)
    return t.plural(
        "The audit trail is whole: {n} entry, last hash {hash}.",
        "The audit trail is whole: {n} entries, last hash {hash}.",
        verified.entries,
        hash=verified.last_hash,
    )


def damage(found: Break, t: Words) -> str:
    """Return what happened to the first entry that is not as it was written."""
    return t(_DAMAGES[found.damage], number=found.entry)


def local(at: datetime | None, t: Words) -> str:
    """Return a moment in Dutch local time, to the second; a dash where it cannot be read."""
    if at is None:
        return UNKNOWN
    there = at.astimezone(TIME_ZONE)
    return f"{t.short_date(there.date())} {there:%H:%M:%S}"


def _columns(t: Words) -> tuple[Column, ...]:
    return (
        Column(t("Who"), ColumnKind.TEXT),
        Column(t("Role"), ColumnKind.TEXT),
        Column(t("Action"), ColumnKind.TEXT),
        Column(t("About"), ColumnKind.TEXT),
        Column(t("Result"), ColumnKind.TEXT),
        Column(t("Old → new"), ColumnKind.TEXT),
        Column(t("Rule set"), ColumnKind.TEXT),
        Column(t("Further details"), ColumnKind.TEXT),
    )


def _cells(event: Event, t: Words) -> tuple[str, ...]:
    return (
        event.who,
        role_name(event.role, t),
        action_name(event.action, t),
        entry.about(event, t),
        result_name(event.result, t),
        entry.change(event, t),
        entry.ruleset(event),
        entry.further(event, t),
    )


def _on_screen(cells: Iterable[str]) -> Iterator[str]:
    """The cells with the start of each hash: the download has all of it."""
    return (_HASH.sub(r"\1…", cell) for cell in cells)


def _all_text(event: Event, t: Words) -> str:
    told = (event.about, entry.about(event, t), entry.change(event, t), entry.further(event, t))
    return "\n".join(told)


def _sorted(names: Mapping[str, str]) -> Mapping[str, str]:
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))
