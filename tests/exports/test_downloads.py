"""The downloads as a Dutch office opens them: CSV by double click, XLSX with real numbers."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
from xlsxwriter.utility import xl_col_to_name

from supervision.exports.csv_file import to_csv
from supervision.exports.xlsx_file import to_xlsx
from supervision.storage.database import Database
from supervision.views.escalation import escalation_list
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import words
from tests.views.seen import standings_on

DUTCH, ENGLISH = words("nl"), words("en")

KINDS = Table(
    "Alle soorten",
    (
        Column("Tekst", ColumnKind.TEXT),
        Column("Reden", ColumnKind.PROSE),
        Column("Personen", ColumnKind.PERSONS),
        Column("Saldo", ColumnKind.BALANCE),
        Column("Trede", ColumnKind.STEP),
        Column("Aandeel", ColumnKind.SHARE),
        Column("Stand per", ColumnKind.DATE),
        Column("Verschoonbaar", ColumnKind.FLAG),
    ),
    (
        ("Bergen (L.)", "a; b", 1234, -16, 2, Fraction(1, 8), date(2025, 7, 1), True),
        ('Zij zei "nee"', "twee\nregels", 0, 0, 0, Fraction(0), date(2025, 12, 31), False),
        ("leeg", None, None, None, None, None, None, None),
    ),
    (("Datum", "1 juli 2025"),),
)
INERT = [
    *("=1+1", "+31 6", "-16", "@SUM(A1)", "\tx", '=HYPERLINK("http://x.nl")'),
    *("http://x.nl", "007"),
]
FORMULAS = Table(
    "Formules",
    (Column("Tekst", ColumnKind.TEXT), Column("Reden", ColumnKind.PROSE)),
    tuple((text, text) for text in INERT),
    tuple((text, text) for text in INERT),
)


@pytest.fixture
def table(shown_samples: Database) -> Table:
    """The escalation list of the samples."""
    return escalation_list(standings_on(shown_samples, date(2026, 11, 24)), DUTCH)


# --- CSV ------------------------------------------------------------------------------------


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_csv_has_a_bom_semicolons_and_crlf(table: Table) -> None:
    data = to_csv(table, DUTCH)
    assert data.startswith(b"\xef\xbb\xbfGemeentecode;Gemeente;Regio;")
    assert data.count(b"\r\n") == data.count(b"\n") == len(table.rows) + 1
    assert {len(row) for row in cells(data)} == {len(table.columns)}


def test_the_csv_writes_every_kind_as_a_dutch_excel_reads_it() -> None:
    headings, first, second, empty = cells(to_csv(KINDS, DUTCH))
    assert headings == [column.heading for column in KINDS.columns]
    assert first == ["Bergen (L.)", "a; b", "1234", "-16", "2", "12,5", "01-07-2025", "ja"]
    assert second == ['Zij zei "nee"', "twee\nregels", "0", "0", "0", "0,0", "31-12-2025", "nee"]
    assert empty == ["leeg", "", "", "", "", "", "", ""]


def test_a_large_share_has_no_separator_that_would_make_it_text() -> None:
    large = Table("x", (Column("Aandeel", ColumnKind.SHARE),), ((Fraction(16),),))
    assert cells(to_csv(large, DUTCH))[1] == ["1600,0"]


def test_pandas_reads_the_csv_with_the_dutch_notation(table: Table) -> None:
    frame = pd.read_csv(io.BytesIO(to_csv(table, DUTCH)), sep=";", decimal=",")
    assert list(frame.columns) == [column.heading for column in table.columns]
    numbers = {
        "Taakstelling": "int64",
        "Beginstand": "int64",
        "Opgave": "int64",
        "Nog te huisvesten": "int64",
        "Voorgestelde trede": "int64",
        "Realisatie %": "float64",
    }
    assert {name: str(frame[name].dtype) for name in numbers} == numbers
    for heading in numbers:
        index = [column.heading for column in table.columns].index(heading)
        scale = 100 if heading.endswith("%") else 1
        values = [float(row[index]) * scale for row in table.rows]  # type: ignore[arg-type]
        assert list(frame[heading]) == pytest.approx(values, abs=0.051)


def test_the_csv_says_on_every_row_that_the_data_are_samples(table: Table) -> None:
    _, *rows = cells(to_csv(table, DUTCH))
    assert all("voorbeeldgegevens" in " ".join(row).lower() for row in rows)


def test_text_that_looks_like_a_formula_is_inert_in_the_csv() -> None:
    _, *rows = cells(to_csv(FORMULAS, DUTCH))
    for text, row in zip(INERT, rows, strict=True):
        assert all(each[0] not in "=+-@\t\r" for each in row)
        assert all(each.removeprefix("'") == text for each in row)


def test_numbers_below_zero_stay_numbers_in_the_csv() -> None:
    assert cells(to_csv(KINDS, DUTCH))[1][3] == "-16"


# --- XLSX -----------------------------------------------------------------------------------


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read(name).decode("utf-8")


def read(data: bytes, sheet: int | str = 0, **how: object) -> pd.DataFrame:
    return pd.read_excel(io.BytesIO(data), sheet_name=sheet, engine="calamine", **how)


def test_the_workbook_has_real_numbers_and_dates() -> None:
    frame = read(to_xlsx(KINDS, DUTCH), keep_default_na=True)
    assert list(frame.columns) == [column.heading for column in KINDS.columns]
    assert frame["Personen"].tolist()[:2] == [1234, 0]
    assert frame["Saldo"].tolist()[:2] == [-16, 0]
    assert frame["Aandeel"].tolist()[:2] == [0.125, 0]
    assert frame["Stand per"].tolist()[:2] == [
        pd.Timestamp("2025-07-01"),
        pd.Timestamp("2025-12-31"),
    ]
    assert frame["Verschoonbaar"].tolist()[:2] == ["ja", "nee"]
    assert frame.iloc[2, 1:].isna().all()


def test_the_escalation_list_opens_with_the_figures_of_the_view(table: Table) -> None:
    frame = read(to_xlsx(table, DUTCH))
    assert len(frame) == len(table.rows)
    for index, column in enumerate(table.columns):
        if column.kind in (ColumnKind.PERSONS, ColumnKind.STEP, ColumnKind.SHARE):
            values = [float(row[index]) for row in table.rows]  # type: ignore[arg-type]
            assert frame[column.heading].tolist() == pytest.approx(values)
        if column.kind is ColumnKind.DATE and any(row[index] for row in table.rows):
            shown = [each.date() if not pd.isna(each) else None for each in frame[column.heading]]
            assert shown == [row[index] for row in table.rows]


def test_the_header_is_frozen_and_every_column_has_a_filter(table: Table) -> None:
    sheet = part(to_xlsx(table, DUTCH), "xl/worksheets/sheet1.xml")
    pane = re.search(r"<pane [^>]*>", sheet)
    assert pane is not None
    assert 'ySplit="1"' in pane[0]
    assert 'state="frozen"' in pane[0]
    last = xl_col_to_name(len(table.columns) - 1)
    assert f'<autoFilter ref="A1:{last}{len(table.rows) + 1}"/>' in sheet


def test_shares_and_dates_have_a_notation_in_the_workbook() -> None:
    styles = part(to_xlsx(KINDS, DUTCH), "xl/styles.xml")
    assert 'formatCode="0.0%"' in styles
    assert 'formatCode="dd-mm-yyyy"' in styles


def test_the_second_sheet_has_the_rules_the_date_and_that_the_data_are_samples(
    table: Table,
) -> None:
    notes = read(to_xlsx(table, DUTCH), 1, header=None)
    assert tuple(notes.itertuples(index=False, name=None)) == table.notes
    said = " | ".join(str(text) for text in notes[1])
    for text in ("limburg-2013 1", "24 november 2026", "2013-53186"):
        assert text in said
    assert "voorbeeldgegevens" in said.lower()


def test_the_sheets_are_named_in_the_language_of_the_reader(table: Table) -> None:
    with pd.ExcelFile(io.BytesIO(to_xlsx(table, DUTCH)), engine="calamine") as book:
        assert book.sheet_names == ["Escalatielijst", "Toelichting"]
    with pd.ExcelFile(io.BytesIO(to_xlsx(KINDS, ENGLISH)), engine="calamine") as book:
        assert book.sheet_names == ["Alle soorten", "Explanation"]


def test_text_that_looks_like_a_formula_or_an_address_is_inert_in_the_workbook() -> None:
    data = to_xlsx(FORMULAS, DUTCH)
    for sheet in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert "<f>" not in part(data, sheet)
        assert "hyperlink" not in part(data, sheet).lower()
    frame = read(data, dtype=str)
    assert frame["Tekst"].tolist() == frame["Reden"].tolist()
    for text, cell in zip(INERT, frame["Tekst"], strict=True):
        assert cell[0] not in "=+-@\t\r", "saved as CSV it would count"
        assert cell.removeprefix("'") == text


def test_an_empty_table_is_still_a_file_with_headings() -> None:
    empty = Table(KINDS.title, KINDS.columns, ())
    headings = [column.heading for column in KINDS.columns]
    assert cells(to_csv(empty, DUTCH)) == [headings]
    assert list(read(to_xlsx(empty, DUTCH)).columns) == headings


@pytest.mark.parametrize("write", [to_csv, to_xlsx], ids=["csv", "xlsx"])
def test_the_same_table_gives_the_same_cells(table: Table, write: object) -> None:
    first, second = (write(table, DUTCH) for _ in range(2))  # type: ignore[operator]
    if write is to_csv:
        assert first == second
    else:
        assert read(first).equals(read(second))
