"""The view of the report: the screens' own numbers, the filters, and what the record holds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.excuse import Cause, Excuse
from supervision.storage.database import Database
from supervision.usecases import assessing, excuses
from supervision.views.escalation import Filter, escalation_list
from supervision.views.map import Layer, map_view
from supervision.views.overview import overview
from supervision.views.report import Report, report
from supervision.views.report_document import report_document
from supervision.views.report_sheets import report_sheets
from supervision.views.standing import standings
from supervision.words import words
from tests.cli.office import Office
from tests.supervised import (
    BRAM,
    KERKRADE,
    ROERMOND,
    VENLO,
    WHY,
    first_half_of_2026,
    until_2026,
)

DUTCH = words("nl")
NOVEMBER = date(2026, 11, 24)
CHOSEN = [Filter(), Filter("Zuid-Limburg"), Filter(step=1), Filter("Midden-Limburg", 2)]


def see(
    store: Database, on: date = NOVEMBER, chosen: Filter | None = None, known: date | None = None
) -> Report:
    snapshot = assessing.snapshot(store, on, known_on=known)
    return report(standings(snapshot, DUTCH), snapshot, DUTCH, chosen)


@pytest.fixture
def desk(office: Office) -> Office:
    """Kerkrade on step 3 since January 2026; Roermond and Venlo behind for the first time."""
    until_2026(office.database)
    first_half_of_2026(office.database)
    return office


def decide(desk: Office, code: str, step: int, on: str, *more: object) -> None:
    answer = desk.run(
        *("decide", code, "--to", step, "--on", on, "--rationale", WHY, "--as", "anna", *more)
    )
    assert answer.status == 0, answer.text


# --- the same numbers -----------------------------------------------------------------------


def test_overview_map_and_lists_are_those_of_the_screens(shown_samples: Database) -> None:
    snapshot = assessing.snapshot(shown_samples, NOVEMBER)
    found = standings(snapshot, DUTCH)
    view = see(shown_samples)
    assert view.overview == overview(found, snapshot, DUTCH)
    assert view.map == map_view(found, Layer.SHARE, DUTCH)
    listed = [row[1] for row in escalation_list(found, DUTCH).rows]
    assert [row[0] for row in view.escalation.rows] == listed


@pytest.mark.parametrize("on", [NOVEMBER, date(2025, 7, 1), date(2022, 3, 1), date(2021, 11, 24)])
def test_regions_add_up_to_the_province_and_that_is_the_sum_on_screen(
    shown_samples: Database, on: date
) -> None:
    view = see(shown_samples, on)
    totals = view.found.totals
    names = ("target", "opening", "obligation", "realised")
    assert view.province[2:6] == tuple(getattr(totals, name).persons for name in names)
    assert view.province[7:] == (totals.backlog.persons, totals.lead.persons)
    assert view.province[6] == view.overview.share
    for index in (1, 2, 3, 4, 5, 7, 8):
        known = [row[index] for row in view.regions.rows if row[index] is not None]
        assert (sum(known) if known else None) == view.province[index]  # type: ignore[arg-type]


@pytest.mark.parametrize("chosen", CHOSEN, ids=str)
def test_groups_hold_the_municipalities_that_pass_and_their_sums(
    shown_samples: Database, chosen: Filter
) -> None:
    view = see(shown_samples, chosen=chosen)
    passing = [row for row in view.found.rows if chosen.passes(row)]
    assert [row[0] for row in view.municipalities.rows] == [row.name for row in passing]
    grouped = sorted(str(row[0]) for group in view.groups for row in group.table.rows)
    assert grouped == sorted(row.name for row in passing)
    for group in view.groups:
        assert group.together[1] == sum(row[1] for row in group.table.rows)  # type: ignore[misc]
        assert len(group.together) == len(group.table.columns)


@pytest.mark.parametrize("chosen", CHOSEN, ids=str)
def test_filters_shorten_the_lists_and_leave_the_sums_of_the_province(
    shown_samples: Database, chosen: Filter
) -> None:
    whole, view = see(shown_samples), see(shown_samples, chosen=chosen)
    assert view.filtered == (chosen != Filter())
    assert (view.province, view.regions, view.map) == (whole.province, whole.regions, whole.map)
    assert len(view.escalation.rows) <= len(whole.escalation.rows)
    assert set(view.escalation.rows) <= set(whole.escalation.rows)


def test_what_was_filtered_is_said_among_the_facts_and_above_the_lists(
    shown_samples: Database,
) -> None:
    view = see(shown_samples, chosen=Filter("Zuid-Limburg", 2))
    assert ("Regio", "Zuid-Limburg") in view.facts
    assert ("Voorgesteld", "trede 2") in view.facts
    said = [text for part in report_document(view, DUTCH).parts for text in part.text]
    assert sum("in de selectie van de eerste pagina" in text for text in said) == 4


def test_the_first_page_says_the_selection_and_of_whom_each_figure_is(
    shown_samples: Database,
) -> None:
    view = see(shown_samples, chosen=Filter("Zuid-Limburg", 1))
    document = report_document(view, DUTCH)
    rows = [row for row in view.found.rows if view.chosen.passes(row)]
    assert document.subtitle.endswith("; selectie: Zuid-Limburg, voorgesteld: trede 1")
    selection, together, province, *others = document.answer
    assert f"gaan alleen over {len(rows)} van de 31 gemeenten" in selection
    assert "al het andere gaat over heel Limburg" in selection
    known = [row for row in rows if row.obligation is not None]
    assert f"een opgave van {DUTCH.number(sum(row.obligation or 0 for row in known))}" in together
    left = sum(row.to_house or 0 for row in known)
    assert f"{DUTCH.number(left)} nog te huisvesten" in together
    assert province == view.overview.sentence
    assert "Limburg" in province
    assert [text.split(".")[0] for text in others] == ["Heel Limburg"]
    assert all(each.remark.startswith("heel Limburg") for each in document.figures)
    assert "Gemeenten in de selectie" in [part.title for part in document.parts]
    sheet, *_ = report_sheets(view, document, DUTCH)
    assert [text for name, text in sheet.rows if name == "Antwoord"] == list(document.answer)
    assert document.subtitle in dict(sheet.rows)["Rapportage"]


def test_a_report_of_everybody_speaks_of_no_selection(shown_samples: Database) -> None:
    document = report_document(see(shown_samples), DUTCH)
    said = " ".join((document.subtitle, *document.answer, *(f.remark for f in document.figures)))
    assert "selectie" not in said.lower()
    assert "heel limburg" not in said.lower()


def test_a_selection_of_nobody_says_so_and_has_no_sums(office: Office) -> None:
    document = report_document(see(office.database, chosen=Filter(step=4)), DUTCH)
    assert document.answer[1] == "Geen gemeente voldoet aan de filters."


def test_the_filter_of_who_is_only_warned_is_no_step(shown_samples: Database) -> None:
    document = report_document(see(shown_samples, chosen=Filter(step=0)), DUTCH)
    assert document.subtitle.endswith("; selectie: voorgesteld: alleen preventief")


def test_sums_of_a_selection_name_whom_they_leave_out(shown_samples: Database) -> None:
    """Of the half-year after that of the last file nothing is known."""
    chosen = Filter("Zuid-Limburg")
    view = see(shown_samples, on=date(2027, 1, 5), chosen=chosen)
    rows = [row for row in view.found.rows if chosen.passes(row)]
    assert {(row.obligation, row.realised) for row in rows} == {(None, None)}
    n = len(rows)
    said = report_document(view, DUTCH).answer[1]
    assert said.endswith(
        f"Niet meegeteld, want niet bekend: de opgave van {n} en het gerealiseerde aantal van {n} "
        "van deze gemeenten."
    )


def test_the_decisions_on_the_first_page_are_those_of_all_limburg(desk: Office) -> None:
    decide(desk, VENLO, 1, "2026-09-01")
    view = see(desk.database, chosen=Filter("Zuid-Limburg"))
    said = " ".join(report_document(view, DUTCH).answer)
    assert view.decisions.rows == ()
    assert "1 besluit" in said


def test_regions_stand_from_north_to_south(shown_samples: Database) -> None:
    view = see(shown_samples)
    order = ["Noord-Limburg", "Midden-Limburg", "Zuid-Limburg"]
    assert [row[0] for row in view.regions.rows] == order
    assert [each.region for each in view.course.series] == order
    assert [each.table.title for each in view.groups] == order


@pytest.mark.parametrize("on", [date(2026, 7, 1), date(2026, 11, 24)])
def test_the_course_ends_with_the_last_half_year_that_closed(
    shown_samples: Database, on: date
) -> None:
    last = [each.closings[-1] for each in see(shown_samples, on).course.series]
    closed = see(shown_samples, date(2026, 7, 1)).regions.rows
    assert [each.backlog for each in last] == [row[7] for row in closed]
    assert [each.lead for each in last] == [row[8] for row in closed]


def test_nothing_is_zero_that_is_not_known(office: Office) -> None:
    view = see(office.database)
    assert view.province == ("Limburg", 31, *[None] * 7)
    assert {row[2:6] for row in view.municipalities.rows} == {(None, None, None, None)}
    assert view.escalation.rows == view.decisions.rows == view.imports.rows == ()
    assert view.older == ""


# --- decisions and excuses ------------------------------------------------------------------


def test_decisions_are_those_of_the_half_year_with_rationale_and_term(desk: Office) -> None:
    decide(desk, ROERMOND, 1, "2026-07-01")
    decide(desk, VENLO, 1, "2026-09-01")
    rows = see(desk.database).decisions.rows
    assert rows == (
        (date(2026, 9, 1), "Venlo", "opschalen: van trede 0 naar 1 Signaleren", None, WHY),
    )
    first_half = see(desk.database, date(2026, 7, 1)).decisions.rows
    assert [row[:2] for row in first_half] == [
        (date(2026, 1, 12), "Kerkrade"),
        (date(2026, 7, 1), "Roermond"),
    ], "a decision of the reference date belongs to the half-year that it closes"
    assert see(desk.database, date(2026, 8, 31)).decisions.rows == ()


def test_a_draft_says_that_it_waits_and_a_rejected_one_is_left_out(desk: Office) -> None:
    decide(desk, KERKRADE, 4, "2026-11-24")
    (row,) = see(desk.database).decisions.rows
    assert str(row[2]).endswith("(concept, wacht op een tweede persoon)")
    assert row[3] == date(2027, 3, 16)
    desk.run("reject", 4, "--reason", "eerst overleg", "--as", BRAM.name)
    assert see(desk.database).decisions.rows == ()


def test_a_corrected_decision_makes_place_for_the_one_that_corrects_it(desk: Office) -> None:
    decide(desk, VENLO, 1, "2026-09-01")
    named = ("--named", 4, "--counted-from", "2026-07-01", "--term", "2026-12-01")
    decide(desk, VENLO, 1, "2026-09-01", "--corrects", 4, *named)
    (row,) = see(desk.database).decisions.rows
    assert "4 personen te huisvesten, geteld vanaf 1 juli 2026" in str(row[2])
    assert "besluit 4" in str(row[4])


def test_as_known_on_a_day_a_later_correction_has_not_been_made_yet(desk: Office) -> None:
    decide(desk, VENLO, 1, "2026-09-01")
    desk.at = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
    decide(desk, VENLO, 1, "2026-09-02", "--corrects", 4)
    on = date(2026, 11, 24)
    assert [row[0] for row in see(desk.database, on).decisions.rows] == [date(2026, 9, 2)]
    then = see(desk.database, on, known=on)
    assert [row[0] for row in then.decisions.rows] == [date(2026, 9, 1)]
    assert ("Zoals bekend op", "24 november 2026") in then.facts


def test_excuses_are_those_that_hold_on_any_day_of_the_half_year(desk: Office) -> None:
    for first, last in (("2026-01-01", "2026-06-30"), ("2026-06-30", "2026-07-01")):
        excuses.excuse(
            desk.database,
            Actor("anna", Role.SUPERVISOR),
            VENLO,
            Excuse(Cause.OTHER, date.fromisoformat(first), date.fromisoformat(last)),
            f"tot {last}",
        )
    assert [row[4] for row in see(desk.database).excuses.rows] == ["tot 2026-07-01"]
    both = see(desk.database, date(2026, 6, 30)).excuses.rows
    assert [row[4] for row in both] == ["tot 2026-06-30", "tot 2026-07-01"]


def test_decisions_about_who_is_filtered_out_are_left_out(desk: Office) -> None:
    decide(desk, VENLO, 1, "2026-09-01")
    assert see(desk.database, chosen=Filter("Zuid-Limburg")).decisions.rows == ()
    assert len(see(desk.database, chosen=Filter("Noord-Limburg")).decisions.rows) == 1


# --- sources --------------------------------------------------------------------------------


def test_imports_of_this_half_year_and_the_one_before_are_listed_the_older_counted(
    shown_samples: Database,
) -> None:
    view = see(shown_samples, date(2026, 7, 1))
    assert {row[3] for row in view.imports.rows} == {"2026-1", "2025-2"}
    assert view.older.endswith("over 2022-1 tot en met 2025-1.")


def test_a_withdrawn_import_is_no_source(samples: Office) -> None:
    last = see(samples.database).imports.rows[0][0]
    samples.run("withdraw", last, "--reason", "verkeerd bestand", "--as", "anna")
    assert last not in [row[0] for row in see(samples.database).imports.rows]


def test_steps_that_are_indicated_and_decided_stand_side_by_side(desk: Office) -> None:
    view = see(desk.database)
    names, indicated, current = zip(*view.steps.rows, strict=True)
    rows = view.found.rows
    assert list(indicated) == [sum(row.indicated_step == step for row in rows) for step in range(7)]
    assert dict(zip(names, current, strict=True))["3 Actief toezicht"] == 1, "Kerkrade"
    assert sum(current) == len(rows)
    (part,) = (part for part in report_document(view, DUTCH).parts if part.table == view.steps)
    assert part.title == "Gemeenten per trede"


# --- the workbook ---------------------------------------------------------------------------


def test_the_sheets_hold_what_the_document_says(shown_samples: Database) -> None:
    view = see(shown_samples)
    document = report_document(view, DUTCH)
    sheets = {each.title: each for each in report_sheets(view, document, DUTCH)}
    assert list(sheets) == [
        *("Samenvatting", "Provincie en regio's", "Verloop", "Gemeenten per trede"),
        *("Gemeenten", "Escalatielijst"),
        *("Besluiten in dit halfjaar", "Verschoonbaar in dit halfjaar", "Aanleveringen"),
        *("Kader", "Toelichting"),
    ]
    assert sheets["Provincie en regio's"].rows[-1] == view.province
    assert sheets["Gemeenten"].rows == view.municipalities.rows
    assert sheets["Escalatielijst"] == escalation_list(view.found, DUTCH, view.chosen)
    summary = dict(sheets["Samenvatting"].rows)
    assert summary["Nog te huisvesten"] == DUTCH.number(view.overview.to_house)
    assert summary["Opmerking"] == "voorbeeldgegevens (verzonnen)"
    explained = [row[0] for row in sheets["Toelichting"].rows]
    assert explained.count("Aangenomen, door de Provincie te bevestigen") == 4
