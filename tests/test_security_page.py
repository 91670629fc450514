"""Every test, setting and file that docs/security.md leans on is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from supervision.config import ROOT, Settings

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", PAGE))
TESTS = sorted(each for each in NAMED if "::" in each)
FILES = sorted(each for each in NAMED if re.fullmatch(r"[\w.@-]+(/[\w.@-]+)+|\w+\.txt", each))
SETTINGS = sorted(each for each in NAMED if re.fullmatch(r"[A-Z]+(_[A-Z]+)+", each))
ROWS = [row.strip("|").split("|") for row in PAGE.splitlines() if row.startswith("| ")]


@cache
def names_in(path: Path) -> set[str]:
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {each.name for each in found if isinstance(each, ast.FunctionDef)}


def test_there_is_something_to_check() -> None:
    assert len(TESTS) > 40
    assert len(SETTINGS) > 5
    assert len(FILES) > 5


@pytest.mark.parametrize("named", TESTS)
def test_a_test_that_is_named_exists(named: str) -> None:
    file, name = named.split("::")
    assert name in names_in(ROOT / file)


@pytest.mark.parametrize("named", FILES)
def test_a_file_that_is_named_exists(named: str) -> None:
    assert (ROOT / named).exists()


@pytest.mark.parametrize("named", SETTINGS)
def test_a_setting_that_is_named_exists(named: str) -> None:
    assert named.lower() in Settings.model_fields


def test_every_point_says_what_covers_it_or_that_nothing_does() -> None:
    points = [row for row in ROWS if re.match(r" *(\d|–)", row[0])]
    assert len(points) > 60
    for _, about, covered in points:
        assert about.strip()
        assert covered.strip()


def test_it_says_where_to_report_a_weakness() -> None:
    assert re.search(r"## To report a weakness\n\n.*@", PAGE)
