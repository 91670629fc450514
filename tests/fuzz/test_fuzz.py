"""The guard itself: it tries, finds what breaks, and keeps the input with how to make it again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from supervision.config import ROOT
from supervision.errors import Fault, RuleSetInvalid
from tests.fuzz import reader, rules
from tests.fuzz.__main__ import MOST_SAVED, TARGETS, tried
from tests.fuzz.reader import Delivery, Reader
from tests.fuzz.rules import Rules, RulesFile

SOME = 25


@pytest.mark.parametrize("name", TARGETS)
def test_some_inputs_break_nothing(name: str) -> None:
    target = TARGETS[name]()
    for number in range(SOME):
        target.check(target.make(Random(f"quick-{number}")))


@pytest.mark.parametrize("name", TARGETS)
def test_inputs_are_of_many_kinds(name: str) -> None:
    target = TARGETS[name]()
    made = [target.make(Random(f"quick-{number}")).data for number in range(SOME)]
    assert len(set(made)) > SOME * 0.9


MADE = """
import hashlib, sys
from random import Random
from tests.fuzz.__main__ import TARGETS
target, made = TARGETS[sys.argv[1]](), hashlib.sha256()
for number in range(150):
    found = target.make(Random(f"again-{number}"))
    made.update(found.data + repr(found).encode())
print(made.hexdigest())
"""


@pytest.mark.parametrize("name", TARGETS)
def test_the_same_seed_makes_the_same_inputs_at_another_time_in_another_process(name: str) -> None:
    """Else what CI found could not be made again from the seed that it printed."""
    made = []
    for dice in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": dice}
        command = [sys.executable, "-c", MADE, name]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        made.append(done.stdout)
        time.sleep(2)  # as long as the coarsest clock in a spreadsheet takes for a tick
    assert made[0] == made[1] != ""


def test_what_breaks_is_saved_with_how_to_make_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(data: bytes, _: object) -> None:
        raise ZeroDivisionError(len(data))

    monkeypatch.setattr(reader, "read_file", stumble)
    result = tried(Reader(), 30, "planted", tmp_path)
    assert result.tried == len(result.saved) == MOST_SAVED
    first = Path(result.saved[0])
    told = first.with_name(first.name + ".txt").read_text()
    assert told.startswith("python -m tests.fuzz --repeat reader planted-0\n")
    assert f"ZeroDivisionError: {first.stat().st_size}" in told


def delivery(text: str, **said: Any) -> Delivery:
    return Delivery(text.encode(), "bestand.csv", said)


FINE = "Gemeentecode;Gerealiseerd;Peildatum\nGM1507;3;1-4-2025\n"


@pytest.mark.parametrize("change", ["forgets a row's problem", "takes a row twice"])
def test_an_answer_that_is_not_whole_is_found(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    Reader().check(delivery(FINE))
    real = reader.read_file

    def wrong(data: bytes, request: Any) -> Any:
        reading = real(data, request)
        if change == "takes a row twice":
            return replace(reading, realisations=reading.realisations * 2)
        return replace(reading, half_year=None)

    monkeypatch.setattr(reader, "read_file", wrong)
    with pytest.raises(AssertionError):
        Reader().check(delivery(FINE))


@pytest.mark.parametrize("faults", [(), (Fault("toml", line=4711, details={"reason": "x"}),)])
def test_faults_that_cannot_be_told_or_found_are_found(
    monkeypatch: pytest.MonkeyPatch, faults: tuple[Fault, ...]
) -> None:
    def refuse(path: Path) -> None:
        raise RuleSetInvalid(file=path.name, faults=faults)

    monkeypatch.setattr(rules, "read_ruleset", refuse)
    with pytest.raises(AssertionError):
        Rules().check(RulesFile(b"id = 1\n"))
