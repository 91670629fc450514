"""The verbs that only read: assess, account, simulate, export, log."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import fields
from pathlib import Path

from supervision.cli.arguments import day, half_year, store, verb
from supervision.cli.output import print_csv, print_json
from supervision.domain.halfyear import HalfYear
from supervision.domain.vintages import Attribution
from supervision.errors import InvalidRequest
from supervision.exports.csv_file import to_csv
from supervision.exports.xlsx_file import to_xlsx
from supervision.reference import register
from supervision.rulesets import find_ruleset
from supervision.storage import audit
from supervision.usecases import assessing, clock
from supervision.views.chain import chain
from supervision.views.escalation import escalation_list
from supervision.views.figures_file import realisation_file, targets_file
from supervision.views.reasons import Reason, reasons_of
from supervision.views.standing import Standing, Standings, standings
from supervision.views.table import Table
from supervision.words import Words
from supervision.words.labels import label

CONTRACT = tuple(
    each.name
    for each in fields(Standing)
    if each.name not in {"provisional", "final", "flagged", "gap", "reasons"}
)
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

    added = verb(verbs, "simulate", _simulate, "the path had every proposal been followed")
    added.add_argument("--ruleset", required=True, help="id, or path of a TOML file")
    added.add_argument("--from", dest="first", type=half_year, metavar="H")
    added.add_argument("--to", dest="last", type=half_year, metavar="H")
    added.add_argument("--json", action="store_true")

    added = verb(verbs, "export", _export, "write a download to a file")
    added.add_argument("what", choices=["escalation", "figures"])
    added.add_argument("--on", type=day, help="date of the assessment; default: today")
    added.add_argument("--half-year", type=half_year, metavar="H", help="of the figures")
    added.add_argument("--as-of", type=day, metavar="DATE", help="realisations instead of targets")
    added.add_argument("--out", type=Path, required=True, metavar="FILE", help=".csv or .xlsx")

    added = verb(verbs, "log", _log, "the audit trail, oldest first")
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
    return [_reason(reason) for reason in row.reasons]


def _reason(reason: Reason) -> dict[str, object]:
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


def _simulate(chosen: Namespace, t: Words) -> int:
    ruleset = find_ruleset(chosen.ruleset)
    paths = assessing.simulation(store(), ruleset, chosen.first, chosen.last)
    if chosen.json:
        print_json(
            {
                "ruleset": ruleset.id,
                "ruleset_version": ruleset.version,
                "municipalities": [
                    {
                        "code": code,
                        "path": [
                            {
                                "on": each.on,
                                "step": each.proposed_step,
                                "reasons": [
                                    _reason(reason) for reason in reasons_of(each, ruleset, t)
                                ],
                            }
                            for each in path
                        ],
                    }
                    for code, path in paths.items()
                ],
            }
        )
        return 0
    for code, path in paths.items():
        print(code, " ".join(str(each.proposed_step) for each in path))
    return 0


def _export(chosen: Namespace, t: Words) -> int:
    writers = {".csv": to_csv, ".xlsx": to_xlsx}
    write = writers.get(chosen.out.suffix.lower())
    if write is None:
        raise InvalidRequest(name="--out", value=chosen.out, reason="extension")
    _refuse_strays(chosen)
    table = _figures(chosen, t) if chosen.what == "figures" else _escalation(chosen, t)
    try:
        chosen.out.write_bytes(write(table, t))
    except OSError as error:
        raise InvalidRequest(name="--out", value=chosen.out, reason="unwritable") from error
    return 0


def _refuse_strays(chosen: Namespace) -> None:
    """An option that does nothing for this export was meant for something."""
    escalation = chosen.what == "escalation"
    strays = {
        "--on": None if escalation else chosen.on,
        "--half-year": chosen.half_year if escalation or chosen.as_of else None,
        "--as-of": chosen.as_of if escalation else None,
    }
    for name, value in strays.items():
        if value is not None:
            raise InvalidRequest(name=name, value=value, reason="not_here")


def _escalation(chosen: Namespace, t: Words) -> Table:
    on = chosen.on or clock.today()
    return escalation_list(standings(assessing.snapshot(store(), on), t), t)


def _figures(chosen: Namespace, t: Words) -> Table:
    known = assessing.known_facts(store())
    if chosen.as_of is not None:
        half_year = HalfYear.of(chosen.as_of)
        return realisation_file(known, register(), half_year, chosen.as_of, t)
    half_year = chosen.half_year or HalfYear.running_on(clock.today())
    return targets_file(known, register(), half_year, t)


def _log(chosen: Namespace, t: Words) -> int:
    with store().read() as connection:
        events = audit.events(connection)
    if chosen.json:
        print_json(events)
        return 0
    for event in events:
        print(
            f"{event.id:>5}  {t.moment(event.at)}  {event.who}  {event.action}  {event.about}  "
            f"{event.result}"
        )
    return 0
