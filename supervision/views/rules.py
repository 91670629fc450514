"""The rule set as people read it: conditions in words, generated from the data."""

from __future__ import annotations

from supervision.domain.ruleset import Condition, RuleSet, TermRule
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words
from supervision.words.labels import label
from supervision.words.rules import attribution_text, condition_text, term_text


def ruleset_table(ruleset: RuleSet, t: Words) -> Table:
    """Return what the rule set is and since when it holds."""
    rows = (
        (t("Rule set"), t("{id}, version {version}", id=ruleset.id, version=ruleset.version)),
        (t("Authority"), ruleset.authority),
        (t("Reference"), ruleset.reference),
        (t("Adopted"), t.date(ruleset.adopted)),
        (t("Valid from"), t.date(ruleset.valid_from)),
        (t("Valid until"), t.date(ruleset.valid_until)),
        (t("Housed persons count first towards"), attribution_text(ruleset.attribution, t)),
        (t("May skip a step"), t("yes") if ruleset.may_skip else t("no")),
    )
    columns = (Column(t("Item"), ColumnKind.TEXT), Column(t("Content"), ColumnKind.TEXT))
    return Table(t("Rule set"), columns, rows)


def preventive_table(ruleset: RuleSet, t: Words) -> Table:
    """Return the flag before step 1."""
    rows = tuple(
        (condition_text(each, t), label(each.evidence, t), ruleset.preventive_source)
        for each in ruleset.preventive
    )
    return Table(
        t("Preventive flag, before step 1"),
        (
            Column(t("Condition"), ColumnKind.TEXT),
            Column(t("Evidence"), ColumnKind.TEXT),
            Column(t("Source"), ColumnKind.TEXT),
        ),
        rows,
    )


def rules_table(ruleset: RuleSet, t: Words) -> Table:
    """Return the ladder: per step who acts, when, on what basis, and for how long."""
    return Table(
        t("The ladder: a step is indicated when all its conditions hold"),
        (
            Column(t("Step"), ColumnKind.TEXT),
            Column(t("Who acts"), ColumnKind.TEXT),
            Column(t("Conditions"), ColumnKind.PROSE),
            Column(t("Term"), ColumnKind.TEXT),
            Column(t("Legal basis"), ColumnKind.TEXT),
            Column(t("Source"), ColumnKind.PROSE),
        ),
        tuple(
            (
                f"{step.number} {step.name[t.language]}",
                label(step.actor, t),
                "; ".join(_with_evidence(condition, t) for condition in step.enter),
                _term(step.term, label(step.term_evidence, t), t),
                step.legal_basis,
                step.source,
            )
            for step in ruleset.steps
        ),
    )


def _with_evidence(condition: Condition, t: Words) -> str:
    return f"{condition_text(condition, t)} ({label(condition.evidence, t)})"


def _term(term: TermRule | None, evidence: str, t: Words) -> str | None:
    return None if term is None else f"{term_text(term, t)} ({evidence})"
