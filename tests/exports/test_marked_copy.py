"""The marked copy is a sound workbook that says in each cell what is wrong with it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import python_calamine as calamine

from supervision.exports.marked_copy import to_marked_xlsx
from supervision.importing import Problem, ProblemCode, Reading, read_file
from supervision.importing.grid import Grid
from supervision.importing.reading import read_grids
from supervision.importing.records import Column, Field
from supervision.usecases.setup import request_for
from supervision.views.intake import could_be_read, in_order
from supervision.views.marked import MarkedCopy, marked_copy
from supervision.words import words

BROKEN = Path(__file__).parent.parent / "golden" / "broken"
NL = words("nl")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
UNREADABLE = ("png-als.csv", "zipbom.xlsx", "leeg.csv", "met-wachtwoord.xlsx", "lange-regel.csv")


def copy_of(data: bytes, name: str) -> MarkedCopy:
    reading = in_order(read_file(data, request_for(name)))
    grids = read_grids(data, name)
    assert not isinstance(grids, Problem)
    return marked_copy(grids, reading, name, NL)


def workbook(copy: MarkedCopy) -> bytes:
    return to_marked_xlsx(copy, NL)


def sheets(book: bytes) -> dict[str, list[list[object]]]:
    found = calamine.load_workbook(io.BytesIO(book))
    return {name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names}


def parts(book: bytes) -> Mapping[str, str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def coloured(book: bytes, sheet: int = 2) -> set[str]:
    """The cells of a sheet with a background."""
    found = parts(book)
    formats = list(ET.fromstring(found["xl/styles.xml"]).find(f"{MAIN}cellXfs") or [])
    marked = {str(n) for n, each in enumerate(formats) if each.get("applyFill")}
    cells = ET.fromstring(found[f"xl/worksheets/sheet{sheet}.xml"]).iter(f"{MAIN}c")
    return {cell.get("r", "") for cell in cells if cell.get("s") in marked}


def comments(book: bytes) -> dict[str, str]:
    found = [text for name, text in parts(book).items() if re.match(r"xl/comments\d", name)]
    return {
        comment.get("ref", ""): "".join(comment.itertext())
        for text in found
        for comment in ET.fromstring(text).iter(f"{MAIN}comment")
    }


def links(book: bytes) -> dict[str, str]:
    root = ET.fromstring(parts(book)["xl/worksheets/sheet1.xml"])
    return {each.get("ref", ""): each.get("location", "") for each in root.iter(f"{MAIN}hyperlink")}


THREE = (BROKEN / "drie-fouten.csv").read_bytes()


def test_each_problem_cell_has_a_colour_and_says_what_is_wrong_and_how_to_mend_it() -> None:
    book = workbook(copy_of(THREE, "drie-fouten.csv"))
    assert coloured(book) == {"B3", "A4", "B5"}
    said = comments(book)
    assert set(said) == {"B3", "A4", "B5"}
    assert said["B3"] == (
        "'twaalf' in Gerealiseerd is geen getal. Schrijf een heel aantal personen, zoals 12."
    )


def test_the_first_sheet_lists_all_problems_with_a_link_to_each_cell() -> None:
    book = workbook(copy_of(THREE, "drie-fouten.csv"))
    first = sheets(book)["Fouten"]
    assert first[0][:4] == ["Tabblad", "Rij", "Kolom", "Waarde"]
    assert [row[1:4] for row in first[1:]] == [
        [3.0, "Gerealiseerd", "twaalf"],
        [4.0, "Gemeente", "Bergen"],
        [5.0, "Gerealiseerd", ""],
    ]
    places = {
        cell: f"'drie-fouten'!{to}"
        for cell, to in zip(("A2", "A3", "A4"), ("B3", "A4", "B5"), strict=True)
    }
    assert links(book) == places


def test_a_problem_of_the_whole_row_marks_the_cells_that_hold_anything() -> None:
    book = workbook(copy_of((BROKEN / "rij-verschoven.csv").read_bytes(), "rij-verschoven.csv"))
    assert coloured(book) == {"A3", "B3", "C3"}


def test_a_missing_column_marks_the_headings_and_a_problem_of_the_file_nothing() -> None:
    book = workbook(copy_of((BROKEN / "zonder-gemeente.csv").read_bytes(), "zonder-gemeente.csv"))
    assert coloured(book) == {"A2", "B2"}
    whole = workbook(copy_of((BROKEN / "peildatum-onbekend.csv").read_bytes(), "x.csv"))
    assert coloured(whole) == set()
    assert sheets(whole)["Fouten"][1][0] == "hele bestand"
    assert links(whole) == {}


def test_every_sheet_of_the_upload_is_in_the_copy() -> None:
    book = workbook(copy_of((BROKEN / "twee-tabbladen.xlsx").read_bytes(), "twee-tabbladen.xlsx"))
    assert list(sheets(book)) == ["Fouten", "Concept", "Definitief"]


def a_copy(*rows: tuple[object, ...], name: str = "Blad1", file_name: str = "x.xlsx") -> MarkedCopy:
    grid = Grid(name, rows)  # type: ignore[arg-type]
    heading = Column(str(rows[0][0]), 0, Field.REALISED)
    problem = Problem(ProblemCode.NOT_A_NUMBER, name or None, 1, heading.heading, "x")
    return marked_copy([grid], Reading(problems=(problem,), columns=(heading,)), file_name, NL)


def test_real_numbers_and_dates_stay_so_and_text_stays_text() -> None:
    moment = datetime(2025, 4, 1, 9, 30)
    row = (12, 0.5, date(2025, 4, 1), moment, True, "0888", "12", None, "2025-1")
    book = workbook(a_copy(("Kop",), row))
    assert sheets(book)["Blad1"][1] == [
        *(12.0, 0.5, date(2025, 4, 1), moment, True, "0888", "12", "", "2025-1"),
    ]


HARMFUL = ('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "http://example.org", "{=1}", "=1+1")


def test_nothing_is_ever_a_formula_or_an_address() -> None:
    book = workbook(a_copy(HARMFUL, HARMFUL, name="=1+1"))
    figures_and_names = {"+1", "-1", "http://example.org", "{=1}"}
    shown = [each if each in figures_and_names else f"'{each}" for each in HARMFUL]
    assert sheets(book)["=1+1"] == [shown] * 2
    everything = parts(book)
    assert "<f>" not in "".join(everything.values())
    assert "External" not in "".join(text for name, text in everything.items() if "rels" in name)


@pytest.mark.parametrize(
    "cell",
    [
        "\ud800 half a letter",
        "\uffff\ufffe",
        "a\x0bb\x1f",
        "x" * 40_000,
        float("inf"),
        float("nan"),
        10**40,
        date(1, 1, 1),
        datetime(1899, 12, 31, 1, 2),
        date(9999, 12, 31),
    ],
    ids=repr,
)
def test_no_cell_makes_the_workbook_unsound(cell: object) -> None:
    book = workbook(a_copy(("Kop", cell), (cell,)))
    for name, text in parts(book).items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(text)
    assert len(sheets(book)["Blad1"]) == 2


@pytest.mark.parametrize(
    ("name", "file_name", "shown"),
    [
        ("", "Realisatie [april]: 2025?.csv", "Realisatie  april   2025"),
        ("", "fouten.csv", "fouten (2)"),
        ("History", "x.ods", "History (2)"),
        ("'", "x.ods", "1"),
        ("x" * 40, "x.ods", "x" * 31),
        ("A'dam", "x.ods", "A'dam"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(name: str, file_name: str, shown: str) -> None:
    book = workbook(a_copy(("Kop",), name=name, file_name=file_name))
    assert list(sheets(book)) == ["Fouten", shown]
    assert links(book)["A2"] == "'{}'!A1".format(shown.replace("'", "''"))


READABLE = sorted(
    path.name
    for path in BROKEN.iterdir()
    if path.suffix in {".csv", ".xlsx", ".xls"}
    and could_be_read(read_file(path.read_bytes(), request_for(path.name)))
)


def test_what_is_no_table_has_no_marked_copy() -> None:
    assert not set(UNREADABLE) & set(READABLE)
    assert len(READABLE) > 60


@pytest.mark.parametrize("name", READABLE)
def test_every_broken_file_that_can_be_read_can_be_marked(name: str) -> None:
    data = (BROKEN / name).read_bytes()
    copy = copy_of(data, name)
    book = workbook(copy)
    found = sheets(book)
    assert len(found["Fouten"]) == len(copy.problems) + 1
    assert len(found) == len(copy.sheets) + 1
    placed = {cell for sheet in copy.sheets for cell in sheet.marks}
    assert bool(placed) == any(each.row for each in copy.problems)


def test_the_marked_copy_can_be_mended_and_read_again() -> None:
    """The list of problems in it is not taken for a table, and its texts are read as delivered."""
    mended = (
        THREE.replace(b"twaalf", b"12").replace(b"Bergen", b"GM0893").replace(b"Venlo;", b"Venlo;3")
    )
    copy = copy_of(THREE, "drie-fouten.csv")
    grids = read_grids(mended, "drie-fouten.csv")
    assert not isinstance(grids, Problem)
    (sheet,) = copy.sheets
    book = workbook(
        MarkedCopy(
            copy.title, copy.headings, copy.problems, (type(sheet)(sheet.name, grids[0].rows, {}),)
        )
    )
    reading = read_file(book, request_for("drie-fouten gemarkeerd.xlsx"))
    assert reading.problems == ()
    assert len(reading.realisations) == 4
