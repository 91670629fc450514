"""The escalation list: who is on it, the filters, and that the download is offered."""

from __future__ import annotations

import pytest

from supervision.words import UNKNOWN
from tests.pages.screens import (
    ESCALATION,
    NL,
    assessed,
    chosen,
    grids,
    open_screen,
)

TABLE = "Escalatielijst"


@pytest.mark.parametrize("half_year", ["2026-2", "2026-1"])
def test_lists_who_is_flagged_with_figures_and_reasons(half_year: str, samples: str) -> None:
    province = assessed(samples, half_year).province
    expected = {
        each.name: (
            NL.number(found.obligation),
            NL.number(found.position.realised),
            NL.number(found.position.backlog),
            *(
                str(step or UNKNOWN)
                for step in (found.measure.step, found.indicated_step, found.proposed_step)
            ),
        )
        for each in province.municipalities
        for found in [province.assessments[each.code]]
        if found.flagged
    }
    table = grids(open_screen(ESCALATION, halfjaar=half_year))[TABLE]
    columns = (
        "Opgave",
        "Gerealiseerd",
        "Nog te huisvesten",
        "Huidige trede",
        "Aangewezen trede",
        "Voorgestelde trede",
    )
    at = {heading: index for index, heading in enumerate(table.headings)}
    shown = {row[at["Gemeente"]]: tuple(row[at[name]] for name in columns) for row in table.rows}
    assert shown == expected
    assert all(table.column("Reden"))


def test_the_filters_narrow_the_list_and_are_in_the_address(samples: str) -> None:
    at = open_screen(ESCALATION, halfjaar="2026-1")
    everyone = grids(at)[TABLE]
    region = everyone.column("Regio")[0]
    at.selectbox(key="choice_regio").set_value(region).run()
    assert chosen(at, "regio") == region
    assert grids(at)[TABLE].rows == tuple(r for r in everyone.rows if region in r)
    at.selectbox(key="choice_trede").set_value("1").run()
    assert chosen(at, "trede") == "1"
    narrowed = grids(at)[TABLE]
    assert set(narrowed.column("Voorgestelde trede")) == {"1"}
    assert set(narrowed.column("Regio")) == {region}


def test_a_filter_that_leaves_nobody_says_so(samples: str) -> None:
    at = open_screen(ESCALATION, halfjaar="2026-1", trede="6")
    assert [each.value for each in at.success] == [
        "Er is niets te doen.",
        "Niemand staat op deze lijst.",
    ]
    assert TABLE not in grids(at)


def test_both_downloads_are_offered(samples: str) -> None:
    at = open_screen(ESCALATION)
    labels = [each.proto.label for each in at.get("download_button")]
    assert labels[:2] == ["Download als CSV", "Download als Excel"]


def test_what_is_said_of_letters_comes_after_the_buttons_so_that_they_stand_in_one_row(
    samples: str,
) -> None:
    at = open_screen(ESCALATION, halfjaar="2026-1")
    drawn = [(each.type, str(getattr(each.proto, "label", each.proto))) for each in at.main]
    order = [text for _, text in drawn if "Rapportage als" in text or "De brief van trede" in text]
    assert [text[:10] for text in order[:2]] == ["Rapportage"] * 2
    assert "De brief van trede 1" in order[2]


def test_warns_when_the_holidays_of_next_year_are_not_known(
    samples: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warnings() -> list[str]:
        return [each.value for each in open_screen(ESCALATION, halfjaar="2026-2").warning]

    assert not any("feestdagen" in text for text in warnings())
    monkeypatch.setattr("supervision.ui.worklist.covers", lambda year: year < 2027)
    assert sum("De feestdagen van 2027 zijn nog niet bekend" in text for text in warnings()) == 1
