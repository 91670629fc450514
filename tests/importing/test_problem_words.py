"""Every problem can be said and mended, in Dutch and in English."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from supervision.domain.halfyear import HalfYear
from supervision.importing import Field, FileKind, ProblemCode
from supervision.words import problems, words
from supervision.words.problems import field_name, mend, message, what

BROKEN = Path(__file__).parent.parent / "golden" / "broken"
CASES = json.loads((BROKEN / "expected.json").read_text(encoding="utf-8"))
TABLES = (problems._WHAT, problems._MEND)
VARIANTS = (problems._WHAT_WITH, problems._MEND_WITH)


def texts():
    for table in (*TABLES, problems._FIELDS, problems._CONTENTS, problems._BASES):
        yield from table.values()
    for table in VARIANTS:
        yield from (text for _, text in table.values())


@pytest.mark.parametrize("code", ProblemCode)
def test_every_problem_says_what_is_wrong_and_how_to_mend_it(code):
    assert all(code in table for table in TABLES)


@pytest.mark.parametrize("text", sorted(set(texts())))
def test_every_text_has_dutch_with_the_same_values_in_it(text):
    dutch = words("nl")._texts.get(text, (None,))[0]
    assert dutch, "no Dutch for this text in nl/problems.po"
    assert set(re.findall(r"{(\w+)}", dutch)) == set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("field", Field)
def test_every_field_has_a_name_to_choose_it_by(field):
    assert field_name(field, words("nl")) != field_name(field, words("en"))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", CASES)
def test_every_problem_of_every_broken_file_can_be_said(read, name, language):
    asked = dict(CASES[name]["request"])
    makers = {"kind": FileKind, "half_year": HalfYear.parse, "as_of": date.fromisoformat}
    options = {key: makers.get(key, _fields)(value) for key, value in asked.items()}
    t = words(language)
    for problem in read((BROKEN / name).read_bytes(), name, **options).problems:
        assert message(problem, t) == f"{what(problem, t)} {mend(problem, t)}"
        assert not re.search(r"[{}]|  |''", message(problem, t))


def _fields(columns):
    return {heading: Field(name) for heading, name in columns.items()}


def test_a_message_names_the_column_the_value_and_the_way_out(read):
    reading = read("Gemeente;Gerealiseerd\nMaastrict;12,5\n", "realisatie_2025-04-01.csv")
    assert [message(each, words("nl")) for each in reading.problems] == [
        "Er is geen gemeente 'Maastrict'. Is Maastricht bedoeld? "
        "Schrijf de naam zoals het CBS dat doet, of voeg de code toe.",
        "'12,5' in Gerealiseerd is geen heel aantal personen. "
        "Schrijf een heel aantal personen, zoals 12.",
    ]


def test_a_missing_column_says_what_the_file_does_have(read):
    (problem,) = read("Gemeente;Fase\nBeek;1\n", kind=FileKind.REALISATION).problems
    assert message(problem, words("nl")) == (
        "De kolom Gerealiseerd ontbreekt. Wel in het bestand: Gemeente, Fase. "
        "Voeg de kolom toe, of geef aan welke kolomkop uit het bestand ermee bedoeld is."
    )


def test_a_name_that_looks_like_a_day_but_is_none_is_told(read):
    """What fuzz found: an office that pasted a broken cell where the names stand."""
    file = "Gemeentecode;Gemeente;Gerealiseerd\nGM1507;0000-00-00;3\n"
    (problem,) = read(file, "realisatie_2025-04-01.csv").problems
    assert message(problem, words("nl")).startswith(
        "De code is die van Horst aan de Maas, de naam die van 0000-00-00."
    )
