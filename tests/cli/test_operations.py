"""What docs/operations.md says is so: its commands work, its files and settings exist.

Here on SQLite and without a machine of its own; `python -m tests.bare_machine` follows all of it.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator

import pytest

from supervision.cli import parser
from supervision.config import ROOT, Settings, settings
from supervision.geography import SOURCE
from tests.bare_machine import ADMINISTRATOR, DOCUMENT, blocks
from tests.cli.office import Office, run

TEXT = DOCUMENT.read_text(encoding="utf-8")
FOLLOWED = (
    "Install without containers",
    "Update",
    "Back up and restore",
    "Boundaries, rule sets, letters",
    "Remove",
)
"""The headings whose commands belong after each other, on one machine."""


def commands(*headings: str) -> Iterator[list[str]]:
    """The commands under some headings, word by word and without sudo."""
    for heading in headings:
        for block in blocks(heading):
            for line in block.splitlines():
                words = shlex.split(line, comments=True)
                if words:
                    yield words[1:] if words[0] == "sudo" else words


def test_every_block_is_understood_by_a_shell() -> None:
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL):
        done = subprocess.run(["bash", "-n"], input=block, text=True, capture_output=True)
        assert done.returncode == 0, done.stderr


def test_no_block_stands_under_a_heading_that_is_not_followed() -> None:
    followed = sum(len(blocks(heading)) for heading in FOLLOWED)
    assert TEXT.count("```sh\n") == followed + len(blocks("Install with containers"))


def test_the_verbs_work_in_the_order_of_the_document(
    bare: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOUNDARIES_FILE", str(bare.folder / "limburg.geojson"))
    settings.cache_clear()
    own = {"/var/backups/supervision": bare.folder, "/var/lib/supervision/new.geojson": SOURCE}
    done = set()
    for words in commands(*FOLLOWED):
        if words[:3] == ["-u", "postgres", "dropdb"]:
            bare.database.engine.dispose()
            for each in bare.folder.glob("store.db*"):
                each.unlink()
        if words[0] == "supervision":
            answer = run(*(_replaced(each, own) for each in words[1:]))
            assert answer.status == 0, f"{words}: {answer.text}"
            done.add(words[1])
    assert done == {"init", "user", "backup", "restore", "verify-log", "boundaries"}


def _replaced(text: str, own: dict[str, object]) -> str:
    for old, new in own.items():
        text = text.replace(old, str(new))
    return text


def test_verbs_within_a_sentence_exist_too() -> None:
    quoted = re.findall(r"`(?:sudo supervision|python -m supervision) ([^`]*)`", TEXT)
    assert len(quoted) > 3
    for each in quoted:
        parser().parse_args(shlex.split(each.replace("--role …", "--role viewer")))


def test_the_containers_are_given_verbs_that_exist() -> None:
    given = [
        words[words.index("schema") + 1 :]
        for words in commands("Install with containers")
        if "schema" in words
    ]
    assert given == [["user", ADMINISTRATOR, "--role", "admin"]]
    for arguments in given:
        parser().parse_args(arguments)


def test_every_file_of_the_product_that_is_named_is_there() -> None:
    named = set(re.findall(r"\b(?:deploy|data|tests|docs)/[\w@./-]*\w", TEXT))
    assert len(named) > 8
    local = {"data/local"}
    assert [each for each in named - local if not (ROOT / each).exists()] == []


def test_the_table_names_every_setting_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = re.findall(r"^\| (`[A-Z].*?) \| .*? \| (.*?) \|$", TEXT, re.MULTILINE)
    told = {name: default for names, default in rows for name in names.strip("`").split("`, `")}
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    holds = {name.upper(): str(value) for name, value in Settings(_env_file=None)}
    holds |= {"DATABASE_URL": "a SQLite file in `data/local"}
    holds |= {"BOUNDARIES_FILE": "static/limburg.geojson"}
    secret = {"OIDC_CLIENT_SECRET": "", "COOKIE_SECRET": ""}
    assert {name: default.strip("`") for name, default in told.items()} == {
        name: (value.removesuffix(".0") or "–") for name, value in (holds | secret).items()
    }
