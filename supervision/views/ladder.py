"""The ladder as people see it: one rung per step, each rule with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from supervision.domain.ruleset import Condition, Evidence, RuleSet, Step
from supervision.reference import rule_texts
from supervision.words import Words
from supervision.words.labels import label
from supervision.words.rules import condition_text, term_text


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule in words, and what it rests on; `assumed` has still to be confirmed.

    `language` is that of the text.
    """

    text: str
    evidence: str
    assumed: bool
    language: str


@dataclass(frozen=True, slots=True)
class Official:
    """A text of a rule set for a reader: in which language it stands; the Dutch one counts."""

    text: str
    language: str
    dutch: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder; number 0 is the preventive flag, of which nobody in particular acts.

    `source` is where the step as a whole comes from.
    """

    number: int
    name: str
    actor: str | None
    conditions: tuple[Clause, ...]
    term: Clause | None
    legal_basis: str | None
    source: Clause
    note: str

    @property
    def assumed(self) -> int:
        """How many of its rules have still to be confirmed."""
        clauses = [*self.conditions, self.source, *([self.term] if self.term else [])]
        return sum(clause.assumed for clause in clauses)


def ladder(ruleset: RuleSet, t: Words) -> tuple[Rung, ...]:
    """Return the rungs from the preventive flag up to the last step."""
    return (_preventive(ruleset, t), *(_rung(step, t) for step in ruleset.steps))


def official(dutch: str, t: Words) -> Official:
    """Return a text of a rule set in the language of the reader, in Dutch where it has no other."""
    english = rule_texts().texts.get(dutch)
    if t.language == "nl" or english is None:
        return Official(dutch, "nl", dutch)
    return Official(english, "en", dutch)


def _preventive(ruleset: RuleSet, t: Words) -> Rung:
    conditions = tuple(_condition(each, t) for each in ruleset.preventive)
    evidence = ruleset.preventive[0].evidence
    return Rung(
        0,
        t("Preventive"),
        None,
        conditions,
        None,
        None,
        _source(ruleset.preventive_source, evidence, t),
        "",
    )


def _rung(step: Step, t: Words) -> Rung:
    return Rung(
        step.number,
        step.name[t.language],
        label(step.actor, t),
        tuple(_condition(each, t) for each in step.enter),
        None if step.term is None else _clause(term_text(step.term, t), step.term_evidence, t),
        step.legal_basis,
        _source(step.source, step.evidence, t),
        step.note,
    )


def _condition(condition: Condition, t: Words) -> Clause:
    return _clause(condition_text(condition, t), condition.evidence, t)


def _source(dutch: str, evidence: Evidence, t: Words) -> Clause:
    said = official(dutch, t)
    return replace(_clause(said.text, evidence, t), language=said.language)


def _clause(text: str, evidence: Evidence, t: Words) -> Clause:
    return Clause(text, label(evidence, t), evidence is Evidence.ASSUMED, t.language)
