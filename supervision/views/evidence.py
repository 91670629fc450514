"""What a decision rests on, in no language: figures, findings and their sources, as one document.

It is stored with the decision. Whoever computes the assessment again from the facts as they were
known at that moment gets the same document, character by character.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from supervision.domain.conditions import Finding
from supervision.domain.halfyear import HalfYear
from supervision.domain.ladder import Assessment
from supervision.domain.ruleset import RuleSet
from supervision.views.provenance import Provenance, Tracer, reported_on


def evidence(found: Assessment, ruleset: RuleSet, trace: Tracer) -> str:
    """Return the assessment as canonical JSON; shares are exact (`12/48`), unknown is null."""
    line, closed = found.line, found.closed_line
    document = {
        "code": found.code,
        "on": found.on,
        "half_year": found.half_year,
        "ruleset": ruleset.id,
        "ruleset_version": str(ruleset.version),
        "as_of": found.position.as_of,
        "target": line.target if line else None,
        "opening": line.opening.persons if line else None,
        "obligation": found.obligation,
        "realised": found.position.realised,
        "closing": found.position.closing,
        "state": found.state,
        "last_closed": found.last_closed,
        "last_closing": closed.latest.closing if closed else None,
        "missed_in_a_row": found.streak.missed,
        "excused": found.excused,
        "current_step": found.measure.step,
        "indicated_step": found.indicated_step,
        "proposed_step": found.proposed_step,
        "outcome": found.outcome,
        "preventive": found.preventive,
        "findings": [
            _finding(finding, step.number, trace)
            for step, findings in zip(ruleset.steps, found.findings, strict=True)
            for finding in findings
        ]
        + [_finding(finding, 0, trace) for finding in found.preventive_findings],
    }
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _finding(finding: Finding, step: int, trace: Tracer) -> dict[str, object]:
    half_year = finding.half_year
    sources = () if half_year is None else trace(half_year, reported_on(finding))
    return {
        "step": step,
        "rule": finding.condition.rule,
        "threshold": finding.condition.threshold,
        "holds": finding.holds,
        "half_year": half_year,
        "values": finding.values,
        "provisional": finding.provisional,
        "sources": [_source(each) for each in sources],
    }


def _source(each: Provenance) -> dict[str, object]:
    return {
        "figure": each.figure,
        "import": each.batch,
        "row": each.row,
        "statement": each.statement,
    }


def _plain(value: object) -> object:
    if isinstance(value, Fraction | HalfYear):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
