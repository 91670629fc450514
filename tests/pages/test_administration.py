"""Who has a page open: with a login every run asks, the menu and the page of users follow."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from supervision.config import settings
from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.session import Identity
from supervision.storage import audit
from supervision.storage import sessions as stored
from supervision.storage.database import Database, database
from supervision.ui import access
from supervision.usecases import clock, decisions, sessions, users
from supervision.usecases.throttle import Throttle
from tests.pages.screens import (
    ADMINISTRATION,
    IMPORTING,
    MUNICIPALITY,
    RECORD,
    RULES,
    SCREENS,
    START,
    TITLES,
    VENLO,
    grids,
    open_screen,
)
from tests.test_settings import LOGIN

ADMIN = Actor("admin", Role.ADMIN)
BRAM = Identity("bram", "provider 17", frozenset(), "b" * 64, "10.0.0.1")


@pytest.fixture
def door(use, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The samples behind a login; bram's cookie is there, checked elsewhere."""
    for name, value in {**LOGIN, "ADMINISTRATOR_CONTACT": "Jo, tel. 1234"}.items():
        monkeypatch.setenv(name, value)
    store = database(use(shutil.copy(demo, tmp_path / "door.db")))
    monkeypatch.setattr(access, "_identity", lambda: BRAM)
    monkeypatch.setattr(sessions, "_refusals", Throttle())
    for remembered in (sessions._used, sessions._kept):
        remembered.clear()
    yield store
    store.engine.dispose()


@pytest.fixture
def enter(door: Database) -> Callable[[Role], Database]:
    """Let bram sign in with a role."""

    def sign_in(role: Role) -> Database:
        users.give_role(door, ADMIN, "bram", role)
        sessions.sign_in(door, BRAM)
        return door

    return sign_in


def said(at: AppTest) -> str:
    return " ".join(each.value.replace("\\", "") for each in at.error)


def last(store: Database) -> tuple[str, str, str, str]:
    with store.read() as connection:
        event = audit.events(connection)[-1]
    return event.who, event.action, event.about, event.result


def menu(at: AppTest) -> list[str]:
    return [each.proto.label for each in at.sidebar.get("page_link")]


def html(at: AppTest) -> str:
    return " ".join(each.proto.body for each in at.get("html"))


@pytest.mark.parametrize("screen", SCREENS)
def test_who_is_not_signed_in_sees_nothing_of_any_page(screen: str, door: Database) -> None:
    at = open_screen(screen, gemeente=VENLO)
    assert said(at) == "U bent niet aangemeld."
    assert [each.value for each in at.title] == ["Statushouders Limburg"]
    assert (menu(at), grids(at)) == ([], {})
    assert not at.exception
    assert last(door) == ("bram", "enter", screen, "refused")


