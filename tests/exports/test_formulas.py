"""Text that wants to be a formula is text in everything that is handed out, whatever way it came
in by, and still after somebody opened and saved it in an office program.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from supervision.cli.output import print_csv
from supervision.config import ROOT
from supervision.exports.docx_file import FOLDER
from supervision.exports.inert import inert, inert_but_figures, inert_in_csv
from supervision.storage.database import Database, database
from tests.exports import laced
from tests.exports.laced import PAYLOADS
from tests.exports.word_file import WordFile

SIGNS = set("=+-@")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOFFICE = shutil.which("soffice")


@cache
def _store(folder: Path) -> Database:
    made = database(f"sqlite:///{folder / 'laced.db'}")
    made.upgrade()
    laced.lace(made)
    return made


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    found = _store(tmp_path_factory.getbasetemp())
    yield found
    found.engine.dispose()


def active(cell: str) -> bool:
    """Whether a spreadsheet could take a cell for a formula: looked at apart from the product."""
    seen = "".join(each for each in cell if unicodedata.category(each)[0] not in "ZC")
    plain = unicodedata.normalize("NFKC", seen).lstrip('"\u201c\u201d')
    return plain[:1] in SIGNS and not NUMBER.fullmatch(plain)


def texts_of(book: bytes) -> Iterator[str]:
    """Every text in the cells of a workbook."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        if "xl/sharedStrings.xml" in archive.namelist():
            for item in ET.fromstring(archive.read("xl/sharedStrings.xml")).iter(f"{MAIN}si"):
                yield "".join(part.text or "" for part in item.iter(f"{MAIN}t"))


def sheets_of(book: bytes) -> Iterator[ET.Element]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                yield ET.fromstring(archive.read(name))


def formulas_of(book: bytes) -> list[str]:
    return [each.text or "" for sheet in sheets_of(book) for each in sheet.iter(f"{MAIN}f")]


