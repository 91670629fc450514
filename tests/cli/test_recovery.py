"""The verbs `backup` and `restore`: all that can be asked of a store is the same afterwards."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from supervision.config import settings
from supervision.domain.actor import Actor, Role
from supervision.storage import versions
from supervision.storage.database import Database, database
from supervision.usecases import imports, users
from tests.cli.office import OVERVIEW, VENLO, Office, run
from tests.e2e.servers import copy_store
from tests.storage.filled import STORES
from tests.storage.stores import KINDS, fresh_address
from tests.storage.tampering import drop_guards
from tests.usecases.decided import decided

__all__ = ["decided"]

ON_BOTH = pytest.mark.parametrize("kind", KINDS)
DATES = ("2022-07-01", "2025-07-01", "2026-11-24")


@contextmanager
def pointed_at(url: str, patch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Point the command line at a store."""
    patch.setenv("DATABASE_URL", url)
    settings.cache_clear()
    try:
        yield database(url)
    finally:
        database(url).engine.dispose()
        settings.cache_clear()


def exported(folder: Path) -> dict[str, object]:
    """All that can be asked of the store: figures, reasons, decisions, record, original files."""
    out = folder / "escalation.csv"
    assert run("export", "escalation", "--on", "2026-11-24", "--out", out).status == 0
    questions = [
        *(("assess", "--on", on) for on in DATES),
        ("assess", "--on", "2026-11-24", "--known-on", "2026-11-24"),
        ("account", VENLO),
        ("decisions",),
        ("log",),
        ("verify-log",),
    ]
    answers = {" ".join(each): run(*each, "--json") for each in questions}
    assert {each.status for each in answers.values()} == {0}
    store = database(settings().database_url)
    originals = {each.id: imports.original(store, each.id) for each in imports.history(store)}
    assert len(originals) > 60
    return {**answers, **originals, "escalation": out.read_bytes()}


@pytest.fixture
def backup(
    decided: Database, bare: Office, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, dict[str, Any]]:
    """A backup of a store with samples and decisions, and what that store answered before."""
    copy_store(Path(str(decided.engine.url.database)), bare.folder / "store.db")
    before = exported(bare.folder)
    answer = bare.run("backup", bare.folder / "backup.zip", "--as", "anna", "--json")
    assert answer.status == 0, answer.text
    return bare.folder / "backup.zip", before


# --- there and back ---------------------------------------------------------------------------


