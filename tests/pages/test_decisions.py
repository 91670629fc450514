"""Deciding on screen: the work list leads to the dossier, the dossier to a decision."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from supervision.domain.excuse import Cause
from supervision.storage.database import Database, database
from supervision.ui.markdown import literal
from supervision.usecases import decisions, excuses, record
from tests.pages.screens import ESCALATION, MUNICIPALITY, chosen, grids, links, open_screen
from tests.supervised import (
    KERKRADE,
    ROERMOND,
    VENLO,
    WHY,
    first_half_of_2026,
    first_month,
    until_2026,
)

NAME = "Uw naam, voor het logboek"
RATIONALE = "Motivering (ten minste 20 tekens)"
DEVIATION = "Reden voor de afwijking, als u anders besluit of een trede overslaat"


@pytest.fixture
def store(empty: str) -> Database:
    """Kerkrade on step 3 with a lapsed term; Roermond and Venlo behind for the first time."""
    opened = database(empty)
    until_2026(opened)
    first_half_of_2026(opened)
    return opened


def dossier(code: str) -> AppTest:
    at = open_screen(MUNICIPALITY, gemeente=code, halfjaar="2026-2")
    assert not at.exception
    return at


def by_label(widgets, label: str):
    (found,) = [each for each in widgets if each.label == label]
    return found


def fill(at: AppTest, rationale: str = WHY, **said: object) -> AppTest:
    by_label(at.text_area, RATIONALE).set_value(rationale)
    for label, value in said.items():
        by_label(at.text_input, label).set_value(value)
    return at


def press(at: AppTest, label: str) -> AppTest:
    by_label(at.button, label).click().run()
    assert not at.exception
    return at


def as_(at: AppTest, name: str) -> AppTest:
    by_label(at.text_input, NAME).set_value(name).run()
    return at


def last(store: Database):
    return decisions.recorded(store)[-1]


def test_the_proposal_is_filled_in_and_recorded_under_the_name_of_the_user(
    store: Database,
) -> None:
    at = as_(dossier(VENLO), "Carla de Wit")
    step = by_label(at.selectbox, "Trede")
    assert step.value == 1, "as proposed"
    press(fill(at), "Besluit vastleggen")
    found = last(store)
    assert (found.decision.code, found.decision.step_to, found.status) == (VENLO, 1, "final")
    assert found.recorded_by == "Carla de Wit"
    assert literal("Besluit 4 vastgelegd: definitief") in [each.value for each in at.success]
    assert "opschalen: van trede 0 naar 1 Signaleren" in grids(at)["Besluiten"].column("Wat")


def test_what_does_not_fit_is_said_and_what_was_typed_stays(store: Database) -> None:
    at = dossier(VENLO)
    by_label(at.selectbox, "Trede").set_value(3)
    press(fill(at, "te kort"), "Besluit vastleggen")
    assert [each.value for each in at.error] == [
        "De motivering is te kort. Schrijf ten minste 20 tekens.",
        "Dit wijkt af van het voorstel of slaat een trede over. Geef de reden op bij 'Reden voor "
        "de afwijking'.",
    ]
    assert by_label(at.text_area, RATIONALE).value == "te kort"
    assert last(store).decision.code == KERKRADE, "nothing was recorded"
    assert record.trail(store)[-1].result == "refused"
    assert grids(at), "the rest of the page is there"


def test_a_second_person_confirms_and_the_first_cannot(store: Database) -> None:
    at = press(fill(as_(dossier(KERKRADE), "anna")), "Besluit vastleggen")
    assert (last(store).decision.step_to, last(store).status) == (4, "draft")
    assert not [each for each in at.button if each.label == "Besluit vastleggen"]
    confirmed = dict(grids(at)["Wat wordt bevestigd"].rows)
    assert confirmed["Trede"] == (
        "opschalen: van trede 3 naar 4 Vooraankondiging van indeplaatsstelling"
    )
    assert confirmed["Voorbereid"].endswith("door anna")
    press(at, "Besluit 4 bevestigen")
    assert [each.value for each in at.error] == [
        "anna heeft besluit 4 voorbereid. Een ander moet het bevestigen."
    ]
    press(as_(at, "bram"), "Besluit 4 bevestigen")
    assert (last(store).status, last(store).verdict_by) == ("final", "bram")


def test_a_draft_is_rejected_with_a_reason(store: Database) -> None:
    at = press(fill(as_(dossier(KERKRADE), "anna")), "Besluit vastleggen")
    by_label(at.text_input, "Reden voor de afwijzing").set_value("eerst overleg")
    press(at, "Afwijzen")
    assert last(store).status == "rejected"
    assert "eerst overleg" in grids(at)["Besluiten"].column("Status")[0]


def test_a_correction_refers_to_the_decision_that_was_wrong(store: Database) -> None:
    at = press(fill(dossier(VENLO)), "Besluit vastleggen")
    by_label(at.selectbox, "Trede").set_value(0)
    by_label(at.checkbox, "Herstelt besluit 4 van 24 november 2026, dat onjuist was").check()
    press(fill(at, **{DEVIATION: "cijfer van COA bleek onjuist"}), "Besluit vastleggen")
    first, second = decisions.recorded(store)[-2:]
    assert (first.status, second.corrects) == ("corrected", 4)


def test_an_excuse_is_recorded_and_withdrawn(store: Database) -> None:
    at = dossier(ROERMOND)
    by_label(at.selectbox, "Oorzaak").set_value(Cause.RECOVERY_PLAN)
    by_label(at.text_area, "Onderbouwing").set_value("herstelplan van 2 november 2026")
    press(at, "De verschoonbaarheid vastleggen")
    (found,) = excuses.recorded(store)
    assert (found.code, found.excuse.valid_from) == (ROERMOND, date(2026, 11, 24))
    assert grids(at)["Verschoonbaar"].column("Oorzaak") == ["afgesproken herstelplan"]
    by_label(at.selectbox, "Verschoonbaar").set_value(1)
    by_label(at.text_input, "Reden voor de intrekking").set_value("plan ingetrokken")
    press(at, "De verschoonbaarheid intrekken")
    assert excuses.recorded(store)[0].reason == "plan ingetrokken"


@pytest.mark.parametrize(
    ("note", "last", "said"),
    [
        ("", None, "Onderbouwing is niet ingevuld. Schrijf in enkele woorden waarom."),
        ("x", None, "Onderbouwing: 'x' is te kort. Schrijf in enkele woorden waarom."),
        (
            "brief van COA",
            date(2026, 11, 1),
            "Laatste dag: 1 november 2026 ligt vóór de eerste dag van de periode.",
        ),
    ],
)
def test_what_an_excuse_lacks_is_said_by_the_name_of_the_field(
    store: Database, note: str, last: date | None, said: str
) -> None:
    at = dossier(ROERMOND)
    by_label(at.selectbox, "Oorzaak").set_value(Cause.LINKED_TOO_FEW)
    by_label(at.text_area, "Onderbouwing").set_value(note)
    if last is not None:
        by_label(at.date_input, "Laatste dag").set_value(last)
    press(at, "De verschoonbaarheid vastleggen")
    assert [each.value.replace("\\", "") for each in at.error] == [said]
    assert excuses.recorded(store) == ()


def test_the_progress_towards_a_named_number_shows(store: Database) -> None:
    at = dossier(VENLO)
    by_label(at.number_input, "Aantal te huisvesten personen (niet verplicht)").set_value(5)
    by_label(at.date_input, "Huisvesting telt vanaf (niet verplicht)").set_value(date(2026, 7, 1))
    press(fill(at), "Besluit vastleggen")
    first_month(store)
    said = [each.value for each in dossier(VENLO).info]
    assert any("6 gehuisvest; nog 0 te gaan" in text for text in said)


def test_looking_back_shows_decisions_but_no_forms(store: Database) -> None:
    at = open_screen(MUNICIPALITY, gemeente=KERKRADE, halfjaar="2026-2", bekend="2026-11-24")
    assert "Besluiten" in grids(at)
    assert not [each for each in at.button if each.label == "Besluit vastleggen"]


def test_the_work_list_leads_to_the_dossiers(store: Database) -> None:
    at = open_screen(ESCALATION, halfjaar="2026-2")
    told = [each.value for each in at.markdown]
    assert "**Termijn verstreken** (1)" in told
    assert "**Voorstel nog niet afgehandeld** (3)" in told
    assert [(name, "GM" in query) for name, _, query in links(at)] == [
        ("Kerkrade", True),
        ("Kerkrade", True),
        ("Roermond", True),
        ("Venlo", True),
    ]


def test_the_filter_by_who_acts_and_the_order_are_in_the_address(store: Database) -> None:
    at = open_screen(ESCALATION, halfjaar="2026-2")
    at.selectbox(key="choice_actor").set_value("executive").run()
    assert chosen(at, "actor") == "executive"
    assert [name for name, _, _ in links(at)] == ["Kerkrade"], "the overdue term is the deputy's"
    at = open_screen(ESCALATION, halfjaar="2026-2", volgorde="regio")
    assert [name for name, _, _ in links(at)] == ["Kerkrade", "Roermond", "Venlo", "Kerkrade"]


def test_the_downloads_of_list_terms_and_interventions_are_there(store: Database) -> None:
    at = open_screen(ESCALATION, halfjaar="2026-2")
    labels = [each.proto.label for each in at.get("download_button")]
    assert {
        "Download als CSV",
        "Download als Excel",
        "Termijnen voor uw agenda (ICS)",
        "Interventies als CSV",
        "Interventies als Excel",
        "Interventies als JSON",
    } <= set(labels)
