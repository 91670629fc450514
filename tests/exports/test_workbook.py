"""Several tables in one workbook: a sheet each, named so that Excel opens it."""

from __future__ import annotations

import io
from datetime import date

import pandas as pd
import pytest

from supervision.exports.xlsx_file import to_workbook
from supervision.storage.database import Database
from supervision.views.report_document import report_document
from supervision.views.report_sheets import report_sheets
from supervision.views.table import Column, ColumnKind, Table
from tests.exports.paper import DUTCH, seen_report


def book_of(store: Database) -> bytes:
    view = seen_report(store)
    document = report_document(view, DUTCH)
    return to_workbook(report_sheets(view, document, DUTCH), document.made_on, DUTCH)


def read(data: bytes, sheet: str) -> pd.DataFrame:
    return pd.read_excel(io.BytesIO(data), sheet_name=sheet, engine="calamine")


def test_the_figures_in_the_sheets_are_numbers_that_add_up(shown_samples: Database) -> None:
    data = book_of(shown_samples)
    regions, each = read(data, "Provincie en regio's"), read(data, "Gemeenten")
    province = regions.iloc[-1]
    assert province["Regio"] == "Limburg"
    for heading in ("Opgave", "Gerealiseerd", "Nog te huisvesten"):
        assert each[heading].sum() == province[heading] == regions[heading][:-1].sum()


def test_the_same_report_is_the_same_workbook(shown_samples: Database) -> None:
    assert book_of(shown_samples) == book_of(shown_samples)


@pytest.mark.parametrize(
    ("title", "sheet"),
    [
        ("Uitruil: art. 29(2) [a/b]?*", "Uitruil  art. 29(2)  a b"),
        ("Een titel die veel te lang is voor een blad", "Een titel die veel te lang is v"),
        ("'tussen aanhalingstekens'", "tussen aanhalingstekens"),
    ],
)
def test_a_title_becomes_a_name_that_a_sheet_can_have(title: str, sheet: str) -> None:
    table = Table(title, (Column("a", ColumnKind.TEXT),), (("=1+1",),))
    data = to_workbook([table], date(2025, 7, 1), DUTCH)
    assert read(data, sheet)["a"].tolist() == ["'=1+1"]
