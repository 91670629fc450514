"""What stands in a Word file, read with python-docx."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docx import Document
from docx.document import Document as Opened
from docx.table import Table

TAG = re.compile(r"\{[{%].*?[%}]\}")


@dataclass(frozen=True)
class WordFile:
    """A document, opened."""

    data: bytes

    @cached_property
    def document(self) -> Opened:
        return Document(io.BytesIO(self.data))

    @cached_property
    def paragraphs(self) -> list[str]:
        return [each.text for each in self.document.paragraphs]

    @cached_property
    def tables(self) -> list[list[list[str]]]:
        return [cells_of(each) for each in self.document.tables]

    @cached_property
    def frame(self) -> list[str]:
        """The header and footer."""
        section = self.document.sections[0]
        parts = (section.header, section.footer)
        return [each.text for part in parts for each in part.paragraphs]

    @cached_property
    def text(self) -> str:
        """Everything that a reader sees."""
        in_tables = [cell for table in self.tables for row in table for cell in row]
        return "\n".join([*self.frame, *self.paragraphs, *in_tables])

    def table(self, heading: str) -> list[list[str]]:
        """The rows, without the heading, of the table that begins with this heading."""
        (found,) = [rows for rows in self.tables if rows[0][0] == heading]
        return found[1:]


def cells_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def words_of_template(path: Path) -> str:
    """The text of a template without its tags: what stands in every letter."""
    return TAG.sub(" ", WordFile(path.read_bytes()).text)
