"""The page of the rules: the staircase, the version, and what other thresholds would have done."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from streamlit.testing.v1 import AppTest

from supervision import rulesets
from supervision.domain.thresholds import thresholds_of
from supervision.rulesets import FOLDER, shipped
from supervision.storage.database import database
from supervision.usecases import simulating
from supervision.views.ladder import official
from supervision.words import words
from supervision.words.labels import label
from supervision.words.rules import condition_text
from tests.pages.screens import NL, RULES, chosen, figure, grids, open_screen
from tests.usecases.test_nothing_changes import dump

COUNTS = "Gemeenten per trede op elke peildatum: volgens het kader → met de andere drempels"
WHO = "Gemeenten die op een andere trede hadden gestaan"
SHOW, BACK = "Laat zien wat er was gebeurd", "Terug naar de drempels van het kader"


def staircase(at: AppTest) -> list[str]:
    """What stands on each step, from the bottom up."""
    (drawn,) = (
        each.proto.body  # type: ignore[attr-defined]
        for each in at.get("html")
        if each.proto.body.startswith("<section")  # type: ignore[attr-defined]
    )
    steps = ET.fromstring(drawn).findall("ol/li")
    return [" ".join(" ".join(step.itertext()).split()) for step in steps]


def fields(at: AppTest) -> dict[str, float]:
    """The numbers in the form, by label."""
    return {
        f"{index} {each.label}".replace("\N{NO-BREAK SPACE}", " "): each.value
        for index, each in enumerate(at.number_input)
    }


def submit(at: AppTest, button: str = SHOW) -> AppTest:
    (found,) = (each for each in at.button if each.label == button)
    return found.click().run()


# --- the ladder -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_draws_every_step_with_its_conditions_their_evidence_and_source(
    samples: str, language: str
) -> None:
    (ruleset,), t = shipped(), words(language)
    preventive, *steps = staircase(open_screen(RULES, taal=language))
    assert preventive.startswith(t("Preventive"))
    assert len(steps) == len(ruleset.steps) == 6
    for step, drawn in zip(ruleset.steps, steps, strict=True):
        assert drawn.startswith(f"{step.number} {step.name[language]} {label(step.actor, t)}")
        for each in step.enter:
            assert " ".join(condition_text(each, t).split()) in drawn
            assert label(each.evidence, t) in drawn
        source = official(step.source, t).text
        assert source.replace(" ", "") in drawn.replace(" ", ""), "names in it are set apart"


def test_names_the_framework_and_that_a_person_decides(samples: str) -> None:
    at = open_screen(RULES)
    (ruleset,) = shipped()
    assert [each.value.replace("\\", "") for each in at.header] == [ruleset.title]
    assert ("Kenmerk", ruleset.reference) in grids(at)["Kader"].rows
    assert any("Altijd beslist een mens" in each.value for each in at.caption)
    assert any("norm is het deel van het halfjaar" in each.value for each in at.caption)


def test_in_english_the_official_title_stands_below_the_english_one_marked_as_dutch(
    samples: str,
) -> None:
    at = open_screen(RULES, taal="en")
    (ruleset,) = shipped()
    (lead,) = [each.value for each in at.header]
    assert lead.startswith("Supplementary policy framework")
    html = [each.proto.body for each in at.get("html")]  # type: ignore[attr-defined]
    assert any(f'<span lang="nl">{ruleset.title}</span>' in each for each in html)
    assert [each.value for each in at.info if "framework is not public" in each.value]


# --- versions -----------------------------------------------------------------------------------


@pytest.fixture
def two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Version 1 up to and including 2025, and from then on version 2 with a higher threshold."""
    text = (FOLDER / "limburg-2013.toml").read_text(encoding="utf-8")
    old = text.replace("valid_from =", "valid_until = 2025-12-31\nvalid_from =")
    new = text.replace('version = "1"', 'version = "2"').replace("= 2013-10-01", "= 2026-01-01")
    (tmp_path / "old.toml").write_text(old, encoding="utf-8")
    (tmp_path / "new.toml").write_text(
        new.replace("{ backlog_persons = 1 }", "{ backlog_persons = 4 }"), encoding="utf-8"
    )
    monkeypatch.setattr(rulesets, "FOLDER", tmp_path)


def versions(at: AppTest) -> list[str]:
    found = [each for each in at.selectbox if each.label == "Versie van het kader"]
    return found[0].options if found else []


def test_with_one_version_there_is_nothing_to_choose(samples: str) -> None:
    at = open_screen(RULES, kader="limburg-2013:7")
    assert versions(at) == []
    assert not at.warning


def test_of_several_versions_the_one_in_force_today_is_shown(
    samples: str, two_versions: None
) -> None:
    at = open_screen(RULES)
    assert versions(at) == [
        "limburg-2013, versie 1, van 1 oktober 2013 tot en met 31 december 2025",
        "limburg-2013, versie 2, vanaf 1 januari 2026",
    ]
    assert "van 4 of meer" in staircase(at)[1]
    assert not at.warning


def test_another_version_is_chosen_in_the_address_and_said_not_to_be_in_force(
    samples: str, two_versions: None
) -> None:
    at = open_screen(RULES)
    at.selectbox(key="choice_kader").set_value("limburg-2013:1").run()
    assert chosen(at, "kader") == "limburg-2013:1"
    assert "van 1 of meer" in staircase(at)[1]
    assert [each.value for each in at.warning] == ["Dit kader geldt vandaag niet."]
    assert staircase(open_screen(RULES, kader="limburg-2013:1")) == staircase(at)


