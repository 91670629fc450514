"""A store that cannot be written or reached: every page says so in words, and shows no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from supervision.storage.database import database
from supervision.ui import cached
from supervision.usecases import drafts, imports
from tests.pages.deliveries import TARGETS_NAME, targets
from tests.pages.screens import IMPORTING, MUNICIPALITY, SCREENS, VENLO, open_screen

UNWRITABLE = "kan niet worden geschreven. Er is niets gewijzigd"


@pytest.fixture
def read_only(own_samples: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a store with the samples that can only be read."""
    assert database(own_samples).revision() > 0
    url = f"sqlite:///file:{own_samples.removeprefix('sqlite:///')}?mode=ro&uri=true"
    monkeypatch.setattr(cached, "store", lambda: database(url))
    yield url
    database(url).engine.dispose()


def test_an_upload_that_cannot_be_kept_is_told(read_only: str) -> None:
    at = open_screen(IMPORTING)
    assert not at.error
    at.file_uploader[0].upload(TARGETS_NAME, targets(), "text/csv").run()
    assert not at.exception
    (said,) = [each.value for each in at.error]
    assert UNWRITABLE in said
    assert drafts.waiting(database(read_only)) == ()
    assert len(imports.history(database(read_only))) > 60


def test_a_dossier_of_which_no_view_can_be_kept_is_not_shown(read_only: str) -> None:
    at = open_screen(MUNICIPALITY, gemeente=VENLO)
    (said,) = [each.value for each in at.error]
    assert UNWRITABLE in said
    assert not at.header


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_tells_that_the_store_cannot_be_reached(
    screen: str, own_samples: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = database("postgresql://anna:geheim@127.0.0.1:1/statushouders")
    monkeypatch.setattr(cached, "store", lambda: gone)
    at = open_screen(screen)
    assert not at.exception
    assert any("is niet bereikbaar" in each.value for each in at.error)
    assert not any("geheim" in each.value for each in at.error)
