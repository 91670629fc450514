"""The verbs about the record: log, verify-log."""

from __future__ import annotations

from argparse import Namespace

from supervision.cli.arguments import store, verb
from supervision.cli.output import print_json
from supervision.usecases import record
from supervision.views.record import at_odds, local, verdict
from supervision.words import Words


def add_verbs(verbs: object) -> None:
    """Add the verbs to the parser."""
    added = verb(verbs, "log", _log, "the audit trail, oldest first")
    added.add_argument("--json", action="store_true")

    added = verb(verbs, "verify-log", _verify, "whether the audit trail is as it was written")
    added.add_argument("--json", action="store_true")


def _log(chosen: Namespace, t: Words) -> int:
    events = record.trail(store())
    if chosen.json:
        print_json(events)
        return 0
    for event in events:
        print(
            f"{event.id:>5}  {local(event.at, t)}  {event.who}  {event.action}  {event.about}  "
            f"{event.result}"
        )
    return 0


def _verify(chosen: Namespace, t: Words) -> int:
    found = record.verify(store())
    odd = record.at_odds(store())
    if chosen.json:
        print_json(
            {
                "whole": found.broken is None and not odd,
                "entries": found.entries,
                "last_hash": found.last_hash,
                "first_bad": found.broken,
                "message": verdict(found, t),
                "decisions_at_odds": odd,
            }
        )
    else:
        print(verdict(found, t))
        for number in odd:
            print(at_odds(number, t))
    return 0 if found.broken is None and not odd else 1
