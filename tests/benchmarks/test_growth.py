"""31, 342 and 3,420 made-up municipalities in 26 half-years; `make bench` prints it.

342 is the country. Times and memory are for reading; that the number of statements stays the same
is asserted, here and on small sizes in the quick suite.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from supervision.config import ROOT
from tests.benchmarks.conftest import Say
from tests.benchmarks.growth import measure

SIZES = (31, 342, 3420)
HALF_YEARS = 26


@pytest.mark.benchmark
def test_a_country_of_any_size(say: Say) -> None:
    found = {size: apart(size) for size in SIZES}
    said = [f"\n{'municipalities':14}" + "".join(f"{size:>18,}" for size in SIZES)]
    for page in found[SIZES[0]]["pages"]:
        cells = (found[size]["pages"][page] for size in SIZES)
        line = "".join(f"{each['ms']:9.0f} ms {each['statements']:3} SQL" for each in cells)
        said.append(f"{page:14}{line}")
    held = "".join(f"{found[size]['megabytes']:15.0f} MB" for size in SIZES)
    said.append(f"{'most memory':14}{held}")
    say("\n".join(said))
    assert len({str(asked(each["pages"])) for each in found.values()}) == 1


def test_the_number_of_statements_does_not_grow_with_the_data(tmp_path: Path) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    few.mkdir()
    many.mkdir()
    small, large = asked(measure(few, 3, 2)), asked(measure(many, 12, 5))
    assert small == large
    assert all(small.values())


def apart(size: int) -> dict[str, Any]:
    """What a process of its own measures."""
    command = [sys.executable, "-m", "tests.benchmarks.growth", str(size), str(HALF_YEARS)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    return json.loads(answer.stdout)


def asked(found: dict[str, dict[str, float]]) -> dict[str, float]:
    """The number of statements by page."""
    return {page: each["statements"] for page, each in found.items()}
