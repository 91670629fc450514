"""Who may do what: every role tries every action, on a store with figures in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from supervision.config import settings
from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.halfyear import HalfYear
from supervision.errors import NotAllowed
from supervision.storage import audit
from supervision.storage.archive import writing
from supervision.storage.audit import Event
from supervision.storage.database import Database
from supervision.usecases import (
    administration,
    decisions,
    drafts,
    excuses,
    imports,
    notes,
    record,
    recovery,
    sessions,
    setup,
    statements,
    swaps,
    users,
)
from supervision.usecases.access import Action, permitted
from tests.cli.office import HORST, NOON, OVERVIEW, VENLO, Office

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
    Action.BACKUP: "admin local",
    Action.RESTORE: "admin local",
    Action.DECIDE: "supervisor local",
    Action.CONFIRM: "supervisor local",
    Action.REJECT: "supervisor local",
    Action.EXCUSE: "supervisor local",
    Action.WITHDRAW_EXCUSE: "supervisor local",
    Action.NOTE: "editor supervisor admin local",
    Action.VIEW: "viewer editor supervisor admin local",
    Action.DOWNLOAD: "viewer editor supervisor admin local",
    Action.USERS: "admin local",
    Action.GIVE_ROLE: "admin local",
    Action.END_SESSIONS: "admin local",
}
"""DESIGN.md, section 4: viewer, editor (imports), supervisor (decides), admin.

The admin does not decide. `local` is whoever sits at a machine without a login.
"""
TODAY = date(2026, 11, 24)
EXCUSE = Excuse(Cause.RECOVERY_PLAN, TODAY, TODAY)


def _import(store: Database, actor: Actor) -> None:
    imports.import_file(store, actor, OTHER, setup.request_for("other.csv"))


def _swap(store: Database, actor: Actor) -> None:
    swaps.record_swap(store, actor, HalfYear(2025, 1), VENLO, HORST, 2, date(2025, 3, 1))


def _state_opening(store: Database, actor: Actor) -> None:
    statements.state_opening(store, actor, VENLO, HalfYear(2025, 1), 12, "letter of COA")


def _decide(store: Database, actor: Actor, code: str = HORST, step: int = 1) -> None:
    intent = Intent(step, TODAY, "because of the figures of 2025", deviation="we know more")
    decisions.decide(store, actor, code, intent)


def _backup_beside(store: Database) -> Path:
    return Path(str(store.engine.url.database)).with_name("backup.zip")


def _restore(store: Database, actor: Actor) -> None:
    """Put back what is there, from a backup of which the record knows nothing."""
    with store.read() as connection:
        backup = writing.write(connection, _backup_beside(store), NOON)
    recovery.restore(store, actor, backup.path, replace=True)


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
    Action.BACKUP: lambda store, actor: recovery.back_up(store, actor, _backup_beside(store)),
    Action.RESTORE: _restore,
    Action.DECIDE: _decide,
    Action.CONFIRM: lambda store, actor: decisions.confirm(store, actor, 1),
    Action.REJECT: lambda store, actor: decisions.reject(store, actor, 1, "not now"),
    Action.EXCUSE: lambda store, actor: excuses.excuse(store, actor, HORST, EXCUSE, "a letter"),
    Action.WITHDRAW_EXCUSE: lambda store, actor: excuses.withdraw_excuse(
        store, actor, 1, "recorded by mistake"
    ),
    Action.NOTE: lambda store, actor: notes.write_note(store, actor, HORST, "called the alderman"),
    Action.VIEW: lambda store, actor: record.viewed(store, actor, HORST),
    Action.DOWNLOAD: lambda store, actor: record.downloaded(store, actor, f"{HORST} letter"),
    Action.USERS: users.users,
    Action.GIVE_ROLE: lambda store, actor: users.give_role(store, actor, "carla", Role.EDITOR),
    Action.END_SESSIONS: lambda store, actor: sessions.end_sessions(store, actor, "carla"),
}
AT_THE_DOOR = {Action.SIGN_IN, Action.SIGN_OUT, Action.ENTER}
"""What everybody does before they have a role at all; tests/usecases/test_sessions.py tries it."""
LEAVE_NOTHING = {Action.LOAD_SAMPLES, Action.USERS, Action.RESTORE}
"""What leaves no event when it is done: here there are imports already, looking is no deed, and
a record that is put back is that of the backup."""


@pytest.fixture
def store(office: Office, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A store with one of everything that can be acted upon; no map is really drawn anew."""
    anna = Actor("anna", Role.LOCAL)
    monkeypatch.setenv("BOUNDARIES_FILE", str(office.folder / "limburg.geojson"))
    settings.cache_clear()
    office.import_("overview.csv", OVERVIEW)
    _swap(office.database, anna)
    drafts.keep(office.database, anna, "waits.csv", OTHER)
    _decide(office.database, anna, VENLO, 4)
    excuses.excuse(office.database, anna, VENLO, EXCUSE, "a letter")
    return office.database


def trail(store: Database) -> tuple[Event, ...]:
    with store.read() as connection:
        return audit.events(connection)


def test_every_action_is_in_the_tables_of_this_test() -> None:
    assert set(MAY) == set(DO) == set(Action) - AT_THE_DOOR


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
        if action in LEAVE_NOTHING:
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
