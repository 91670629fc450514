"""Boundaries that an administrator loads take the place of those that ship, which stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervision.config import settings
from supervision.domain.actor import Actor, Role
from supervision.errors import InvalidRequest
from supervision.geography import PUBLISHED, SOURCE, published, published_file
from supervision.usecases.administration import publish_boundaries
from tests.cli.office import Office

ADMIN = Actor("anna", Role.ADMIN)


@pytest.fixture
def file(office: Office, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this office keeps what it loads: not in the folder of the product."""
    file = office.folder / "limburg.geojson"
    monkeypatch.setenv("BOUNDARIES_FILE", str(file))
    settings.cache_clear()
    return file


def test_until_others_are_loaded_those_that_ship_hold(file: Path) -> None:
    assert published_file() == PUBLISHED
    assert published() == PUBLISHED.read_text(encoding="utf-8")


def test_those_that_are_loaded_hold_and_those_that_ship_stay(office: Office, file: Path) -> None:
    before = PUBLISHED.read_bytes()
    publish_boundaries(office.database, ADMIN, SOURCE)
    assert published_file() == file
    assert published() == file.read_text(encoding="utf-8")
    assert PUBLISHED.read_bytes() == before


def test_what_cannot_be_written_is_refused_and_changes_nothing(
    office: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOUNDARIES_FILE", str(office.folder / "not there" / "limburg.geojson"))
    settings.cache_clear()
    with pytest.raises(InvalidRequest) as refused:
        publish_boundaries(office.database, ADMIN, SOURCE)
    assert refused.value.fields["reason"] == "unwritable"
    assert published_file() == PUBLISHED
