"""Settings: what is incomplete or unsafe together is refused in one line that says what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from supervision.config import FILE, Settings, check_listening, is_loopback, settings
from supervision.errors import SettingsInvalid
from supervision.words import words
from supervision.words.errors import message

SECRET = "a-secret-of-at-least-32-bytes-for-cookies"
LOGIN = {
    "OIDC_CLIENT_ID": "app",
    "OIDC_CLIENT_SECRET": "oidc-client-secret",
    "OIDC_METADATA_URL": "https://login.example/.well-known/openid-configuration",
    "COOKIE_SECRET": SECRET,
    "PUBLIC_URL": "https://toezicht.example.nl",
}
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings of this test only."""
    for name in (*NAMES, FILE):
        monkeypatch.delenv(name, raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def read(monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str]) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    return settings()


def refusal(error: SettingsInvalid) -> str:
    """What is said, in both languages in one line each; no secret may be in it."""
    texts = [message(error, words(language)) for language in ("nl", "en")]
    for text in texts:
        assert len(text.splitlines()) == 1
        assert "{" not in text
        assert not {SECRET, LOGIN["OIDC_CLIENT_SECRET"], "short"} & set(text.split("'"))
    return texts[0]


def test_without_settings_there_is_no_login_and_only_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = read(monkeypatch, {})
    assert not found.has_login
    assert (found.listen_address, found.listen_port) == ("127.0.0.1", 8501)
    check_listening(found, found.listen_address)


def test_a_whole_login_may_answer_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, LOGIN | {"LISTEN_ADDRESS": "0.0.0.0"})
    assert (found.has_login, found.has_https) == (True, True)
    check_listening(found, found.listen_address)


@pytest.mark.parametrize("left_out", LOGIN)
def test_half_a_login_is_refused_and_what_is_missing_is_named(
    left_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        read(monkeypatch, {name: value for name, value in LOGIN.items() if name != left_out})
    assert left_out in refusal(refused.value)
    others = set(LOGIN) - {left_out}
    assert not [name for name in others if name in refusal(refused.value)]


@pytest.mark.parametrize("alone", LOGIN)
def test_one_part_of_a_login_is_half_of_it_too(alone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        read(monkeypatch, {alone: LOGIN[alone]})
    assert [name for name in LOGIN if name not in refusal(refused.value)] == [alone]


UNSAFE = {
    "a secret of 31 bytes": ({"COOKIE_SECRET": "x" * 31}, "short_secret"),
    "a public address without TLS": ({"PUBLIC_URL": "http://toezicht.example.nl"}, "not_https"),
    "a provider without TLS": ({"OIDC_METADATA_URL": "http://login.example/x"}, "not_https"),
    "a public address with a path": (
        {"PUBLIC_URL": "https://example.nl/toezicht"},
        "not_an_origin",
    ),
    "a public address that is none": ({"PUBLIC_URL": "https://["}, "not_an_origin"),
    "a public address with no port": ({"PUBLIC_URL": "https://example.nl:x"}, "not_an_origin"),
    "a provider at no address": ({"OIDC_METADATA_URL": "https://["}, "not_https"),
    "a public address with a user": ({"PUBLIC_URL": "https://a:b@example.nl"}, "not_an_origin"),
    "a public address with a query": ({"PUBLIC_URL": "https://example.nl?x"}, "not_an_origin"),
    "a public address without a scheme": ({"PUBLIC_URL": "toezicht.example.nl"}, "not_an_origin"),
    "a public address of another scheme": ({"PUBLIC_URL": "ftp://example.nl"}, "not_an_origin"),
    "a group without a role": ({"OIDC_ROLES": "group"}, "not_a_role"),
    "a role that is none": ({"OIDC_ROLES": "group=root"}, "not_a_role"),
    "the role of a machine without login": ({"OIDC_ROLES": "group=local"}, "not_a_role"),
    "a role for no group": ({"OIDC_ROLES": "=admin"}, "not_a_role"),
    "longer without use than is safe": ({"IDLE_MINUTES": "31"}, "not_valid"),
    "no time at all": ({"IDLE_MINUTES": "0"}, "not_valid"),
    "longer signed in than a working day": ({"SESSION_HOURS": "10.5"}, "not_valid"),
    "a port that is none": ({"LISTEN_PORT": "many"}, "not_valid"),
}


@pytest.mark.parametrize(("changed", "reason"), UNSAFE.values(), ids=UNSAFE.keys())
def test_what_is_unsafe_is_refused_whatever_the_address(
    changed: dict[str, str], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        read(monkeypatch, LOGIN | changed)
    assert refused.value.fields["reason"] == reason
    (name,) = changed
    assert name in refusal(refused.value)


OTHERS = ["0.0.0.0", "::", "10.1.2.3", "toezicht.example.nl", "192.168.1.1", "fe80::1", ""]


@pytest.mark.parametrize("address", OTHERS)
def test_without_a_login_no_other_machine_is_answered(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        check_listening(read(monkeypatch, {}), address)
    said = refusal(refused.value)
    assert [name for name in LOGIN if name not in said] == []


@pytest.mark.parametrize("address", OTHERS)
def test_without_https_no_other_machine_is_answered(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read(monkeypatch, LOGIN | {"PUBLIC_URL": "http://127.0.0.1:8501"})
    check_listening(found, "127.0.0.1")
    with pytest.raises(SettingsInvalid) as refused:
        check_listening(found, address)
    assert "PUBLIC_URL" in refusal(refused.value)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST"])
def test_this_machine_is_always_answered(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_loopback(address)
    check_listening(read(monkeypatch, {}), address)


@pytest.mark.parametrize(
    ("public_url", "origin"),
    [
        ("https://Toezicht.Example.nl/", "https://toezicht.example.nl"),
        ("HTTPS://example.nl:443", "https://example.nl"),
        ("https://example.nl:8443", "https://example.nl:8443"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
    ],
)
def test_the_origin_is_what_a_browser_says(
    public_url: str, origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(monkeypatch, LOGIN | {"PUBLIC_URL": public_url}).public_origin == origin


def test_roles_of_groups_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    roles = "1f2e-a=supervisor, CN=IT, OU=x=admin ,1f2e-a=viewer"
    with pytest.raises(SettingsInvalid):  # a name with a comma cannot be told from two
        read(monkeypatch, LOGIN | {"OIDC_ROLES": roles})
    found = read(
        monkeypatch, LOGIN | {"OIDC_ROLES": "b=supervisor, a=viewer,CN=it=admin,b=viewer,"}
    )
    assert list(found.roles_by_group.items()) == [
        ("b", "supervisor"),
        ("a", "viewer"),
        ("CN=it", "admin"),
    ]


def test_settings_from_a_file_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "settings.env"
    lines = [f"{name}={value}" for name, value in LOGIN.items()]
    file.write_text("\n".join([*lines, "IDLE_MINUTES=15", "OTHER=1"]), encoding="utf-8")
    found = read(monkeypatch, {FILE: str(file), "SESSION_HOURS": "8", "IDLE_MINUTES": "10"})
    assert found.has_login
    assert (found.idle_minutes, found.session_hours) == (10, 8)


def test_a_file_that_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        read(monkeypatch, {FILE: str(tmp_path / "none.env")})
    assert "none.env" in refusal(refused.value)


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a container passes on what nobody filled in."""
    assert not read(monkeypatch, dict.fromkeys(LOGIN, "")).has_login


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = repr(read(monkeypatch, LOGIN))
    assert SECRET not in shown
    assert LOGIN["OIDC_CLIENT_SECRET"] not in shown
