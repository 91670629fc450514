"""Writes one table in every way in which an office may deliver it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

Rows = Sequence[Sequence[str | int | None]]

ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")
NAMES = {"\n": "LF", "\r\n": "CRLF", "\t": "tab"}


@dataclass(frozen=True)
class Dialect:
    """One way to write delimited text."""

    delimiter: str
    encoding: str
    line_end: str
    quoted: bool = False

    def __str__(self) -> str:
        delimiter = NAMES.get(self.delimiter, self.delimiter)
        quotes = " quoted" if self.quoted else ""
        return f"{delimiter} {self.encoding} {NAMES[self.line_end]}{quotes}"

    def write(self, rows: Rows) -> bytes:
        """Return the rows as bytes."""
        text = io.StringIO(newline="")
        quoting = csv.QUOTE_ALL if self.quoted else csv.QUOTE_MINIMAL
        writer = csv.writer(
            text, delimiter=self.delimiter, lineterminator=self.line_end, quoting=quoting
        )
        writer.writerows(rows)
        return text.getvalue().encode(self.encoding)


def dialects() -> Iterator[Dialect]:
    """Yield the 24 dialects, quoted and not."""
    for quoted, *rest in product((False, True), ";,\t", ENCODINGS, ("\n", "\r\n")):
        yield Dialect(*rest, quoted=quoted)


def as_xlsx(rows: Rows, *, merged: bool = False) -> bytes:
    """Return a workbook: an explanation, the table, a hidden sheet, empty rows with a style."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet("Toelichting").write(0, 0, "Zie het tabblad Cijfers")
    sheet = book.add_worksheet("Cijfers")
    if merged:
        sheet.merge_range(0, 0, 0, len(rows[2]) - 1, rows[0][0])
        rows = [[], *rows[1:]]
    for number, row in enumerate(rows, start=0):
        sheet.write_row(number, 0, row)
    for number in range(len(rows), len(rows) + 5):
        sheet.write_blank(number, 0, None, book.add_format({"bold": True}))
    hidden = book.add_worksheet("Oud")
    hidden.hide()
    hidden.write_row(0, 0, ["Gemeente", "Taakstelling"])
    book.close()
    return target.getvalue()


def as_xls(rows: Rows) -> bytes:
    """Return a workbook of Excel 97."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cijfers")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, column, cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_ods(rows: Rows) -> bytes:
    """Return an OpenDocument spreadsheet; the title spans two columns, a million rows follow."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="Cijfers")
    for number, row in enumerate(rows):
        line = TableRow()
        for cell in row:
            line.addElement(_ods_cell(cell, spans=2 if number == 0 else 1))
        if number == 0:
            line.addElement(CoveredTableCell())
        table.addElement(line)
    rest = TableRow(numberrowsrepeated=1_000_000)
    rest.addElement(TableCell(numbercolumnsrepeated=1000))
    table.addElement(rest)
    book.spreadsheet.addElement(table)
    target = io.BytesIO()
    book.write(target)
    return target.getvalue()


def _ods_cell(value: str | int | None, spans: int) -> TableCell:
    if value is None or value == "":
        return TableCell()
    if isinstance(value, int):
        cell = TableCell(valuetype="float", value=str(value))
    else:
        cell = TableCell(valuetype="string", numbercolumnsspanned=spans)
    cell.addElement(P(text=str(value)))
    return cell