def test_the_what_if_starts_from_the_version_that_is_shown(
    samples: str, two_versions: None
) -> None:
    starts = [open_screen(RULES, kader=f"limburg-2013:{n}").number_input[0].value for n in (1, 2)]
    assert starts == [1, 4]


# --- what if ------------------------------------------------------------------------------------


def test_the_form_starts_with_the_thresholds_of_the_rules(samples: str) -> None:
    at = open_screen(RULES)
    assert fields(at) == {
        "0 achterstand in personen, ten minste (kader: 1)": 1,
        "1 achterstand in personen, ten minste (kader: 5)": 5,
        "2 achterstand in % van de opgave, ten minste (kader: 10 %)": 10.0,
        "3 gemiste halfjaren op rij, ten minste (kader: 2)": 2,
        "4 termijn in halfjaren (kader: 1)": 1,
        "5 gemiste halfjaren op rij, ten minste (kader: 3)": 3,
        "6 termijn in weken (kader: 16)": 16,
        "7 termijn in weken (kader: 12)": 12,
    }
    assert COUNTS not in grids(at)
    assert not at.get("plotly_chart")


def test_other_thresholds_show_both_numbers_of_each_date_and_who_differs(own_samples: str) -> None:
    store = database(own_samples)
    before = dump(store)
    at = open_screen(RULES)
    at.number_input[0].set_value(4)
    at.number_input[2].set_value(12.5)
    submit(at)
    assert chosen(at, "drempels") == "1.backlog_persons=4;2.backlog_share=12.5%"
    found = simulating.what_if(
        store, shipped()[0], ["1.backlog_persons=4", "2.backlog_share=12.5%"]
    ).comparison
    counts, who = grids(at)[COUNTS], grids(at)[WHO]
    assert counts.column("Peildatum") == [NL.short_date(each.on) for each in found.tallies]
    shown = [each.replace("\N{NO-BREAK SPACE}", " ") for each in counts.column("trede 1")]
    assert shown == [
        str(one.steps[1])
        if one.steps[1] == other.steps[1]
        else f"{one.steps[1]} → {other.steps[1]} ({NL.signed(other.steps[1] - one.steps[1])})"
        for one, other in zip(found.tallies, found.other_tallies, strict=True)
    ]
    assert len(who.rows) == len({each.code for each in found.divergences}) > 0
    assert any("lagere trede voor" in each.value for each in at.subheader)
    assert not any(each.value.startswith("#") for each in at.markdown)
    assert sum(each.value.startswith("Zo leest u de tabel: ") for each in at.caption) == 1
    assert any("verzonnen" in each.value for each in at.warning)
    assert len(figure(at)["data"]) == 12
    assert (at.number_input[0].value, at.number_input[2].value) == (4, 12.5)
    assert dump(store) == before


def test_what_was_asked_opens_from_its_address_in_the_other_language_too(samples: str) -> None:
    asked = "1.backlog_persons=4"
    at, english = (open_screen(RULES, drempels=asked, taal=each) for each in ("nl", "en"))
    assert at.number_input[0].value == english.number_input[0].value == 4
    assert len(grids(at)[COUNTS].rows) == len(
        grids(english)[
            "Municipalities per step on each reference date: under the rules → with the others"
        ].rows
    )
    assert not at.error
    assert not english.error


def test_back_to_the_rules_takes_it_away(samples: str) -> None:
    at = submit(open_screen(RULES, drempels="1.backlog_persons=4"), BACK)
    assert "drempels" not in at.query_params
    assert COUNTS not in grids(at)
    assert at.number_input[0].value == 1


def test_setting_everything_to_what_it_was_asks_nothing(samples: str) -> None:
    at = open_screen(RULES, drempels="1.backlog_persons=4")
    at.number_input[0].set_value(1)
    submit(at)
    assert "drempels" not in at.query_params


def test_what_cannot_be_is_refused_in_words_all_at_once_and_stays_in_the_form(
    own_samples: str,
) -> None:
    before = dump(database(own_samples))
    at = open_screen(RULES)
    at.number_input[1].set_value(-3)
    at.number_input[2].set_value(120.0)
    at.number_input[6].set_value(0)
    submit(at)
    said = (
        "(2.backlog_persons): -3 kan niet. Kies een getal van 1 tot en met 100000.",
        "(2.backlog_share): 120% kan niet.",
        "(4.term_weeks): 0 kan niet. Kies een getal van 1 tot en met 520.",
    )
    for error, part in zip(at.error, said, strict=True):
        assert part in error.value.replace("\\", "")
    assert [at.number_input[index].value for index in (1, 2, 6)] == [-3, 120.0, 0]
    assert COUNTS not in grids(at)
    assert dump(database(own_samples)) == before


MENDED = re.compile(r"Schrijf het|Wel:")


@pytest.mark.parametrize("wrong", ["bla", "9.backlog_persons=2", "2.backlog_persons=<script>", ";"])
def test_nonsense_in_the_address_is_refused_in_words_and_the_rules_stay(
    samples: str, wrong: str
) -> None:
    at = open_screen(RULES, drempels=wrong)
    assert not at.exception
    assert at.error
    assert all(MENDED.search(each.value.replace("\\", "")) for each in at.error)
    assert len(staircase(at)) == 7
    present = thresholds_of(shipped()[0])
    assert [each.value for each in at.number_input] == [
        float(number * 100) if place.quantity.is_share else number
        for place, number in present.items()
    ]


def test_an_empty_store_has_nothing_to_compare(empty: str) -> None:
    at = open_screen(RULES, drempels="1.backlog_persons=4")
    assert any("er valt niets te vergelijken" in each.value for each in at.info)
    assert not at.error
