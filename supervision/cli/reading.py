"""The verbs that only read: assess and account."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import fields

from supervision.cli.arguments import day, store, verb
from supervision.cli.output import print_csv, print_json
from supervision.domain.vintages import Attribution
from supervision.rulesets import find_ruleset
from supervision.usecases import assessing, clock
from supervision.views.chain import chain
from supervision.views.reasons import Reason
from supervision.views.standing import Standing, Standings, standings
from supervision.words import Words
from supervision.words.labels import label

_OWN = {
    *("provisional", "final", "flagged", "gap", "reasons"),
    *("actor", "decided", "waiting", "backlog_since", "obligation_provisional"),
}
"""What the views know besides the contract."""
CONTRACT = tuple(each.name for each in fields(Standing) if each.name not in _OWN)
"""The fields of `assess`, in the order of DESIGN.md section 6; `reasons` follow."""


def add_verbs(verbs: object) -> None:
    """Add the verbs to the parser."""
    added = verb(verbs, "assess", _assess, "assess every municipality on a date")
    added.add_argument("--on", type=day, help="date of the assessment; default: today")
    added.add_argument("--ruleset", help="id, or path of a TOML file; default: in force that day")
    added.add_argument("--known-on", type=day, help="with the figures known at the end of that day")
    form = added.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true", help="RFC 4180, for machines")

    added = verb(verbs, "account", _account, "the chain of half-years of one municipality")
    added.add_argument("code", metavar="CODE")
    added.add_argument(
        "--attribution",
        type=Attribution,
        choices=list(Attribution),
        default=Attribution.CURRENT_FIRST,
    )
    added.add_argument("--json", action="store_true")


def _assess(chosen: Namespace, t: Words) -> int:
    ruleset = find_ruleset(chosen.ruleset) if chosen.ruleset else None
    on = chosen.on or clock.today()
    found = standings(assessing.snapshot(store(), on, ruleset, chosen.known_on), t)
    if chosen.json:
        print_json(_assessment_document(found))
    elif chosen.csv:
        names = (*CONTRACT, "reasons")
        rows = [[getattr(row, name) for name in CONTRACT] for row in found.rows]
        print_csv(
            names, ([*values, _reasons(row)] for values, row in zip(rows, found.rows, strict=True))
        )
    else:
        for row in found.rows:
            print(
                f"{row.code}  {row.name:28}{label(row.state, t):18}"
                f"{t.number(row.obligation):>7}{t.number(row.realised):>7}"
                f"{t.percent(row.realised_share):>9}  {row.current_step} → {row.proposed_step}"
            )
    return 0


def _assessment_document(found: Standings) -> dict[str, object]:
    names = ("target", "opening", "obligation", "realised", "closing", "backlog", "lead")
    sums = {name: getattr(found.totals, name) for name in names}
    return {
        "on": found.on,
        "half_year": found.half_year,
        "ruleset": found.ruleset.id,
        "ruleset_version": found.ruleset.version,
        "revision": found.revision,
        "sample": found.sample,
        "totals": {name: each.persons for name, each in sums.items()}
        | {"unknown": {name: each.unknown for name, each in sums.items()}},
        "municipalities": [
            {name: getattr(row, name) for name in CONTRACT} | {"reasons": _reasons(row)}
            for row in found.rows
        ],
    }


def _reasons(row: Standing) -> list[dict[str, object]]:
    return [reason_document(reason) for reason in row.reasons]


def reason_document(reason: Reason) -> dict[str, object]:
    """Return a reason as the JSON of the contract has it."""
    values = {"holds": reason.holds} | dict(reason.values)
    if reason.evidence is not None:
        values["evidence"] = reason.evidence
    if reason.sources:
        values["sources"] = reason.sources
    return {"rule": reason.rule, "text": reason.text, "values": values}


def _account(chosen: Namespace, t: Words) -> int:
    account = assessing.account(store(), chosen.code, chosen.attribution)
    if chosen.json:
        print_json(chain(account))
        return 0
    for line in chain(account):
        print(
            f"{line.half_year}  {t.signed(line.opening):>6} + {t.number(line.target):>5} = "
            f"{t.number(line.obligation):>5} − {t.number(line.realised):>5} = "
            f"{t.signed(line.closing):>6}"
        )
    return 0
