"""The parts of a Word document that python-docx has no word for: tags, fields, tables to read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table
from docx.text.paragraph import Paragraph
from layout import BLANK, TEXT_WIDTH

TAG_OR_BLANK = re.compile(r"({{.*?}}|\[[^\]]+\])")


def fill(paragraph: Paragraph, text: str) -> Paragraph:
    """Add the text; tags and blanks to fill in each in a run of their own."""
    for part in filter(None, TAG_OR_BLANK.split(text)):
        run = paragraph.add_run(part)
        if part.startswith("["):
            run.style = BLANK
    return paragraph


def add_field(paragraph: Paragraph, name: str) -> None:
    """Add a field that Word computes: the number of the page, or how many there are."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def add_table(
    document: Document,
    caption: str,
    rows: Sequence[tuple[str, ...]],
    widths: tuple[float, ...],
    together: bool,
) -> Table:
    """Add a table, the headings first; widths in centimetres, the rest is shared.

    `together` keeps it on one page.
    """
    left = TEXT_WIDTH - sum(widths)
    missing = len(rows[0]) - len(widths)
    columns = [*widths, *([left / missing] * missing if missing else [])]
    table = document.add_table(rows=0, cols=len(rows[0]), style="Brieftabel")
    table.autofit = False
    for number, texts in enumerate(rows):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, texts, columns, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].style = "Tabelkop" if number == 0 else "Tabeltekst"
            fill(cell.paragraphs[0], text)
            if together and number < len(rows) - 1:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    for column, width in zip(table.columns, columns, strict=True):
        column.width = Cm(width)
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
    named = OxmlElement("w:tblCaption")
    named.set(qn("w:val"), caption)
    table._tbl.tblPr.append(named)
    return table
