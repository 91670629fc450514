"""The command line in process, on a store of its own and with a clock that a test can set."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from supervision.cli import main
from supervision.config import settings
from supervision.storage.database import Database, database

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
"""The day on which the tests play: 24 November 2026, noon in the Netherlands."""
HORST, VENLO, VAALS = "GM1507", "GM0983", "GM0981"
OVERVIEW = (
    "Overzicht huisvesting vergunninghouders. Stand per 1 april 2025\n"
    "\n"
    "Gemeentecode;Gemeente;Taakstelling;Gerealiseerd\n"
    "GM1507;Horst aan de Maas;27;12\n"
    "GM0983;Venlo;90;20\n"
)
"""COA's monthly overview as a new user has it: the corrected target and nothing before it."""


@dataclass(frozen=True)
class Answer:
    """What the command line said and with which exit status it ended."""

    status: int
    text: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.text)


def run(*arguments: object) -> Answer:
    """Carry out one verb in this process."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        try:
            status = main([str(each) for each in arguments])
        except SystemExit as exit_:
            status = int(exit_.code or 0)
    return Answer(status, said.getvalue())


@dataclass
class Office:
    """A desk with the product on it: a store, a folder for files, a clock."""

    folder: Path
    at: datetime = NOON

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'store.db'}"

    @property
    def database(self) -> Database:
        return database(self.url)

    def run(self, *arguments: object) -> Answer:
        return run(*arguments)

    def file(self, name: str, text: str) -> Path:
        """Put a file in the folder."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def import_(self, name: str, text: str, *options: object) -> Answer:
        """Import a file with this text, and read the answer as JSON."""
        return self.run("import", self.file(name, text), *options, "--json")

    def assess(self, on: str, *options: object) -> Any:
        return self.run("assess", "--on", on, *options, "--json").json

    def account(self, code: str, *options: object) -> dict[str, dict[str, Any]]:
        """The lines of an account by half-year."""
        lines = self.run("account", code, *options, "--json").json
        return {line["half_year"]: line for line in lines}

    def now(self) -> datetime:
        return self.at


@cache
def _store(path: Path, *options: str) -> Path:
    """Make a store with `init`, once in each process."""
    with pytest.MonkeyPatch.context() as patch:
        path.parent.mkdir(exist_ok=True)
        for desk in _open(path.parent, patch):
            answer = desk.run("init", *options, "--as", "anna")
            assert answer.status == 0, answer.text
    return path


@cache
def assessed(folder: Path, on: str) -> Any:
    """Return what `assess --json` says of the store in a folder to which nobody writes."""
    with pytest.MonkeyPatch.context() as patch:
        (document,) = [desk.assess(on) for desk in _open(folder, patch)]
    return document


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the samples as one file."""
    return _store(tmp_path_factory.getbasetemp() / "samples" / "store.db", "--demo")


def _open(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Point the product at the store of a desk, and at its clock."""
    desk = Office(folder)
    patch.setattr("supervision.usecases.clock.now", desk.now)
    patch.setenv("DATABASE_URL", desk.url)
    settings.cache_clear()
    yield desk
    settings.cache_clear()
    desk.database.engine.dispose()


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A desk without any store yet."""
    yield from _open(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store as one file."""
    return _store(tmp_path_factory.getbasetemp() / "empty" / "store.db")


@pytest.fixture
def office(empty_file: Path, bare: Office) -> Office:
    """A desk with an empty store."""
    shutil.copy(empty_file, bare.folder / "store.db")
    return bare


@pytest.fixture
def samples(sample_file: Path, bare: Office) -> Office:
    """A desk with the samples in its store, to do with as the test likes."""
    shutil.copy(sample_file, bare.folder / "store.db")
    return bare


@pytest.fixture(scope="session")
def shown_samples(sample_file: Path) -> Iterator[Database]:
    """The store with the samples, only to look at."""
    store = database(f"sqlite:///{sample_file}")
    yield store
    store.engine.dispose()
