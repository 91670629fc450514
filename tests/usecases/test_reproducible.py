"""A thousand random histories with random decisions: what each rests on can be computed again.

Each of `WORLDS` stores has every municipality of Limburg, so each is 31 histories or more.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from supervision.storage.database import database
from supervision.usecases import clock, decisions, record
from tests.usecases.random_office import RandomOffice

WORLDS = 33
HISTORIES = 31
"""Municipalities in each, of the years after the last merger; before, there are more."""


@pytest.mark.parametrize("seed", range(WORLDS))
def test_what_every_decision_rests_on_is_computed_again_from_the_facts_of_then(
    tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    shutil.copy(empty_file, tmp_path / "store.db")
    store = database(f"sqlite:///{tmp_path / 'store.db'}")
    office = RandomOffice(store, seed)
    monkeypatch.setattr(clock, "now", office.now)
    monkeypatch.setattr(decisions, "evidence", office.watched)
    office.work()
    recorded = decisions.recorded(store)
    assert sorted(office.then) == [each.decision.number for each in recorded]
    assert len({each.decision.code for each in recorded}) >= HISTORIES
    for each in recorded:
        number = each.decision.number
        assert decisions.recomputed(store, number) == each.assessment, number
        assert office.reasons == office.then[number], number
        said = json.loads(each.assessment)
        steps = said["current_step"], said["proposed_step"]
        assert steps == (each.decision.step_from, each.proposed_step), number
    moments = [event.at for event in record.trail(store)]
    assert moments == sorted(set(moments))
    store.engine.dispose()
