"""Why a municipality is where it is, and where its figures came from, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from supervision.domain.ruleset import RuleSet
from supervision.views.provenance import Provenance
from supervision.views.reasons import Reason
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import UNKNOWN, Words, mark
from supervision.words.labels import label, step_name

_PROPOSAL = mark("Proposal")
_ABOUT = {"excuse": mark("Excuse"), "way_off": mark("Off the ladder"), "gap": mark("Count")}

_NO_FINDINGS = {"proposal", "way_off", "gap"}
"""What neither holds nor fails to hold."""


def reasons_table(reasons: Iterable[Reason], ruleset: RuleSet, t: Words) -> Table:
    """Return the findings: what they are about, whether they hold, and what they rest on."""
    return Table(
        t("Why this step, and why not a higher one"),
        (
            Column(t("About"), ColumnKind.TEXT),
            Column(t("Finding"), ColumnKind.PROSE),
            Column(t("Holds"), ColumnKind.NAME),
            Column(t("Evidence of the rule"), ColumnKind.TEXT),
            Column(t("Sources (import, row)"), ColumnKind.TEXT),
        ),
        tuple(
            (
                _about(reason, ruleset, t),
                reason.text,
                None if reason.rule in _NO_FINDINGS else _holds(reason.holds, t),
                label(reason.evidence, t) if reason.evidence else None,
                _sources(reason) or None,
            )
            for reason in reasons
        ),
    )


def origin_text(each: Provenance, t: Words) -> str:
    """Return where a figure came from: the file, or the statement of a person."""
    if each.statement is not None:
        number = t("number {n}", n=each.statement)
        return number if each.origin is None else f"{label(each.origin, t)} ({number})"
    file = each.file or UNKNOWN
    return f"{label(each.origin, t)}: {file}" if each.origin is not None else file


def _sources(reason: Reason) -> str:
    return ", ".join(dict.fromkeys(_places(reason.sources)))


def _places(sources: Iterable[Provenance]) -> Iterator[str]:
    for each in sources:
        if each.row:
            yield f"{each.batch}:{each.row}"


def _about(reason: Reason, ruleset: RuleSet, t: Words) -> str:
    if reason.step:
        return step_name(reason.step, ruleset.step(reason.step).name, t)
    if reason.rule.startswith("preventive"):
        return t("Preventive")
    return t(_ABOUT.get(reason.rule, _PROPOSAL))


def _holds(holds: bool | None, t: Words) -> str:
    if holds is None:
        return t("not known yet")
    return t("yes") if holds else t("no")
