"""Rule sets from TOML files (format: data/rulesets/README.md) as domain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

from supervision.domain.ruleset import RuleSet
from supervision.errors import Fault, NotFound, RuleSetInvalid
from supervision.reference import DATA
from supervision.rulesets.reading import RuleSetFile, read_file

FOLDER = DATA / "rulesets"


def shipped() -> tuple[RuleSet, ...]:
    """Return the rule sets of the product, in the order in which they took effect.

    Raises RuleSetInvalid with every fault of every file; files that are right by themselves are
    refused together where two have the same id and version, or periods of validity that overlap.
    """
    return _all_in(FOLDER)


def find_ruleset(id_or_path: str) -> RuleSet:
    """Return the newest shipped version with this id, else the rule set in the file of that name.

    Raises NotFound where there is neither, RuleSetInvalid where a file has faults.
    """
    named = [ruleset for ruleset in shipped() if ruleset.id == id_or_path]
    if named:
        return named[-1]
    path = Path(id_or_path)
    if not path.is_file():
        raise NotFound(kind="ruleset", key=id_or_path)
    return read_ruleset(path)


def find_version(id_: str, version: str) -> RuleSet:
    """Return the shipped rule set of this id and version; raises NotFound."""
    for ruleset in shipped():
        if (ruleset.id, str(ruleset.version)) == (id_, version):
            return ruleset
    raise NotFound(kind="ruleset", key=f"{id_} {version}")


def read_ruleset(path: Path) -> RuleSet:
    """Return the rule set in a TOML file; raises RuleSetInvalid with every fault at once."""
    return read_file(path).ruleset


@cache
def _all_in(folder: Path) -> tuple[RuleSet, ...]:
    """Read once: rules do not change under a running product."""
    files: list[RuleSetFile] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            files.append(read_file(path))
        except RuleSetInvalid as invalid:
            faults += invalid.fields["faults"]  # type: ignore[arg-type]
    files.sort(key=lambda file: file.ruleset.valid_from)
    faults += _between_files(files)
    if faults:
        raise RuleSetInvalid(file=faults[0].file, faults=tuple(faults))
    return tuple(file.ruleset for file in files)


def _between_files(files: Sequence[RuleSetFile]) -> Iterator[Fault]:
    """What is wrong although each file by itself is right; `files` are in order of validity."""
    for earlier, later in combinations(files, 2):
        old, new = earlier.ruleset, later.ruleset
        if (old.id, str(old.version)) == (new.id, str(new.version)):
            named = f"{new.id} {new.version}"
            yield later.fault("same_version", "version", value=named, other=earlier.name)
        if old.valid_until is not None and old.valid_until < new.valid_from:
            continue
        what = "overlap" if old.valid_from < new.valid_from else "same_start"
        yield later.fault(
            what,
            "valid_from",
            value=str(new.valid_from),
            other=earlier.name,
            expected=str(_day_before(new.valid_from)),
        )


def _day_before(day: date) -> date:
    return day - timedelta(days=1)
