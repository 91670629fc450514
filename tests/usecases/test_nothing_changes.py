"""What must leave the store as it was: a broken file, and figures that come back."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import HalfYear
from supervision.exports.csv_file import to_csv
from supervision.exports.xlsx_file import to_xlsx
from supervision.importing.changes import ChangeKind
from supervision.reference import register
from supervision.storage.database import Database
from supervision.usecases import assessing, imports
from supervision.usecases.setup import request_for
from supervision.views.figures_file import realisation_file, targets_file
from supervision.words import words
from tests.cli.office import Office
from tests.importing.test_broken import BROKEN, CASES, options

ANNA = Actor("anna", Role.EDITOR)
DUTCH = words("nl")


def dump(store: Database) -> list[str]:
    """Everything in the store, as SQL."""
    with sqlite3.connect(str(store.engine.url.database)) as connection:
        return list(connection.iterdump())


@pytest.fixture
def demo(samples: Office) -> Database:
    """A store with the samples, to change at will."""
    return samples.database


def test_a_broken_file_leaves_the_store_as_it_was(demo: Database) -> None:
    before = dump(demo)
    assert len(CASES) > 80
    for name, case in CASES.items():
        request = replace(request_for(name), **options(case["request"]))
        found, batch = imports.import_file(demo, ANNA, (BROKEN / name).read_bytes(), request)
        assert (found.reading.accepted, batch) == (False, None), name
    assert dump(demo) == before


@pytest.mark.parametrize("write", [to_csv, to_xlsx])
def test_exported_figures_that_come_back_change_nothing(demo: Database, write) -> None:
    known = assessing.known_facts(demo)
    suffix = ".csv" if write is to_csv else ".xlsx"
    tables = [targets_file(known, register(), HalfYear(2025, half), DUTCH) for half in (1, 2)]
    tables += [
        realisation_file(known, register(), HalfYear.of(as_of), as_of, DUTCH)
        for as_of in (date(2025, 4, 1), date(2026, 7, 1), date(2026, 11, 1))
    ]
    for table in tables:
        found = imports.check(demo, write(table, DUTCH), request_for(f"cijfers{suffix}"))
        assert not found.reading.problems
        assert {change.kind for change in found.changes} == {ChangeKind.UNCHANGED}
        assert len(found.changes) == 31
