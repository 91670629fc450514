"""The desk of tests/cli/office.py, and folders with rule sets instead of the shipped one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from supervision import rulesets
from tests.cli.office import bare, empty_file, office, sample_file, samples

__all__ = ["bare", "empty_file", "office", "sample_file", "samples"]

Ship = Callable[..., Path]


@pytest.fixture
def ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ship]:
    """Ship these files, by name and text, instead of those of the product."""
    numbers = count()

    def use(**files: str) -> Path:
        folder = tmp_path / f"rulesets-{next(numbers)}"
        folder.mkdir()
        for name, text in files.items():
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(rulesets, "FOLDER", folder)
        return folder

    yield use
    rulesets._all_in.cache_clear()
