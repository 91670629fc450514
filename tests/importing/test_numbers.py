"""Numbers of persons as offices write them: read right, or asked."""

from __future__ import annotations

import pytest

from supervision.importing.cells import point_is_decimal, read_persons
from supervision.importing.problems import ProblemCode


@pytest.mark.parametrize(
    ("cell", "persons"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("+12", 12),
        ("007", 7),
        ("12,0", 12),
        ("12.0", 12),
        ("12,00", 12),
        ("1.234", 1234),
        ("1.234,0", 1234),
        ("12.000", 12_000),
        ("1 234", 1234),
        ("1 234,0", 1234),
        ("1\N{NO-BREAK SPACE}234", 1234),
        ("1\N{NARROW NO-BREAK SPACE}234", 1234),
        ("1'234", 1234),
        ("-16", -16),
        ("\N{MINUS SIGN}16", -16),
        ("- 16", -16),
        ("16-", -16),
        ("(16)", -16),
        ("-1.234", -1234),
        ("0", 0),
        ("0,000", 0),
        (12, 12),
        (12.0, 12),
    ],
)
def test_a_whole_number_is_read(cell, persons):
    assert read_persons(cell) == persons


@pytest.mark.parametrize(
    "cell", [None, "", "  ", "-", "\N{EN DASH}", "n.v.t.", "N.V.T.", "onbekend"]
)
def test_an_empty_cell_is_never_zero(cell):
    assert read_persons(cell) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("12,5", ProblemCode.NOT_WHOLE),
        ("12.5", ProblemCode.NOT_WHOLE),
        ("1.234,5", ProblemCode.NOT_WHOLE),
        (",5", ProblemCode.NOT_WHOLE),
        (0.5, ProblemCode.NOT_WHOLE),
        ("50%", ProblemCode.PERCENTAGE),
        ("50 %", ProblemCode.PERCENTAGE),
        ("1,234", ProblemCode.AMBIGUOUS_NUMBER),
        ("12,000", ProblemCode.AMBIGUOUS_NUMBER),
        ("100001", ProblemCode.TOO_HIGH),
        ("9" * 5000, ProblemCode.TOO_HIGH),
        (1e300, ProblemCode.TOO_HIGH),
        ("#N/B", ProblemCode.FORMULA_ERROR),
        ("#DEEL/0!", ProblemCode.FORMULA_ERROR),
        ("twaalf", ProblemCode.NOT_A_NUMBER),
        ("1.23.4", ProblemCode.NOT_A_NUMBER),
        ("--5", ProblemCode.NOT_A_NUMBER),
        ("1e5", ProblemCode.NOT_A_NUMBER),
        ("\N{ARABIC-INDIC DIGIT THREE}", ProblemCode.NOT_A_NUMBER),
        (True, ProblemCode.NOT_A_NUMBER),
        (float("nan"), ProblemCode.NOT_A_NUMBER),
        (float("inf"), ProblemCode.NOT_A_NUMBER),
    ],
)
def test_anything_else_is_a_problem(cell, code):
    assert read_persons(cell) is code


@pytest.mark.parametrize("elsewhere", ["45.5", "12.0", "99.25%", "1,234.5", "-0.5"])
def test_a_point_that_is_a_decimal_elsewhere_gives_1_234_two_readings(elsewhere):
    point_decimal = point_is_decimal(["12", elsewhere])
    assert point_decimal
    assert read_persons("1.234", point_decimal) is ProblemCode.AMBIGUOUS_NUMBER
    assert read_persons("1.234,0", point_decimal) == 1234


@pytest.mark.parametrize("elsewhere", ["1.234", "12,5", "1.234.567", "1.7.2025", "", "v. 2"])
def test_a_dutch_point_leaves_1_234_one_reading(elsewhere):
    assert not point_is_decimal(["12", elsewhere])
