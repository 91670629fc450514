"""The copy of an upload with its problems marked, as XLSX: text stays text, numbers numbers."""

from __future__ import annotations

import io
import math
from datetime import date, datetime

import xlsxwriter

from supervision.exports.inert import inert_but_figures
from supervision.views.marked import Listed, MarkedCopy, MarkedSheet, Place
from supervision.words import Words

_MARK = {"bg_color": "#FFC7CE", "border": 1, "border_color": "#9C0006"}
_DAY, _MOMENT = "dd-mm-yyyy", "dd-mm-yyyy hh:mm:ss"
_LONGEST_TEXT = 32_767
"""Characters in a cell of Excel."""
_FIRST_YEAR = 1901
"""Excel takes 1900 for a leap year; older days stay text."""
_MOST_COMMENTS = 2_000
"""On a sheet; more make Excel slow, and the first sheet lists them all."""
_MOST_LINKS = 65_000
"""On a sheet; Excel takes a few more."""
_WIDTHS = (16, 7, 24, 24, 60, 60)
_WIDEST, _LOOKED_AT = 40, 60
"""Characters of a column, and rows that decide on it."""


def to_marked_xlsx(copy: MarkedCopy, t: Words) -> bytes:
    """Return the workbook; nothing in it is ever a formula or an address outside it."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        _write_list(book, copy, t)
        for sheet in copy.sheets:
            _write_sheet(book, sheet)
    return file.getvalue()


def _write_list(book: xlsxwriter.Workbook, copy: MarkedCopy, t: Words) -> None:
    sheet = book.add_worksheet(copy.title)
    bold = book.add_format({"bold": True, "bottom": 1})
    plain = book.add_format({"valign": "top", "text_wrap": True})
    link = book.add_format({"valign": "top", "font_color": "#0563C1", "underline": 1})
    for column, (heading, width) in enumerate(zip(copy.headings, _WIDTHS, strict=True)):
        sheet.write_string(0, column, heading, bold)
        sheet.set_column(column, column, width)
    for number, problem in enumerate(copy.problems, start=1):
        where = problem.sheet or t("whole file")
        if problem.sheet is None or number > _MOST_LINKS:
            sheet.write_string(number, 0, _text(where), plain)
        else:
            sheet.write_url(number, 0, _address(problem), link, _text(where))
        if problem.row is not None:
            sheet.write_number(number, 1, problem.row, plain)
        texts = (problem.column, problem.value, problem.what, problem.mend)
        for column, text in enumerate(texts, start=2):
            sheet.write_string(number, column, _text(text or ""), plain)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "C1:D1048576"})


def _address(problem: Listed) -> str:
    row, column = problem.place or (0, 0)
    cell = xlsxwriter.utility.xl_rowcol_to_cell(row, column)
    return "internal:'{}'!{}".format((problem.sheet or "").replace("'", "''"), cell)


def _write_sheet(book: xlsxwriter.Workbook, marked: MarkedSheet) -> None:
    sheet = book.add_worksheet(marked.name)
    formats = {
        (marks, pattern): book.add_format(
            (_MARK if marks else {}) | ({"num_format": pattern} if pattern else {})
        )
        for marks in (False, True)
        for pattern in ("", _DAY, _MOMENT)
    }
    for row, cells in enumerate(marked.rows):
        for column, cell in enumerate(cells):
            style = formats[(row, column) in marked.marks, _pattern(cell)]
            _write_cell(sheet, (row, column), cell, style)
    for count, (place, text) in enumerate(marked.marks.items()):
        row, column = place
        if row >= len(marked.rows) or column >= len(marked.rows[row]):
            sheet.write_blank(row, column, None, formats[True, ""])
        if count < _MOST_COMMENTS:
            sheet.write_comment(row, column, _text(text), {"x_scale": 2.5, "y_scale": 1.5})
    for column, width in enumerate(_widths(marked)):
        sheet.set_column(column, column, width)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, place: Place, cell: object, style: object
) -> None:
    row, column = place
    if cell is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, style)
    elif isinstance(cell, int | float) and _is_exact(cell):
        sheet.write_number(row, column, cell, style)
    elif _pattern(cell):
        sheet.write_datetime(row, column, cell, style)
    else:
        sheet.write_string(row, column, _text(str(cell)), style)


def _is_exact(number: float) -> bool:
    """Tell whether Excel keeps a number as it is; it has fifteen digits and no infinity."""
    return math.isfinite(number) if isinstance(number, float) else abs(number) < 10**15


def _pattern(cell: object) -> str:
    """Return the notation of a day or a moment; "" for anything that Excel does not keep as one."""
    if not isinstance(cell, date) or cell.year < _FIRST_YEAR:
        return ""
    return _MOMENT if isinstance(cell, datetime) else _DAY


def _text(text: str) -> str:
    """Return the text as XML can hold it, never a formula."""
    whole = inert_but_figures(text)[:_LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
    return whole.replace("\ufffe", "?").replace("\uffff", "?")


def _widths(marked: MarkedSheet) -> list[int]:
    """Return how wide each column is: room for what stands in its first rows."""
    widths: list[int] = []
    for row in marked.rows[:_LOOKED_AT]:
        widths += [9] * (len(row) - len(widths))
        for column, cell in enumerate(row):
            # A lone cell is a title, which runs on over the empty cells beside it.
            if cell is not None and len(row) > 1:
                widths[column] = min(max(widths[column], len(str(cell)) + 2), _WIDEST)
    return widths
