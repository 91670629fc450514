"""What an import would do to balances and steps, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from supervision.domain.figures import Facts
from supervision.domain.ladder import Assessment
from supervision.domain.province import Province, assess_province, build_accounts
from supervision.domain.ruleset import in_force
from supervision.importing import Reading
from supervision.importing.changes import Effect, applied
from supervision.reference import register
from supervision.rulesets import shipped


def effects(reading: Reading, known: Mapping[str, Facts], today: date) -> tuple[Effect, ...]:
    """Return the municipalities for which the file changes balance, step or flag.

    Both are assessed on the reference date of the file's half-year, or today before that.
    """
    if not reading.accepted or reading.half_year is None:
        return ()
    on = min(reading.half_year.reference_date, today)
    before = _province(known, on)
    after = _province(applied(reading, known), on)
    return tuple(
        found
        for municipality in after.municipalities
        if (
            found := _effect(
                before.assessments[municipality.code], after.assessments[municipality.code]
            )
        )
    )


def _province(facts: Mapping[str, Facts], on: date) -> Province:
    ruleset = in_force(shipped(), on)
    accounts = build_accounts(facts, register(), ruleset.attribution, ruleset.reporter)
    return assess_province(accounts, register(), on, ruleset)


def _effect(before: Assessment, after: Assessment) -> Effect | None:
    old = (before.position.closing, before.indicated_step, before.preventive)
    new = (after.position.closing, after.indicated_step, after.preventive)
    if old == new:
        return None
    return Effect(after.code, old[0], new[0], old[1], new[1], old[2], new[2])
