"""The dossier: figures, chain, reasons with sources, imports, and the neighbours in the list."""

from __future__ import annotations

import pytest

from tests.pages.screens import (
    KERKRADE,
    MUNICIPALITY,
    NL,
    VENLO,
    assessed,
    chosen,
    figure,
    grids,
    metrics,
    open_screen,
)

CHAIN = "Rekening, halfjaar na halfjaar"
WHY = "Waarom deze trede, en waarom geen hogere"
IMPORTS = "Aanleveringen met een rij over deze gemeente"


def test_without_a_choice_asks_for_one(samples: str) -> None:
    at = open_screen(MUNICIPALITY)
    assert [each.value for each in at.info] == ["Kies een gemeente."]
    at.selectbox(key="choice_gemeente").set_value(VENLO).run()
    assert chosen(at, "gemeente") == VENLO
    assert at.header[0].value.startswith("Venlo")


@pytest.mark.parametrize("half_year", ["2026-1", "2026-2"])
@pytest.mark.parametrize("code", [VENLO, KERKRADE])
def test_the_key_figures_are_those_of_the_assessment(
    code: str, half_year: str, samples: str
) -> None:
    found = assessed(samples, half_year).province.assessments[code]
    shown = metrics(open_screen(MUNICIPALITY, gemeente=code, halfjaar=half_year))
    assert (
        shown.items()
        >= {
            "Opgave": NL.number(found.obligation),
            "Gerealiseerd": NL.number(found.position.realised),
            "Nog te huisvesten": NL.number(max(found.position.closing, 0)),
            "Aandeel gerealiseerd": NL.percent(found.realised_share),
            "Aangewezen trede": str(found.indicated_step),
        }.items()
    )


def test_the_chain_adds_up_and_hands_over(samples: str) -> None:
    at = open_screen(MUNICIPALITY, gemeente=VENLO, halfjaar="2026-1")
    chain = grids(at)[CHAIN]
    lines = assessed(samples, "2026-1").province.accounts[VENLO].lines
    expected = [line for line in reversed(lines) if str(line.half_year) <= "2026-1"]
    assert chain.column("Halfjaar") == [str(line.half_year) for line in expected]
    assert chain.column("Taakstelling") == [NL.number(line.target) for line in expected]
    assert chain.column("Opgave") == [NL.number(line.obligation) for line in expected]
    assert chain.column("Gerealiseerd") == [NL.number(line.latest.realised) for line in expected]
    assert chain.column("Saldo") == [NL.signed(line.latest.closing) for line in expected]
    openings, closings = chain.column("Beginstand"), chain.column("Saldo")
    assert openings[:-1] == closings[1:], "a half-year opens with the closing before it"


def test_the_reasons_name_their_sources(samples: str) -> None:
    at = open_screen(MUNICIPALITY, gemeente=VENLO, halfjaar="2026-1")
    table = grids(at)[WHY]
    assert len(table.rows) == len(set(table.rows)) >= 4
    held = [row for row in table.rows if row[2] == "ja" and row[0].startswith("3")]
    assert held, "step 3 is indicated because its conditions hold"
    assert all(row[4] != "–" for row in held), "each with import and row"
    imports = grids(at)[IMPORTS].column("Aanlevering")
    named = {pair.split(":")[0] for row in held for pair in row[4].split(", ")}
    assert named <= set(imports)


def test_the_charts_say_the_same_in_words(samples: str) -> None:
    at = open_screen(MUNICIPALITY, gemeente=VENLO, halfjaar="2026-1")
    charts = [each.proto.alt for each in at.get("plotly_chart")]
    assert all(charts), "each chart says the same in words"
    bullet, chain = charts[0], charts[-1]
    found = assessed(samples, "2026-1").province.assessments[VENLO]
    assert f"{found.position.realised} gerealiseerd van een opgave van {found.obligation}" in bullet
    assert "2026-1" in chain
    assert figure(at, len(charts) - 1)["layout"]["xaxis"]["type"] == "category"


def test_leads_to_the_neighbours_in_the_list(samples: str) -> None:
    at = open_screen(MUNICIPALITY, gemeente=VENLO, halfjaar="2026-1")
    names = [each.name for each in assessed(samples, "2026-1").province.municipalities]
    at_venlo = names.index("Venlo")
    before, after = f"← {names[at_venlo - 1]}", f"{names[at_venlo + 1]} →"
    labels = [each.label for each in at.button]
    assert {before, after} <= set(labels)
    next(each for each in at.button if each.label == after).click().run()
    assert chosen(at, "gemeente") == "GM0984", "Venray; the address follows"
    assert any("Venray" in each.value for each in at.header)


def test_dossiers_open_in_all_half_years(samples: str) -> None:
    codes = assessed(samples, "2026-2").province.assessments
    for number, code in enumerate(list(codes)[::3]):
        half_year = f"{2022 + number % 5}-{1 + number % 2}"
        at = open_screen(MUNICIPALITY, gemeente=code, halfjaar=half_year)
        assert not at.error, (code, half_year)
        assert not at.exception, (code, half_year)
        assert len(at.metric) >= 5
