"""Writes the list of what the product is made of, as CycloneDX 1.6.

`python -m supply.sbom [FILE]`: the same pins always give the same bytes, so there is no moment in
it; its serial number is that of its content.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from supply.packages import ROOT, RUNTIME, Pinned, licence_of, needs_of, pinned


def sbom() -> str:
    """Return the list as JSON."""
    packages = pinned()
    known = {each.name: _reference(each) for each in packages}
    product = _product()
    digest = sha256(RUNTIME.read_bytes()).hexdigest()
    graph = [
        {"ref": product["bom-ref"], "dependsOn": sorted(known[name] for name in _asked(known))},
        *(_needs(each, known) for each in packages),
    ]
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": product,
            "properties": [{"name": "requirements.txt:sha256", "value": digest}],
        },
        "components": [_component(each) for each in packages],
        "dependencies": graph,
    }
    serial = uuid5(NAMESPACE_URL, json.dumps(document, sort_keys=True))
    return json.dumps(document | {"serialNumber": f"urn:uuid:{serial}"}, indent=2) + "\n"


def _product() -> dict[str, object]:
    about = _project()
    name, version = about["name"], about["version"]
    return {
        "type": "application",
        "bom-ref": f"{name}@{version}",
        "name": name,
        "version": version,
        "description": about["description"],
        "licenses": [{"expression": about["license"]}],
    }


def _project() -> Mapping[str, str]:
    project: Mapping[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return project


def _asked(known: Mapping[str, str]) -> set[str]:
    """The packages that the product itself asks for."""
    names = {each.split("[")[0] for each in _project()["dependencies"]}
    return names & known.keys()


def _component(package: Pinned) -> dict[str, object]:
    found: dict[str, object] = {
        "type": "library",
        "bom-ref": _reference(package),
        "name": package.name,
        "version": package.version,
        "purl": _reference(package),
    }
    try:
        licence = licence_of(package.name)
    except PackageNotFoundError:
        licence = ""
    if licence:
        found["licenses"] = [{"expression": licence}]
    if package.marker:
        found["properties"] = [{"name": "only where", "value": package.marker}]
    return found


def _needs(package: Pinned, known: Mapping[str, str]) -> dict[str, object]:
    try:
        names = needs_of(package.name)
    except PackageNotFoundError:
        names = frozenset()
    return {
        "ref": _reference(package),
        "dependsOn": sorted(known[name] for name in names if name in known),
    }


def _reference(package: Pinned) -> str:
    """The address of a package, as every such list writes it."""
    return f"pkg:pypi/{package.name}@{package.version}"


def main() -> int:
    """Write the list to the file that is named, else to standard output."""
    text = sbom()
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
