"""A draft as the second person has to read it: all that becomes final by confirming it."""

from __future__ import annotations

from supervision.domain.ruleset import RuleSet
from supervision.storage.decisions import RecordedDecision
from supervision.views.decided import step_text
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import UNKNOWN, Words
from supervision.words.labels import step_name


def draft_table(draft: RecordedDecision, ruleset: RuleSet, t: Words) -> Table:
    """Return everything that is confirmed, one matter a row; what the draft lacks is a dash."""
    decision = draft.decision
    proposed = draft.proposed_step
    return Table(
        t("What is confirmed"),
        (Column(t("Item"), ColumnKind.TEXT), Column(t("Content"), ColumnKind.PROSE)),
        (
            (t("Step"), step_text(decision, ruleset, t)),
            (
                t("Proposed by the system"),
                step_name(proposed, ruleset.step(proposed).name if proposed else {}, t),
            ),
            (t("Date of the decision"), t.date(decision.decided_on)),
            (
                t("Term"),
                t("until {date}", date=t.date(decision.term.until)) if decision.term else UNKNOWN,
            ),
            (t("Persons to house"), t.number(decision.named)),
            (t("Housing counts from"), t.date(decision.counted_from)),
            (t("Rationale"), draft.rationale),
            (t("Reason for the deviation"), draft.deviation or UNKNOWN),
            (t("Reason for urgency"), draft.urgency or UNKNOWN),
            (
                t("Corrects decision"),
                UNKNOWN if draft.corrects is None else t.number(draft.corrects),
            ),
            (t("Rule set"), f"{draft.ruleset_id} {draft.ruleset_version}"),
            (
                t("Drafted"),
                t("{when} by {who}", when=t.moment(draft.recorded_at), who=draft.recorded_by),
            ),
        ),
    )
