"""What a template can and cannot do: faults are told in words, values come out as written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from docx import Document
from docx.document import Document as Opened

from supervision.errors import LetterTemplateInvalid
from supervision.exports.docx_file import FOLDER, template_path, to_docx, try_templates
from supervision.storage.database import Database
from supervision.usecases import letters
from supervision.views.letter_fields import NAMES
from supervision.views.letter_rows import COLUMNS
from supervision.views.letters import TEMPLATES, specimen
from supervision.words import words
from supervision.words.errors import message
from tests.exports.word_file import WordFile
from tests.usecases.decided import NUMBERS, WHY

Change = Callable[[Opened], object]


def nothing(document: Opened) -> None:
    """Leave the template as it is."""


def unmark_header(document: Opened) -> None:
    document.sections[0].header.paragraphs[0].clear()


def unmark_top(document: Opened) -> None:
    document.paragraphs[0].clear()


def bare_first_page(document: Opened) -> None:
    document.sections[0].different_first_page_header_footer = True


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., WordFile]:
    """Fill in a template of one paragraph and what else was changed about it."""

    def fill(text: str = "", change: Change = nothing, **fields: str) -> WordFile:
        document = Document()
        document.add_paragraph("CONCEPT")
        document.sections[0].header.paragraphs[0].text = "CONCEPT"
        document.add_paragraph(text)
        document.core_properties.title = "Brief aan {{ gemeente }}"
        change(document)
        document.save(str(tmp_path / "brief.v1.docx"))
        letter = specimen("brief")
        return WordFile(to_docx(replace(letter, fields={**letter.fields, **fields}), tmp_path))

    return fill


# --- values ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "Bergen & <b>Weert</b>",
        "{{ gemeente }} {% if x %} {# nee #}",
        "{_{ ontsnapt }_} {_% %_}",
        "&amp; &#123; &lt;",
        "\"aanhaling\" en 'apostrof'",
        "’s-Gravenvoeren – ë é ü",
    ],
)
def test_a_value_comes_out_as_it_was_written(made: Callable[..., WordFile], value: str) -> None:
    file = made("Aan {{ gemeente }}.", gemeente=value)
    assert file.paragraphs[1] == f"Aan {value}."
    assert file.document.core_properties.title == f"Brief aan {value}"


def test_lines_stay_lines_and_what_word_cannot_hold_is_left_out(
    made: Callable[..., WordFile],
) -> None:
    assert made("{{ gemeente }}", gemeente="een\r\ntwee\nd\x00rie\x0b\x1f").paragraphs[1] == (
        "een\ntwee\ndrie"
    )


def test_the_rationale_of_a_decision_comes_out_as_it_was_written(decided: Database) -> None:
    for name in ("step 2", "frozen", "lapsed"):
        letter = letters.of_decision(decided, NUMBERS[name])[0]
        assert WHY in WordFile(to_docx(letter)).paragraphs


# --- faults ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason", "says"),
    [
        ("{{ onbekend }}", "unknown_field", "onbekend"),
        ("{% if onbekend %}x{% endif %}", "unknown_field", "onbekend"),
        ("{% for rij in redenen %}{{ rij.kleur }}{% endfor %}", "unknown_field", "kleur"),
        ("{{ gemeente.klinkt }}", "unknown_field", "klinkt"),
        ("{{ gemeente", "tags", "accolades"),
        ("{% if gemeente %}", "tags", "accolades"),
        ("{% endfor %}", "tags", "accolades"),
        ("{{ gemeente + 1 }}", "tags", "accolades"),
        ("{{ 1 / 0 }}", "tags", "accolades"),
        ("{{ gemeente.__class__.__mro__ }}", "tags", "accolades"),
        ("{%tr if gemeente %}", "tags", "accolades"),
        ("{{r gemeente }}x", "tags", "accolades"),
    ],
)
def test_a_fault_in_a_tag_is_told_with_template_and_field(
    made: Callable[..., WordFile], text: str, reason: str, says: str
) -> None:
    with pytest.raises(LetterTemplateInvalid) as refused:
        made(text)
    assert refused.value.fields["reason"] == reason
    said = message(refused.value, words("nl"))
    assert "brief.v1.docx" in said
    assert says in said


@pytest.mark.parametrize("change", [unmark_header, unmark_top, bare_first_page])
def test_a_template_without_its_mark_is_refused(
    made: Callable[..., WordFile], change: Change
) -> None:
    assert made("").paragraphs[0] == "CONCEPT"
    with pytest.raises(LetterTemplateInvalid) as refused:
        made("", change)
    assert refused.value.fields["reason"] == "no_concept"
    assert "CONCEPT" in message(refused.value, words("nl"))


@pytest.mark.parametrize("content", [b"", b"no Word file", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_word_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "brief.v1.docx").write_bytes(content)
    with pytest.raises(LetterTemplateInvalid) as refused:
        to_docx(specimen("brief"), tmp_path)
    assert refused.value.fields["reason"] == "unreadable"


def test_a_template_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LetterTemplateInvalid) as refused:
        to_docx(specimen("brief"), tmp_path)
    assert refused.value.fields["reason"] == "missing"
    assert "brief" in message(refused.value, words("nl"))


# --- versions and the contract with whoever edits a template --------------------------------


def test_the_highest_version_is_used_and_the_others_stay(tmp_path: Path) -> None:
    for name in ("a.v1.docx", "a.v9.docx", "a.v10.docx", "a.v11.doc", "a-b.v12.docx", "a.vx.docx"):
        (tmp_path / name).touch()
    assert template_path("a", tmp_path).name == "a.v10.docx"


def test_the_version_that_was_used_stands_in_the_letter(tmp_path: Path) -> None:
    for version in (1, 3):
        shutil.copy(template_path("afloop"), tmp_path / f"afloop.v{version}.docx")
    assert "versie 3" in WordFile(to_docx(specimen("afloop"), tmp_path)).frame[1]


def test_every_template_that_ships_can_be_filled_in() -> None:
    try_templates(TEMPLATES)
    named = {path.name.split(".v")[0] for path in FOLDER.glob("*.docx")}
    assert named == set(TEMPLATES)


def test_the_fields_of_the_contract_are_those_of_a_letter(decided: Database) -> None:
    for name in ("step 4", "frozen", "lapsed"):
        for letter in letters.of_decision(decided, NUMBERS[name]):
            assert sorted(letter.fields) == sorted(NAMES)
            assert list(letter.rows) == list(COLUMNS)
            for kind, rows in letter.rows.items():
                assert all(tuple(row) == COLUMNS[kind] for row in rows)


def test_the_readme_lists_every_field_every_list_and_every_template() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    columns = [column for each in COLUMNS.values() for column in each]
    words_of_it = [*NAMES, *COLUMNS, *columns, "sjabloon", "sjabloonversie"]
    assert [each for each in words_of_it if f"`{each}`" not in text] == []
    assert [each for each in TEMPLATES if f"`{each}`" not in text] == []


def test_the_first_versions_are_the_same_bytes_each_time() -> None:
    script = FOLDER / "first_version.py"
    module = ModuleType("first_version")
    module.__file__ = str(script)
    exec(compile(script.read_text(encoding="utf-8"), script, "exec"), module.__dict__)
    source = (FOLDER / "first" / "texts" / "afloop.md").read_text(encoding="utf-8")
    one, two = (module.template("afloop", source) for _ in range(2))
    assert one == two
    assert WordFile(one).paragraphs[0].startswith("CONCEPT")
