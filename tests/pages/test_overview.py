"""The start page says what the use case gives: figures, counts, who needs attention, gaps."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from supervision.domain.ladder import State
from supervision.words.labels import label
from tests.pages.screens import NL, START, VENLO, assessed, grids, links, metrics, open_screen

HALF_YEARS = ("2026-2", "2026-1", "2025-1", "2022-1")


@pytest.mark.parametrize("half_year", HALF_YEARS)
def test_the_key_figures_are_those_of_the_assessment(half_year: str, samples: str) -> None:
    found = assessed(samples, half_year).province.assessments.values()
    known = [each for each in found if each.position.realised is not None]
    both = [each for each in known if each.obligation is not None]
    share = Fraction(
        sum(each.position.realised for each in both), sum(each.obligation for each in both)
    )
    shown = metrics(open_screen(START, halfjaar=half_year))
    assert shown == {
        "Opgave": NL.number(sum(each.obligation for each in found if each.obligation is not None)),
        "Gerealiseerd": NL.number(sum(each.position.realised for each in known)),
        "Nog te huisvesten": NL.number(sum(max(each.position.closing, 0) for each in both)),
        "Aandeel gerealiseerd": NL.percent(share),
    }


@pytest.mark.parametrize("half_year", HALF_YEARS)
def test_counts_every_municipality_once_per_state_and_step(half_year: str, samples: str) -> None:
    found = assessed(samples, half_year).province.assessments.values()
    tables = grids(open_screen(START, halfjaar=half_year))
    states = Counter(label(each.state, NL) for each in found)
    shown = dict(tables["Gemeenten per stand"].rows)
    assert shown == {label(state, NL): str(states[label(state, NL)]) for state in State}
    steps = [str(sum(each.indicated_step == step for each in found)) for step in range(7)]
    ladder = tables["Gemeenten per trede"]
    assert ladder.column("Aangewezen trede") == steps
    assert ladder.column("Huidige trede") == ["31", *["0"] * 6], "nothing has been decided"
    assert sum(map(int, shown.values())) == sum(map(int, steps)) == 31


@pytest.mark.parametrize("half_year", ["2026-2", "2026-1"])
def test_everyone_flagged_is_listed_with_the_way_to_the_dossier(
    half_year: str, samples: str
) -> None:
    province = assessed(samples, half_year).province
    flagged = {code for code, each in province.assessments.items() if each.flagged}
    at = open_screen(START, halfjaar=half_year)
    shown = links(at)
    listed = [query.split("gemeente=")[1] for _, _, query in shown][-len(flagged) :]
    assert set(listed) == flagged, "below what the early warning lists"
    assert all(page == "gemeente" and f"halfjaar={half_year}" in q for _, page, q in shown)
    reasons = [each.value for each in at.main.markdown if "—" in each.value]
    assert len(reasons) == len(flagged)
    assert all(text.split("—")[1].strip() for text in reasons), "each one says why"


def test_the_most_urgent_come_first(samples: str) -> None:
    province = assessed(samples, "2026-1").province
    at = open_screen(START, halfjaar="2026-1")
    order = [query.split("gemeente=")[1] for _, _, query in links(at)]
    steps = [province.assessments[code].indicated_step for code in order]
    assert steps == sorted(steps, reverse=True)
    assert order[0] == VENLO


def test_says_what_was_imported_last_and_what_is_missing(samples: str) -> None:
    at = open_screen(START)
    assert any(
        "realisatie_2026-11-01_voorbeeldgegevens.csv" in c.value.replace("\\", "")
        for c in at.caption
    )
    at = open_screen(START, halfjaar="2025-1")
    assert any("Vaals" in each.value for each in at.warning), "Vaals is not in that of 1 July 2025"


def test_the_sentence_is_the_heading_between_the_page_and_its_parts(samples: str) -> None:
    at = open_screen(START)
    (sentence,) = (each.value for each in at.header)
    assert sentence.startswith("Limburg heeft op ")
    assert not [each for each in at.markdown if each.value.startswith("#")]
    assert {each.tag for each in at.subheader} == {"h3"}
