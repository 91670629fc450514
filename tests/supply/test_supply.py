"""What the product is made of: every pin is listed, every licence allowed, the audit honest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from supply import audit
from supply.audit import Verdict, verdict_of
from supply.licences import is_allowed, licences
from supply.packages import Pinned, pinned
from supply.sbom import sbom


def test_the_pins_are_read_with_what_they_are_for(tmp_path: Path) -> None:
    file = tmp_path / "pins.txt"
    file.write_text(
        "# a remark\n"
        "Some.Package[extra]==1.2.3 ; python_full_version < '3.12' \\\n"
        "    --hash=sha256:00\n"
        "    # via other==9\n"
        "plain==2 \\\n"
    )
    assert pinned(file) == (
        Pinned("plain", "2"),
        Pinned("some-package", "1.2.3", "python_full_version < '3.12'"),
    )
    assert not Pinned("x", "1", "sys_platform == 'win32'").belongs_here


def test_every_licence_is_allowed() -> None:
    found = dict(licences(pinned()))
    assert len(found) > 50
    assert {each.name: licence for each, licence in found.items() if not is_allowed(licence)} == {}


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("BSD-3-Clause AND (MIT)", True),
        ("BSD-3-Clause AND GPL-3.0-only", False),
        ("AGPL-3.0-only", False),
        ("Commercial", False),
        ("", False),
    ],
)
def test_a_licence_needs_a_way_that_is_allowed(expression: str, allowed: bool) -> None:
    assert is_allowed(expression) is allowed


def test_the_list_is_what_the_standard_asks_for() -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom()) is None


def test_the_list_names_every_pin_and_is_the_same_each_time() -> None:
    document = json.loads(sbom())
    named = {(each["name"], each["version"]) for each in document["components"]}
    assert named == {(each.name, each.version) for each in pinned()}
    assert sbom() == sbom()
    streamlit = next(each for each in document["components"] if each["name"] == "streamlit")
    assert streamlit["licenses"] == [{"expression": "Apache-2.0"}]
    graph = {each["ref"]: each["dependsOn"] for each in document["dependencies"]}
    assert any(ref.startswith("pkg:pypi/starlette@") for ref in graph[streamlit["bom-ref"]])
    assert graph.keys() >= {ref for needed in graph.values() for ref in needed}


WRONG = {
    "name": "a",
    "version": "1",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
FINE = {"name": "b", "version": "1", "vulns": []}
UNKNOWN = {"name": "c", "skip_reason": "not found"}


def test_what_is_known_is_told_with_what_mends_it() -> None:
    verdict = verdict_of({"dependencies": [WRONG, FINE, UNKNOWN]})
    assert (verdict.known, verdict.unknown) == (2, ("c",))
    assert verdict.found == ("a 1: PYSEC-1, mended in 2", "a 1: PYSEC-2, mended in no version yet")


@pytest.mark.parametrize(
    ("answers", "status", "said"),
    [
        ({"pypi": Verdict(2, (), ("a 1: X",))}, 1, "2 packages audited by pypi: 1 advisories"),
        ({"pypi": Verdict(2, ("c",), ())}, 0, "Not in the database: c"),
        ({"osv": Verdict(2, (), ())}, 0, "2 packages audited by osv: 0 advisories"),
        ({}, 0, "Packages NOT audited"),
        ({"pypi": Verdict(0, ("a", "b"), ())}, 0, "Packages NOT audited"),
    ],
)
def test_an_audit_that_could_not_be_done_is_not_a_clean_bill(
    answers: dict[str, Verdict],
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(audit, "_asked", lambda service, *_: answers.get(service))
    assert audit.main() == status
    assert said in capsys.readouterr().out
