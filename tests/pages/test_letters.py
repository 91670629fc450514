"""The letters on the pages: offered where there is one, made and kept at the click."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from supervision.errors import LetterTemplateInvalid
from supervision.exports.fixed_zip import files_in
from supervision.reference import register
from supervision.storage.database import database
from supervision.ui import letters
from supervision.usecases import record
from tests.exports.word_file import WordFile
from tests.pages.screens import ESCALATION, MUNICIPALITY, assessed, open_screen, texts

LEUDAL, BEESEL, LAST = "GM1640", "GM0889", "2026-2"
NO_LETTER = "Er is geen brief te schrijven: geen besluit en geen signaal."
Makers = dict[str, Callable[[], bytes]]


@pytest.fixture
def makers(monkeypatch: pytest.MonkeyPatch) -> Makers:
    """What each download button would make, by the name of the file."""
    found: Makers = {}
    draw = st.download_button

    def keep(label: str, data: Callable[[], bytes], name: str, *args: str, **more: str) -> bool:
        found[name] = data
        return bool(draw(label, data, name, *args, **more))  # type: ignore[call-overload]

    monkeypatch.setattr(letters.st, "download_button", keep)
    return found


def test_one_municipality_has_its_letter_and_the_click_is_kept(
    own_samples: str, makers: Makers
) -> None:
    at = open_screen(MUNICIPALITY, gemeente=LEUDAL, halfjaar=LAST)
    assert not at.exception
    name = "2026-11-24_Leudal_preventief_concept_voorbeeldgegevens.docx"
    assert record.trail(database(own_samples))[-1].action != "download"
    assert WordFile(makers[name]()).paragraphs[0].startswith("CONCEPT")
    last = record.trail(database(own_samples))[-1]
    assert (last.action, last.about) == ("download", f"letter preventief {LEUDAL}")


def test_a_selection_is_one_zip_and_every_letter_in_it_is_kept(
    own_samples: str, makers: Makers
) -> None:
    at = open_screen(ESCALATION, halfjaar=LAST, regio="Midden-Limburg")
    assert not at.exception
    content = makers["2026-11-24_brieven_concept_voorbeeldgegevens.zip"]()
    letters_kept = [e for e in record.trail(database(own_samples)) if e.about.startswith("letter")]
    assert len(letters_kept) == len(files_in(content)) > 1


def test_the_letter_of_a_step_proposed_follows_the_decision(samples: str) -> None:
    """On the dossier of one, and on the list by name; the button names what is in the zip."""
    proposed = [
        each.code
        for each in assessed(samples, LAST).province.assessments.values()
        if each.proposed_step > each.measure.step
    ]
    told = "De brief van trede 1 komt na het besluit"
    at = open_screen(MUNICIPALITY, gemeente=proposed[0], halfjaar=LAST)
    assert f"{told}." in texts(at)
    assert not any("_preventief_" in label for label in _labels(at))
    at = open_screen(ESCALATION, halfjaar=LAST)
    listed = next(each for each in texts(at) if each.startswith(f"{told}: "))
    assert all(register().by_code[code].name in listed for code in proposed)
    assert any(
        label.startswith("Download") and "preventieve brieven" in label for label in _labels(at)
    )


def _labels(at: AppTest) -> list[str]:
    return [each.proto.label for each in at.get("download_button")]


def test_who_needs_no_letter_is_told_so(samples: str) -> None:
    assert NO_LETTER in texts(open_screen(MUNICIPALITY, gemeente=BEESEL, halfjaar=LAST))


def test_figures_of_the_past_have_no_letters(samples: str, makers: Makers) -> None:
    open_screen(MUNICIPALITY, gemeente=LEUDAL, halfjaar=LAST, bekend="2026-11-24")
    assert not [name for name in makers if name.endswith(".docx")]


def test_a_faulty_template_is_told_on_the_page_before_anybody_clicks(
    samples: str, makers: Makers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(templates: object) -> None:
        raise LetterTemplateInvalid(template="preventief.v2.docx", reason="tags", value="x")

    monkeypatch.setattr(letters, "try_templates", refuse)
    at = open_screen(MUNICIPALITY, gemeente=LEUDAL, halfjaar=LAST)
    assert any("preventief.v2.docx" in each.value for each in at.error)
    assert not [name for name in makers if name.endswith(".docx")]
