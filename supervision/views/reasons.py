"""Why a municipality is flagged, and why not on a higher step: findings in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from supervision.domain.conditions import Finding
from supervision.domain.excuse import LinkedShortfall, made_good
from supervision.domain.ladder import Assessment, Outcome, WayOff
from supervision.domain.ruleset import Evidence, RuleSet
from supervision.views.provenance import Provenance, Tracer, reported_on
from supervision.words import Words
from supervision.words import reasons as wording
from supervision.words.decisions import shortfall_text, way_off_text


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding in words, and everything needed to recompute it.

    `rule` is `proposal`, `preventive.…`, `step_2.…`, `excuse`, `way_off` or `gap`; `step` is 0
    for what belongs to no step; `holds` is None where it cannot be known, and for a way off the
    ladder, which is no finding.
    """

    rule: str
    step: int
    text: str
    holds: bool | None
    values: Mapping[str, object]
    evidence: Evidence | None = None
    sources: tuple[Provenance, ...] = ()


def reasons_of(
    found: Assessment, ruleset: RuleSet, t: Words, trace: Tracer = lambda *_: ()
) -> tuple[Reason, ...]:
    """Return the proposal and its step, the flag, the step indicated, and why none above it."""
    return tuple(_reasons(found, ruleset, t, trace))


def _reasons(found: Assessment, ruleset: RuleSet, t: Words, trace: Tracer) -> Iterator[Reason]:
    rules: dict[str, object] = {"ruleset": ruleset.id, "ruleset_version": ruleset.version}
    current, indicated = found.measure.step, found.indicated_step
    steps = {
        "current_step": current,
        "indicated_step": indicated,
        "proposed_step": found.proposed_step,
        "outcome": found.outcome,
    }
    told = found.proposed_step != current or found.outcome is Outcome.FROZEN
    yield Reason(
        "proposal",
        0,
        wording.outcome(found, t),
        told,
        rules | steps | _basis(found, ruleset),
    )
    groups = [("preventive", 0, found.preventive_findings)]
    above = min(indicated + 1, len(ruleset.steps))
    shown = range(1, max(found.proposed_step, above) + 1)
    groups += [(f"step_{step}", step, found.findings[step - 1]) for step in shown]
    for group, step, findings in groups:
        for finding in findings:
            yield Reason(
                f"{group}.{finding.condition.rule}",
                step,
                wording.reason(finding, t),
                finding.holds,
                rules | _values(finding),
                finding.condition.evidence,
                trace(finding.half_year, reported_on(finding)) if finding.half_year else (),
            )
    lines = {each.half_year: each for each in (found.line, found.closed_line) if each is not None}
    for shortfall in found.shortfalls:
        later = made_good(lines.get(shortfall.half_year), shortfall, found.on)
        yield Reason(
            "excuse",
            0,
            shortfall_text(shortfall, later, t),
            True,
            rules | _fields(shortfall),
            sources=trace(shortfall.half_year, shortfall.as_of),
        )
    for way in found.ways_off:
        yield Reason("way_off", 0, way_off_text(way, found, t), None, rules | _fields(way))
    gap = found.streak.gap
    if gap is not None:
        yield Reason("gap", 0, wording.gap(gap, t), None, rules | {"half_year": gap})


def _basis(found: Assessment, ruleset: RuleSet) -> dict[str, object]:
    """On what the proposed step rests: the article of the law, and where the rule is found."""
    if not found.proposed_step:
        return {}
    step = ruleset.step(found.proposed_step)
    return {"legal_basis": step.legal_basis, "source": step.source}


def _fields(value: LinkedShortfall | WayOff) -> dict[str, object]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _values(finding: Finding) -> dict[str, object]:
    values: dict[str, object] = {"threshold": finding.condition.threshold, **finding.values}
    return values if finding.half_year is None else {"half_year": finding.half_year, **values}
