"""The report and the dossier on paper: standards, every page, any text, the same bytes."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typst

from supervision.exports import pdf_file
from supervision.storage.database import Database
from supervision.usecases import assessing
from supervision.views.document import Document, Part
from supervision.views.escalation import Filter
from supervision.views.report import report
from supervision.views.report_document import report_document
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standings, standings
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import words
from tests.cli.office import VENLO, Office
from tests.exports.paper import (
    BOUNDARIES,
    DUTCH,
    NOVEMBER,
    close,
    dossier_of,
    pages_of,
    printed,
    printed_report,
    report_of,
    seen_report,
    structure_of,
    text_of,
)

NASTY = (
    "#panic(\"no\") $a^2$ [b] <c> *d* _e_ `f` @g // h /* i */ \\j 'k' ~ -- {l} #let m = 1 "
    "&lt; = + - 1. é ŵ ≥ €"
)
UNUSUAL = "\U0001f600 漢字 \u202efdp.exe \ue000 \U0001f468\u200d\U0001f469"
AS_NUMBERS = "[U+1F600] [U+6F22][U+5B57] [U+202E]fdp.exe [U+E000] [U+1F468]\u200d[U+1F469]"
EMPTY = Document(
    "Titel", "ondertitel", "nl", date(2025, 7, 1), "", ("Antwoord.",), (), (), (), "naam"
)
"""The least that a document can be."""


def seen_document(store: Database) -> Document:
    return report_document(seen_report(store), DUTCH)


def venlo_document(store: Database) -> Document:
    return dossier_of(store, VENLO)


# --- the standards --------------------------------------------------------------------------


def test_the_report_says_that_it_meets_pdf_ua_and_pdf_a(shown_samples: Database) -> None:
    pdf = printed_report(shown_samples)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf


def test_title_and_language_are_those_of_the_report(shown_samples: Database) -> None:
    pdf = printed_report(shown_samples)
    assert b"Halfjaarrapportage huisvesting vergunninghouders, Toezicht op de gemeenten" in pdf
    assert b"<dc:language><rdf:Bag><rdf:li>nl-NL</rdf:li>" in pdf


def test_headings_tables_and_maps_are_tagged_as_such(shown_samples: Database) -> None:
    """An independent reader (poppler) finds them; typst is not asked about its own work."""
    tags = structure_of(printed_report(shown_samples))
    assert tags.count("H1") == tags.count("TOCI") + 1, "all but the contents are in the contents"
    assert tags.count("Figure") == 2
    assert tags.count("Table") == tags.count("THead") > 8
    assert tags.count("TD") > tags.count("TH") > 50


def test_the_chart_of_a_dossier_is_one_figure_with_words(shown_samples: Database) -> None:
    assert structure_of(printed(venlo_document(shown_samples))).count("Figure") == 1


@pytest.mark.parametrize(
    ("cut", "instead", "document"),
    [
        (", alt: it.alt)", ")", seen_document),
        ('  title: data.title + ", " + data.subtitle,\n', "", seen_document),
        (", alt: chart.alt)", ")", venlo_document),
    ],
    ids=["a map without words", "no title", "a chart without words"],
)
def test_what_is_not_accessible_is_refused(
    shown_samples: Database,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    cut: str,
    instead: str,
    document: Callable[[Database], Document],
) -> None:
    template = pdf_file.TEMPLATE.read_text(encoding="utf-8")
    assert template.count(cut) == 1
    broken = tmp_path / "document.typ"
    broken.write_text(template.replace(cut, instead), encoding="utf-8")
    monkeypatch.setattr(pdf_file, "TEMPLATE", broken)
    with pytest.raises(typst.TypstError, match="PDF/UA"):
        printed(document(shown_samples))


def test_an_empty_store_gives_a_report_that_says_so(office: Office) -> None:
    text = text_of(printed_report(office.database))
    assert "Van 2026-2 zijn nog geen cijfers ingelezen." in text
    assert "Van deze halfjaren is niets ingelezen." in text
    assert "voorbeeldgegevens" not in text.lower()
    assert re.search(r"\b0 %", text) is None


def test_a_municipality_without_figures_has_a_dossier(office: Office) -> None:
    text = text_of(printed(dossier_of(office.database, VENLO)))
    assert "Dossier Venlo" in text
    assert "Er zijn geen cijfers." in text


def test_the_least_document_can_be_printed() -> None:
    assert "Antwoord." in text_of(printed(EMPTY))


def test_one_municipality_of_one_region_can_be_reported(shown_samples: Database) -> None:
    snapshot = assessing.snapshot(shown_samples, NOVEMBER)
    found = standings(snapshot, DUTCH)
    alone = replace(found, rows=tuple(row for row in found.rows if row.code == VENLO))
    assert "Venlo" in text_of(printed(document_of(alone, snapshot)))


def document_of(found: Standings, snapshot: Snapshot) -> Document:
    return report_document(report(found, snapshot, DUTCH), DUTCH)


# --- every page -----------------------------------------------------------------------------


def test_every_page_has_its_number_of_how_many_and_that_the_figures_are_made_up(
    shown_samples: Database,
) -> None:
    for pdf in (printed_report(shown_samples), printed(dossier_of(shown_samples, VENLO))):
        pages = pages_of(pdf)
        assert len(pages) > 3
        for number, page in enumerate(pages, start=1):
            assert f"Pagina {number} van {len(pages)}" in page
            assert "voorbeeldgegevens (verzonnen)" in page
            assert "Beoordeeld op 24 november 2026" in page


def test_a_table_of_many_pages_repeats_its_headings_and_loses_no_row() -> None:
    columns = (Column("Nummer", ColumnKind.NUMBER), Column("Uitleg", ColumnKind.PROSE))
    rows = tuple((number, f"regel {number}") for number in range(1, 301))
    part = Part("Lang", table=Table("Lang", columns, rows), total=(300, "samen"))
    pages = pages_of(printed(replace(EMPTY, parts=(part,))))
    assert len(pages) > 4
    assert all("Nummer Uitleg" in page for page in pages if "regel" in page)
    found = [int(each) for page in pages for each in re.findall(r"regel (\d+)", page)]
    assert found == list(range(1, 301))
    assert "300 samen" in pages[-1]


def test_a_text_longer_than_a_page_runs_on() -> None:
    columns = (Column("Datum", ColumnKind.DATE), Column("Motivering", ColumnKind.PROSE))
    prose = " ".join(f"woord{number}" for number in range(3000))
    table = Table("Lang", columns, ((date(2025, 7, 1), prose),))
    text = close(text_of(printed(replace(EMPTY, parts=(Part("Lang", table=table),)))))
    assert [n for n in range(3000) if f"woord{n}" not in text] == []


# --- the numbers ----------------------------------------------------------------------------


def test_the_totals_on_paper_are_those_of_the_screens(shown_samples: Database) -> None:
    found = standings(assessing.snapshot(shown_samples, NOVEMBER), DUTCH)
    view = seen_report(shown_samples)
    text = text_of(printed_report(shown_samples))
    assert close(view.overview.sentence) in close(text)
    totals = found.totals
    shown = (
        DUTCH.number(totals.obligation.persons),
        DUTCH.number(totals.realised.persons),
        DUTCH.percent(view.overview.share),
        DUTCH.number(totals.backlog.persons),
    )
    assert close(" ".join(shown)) in close(text)
    assert [row.name for row in found.rows if close(row.name) not in close(text)] == []


def test_facts_that_make_it_reproducible_are_on_the_first_page(shown_samples: Database) -> None:
    page = pages_of(printed_report(shown_samples, chosen=Filter("Zuid-Limburg", 1)))[0]
    assert "Datum van de beoordeling 24 november 2026" in page
    assert "Halfjaar 2026-2" in page
    assert "limburg-2013 1" in page
    assert "2013-53186" in page
    assert f"Revisie van de opslag {shown_samples.revision()}" in page
    assert "Regio Zuid-Limburg" in page
    assert "Voorgesteld trede 1" in page


def test_the_dossier_leads_each_number_to_import_row_and_file(shown_samples: Database) -> None:
    text = close(text_of(printed(dossier_of(shown_samples, VENLO))))
    assert close("2026-2 Gerealiseerd 34 realisatie_2026-11-01_voorbeeldgegevens.csv") in text
    assert close("2022-1 Beginstand 4 vermeld in een bestand: taakstelling_2022-1") in text


def test_in_english_it_is_english(shown_samples: Database) -> None:
    t = words("en")
    snapshot = assessing.snapshot(shown_samples, NOVEMBER)
    view = report_document(report(standings(snapshot, t), snapshot, t), t)
    pdf = pdf_file.to_pdf(view, t, BOUNDARIES)
    assert "Half-yearly report on the housing of permit holders" in text_of(pdf)
    assert b"<rdf:li>en-GB</rdf:li>" in pdf


# --- any text -------------------------------------------------------------------------------


@pytest.fixture
def nasty_desk(office: Office) -> Office:
    """Venlo behind by a file, and on step 1 by a decision, both with the nastiest of texts."""
    heading = "Gemeentecode;Netto taakstelling;Achterstand/voorsprong\n"
    name = "#panic(1) $x$ [a] \U0001f600 " + "l" * 120 + ".csv"
    office.import_(name, f"{heading}{VENLO};10;5\n", "--half-year", "2026-2")
    office.run(
        *("decide", VENLO, "--to", 1, "--on", "2026-11-24", "--as", "<ev@l> #1"),
        *("--rationale", f"{NASTY} {UNUSUAL}", "--deviation", "eerder dan het kader aanwijst"),
    )
    return office


def test_text_of_files_and_persons_comes_out_as_it_is(nasty_desk: Office) -> None:
    report_text = close(text_of(printed_report(nasty_desk.database)))
    dossier_text = close(text_of(printed(dossier_of(nasty_desk.database, VENLO))))
    for text in (report_text, dossier_text):
        assert close(NASTY) in text
        assert close(AS_NUMBERS.replace("\u200d", "")) in text.replace("\u200d", "")
        assert close("#panic(1) $x$ [a] [U+1F600] " + "l" * 120 + ".csv") in text
    assert close("door <ev@l> #1") in dossier_text


def test_31_long_and_nasty_names_fit_on_paper(shown_samples: Database) -> None:
    snapshot = assessing.snapshot(shown_samples, NOVEMBER)
    found = standings(snapshot, DUTCH)
    rows = tuple(
        replace(row, name=f"{row.code} <b>&amp; #{{}} \U0001f600 {'lang ' * 20}{'x' * 60}")
        for row in found.rows
    )
    text = close(text_of(printed(document_of(replace(found, rows=rows), snapshot))))
    assert [row.code for row in rows if f"{row.code}<b>&amp;#{{}}[U+1F600]" not in text] == []


# --- without a trace ------------------------------------------------------------------------


def test_the_same_figures_give_the_same_bytes(shown_samples: Database) -> None:
    first = printed_report(shown_samples)
    time.sleep(1.1)
    assert printed_report(shown_samples) == first
    assert b"2026-11-24T00:00:00" in first


@pytest.fixture
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a document asks for nothing outside")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("_offline")
def test_nothing_is_left_behind_and_nothing_is_asked_outside(
    shown_samples: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    printed_report(shown_samples)
    assert list(tmp_path.rglob("*")) == []


def test_no_font_of_the_machine_and_no_package_is_used() -> None:
    template = pdf_file.TEMPLATE.read_text(encoding="utf-8")
    assert "@preview" not in template
    assert "#import" not in template
    source = Path(pdf_file.__file__).read_text(encoding="utf-8")
    assert "ignore_system_fonts=True" in source
    assert "Libertinus Serif" in typst.Fonts(include_system_fonts=False).families()


def test_a_report_takes_well_under_a_second(shown_samples: Database) -> None:
    snapshot = assessing.snapshot(shown_samples, NOVEMBER)
    spent = []
    for _ in range(3):
        begun = time.process_time()
        printed(report_document(report_of(snapshot), DUTCH))
        spent.append(time.process_time() - begun)
    assert min(spent) < 1.0
