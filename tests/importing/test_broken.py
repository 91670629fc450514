"""Every broken file is refused with exactly the problems that a person expects of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from supervision.domain.halfyear import HalfYear
from supervision.importing import Field, FileKind, ProblemCode

BROKEN = Path(__file__).parent.parent / "golden" / "broken"
CASES = json.loads((BROKEN / "expected.json").read_text(encoding="utf-8"))
WARNINGS = {
    ProblemCode.TOTAL_DIFFERS,
    ProblemCode.OBLIGATION_DIFFERS,
    ProblemCode.HALF_YEAR_FAR_AHEAD,
    ProblemCode.FILE_NAME_DIFFERS,
    ProblemCode.BASIS_DIFFERS,
    ProblemCode.CHANGED_MUCH,
    ProblemCode.LOWER_THAN_BEFORE,
    ProblemCode.CARRY_OVER_DIFFERS,
    ProblemCode.OFF_THE_FORMULA,
    ProblemCode.SAME_CONTENT,
}


def options(asked):
    """Return the options of a request from their notation in the table."""
    makers = {
        "kind": FileKind,
        "half_year": HalfYear.parse,
        "as_of": date.fromisoformat,
        "columns": lambda columns: {heading: Field(name) for heading, name in columns.items()},
    }
    return {name: makers[name](value) for name, value in asked.items()}


@pytest.mark.parametrize("name", CASES)
def test_a_broken_file_is_refused_with_all_that_is_wrong_with_it(read, name):
    case = CASES[name]
    reading = read((BROKEN / name).read_bytes(), name, **options(case["request"]))
    found = [
        {"code": each.code, "row": each.row, "column": each.column, "value": each.value}
        for each in reading.problems
    ]
    expected = case["problems"]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert not reading.accepted
    assert (reading.targets, reading.realisations) == ((), ())


def test_there_are_at_least_eighty_broken_files_and_each_is_in_the_table():
    stored = {path.name for path in BROKEN.iterdir()} - {"expected.json"}
    assert stored == set(CASES)
    assert len(stored) >= 80


def test_every_problem_code_has_a_broken_file():
    seen = {problem["code"] for case in CASES.values() for problem in case["problems"]}
    # file_too_large has no stored file: five megabytes in the repository prove nothing more.
    own = {code for code in ProblemCode if code not in WARNINGS} - {ProblemCode.FILE_TOO_LARGE}
    assert own <= seen
