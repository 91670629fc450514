"""A table as XLSX: real numbers and dates, frozen header, filters, and a sheet with the notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

import xlsxwriter

from supervision.exports.inert import inert, inert_but_figures
from supervision.views.table import TEXTS, ColumnKind, Table
from supervision.words import Words

_FORMATS = {
    ColumnKind.PERSONS: "#,##0",
    ColumnKind.BALANCE: "+#,##0;-#,##0;0",
    ColumnKind.STEP: "0",
    ColumnKind.NUMBER: "0",
    ColumnKind.SHARE: "0.0%",
    ColumnKind.MEAN: "#,##0.0",
    ColumnKind.RATE: "#,##0.00",
    ColumnKind.DATE: "dd-mm-yyyy",
}
_WIDEST = 60
"""Characters; longer texts wrap."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_PLAIN = {"valign": "top", "text_wrap": True}
_BOLD = {**_PLAIN, "bold": True}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
"""What the name of a sheet cannot hold."""
_LONGEST_NAME = 31


def to_xlsx(table: Table, t: Words) -> bytes:
    """Return the workbook; text is never taken for a formula or an address."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        _add_sheet(book, table, t, fixed_columns=2)
        bold, plain = book.add_format(_BOLD), book.add_format(_PLAIN)
        notes = book.add_worksheet(t("Explanation"))
        notes.set_column(0, 0, 44)
        notes.set_column(1, 1, _WIDEST)
        for number, (name, text) in enumerate(table.notes):
            notes.write_string(number, 0, inert(name), bold)
            notes.write_string(number, 1, inert(text), plain)
    return file.getvalue()


def to_workbook(tables: Iterable[Table], made_on: date, t: Words) -> bytes:
    """Return a workbook with a sheet for each table, named after it.

    `made_on` is its date: the same tables always give the same bytes.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"created": datetime.combine(made_on, time(), UTC)})
        for table in tables:
            _add_sheet(book, table, t, fixed_columns=1)
    return file.getvalue()


def _add_sheet(book: xlsxwriter.Workbook, table: Table, t: Words, fixed_columns: int) -> None:
    bold = book.add_format(_BOLD)
    styles = {
        kind: book.add_format(
            {**_PLAIN, "num_format": _FORMATS[kind]} if kind in _FORMATS else _PLAIN
        )
        for kind in ColumnKind
    }
    sheet = book.add_worksheet(_FORBIDDEN.sub(" ", table.title)[:_LONGEST_NAME].strip(" '"))
    for index, column in enumerate(table.columns):
        sheet.write_string(0, index, inert(column.heading), bold)
        sheet.set_column(index, index, _width(table, index))
        for number, row in enumerate(table.rows, start=1):
            value = row[index]
            if value is None:
                sheet.write_blank(number, index, None, styles[column.kind])
            elif column.kind is ColumnKind.FLAG:
                sheet.write_string(
                    number, index, t("yes") if value else t("no"), styles[column.kind]
                )
            elif column.kind in TEXTS:
                is_figure = column.kind is ColumnKind.FIGURE
                text = inert_but_figures(str(value)) if is_figure else inert(str(value))
                sheet.write_string(number, index, text, styles[column.kind])
            elif column.kind is ColumnKind.DATE:
                sheet.write_datetime(number, index, value, styles[column.kind])
            else:
                sheet.write_number(number, index, float(value), styles[column.kind])  # type: ignore[arg-type]
    sheet.freeze_panes(1, fixed_columns)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def _width(table: Table, index: int) -> int:
    """Wide enough for the longest value, within bounds."""
    longest = max((len(str(row[index] or "")) for row in table.rows), default=0)
    return min(max(longest, len(table.columns[index].heading), 9) + 2, _WIDEST)
