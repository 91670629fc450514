"""The audit trail on screen: whether it is whole, who did what, and who looked at a dossier."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from supervision.domain.actor import Actor, Role
from supervision.storage.audit import Event
from supervision.storage.database import database
from supervision.ui import cached
from supervision.usecases import imports, notes, record
from supervision.views.record import local
from tests.pages.conftest import LOCAL
from tests.pages.screens import (
    ESCALATION,
    MUNICIPALITY,
    NL,
    RECORD,
    REGION,
    VENLO,
    Grid,
    chosen,
    grids,
    open_screen,
)
from tests.storage.tampering import drop_guards

ENTRIES = "Regels van het logboek"
BRAM = Actor("bram", Role.SUPERVISOR)


@pytest.fixture
def used(own_samples: str) -> str:
    """The samples; then an import was withdrawn, bram wrote a note, and one thing was refused."""
    store = database(own_samples)
    imports.withdraw(store, LOCAL, 3, "verkeerd bestand")
    notes.write_note(store, BRAM, VENLO, "De wethouder gebeld.")
    with pytest.raises(Exception, match="too_short"):
        notes.write_note(store, BRAM, VENLO, "")
    return own_samples


def trail(url: str) -> tuple[Event, ...]:
    return record.trail(database(url))


def entries(at: AppTest) -> Grid:
    assert not at.exception
    assert not at.error
    return grids(at)[ENTRIES]


def tamper(url: str, statement: str) -> None:
    store = database(url)
    drop_guards(store)
    with store.engine.begin() as connection:
        connection.execute(text(statement))


# --- whole or not ---------------------------------------------------------------------------


def test_on_top_stands_how_many_entries_there_are_and_the_last_hash(used: str) -> None:
    at = open_screen(RECORD)
    events = trail(used)
    (said,) = [each.value.replace("\\", "") for each in at.success]
    assert f"{len(events)} regels" in said
    assert events[-1].hash in said
    assert not at.error


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit_event SET who = 'piet' WHERE id = 5", "Regel 5 is gewijzigd"),
        ("UPDATE audit_event SET at = 'ooit', who = x'ff' WHERE id = 5", "Regel 5 is gewijzigd"),
        ("DELETE FROM audit_event WHERE id = 6", "Regel 6 is verwijderd"),
        ("UPDATE audit_event SET id = 900 WHERE id = 4", "Regel 4 is verplaatst"),
        ("UPDATE revision SET audit_events = 3", "past niet bij het aantal regels"),
    ],
)
def test_where_it_is_broken_the_first_entry_is_named_and_the_trail_still_shown(
    used: str, statement: str, said: str
) -> None:
    tamper(used, statement)
    at = open_screen(RECORD, rijen="alle")
    (error,) = [each.value for each in at.error]
    assert said in error
    assert "waarschuw de beheerder" in error
    assert not at.success
    assert not at.exception
    assert len(grids(at)[ENTRIES].rows) == len(trail(used))


def test_damage_done_while_the_page_is_open_shows_when_it_is_drawn_again(used: str) -> None:
    at = open_screen(RECORD)
    tamper(used, "DELETE FROM audit_event WHERE id = 6")
    at.run()
    assert "Regel 6 is verwijderd" in at.error[0].value


def test_an_empty_trail_is_whole(empty: str) -> None:
    at = open_screen(RECORD)
    assert "0 regels" in at.success[0].value
    assert [each.value for each in at.info] == ["Geen regel past bij deze keuze."]


# --- the entries ----------------------------------------------------------------------------


def test_the_newest_entries_come_first_in_words(used: str) -> None:
    found = entries(open_screen(RECORD))
    total = len(trail(used))
    assert found.column("Nr.") == [str(total - n) for n in range(50)]
    refused, note, withdrawal = (
        dict(zip(found.headings, row, strict=True)) for row in found.rows[:3]
    )
    assert (note["Wie"], note["Rol"], note["Handeling"], note["Uitkomst"]) == (
        ("bram", "toezichthouder", "notitie schrijven", "gedaan")
    )
    assert note["Betreft"] == "notitie 1 Venlo (GM0983)"
    assert note["Wanneer"] == local(trail(used)[-2].at, NL)
    assert (refused["Betreft"], refused["Uitkomst"]) == ("Venlo (GM0983)", "geweigerd")
    assert "Notitie is niet ingevuld" in refused["Verdere gegevens"]
    assert withdrawal["Oud → nieuw"] == "telt mee: ja → nee"
    assert withdrawal["Rol"] == "zonder inlog"


def test_how_many_are_shown_is_chosen_and_stands_in_the_address(used: str) -> None:
    at = open_screen(RECORD)
    total = len(trail(used))
    assert any(f"50 van {total} regels" in each.value for each in at.main.caption)
    at.button_group(key="choice_rijen").set_value("alle").run()
    assert chosen(at, "rijen") == "alle"
    assert len(entries(at).rows) == total
    assert len(entries(open_screen(RECORD, rijen="200")).rows) == min(total, 200)
    assert len(entries(open_screen(RECORD, rijen="-1")).rows) == 50


@pytest.mark.parametrize(
    ("choices", "column", "values"),
    [
        ({"handeling": "note"}, "Handeling", {"notitie schrijven"}),
        ({"persoon": "bram"}, "Wie", {"bram"}),
        ({"uitkomst": "refused"}, "Uitkomst", {"geweigerd"}),
        ({"zoek": "venlo"}, "Betreft", {"notitie 1 Venlo (GM0983)", "Venlo (GM0983)"}),
        ({"zoek": "wethouder"}, "Wie", {"bram"}),
        (
            {"zoek": "aanlevering 3", "handeling": "withdraw"},
            "Handeling",
            {"aanlevering intrekken"},
        ),
    ],
)
def test_the_address_filters(
    used: str, choices: dict[str, str], column: str, values: set[str]
) -> None:
    assert set(entries(open_screen(RECORD, **choices)).column(column)) == values


def test_a_choice_on_screen_goes_into_the_address_and_out_of_it(used: str) -> None:
    at = open_screen(RECORD)
    at.selectbox(key="choice_handeling").set_value("note").run()
    at.selectbox(key="choice_uitkomst").set_value("done").run()
    at.text_input(key="choice_zoek").set_value(" Venlo ").run()
    assert (chosen(at, "handeling"), chosen(at, "uitkomst")) == ("note", "done")
    assert entries(at).column("Betreft") == ["notitie 1 Venlo (GM0983)"]
    at.text_input(key="choice_zoek").set_value("Maastricht").run()
    assert ENTRIES not in grids(at)
    assert [each.value for each in at.info] == ["Geen regel past bij deze keuze."]
    at.text_input(key="choice_zoek").set_value("").run()
    at.selectbox(key="choice_handeling").set_value(None).run()
    assert (chosen(at, "zoek"), chosen(at, "handeling")) == (None, None)


def test_what_nobody_did_cannot_be_chosen(used: str) -> None:
    at = open_screen(RECORD, handeling="confirm", persoon="niemand")
    assert len(entries(at).rows) == 50
    assert "besluit bevestigen" not in at.selectbox(key="choice_handeling").options


# --- handing out ----------------------------------------------------------------------------


def test_the_whole_trail_is_handed_out_whatever_is_chosen(
    used: str, buttons: dict[str, Callable[[], bytes]]
) -> None:
    open_screen(RECORD, handeling="note")
    assert set(buttons) == {"logboek_2026-11-24.csv", "logboek_2026-11-24.xlsx"}
    content = buttons["logboek_2026-11-24.csv"]().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    events = trail(used)
    assert [row["Nr."] for row in rows] == [str(event.id) for event in events]
    assert [row["Hash"] for row in rows] == [event.hash for event in events]
    assert [row["Wanneer (UTC)"] for row in rows] == [event.at.isoformat() for event in events]
    assert buttons["logboek_2026-11-24.xlsx"]()[:2] == b"PK"


# --- who looked -----------------------------------------------------------------------------


def looked(url: str) -> list[str]:
    return [event.about for event in trail(url) if event.action == "view"]


def test_looking_at_a_dossier_is_kept_once_per_session_half_year_and_knowledge(
    own_samples: str,
) -> None:
    revision = database(own_samples).revision()
    at = open_screen(MUNICIPALITY, gemeente=VENLO, halfjaar="2026-1")
    at.run()
    assert looked(own_samples) == ["dossier GM0983 2026-1"]
    steps = (
        {"halfjaar": "2025-2"},
        {"halfjaar": "2026-1"},
        {"gemeente": "GM0928"},
        {"taal": "en"},
        {"bekend": "2026-08-01"},
        {"gemeente": VENLO, "bekend": ""},
    )
    for choices in steps:
        for name, value in choices.items():
            at.query_params[name] = value
        at.run()
    assert not at.exception
    assert looked(own_samples) == [
        "dossier GM0983 2026-1",
        "dossier GM0983 2025-2",
        "dossier GM0928 2026-1",
        "dossier GM0928 2026-1, known 2026-08-01",
    ]
    open_screen(MUNICIPALITY, gemeente=VENLO, halfjaar="2026-1")
    assert looked(own_samples).count("dossier GM0983 2026-1") == 2, "another session, another look"
    assert database(own_samples).revision() == revision
    assert record.verify(database(own_samples)).broken is None


def test_where_no_dossier_is_shown_none_was_looked_at(own_samples: str) -> None:
    open_screen(MUNICIPALITY)
    open_screen(MUNICIPALITY, gemeente="GM9999")
    open_screen(RECORD)
    assert looked(own_samples) == []


def test_who_takes_an_original_along_is_kept_each_time(
    own_samples: str, buttons: dict[str, Callable[[], bytes]]
) -> None:
    open_screen(MUNICIPALITY, gemeente=VENLO, halfjaar="2026-1")
    before = trail(own_samples)
    hand_out = next(buttons[name] for name in buttons if name.startswith("realisatie"))
    assert [event for event in before if event.action == "download"] == []
    content = hand_out()
    assert hand_out() == content
    events = trail(own_samples)[len(before) :]
    assert [(event.action, event.who) for event in events] == [("download", "lokaal")] * 2
    (number,) = {int(event.about.split(",")[0].removeprefix("batch ")) for event in events}
    assert content == imports.original(database(own_samples), number)
    assert events[0].about == f"batch {number}, dossier {VENLO}"


@pytest.mark.parametrize(
    ("page", "files"),
    [
        (
            ESCALATION,
            {"escalatie": [".csv", ".xlsx"], "termijnen": [".ics"], "interventies": [".csv"]},
        ),
        (REGION, {"regio": [".csv", ".xlsx"]}),
    ],
    ids=["escalation list, calendar and interventions", "regions"],
)
def test_who_takes_a_list_or_a_calendar_along_is_kept_under_the_name_of_the_file(
    page: str,
    files: dict[str, list[str]],
    own_samples: str,
    buttons: dict[str, Callable[[], bytes]],
) -> None:
    open_screen(page, halfjaar="2026-1")
    before = trail(own_samples)
    assert [event for event in before if event.action == "download"] == []
    for beginning, suffixes in files.items():
        for suffix in suffixes:
            (name,) = [
                each for each in buttons if each.startswith(beginning) and each.endswith(suffix)
            ]
            assert buttons[name]()
            last = trail(own_samples)[-1]
            assert (last.action, last.who, last.about) == ("download", "lokaal", name)
    at = open_screen(RECORD)
    assert "brief of bestand downloaden" in str(grids(at))


def test_a_store_that_cannot_be_written_shows_no_dossier_and_says_why(
    own_samples: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert database(own_samples).revision() > 0
    url = f"sqlite:///file:{own_samples.removeprefix('sqlite:///')}?mode=ro&uri=true"
    monkeypatch.setattr(cached, "store", lambda: database(url))
    at = open_screen(MUNICIPALITY, gemeente=VENLO, halfjaar="2026-1")
    (error,) = [each.value for each in at.error]
    assert "Er is niets gewijzigd" in error
    assert "readonly" in error
    assert not at.header
    assert not at.exception
    for screen in ("app.py", RECORD):
        assert [each.value for each in open_screen(screen).error] == []
    database(url).engine.dispose()
