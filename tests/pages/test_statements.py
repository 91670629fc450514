"""A page asks the store the same number of questions, however much there is in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from supervision.storage.database import database
from supervision.usecases import imports
from supervision.usecases.setup import request_for, sample_files
from tests.benchmarks.growth import statements
from tests.pages.conftest import LOCAL
from tests.pages.screens import SCREENS, VENLO, open_screen

FEW = ("2026-1", "2026-2")
"""The half-years of the small store; the samples have ten."""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two half-years."""
    path = tmp_path_factory.mktemp("small") / "small.db"
    store = database(f"sqlite:///{path}")
    store.upgrade()
    for each in sample_files():
        if each.parent.name in FEW:
            imports.import_file(store, LOCAL, each.read_bytes(), request_for(each.name))
    store.engine.dispose()
    return path


@pytest.mark.parametrize("screen", SCREENS)
def test_as_many_for_two_half_years_as_for_ten(
    screen: str, small: Path, demo: Path, use, tmp_path: Path
) -> None:
    few, many = (
        asked(use(shutil.copy(path, tmp_path / path.name)), screen) for path in (small, demo)
    )
    assert few == many
    assert few > 0


def asked(url: str, screen: str) -> int:
    """The number of statements for a page, of a store of which nothing is in the caches yet."""
    with statements(database(url)) as found:
        at = open_screen(screen, gemeente=VENLO)
    assert not at.exception
    database(url).engine.dispose()
    return len(found)
