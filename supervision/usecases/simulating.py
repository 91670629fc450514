"""The history as the rules would have had it, and as other thresholds would; stores nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from supervision.domain.account import Account
from supervision.domain.halfyear import HalfYear, half_years
from supervision.domain.ladder import Assessment
from supervision.domain.province import build_accounts
from supervision.domain.ruleset import RuleSet
from supervision.domain.simulation import compare, simulate
from supervision.domain.thresholds import (
    COUNTS,
    Number,
    Place,
    Quantity,
    is_possible,
    thresholds_of,
    variant_of,
)
from supervision.errors import Fault, ThresholdsRefused
from supervision.holidays import is_holiday
from supervision.reference import register
from supervision.storage.batches import batches
from supervision.storage.database import Database
from supervision.storage.facts import facts
from supervision.usecases import clock
from supervision.views.compared import Compared

_SETTING = re.compile(r"\s*(\d{1,2}\.\w+)\s*=\s*(.*?)\s*", re.ASCII)
_COUNT = re.compile(r"-?\d{1,9}", re.ASCII)
_SHARE = re.compile(r"(-?\d{1,9})(?:[.,](\d{1,9}))?\s?(%?)", re.ASCII)


def what_if(
    database: Database,
    ruleset: RuleSet,
    settings: Iterable[str],
    first: HalfYear | None = None,
    last: HalfYear | None = None,
) -> Compared:
    """Return the history of `first` up to `last` under the rules, and with other thresholds.

    `settings` are written like `2.backlog_persons=8`. By default the history is that of all
    half-years in the store that have closed by today. Raises ThresholdsRefused.
    """
    changes = changes_of(ruleset, settings)
    variant = variant_of(ruleset, changes)
    with database.read() as connection:
        known = facts(connection)
        sample = any(each.sample and each.counts_at(None) for each in batches(connection))
    accounts = build_accounts(known, register(), ruleset.attribution, ruleset.reporter)
    paths = _paths(accounts, ruleset, first, last)
    variant_paths = paths if variant is ruleset else _paths(accounts, variant, first, last)
    comparison = compare(paths, variant_paths, len(ruleset.steps))
    return Compared(ruleset, variant, changes, register(), paths, variant_paths, comparison, sample)


def changes_of(ruleset: RuleSet, settings: Iterable[str]) -> dict[Place, Number]:
    """Return the thresholds that differ from those of the rules.

    Raises ThresholdsRefused with everything that is not possible.
    """
    numbers, objections = read_settings(ruleset, settings)
    if objections:
        raise ThresholdsRefused(objections=objections)
    present = thresholds_of(ruleset)
    return {place: number for place, number in numbers.items() if number != present[place]}


def read_settings(
    ruleset: RuleSet, settings: Iterable[str]
) -> tuple[dict[Place, Number], tuple[Fault, ...]]:
    """Return the numbers that can be read, possible or not, and all there is to object."""
    places = {str(place): place for place in thresholds_of(ruleset)}
    numbers: dict[Place, Number] = {}
    seen: set[str] = set()
    objections: list[Fault] = []
    for setting in settings:
        match = _SETTING.fullmatch(setting)
        if match is None:
            objections.append(Fault("not_understood", f"'{setting}'"))
            continue
        name, written = match.groups()
        place = places.get(name)
        if place is None:
            objections.append(
                Fault("not_in_ruleset", name, details={"expected": ", ".join(places)})
            )
            continue
        if name in seen:
            objections.append(Fault("twice", name))
            continue
        seen.add(name)
        number = _number(place.quantity, written)
        if number is not None:
            numbers[place] = number
        if number is None or not is_possible(place.quantity, number):
            objections.append(_objection(place, number, written))
    return numbers, tuple(objections)


def _number(quantity: Quantity, written: str) -> Number | None:
    if not quantity.is_share:
        return int(written) if _COUNT.fullmatch(written) else None
    match = _SHARE.fullmatch(written)
    if match is None:
        return None
    whole, decimals, per_cent = match.groups(default="")
    return Fraction(f"{whole}.{decimals or 0}") / (100 if per_cent else 1)


def _objection(place: Place, number: Number | None, written: str) -> Fault:
    kind = "share" if place.quantity.is_share else "count"
    details = {"value": written}
    if not place.quantity.is_share:
        limits = COUNTS[place.quantity]
        details |= {"least": str(limits.least), "most": str(limits.most)}
    return Fault(
        f"{'not_a' if number is None else 'impossible'}_{kind}", str(place), details=details
    )


def _paths(
    accounts: Mapping[str, Account],
    ruleset: RuleSet,
    first: HalfYear | None,
    last: HalfYear | None,
) -> dict[str, tuple[Assessment, ...]]:
    """By code, the assessments on the reference dates of the half-years that it existed in."""
    stored = [line.half_year for each in accounts.values() for line in each.lines]
    if not stored:
        return {}
    closed = HalfYear.last_closed_on(clock.today())
    span = half_years(first or min(stored), last or min(max(stored), closed))
    paths = {}
    for each in register().municipalities:
        dates = [half_year.reference_date for half_year in span if each.exists_in(half_year)]
        if dates:
            paths[each.code] = simulate(accounts[each.code], ruleset, dates, is_holiday)
    return paths
