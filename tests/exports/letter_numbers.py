"""Every number that a letter may name, taken from the store and written in Dutch once more.

The record of the assessment (the JSON kept with a decision), the account and the decisions are
read; nothing of the view of a letter is used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from supervision.domain.account import Account
from supervision.domain.halfyear import HalfYear, pace_norm
from supervision.domain.line import Line
from supervision.domain.vintages import Attribution
from supervision.rulesets import find_version
from supervision.storage.database import Database
from supervision.storage.decisions import RecordedDecision
from supervision.usecases import assessing, decisions, excuses, imports

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
    *("september", "oktober", "november", "december"),
)
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def dutch(day: date) -> str:
    """1 juli 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def decimal(value: Fraction) -> str:
    """12,5: one decimal, rounded half up."""
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10},{tenths % 10}"


def percent(share: Fraction) -> str:
    """12,5 %."""
    return decimal(share * 100) + "\N{NO-BREAK SPACE}%"


def signed(persons: int) -> str:
    """+12, −16, 0."""
    return "0" if persons == 0 else f"{'+' if persons > 0 else '−'}{abs(persons)}"


def moments(at: datetime) -> tuple[str, str]:
    """A winter moment in UTC as Dutch local time, in full and in figures."""
    time = f"{at.hour + 1:02}:{at.minute:02}"
    return f"{dutch(at.date())} om {time}", f"{at:%d-%m-%Y} {time}"


@dataclass(frozen=True)
class Known:
    """What the store knows of a municipality on a day, and of the decision, if there is one."""

    database: Database
    code: str
    on: date
    account: Account
    recorded: RecordedDecision | None = None
    evidence: Any = field(default_factory=lambda: {"findings": [], "indicated_step": 0})

    def lines(self) -> tuple[tuple[HalfYear, Line | None], ...]:
        """The last closed half-year and the running one."""
        running = HalfYear.running_on(self.on)
        closed = running.previous
        return (closed, self.account.line(closed)), (running, self.account.line(running))

    def decided(self) -> Iterator[RecordedDecision]:
        """The decision, and those about the same municipality before it."""
        for each in decisions.recorded(self.database):
            last = 0 if self.recorded is None else self.recorded.decision.number
            if each.decision.code == self.code and each.decision.number <= last:
                yield each


def known_of(database: Database, number: int) -> Known:
    """Read what belongs to a decision."""
    (recorded,) = [each for each in decisions.recorded(database) if each.decision.number == number]
    code, on = recorded.decision.code, recorded.decision.decided_on
    account = assessing.account(database, code, Attribution.CURRENT_FIRST)
    return Known(database, code, on, account, recorded, json.loads(recorded.assessment))


def known_on(database: Database, code: str, on: date) -> Known:
    """Read what belongs to a letter without a decision."""
    account = assessing.account(database, code, Attribution.CURRENT_FIRST)
    return Known(database, code, on, account)


def column(line: Line | None, half_year: HalfYear, on: date) -> list[str]:
    """The figures of a half-year as the table of a letter shows them, from top to bottom."""
    reported = None if line is None else line.position(on).reported
    target = opening = obligation = realised = to_house = share = None
    if line is not None:
        target, opening, obligation = line.target, line.opening.persons, line.obligation
    if reported is not None:
        realised = reported.realised
    if realised is not None and obligation is not None:
        to_house = max(obligation - realised, 0)
        share = percent(Fraction(realised, obligation)) if obligation > 0 else None
    texts = [
        dutch(half_year.reference_date),
        dutch(reported.as_of) if reported else None,
        target,
        None if opening is None else signed(opening),
        None if obligation is None else str(obligation).replace("-", "−"),
        realised,
        to_house,
        share,
    ]
    return ["–" if each is None else str(each) for each in texts]


def allowed(known: Known) -> Iterator[str]:
    """Every text with a number in it that the store gives for this letter."""
    revision = known.recorded.revision if known.recorded else known.database.revision()
    yield from (known.code, dutch(known.on), f"revisie {revision}")
    yield from _of_the_figures(known)
    yield from _of_the_findings(known)
    yield from _of_the_rules()
    yield from _of_the_decisions(known)
    yield from _of_the_imports(known)


def _of_the_figures(known: Known) -> Iterator[str]:
    for half_year, line in known.lines():
        yield from (str(half_year), *column(line, half_year, known.on))
        yield t_half_year(half_year)
        if line is None:
            continue
        position = line.position(known.on)
        if position.as_of is not None and line.obligation is not None:
            norm = pace_norm(half_year, position.as_of)
            yield from (percent(norm), decimal(norm * line.obligation))
        if position.closing is not None:
            yield str(abs(position.closing))
        if line.obligation is not None:
            yield str(max(line.obligation - (position.realised or 0), 0))
        yield str(line.streak.missed)
        for report in line.reports:
            if report.as_of == half_year.halfway:
                yield from (str(report.linked), str(report.realised), dutch(report.as_of))


def t_half_year(half_year: HalfYear) -> str:
    """Eerste helft 2026."""
    return f"{'eerste' if half_year.half == 1 else 'tweede'} helft {half_year.year}"


def _of_the_findings(known: Known) -> Iterator[str]:
    for finding in known.evidence["findings"]:
        values = finding["values"]
        yield str(finding["half_year"])
        yield from (_plain(each) for each in (finding["threshold"], *values.values()))
        yield from (signed(each) for each in values.values() if type(each) is int)


def _plain(value: object) -> str:
    """A share, a date or a number of the evidence in Dutch."""
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dutch(date.fromisoformat(text))
    return percent(Fraction(text)) if re.fullmatch(r"\d+/\d+", text) else text


def _of_the_rules() -> Iterator[str]:
    rules = find_version("limburg-2013", "1")
    yield from (rules.id, rules.reference, dutch(rules.adopted))
    for step in rules.steps:
        yield from (f"trede {step.number}", *NUMBER.findall(step.legal_basis))
        yield from () if step.term is None else (f"{step.term.weeks} weken", "1 halfjaar")
        for condition in step.enter:
            share = isinstance(condition.threshold, Fraction)
            yield percent(Fraction(condition.threshold)) if share else str(condition.threshold)
            yield percent(Fraction(condition.threshold)).replace(",0", "")


def _of_the_decisions(known: Known) -> Iterator[str]:
    for each in known.decided():
        decision = each.decision
        yield from (str(decision.number), str(decision.step_from), str(decision.step_to))
        yield from (dutch(decision.decided_on), each.rationale, str(decision.named))
        if decision.term is not None:
            yield dutch(decision.term.until)
        if decision.counted_from is not None:
            yield dutch(decision.counted_from)
            yield str(known.account.housed_between(decision.counted_from, known.on))
        for moment in (each.recorded_at, each.verdict_at):
            yield from () if moment is None else moments(moment)
    for excused in excuses.recorded(known.database):
        if excused.code == known.code:
            yield from (dutch(excused.excuse.valid_from), dutch(excused.excuse.valid_until))
            yield excused.note


def _of_the_imports(known: Known) -> Iterator[str]:
    """File and moment; that each row is the right one is a test of its own."""
    for batch in imports.history(known.database):
        yield from (batch.file_name, *moments(batch.imported_at))
    for _, line in known.lines():
        stated = () if line is None else (line.stated.net, line.stated.corrected, line.opening)
        reports = () if line is None else line.reports
        for each in (*stated, *reports):
            yield str(each.source.row) if each and each.source else ""