def test_what_streamlit_does_not_vouch_for_is_nobody(
    door: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As under `streamlit run`, which has no gate: a cookie alone is not enough there."""
    monkeypatch.undo()
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DATABASE_URL", door.url)
    settings.cache_clear()
    monkeypatch.setattr(access, "identity_of", lambda *_: BRAM)
    sessions.sign_in(door, BRAM)
    assert said(open_screen(START)) == "U bent niet aangemeld."


def test_the_way_in_leads_back_to_the_page_with_its_choices(door: Database) -> None:
    at = open_screen("pages/gemeente.py", gemeente=VENLO, halfjaar="2026-1", onbekend="x")
    assert 'href="/aanmelden?naar=%2Fgemeente%3Fhalfjaar%3D2026-1%26gemeente%3DGM0983"' in html(at)
    assert 'href="/aanmelden?naar=%2F"' in html(open_screen(START))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.SUPERVISOR, Role.ADMIN])
def test_the_side_bar_says_who_works_here_and_the_menu_fits_the_role(
    role: Role, enter: Callable[[Role], Database]
) -> None:
    enter(role)
    at = open_screen(RULES)
    assert not at.error
    assert "bram" in html(at)
    assert [each.label for each in at.sidebar.button] == ["Afmelden"]
    assert not at.sidebar.text_input, "a name is not typed"
    everything = [dutch for dutch, _ in TITLES.values()]
    assert menu(at) == (everything if role is Role.ADMIN else everything[:-1])


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.SUPERVISOR])
def test_by_its_address_the_page_of_users_is_refused_and_that_is_kept(
    role: Role, enter: Callable[[Role], Database]
) -> None:
    store = enter(role)
    at = open_screen(ADMINISTRATION)
    assert "bram mag dit niet" in said(at)
    assert (grids(at), list(at.selectbox)[1:]) == ({}, [])
    assert last(store) == ("bram", "users", "users", "refused")


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.VIEWER, 0), (Role.EDITOR, 0), (Role.SUPERVISOR, 1), (Role.ADMIN, 1)],
)
def test_from_which_machine_something_was_done_is_not_for_everybody(
    role: Role,
    sees: int,
    enter: Callable[[Role], Database],
    buttons: dict[str, Callable[[], bytes]],
) -> None:
    enter(role)
    at = open_screen(RECORD)
    (table,) = grids(at).values()
    found = [row for row in table.rows if "10.0.0.1" in " ".join(row)]
    assert [row[table.headings.index("Handeling")] for row in found] == ["aanmelden"] * sees
    told = [each.value for each in at.caption if "welke computer" in each.value]
    assert bool(told) is not bool(sees), "what is left out is told"
    (trail,) = [make() for name, make in buttons.items() if name.endswith(".csv")]
    assert (b"10.0.0.1" in trail) is bool(sees)
    assert not grids(open_screen(RECORD, zoek="10.0.0.1")) or sees, "nor found by searching"


def test_without_a_role_the_page_says_whom_to_ask(enter: Callable[[Role], Database]) -> None:
    enter(Role.NONE)
    at = open_screen(START)
    assert "bram" in said(at)
    assert "Jo, tel. 1234" in said(at)
    assert 'href="/auth/logout"' in html(at)
    assert menu(at) == []


def test_every_run_asks_again(enter: Callable[[Role], Database]) -> None:
    store = enter(Role.SUPERVISOR)
    at = open_screen(START, halfjaar="2026-1")
    assert grids(at)
    sessions.end_sessions(store, ADMIN, "bram")
    at.run()
    assert "Uw sessie is beëindigd" in said(at)
    assert (grids(at), menu(at)) == ({}, [])
    assert last(store) == ("bram", "enter", START, "refused")


def test_idle_time_runs_from_the_last_run(
    enter: Callable[[Role], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    with enter(Role.VIEWER).read() as connection:
        used_at = stored.last(connection)["bram"].session.used_at
    at = open_screen(RULES)
    for minutes in (25, 50, 75):
        now = used_at + timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        assert not at.run().error
    monkeypatch.setattr(clock, "now", lambda: used_at + timedelta(minutes=106))
    assert "bent voor de zekerheid afgemeld" in said(at.run())


def test_a_role_that_changes_counts_from_the_next_click(
    enter: Callable[[Role], Database],
) -> None:
    store = enter(Role.VIEWER)
    at = open_screen(RULES)
    users.give_role(store, ADMIN, "bram", Role.ADMIN)
    assert menu(at.run())[-1] == "Beheer"


def test_a_download_that_was_drawn_before_is_not_made_after_the_end(
    enter: Callable[[Role], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit makes it when it is asked for, without running the page."""
    store = enter(Role.VIEWER)
    who = access.enter(START)
    assert who().name == "bram"
    sessions.end_sessions(store, ADMIN, "bram")
    with pytest.raises(sessions.NotAdmitted):
        who()


FORMS = {
    "Over de trede besluiten": "supervisor",
    "Verschoonbaarheid vastleggen": "supervisor",
    "Een notitie schrijven": "editor supervisor admin",
    "Een uitruil vastleggen": "editor supervisor admin",
    "Een aanlevering intrekken": "editor supervisor admin",
}
"""The panels with a form, and who has them."""


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.SUPERVISOR, Role.ADMIN])
def test_a_form_is_there_for_who_may_and_for_the_others_a_sentence_says_who(
    role: Role, enter: Callable[[Role], Database]
) -> None:
    enter(role)
    dossier, importing = open_screen(MUNICIPALITY, gemeente=VENLO), open_screen(IMPORTING)
    panels = {each.label for each in (*dossier.expander, *importing.expander)}
    assert panels & FORMS.keys() == {form for form, may in FORMS.items() if role in may.split()}
    told = [each.value for each in (*dossier.caption, *importing.info, *importing.caption)]
    told = [each for each in told if each.startswith("Alleen wie")]
    imports, decides = role is not Role.VIEWER, role is Role.SUPERVISOR
    assert len(importing.file_uploader) == imports
    assert [each for each in told if "besluit over de trede" in each] == [
        "Alleen wie deze rol heeft, besluit over de trede en legt verschoonbaarheid vast: "
        "toezichthouder."
    ] * (not decides)
    assert [each for each in told if "leest bestanden in" in each] == [
        "Alleen wie een van deze rollen heeft, leest bestanden in en trekt ze in: "
        "gegevensbeheerder, toezichthouder of functioneel beheerder."
    ] * (not imports)
    assert len([each for each in told if "uitruil" in each]) == (not imports)
    removal = [
        each for each in importing.button if each.label == "Ja, verwijder de voorbeeldgegevens"
    ]
    assert len(removal) == (role is Role.ADMIN)
    assert len([each for each in told if each.endswith("functioneel beheerder.")]) == (
        (role is not Role.ADMIN) + 2 * (not imports)
    )


