"""Reads one rule set file, or says everything that is wrong with it, each with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from supervision.domain.ruleset import RuleSet, StepKey
from supervision.errors import Fault, RuleSetInvalid
from supervision.rulesets.lines import Path, line_of
from supervision.rulesets.schema import TABLES, Document

_LONGEST = 60
"""Characters of a value that is shown in a fault."""
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_LIMITS = {"least": "least", "most": "most", "ge": "least", "le": "most"}
_MEMBER = re.compile(r"'([^']*)'")


@dataclass(frozen=True)
class RuleSetFile:
    """A rule set with the file that it came from, for whoever has to point at a line of it."""

    name: str
    text: str
    ruleset: RuleSet

    def fault(self, what: str, key: str, **details: str) -> Fault:
        """Return a fault at the line of a key at the top of the file."""
        return Fault(what, key, self.name, line_of(self.text, (key,)), details)


def read_file(path: FilePath) -> RuleSetFile:
    """Return the rule set in a TOML file; raises RuleSetInvalid with every fault at once."""
    text = _text(path)
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _invalid(path, _not_toml(error, path.name, text)) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        # A number of thousands of figures, or brackets a thousand deep: the parser gives up.
        fault = Fault("toml", file=path.name, details={"reason": type(error).__name__})
        raise _invalid(path, fault) from error
    try:
        found = Document.model_validate(document)
    except ValidationError as error:
        raise _invalid(path, *_faults(error, path.name, text)) from error
    together = tuple(
        Fault(what, _shown_path(where), path.name, line_of(text, where), details)
        for where, what, details in _between_tables(found)
    )
    if together:
        raise _invalid(path, *together)
    return RuleSetFile(path.name, text, found.ruleset())


def _text(path: FilePath) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = {"reason": error.strerror or type(error).__name__}
        raise _invalid(path, Fault("unreadable", file=path.name, details=reason)) from error
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _invalid(path, Fault("not_text", file=path.name, line=line)) from error


def _invalid(path: FilePath, *faults: Fault) -> RuleSetInvalid:
    return RuleSetInvalid(file=path.name, faults=faults)


def _not_toml(error: tomllib.TOMLDecodeError, file: str, text: str) -> Fault:
    """The library says the line in its message only."""
    message = str(error)
    at = _AT.search(message)
    line = int(at[1]) if at and at[1] else max(len(text.splitlines()), 1)
    return Fault("toml", file=file, line=line, details={"reason": _AT.sub("", message)})


def _faults(error: ValidationError, file: str, text: str) -> Iterator[Fault]:
    for each in error.errors(include_url=False):
        # A key that is no condition gets a mark of pydantic behind its name.
        path = tuple(part for part in each["loc"] if part != "[key]")
        context = each.get("ctx", {})
        details = {
            "value": _shown(each["input"]),
            "key": str(path[-1]) if path else "",
            "expected": _expected(each["type"], context, path),
            "reason": each["msg"],
        } | {_LIMITS[name]: str(context[name]) for name in context if name in _LIMITS}
        yield Fault(each["type"], _shown_path(path), file, line_of(text, path), details)


def _expected(what: str, context: Mapping[str, Any], path: Path) -> str:
    """What could have stood there: the keys of the table, or the members of a closed list."""
    if what == "extra_forbidden":
        names = [part for part in path[:-1] if isinstance(part, str)]
        return ", ".join(TABLES[names[-1] if names else ""].model_fields)
    return ", ".join(_MEMBER.findall(str(context.get("expected", ""))))


def _between_tables(found: Document) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """What is wrong although each table by itself is right."""
    ladder = list(enumerate(StepKey, start=1))
    if not found.steps:
        yield ("steps",), "no_steps", {}
    if len(found.steps) > len(ladder):
        yield ("steps", len(ladder)), "step_too_many", {"expected": str(len(ladder))}
    for index, (step, (number, key)) in enumerate(zip(found.steps, ladder, strict=False)):
        if (step.number, step.key) != (number, key):
            details = {"value": f"{step.number} {step.key}", "expected": f"{number} {key}"}
            yield ("steps", index, "number"), "step_out_of_order", details
        for rule in sorted(step.enter_evidence.keys() - step.enter.model_fields_set):
            yield ("steps", index, "enter_evidence", rule), "stray_evidence", {}
    if found.valid_until is not None and found.valid_until < found.valid_from:
        details = {"value": str(found.valid_until), "expected": str(found.valid_from)}
        yield ("valid_until",), "ends_before_it_begins", details


def _shown_path(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _shown(value: object) -> str:
    """A value as it is written in TOML, cut off where it is long."""
    if isinstance(value, dict):
        return "{ … }"
    if isinstance(value, list):
        return "[ … ]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) >= 10**_LONGEST:
        return "…"  # Python refuses to write a number of thousands of figures
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
