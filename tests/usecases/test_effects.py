"""What an import is said to do to balances and steps is what it does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.ladder import Assessment
from supervision.importing import Reading
from supervision.importing.changes import Effect
from supervision.storage.database import Database
from supervision.usecases import assessing, imports, setup
from tests.cli.office import NOON, Office
from tests.usecases.test_nothing_changes import dump

ANNA = Actor("anna", Role.EDITOR)
FILES = {path.name: path for path in setup.sample_files()}
WITHHELD = [
    f"{name}_voorbeeldgegevens.csv"
    for name in (
        "realisatie_2022-07-01",
        "taakstelling_2025-1_herzien",
        "realisatie_2025-07-01",
        "realisatie_2026-11-01",
    )
]


def read(store: Database, path: Path) -> Reading:
    return imports.check(store, path.read_bytes(), setup.request_for(path.name)).reading


def withhold(store: Database, name: str) -> Path:
    """Make the store as if a sample file never came; return the file."""
    (batch,) = [each.id for each in imports.history(store) if each.file_name == name]
    imports.withdraw(store, ANNA, batch, "not come yet")
    return FILES[name]


def standing(found: Assessment) -> tuple[int | None, int, bool]:
    return found.position.closing, found.indicated_step, found.preventive


def assess(store: Database, on: date) -> dict[str, tuple[int | None, int, bool]]:
    """Balance, step and flag of everybody, as `assess` gives them."""
    found = assessing.snapshot(store, on).province.assessments
    return {code: standing(each) for code, each in found.items()}


def flat(effect: Effect) -> tuple[tuple[int | None, int, bool], tuple[int | None, int, bool]]:
    return (
        (effect.closing_before, effect.step_before, effect.preventive_before),
        (effect.closing_after, effect.step_after, effect.preventive_after),
    )


@pytest.mark.parametrize("name", WITHHELD)
def test_what_is_announced_is_what_assess_gives_afterwards(samples: Office, name: str) -> None:
    store = samples.database
    path = withhold(store, name)
    reading = read(store, path)
    assert reading.half_year is not None
    on = min(reading.half_year.reference_date, NOON.date())
    announced = {each.code: flat(each) for each in imports.effects_of(store, reading)}
    before = assess(store, on)
    imports.import_file(store, ANNA, path.read_bytes(), setup.request_for(name))
    after = assess(store, on)
    assert announced == {
        code: (before[code], after[code]) for code in after if before[code] != after[code]
    }
    assert announced, "each of these files matters"


def test_swaps_and_stated_openings_are_reckoned_with(office: Office) -> None:
    text = "Taakstelling 2025-1\nGemeentecode;Netto taakstelling\nGM1507;43\nGM0983;103\n"
    office.import_("targets.csv", text)
    arguments = ("--half-year", "2025-1", "--from", "GM0983", "--to", "GM1507")
    office.run("swap", *arguments, "--persons", "3", "--agreed-on", "2025-03-01")
    office.run("opening", "GM1507", "--half-year", "2025-1", "--persons", "-6", "--note", "letter")
    path = office.file("r.csv", "Stand per 1 juli 2025\nGemeentecode;Gerealiseerd\nGM1507;30\n")
    (effect,) = imports.effects_of(office.database, read(office.database, path))
    assert (effect.closing_before, effect.closing_after) == (None, 43 + 3 - 6 - 30)


def test_asking_writes_nothing(samples: Office) -> None:
    store = samples.database
    path = withhold(store, WITHHELD[2])
    reading, before = read(store, path), dump(store)
    assert imports.effects_of(store, reading) == imports.effects_of(store, reading)
    assert dump(store) == before


def test_a_file_that_is_in_already_or_is_refused_does_nothing(samples: Office) -> None:
    store = samples.database
    assert imports.effects_of(store, read(store, FILES[WITHHELD[3]])) == ()
    broken = samples.file("broken.csv", "Stand per 1 juli 2025\nGemeente;Gerealiseerd\nBeek;x\n")
    assert imports.effects_of(store, read(store, broken)) == ()
