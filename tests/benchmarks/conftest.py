"""What a benchmark found is said on the terminal, whatever pytest keeps to itself."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Print a text, on lines of its own."""

    def printed(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{text}\n")

    return printed
