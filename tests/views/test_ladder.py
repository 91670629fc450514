"""The ladder as people read it, and its HTML: from the data only, and what is assumed is marked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from xml.etree import ElementTree as ET

import pytest

from supervision.domain.ruleset import Condition, Evidence, Rule, RuleSet, TermRule
from supervision.reference import rule_texts
from supervision.rulesets import FOLDER, find_ruleset, shipped
from supervision.ui.ladder import html
from supervision.views.ladder import Rung, ladder, official
from supervision.words import Words, words
from supervision.words.labels import label
from supervision.words.rules import condition_text, term_text

HASH = "ee9fdd0ba83d585b5172b71b11c084fc5e67a1c11b4bf9f404f61ed24daa6885"
"""Of the file of version 1, which is never edited after use but for its `valid_until`."""
LIMBURG = find_ruleset("limburg-2013")
NL, EN = words("nl"), words("en")
BOTH = pytest.mark.parametrize("t", [NL, EN], ids=["Dutch", "English"])


def drawn(ruleset: RuleSet, t: Words = NL) -> list[ET.Element]:
    """The steps of the staircase, from the bottom up."""
    return ET.fromstring(html(ladder(ruleset, t), t)).findall("ol/li")


def text(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def rungs(ruleset: RuleSet = LIMBURG) -> list[Rung]:
    return list(ladder(ruleset, NL))


@BOTH
def test_the_rungs_rise_from_preventive_to_the_last_step(t: Words) -> None:
    found = ladder(LIMBURG, t)
    assert [each.number for each in found] == [0, 1, 2, 3, 4, 5, 6]
    names = [step.name[t.language] for step in LIMBURG.steps]
    assert [each.name for each in found] == [t("Preventive"), *names]


@BOTH
def test_each_step_says_who_acts_when_how_long_and_on_what_basis(t: Words) -> None:
    for step, rung in zip(LIMBURG.steps, ladder(LIMBURG, t)[1:], strict=True):
        assert rung.actor == label(step.actor, t)
        assert [each.text for each in rung.conditions] == [
            condition_text(each, t) for each in step.enter
        ]
        assert (rung.term.text if rung.term else None) == (
            term_text(step.term, t) if step.term else None
        )
        said = official(step.source, t)
        assert (rung.legal_basis, rung.source.text) == (step.legal_basis, said.text)


def test_what_is_assumed_is_counted_per_step() -> None:
    assert [each.assumed for each in rungs()] == [0, 0, 2, 1, 1, 0, 0]
    step = replace(LIMBURG.step(5), term_evidence=Evidence.ASSUMED, evidence=Evidence.ASSUMED)
    assert (
        rungs(replace(LIMBURG, steps=(*LIMBURG.steps[:4], step, *LIMBURG.steps[5:])))[5].assumed
        == 2
    )


@BOTH
def test_every_rule_of_the_data_stands_on_the_staircase(t: Words) -> None:
    steps = drawn(LIMBURG, t)
    assert len(steps) == 7
    for rung, drawn_step in zip(ladder(LIMBURG, t), steps, strict=True):
        said = text(drawn_step)
        for part in (rung.name, rung.actor, rung.legal_basis, rung.source.text):
            assert part is None or part in said
        terms = [rung.term] if rung.term else []
        for clause in (*rung.conditions, *terms, rung.source):
            rests_on = clause.evidence if clause.assumed else f"({clause.evidence})"
            assert f"{' '.join(clause.text.split())} {rests_on}" in said


def test_what_is_assumed_is_marked_in_words_and_in_a_frame_not_by_colour() -> None:
    for rung, step in zip(rungs(), drawn(LIMBURG), strict=True):
        marks = [text(each) for each in step.iter() if each.get("class") == "assumed"]
        expected = ["aangenomen, door de Provincie te bevestigen"] * rung.assumed
        assert marks == ([f"{rung.assumed} te bevestigen", *expected] if rung.assumed else [])


def test_the_name_that_is_drawn_again_for_the_eye_is_read_aloud_once() -> None:
    for step in drawn(LIMBURG):
        (again,) = (each for each in step.iter() if each.get("class") == "again")
        assert again.get("aria-hidden") == "true"


def test_the_list_is_numbered_from_nought_and_named() -> None:
    section = ET.fromstring(html(ladder(LIMBURG, NL), NL))
    ordered = section.find("ol")
    assert ordered is not None
    assert (section.tag, ordered.get("start")) == ("section", "0")
    assert (section.get("aria-label") or "").startswith("De ladder")


def test_on_an_english_page_only_names_of_laws_are_dutch_and_marked_so() -> None:
    laws = {
        1: ["Wet revitalisering generiek toezicht"],
        5: ["Wet revitalisering generiek toezicht"],
        6: ["Gemeentewet"],
    }
    for step, drawn_step in zip(LIMBURG.steps, drawn(LIMBURG, EN)[1:], strict=True):
        dutch = [text(each) for each in drawn_step.iter() if each.get("lang") == "nl"]
        assert dutch == [step.legal_basis, *laws.get(step.number, [])]


def test_every_text_of_the_shipped_rules_has_english_and_none_is_left_over() -> None:
    texts = {
        text
        for each in shipped()
        for text in (
            *(each.title, each.note, each.preventive_source),
            *(step.source for step in each.steps),
            *(step.note for step in each.steps),
        )
        if text
    }
    assert set(rule_texts().texts) == texts
    assert all(name in " ".join(rule_texts().texts.values()) for name in rule_texts().names)


def test_a_text_without_english_is_shown_in_dutch_and_marked_so() -> None:
    steps = (replace(LIMBURG.step(1), source="Nieuwe bron"), *LIMBURG.steps[1:])
    _, first, *_ = drawn(replace(LIMBURG, steps=steps), EN)
    dutch = [text(each) for each in first.iter() if each.get("lang") == "nl"]
    assert dutch[-1] == "Nieuwe bron"


def test_the_english_changes_nothing_of_the_rules_that_decisions_rest_on() -> None:
    """Rule sets are read from files beside it; the one of the folder is none of them."""
    content = (FOLDER / "limburg-2013.toml").read_bytes()
    assert sha256(content).hexdigest() == HASH


NASTY = '<img src=x onerror="alert(1)"> & "quoted"'


def test_every_text_is_escaped() -> None:
    step = replace(
        LIMBURG.step(1),
        name={"nl": NASTY, "en": NASTY},
        legal_basis=NASTY,
        source=NASTY,
        note=NASTY,
    )
    ruleset = replace(LIMBURG, steps=(step,), preventive_source=NASTY)
    found = html(ladder(ruleset, NL), NL)
    assert "<img" not in found
    assert found.count("&lt;img") == 6
    preventive, first = drawn(ruleset)
    assert NASTY in text(preventive)
    assert text(first).count(NASTY) == 5


@pytest.mark.parametrize(
    ("share", "dutch"),
    [
        (Fraction(1, 10), "10 %"),
        (Fraction(125, 1000), "12,5 %"),
        (Fraction(33_333, 100_000), "33,333 %"),
        (Fraction(1), "100 %"),
    ],
)
def test_a_share_is_told_with_the_decimals_that_it_has(share: Fraction, dutch: str) -> None:
    condition = Condition(Rule.BACKLOG_SHARE, share, Evidence.ASSUMED)
    said = condition_text(condition, NL).replace("\N{NO-BREAK SPACE}", " ")
    assert said == f"die achterstand is {dutch} of meer van de opgave"


@pytest.mark.parametrize(
    ("term", "dutch"),
    [
        (TermRule(weeks=1), "1 week"),
        (TermRule(weeks=16), "16 weken"),
        (TermRule(half_years=1), "1 halfjaar"),
        (TermRule(half_years=2), "2 halfjaren"),
        (TermRule(next_reference_date=True), "tot de volgende peildatum"),
    ],
)
def test_a_term_in_words(term: TermRule, dutch: str) -> None:
    assert term_text(term, NL) == dutch
