"""Two imports, two decisions, or one of each at once: they never mix, and the second is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervision.domain.decision import Status
from supervision.storage import decisions as stored
from supervision.storage.database import Database
from supervision.usecases import decisions, drafts, imports, record
from tests.storage.office import HORST
from tests.storage.stores import KINDS, ready_store
from tests.usecases.racing import DEEDS, in_processes, in_threads, prepare

WAYS = {"threads": in_threads, "processes": in_processes}
SECOND_IS_TOLD = {
    ("import", "import"): {"Overtaken"},
    ("decide", "decide"): {"Overtaken"},
    ("import", "decide"): {"Overtaken"},
    ("prepare step 4", "prepare step 4"): {"DecisionRefused"},
    ("confirm", "confirm"): {"NotWaiting"},
    ("confirm", "reject"): {"NotWaiting"},
    ("accept the upload", "accept the upload"): {"NotFound"},
    ("withdraw the import", "withdraw the import"): {"AlreadyWithdrawn"},
    ("withdraw the excuse", "withdraw the excuse"): {"AlreadyWithdrawn"},
    ("withdraw the swap", "withdraw the swap"): {"AlreadyWithdrawn"},
}
"""What two people do, and what the one who comes second is told."""


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A store with something of everything to fight over."""
    with ready_store(request.param, tmp_path) as ready:
        prepare(ready)
        yield ready


def assert_sound(store: Database) -> None:
    """The record is whole, and every deed that counts has raised the revision once."""
    assert record.verify(store).broken is None
    still = ("note", "draft")
    done = [each for each in record.trail(store) if each.result == "done"]
    assert store.revision() == sum(each.action not in still for each in done)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("deeds", SECOND_IS_TOLD, ids=" and ".join)
def test_of_two_at_once_one_is_done_and_the_other_is_told(
    store: Database, deeds: tuple[str, str], way: str
) -> None:
    before = store.revision()
    told = WAYS[way](store.url, *deeds)
    (second,) = SECOND_IS_TOLD[deeds]
    assert sorted(told) == sorted(["done", second])
    assert store.revision() == before + 1
    refused = [each for each in record.trail(store) if each.result == "refused"]
    assert [each.details["refused"] for each in refused] == [second]
    assert_sound(store)


@pytest.mark.parametrize("way", WAYS)
def test_one_upload_becomes_one_import(store: Database, way: str) -> None:
    before = len(imports.history(store))
    WAYS[way](store.url, "accept the upload", "accept the upload")
    assert len(imports.history(store)) == before + 1
    assert drafts.waiting(store) == ()


@pytest.mark.parametrize("way", WAYS)
def test_a_decision_rests_on_the_figures_before_or_after_an_import_and_never_between(
    store: Database, way: str
) -> None:
    told = WAYS[way](store.url, "prepare step 4", "import that all are housed")
    assert told == ["done", "done"]
    made = next(each for each in recorded(store) if each.decision.code == HORST)
    assert decisions.recomputed(store, made.decision.number) == made.assessment
    imported = imports.history(store)[0]
    assert ('"realised":500' in made.assessment.replace(" ", "")) is (
        made.recorded_at > imported.imported_at
    )
    assert_sound(store)


@pytest.mark.parametrize("way", WAYS)
def test_a_confirmation_while_figures_come_in_confirms_what_was_prepared_or_is_refused(
    store: Database, way: str
) -> None:
    prepared = recorded(store)[0]
    confirmed, imported = WAYS[way](store.url, "confirm", "import that all are housed")
    assert imported == "done"
    now = recorded(store)[0]
    assert confirmed in ("done", "DecisionRefused")
    assert now.status is (Status.FINAL if confirmed == "done" else Status.DRAFT)
    assert (now.decision, now.assessment) == (prepared.decision, prepared.assessment)
    assert decisions.recomputed(store, 1) == now.assessment
    assert_sound(store)


def test_every_deed_is_tried() -> None:
    tried = {each for pair in SECOND_IS_TOLD for each in pair} | {"import that all are housed"}
    assert tried == set(DEEDS)


def recorded(store: Database) -> tuple[stored.RecordedDecision, ...]:
    return decisions.recorded(store)
