"""The verbs by which people decide: decide, confirm, reject, excuse, withdraw-excuse, decisions."""

from __future__ import annotations

from argparse import Namespace

from supervision.cli.arguments import actor, day, number, store, verb
from supervision.cli.output import print_json
from supervision.domain.deciding import Intent
from supervision.domain.excuse import Cause, Excuse
from supervision.storage.decisions import RecordedDecision
from supervision.usecases import decisions, excuses
from supervision.words import Words
from supervision.words.labels import label


def add_verbs(verbs: object) -> None:
    """Add the verbs to the parser."""
    added = verb(verbs, "decide", _decide, "record a decision about a step", writes=True)
    added.add_argument("code", metavar="CODE")
    added.add_argument("--to", type=int, required=True, metavar="N", help="step; 0: off the ladder")
    added.add_argument("--on", type=day, required=True, metavar="DATE", help="date of the decision")
    added.add_argument("--rationale", required=True, metavar="TEXT", help="20 characters or more")
    added.add_argument("--term", type=day, metavar="DATE", help="default: that of the step")
    added.add_argument("--named", type=int, metavar="N", help="persons to house")
    added.add_argument("--counted-from", type=day, metavar="DATE", help="housing after it counts")
    added.add_argument(
        "--deviation", default="", metavar="TEXT", help="why otherwise than proposed"
    )
    added.add_argument("--urgent", default="", metavar="TEXT", help="why step 6 before the term")
    added.add_argument("--corrects", type=number, metavar="DECISION", help="the one that was wrong")
    added.add_argument("--json", action="store_true")

    added = verb(verbs, "confirm", _confirm, "make a draft final, as second person", writes=True)
    added.add_argument("decision", type=number, metavar="DECISION")
    added.add_argument("--json", action="store_true")

    added = verb(verbs, "reject", _reject, "put a draft aside; it stays on record", writes=True)
    added.add_argument("decision", type=number, metavar="DECISION")
    added.add_argument("--reason", required=True, metavar="TEXT")
    added.add_argument("--json", action="store_true")

    added = verb(verbs, "excuse", _excuse, "record that a backlog is excused", writes=True)
    added.add_argument("code", metavar="CODE")
    added.add_argument("--cause", type=Cause, choices=list(Cause), required=True)
    added.add_argument("--from", dest="first", type=day, required=True, metavar="DATE")
    added.add_argument("--until", type=day, required=True, metavar="DATE", help="included")
    added.add_argument("--note", required=True, metavar="TEXT", help="the evidence")
    added.add_argument("--json", action="store_true")

    added = verb(
        verbs, "withdraw-excuse", _withdraw_excuse, "make an excuse no longer count", writes=True
    )
    added.add_argument("excuse", type=number, metavar="EXCUSE")
    added.add_argument("--reason", required=True, metavar="TEXT")

    added = verb(verbs, "decisions", _decisions, "every decision on record, the first first")
    added.add_argument("--json", action="store_true")


def _decide(chosen: Namespace, t: Words) -> int:
    intent = Intent(
        chosen.to,
        chosen.on,
        chosen.rationale,
        chosen.term,
        chosen.named,
        chosen.counted_from,
        chosen.deviation,
        chosen.urgent,
        chosen.corrects,
    )
    number, status = decisions.decide(store(), actor(chosen), chosen.code, intent)
    if chosen.json:
        print_json({"decision": number, "status": status})
    else:
        print(
            t("Decision {number} recorded: {status}", number=number, status=label(status, t)),
        )
    return 0


def _confirm(chosen: Namespace, t: Words) -> int:
    decisions.confirm(store(), actor(chosen), chosen.decision)
    return _settled(chosen, "final", t("Decision {number} is final", number=chosen.decision))


def _reject(chosen: Namespace, t: Words) -> int:
    decisions.reject(store(), actor(chosen), chosen.decision, chosen.reason)
    return _settled(chosen, "rejected", t("Decision {number} is rejected", number=chosen.decision))


def _settled(chosen: Namespace, status: str, text: str) -> int:
    if chosen.json:
        print_json({"decision": chosen.decision, "status": status})
    else:
        print(text)
    return 0


def _excuse(chosen: Namespace, t: Words) -> int:
    found = Excuse(chosen.cause, chosen.first, chosen.until)
    number = excuses.excuse(store(), actor(chosen), chosen.code, found, chosen.note)
    if chosen.json:
        print_json({"excuse": number})
    else:
        print(t("Excuse {number} recorded", number=number))
    return 0


def _withdraw_excuse(chosen: Namespace, t: Words) -> int:
    excuses.withdraw_excuse(store(), actor(chosen), chosen.excuse, chosen.reason)
    print(t("Excuse {number} no longer counts", number=chosen.excuse))
    return 0


def _decisions(chosen: Namespace, t: Words) -> int:
    recorded = decisions.recorded(store())
    if chosen.json:
        print_json([_document(each) for each in recorded])
        return 0
    for each in recorded:
        decision = each.decision
        print(
            f"{decision.number:>5}  {decision.decided_on}  {decision.code}  {decision.step_from} → "
            f"{decision.step_to}  {label(decision.kind, t):18}{label(each.status, t)}"
        )
    return 0


def _document(each: RecordedDecision) -> dict[str, object]:
    decision, term = each.decision, each.decision.term
    return {
        "decision": decision.number,
        "code": decision.code,
        "status": each.status,
        "kind": decision.kind,
        "step_from": decision.step_from,
        "step_to": decision.step_to,
        "proposed_step": each.proposed_step,
        "decided_on": decision.decided_on,
        "term_until": term.until if term else None,
        "named": decision.named,
        "counted_from": decision.counted_from,
        "rationale": each.rationale,
        "deviation": each.deviation,
        "urgency": each.urgency,
        "ruleset": each.ruleset_id,
        "ruleset_version": each.ruleset_version,
        "corrects": each.corrects,
        "recorded_at": each.recorded_at,
        "recorded_by": each.recorded_by,
        "verdict_at": each.verdict_at,
        "verdict_by": each.verdict_by,
    }
