"""The tables of a letter: why, by which rules, and from which file each figure came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervision.domain.conditions import Finding
from supervision.domain.ruleset import Evidence
from supervision.views.letter_case import Case
from supervision.views.provenance import Provenance, tracer
from supervision.words import UNKNOWN, Words
from supervision.words import reasons as wording
from supervision.words.labels import figure_name, label
from supervision.words.rules import condition_text, term_text

Row = Mapping[str, str]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "redenen": ("trede", "voorwaarde", "vastgesteld"),
    "regels": ("trede", "voorwaarde", "grond"),
    "bronnen": ("halfjaar", "cijfer", "bestand", "rij", "inlezing", "ingelezen"),
}
"""The lists that a template can loop over, and the fields of a row in each."""


def rows_of(case: Case, t: Words) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of every list in `COLUMNS`, all of them text."""
    found = tuple(_decisive(case, t))
    return {
        "redenen": tuple(
            {
                "trede": step,
                "voorwaarde": condition_text(finding.condition, t),
                "vastgesteld": wording.reason(finding, t),
            }
            for step, finding in found
        ),
        "regels": tuple(
            {"trede": step, "voorwaarde": text, "grond": label(evidence, t)}
            for step, text, evidence in _rules(case, t)
        ),
        "bronnen": tuple(_sources(case, t)),
    }


def rests_on_assumptions(case: Case, t: Words) -> bool:
    """Tell whether a threshold or term that was applied has still to be confirmed."""
    return any(evidence is Evidence.ASSUMED for *_, evidence in _rules(case, t))


def _decisive(case: Case, t: Words) -> Iterator[tuple[str, Finding]]:
    """The conditions that hold, of the step decided and the step indicated, or of the flag.

    Where a step was indicated that may not be taken at once, both belong to the reasons. A
    decision off the ladder rests on no condition of a step.
    """
    found = case.assessment
    if case.recorded is None:
        groups = [(t("preventive"), found.preventive_findings)]
    elif case.recorded.decision.step_to == 0:
        groups = []
    else:
        shown = {case.recorded.decision.step_to, found.indicated_step} - {0}
        groups = [(str(step), found.findings[step - 1]) for step in sorted(shown)]
    for step, findings in groups:
        yield from ((step, finding) for finding in findings if finding.holds)


def _rules(case: Case, t: Words) -> Iterator[tuple[str, str, Evidence]]:
    """The rules behind those reasons, and the term that goes with the step."""
    for step, finding in _decisive(case, t):
        yield step, condition_text(finding.condition, t), finding.condition.evidence
    decision = None if case.recorded is None else case.recorded.decision
    if decision is None or decision.term is None:
        return
    step_taken = case.ruleset.step(decision.step_to)
    if step_taken.term is not None:
        usual = t("usual term of this step: {term}", term=term_text(step_taken.term, t))
        yield str(step_taken.number), usual, step_taken.term_evidence


def _sources(case: Case, t: Words) -> Iterator[Row]:
    """Where the figures of the last closed and the running half-year came from."""
    trace = tracer(case.assessment, case.snapshot)
    for half_year in (case.assessment.last_closed, case.running):
        for each in trace(half_year, None):
            yield {
                "halfjaar": str(half_year),
                "cijfer": figure_name(each.figure, t),
                "bestand": _origin(each, t),
                "rij": UNKNOWN if each.row is None else str(each.row),
                "inlezing": UNKNOWN if each.batch is None else str(each.batch),
                "ingelezen": t.short_moment(each.imported_at) if each.imported_at else UNKNOWN,
            }


def _origin(each: Provenance, t: Words) -> str:
    """The file, or how else the figure came about."""
    if each.file is not None:
        return each.file
    if each.origin is not None:
        return label(each.origin, t)
    return t("statement {number}", number=each.statement or UNKNOWN)
