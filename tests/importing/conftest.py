"""What the tests of reading share: a day, the reference data, and one way to read a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from supervision.importing import Reading, Request, read_file
from supervision.reference import national_names, register

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def ask() -> Callable[..., Request]:
    """Return a function that makes the request for a file name, with options by name."""

    def make(file_name: str, **options: object) -> Request:
        return Request(file_name, TODAY, register(), national_names(), **options)

    return make


@pytest.fixture(scope="session")
def read(ask: Callable[..., Request]) -> Callable[..., Reading]:
    """Return a function that reads text or bytes under a file name, with options by name."""

    def reading(content: str | bytes, file_name: str = "bestand.csv", **options: object) -> Reading:
        data = content.encode() if isinstance(content, str) else content
        return read_file(data, ask(file_name, **options))

    return reading
