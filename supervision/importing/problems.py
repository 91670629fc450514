"""What can be wrong with a delivered file, as data; `words/problems.py` makes the sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ProblemCode(StrEnum):
    """Everything that the reader can say about a file, from the bytes down to the cell."""

    # the file
    EMPTY_FILE = "empty_file"
    FILE_TOO_LARGE = "file_too_large"
    UNPACKED_TOO_LARGE = "unpacked_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    LINE_TOO_LONG = "line_too_long"
    NOT_A_TABLE = "not_a_table"
    WRONG_EXTENSION = "wrong_extension"
    PASSWORD_PROTECTED = "password_protected"
    DAMAGED_SPREADSHEET = "damaged_spreadsheet"
    UNCLOSED_QUOTE = "unclosed_quote"
    SEVERAL_SHEETS = "several_sheets"

    # the columns
    NO_HEADER = "no_header"
    MISSING_COLUMN = "missing_column"
    COLUMN_TWICE = "column_twice"
    AMBIGUOUS_COLUMN = "ambiguous_column"
    HEADING_NOT_FOUND = "heading_not_found"

    # what the file is about
    KIND_DIFFERS = "kind_differs"
    HALF_YEAR_UNKNOWN = "half_year_unknown"
    HALF_YEAR_DIFFERS = "half_year_differs"
    MIXED_HALF_YEARS = "mixed_half_years"
    NOT_A_HALF_YEAR = "not_a_half_year"
    AS_OF_UNKNOWN = "as_of_unknown"
    AS_OF_DIFFERS = "as_of_differs"
    MIXED_DATES = "mixed_dates"
    NOT_A_DATE = "not_a_date"
    AS_OF_IN_FUTURE = "as_of_in_future"
    AS_OF_OUTSIDE_HALF_YEAR = "as_of_outside_half_year"

    # the municipality of a row
    MUNICIPALITY_MISSING = "municipality_missing"
    UNKNOWN_MUNICIPALITY = "unknown_municipality"
    UNKNOWN_CODE = "unknown_code"
    AMBIGUOUS_MUNICIPALITY = "ambiguous_municipality"
    CODE_AND_NAME_DIFFER = "code_and_name_differ"
    MERGED_MUNICIPALITY = "merged_municipality"
    MUNICIPALITY_NOT_YET_THERE = "municipality_not_yet_there"
    DUPLICATE_MUNICIPALITY = "duplicate_municipality"
    NO_ROWS = "no_rows"
    NO_ROWS_IN_PROVINCE = "no_rows_in_province"

    # the values of a row
    ROW_TOO_LONG = "row_too_long"
    MISSING_VALUE = "missing_value"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    PERCENTAGE = "percentage"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    NEGATIVE = "negative"
    TOO_HIGH = "too_high"
    FORMULA_ERROR = "formula_error"
    BACKLOG_AND_LEAD = "backlog_and_lead"
    UNKNOWN_SOURCE = "unknown_source"

    # warnings: the file can be right, a person has to look
    TOTAL_DIFFERS = "total_differs"
    OBLIGATION_DIFFERS = "obligation_differs"
    HALF_YEAR_FAR_AHEAD = "half_year_far_ahead"
    FILE_NAME_DIFFERS = "file_name_differs"
    BASIS_DIFFERS = "basis_differs"

    # warnings beside the figures that count now
    CHANGED_MUCH = "changed_much"
    LOWER_THAN_BEFORE = "lower_than_before"
    CARRY_OVER_DIFFERS = "carry_over_differs"
    OFF_THE_FORMULA = "off_the_formula"
    SAME_CONTENT = "same_content"


@dataclass(frozen=True)
class Problem:
    """One mistake, at the place where the sender finds it.

    `row` counts as the spreadsheet does, title and empty lines included; `column` is the heading
    as delivered, `value` the cell as delivered. `details` holds what the sentence needs besides:
    half-years as 2025-1, dates as 2025-04-01, numbers without separators, fields by their value.
    """

    code: ProblemCode
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)
