"""The verb that writes downloads: export."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from supervision.cli.arguments import day, half_year, store, verb
from supervision.cli.documents import dossier_bytes, report_bytes
from supervision.cli.letters import letters_bytes
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
    added = verb(verbs, "export", _export, "write a download to a file", writes=True)
    added.add_argument("what", choices=list(_WRITERS))
    added.add_argument("--on", type=day, help="date of the assessment; default: today")
    added.add_argument("--half-year", type=half_year, metavar="H", help="of the figures")
    added.add_argument("--as-of", type=day, metavar="DATE", help="realisations instead of targets")
    added.add_argument("--known-on", type=day, help="with the figures known at the end of that day")
    added.add_argument("--region", choices=register().regions, help="only this one, in the report")
    added.add_argument(
        "--step", type=int, choices=range(7), help="only this proposed step, in the report"
    )
    added.add_argument(
        "--municipality",
        action="append",
        metavar="CODE",
        help="of the dossier; of the letters, also more than once",
    )
    added.add_argument("--decision", type=int, metavar="N", help="of the letter")
    added.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help=".csv or .xlsx; a report .pdf or .xlsx, a dossier .pdf, letters .docx or .zip",
    )


def _export(chosen: Namespace, t: Words) -> int:
    _refuse_strays(chosen)
    content = _WRITERS[chosen.what](chosen, t)
    try:
        chosen.out.write_bytes(content)
    except OSError as error:
        raise InvalidRequest(name="--out", value=chosen.out, reason="unwritable") from error
    return 0


_OPTIONS = {
    "escalation": {"--on"},
    "figures": {"--half-year", "--as-of"},
    "report": {"--on", "--known-on", "--region", "--step"},
    "dossier": {"--on", "--known-on", "--municipality"},
    "letters": {"--on", "--municipality", "--decision"},
}
"""What goes with each export, besides --out."""


def _refuse_strays(chosen: Namespace) -> None:
    """An option that does nothing for this export was meant for something."""
    fitting = set(_OPTIONS[chosen.what])
    if chosen.as_of is not None:
        fitting.discard("--half-year")
    for name in sorted(set().union(*_OPTIONS.values()) - fitting):
        value = getattr(chosen, name.removeprefix("--").replace("-", "_"))
        if value is not None:
            raise InvalidRequest(name=name, value=value, reason="not_here")


def _table_bytes(table: Callable[[Namespace, Words], Table]) -> Callable[[Namespace, Words], bytes]:
    """Write a table as the suffix of the file wants it."""

    def write(chosen: Namespace, t: Words) -> bytes:
        to_bytes = {".csv": to_csv, ".xlsx": to_xlsx}.get(chosen.out.suffix.lower())
        if to_bytes is None:
            raise InvalidRequest(name="--out", value=chosen.out, reason="extension")
        return to_bytes(table(chosen, t), t)

    return write


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


_WRITERS: Mapping[str, Callable[[Namespace, Words], bytes]] = {
    "escalation": _table_bytes(_escalation),
    "figures": _table_bytes(_figures),
    "report": report_bytes,
    "dossier": dossier_bytes,
    "letters": letters_bytes,
}
"""What can be exported."""
