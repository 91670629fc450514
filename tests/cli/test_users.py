"""Users from the command line: roles, sessions, `--as` with a login, and serving."""

from __future__ import annotations

import subprocess
import sys

import pytest

from supervision.config import ROOT, settings
from supervision.domain.actor import GIVEN, Role
from supervision.domain.session import Identity
from supervision.usecases import sessions
from tests.cli.office import HORST, OVERVIEW, VENLO, Office
from tests.test_settings import LOGIN

OPENING = ("opening", VENLO, "--half-year", "2025-1", "--persons", 3, "--note", "letter of COA")
DECIDE = (
    *("decide", VENLO, "--to", 1, "--on", "2026-11-01", "--as", "anna"),
    *("--rationale", "A considerable backlog on the reference date.", "--deviation", "too long"),
)


@pytest.fixture
def login(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office with a login, and an overview in its store."""
    office.import_("overview.csv", OVERVIEW)
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    return office


def log(office: Office) -> list[tuple[str, str, str, str]]:
    events = office.run("log", "--json").json
    return [(each["who"], each["role"], each["action"], each["result"]) for each in events]


def test_without_a_login_any_name_does_and_has_all_roles(office: Office) -> None:
    office.import_("overview.csv", OVERVIEW)
    assert office.run(*OPENING, "--as", "whoever").status == 0
    assert log(office)[-1] == ("whoever", "local", "opening", "done")


def test_with_a_login_an_unknown_name_is_refused_and_that_is_kept(login: Office) -> None:
    before = login.database.revision()
    answer = login.run(*OPENING, "--as", "whoever")
    assert answer.status == 1
    assert "whoever" in answer.text
    assert log(login)[-1] == ("whoever", "none", "opening", "refused")
    assert login.database.revision() == before
    event = login.run("log", "--json").json[-1]
    assert event["details"]["origin"] == "command line"


def test_with_a_login_the_one_at_the_keyboard_is_no_exception(login: Office) -> None:
    assert login.run(*OPENING).status == 1


@pytest.mark.parametrize(
    ("role", "may"), [("viewer", 1), ("editor", 0), ("supervisor", 0), ("admin", 0), ("none", 1)]
)
def test_as_counts_in_the_role_that_was_given(login: Office, role: str, may: int) -> None:
    assert login.run("user", "anna", "--role", role).status == 0
    assert login.run(*OPENING, "--as", "ANNA").status == may
    assert log(login)[-1] == ("anna", role, "opening", "refused" if may else "done")


@pytest.mark.parametrize(("role", "may"), [("editor", 1), ("admin", 1), ("supervisor", 0)])
def test_only_a_supervisor_decides(login: Office, role: str, may: int) -> None:
    login.run("user", "anna", "--role", role)
    assert login.run(*DECIDE).status == may
    assert log(login)[-1][3] == ("refused" if may else "done")


def test_a_name_that_is_written_otherwise_is_no_second_person(login: Office) -> None:
    for name in ("anna", "bram"):
        login.run("user", name, "--role", "supervisor")
    step = ("decide", HORST, "--to", 4, "--on", "2026-11-01", "--deviation", "much too long")
    step = (*step, "--rationale", "Nothing was done for a year and a half.", "--json")
    draft = login.run(*step, "--as", "anna").json["decision"]
    assert login.run("confirm", draft, "--as", "  Anna ").status == 1
    assert login.run("confirm", draft, "--as", "Bram").status == 0


def test_the_first_administrator_comes_from_the_keyboard_and_makes_others(login: Office) -> None:
    assert login.run("user", "carla", "--role", "admin").status == 0
    assert login.run("user", "dirk", "--role", "editor", "--as", "carla").status == 0
    assert login.run("user", "carla", "--role", "viewer", "--as", "carla").status == 1
    assert login.run("user", "emma", "--role", "admin", "--as", "dirk").status == 1
    assert login.run("user", "emma", "--role", "admin", "--as", "nobody").status == 1
    roles = {each["name"]: each["grant"]["role"] for each in login.run("users", "--json").json}
    assert roles == {"carla": "admin", "dirk": "editor"}
    assert "carla  functioneel beheerder" in login.run("users").text


def test_sessions_are_ended_from_the_keyboard(login: Office) -> None:
    identity = Identity("anna", "provider 1", frozenset(), "a" * 64)
    login.run("user", "anna", "--role", "viewer")
    sessions.sign_in(login.database, identity)
    assert sessions.admit(login.database, identity).role is Role.VIEWER
    assert login.run("user", "Anna", "--end-sessions").status == 0
    with pytest.raises(sessions.NotAdmitted):
        sessions.admit(login.database, identity)


def test_the_roles_that_can_be_given_are_named(office: Office) -> None:
    text = office.run("user", "--help").text
    assert [role for role in GIVEN if role.value not in text] == []
    assert office.run("user", "anna", "--role", "local").status == 2
    assert office.run("user", "anna").status == 2


def serve(office: Office, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "supervision", "serve", *options],
        cwd=ROOT,
        env={"DATABASE_URL": office.url, "PATH": "", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


NOT_SAFE = {
    "another address by option": (["--address", "0.0.0.0"], {}),
    "another address by setting": ([], {"LISTEN_ADDRESS": "10.0.0.1"}),
    "half a login": ([], {"OIDC_CLIENT_ID": "app"}),
    "a short secret": ([], LOGIN | {"COOKIE_SECRET": "short"}),
    "without TLS": (
        ["--address", "0.0.0.0"],
        LOGIN | {"PUBLIC_URL": "http://localhost:8501"},
    ),
}


@pytest.mark.parametrize(("options", "environment"), NOT_SAFE.values(), ids=NOT_SAFE.keys())
def test_it_does_not_serve_what_is_not_safe_and_says_why_in_one_line(
    office: Office, options: list[str], environment: dict[str, str]
) -> None:
    answer = serve(office, *options, **environment)
    assert answer.returncode == 1
    assert len(answer.stdout.splitlines()) == 1
    assert answer.stderr == ""


def test_it_does_not_serve_without_a_store(bare: Office) -> None:
    answer = serve(bare)
    assert answer.returncode == 1
    assert "python -m supervision init" in answer.stdout


def test_uvicorn_by_itself_does_not_start_with_half_a_login(office: Office) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", "import supervision.server"],
        cwd=ROOT,
        env={"DATABASE_URL": office.url, "PATH": "", "OIDC_CLIENT_ID": "app"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 1
    assert "COOKIE_SECRET" in answer.stderr.splitlines()[-1]
    assert "Traceback" not in answer.stderr
