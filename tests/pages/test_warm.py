"""What is computed while the server starts is what the first visitor would have waited for."""

from __future__ import annotations

import pytest

from supervision.ui import cached, warm
from tests.pages.screens import MAP, grids, open_screen

COMPUTED = (
    "overview",
    "early_warning",
    "track_record",
    "standings",
    "map_view",
    "drawing_of",
    "moment_of",
)


def test_after_the_warm_up_the_first_page_and_the_map_compute_nothing(
    samples: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm.start_page_and_map()

    def computed(*_: object) -> object:
        raise AssertionError("computed on the page")

    for name in COMPUTED:
        monkeypatch.setattr(cached, name, computed)
    for screen in ("app.py", MAP):
        at = open_screen(screen)
        assert not at.error
        assert grids(at)


def test_an_empty_store_has_nothing_to_warm_up(empty: str) -> None:
    warm.start_page_and_map()