def outside_of(book: bytes) -> list[str]:
    """What a file made of XML leads to outside itself."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        linked = "".join(archive.read(n).decode() for n in archive.namelist() if "rels" in n)
    return re.findall(r'<Relationship [^>]*TargetMode="External"[^>]*>', linked)


# --- one text at a time ---------------------------------------------------------------------


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_a_payload_becomes_text_and_stays_legible(payload: str) -> None:
    if not payload.startswith("a"):
        assert inert(payload) == f"'{payload}"
    assert not active(inert(payload))
    assert inert_in_csv(payload).replace("'", "") == payload.replace("'", "")


@pytest.mark.parametrize(
    "text",
    ["", "Venlo", "'s-Hertogenbosch", "Bergen (L.)", "–", "a; b", "12 ≥ 5", "1 = 1", "\u221216"],
)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert inert(text) == inert_in_csv(text) == inert_but_figures(text) == text


@pytest.mark.parametrize("text", ["-16", "+3", "+3,5 %", "-1.234", "-", "\u2212", "12", "1e5"])
def test_a_figure_that_was_written_as_text_stays_one(text: str) -> None:
    assert inert_but_figures(text) == text


def test_there_are_payloads_enough() -> None:
    assert len(set(PAYLOADS)) >= 25


WRITERS = {
    *("to_csv", "to_xlsx", "to_workbook", "to_marked_xlsx", "to_json", "to_ics", "to_docx"),
    *("to_pdf", "print_csv"),
}
TRIED = {
    "cli/documents.py": {"report", "dossiers"},
    "cli/exporting.py": {"escalation", "targets", "realisation"},
    "cli/letters.py": {"letters"},
    "cli/reading.py": {"the CSV of the command line"},
    "exports/docx_file.py": {"letters"},
    "ui/cached_files.py": {"escalation", "interventions", "terms"},
    "ui/cached_regions.py": {"regions"},
    "ui/letters.py": {"letters"},
    "ui/logbook.py": {"trail"},
    "ui/problems.py": {"problems", "marked copy"},
    "ui/report.py": {"report", "dossiers"},
}
"""Where the product hands out a file, and as what these tests try it."""


def test_every_place_that_hands_out_a_file_is_tried(store: Database) -> None:
    package, found = ROOT / "supervision", set()
    for path in package.rglob("*.py"):
        names = {each.id for each in ast.walk(ast.parse(path.read_text("utf-8"))) if is_read(each)}
        if names & WRITERS:
            found.add(str(path.relative_to(package)))
    assert found == set(TRIED)
    others = {"dossiers", "letters", "terms", "the CSV of the command line"}
    tried = set().union(*TRIED.values()) - others
    assert tried <= {*laced.comma_separated(store), *laced.workbooks(store)}


def is_read(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)


# --- every file -----------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_no_cell_of_any_csv_is_active_whatever_the_separator(
    store: Database, separator: str
) -> None:
    for name, data in laced.comma_separated(store).items():
        text = data.decode("utf-8-sig")
        read = [*csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
        read += [line.split(separator) for line in re.split(r"[\r\n]+", text)]
        assert [cell for row in read for cell in row if active(cell)] == [], name


def test_no_cell_of_any_workbook_is_active(store: Database) -> None:
    for name, make in laced.workbooks(store).items():
        book = make()
        assert formulas_of(book) == outside_of(book) == [], name
        assert [text for text in texts_of(book) if active(text)] == [], name


def test_the_csv_of_the_command_line_is_inert_too(capsys: pytest.CaptureFixture[str]) -> None:
    print_csv(["=1+1", "text"], [[payload, -16] for payload in PAYLOADS])
    said = capsys.readouterr().out
    rows = [*csv.reader(io.StringIO(said, newline=""))]
    assert [cell for row in rows for cell in row if active(cell)] == []
    assert {row[1] for row in rows[1:]} == {"-16"}


def without_marks(text: str) -> str:
    """The text without what keeps it inert, and without what a store writes as a question mark."""
    return re.sub(r"[\s'?\ufeff\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f]", "", text)


def test_nothing_of_a_payload_is_lost(store: Database) -> None:
    trail = laced.comma_separated(store)["trail"].decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(trail), delimiter=";") for cell in row]
    kept = without_marks("\n".join(cells))
    assert [each for each in PAYLOADS if without_marks(each) not in kept] == []


def test_numbers_below_zero_are_numbers(store: Database) -> None:
    """10 − 40 was carried over, 60 came on top, 66 were housed: a lead of 36."""
    text = laced.comma_separated(store)["escalation"].decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    (ahead,) = [row for row in rows if row["Gemeentecode"] == laced.AHEAD]
    assert ahead["Beginstand"] == "-36"
    numbers = [
        cell.findtext(f"{MAIN}v")
        for sheet in sheets_of(laced.workbooks(store)["escalation"]())
        for cell in sheet.iter(f"{MAIN}c")
        if cell.get("t", "n") == "n"
    ]
    assert "-36" in numbers


def test_json_holds_the_text_itself(store: Database) -> None:
    document = laced.json_document(store)
    reasons = json.dumps(json.loads(document), ensure_ascii=False)
    for payload in PAYLOADS[:31]:
        assert json.dumps(payload.strip(), ensure_ascii=False)[1:-1] in reasons


def test_the_calendar_holds_terms_and_nothing_else(store: Database) -> None:
    found = Calendar.from_ical(laced.calendar(store))
    assert {each.name for each in found.walk()} == {"VCALENDAR", "VEVENT", "VALARM"}
    names = {name for each in found.walk("VEVENT") for name in each}
    assert names == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP"}
    assert {str(each["action"]) for each in found.walk("VALARM")} == {"DISPLAY"}


def fields_of(data: bytes) -> set[str]:
    """The codes of the fields that Word would carry out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(n) for n in archive.namelist() if n.endswith(".xml")]
    roots = [ET.fromstring(part) for part in parts]
    texts = {(e.text or "").strip() for root in roots for e in root.iter(f"{WORD}instrText")}
    return texts | {e.get(f"{WORD}instr", "") for r in roots for e in r.iter(f"{WORD}fldSimple")}


