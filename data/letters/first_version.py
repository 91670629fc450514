"""Write the first versions of the letter templates from the texts in first/texts/.

    python data/letters/first_version.py [--out DIR]

From then on the Word files are the truth: a change is made in Word and saved as the next version
(README.md beside this file). The script stays to show how they were made.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

# The script runs without the project installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent / "first"))

from blocks import ACCOUNT, ADDRESSES, BLOCKS, EXCUSE, FIGURES, SALUTATIONS, SIGNATURES
from layout import MARK, TEXT_WIDTH, house_style
from parts import add_field, add_table, fill

from supervision.exports.fixed_zip import files_in, zip_of

HERE = Path(__file__).resolve().parent
MADE = datetime.combine(date(2026, 11, 24), time())
VERSION = 1
BELOW_TABLE, BELOW_LIST = Pt(9), Pt(8)
LIST_STYLES = {"- ": "List Bullet", "1.": "List Number"}


class Writer:
    """Writes one template, paragraph by paragraph."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.settings = settings
        self.below_table = self.in_list = False
        self.document = Document()
        house_style(self.document)

    def line(self, text: str, style: str = "Normal") -> Paragraph:
        """Add a paragraph; every tag and every blank to fill in is a run of its own."""
        in_list = style in LIST_STYLES.values()
        if self.in_list and not in_list:
            self.document.paragraphs[-1].paragraph_format.space_after = BELOW_LIST
        self.in_list = in_list
        paragraph = fill(self.document.add_paragraph(style=style), text)
        if self.below_table and not text.startswith("{%"):
            self.below_table = False
            if style == "Normal":
                paragraph.paragraph_format.space_before = BELOW_TABLE
        return paragraph

    def text(self, text: str) -> None:
        """Add headings, paragraphs, lists, conditions and the blocks that are named in the text."""
        for line in filter(None, map(str.strip, text.splitlines())):
            name = line.strip("[]")
            if line == "[ondertekening]":
                self.signature()
                continue
            if line.startswith("[tabel "):
                getattr(self, name.replace("tabel ", "table_"))()
            elif line == f"[{name}]" and name in BLOCKS:
                self.text(BLOCKS[name])
            elif line.startswith("%"):
                self.line(f"{{%p {line[1:]} %}}")
            elif line.startswith("# "):
                self.line(line[2:], "Heading 1")
            elif line.startswith("- ") or re.match(r"\d\. ", line):
                self.line(line[2:].strip(), LIST_STYLES["- " if line[0] == "-" else "1."])
            else:
                self.line(line)

    def opening(self) -> None:
        """Add the mark, the addressee, the particulars, the subject and the salutation."""
        to, subject = self.settings["aan"], self.settings["titel"]
        self.line("CONCEPT – nog niet vastgesteld, niet verzenden", "Concept")
        self.text("%if voorbeeldgegevens")
        self.line("{{ voorbeeldgegevens }}", "Concept")
        self.text("%endif")
        for line in ADDRESSES[to]:
            self.line(line, "Adres")
        particulars = [
            self.line(f"{name}\t{value}", "Briefgegevens").paragraph_format
            for name, value in self.particulars()
        ]
        particulars[0].space_before = Pt(10)
        self.line(subject, "Title")
        if to in SALUTATIONS:
            self.line(SALUTATIONS[to])

    def particulars(self) -> Iterator[tuple[str, str]]:
        """The date and what the Province fills in."""
        if self.settings["aan"] == "gemeenteblad":
            yield "Kenmerk", "[zaaknummer]"
            return
        yield "Datum", "{{ datum }}"
        yield "Ons kenmerk", "[zaaknummer]"
        yield "Behandeld door", "[naam behandelaar], [telefoon en e-mail]"
        annexes = self.settings.get("bijlagen", "Verantwoording")
        yield "Bijlagen" if ";" in annexes else "Bijlage", annexes

    def signature(self) -> None:
        """Add the signature, on one page with the last sentence before it."""
        self.keep_the_end()
        if self.settings["aan"] in SALUTATIONS:
            self.line("Hoogachtend,").paragraph_format.keep_with_next = True
        *lines, last = SIGNATURES[self.settings["ondertekening"]]
        for line in lines:
            self.line(line, "Ondertekening").paragraph_format.keep_with_next = True
        self.line(last, "Ondertekening")

    def keep_the_end(self) -> None:
        """Keep the last sentence that is always there, and what may follow it, with what comes."""
        within = 0
        for paragraph in reversed(self.document.paragraphs):
            paragraph.paragraph_format.keep_with_next = True
            tag = paragraph.text.startswith("{%p")
            within += tag * (1 if "endif" in paragraph.text else -1)
            if not tag and not within:
                return

    def closing(self, body: str) -> None:
        """Add the signature where the text has none, and without an annex what it rests on."""
        if "[ondertekening]" not in body:
            self.signature()
        if self.settings["bijlage"] == "nee":
            self.line(
                "Beoordeling van {{ beoordeeld_op }} volgens {{ kader }} ({{ kader_kenmerk }}); "
                "regels {{ kader_id }}, versie {{ kader_versie }}.",
                "Toelichting",
            )

    def annex(self) -> None:
        """Add the annex: what was applied, and where the figures came from."""
        self.line("Bijlage: verantwoording", "Heading 1").paragraph_format.page_break_before = True
        self.line("Deze bijlage hoort bij de brief van {{ datum }} aan de gemeente {{ gemeente }}.")
        self.text("%if voorbeeldgegevens\n{{ voorbeeldgegevens }}\n%endif")
        self.line("Grondslag", "Heading 2")
        decided = ()
        if self.settings["soort"] != "preventief":
            decided = (("Besluit", "nummer {{ besluitnummer }}, {{ besluitstatus }}"),)
        self.table("Grondslag van de beoordeling", ("Onderdeel", "Inhoud"), decided + ACCOUNT, 4)
        self.text("%if regels")
        self.line("Toegepaste regels", "Heading 2")
        self.loop(
            "Toegepaste regels",
            ("Trede", "Voorwaarde of termijn", "Berust op"),
            "regels",
            ("trede", "voorwaarde", "grond"),
            (2.2, 8.8, 5),
        )
        self.text("%if aangenomen\n{{ aangenomen }}\n%endif\n%endif")
        self.line("Herkomst van de cijfers", "Heading 2")
        self.loop(
            "Herkomst van de cijfers",
            ("Halfjaar", "Cijfer", "Bestand", "Rij", "Ingelezen op"),
            "bronnen",
            ("halfjaar", "cijfer", "bestand", "rij", "ingelezen"),
            (1.7, 2.7, 7.4, 1.0, 3.2),
            together=False,
        )
        self.line(
            "Rij: de rij zoals een rekenblad het bestand toont. Een streepje: niet bekend of niet "
            "van toepassing.",
            "Toelichting",
        )

    def table_cijfers(self) -> None:
        """Add the figures of the closed and the running half-year."""
        headings = (
            "Aantallen in personen",
            "Afgesloten halfjaar {{ afgesloten_halfjaar }}",
            "Lopend halfjaar {{ lopend_halfjaar }}",
        )
        rows = tuple(
            (name, f"{{{{ afgesloten_{field} }}}}", f"{{{{ lopend_{field} }}}}")
            for name, field in FIGURES
        )
        table = self.table("Cijfers van de gemeente", headings, rows, 7.2)
        for row in table.rows:
            for cell in row.cells[1:]:
                cell.paragraphs[0].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def table_redenen(self) -> None:
        """Add the conditions that hold, with the numbers filled in."""
        self.loop(
            "Waarop de beoordeling berust",
            ("Voorwaarde", "Vastgesteld"),
            "redenen",
            ("voorwaarde", "vastgesteld"),
            (7, 9),
        )

    def table_verschoning(self) -> None:
        """Add the cause, the period and the evidence of an excuse."""
        self.table("Verschoonbare achterstand", ("Onderdeel", "Inhoud"), EXCUSE, 4)

    def loop(
        self,
        caption: str,
        headings: tuple[str, ...],
        items: str,
        fields: tuple[str, ...],
        widths: tuple[float, ...],
        *,
        together: bool = True,
    ) -> None:
        """Add a table with a row for each item of a list."""
        last = ("",) * (len(headings) - 1)
        rows = (
            (f"{{%tr for rij in {items} %}}", *last),
            tuple(f"{{{{ rij.{field} }}}}" for field in fields),
            ("{%tr endfor %}", *last),
        )
        self.table(caption, headings, rows, *widths, together=together)

    def table(
        self,
        caption: str,
        headings: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
        *widths: float,
        together: bool = True,
    ) -> Table:
        """Add a table with a repeated heading row; widths in centimetres, the rest is shared.

        `together` keeps it on one page, with the sentence before it.
        """
        if together:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        table = add_table(self.document, caption, (headings, *rows), widths, together)
        self.below_table = True
        return table

    def frame(self) -> None:
        """Add header, footer and the properties of the document."""
        section = self.document.sections[0]
        for part, text in (
            (section.header, "Provincie Limburg\t"),
            (section.footer, "Sjabloon {{ sjabloon }}, versie {{ sjabloonversie }}\tPagina "),
        ):
            paragraph = fill(part.paragraphs[0], text)
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        section.header.paragraphs[0].add_run("CONCEPT – niet verzenden", style=MARK)
        add_field(paragraph, "PAGE")
        paragraph.add_run(" van ")
        add_field(paragraph, "NUMPAGES")
        properties = self.document.core_properties
        place = "" if "{{" in self.settings["titel"] else ", gemeente {{ gemeente }}"
        properties.title = f"{self.settings['titel']}{place} (concept)"
        properties.subject = "Toezicht op de huisvesting van vergunninghouders"
        properties.author = "Provincie Limburg"
        properties.language = "nl-NL"
        properties.comments = properties.keywords = properties.category = ""
        properties.created = properties.modified = MADE
        properties.last_modified_by = ""
        properties.revision = 1


def template(name: str, source: str) -> bytes:
    """Return a template as DOCX, the same bytes each time."""
    head, _, body = source.partition("\n\n")
    settings = dict(line.split(": ", 1) for line in head.splitlines())
    writer = Writer({**settings, "soort": name})
    writer.opening()
    writer.text(body)
    writer.closing(body)
    if settings["bijlage"] == "ja":
        writer.annex()
    writer.frame()
    made = io.BytesIO()
    writer.document.save(made)
    return zip_of(files_in(made.getvalue()))


def main() -> None:
    """Write every template."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE)
    out = parser.parse_args().out
    for path in sorted((HERE / "first" / "texts").glob("*.md")):
        made = template(path.stem, path.read_text(encoding="utf-8"))
        (out / f"{path.stem}.v{VERSION}.docx").write_bytes(made)


if __name__ == "__main__":
    main()
