"""Says why: each finding of the ladder as a formula with its numbers filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import cast

from supervision.domain.conditions import Finding
from supervision.domain.halfyear import HalfYear
from supervision.domain.ladder import Assessment, Outcome
from supervision.domain.ruleset import Rule
from supervision.words import Words


def reason(finding: Finding, t: Words) -> str:
    """Return the finding as a sentence that a reader can recompute."""
    text = _SENTENCES[finding.condition.rule](finding, t)
    return t("{text} (provisional figure)", text=text) if finding.provisional else text


def outcome(assessment: Assessment, t: Words) -> str:
    """Return why the proposed step is what it is."""
    current, indicated = assessment.measure.step, assessment.indicated_step
    proposed = assessment.proposed_step
    if assessment.outcome is Outcome.CLEARED:
        text = t("cleared: the measure of step {current} lapses", current=current)
        closed = assessment.closed_line
        provisional = closed is not None and closed.provisional
        return t("{text} (provisional figure)", text=text) if provisional else text
    if assessment.outcome is Outcome.FROZEN:
        return t("excused: stays on step {current}", current=current)
    if assessment.outcome is Outcome.ESCALATE:
        text = t(
            "step {indicated} indicated, now on step {current}: proposed is step {proposed}",
            indicated=indicated,
            current=current,
            proposed=proposed,
        )
        skipped = indicated > proposed
        return t("{text}, for no step is skipped", text=text) if skipped else text
    if not current and not indicated:
        return t("no step indicated")
    return t(
        "step {indicated} indicated: stays on step {current}", indicated=indicated, current=current
    )


def gap(half_year: HalfYear, t: Words) -> str:
    """Return that a half-year without figure ended the count of missed half-years."""
    return t(
        "no figure of {half_year}: the count of missed half-years ends there", half_year=half_year
    )


def _backlog_persons(finding: Finding, t: Words) -> str:
    backlog = finding.values["backlog"]
    if backlog is None:
        return _no_closing(finding, t)
    return t(
        "backlog on {date}: {backlog}, threshold {threshold} or more "
        "({backlog} {relation} {threshold})",
        date=t.date(_half_year(finding).reference_date),
        backlog=t.number(cast(int, backlog)),
        relation=_at_least(finding),
        threshold=finding.condition.threshold,
    )


def _backlog_share(finding: Finding, t: Words) -> str:
    share = finding.values["share"]
    if share is None:
        return _no_closing(finding, t)
    return t(
        "backlog / obligation of {half_year}: "
        "{backlog} / {obligation} = {share} {relation} {threshold}",
        half_year=finding.half_year,
        backlog=t.number(cast(int, finding.values["backlog"])),
        obligation=t.number(cast(int, finding.values["obligation"])),
        share=t.percent(cast(Fraction, share)),
        relation=_at_least(finding),
        threshold=t.percent(finding.condition.threshold),
    )


def _realised_share_below(finding: Finding, t: Words) -> str:
    share = finding.values["share"]
    if share is not None:
        return t(
            "realised / obligation of {half_year}: "
            "{realised} / {obligation} = {share} {relation} {threshold}",
            half_year=finding.half_year,
            realised=t.number(cast(int, finding.values["realised"])),
            obligation=t.number(cast(int, finding.values["obligation"])),
            share=t.percent(cast(Fraction, share)),
            relation="<" if finding.holds else "≥",
            threshold=t.percent(finding.condition.threshold),
        )
    if finding.holds is False:
        return t("nothing was due in {half_year}", half_year=finding.half_year)
    return t("no figure of {half_year} is known", half_year=finding.half_year)


def _missed_in_a_row(finding: Finding, t: Words) -> str:
    missed = finding.values["missed"]
    if missed is None:
        return _no_closing(finding, t)
    return t(
        "half-years with backlog in a row, up to {half_year}: {missed}, threshold {threshold} or "
        "more ({missed} {relation} {threshold})",
        half_year=finding.half_year,
        missed=missed,
        relation=_at_least(finding),
        threshold=finding.condition.threshold,
    )


def _backlog_not_shrinking(finding: Finding, t: Words) -> str:
    if finding.holds is None:
        return t(
            "the closings of {before} and {half_year} are not both known",
            before=_half_year(finding).previous,
            half_year=finding.half_year,
        )
    return t(
        "closing of {half_year}: {closing}, of the one before: {before} "
        "({closing} {relation} {before})",
        half_year=finding.half_year,
        closing=t.signed(cast(int, finding.values["closing"])),
        relation=_at_least(finding),
        before=t.signed(cast(int, finding.values["closing_before"])),
    )


def _behind_pace(finding: Finding, t: Words) -> str:
    return _pace(finding, t, t("pace"))


def _first_month_below_pace(finding: Finding, t: Words) -> str:
    return _pace(finding, t, t("first report after the reference date"))


def _pace(finding: Finding, t: Words, what: str) -> str:
    if finding.holds is None:
        return t(
            "{what}: no figure or obligation of {half_year} is known yet",
            what=what,
            half_year=finding.half_year,
        )
    norm = cast(Fraction, finding.values["norm"])
    obligation = cast(int, finding.values["obligation"])
    return t(
        "{what}, {date}: realised {realised} {relation} {norm} × {obligation} = {due}",
        what=what,
        date=t.date(cast(date, finding.values["as_of"])),
        realised=t.number(cast(int, finding.values["realised"])),
        relation="<" if finding.holds else "≥",
        norm=t.percent(norm),
        obligation=t.number(obligation),
        due=t.decimal(norm * obligation),
    )


def _at_step(finding: Finding, t: Words) -> str:
    return t(
        "now on step {current}, needed: step {threshold} or higher "
        "({current} {relation} {threshold})",
        current=finding.values["current_step"],
        relation=_at_least(finding),
        threshold=finding.condition.threshold,
    )


def _term_expired(finding: Finding, t: Words) -> str:
    until = cast("date | None", finding.values["term_until"])
    if until is None:
        return t("no term is running")
    if "named" in finding.values:
        housed = cast("int | None", finding.values["housed"])
        return t(
            "term up to and including {date} has lapsed; housed {housed} of the {named} named",
            date=t.date(until),
            housed=t.number(housed),
            named=t.number(cast(int, finding.values["named"])),
        )
    if "backlog" in finding.values:
        return t(
            "term up to and including {date} has lapsed; backlog on the last reference date: "
            "{backlog}",
            date=t.date(until),
            backlog=t.number(cast("int | None", finding.values["backlog"])),
        )
    return t("term up to and including {date} has not lapsed", date=t.date(until))


def _no_closing(finding: Finding, t: Words) -> str:
    return t("no closing figure or obligation of {half_year} is known", half_year=finding.half_year)


def _half_year(finding: Finding) -> HalfYear:
    return cast(HalfYear, finding.half_year)


def _at_least(finding: Finding) -> str:
    return "≥" if finding.holds else "<"


_SENTENCES: Mapping[Rule, Callable[[Finding, Words], str]] = {
    Rule.BACKLOG_PERSONS: _backlog_persons,
    Rule.BACKLOG_SHARE: _backlog_share,
    Rule.REALISED_SHARE_BELOW: _realised_share_below,
    Rule.MISSED_IN_A_ROW: _missed_in_a_row,
    Rule.BACKLOG_NOT_SHRINKING: _backlog_not_shrinking,
    Rule.BEHIND_PACE: _behind_pace,
    Rule.FIRST_MONTH_BELOW_PACE: _first_month_below_pace,
    Rule.AT_STEP: _at_step,
    Rule.TERM_EXPIRED: _term_expired,
}
