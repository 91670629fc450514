"""The exports that are documents: the half-yearly report and the dossier of a municipality."""

from __future__ import annotations

from argparse import Namespace

from supervision.cli.arguments import actor, store
from supervision.errors import InvalidRequest, NotFound
from supervision.exports.pdf_file import to_pdf
from supervision.exports.xlsx_file import to_workbook
from supervision.geography import published
from supervision.storage.database import Database
from supervision.usecases import assessing, clock, record
from supervision.views.dossier import dossier
from supervision.views.dossier_document import dossier_document
from supervision.views.escalation import Filter
from supervision.views.report import report
from supervision.views.report_document import report_document
from supervision.views.report_sheets import report_sheets
from supervision.views.standing import standings
from supervision.words import Words


def report_bytes(chosen: Namespace, t: Words) -> bytes:
    """Return the report as the suffix of the file wants it; raises InvalidRequest for others,
    and NotAllowed."""
    suffix = chosen.out.suffix.lower()
    if suffix not in (".pdf", ".xlsx"):
        raise InvalidRequest(name="--out", value=chosen.out, reason="not_a_report")
    database = store()
    snapshot = assessing.snapshot(database, chosen.on or clock.today(), known_on=chosen.known_on)
    view = report(standings(snapshot, t), snapshot, t, Filter(chosen.region, chosen.step))
    document = report_document(view, t)
    if suffix == ".pdf":
        content = to_pdf(document, t, published())
    else:
        content = to_workbook(report_sheets(view, document, t), document.made_on, t)
    return _handed_out(content, chosen, database, f"{document.file_name}{suffix}")


def dossier_bytes(chosen: Namespace, t: Words) -> bytes:
    """Return the dossier as PDF.

    Raises InvalidRequest, NotAllowed, and NotFound for who is not there.
    """
    if chosen.out.suffix.lower() != ".pdf":
        raise InvalidRequest(name="--out", value=chosen.out, reason="not_a_dossier")
    codes = chosen.municipality or []
    if len(codes) != 1:
        raise InvalidRequest(name="--municipality", value=", ".join(codes), reason="needed")
    (code,) = codes
    database = store()
    snapshot = assessing.snapshot(database, chosen.on or clock.today(), known_on=chosen.known_on)
    if code not in snapshot.province.assessments:
        raise NotFound(kind="municipality", key=code)
    found = standings(snapshot, t)
    papers = assessing.case_file(database, code, found.half_year, chosen.known_on)
    view = dossier(code, found, snapshot, papers, t)
    document = dossier_document(view, found, snapshot, papers, t)
    content = to_pdf(document, t, published())
    return _handed_out(content, chosen, database, f"{document.file_name}.pdf")


def _handed_out(content: bytes, chosen: Namespace, database: Database, name: str) -> bytes:
    """Keep in the record that it was taken along; not where it cannot be written."""
    if not chosen.out.parent.is_dir():
        raise InvalidRequest(name="--out", value=chosen.out, reason="unwritable")
    record.downloaded(database, actor(chosen), name)
    return content