@ON_BOTH
def test_a_restored_store_answers_byte_for_byte_the_same(
    backup: tuple[Path, dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    path, before = backup
    with fresh_address(kind, tmp_path) as url, pointed_at(url, monkeypatch):
        answer = run("restore", path, "--as", "bram")
        assert (answer.status, answer.text.splitlines()[0]) == (0, f"Teruggezet: {path}")
        assert exported(tmp_path) == before
        assert run("decisions", "--json").json != []
        again = run("backup", tmp_path / "again.zip", "--json")
    home = run("restore", tmp_path / "again.zip", "--check", "--json").json
    for name in ("revision", "entries", "last_hash", "rows", "files", "schema", "record"):
        assert home[name] == again.json[name], name


@ON_BOTH
def test_work_goes_on_after_a_restore(
    backup: tuple[Path, dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    path, _ = backup
    with fresh_address(kind, tmp_path) as url, pointed_at(url, monkeypatch):
        assert run("restore", path).status == 0
        entries = run("verify-log", "--json").json["entries"]
        overview = tmp_path / "overzicht.csv"
        overview.write_text(OVERVIEW, encoding="utf-8")
        accepted = run("import", overview, "--as", "anna", "--json").json
        assert (accepted["accepted"], accepted["batch"]) == (True, 70)
        told = run("verify-log", "--json").json
        assert (told["whole"], told["entries"]) == (True, entries + 1)


def test_a_backup_is_told_of_and_kept_in_the_record(samples: Office) -> None:
    path = samples.folder / "reservekopie.zip"
    answer = samples.run("backup", path, "--as", "anna")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    last = samples.run("log", "--json").json[-2]["hash"]
    assert answer.text.splitlines() == [
        f"Reservekopie gemaakt: {path}",
        f"Grootte in bytes: {path.stat().st_size}. SHA-256: {sha256}",
        "Gemaakt op 24 november 2026 om 12:00 bij revisie 69, met 69 bestanden zoals aangeleverd.",
        f"Het logboek is ongeschonden: 69 regels, laatste hash {last}.",
    ]
    event = samples.run("log", "--json").json[-1]
    assert (event["action"], event["about"], event["who"]) == ("backup", path.name, "anna")
    assert event["details"] == {"size": path.stat().st_size, "sha256": sha256}
    assert samples.database.revision() == 69


def test_the_record_afterwards_is_that_of_the_backup(samples: Office) -> None:
    """No entry tells of the restore: the record stays byte for byte what was backed up."""
    path = samples.folder / "backup.zip"
    before = samples.run("log", "--json")
    assert samples.run("backup", path).status == 0
    assert samples.run("restore", path, "--replace").status == 0
    assert samples.run("log", "--json") == before


@pytest.mark.parametrize("version", ["0001", "0002", "0003"])
def test_a_backup_of_an_older_version_is_upgraded(bare: Office, version: str) -> None:
    answer = bare.run("restore", STORES / f"{version}.zip", "--json")
    assert (answer.status, answer.json["schema"]) == (0, version)
    assert bare.database.is_current()
    told = bare.run("verify-log", "--json").json
    assert (told["whole"], told["last_hash"]) == (True, answer.json["last_hash"])
    assert bare.assess("2025-07-01")["revision"] == answer.json["revision"]


def test_a_store_of_an_older_version_can_be_backed_up_before_it_is_upgraded(
    bare: Office, tmp_path: Path
) -> None:
    bare.run("restore", STORES / "0001.zip")
    with bare.database.rebuilding() as connection:
        versions.downgrade(connection, "0001")
    answer = bare.run("backup", tmp_path / "old.zip", "--json")
    assert (answer.status, answer.json["schema"], answer.json["recorded"]) == (0, "0001", True)
    assert bare.run("restore", tmp_path / "old.zip", "--check").status == 0


# --- what is not overwritten ------------------------------------------------------------------


def test_a_file_that_is_there_is_not_overwritten_without_force(samples: Office) -> None:
    path = samples.file("backup.zip", "the letter to the deputy")
    answer = samples.run("backup", path)
    assert (answer.status, path.read_text()) == (1, "the letter to the deputy")
    assert "bestaat al" in answer.text
    assert "--force" in answer.text
    assert samples.run("backup", path, "--force").status == 0
    assert samples.run("restore", path, "--check").status == 0


def test_a_folder_that_is_not_there_is_told(samples: Office) -> None:
    answer = samples.run("backup", samples.folder / "nowhere" / "backup.zip")
    assert answer.status == 1
    assert "kan niet worden geschreven" in answer.text


def test_a_store_that_is_not_empty_is_not_touched_and_the_attempt_is_on_record(
    samples: Office,
) -> None:
    path = samples.folder / "backup.zip"
    samples.run("backup", path)
    before = samples.run("assess", "--json")
    answer = samples.run("restore", path, "--as", "bram")
    assert answer.status == 1
    assert "is niet leeg" in answer.text
    assert "--replace" in answer.text
    assert samples.run("assess", "--json") == before
    event = samples.run("log", "--json").json[-1]
    assert (event["action"], event["result"], event["who"]) == ("restore", "refused", "bram")


@pytest.mark.parametrize("keep", [False, True])
def test_what_is_replaced_is_kept_as_a_backup(samples: Office, keep: bool) -> None:
    path, kept = samples.folder / "backup.zip", samples.folder / "kept.zip"
    samples.run("backup", path)
    samples.import_("overview.csv", OVERVIEW)
    later = samples.run("log", "--json")
    options = ("--keep", kept) if keep else ()
    answer = samples.run("restore", path, "--replace", *options, "--json")
    assert (answer.status, answer.json["restored"]) == (0, True)
    replaced = Path(answer.json["replaced"])
    assert replaced == kept if keep else replaced.name.startswith("replaced-20261124T110000")
    assert samples.run("log", "--json") != later
    aside = ("--replace", "--keep", samples.folder / "aside.zip")
    assert samples.run("restore", replaced, *aside).status == 0
    assert samples.run("log", "--json") == later


def test_what_is_kept_overwrites_nothing(samples: Office) -> None:
    path = samples.folder / "backup.zip"
    samples.run("backup", path)
    answer = samples.run("restore", path, "--replace", "--keep", path)
    assert answer.status == 1
    assert "bestaat al" in answer.text
    assert samples.run("restore", path, "--check").status == 0


# --- what is not restored ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "code", "said"),
    [
        (lambda path: path.unlink(), "InvalidRequest", "kan niet worden gelezen"),
        (lambda path: path.write_text("Beste collega"), "BackupInvalid", "geen reservekopie"),
        (lambda path: cut(path), "BackupInvalid", "is beschadigd"),
    ],
)
def test_a_backup_that_is_not_whole_changes_nothing(
    samples: Office, damage: Callable[[Path], object], code: str, said: str
) -> None:
    path = samples.folder / "backup.zip"
    samples.run("backup", path)
    before = samples.run("log", "--json")
    damage(path)
    for option in ("--check", "--replace"):
        answer = samples.run("restore", path, option)
        assert answer.status == 1
        assert said in answer.text
        (problem,) = samples.run("restore", path, option, "--json").json["problems"]
        assert problem["code"] == code
    assert samples.run("log", "--json") == before
    assert [each.name for each in samples.folder.glob("replaced-*")] == []


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-500])


def test_a_backup_of_a_record_that_was_tampered_with_says_so_and_is_restored_on_request_only(
    samples: Office,
) -> None:
    drop_guards(samples.database)
    with sqlite3.connect(samples.folder / "store.db") as connection:
        connection.execute("UPDATE audit_event SET who = 'carla' WHERE id = 2")
    path = samples.folder / "backup.zip"
    made = samples.run("backup", path)
    assert made.status == 0
    assert "Regel 2 is gewijzigd" in made.text
    assert samples.run("backup", path, "--force", "--json").json["record_whole"] is False
    (samples.folder / "store.db").unlink()
    samples.database.engine.dispose()
    refused = samples.run("restore", path)
    assert refused.status == 1
    assert "vanaf regel 2" in refused.text
    assert "--broken-record" in refused.text
    assert samples.run("restore", path, "--broken-record").status == 0
    assert samples.run("verify-log", "--json").json["first_bad"]["entry"] == 2


def test_a_store_that_was_tampered_with_is_replaced_and_kept_as_it_was(samples: Office) -> None:
    path, kept = samples.folder / "backup.zip", samples.folder / "kept.zip"
    assert samples.run("backup", path).status == 0
    drop_guards(samples.database)
    with sqlite3.connect(samples.folder / "store.db") as connection:
        connection.execute("DELETE FROM audit_event WHERE id > 2")
    assert samples.run("verify-log").status == 1
    assert samples.run("restore", path, "--replace", "--keep", kept).status == 0
    assert samples.run("verify-log").status == 0
    assert samples.run("restore", kept, "--check").status == 1
    assert samples.run("restore", kept, "--check", "--broken-record").status == 0


def test_without_a_store_there_is_nothing_to_back_up(bare: Office) -> None:
    answer = bare.run("backup", bare.folder / "backup.zip", "--json")
    assert [each["code"] for each in answer.json["problems"]] == ["StoreNotReady"]
    assert not (bare.folder / "backup.zip").exists()
    assert not (bare.folder / "store.db").exists()


# --- who may ----------------------------------------------------------------------------------


@pytest.fixture
def login(samples: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A desk at which people sign in: carla administers, bram supervises."""
    local = Actor("dirk", Role.LOCAL)
    users.give_role(samples.database, local, "carla", Role.ADMIN)
    users.give_role(samples.database, local, "bram", Role.SUPERVISOR)
    for name, value in {
        "OIDC_CLIENT_ID": "supervision",
        "OIDC_CLIENT_SECRET": "a secret",
        "OIDC_METADATA_URL": "https://login.example/.well-known/openid-configuration",
        "COOKIE_SECRET": "a secret of thirty-two bytes or more",
        "PUBLIC_URL": "https://toezicht.example",
    }.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    return samples


def test_with_a_login_only_an_administrator_backs_up_and_restores(login: Office) -> None:
    path = login.folder / "backup.zip"
    assert login.run("backup", path, "--as", "bram").status == 1
    assert not path.exists()
    assert login.run("backup", path, "--as", "carla").status == 0
    before = login.run("assess", "--json")
    assert login.run("restore", path, "--replace", "--as", "bram").status == 1
    assert login.run("assess", "--json") == before
    refused = [e for e in login.run("log", "--json").json if e["result"] == "refused"]
    assert [(each["who"], each["action"]) for each in refused] == [
        ("bram", "backup"),
        ("bram", "restore"),
    ]
    assert login.run("restore", path, "--replace", "--as", "carla").status == 0


def test_a_store_that_is_not_there_yet_knows_nobody_so_anybody_at_the_machine_fills_it(
    login: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = login.folder / "backup.zip"
    assert login.run("backup", path, "--as", "carla").status == 0
    with pointed_at(f"sqlite:///{tmp_path / 'new' / 'store.db'}", monkeypatch):
        assert run("restore", path, "--as", "nobody").status == 0
        answer = run("backup", tmp_path / "again.zip", "--as", "bram")
        assert answer.status == 1
        assert run("backup", tmp_path / "again.zip", "--as", "carla").status == 0
