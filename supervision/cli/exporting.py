"""The verb that writes downloads: export."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from supervision.cli.arguments import day, half_year, store, verb
from supervision.domain.halfyear import HalfYear
from supervision.errors import InvalidRequest
from supervision.exports.csv_file import to_csv
from supervision.exports.xlsx_file import to_xlsx
from supervision.reference import register
from supervision.usecases import assessing, clock
from supervision.views.escalation import escalation_list
from supervision.views.figures_file import realisation_file, targets_file
from supervision.views.standing import standings
from supervision.views.table import Table
from supervision.words import Words


def add_verbs(verbs: object) -> None:
    """Add the verb to the parser."""
    added = verb(verbs, "export", _export, "write a download to a file")
    added.add_argument("what", choices=["escalation", "figures"])
    added.add_argument("--on", type=day, help="date of the assessment; default: today")
    added.add_argument("--half-year", type=half_year, metavar="H", help="of the figures")
    added.add_argument("--as-of", type=day, metavar="DATE", help="realisations instead of targets")
    added.add_argument("--out", type=Path, required=True, metavar="FILE", help=".csv or .xlsx")


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
