"""What holds for all pages: name, notice, language, empty store, wrong address, failure."""

from __future__ import annotations

import logging
import re

import pytest
from babel.messages.pofile import read_po

from supervision.config import ROOT
from supervision.ui import cached
from tests.pages.screens import (
    IMPORTING,
    RULES,
    SCREENS,
    START,
    TITLES,
    VENLO,
    WITH_FIGURES,
    chosen,
    links,
    metrics,
    open_screen,
    texts,
)

CATALOGUES = sorted((ROOT / "supervision" / "words" / "nl").glob("*.po"))


def _whole_texts() -> tuple[set[str], set[str]]:
    """The English texts that are not Dutch too, and the other way round."""
    pairs = []
    for path in CATALOGUES:
        with path.open("rb") as file:
            pairs += [
                (each.id, each.string)
                for each in read_po(file)
                if isinstance(each.id, str) and each.id and "{" not in each.id
            ]
    english, dutch = {one for one, _ in pairs}, {other for _, other in pairs}
    return english - dutch, dutch - english


ENGLISH, DUTCH = _whole_texts()


@pytest.mark.parametrize("screen", SCREENS)
def test_has_its_name_and_a_menu_to_all_pages(screen: str, samples: str) -> None:
    at = open_screen(screen)
    assert [each.value for each in at.title] == [TITLES[screen][0]]
    menu = [each.proto.label for each in at.sidebar.get("page_link")]
    assert menu == [dutch for dutch, _ in TITLES.values()]
    assert not at.exception
    assert not at.error


@pytest.mark.parametrize("screen", WITH_FIGURES)
def test_says_that_sample_data_is_made_up(screen: str, samples: str) -> None:
    at = open_screen(screen, gemeente=VENLO)
    assert any("Voorbeeldgegevens" in each.value for each in at.warning)


@pytest.mark.parametrize("screen", SCREENS)
def test_is_dutch_unless_asked_otherwise(screen: str, samples: str) -> None:
    for choices in ({}, {"halfjaar": "2026-1"}):
        at = open_screen(screen, gemeente=VENLO, **choices)
        assert texts(at) & ENGLISH == set()


@pytest.mark.parametrize("screen", SCREENS)
def test_is_english_when_asked(screen: str, samples: str) -> None:
    at = open_screen(screen, taal="en", gemeente=VENLO)
    assert [each.value for each in at.title] == [TITLES[screen][1]]
    assert texts(at) & DUTCH == set()
    assert not at.error
    assert all("taal=en" in each.proto.query_string for each in at.get("page_link"))


@pytest.mark.parametrize("screen", WITH_FIGURES)
def test_an_empty_store_says_what_to_do_next(screen: str, empty: str) -> None:
    at = open_screen(screen)
    assert [each.value for each in at.info] == [
        "Er zijn nog geen cijfers. Lees eerst een bestand met taakstellingen of het "
        "maandoverzicht van COA in."
    ]
    assert [(label, page) for label, page, _ in links(at)] == [("Een bestand inlezen", "inlezen")]
    assert not at.error
    assert not at.exception


@pytest.mark.parametrize("screen", [IMPORTING, RULES])
def test_an_empty_store_does_not_keep_from_importing_and_the_rules(screen: str, empty: str) -> None:
    at = open_screen(screen)
    assert [each.value for each in at.title] == [TITLES[screen][0]]
    assert not at.error
    assert not at.exception


@pytest.mark.parametrize("screen", SCREENS)
def test_a_wrong_address_is_ignored(screen: str, samples: str) -> None:
    wrong = {
        "halfjaar": "2199-3",
        "gemeente": "GM9999",
        "taal": "xx",
        "laag": "<script>",
        "regio": "Atlantis",
        "trede": "12",
        "onbekend": "1",
    }
    at, plain = open_screen(screen, **wrong), open_screen(screen)
    assert not at.error
    assert not at.exception
    assert [each.value for each in at.title] == [TITLES[screen][0]]
    assert metrics(at) == metrics(plain)
    assert [box.value for box in at.selectbox] == [box.value for box in plain.selectbox]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_store_that_nobody_made_says_how_to_make_one(screen: str, nowhere: str) -> None:
    at = open_screen(screen)
    assert not at.exception
    (error,) = [each.value.replace("\\", "") for each in at.error]
    assert "nog niet gemaakt" in error
    assert "python -m supervision init" in error


@pytest.mark.parametrize("screen", SCREENS)
def test_what_nobody_foresaw_is_told_with_a_reference_and_no_trace(
    screen: str,
    samples: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("inwendig geheim")

    monkeypatch.setattr(cached, "half_years_in_store", broken)
    with caplog.at_level(logging.ERROR):
        at = open_screen(screen)
    assert not at.exception
    (error,) = [each.value for each in at.error]
    assert error.startswith("Er ging iets mis")
    (reference,) = re.findall(r"\b[0-9a-f]{8}\b", error)
    assert not {"inwendig geheim", "RuntimeError", "Traceback"} & set(re.split(r"[:\n]", error))
    assert reference in caplog.text, "the log has to hold the trace under the reference"
    assert "inwendig geheim" in caplog.text


def test_a_deep_link_keeps_its_choices_through_the_menu(samples: str) -> None:
    at = open_screen(START, halfjaar="2026-1", gemeente=VENLO, taal="nl")
    at.switch_page("pages/gemeente.py").run()
    assert at.header[0].value.startswith("Venlo (GM0983)")
    assert chosen(at, "halfjaar") == "2026-1"
    assert next(b.value for b in at.selectbox if b.label == "Halfjaar").startswith("2026-1")
    for each in at.sidebar.get("page_link"):
        assert "halfjaar=2026-1" in each.proto.query_string
        assert "gemeente=GM0983" in each.proto.query_string


@pytest.mark.parametrize("screen", WITH_FIGURES)
def test_choosing_a_half_year_puts_it_in_the_address_as_a_code(screen: str, samples: str) -> None:
    at = open_screen(screen, gemeente=VENLO)
    assert "halfjaar" not in at.query_params
    at.selectbox(key="choice_halfjaar").set_value("2025-2").run()
    assert chosen(at, "halfjaar") == "2025-2"
    assert any("1 januari 2026" in each.value for each in at.caption)


def test_the_language_is_changed_on_the_page(samples: str) -> None:
    at = open_screen(START)
    at.selectbox(key="choice_taal").set_value("en").run()
    assert chosen(at, "taal") == "en"
    assert [each.value for each in at.title] == ["Overview"]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("day", ["2026-11-25", "gisteren"])
def test_a_day_of_knowledge_that_is_none_is_said_and_not_passed_over(
    screen: str, day: str, samples: str
) -> None:
    said = [each.value.replace("\\", "") for each in open_screen(screen, bekend=day).warning]
    assert len([each for each in said if f"zoals bekend op '{day}'" in each]) == 1


def test_a_day_of_knowledge_that_is_one_is_not_complained_of(samples: str) -> None:
    said = [each.value for each in open_screen(START, bekend="2026-11-24").warning]
    assert not [each for each in said if "Het adres" in each]
