"""The loader of rule sets: a file gives rules that can be used and told, or faults with lines."""

from __future__ import annotations

import tempfile
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from random import Random

from supervision.domain.ladder import assess
from supervision.errors import RuleSetInvalid
from supervision.rulesets import FOLDER, read_ruleset
from supervision.views.ladder import ladder
from supervision.words import words
from supervision.words.errors import message
from tests.domain.stories import history
from tests.fuzz import mutations

DAYS = (date(2025, 1, 1), date(2025, 2, 1), date(2025, 5, 1), date(2025, 7, 1))
ACCOUNT = history("2024-1", (10, 4), (12, 20), (15, None), opening=3, running={"2025-02-01": 1})


@dataclass(frozen=True)
class RulesFile:
    """The text of a rule set file, in whatever encoding."""

    data: bytes = field(repr=False)
    suffix = ".toml"


class Rules:
    """Makes rule set files and looks at what the loader says of them."""

    name = "rules"

    def __init__(self) -> None:
        self._seeds = [path.read_bytes() for path in sorted(FOLDER.glob("*.toml"))]

    def make(self, chance: Random) -> RulesFile:
        """A file that is a little wrong, or very."""
        seed = chance.choice(self._seeds)
        if chance.random() < 0.3:
            return RulesFile(mutations.bytes_changed(seed, chance, self._seeds))
        tree = mutations.tree_changed(tomllib.loads(seed.decode()), chance)
        data = "".join(_lines(tree)).encode("utf-8", "replace")
        return RulesFile(mutations.bytes_changed(data, chance) if chance.random() < 0.2 else data)

    def check(self, file: RulesFile) -> None:
        """Raise AssertionError, or whatever it raises, where an answer is not what it has to be."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tried.toml"
            path.write_bytes(file.data)
            try:
                ruleset = read_ruleset(path)
            except RuleSetInvalid as invalid:
                _told(invalid, file.data)
                return
        numbers = [step.number for step in ruleset.steps]
        assert numbers == list(range(1, len(numbers) + 1))
        assert 1 <= len(numbers) <= 6
        assert ruleset.valid_until is None or ruleset.valid_from <= ruleset.valid_until
        for language in ("nl", "en"):
            assert all(rung.name.strip() for rung in ladder(ruleset, words(language)))
        for day in DAYS:
            found = assess(ACCOUNT, day, ruleset)
            assert 0 <= found.indicated_step <= len(numbers)
            assert 0 <= found.proposed_step <= len(numbers)


def _told(invalid: RuleSetInvalid, data: bytes) -> None:
    """Every fault is told in both languages, at a line of the file."""
    faults: tuple[object, ...] = invalid.fields["faults"]  # type: ignore[assignment]
    assert faults
    last = data.count(b"\n") + data.count(b"\r") + 1
    for fault in faults:
        line = fault.line  # type: ignore[attr-defined]
        assert line is None or 1 <= line <= last
    for language in ("nl", "en"):
        assert message(invalid, words(language)).strip()


def _lines(tree: dict[str, object]) -> list[str]:
    """A document as TOML, every table between braces: only the order of the keys is ours."""
    return [f"{_quoted(key)} = {_value(value)}\n" for key, value in tree.items()]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(k)} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return value.isoformat() if isinstance(value, date | datetime) else _scalar(value)


def _scalar(value: object) -> str:
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
