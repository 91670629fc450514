"""What ships to run the product with: nginx, systemd, containers, settings."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from supervision.config import FILE, ROOT, SHORTEST_SECRET, Settings, check_listening, settings
from supervision.errors import SettingsInvalid
from supervision.importing.limits import MAX_BYTES
from supervision.server.headers import HSTS
from supervision.server.limits import BODY_BYTES, UPLOAD_BYTES
from tests import deployed
from tests.deployed import DEPLOY

MEGABYTE = 1024 * 1024
UNITS = sorted(each.name for each in DEPLOY.glob("*.service"))
EXAMPLE = DEPLOY / "settings.env.example"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
FINAL_STAGE = DOCKERFILE.rpartition("\nFROM ")[2]
TEMPLATE = deployed.TEMPLATE.read_text(encoding="utf-8")

needs_nginx = pytest.mark.skipif(bool(deployed.lacking()), reason=f"needs {deployed.lacking()}")
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="needs systemd-analyze"
)


def values_of(text: str) -> Mapping[str, str]:
    """The NAME=value lines of a file."""
    return dict(re.findall(r"^([A-Z][A-Z0-9_]*)=(.*)$", text, re.MULTILINE))


# nginx


@needs_nginx
def test_nginx_takes_its_configuration_without_a_murmur(tmp_path: Path) -> None:
    values = deployed.values(tmp_path, 8080, 8443, "127.0.0.1:8501", "127.0.0.1:8502")
    main = deployed.filled_in(tmp_path, values)
    said = subprocess.run(["nginx", "-t", "-c", main], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    faults = [line for line in said.stderr.splitlines() if not re.search("ok$|successful$", line)]
    assert faults == []


@needs_nginx
def test_all_that_nginx_asks_for_is_in_the_example_and_in_the_container() -> None:
    asked = deployed.asked_for()
    assert set(values_of((DEPLOY / "nginx" / "nginx.env.example").read_text())) == asked
    assert set(compose()["services"]["nginx"]["environment"]) == asked


@needs_nginx
def test_what_nginx_calls_its_own_is_left_alone(tmp_path: Path) -> None:
    values = deployed.values(tmp_path, 8080, 8443, "127.0.0.1:8501", "127.0.0.1:8502")
    deployed.filled_in(tmp_path, values)
    filled = (tmp_path / "conf.d" / "supervision.conf").read_text(encoding="utf-8")
    assert re.findall(r"\$\w+", filled) == re.findall(r"\$\w+", TEMPLATE)
    assert "${" not in filled


def test_nginx_and_the_product_agree() -> None:
    """Else the stricter one would answer where the other has the better words."""
    assert set(re.findall(r'Strict-Transport-Security "(.*?)"', TEMPLATE)) == {HSTS}
    sizes = [int(size) for size in re.findall(r"client_max_body_size (\d+)[km];", TEMPLATE)]
    assert sizes[0] * 1024 == BODY_BYTES
    assert sizes[1] * MEGABYTE >= UPLOAD_BYTES > MAX_BYTES


def test_the_style_of_nginx_is_the_one_that_its_policy_lets_in() -> None:
    style = re.search(r'supervision_style \{\n    default "(.*)";', TEMPLATE)[1]
    known = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{known}'" in TEMPLATE
    assert TEMPLATE.count("<style>$supervision_style</style>") == TEMPLATE.count("<html") == 2


# systemd


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_every_line_of_a_unit(unit: str, tmp_path: Path) -> None:
    text = (DEPLOY / unit).read_text(encoding="utf-8")
    there = tmp_path / unit  # here the product is not in /opt
    there.write_text(text.replace("/opt/supervision/.venv/bin/python", "/bin/true"))
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", there],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [
        line for line in said.stderr.splitlines() if tmp_path.name in line or unit in line
    ] == []


@needs_systemd
def test_a_server_is_kept_from_what_it_does_not_need() -> None:
    unit = DEPLOY / "supervision@.service"
    command = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", unit]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, "more exposed than 2.0 on a scale of 10"


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_has_no_rights_and_no_secret(unit: str) -> None:
    lines = (DEPLOY / unit).read_text(encoding="utf-8").splitlines()
    for line in (
        *("User=supervision", "NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes"),
        *("ProtectHome=yes", "CapabilityBoundingSet=", "StateDirectory=supervision"),
        "Environment=SUPERVISION_SETTINGS=/etc/supervision/settings.env",
    ):
        assert line in lines


# Containers


@cache
def compose() -> Mapping[str, Any]:
    """compose.yaml, read by whichever Python here can read YAML; .ci/run installs one."""
    reading = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))"
    for python in (sys.executable, "/usr/bin/python3", "python3"):
        done = subprocess.run(
            [python, "-c", reading, DEPLOY / "compose.yaml"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return json.loads(done.stdout)
        if "No module named 'yaml'" not in done.stderr:
            pytest.fail(done.stderr)
    pytest.skip("needs python3-yaml")


@pytest.fixture
def services() -> Mapping[str, Mapping[str, Any]]:
    return compose()["services"]


def images() -> Iterator[str]:
    """Every image that something is made of."""
    yield from (each["image"] for each in compose()["services"].values())
    yield from re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)


def test_every_image_has_a_version_and_no_registry_of_ours() -> None:
    for image in images():
        name, _, tag = image.partition(":")
        assert re.match(r"\d", tag), f"{image}: a version, not the latest"
        assert "." not in name.partition("/")[0], f"{image}: a registry is a choice of the site"


def test_nobody_in_a_container_has_rights_or_can_change_what_runs(services) -> None:
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert not service.get("privileged"), name
        user = service.get("user") or re.search(r"^USER (\S+)$", FINAL_STAGE, re.MULTILINE)[1]
        assert int(user.partition(":")[0]) > 0, name


def test_only_nginx_is_reached_from_outside(services) -> None:
    assert [name for name, each in services.items() if "ports" in each] == ["nginx"]
    networks = {name: set(each["networks"]) for name, each in services.items()}
    assert compose()["networks"]["data"]["internal"] is True
    assert networks["database"] == {"data"}
    assert "data" not in networks["nginx"]


def test_the_servers_believe_nginx_and_nobody_else(services) -> None:
    nginx = services["nginx"]["networks"]["web"]["ipv4_address"]
    for number in ("1", "2"):
        server = services[f"app{number}"]
        assert server["environment"]["TRUSTED_PROXIES"] == nginx
        address = server["networks"]["web"]["ipv4_address"]
        assert services["nginx"]["environment"][f"APP_{number}"] == f"{address}:8501"


def test_people_are_sent_to_servers_that_are_ready(services) -> None:
    assert set(services["nginx"]["depends_on"]) == {"app1", "app2"}
    waits = services["app1"]["depends_on"]
    assert waits["schema"]["condition"] == "service_completed_successfully"
    assert services["schema"]["command"] == ["init"]
    health = re.search(r"HEALTHCHECK .*\\\n  CMD (\[.*\])", DOCKERFILE)[1]
    code = json.loads(health)[2]
    assert "/ready" in code
    compile(code, "HEALTHCHECK", "exec")


def test_no_secret_is_in_the_compose_file(services) -> None:
    for name, service in services.items():
        for key, value in service.get("environment", {}).items():
            secret = re.search("SECRET|PASSWORD|KEY", key)
            assert not secret or value.startswith("/run/secrets/"), f"{name}: {key}"


def test_the_image_holds_what_was_pinned_and_nothing_to_build_with() -> None:
    assert "--require-hashes -r requirements.txt" in DOCKERFILE
    assert "--only-binary=:all:" in DOCKERFILE
    assert "apt-get" not in DOCKERFILE
    assert "pip uninstall" in FINAL_STAGE
    assert re.search(r"^USER 10001:10001$", FINAL_STAGE, re.MULTILINE)
    assert not re.search("--chown", DOCKERFILE), "what runs belongs to root"


def test_the_image_gets_what_runs_and_no_more() -> None:
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]

    def goes_in(path: str) -> bool:
        """As Docker does: the last rule that fits the path or a folder above it counts."""
        folders = [path, *(str(each) for each in Path(path).parents)]
        inside = True
        for rule in rules:
            pattern = rule.removeprefix("!").removeprefix("**/")
            if any(fnmatch(each, pattern) or fnmatch(Path(each).name, pattern) for each in folders):
                inside = rule.startswith("!")
        return inside

    for path in (
        "app.py",
        "pages/kaart.py",
        "supervision/config.py",
        "data/letters/afloop.v1.docx",
    ):
        assert goes_in(path), path
    for path in ("data/local/supervision.db", "tests/conftest.py", ".git/config", "docs/a.md"):
        assert not goes_in(path), path
    for path in (".streamlit/secrets.toml", "deploy/settings.env", "pages/__pycache__/x.pyc"):
        assert not goes_in(path), path
    assert goes_in(".streamlit/config.toml")


# Settings


def test_the_example_names_every_setting_and_explains_it() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert set(values_of(text)) == {name.upper() for name in Settings.model_fields}
    for part in re.split(r"\n\n+", text):
        assert part.startswith("#"), part


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The example as somebody would fill it in."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    file = tmp_path / "settings.env"
    text = EXAMPLE.read_text(encoding="utf-8")
    for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "COOKIE_SECRET"):
        text = text.replace(f"{name}=\n", f"{name}={'x' * SHORTEST_SECRET}\n")
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv(FILE, str(file))
    settings.cache_clear()
    yield file
    settings.cache_clear()


def test_the_example_works_once_it_is_filled_in(filled: Path) -> None:
    found = settings()
    assert found.has_login
    assert found.has_https
    assert set(found.roles_by_group.values()) == {"admin", "supervisor", "editor", "viewer"}
    assert found.database_url == values_of(filled.read_text())["DATABASE_URL"]
    assert found.administrator_contact == "de functioneel beheerder, toestel 1234"
    check_listening(found, "0.0.0.0")


def test_the_example_as_it_is_does_not_start(filled: Path) -> None:
    filled.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(SettingsInvalid) as refused:
        settings()
    assert refused.value.fields["reason"] == "half_login"
    assert "COOKIE_SECRET" in str(refused.value.fields["value"])


def test_files_to_run_can_be_run() -> None:
    for name in ("supervision", "nginx/fill-in"):
        file = DEPLOY / name
        assert file.stat().st_mode & 0o111, name
        subprocess.run(["sh", "-n", file], check=True)
    assert DEPLOY.parent == ROOT