def test_a_letter_has_no_fields_but_those_of_its_template(store: Database) -> None:
    own = {field for path in FOLDER.glob("*.docx") for field in fields_of(path.read_bytes())}
    letters = laced.word_files(store)
    assert len(letters) >= len(PAYLOADS[:31])
    for letter in letters:
        assert fields_of(letter) <= own
        assert outside_of(letter) == []
    said = without_marks("\n".join(WordFile(each).text for each in letters))
    assert [each for each in PAYLOADS[:31] if without_marks(each) not in said] == []


def test_a_paper_holds_neither_script_nor_link(store: Database) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not on this machine")
    for name, paper in laced.papers(store, ["GM0888", "GM0935", "GM0983"]).items():
        for option in ("-js", "-url"):
            done = subprocess.run(
                ["pdfinfo", option, "-"], input=paper, capture_output=True, check=True
            )
            lines = [each for each in done.stdout.decode("utf-8", "replace").splitlines() if each]
            assert len(lines) <= 1, (name, option, lines)  # the heading of a list of none
        assert not re.search(rb"/(JavaScript|Launch|EmbeddedFile|SubmitForm)\b", paper), name


# --- after an office program ----------------------------------------------------------------

SEMICOLONS = "CSV:59,34,76,1"
"""Semicolon, double quote, UTF-8: as a Dutch office opens it."""


def saved_again(folder: Path, kind: str, *files: Path, read_as: str = "") -> list[Path]:
    """Let LibreOffice open files and save them as another kind."""
    target = Path(tempfile.mkdtemp(dir=folder))
    command = [str(SOFFICE), f"-env:UserInstallation=file://{folder / 'profile'}", "--headless"]
    options = ["--convert-to", kind, "--outdir", str(target)]
    if read_as:
        options.append(f"--infilter={read_as}")
    subprocess.run([*command, *options, *files], check=True, capture_output=True, timeout=300)
    made = sorted(target.iterdir())
    assert len(made) == len(files), "not every file could be opened"
    return made


def put(folder: Path, suffix: str, files: dict[str, bytes]) -> list[Path]:
    folder.mkdir()
    for number, data in enumerate(files.values()):
        (folder / f"{number:03}{suffix}").write_bytes(data)
    return sorted(folder.iterdir())


@pytest.mark.office
@pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")
def test_after_libreoffice_saved_it_again_there_is_still_no_formula(
    store: Database, tmp_path: Path
) -> None:
    sheets = put(tmp_path / "csv", ".csv", dict(laced.comma_separated(store)))
    books = put(
        tmp_path / "xlsx", ".xlsx", {n: make() for n, make in laced.workbooks(store).items()}
    )
    made = [
        *saved_again(tmp_path, "xlsx", *sheets, read_as=SEMICOLONS),
        *saved_again(tmp_path, "xlsx", *sheets),
        *saved_again(tmp_path, "xlsx", *books),
    ]
    found = [formulas_of(path.read_bytes()) for path in made]
    assert found == [[]] * (2 * len(sheets) + len(books))
    for path in saved_again(tmp_path, "csv", *books):
        rows = csv.reader(io.StringIO(path.read_text(encoding="latin-1"), newline=""))
        assert [cell for row in rows for cell in row if active(cell)] == [], path.name


@pytest.mark.office
@pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")
def test_libreoffice_would_make_formulas_of_the_payloads(tmp_path: Path) -> None:
    """Else the test above could not fail."""
    bare = io.StringIO(newline="")
    csv.writer(bare, delimiter=";").writerows([[each] for each in PAYLOADS])
    (path,) = put(tmp_path / "csv", ".csv", {"bare": bare.getvalue().encode()})
    (made,) = saved_again(tmp_path, "xlsx", path, read_as=SEMICOLONS)
    assert len(formulas_of(made.read_bytes())) >= 5
