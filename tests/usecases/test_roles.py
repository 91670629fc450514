"""Who may do what: every role tries every action, on a store with figures in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import HalfYear
from supervision.errors import NotAllowed
from supervision.storage import audit
from supervision.storage.audit import Event
from supervision.storage.database import Database
from supervision.usecases import administration, drafts, imports, setup, statements, swaps
from supervision.usecases.access import Action, permitted
from tests.cli.office import HORST, OVERVIEW, VENLO, Office

OTHER = OVERVIEW.replace("27;12", "27;13").encode()
MAY: Mapping[Action, str] = {
    Action.DRAFT: "editor supervisor admin local",
    Action.DISCARD: "editor supervisor admin local",
    Action.IMPORT: "editor supervisor admin local",
    Action.WITHDRAW: "editor supervisor admin local",
    Action.STATE_OPENING: "editor supervisor admin local",
    Action.SWAP: "editor supervisor admin local",
    Action.WITHDRAW_SWAP: "editor supervisor admin local",
    Action.LOAD_SAMPLES: "admin local",
    Action.REMOVE_SAMPLES: "admin local",
    Action.BOUNDARIES: "admin local",
}
"""DESIGN.md, section 4: viewer, editor (imports), supervisor (decides), admin."""


def _import(store: Database, actor: Actor) -> None:
    imports.import_file(store, actor, OTHER, setup.request_for("other.csv"))


def _swap(store: Database, actor: Actor) -> None:
    swaps.record_swap(store, actor, HalfYear(2025, 1), VENLO, HORST, 2, date(2025, 3, 1))


def _state_opening(store: Database, actor: Actor) -> None:
    statements.state_opening(store, actor, VENLO, HalfYear(2025, 1), 12, "letter of COA")


DO: Mapping[Action, Callable[[Database, Actor], object]] = {
    Action.DRAFT: lambda store, actor: drafts.keep(store, actor, "other.csv", OTHER),
    Action.DISCARD: lambda store, actor: drafts.discard(store, actor, 1),
    Action.IMPORT: _import,
    Action.WITHDRAW: lambda store, actor: imports.withdraw(store, actor, 1, "wrong file"),
    Action.STATE_OPENING: _state_opening,
    Action.SWAP: _swap,
    Action.WITHDRAW_SWAP: lambda store, actor: swaps.withdraw_swap(store, actor, 1, "not agreed"),
    Action.LOAD_SAMPLES: setup.load_samples,
    Action.REMOVE_SAMPLES: lambda store, actor: setup.remove_samples(store, actor, "no more"),
    Action.BOUNDARIES: lambda store, actor: administration.publish_boundaries(
        store, actor, setup.DATA / "limburg.geojson"
    ),
}


@pytest.fixture
def store(office: Office, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A store with an import, a swap and an upload that waits; no map is really drawn anew."""
    monkeypatch.setattr(administration, "PUBLISHED", office.folder / "limburg.geojson")
    office.import_("overview.csv", OVERVIEW)
    _swap(office.database, Actor("anna", Role.LOCAL))
    drafts.keep(office.database, Actor("anna", Role.LOCAL), "waits.csv", OTHER)
    return office.database


def trail(store: Database) -> tuple[Event, ...]:
    with store.read() as connection:
        return audit.events(connection)


def test_every_action_is_in_the_tables_of_this_test() -> None:
    assert set(MAY) == set(DO) == set(Action)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", MAY)
def test_a_role_may_do_what_the_design_says_and_what_is_refused_is_kept(
    office: Office, store: Database, role: Role, action: Action
) -> None:
    actor = Actor("bram", role)
    before, figures, waiting = trail(store), office.run("assess", "--json"), drafts.waiting(store)
    may = role.value in MAY[action].split()
    assert permitted(actor, action) is may
    if may:
        DO[action](store, actor)
        new = trail(store)[len(before) :]
        if action is Action.LOAD_SAMPLES:
            assert new == ()
        else:
            assert [(each.action, each.result) for each in new] == [(action, "done")]
        return
    with pytest.raises(NotAllowed) as refused:
        DO[action](store, actor)
    assert refused.value.fields == {"actor": "bram", "action": action}
    (event,) = trail(store)[len(before) :]
    assert (event.who, event.role, event.action, event.result) == ("bram", role, action, "refused")
    assert event.about
    assert office.run("assess", "--json") == figures
    assert drafts.waiting(store) == waiting


def test_choosing_for_a_draft_takes_the_role_of_keeping_it(store: Database) -> None:
    with pytest.raises(NotAllowed):
        drafts.choose(store, Actor("bram", Role.VIEWER), 1, drafts.Choices())
    assert drafts.waiting(store)[0].choices == drafts.Choices().to_json()


def test_a_refusal_is_a_link_of_the_same_chain(store: Database) -> None:
    with pytest.raises(NotAllowed):
        _import(store, Actor("bram", Role.VIEWER))
    _import(store, Actor("carla", Role.EDITOR))
    *_, before, refused, done = trail(store)
    assert [refused.previous_hash, done.previous_hash] == [before.hash, refused.hash]


def test_the_figures_of_horst_stay_when_a_viewer_withdraws(office: Office, store: Database) -> None:
    with pytest.raises(NotAllowed):
        imports.withdraw(store, Actor("bram", Role.VIEWER), 1, "wrong file")
    assert office.account(HORST)["2025-1"]["realised"] == 12
