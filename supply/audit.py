"""Asks whether anything is known against the packages that are pinned.

`python -m supply.audit`: exit status 1 where there is. Where no advisory database can be reached,
it says so in one line and goes on: a closed network is no fault of the product, and silence would
look like a clean bill.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from tempfile import NamedTemporaryFile

from supply.packages import DEVELOPMENT, RUNTIME, pinned

SERVICES = ("pypi", "osv")
"""The databases that pip-audit knows, in the order in which they are tried."""
PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a database said: how many packages it knows, which not, and what is wrong with any."""

    known: int
    unknown: tuple[str, ...]
    found: tuple[str, ...]


def main() -> int:
    """Ask one database after the other until one answers; print what it says."""
    for service in SERVICES:
        verdict = _asked(service) if _answers(service) else None
        if verdict is None or not verdict.known:
            continue
        for each in verdict.found:
            print(f"Known: {each}", file=sys.stderr)
        if verdict.unknown:
            print(f"Not in the database: {', '.join(verdict.unknown)}")
        print(f"{verdict.known} packages audited by {service}: {len(verdict.found)} advisories")
        return 1 if verdict.found else 0
    print("Packages NOT audited: no advisory database can be reached from here.")
    return 0


def verdict_of(document: Mapping[str, object]) -> Verdict:
    """Read what pip-audit writes as JSON."""
    packages = document["dependencies"]
    assert isinstance(packages, list)
    answered = [each for each in packages if "skip_reason" not in each]
    unknown = sorted({each["name"] for each in packages if "skip_reason" in each})
    return Verdict(len(answered), tuple(unknown), tuple(sorted(set(_advisories(answered)))))


def _advisories(packages: list[Mapping[str, object]]) -> Iterator[str]:
    for package in packages:
        advisories = package.get("vulns")
        assert isinstance(advisories, list)
        for each in advisories:
            mended = ", ".join(each["fix_versions"]) or "no version yet"
            yield f"{package['name']} {package['version']}: {each['id']}, mended in {mended}"


def _answers(service: str) -> bool:
    """Whether a database knows one package; if not, it is not bothered with all the others."""
    one = pinned()[0]
    with NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(f"{one.name}=={one.version} --hash=sha256:{'0' * 64}\n")
        file.flush()
        verdict = _asked(service, file.name)
    return verdict is not None and bool(verdict.known)


def _asked(service: str, *files: str) -> Verdict | None:
    """What a database says of what files pin; None where it cannot be asked."""
    options = ["--disable-pip", "--progress-spinner", "off", "--format", "json", "-s", service]
    options += [f"--requirement={each}" for each in files or (RUNTIME, DEVELOPMENT)]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", *options],
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return verdict_of(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        return None


if __name__ == "__main__":
    sys.exit(main())
