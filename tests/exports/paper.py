"""Documents to look at, and what a reader finds on their pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date

import pytest

from supervision.exports.pdf_file import to_pdf
from supervision.geography import published
from supervision.storage.database import Database
from supervision.usecases import assessing
from supervision.views.document import Document
from supervision.views.dossier import dossier
from supervision.views.dossier_document import dossier_document
from supervision.views.escalation import Filter
from supervision.views.report import Report, report
from supervision.views.report_document import report_document
from supervision.views.snapshot import Snapshot
from supervision.views.standing import standings
from supervision.words import words

DUTCH = words("nl")
NOVEMBER = date(2026, 11, 24)
BOUNDARIES = published()


def seen_report(store: Database, on: date = NOVEMBER, chosen: Filter | None = None) -> Report:
    """The view of the report."""
    return report_of(assessing.snapshot(store, on), chosen)


def report_of(snapshot: Snapshot, chosen: Filter | None = None) -> Report:
    return report(standings(snapshot, DUTCH), snapshot, DUTCH, chosen)


def dossier_of(store: Database, code: str, on: date = NOVEMBER) -> Document:
    """The dossier as a document."""
    snapshot = assessing.snapshot(store, on)
    found = standings(snapshot, DUTCH)
    papers = assessing.case_file(store, code, found.half_year)
    return dossier_document(
        dossier(code, found, snapshot, papers, DUTCH), found, snapshot, papers, DUTCH
    )


def printed(document: Document) -> bytes:
    """The document as PDF: it meets both standards, for typst refuses what does not."""
    return to_pdf(document, DUTCH, BOUNDARIES)


def printed_report(store: Database, on: date = NOVEMBER, chosen: Filter | None = None) -> bytes:
    return printed(report_document(seen_report(store, on, chosen), DUTCH))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, on one line; skips the test on a machine without poppler."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on this machine")
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-raw", "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    text = re.sub("\u00ad\\s*|[\u200b\u2060]", "", done.stdout.decode())
    *pages, _ = text.split("\f")
    return [re.sub(r"\s+", " ", page) for page in pages]


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


def close(text: str) -> str:
    """Without blanks and hyphens, which a page sets as it has room."""
    return re.sub(r"[\s-]", "", text)


def structure_of(pdf: bytes) -> list[str]:
    """The tags of a PDF in reading order; skips the test on a machine without poppler."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not on this machine")
    done = subprocess.run(["pdfinfo", "-struct", "-"], input=pdf, capture_output=True, check=True)
    return re.findall(r"^ +([A-Z][A-Za-z0-9]*)\b", done.stdout.decode("latin-1"), re.MULTILINE)
