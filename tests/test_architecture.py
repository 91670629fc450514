"""Imports point one way (DESIGN.md, section 5), and nothing grows beyond what can be read."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import supervision

PACKAGE = Path(supervision.__file__).parent
ROOT = PACKAGE.parent
STANDARD_LIBRARY = sys.stdlib_module_names

SHIPPED = "geography holidays rulesets reference"
"""What ships with the product: data, and the libraries that know such data."""
INNER = f"words importing storage domain errors config {SHIPPED}"

MAY_IMPORT: Mapping[str, str] = {
    "errors": "",
    "config": "errors",
    "domain": "errors",
    "words": "domain importing errors",
    "importing": "domain errors",
    "storage": "domain errors",
    "geography": "domain errors config reference",
    "holidays": "domain errors config",
    "rulesets": "domain errors config reference",
    "reference": "domain errors config",
    "views": "words storage importing domain reference errors",
    "exports": "views words reference errors",
    "usecases": f"views {INNER}",
    "ui": f"usecases exports views {INNER}",
    "cli": f"usecases exports views {INNER}",
    "server": "ui usecases words importing domain errors config",
    "__main__": "cli",
    "pages": "ui views domain",
    "app": "ui views domain",
}
"""The rooms of the house, and the rooms that each may look into (besides itself)."""

ONLY_IN: Mapping[str, str] = {
    "streamlit": "ui server pages app",
    "starlette": "server",
    "plotly": "ui",
    "sqlalchemy": "storage",
    "alembic": "storage",
    "geopandas": "geography",
    "shapely": "geography",
    "holidays": "holidays",
    "babel": "words",
    "pydantic": "rulesets config",
    "pydantic_settings": "config",
    "python_calamine": "importing",
    "rapidfuzz": "importing",
    "xlsxwriter": "exports",
    "docxtpl": "exports",
    "docx": "exports",
    "icalendar": "exports",
    "typst": "exports",
    "uvicorn": "cli",
}
"""The rooms that a library may be used in."""

LONGEST_MODULE, LONGEST_PAGE = 300, 60
"""Lines."""


class Import(NamedTuple):
    """One import: the room it is in, its place, and the module that it asks for."""

    room: str
    place: str
    module: str


def room_of(path: Path) -> str:
    """The room of a file: `supervision/ui/shell.py` is in `ui`, `pages/kaart.py` in `pages`."""
    parts = path.relative_to(ROOT).parts
    return Path(parts[min(len(parts) - 1, parts[0] == PACKAGE.name)]).stem


def imports_in(text: str, room: str, place: str) -> Iterator[Import]:
    """Every import of a module, also those inside a function or for type checking only."""
    for node in ast.walk(ast.parse(text)):
        line = f"{place}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            yield from (Import(room, line, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            if module == PACKAGE.name:
                yield from (Import(room, line, f"{module}.{each.name}") for each in node.names)
            else:
                yield Import(room, line, module)


def fault_of(found: Import) -> str | None:
    """What is wrong with an import, or None."""
    top, *rest = found.module.split(".")
    if not top:
        return f"{found.place}: {found.module} is a relative import"
    if top == PACKAGE.name:
        asked = rest[0] if rest else "the whole package"
        if asked != found.room and asked not in MAY_IMPORT[found.room].split():
            return f"{found.place}: {found.room} imports {found.module}"
        return None
    if top in STANDARD_LIBRARY:
        return None
    if found.room == "domain":
        return f"{found.place}: domain imports {found.module}"
    if top in ONLY_IN and found.room not in ONLY_IN[top].split():
        return f"{found.place}: {found.room} imports {found.module}"
    if found.room in {"pages", "app"} and top != "streamlit":
        return f"{found.place}: {found.room} imports {found.module}"
    return None


def faults_in(text: str, room: str, place: str = "made_up.py") -> list[str]:
    return [fault for each in imports_in(text, room, place) if (fault := fault_of(each))]


MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]


def test_every_module_is_in_a_room_with_rules() -> None:
    rooms = {room_of(path) for path in [*MODULES, *PAGES]} - {"__init__"}
    assert rooms == set(MAY_IMPORT)


def test_the_rooms_form_no_circle() -> None:
    left = {room: set(allowed.split()) for room, allowed in MAY_IMPORT.items()}
    while free := {room for room, below in left.items() if not below & left.keys()}:
        left = {room: below for room, below in left.items() if room not in free}
    assert left == {}


def test_imports_point_one_way() -> None:
    faults = [
        fault
        for path in [*MODULES, *PAGES]
        if path != PACKAGE / "__init__.py"
        for fault in faults_in(
            path.read_text(encoding="utf-8"), room_of(path), str(path.relative_to(ROOT))
        )
    ]
    assert faults == []


def test_views_take_only_types_from_the_store() -> None:
    """A view is pure: it is given what was read, and never reads."""
    taken = {
        f"{path.name}: {each.name}"
        for path in (PACKAGE / "views").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("supervision.storage")
        for each in node.names
        if not each.name[0].isupper()
    }
    assert taken == set()


@pytest.mark.parametrize(
    ("room", "text"),
    [
        ("domain", "from supervision.importing import Field"),
        ("domain", "import pandas as pd"),
        ("domain", "import yaml"),
        ("storage", "from supervision.views.table import Table"),
        ("storage", "from supervision import words"),
        ("importing", "def read():\n    from supervision.storage import facts"),
        ("views", "from supervision.usecases import clock"),
        ("views", "import sqlalchemy"),
        ("exports", "import supervision.storage.batches"),
        ("usecases", "from supervision.ui import cached"),
        ("usecases", "import streamlit as st"),
        ("cli", "from supervision.ui.shell import Frame"),
        ("ui", "from sqlalchemy import select"),
        ("ui", "import geopandas"),
        ("words", "from supervision.config import settings"),
        ("pages", "from supervision.storage.facts import facts"),
        ("pages", "from supervision.usecases import imports"),
        ("pages", "import pandas"),
        ("app", "from supervision.errors import Refused"),
        ("server", "from supervision.storage import audit"),
        ("ui", "from . import cached"),
        ("words", "import supervision"),
    ],
)
def test_an_import_that_points_the_wrong_way_is_found(room: str, text: str) -> None:
    assert len(faults_in(text, room)) == 1


@pytest.mark.parametrize(
    ("room", "text"),
    [
        ("domain", "from supervision.domain.halfyear import HalfYear\nimport re"),
        ("domain", "from supervision import errors"),
        ("storage", "from sqlalchemy.exc import DBAPIError\nfrom alembic import command"),
        ("pages", "import streamlit as st\nfrom supervision.ui import shell"),
        ("usecases", "from supervision.storage.facts import facts"),
        ("cli", "import supervision.usecases.imports"),
    ],
)
def test_an_import_that_points_the_right_way_is_not(room: str, text: str) -> None:
    assert faults_in(text, room) == []


def too_long(paths: list[Path], most: int) -> dict[str, int]:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in paths
    }
    return {path: length for path, length in lengths.items() if length > most}


def test_no_module_is_longer_than_300_lines() -> None:
    assert too_long(MODULES, LONGEST_MODULE) == {}


def test_no_page_is_longer_than_60_lines() -> None:
    assert too_long(PAGES, LONGEST_PAGE) == {}


def test_a_module_that_is_too_long_is_found() -> None:
    assert list(too_long([Path(__file__)], 10)) == ["tests/test_architecture.py"]
