"""Reading: the province on a date, the account of a municipality, and its papers."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from supervision.domain.account import Account
from supervision.domain.decision import in_force as measure_on
from supervision.domain.figures import Facts
from supervision.domain.halfyear import HalfYear
from supervision.domain.ladder import Assessment, assess
from supervision.domain.municipality import Municipality, Register
from supervision.domain.province import assess_province, build_accounts
from supervision.domain.ruleset import RuleSet, in_force
from supervision.domain.vintages import Attribution
from supervision.errors import NotFound
from supervision.reference import register
from supervision.rulesets import shipped
from supervision.storage import decisions, excuses, notes
from supervision.storage.batches import batches, target_versions, touching
from supervision.storage.database import Database, Reader
from supervision.storage.facts import facts
from supervision.storage.swaps import swaps
from supervision.usecases import clock
from supervision.views.case_file import CaseFile
from supervision.views.snapshot import Snapshot


def snapshot(
    database: Database,
    on: date,
    ruleset: RuleSet | None = None,
    known_on: date | None = None,
) -> Snapshot:
    """Return the province as assessed on `on`; by default under the rules in force that day.

    With `known_on` only what was in the store at the end of that day counts. Raises NotFound
    where no rule set was in force.
    """
    ruleset = ruleset or in_force(shipped(), on)
    until = None if known_on is None else clock.end_of(known_on)
    with database.read() as connection:
        return replace(snapshot_in(connection, on, ruleset, until), known_on=known_on)


def snapshot_in(
    connection: Reader,
    on: date,
    ruleset: RuleSet,
    until: datetime | None = None,
    leave_out: Container[int | None] = (),
    among: Register | None = None,
) -> Snapshot:
    """Return the province as assessed on `on`, with what was in the store at the moment `until`.

    The decisions with the numbers in `leave_out` do not count. Only the municipalities `among`
    it are read and assessed, where given; it has to hold whatever was merged into them.
    """
    municipalities = among or register()
    codes = None if among is None else among.by_code.keys()
    known = facts(connection, until, codes)
    counting = {batch.id: batch for batch in batches(connection) if batch.counts_at(until)}
    decided = tuple(
        each
        for each in decisions.decisions(connection, codes)
        if each.decision.number not in leave_out
    )
    excused = excuses.excuses(connection)
    accounts = build_accounts(known, municipalities, ruleset.attribution, ruleset.reporter)
    province = assess_province(
        accounts,
        municipalities,
        on,
        ruleset,
        decisions.counting(decided, until),
        excuses.counting(excused, until),
    )
    return Snapshot(
        province,
        counting,
        Database.revision_in(connection),
        decisions=tuple(
            each.as_known_at(until)
            for each in decided
            if until is None or each.recorded_at <= until
        ),
        excuses=tuple(
            each.as_known_at(until)
            for each in excused
            if until is None or each.recorded_at <= until
        ),
        known_until=until,
    )


def reassessed(known: Snapshot, on: date, ruleset: RuleSet) -> Snapshot:
    """Return the same facts assessed on another day, as `snapshot` would on that day.

    The rules have to share the attribution and the reporter with which `known` was made.
    """
    until = known.known_until
    province = assess_province(
        known.province.accounts,
        register(),
        on,
        ruleset,
        decisions.counting(known.decisions, until),
        excuses.counting(known.excuses, until),
    )
    return replace(known, province=province)


def before_last_import(database: Database, snapshot: Snapshot) -> Snapshot | None:
    """Return the province as it was assessed before the last import that counts, or None.

    On the same date, under the same rules: the difference is what the import changed.
    """
    last = max(snapshot.batches.values(), key=lambda batch: batch.id, default=None)
    if last is None:
        return None
    until = last.imported_at - timedelta(microseconds=1)
    with database.read() as connection:
        return snapshot_in(connection, snapshot.province.on, snapshot.province.ruleset, until)


def assessed_in(snapshot: Snapshot, code: str) -> Assessment:
    """Return the assessment of a municipality, also where it is none of that half-year's.

    One that begins on the reference date has its own measure; one that was merged has none left.
    """
    province = snapshot.province
    if code in province.assessments:
        return province.assessments[code]
    on, account = province.on, province.accounts.get(code, Account(code))
    if not municipality(register(), code).exists_on(on):
        return assess(account, on, province.ruleset)
    until = snapshot.known_until
    measure = measure_on(decisions.counting(snapshot.decisions, until).get(code, ()), on)
    excused = excuses.counting(snapshot.excuses, until).get(code, ())
    return assess(account, on, province.ruleset, measure, excused)


def account(database: Database, code: str, attribution: Attribution) -> Account:
    """Return the account of one municipality; raises NotFound for an unknown code."""
    municipality(register(), code)
    with database.read() as connection:
        return current_accounts(facts(connection), attribution)[code]


def current_accounts(known: Mapping[str, Facts], attribution: Attribution) -> dict[str, Account]:
    """Return every account by code, with the figures of the reporter who counts today."""
    reporter = in_force(shipped(), clock.today()).reporter
    return build_accounts(known, register(), attribution, reporter)


def municipality(municipalities: Register, code: str) -> Municipality:
    """Return the municipality with this code; raises NotFound."""
    found = municipalities.by_code.get(code)
    if found is None:
        raise NotFound(kind="municipality", key=code)
    return found


def known_facts(database: Database) -> Mapping[str, Facts]:
    """Return the facts that count now, by code of the municipality."""
    with database.read() as connection:
        return facts(connection)


def case_file(
    database: Database, code: str, half_year: HalfYear, known_on: date | None = None
) -> CaseFile:
    """Return the papers about a municipality: imports, versions of its target, reports, swaps.

    The reports are those that count, or counted at the end of `known_on`; the rest is all there
    is, with its own dates.
    """
    until = None if known_on is None else clock.end_of(known_on)
    with database.read() as connection:
        known = facts(connection, until, (code,)).get(code)
        return CaseFile(
            touching(connection, code),
            target_versions(connection, code, half_year),
            () if known is None else known.realisations.get(half_year, ()),
            tuple(each for each in swaps(connection) if each.swap.effect_on(code)),
            notes.notes(connection, code, until),
        )


def stored_half_years(database: Database) -> tuple[HalfYear, ...]:
    """Return the half-years of which there is any import that counts, the last first."""
    with database.read() as connection:
        found = {batch.half_year for batch in batches(connection) if batch.counts_at(None)}
    return tuple(sorted(found, reverse=True))


def assessment_date(half_year: HalfYear, today: date) -> date:
    """Return the date on which to assess a half-year: its reference date, or today before that."""
    return min(half_year.reference_date, today)
