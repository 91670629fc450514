"""Letters as Word files: every number is the store's, every letter is marked, nothing leaks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from supervision.exports.docx_file import template_path, to_docx, to_zip
from supervision.exports.fixed_zip import files_in
from supervision.storage.database import Database
from supervision.usecases import imports, letters
from supervision.views.letters import TEMPLATES, Letter
from tests.exports.letter_numbers import (
    NUMBER,
    Known,
    allowed,
    column,
    dutch,
    known_of,
    known_on,
)
from tests.exports.word_file import WordFile, words_of_template
from tests.usecases.decided import LEUDAL, NUMBERS

TODAY = date(2026, 11, 24)
STORIES = [name for name in NUMBERS if name != "wrong"]
"""The decision that was corrected has no letter."""
EACH_STORY = pytest.mark.parametrize("story", [*STORIES, "preventive"])
EACH_DECISION = pytest.mark.parametrize("story", STORIES)


@cache
def written(store: Database, story: str) -> tuple[tuple[Letter, WordFile], ...]:
    """The letters of a story, and the Word files."""
    if story == "preventive":
        found = letters.of_municipality(store, LEUDAL, TODAY)
    else:
        found = letters.of_decision(store, NUMBERS[story])
    return tuple((each, WordFile(to_docx(each))) for each in found)


@cache
def known(store: Database, story: str) -> Known:
    """What the store knows of it."""
    if story == "preventive":
        return known_on(store, LEUDAL, TODAY)
    return known_of(store, NUMBERS[story])


def main_letter(store: Database, story: str) -> str:
    """The text of the letter to the municipality."""
    return written(store, story)[0][1].text


def unexplained(letter: Letter, file: WordFile, known: Known) -> list[str]:
    """The numbers in a letter that neither the store nor the words of the template give."""
    text = file.text
    for each in sorted({each for each in allowed(known) if NUMBER.search(each)}, key=len)[::-1]:
        text = re.sub(rf"(?<!\w)(?<!\d[.,:]){re.escape(each)}(?![\w%]|[.,:]\d)", " ", text)
    path = template_path(letter.template)
    fixed = {*NUMBER.findall(words_of_template(path)), path.stem.rpartition(".v")[2], "1"}
    fixed |= set(NUMBER.findall(letter.template))
    return [each for each in NUMBER.findall(text) if each not in fixed]


def test_every_template_is_used_by_a_story(decided: Database) -> None:
    used = {
        each.template for story in [*STORIES, "preventive"] for each, _ in written(decided, story)
    }
    assert used == set(TEMPLATES)


# --- the numbers ----------------------------------------------------------------------------


@EACH_STORY
def test_the_table_of_figures_is_what_the_account_says(decided: Database, story: str) -> None:
    found = known(decided, story)
    expected = [column(line, half_year, found.on) for half_year, line in found.lines()]
    shown = [file for _, file in written(decided, story) if "Aantallen in personen" in file.text]
    assert shown
    for file in shown:
        rows = file.table("Aantallen in personen")
        assert [[row[at] for row in rows] for at in (1, 2)] == expected


@EACH_STORY
def test_no_number_stands_in_a_letter_that_the_store_does_not_give(
    decided: Database, story: str
) -> None:
    for letter, file in written(decided, story):
        assert unexplained(letter, file, known(decided, story)) == []


def test_a_number_that_the_store_does_not_give_is_found(decided: Database) -> None:
    """Every field with a number in it is replaced by another number, each by its own."""
    ((letter, _),) = written(decided, "step 2")
    tags = template_text(letter.template)
    used = [
        name
        for name, text in letter.fields.items()
        if NUMBER.search(text) and f"{{{{ {name} }}}}" in tags
    ]
    assert len(used) > 20
    false = {name: str(7900 + number) for number, name in enumerate(used)}
    forged = replace(letter, fields={**letter.fields, "afwijking": "x", **false})
    found = unexplained(forged, WordFile(to_docx(forged)), known(decided, "step 2"))
    assert set(false.values()) <= set(found)


def template_text(template: str) -> str:
    return WordFile(template_path(template).read_bytes()).text


@EACH_DECISION
def test_the_findings_of_the_assessment_are_the_reasons(decided: Database, story: str) -> None:
    found = known(decided, story)
    assert found.recorded is not None
    step_to = found.recorded.decision.step_to
    shown = {step_to, found.evidence["indicated_step"]} - {0} if step_to else set()
    holding = [each for each in found.evidence["findings"] if each["holds"]]
    reasons = [each for each in holding if each["step"] in shown]
    for _, file in written(decided, story):
        if "Voorwaarde" in file.text.split("\n"):
            assert len(file.table("Voorwaarde")) == len(reasons)
        if "Voorwaarde of termijn" in file.text:
            steps = [row[0] for row in file.table("Trede")]
            assert steps[: len(reasons)] == [str(each["step"]) for each in reasons]


@EACH_DECISION
def test_term_and_number_named_are_those_of_the_decision(decided: Database, story: str) -> None:
    recorded = known(decided, story).recorded
    assert recorded is not None
    decision = recorded.decision
    for _, file in written(decided, story):
        if decision.term is not None:
            assert re.search(rf"De termijn loopt tot .*{dutch(decision.term.until)}", file.text)
        if decision.named is not None:
            asked = f"ten minste {decision.named} personen te huisvesten, geteld vanaf "
            gives_notice = "gemeenteblad van de gemeente" in file.text
            assert gives_notice or asked + dutch(decision.counted_from or TODAY) in file.text


ASKED = {
    "step 1": "vóór de peildatum 1 juli 2025 nog ten minste 101 personen te huisvesten",
    "step 3": "uiterlijk op 2 januari 2026 ten minste 90 personen te huisvesten, geteld vanaf",
    "step 4": "uiterlijk op 28 april 2026 de achterstand van 41 personen op de laatste peildatum",
    "extended": "uiterlijk op 15 februari 2027 ten minste 40 personen te huisvesten, geteld vanaf",
    "ahead": "ervoor te zorgen dat er op de peildatum 1 januari 2027 geen achterstand is",
    "preventive": "vóór de peildatum 1 januari 2027 nog ten minste 8 personen te huisvesten",
}


@pytest.mark.parametrize("story", ASKED)
def test_what_is_asked(decided: Database, story: str) -> None:
    assert ASKED[story] in main_letter(decided, story)


STANDS = {
    "step 2": "1 januari 2025 had de gemeente Venlo een achterstand van 14 personen",
    "step 4": "Daarmee zijn 3 halfjaren op rij met een achterstand afgesloten.",
    "held": "een achterstand van 1 persoon: van de opgave van 16 in 2026-1 is 15 gerealiseerd",
    "ahead": "een voorsprong van 12 personen",
    "without a figure": "waarop het halfjaar 2023-2 is afgesloten, is het eindcijfer of de",
    "nothing due": "Daarmee is er in dit halfjaar geen opgave meer.",
    "on a reference date": "Daarover is nog geen realisatie gemeld.",
    "frozen": "Op 1 oktober 2026 had het COA 34 nog niet gehuisveste personen",
    "extended": "Van de 40 genoemde personen zijn er sinds 1 juli 2026 16 gehuisvest.",
    "skipping": "Uit de regels van het kader volgt als voorstel: trede 2.",
    "urgent": "De situatie is spoedeisend (Gemeentewet, art. 124). De reden daarvoor is: Brand",
    "corrected": "Dit besluit komt in de plaats van besluit 24, dat onjuist was.",
    "lowered": "van trede 2 (informatie opvragen en valideren) naar trede 1 (signaleren)",
}


@pytest.mark.parametrize("story", STANDS)
def test_how_it_stands(decided: Database, story: str) -> None:
    assert STANDS[story] in main_letter(decided, story)


@EACH_STORY
def test_every_source_row_is_the_row_of_the_municipality_in_the_file(
    decided: Database, story: str
) -> None:
    files = {each.file_name: each.id for each in imports.history(decided)}
    for letter, file in written(decided, story):
        if "Herkomst van de cijfers" not in file.text:
            continue
        for _, figure, name, row, _ in file.table("Halfjaar"):
            lines = imports.original(decided, files[name]).decode("utf-8-sig").splitlines()
            assert lines[int(row) - 1].startswith(letter.code), figure


# --- what every letter says -----------------------------------------------------------------


@EACH_STORY
def test_every_letter_is_marked_and_says_what_it_rests_on(decided: Database, story: str) -> None:
    for letter, file in written(decided, story):
        assert file.paragraphs[0].startswith("CONCEPT")
        assert "CONCEPT" in file.frame[0]
        assert f"Sjabloon {letter.template}, versie 1" in file.frame[1]
        assert "Voorbeeldgegevens: de realisaties zijn verzonnen" in file.paragraphs[1]
        assert dutch(letter.on) in file.text
        assert "limburg-2013, versie 1" in file.text
        assert "2013-53186" in file.text
        assert not re.search(r"[{}]", file.text.replace("{{ gemeente }}", ""))


@EACH_STORY
def test_every_letter_can_be_read_by_everybody(decided: Database, story: str) -> None:
    """Title and language are set, every table has a heading row that repeats, styles are real."""
    for letter, file in written(decided, story):
        properties = file.document.core_properties
        assert letter.name in properties.title
        assert "concept" in properties.title
        assert (properties.author, properties.language) == ("Provincie Limburg", "nl-NL")
        styles = {each.style.name for each in file.document.paragraphs if each.style}
        assert {"Normal", "Title", "Heading 1"} <= styles
        section = file.document.sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
        for table in file.document.tables:
            assert table.style is not None
            assert table.style.name == "Brieftabel"
            assert "w:tblHeader" in table.rows[0]._tr.xml
            assert "w:tblCaption" in table._tbl.xml
        assert 'w:lang w:val="nl-NL"' in file.document.styles.element.xml


def test_assumed_thresholds_are_named_as_such(decided: Database) -> None:
    says = "als aangenomen zijn gemerkt"
    assert says in main_letter(decided, "step 2")
    assert says not in main_letter(decided, "step 5")


@pytest.mark.parametrize(
    ("story", "parts"),
    [
        ("step 4", ["zienswijze", "geen besluit in de zin van", "gemeenteblad", "afschrift"]),
        ("step 5", ["besluiten wij:", "Dat is de hersteltermijn.", "bezwaar", "zes weken"]),
        ("step 6", ["besluiten wij:", "bezwaar", "zes weken", "kosten"]),
    ],
)
def test_from_step_4_on_a_letter_has_what_the_law_asks(
    decided: Database, story: str, parts: list[str]
) -> None:
    assert [part for part in parts if part not in main_letter(decided, story)] == []


def test_a_draft_says_that_it_waits_and_a_final_one_by_whom_not(decided: Database) -> None:
    assert "wacht op bevestiging door een tweede persoon" in main_letter(decided, "urgent")
    confirmed = main_letter(decided, "step 5")
    assert "door een tweede persoon bevestigd op" in confirmed
    assert "anna" not in confirmed
    assert "bert" not in confirmed


# --- the file -------------------------------------------------------------------------------


@EACH_STORY
def test_the_same_letter_gives_the_same_bytes(decided: Database, story: str) -> None:
    for letter, file in written(decided, story):
        assert to_docx(letter) == file.data
        assert file.document.core_properties.created is not None
        assert file.document.core_properties.created.date() == letter.on


def test_a_selection_is_one_zip_with_names_to_read(decided: Database) -> None:
    found = [each for story in ("step 4", "preventive") for each, _ in written(decided, story)]
    data = to_zip(found)
    assert data == to_zip(reversed(found))
    names = [name for name, _ in files_in(data)]
    assert names == [
        "2026-01-05_Venlo_trede-4-gemeenteblad_concept_voorbeeldgegevens.docx",
        "2026-01-05_Venlo_trede-4-gemeenteraad_concept_voorbeeldgegevens.docx",
        "2026-01-05_Venlo_trede-4_concept_voorbeeldgegevens.docx",
        "2026-11-24_Leudal_preventief_concept_voorbeeldgegevens.docx",
    ]
    assert {WordFile(content).paragraphs[0][:7] for _, content in files_in(data)} == {"CONCEPT"}
