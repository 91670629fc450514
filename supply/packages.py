"""The packages that are pinned, and what each says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
_PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+))?"
)
_STATED = {
    "altair": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "protobuf": "BSD-3-Clause",
    "pydeck": "Apache-2.0",
    "pyogrio": "MIT",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
}
"""Licences of packages that name theirs in words of their own, read in the text that they bring."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """One package in one version; `marker` says on which machines it is installed."""

    name: str
    version: str
    marker: str = ""

    @property
    def belongs_here(self) -> bool:
        """Whether this machine needs it."""
        return not self.marker or Marker(self.marker).evaluate()


def pinned(file: Path = RUNTIME) -> tuple[Pinned, ...]:
    """Return every package that a requirements file pins, by name."""
    found = {
        Pinned(canonicalize_name(match["name"]), match["version"], (match["marker"] or "").strip())
        for line in file.read_text(encoding="utf-8").splitlines()
        if (match := _PIN.match(line))
    }
    return tuple(sorted(found, key=lambda each: (each.name, each.version)))


def licence_of(name: str) -> str:
    """Return the licence of an installed package as SPDX writes it; "" where it says none.

    Raises PackageNotFoundError.
    """
    about = metadata.metadata(name).json
    if name in _STATED:
        return _STATED[name]
    return str(about.get("license_expression") or _in_few_words(str(about.get("license") or "")))


def needs_of(name: str) -> frozenset[str]:
    """Return the names of the packages that an installed package asks for on this machine."""
    asked = (Requirement(each) for each in metadata.requires(name) or ())
    return frozenset(
        canonicalize_name(each.name)
        for each in asked
        if each.marker is None or each.marker.evaluate({"extra": ""})
    )


def _in_few_words(text: str) -> str:
    """A licence that is named, rather than printed in full."""
    text = text.strip()
    return "" if "\n" in text or len(text) > 40 else text.removesuffix(" License")
