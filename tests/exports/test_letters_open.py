"""LibreOffice opens every letter and makes a PDF of it, with the mark on every page."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from supervision.exports.docx_file import to_docx
from supervision.storage.database import Database
from supervision.usecases import letters
from tests.usecases.decided import LEUDAL, NUMBERS

SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not SOFFICE or not PDFTOTEXT, reason="needs LibreOffice and poppler-utils"),
]


def test_every_letter_opens_and_is_marked_on_every_page(decided: Database, tmp_path: Path) -> None:
    found = [*letters.of_municipality(decided, LEUDAL, date(2026, 11, 24))]
    for name, number in NUMBERS.items():
        if name != "wrong":
            found += letters.of_decision(decided, number)
    names = [f"{count:02}-{each.template}" for count, each in enumerate(found)]
    for name, letter in zip(names, found, strict=True):
        (tmp_path / f"{name}.docx").write_bytes(to_docx(letter))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    convert = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    papers = sorted(tmp_path.glob("*.docx"))
    subprocess.run([*convert, *papers], check=True, capture_output=True, timeout=300)
    for name, letter in zip(names, found, strict=True):
        text = subprocess.run(
            [str(PDFTOTEXT), tmp_path / f"{name}.pdf", "-"], check=True, capture_output=True
        ).stdout.decode()
        pages = text.strip("\f\n").split("\f")
        assert all("CONCEPT – niet verzenden" in page for page in pages), name
        assert f"Pagina 1 van {len(pages)}" in pages[0]
        assert letter.name in pages[0]
