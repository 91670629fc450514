"""The verbs about the record: log."""

from __future__ import annotations

from argparse import Namespace

from supervision.cli.arguments import store, verb
from supervision.cli.output import print_json
from supervision.usecases import record
from supervision.words import Words


def add_verbs(verbs: object) -> None:
    """Add the verbs to the parser."""
    added = verb(verbs, "log", _log, "the audit trail, oldest first")
    added.add_argument("--json", action="store_true")


def _log(chosen: Namespace, t: Words) -> int:
    events = record.trail(store())
    if chosen.json:
        print_json(events)
        return 0
    for event in events:
        print(
            f"{event.id:>5}  {t.moment(event.at)}  {event.who}  {event.action}  {event.about}  "
            f"{event.result}"
        )
    return 0
