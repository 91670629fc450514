"""The escalation list: its headings, who is on it, in which order, and what it says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from supervision.domain.ruleset import Authority
from supervision.rulesets import shipped
from supervision.storage.database import Database
from supervision.usecases import assessing
from supervision.views.escalation import (
    Filter,
    escalation_file_name,
    escalation_list,
    flagged,
    on_screen,
    why,
)
from supervision.views.report import report_file_name
from supervision.views.standing import Standings, standings
from supervision.views.table import ColumnKind
from supervision.words import words
from tests.cli.office import OVERVIEW, Office
from tests.views.seen import standings_on

DUTCH, ENGLISH = words("nl"), words("en")
HEADINGS = [
    *("Gemeentecode", "Gemeente", "Regio", "Halfjaar", "Stand per", "Taakstelling", "Beginstand"),
    *("Opgave", "Gerealiseerd", "Nog te huisvesten", "Realisatie %", "Huidige trede"),
    *("Aangewezen trede", "Voorgestelde trede", "Termijn", "Verschoonbaar", "Reden", "Kader"),
]
"""To the letter of DESIGN.md, section 6."""
NOVEMBER = date(2026, 11, 24)


@pytest.fixture
def found(shown_samples: Database) -> Standings:
    """The samples on 24 November 2026."""
    return standings_on(shown_samples, NOVEMBER)


def column(found: Standings, heading: str, chosen: Filter | None = None) -> list[object]:
    table = escalation_list(found, DUTCH, chosen)
    index = [each.heading for each in table.columns].index(heading)
    return [row[index] for row in table.rows]


def test_the_headings_of_the_contract_come_first_and_in_order(found: Standings) -> None:
    headings = [each.heading for each in escalation_list(found, DUTCH).columns]
    assert headings[: len(HEADINGS)] == HEADINGS
    assert len(headings) == len(set(headings))


def test_the_list_has_who_is_flagged_and_nobody_else(found: Standings) -> None:
    expected = {row.code for row in found.rows if row.preventive or row.indicated_step}
    assert set(column(found, "Gemeentecode")) == expected
    assert 0 < len(expected) < 31


def test_the_most_urgent_come_first(found: Standings) -> None:
    urgency = [
        (-row.indicated_step, -row.proposed_step, -(row.to_house or 0)) for row in flagged(found)
    ]
    assert urgency == sorted(urgency)
    assert column(found, "Gemeente")[:2] == ["Venlo", "Kerkrade"]


def test_every_row_has_the_figures_of_the_assessment(found: Standings) -> None:
    for code, *figures in zip(
        *(
            column(found, heading)
            for heading in (
                *("Gemeentecode", "Taakstelling", "Beginstand", "Opgave", "Gerealiseerd"),
                *("Nog te huisvesten", "Realisatie %", "Aangewezen trede", "Voorgestelde trede"),
            )
        ),
        strict=True,
    ):
        row = found.row(str(code))
        assert figures == [
            *(row.target, row.opening, row.obligation, row.realised),
            *(row.backlog, row.realised_share, row.indicated_step, row.proposed_step),
        ]


def test_a_lead_leaves_nobody_to_house(found: Standings) -> None:
    ahead = replace(found.rows[0], closing=-3, backlog=0, lead=3, flagged=True)
    assert column(replace(found, rows=(ahead,)), "Nog te huisvesten") == [0]


def test_every_row_says_why_and_by_which_rules(found: Standings) -> None:
    rules = f"{found.ruleset.id} {found.ruleset.version}"
    assert set(column(found, "Kader")) == {rules}
    reasons = dict(zip(column(found, "Gemeente"), column(found, "Reden"), strict=True))
    assert all(reasons.values())
    assert "tot en met 2026-1: 4, drempel 2 of meer (4 ≥ 2)" in str(reasons["Venlo"])
    assert "saldo van 2026-1: +58, dat van het halfjaar daarvoor: +41 (+58 ≥ +41)" in str(
        reasons["Venlo"]
    )
    assert "34 <" in str(reasons["Venlo"])


def test_reasons_are_only_those_that_hold(found: Standings) -> None:
    for row in flagged(found):
        assert why(row) == "; ".join(reason.text for reason in row.decisive)
        assert all(reason.holds for reason in row.decisive)
        assert {reason.step for reason in row.decisive} <= {0, row.indicated_step}


@pytest.mark.parametrize("region", ["Noord-Limburg", "Midden-Limburg", "Zuid-Limburg"])
def test_filter_by_region(found: Standings, region: str) -> None:
    assert set(column(found, "Regio", Filter(region=region))) == {region}


@pytest.mark.parametrize("step", [0, 1, 2])
def test_filter_by_proposed_step(found: Standings, step: int) -> None:
    all_ = column(found, "Voorgestelde trede")
    assert column(found, "Voorgestelde trede", Filter(step=step)) == [step] * all_.count(step)


def test_filter_by_both_and_the_parts_make_the_whole(found: Standings) -> None:
    parts = [
        code
        for region in ("Noord-Limburg", "Midden-Limburg", "Zuid-Limburg")
        for step in range(7)
        for code in column(found, "Gemeentecode", Filter(region, step))
    ]
    assert sorted(parts) == sorted(map(str, column(found, "Gemeentecode")))


def notes(found: Standings, chosen: Filter | None = None) -> dict[str, str]:
    return dict(escalation_list(found, DUTCH, chosen).notes)


def test_the_notes_make_it_reproducible(found: Standings) -> None:
    said = notes(found, Filter("Zuid-Limburg", 1))
    assert said["Regio"] == "Zuid-Limburg"
    assert said["Voorgesteld"] == "trede 1"
    assert notes(found, Filter(step=0))["Voorgesteld"] == "alleen preventief"
    values = " | ".join(said.values())
    for part in ("24 november 2026", "2026-2", "limburg-2013 1", "2013-53186", "69"):
        assert part in values


def test_the_notes_name_every_threshold_that_is_assumed(found: Standings) -> None:
    assumed = [
        text for name, text in escalation_list(found, DUTCH).notes if "aangenomen" in name.lower()
    ]
    ours = [
        condition
        for step in shipped()[0].steps
        for condition in step.enter
        if condition.evidence == "assumed"
    ]
    assert len(assumed) == len(ours) == 4


def test_samples_say_so_in_every_row_in_the_notes_and_in_the_name(found: Standings) -> None:
    remarks = set(column(found, "Opmerking"))
    assert len(remarks) == 1
    assert "voorbeeldgegevens" in str(remarks).lower()
    assert any("voorbeeldgegevens" in text.lower() for text in notes(found).values())
    for suffix in (".csv", ".xlsx"):
        name = escalation_file_name(found, suffix, DUTCH)
        assert "voorbeeldgegevens" in name
        assert "2026-11-24" in name
        assert name.endswith(suffix)
    assert "sample" in escalation_file_name(found, ".csv", ENGLISH)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Filter(), "2026-2_2026-11-24"),
        (Filter("Midden-Limburg"), "2026-2_midden-limburg_2026-11-24"),
        (Filter(step=0), "2026-2_alleen-preventief_2026-11-24"),
        (
            Filter("Zuid-Limburg", 2, Authority.EXECUTIVE),
            "2026-2_zuid-limburg_trede-2_gedeputeerde-staten_2026-11-24",
        ),
    ],
    ids=str,
)
def test_the_file_names_tell_a_part_from_the_whole(
    found: Standings, chosen: Filter, said: str
) -> None:
    assert escalation_file_name(found, ".csv", DUTCH, chosen).startswith(f"escalatielijst_{said}")
    assert report_file_name(found, DUTCH, chosen).startswith(f"halfjaarrapportage_{said}")


def test_real_figures_say_nothing_of_samples(office: Office) -> None:
    office.import_("overview.csv", OVERVIEW)
    real = standings(assessing.snapshot(office.database, date(2025, 4, 10)), DUTCH)
    assert column(real, "Gemeente") == ["Venlo", "Horst aan de Maas"]
    assert set(column(real, "Opmerking")) == {""}
    assert not any("voorbeeld" in text.lower() for text in notes(real).values())
    assert "voorbeeld" not in escalation_file_name(real, ".csv", DUTCH)


def test_what_was_known_on_another_day_says_so(shown_samples: Database) -> None:
    known = assessing.snapshot(shown_samples, NOVEMBER, known_on=date(2026, 11, 24))
    assert "24 november 2026" in notes(standings(known, DUTCH))["Zoals bekend op"]


def test_on_a_screen_the_same_rows_have_fewer_columns(found: Standings) -> None:
    table = escalation_list(found, DUTCH)
    shown = on_screen(table)
    assert len(shown.rows) == len(table.rows)
    assert {"Gemeente", "Aangewezen trede", "Reden"} <= {each.heading for each in shown.columns}
    for small, whole in zip(shown.rows, table.rows, strict=True):
        for each, value in zip(shown.columns, small, strict=True):
            full = whole[table.columns.index(each)]
            assert value == (None if each.kind is ColumnKind.STEP and full == 0 else full)


def test_on_a_screen_a_preventive_row_has_a_dash_where_no_step_applies(found: Standings) -> None:
    preventive = [row.name for row in flagged(found) if not row.indicated_step]
    shown = on_screen(escalation_list(found, DUTCH))
    steps = [index for index, each in enumerate(shown.columns) if each.kind is ColumnKind.STEP]
    by_name = {row[0]: [row[index] for index in steps] for row in shown.rows}
    assert preventive
    assert len(steps) == 3
    assert {name: by_name[name] for name in preventive} == dict.fromkeys(preventive, [None] * 3)
    figures = [each.kind for each in shown.columns].index(ColumnKind.PERSONS)
    assert all(row[figures] is not None for row in shown.rows), "a figure of zero stays zero"


def test_an_empty_list_keeps_its_headings(found: Standings) -> None:
    table = escalation_list(replace(found, rows=()), DUTCH)
    assert table.rows == ()
    assert [each.heading for each in table.columns][:18] == HEADINGS