def test_a_draft_can_be_read_by_all_and_confirmed_by_a_supervisor(
    enter: Callable[[Role], Database],
) -> None:
    store = enter(Role.VIEWER)
    why = "Een grote achterstand op de peildatum."
    intent = Intent(4, clock.today(), why, deviation="nu meteen")
    decisions.decide(store, Actor("anna", Role.SUPERVISOR), VENLO, intent)
    at = open_screen(MUNICIPALITY, gemeente=VENLO)
    assert "Wat wordt bevestigd" in grids(at)
    assert not [each for each in at.button if "bevestigen" in each.label]
    users.give_role(store, ADMIN, "bram", Role.SUPERVISOR)
    assert [each for each in at.run().button if "bevestigen" in each.label]


def test_an_administrator_gives_a_role_and_ends_a_session(
    enter: Callable[[Role], Database],
) -> None:
    store = enter(Role.ADMIN)
    users.give_role(store, ADMIN, "carla", Role.VIEWER)
    carla = Identity("carla", "provider 18", frozenset(), "c" * 64)
    sessions.sign_in(store, carla)
    at = open_screen(ADMINISTRATION)
    (table,) = [grid for title, grid in grids(at).items() if title == "Gebruikers"]
    assert table.column("Gebruiker") == ["bram", "carla"]
    assert table.column("Rol") == ["functioneel beheerder", "raadpleger"]
    assert table.column("Verkregen via") == ["gegeven door admin", "gegeven door admin"]
    assert table.column("Nu aangemeld") == ["ja", "ja"]

    box = next(each for each in at.selectbox if each.label == "Naam van de gebruiker")
    assert box.options == ["carla"], "nobody changes their own role"
    box.set_value("carla")
    next(each for each in at.selectbox if each.label == "Rol").set_value(Role.SUPERVISOR)
    next(each for each in at.button if each.label == "Deze rol geven").click()
    at.run()
    (done,) = [each.value.replace("\\", "") for each in at.success]
    assert done == "carla is nu: toezichthouder"
    assert last(store) == ("bram", "give_role", "user carla", "done")

    next(each for each in at.selectbox if each.label == "Gebruiker").set_value("carla")
    next(each for each in at.button if "beëindigen" in each.label).click()
    at.run()
    assert last(store) == ("bram", "end_sessions", "user carla", "done")
    with pytest.raises(sessions.NotAdmitted):
        sessions.admit(store, carla)


def test_without_a_login_the_page_says_that_roles_do_not_count_yet(samples: str) -> None:
    at = open_screen(ADMINISTRATION)
    assert any("geen aanmelding ingesteld" in each.value for each in at.info)


@pytest.mark.parametrize("address", ["10.0.0.1", "2001:db8::1"])
def test_without_a_login_another_machine_is_refused_also_without_the_gate(
    address: str, samples: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "origin", lambda: address)
    at = open_screen(START)
    assert "alleen te gebruiken op de computer waarop zij draait" in said(at)
    assert menu(at) == []
