"""A table as XLSX: real numbers and dates, frozen header, filters, and a sheet with the notes."""

from __future__ import annotations

import io

import xlsxwriter

from supervision.views.table import TEXTS, ColumnKind, Table
from supervision.words import Words

_FORMATS = {
    ColumnKind.PERSONS: "#,##0",
    ColumnKind.BALANCE: "+#,##0;-#,##0;0",
    ColumnKind.STEP: "0",
    ColumnKind.NUMBER: "0",
    ColumnKind.SHARE: "0.0%",
    ColumnKind.MEAN: "#,##0.0",
    ColumnKind.DATE: "dd-mm-yyyy",
}
_WIDEST = 60
"""Characters; longer texts wrap."""


def to_xlsx(table: Table, t: Words) -> bytes:
    """Return the workbook; text is never taken for a formula or an address."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = {"valign": "top", "text_wrap": True}
        styles = {
            kind: book.add_format(
                {**plain, "num_format": _FORMATS[kind]} if kind in _FORMATS else plain
            )
            for kind in ColumnKind
        }
        sheet = book.add_worksheet(table.title[:31])
        for index, column in enumerate(table.columns):
            sheet.write_string(0, index, column.heading, bold)
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
                    sheet.write_string(number, index, str(value), styles[column.kind])
                elif column.kind is ColumnKind.DATE:
                    sheet.write_datetime(number, index, value, styles[column.kind])
                else:
                    sheet.write_number(number, index, float(value), styles[column.kind])  # type: ignore[arg-type]
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
        notes = book.add_worksheet(t("Explanation"))
        notes.set_column(0, 0, 44)
        notes.set_column(1, 1, _WIDEST)
        for number, (name, text) in enumerate(table.notes):
            notes.write_string(number, 0, name, bold)
            notes.write_string(number, 1, text, book.add_format(plain))
    return file.getvalue()


def _width(table: Table, index: int) -> int:
    """Wide enough for the longest value, within bounds."""
    longest = max((len(str(row[index] or "")) for row in table.rows), default=0)
    return min(max(longest, len(table.columns[index].heading), 9) + 2, _WIDEST)
