"""The sentences on what is wrong with a delivered file; `problems.py` fills them in."""

from __future__ import annotations

from collections.abc import Mapping

from supervision.importing import Field, ProblemCode
from supervision.words import mark

FIELDS: Mapping[Field, str] = {
    Field.CODE: mark("municipality code"),
    Field.NAME: mark("name of the municipality"),
    Field.PROVINCE: mark("province"),
    Field.HALF_YEAR: mark("half-year"),
    Field.TARGET: mark("target"),
    Field.NET: mark("net target"),
    Field.CARRY_OVER: mark("carry-over (plus is a backlog)"),
    Field.BACKLOG: mark("backlog"),
    Field.LEAD: mark("lead"),
    Field.OBLIGATION: mark("obligation (corrected target)"),
    Field.REALISED: mark("realised"),
    Field.LINKED: mark("linked"),
    Field.AS_OF: mark("as-of date"),
    Field.SOURCE: mark("source"),
    Field.UNUSED: mark("do not read"),
}

CONTENTS: Mapping[str, str] = {
    "BINARY": mark("data that is not text"),
    "HTML/XML": mark("a web page or XML"),
    "CSV": mark("text"),
    "Excel": mark("a spreadsheet"),
}

BASES: Mapping[str, str] = {"net": mark("net target"), "corrected": mark("corrected target")}

WHAT: Mapping[ProblemCode, str] = {
    ProblemCode.EMPTY_FILE: mark("There is nothing in the file."),
    ProblemCode.FILE_TOO_LARGE: mark("The file is larger than {limit_bytes} MB."),
    ProblemCode.UNPACKED_TOO_LARGE: mark(
        "The spreadsheet takes more than {limit_bytes} MB when it is unpacked."
    ),
    ProblemCode.TOO_MANY_ROWS: mark("There are {size} rows; {limit} is the most."),
    ProblemCode.TOO_MANY_COLUMNS: mark("There are {size} columns; {limit} is the most."),
    ProblemCode.LINE_TOO_LONG: mark("One line has {size} characters; {limit} is the most."),
    ProblemCode.NOT_A_TABLE: mark("This is not a table: the content is {content}."),
    ProblemCode.WRONG_EXTENSION: mark(
        "The name ends in {extension}, but the content is {content}."
    ),
    ProblemCode.PASSWORD_PROTECTED: mark("The spreadsheet is protected with a password."),
    ProblemCode.DAMAGED_SPREADSHEET: mark(
        "The spreadsheet cannot be opened: it is damaged, or something in a cell far down or far "
        "to the right makes it much too large."
    ),
    ProblemCode.UNCLOSED_QUOTE: mark('Row {row} has a quotation mark (") that does not close.'),
    ProblemCode.SEVERAL_SHEETS: mark("Several sheets could be meant: {sheets}."),
    ProblemCode.NO_HEADER: mark("There is no row with headings that are known here."),
    ProblemCode.MISSING_COLUMN: mark("There is no column {fields}. The file does have: {present}."),
    ProblemCode.COLUMN_TWICE: mark("{column} and {other} both hold the {field}."),
    ProblemCode.AMBIGUOUS_COLUMN: mark("{column} can mean more than one thing."),
    ProblemCode.HEADING_NOT_FOUND: mark(
        "There is no heading {column} to read as you asked. The file does have: {present}."
    ),
    ProblemCode.KIND_DIFFERS: mark(
        "You chose targets, but the file reports a realisation in {column}."
    ),
    ProblemCode.HALF_YEAR_UNKNOWN: mark("The file does not say for which half-year it is."),
    ProblemCode.HALF_YEAR_DIFFERS: mark(
        "The half-year is {found} in the file, but {value} by a title line or by what you chose."
    ),
    ProblemCode.MIXED_HALF_YEARS: mark("{column} has {value} here and {first} higher up."),
    ProblemCode.NOT_A_HALF_YEAR: mark("'{value}' in {column} is not a half-year."),
    ProblemCode.AS_OF_UNKNOWN: mark("The file does not say as of which date its figures are."),
    ProblemCode.AS_OF_DIFFERS: mark(
        "The figures are as of {found} in the file, but {value} by a title line or by what you "
        "chose."
    ),
    ProblemCode.MIXED_DATES: mark("{column} has '{value}' here and {first} higher up."),
    ProblemCode.NOT_A_DATE: mark("'{value}' is not a date, or one without a full year."),
    ProblemCode.AS_OF_IN_FUTURE: mark("The figures are as of {value}, and today is {today}."),
    ProblemCode.AS_OF_OUTSIDE_HALF_YEAR: mark(
        "Figures as of {value} belong to {belongs}, not to {half_year}."
    ),
    ProblemCode.MUNICIPALITY_MISSING: mark("The row has numbers, but no municipality."),
    ProblemCode.UNKNOWN_MUNICIPALITY: mark("There is no municipality '{value}'."),
    ProblemCode.UNKNOWN_CODE: mark("There is no municipality with the code '{value}'."),
    ProblemCode.AMBIGUOUS_MUNICIPALITY: mark("'{value}' can be {candidates}."),
    ProblemCode.CODE_AND_NAME_DIFFER: mark(
        "The code is that of {code_of}, the name that of {name_of}."
    ),
    ProblemCode.MERGED_MUNICIPALITY: mark(
        "{value} did not exist any more in {half_year}: it has become part of {successor}."
    ),
    ProblemCode.MUNICIPALITY_NOT_YET_THERE: mark("{value} did not exist yet in {half_year}."),
    ProblemCode.DUPLICATE_MUNICIPALITY: mark("{name} is there twice: in row {first} as well."),
    ProblemCode.NO_ROWS: mark("There are no municipalities under the headings."),
    ProblemCode.NO_ROWS_IN_PROVINCE: mark("None of the municipalities in the file is in Limburg."),
    ProblemCode.ROW_TOO_LONG: mark(
        "The row has {cells} cells under {headings} headings, so its values may have shifted."
    ),
    ProblemCode.MISSING_VALUE: mark("{column} is empty."),
    ProblemCode.NOT_A_NUMBER: mark("'{value}' in {column} is not a number."),
    ProblemCode.NOT_WHOLE: mark("'{value}' in {column} is not a whole number of persons."),
    ProblemCode.PERCENTAGE: mark("'{value}' in {column} is a percentage, not a number of persons."),
    ProblemCode.AMBIGUOUS_NUMBER: mark(
        "'{value}' in {column} can be thousands or a number with decimals."
    ),
    ProblemCode.NEGATIVE: mark("'{value}' in {column} is less than zero."),
    ProblemCode.TOO_HIGH: mark("'{value}' in {column} is more than any municipality ever had."),
    ProblemCode.FORMULA_ERROR: mark("{column} holds an error of Excel: {value}."),
    ProblemCode.BACKLOG_AND_LEAD: mark("The row has a backlog and a lead at the same time."),
    ProblemCode.UNKNOWN_SOURCE: mark("{column} is empty here, and other rows name a source."),
    ProblemCode.TOTAL_DIFFERS: mark(
        "The total of {column} in row {row} is {value}, but the rows add up to {sum}."
    ),
    ProblemCode.OBLIGATION_DIFFERS: mark(
        "{column} is {value}, but net target {net} and carry-over {carry_over} make {sum}."
    ),
    ProblemCode.HALF_YEAR_FAR_AHEAD: mark("The half-year {value} is more than a year away."),
    ProblemCode.FILE_NAME_DIFFERS: mark(
        "The file name says {name}, but the {field} in the file is {found}."
    ),
    ProblemCode.BASIS_DIFFERS: mark("{column} is read as {basis}, as you asked."),
    ProblemCode.CHANGED_MUCH: mark(
        "{column} is {value}; until now it was {old}. That is a change of more than half."
    ),
    ProblemCode.LOWER_THAN_BEFORE: mark(
        "{column} is {value}, less than the {old} reported on {date}."
    ),
    ProblemCode.CARRY_OVER_DIFFERS: mark(
        "{column} is {value}, but the account closes the half-year before with {computed}."
    ),
    ProblemCode.OFF_THE_FORMULA: mark(
        "{column} is {value}; by the formula of Huisvestingswet 2014, art. 29 it would be "
        "{expected}."
    ),
    ProblemCode.SAME_CONTENT: mark(
        "The same content has been imported before, as import {batch} ({file})."
    ),
}

WHAT_WITH: Mapping[ProblemCode, tuple[str, str]] = {
    ProblemCode.MISSING_VALUE: ("value", mark("{column} has '{value}' in place of a number.")),
    ProblemCode.UNKNOWN_SOURCE: ("value", mark("'{value}' in {column} is not a known source.")),
    ProblemCode.NOT_A_DATE: ("column", mark("'{value}' in {column} is not a full date.")),
}
"""Other words where the problem has that value."""

MEND: Mapping[ProblemCode, str] = {
    ProblemCode.EMPTY_FILE: mark("Choose another file, or save it again from Excel."),
    ProblemCode.FILE_TOO_LARGE: mark("Deliver only the sheet with the table."),
    ProblemCode.UNPACKED_TOO_LARGE: mark("Copy the table to a new, empty workbook."),
    ProblemCode.TOO_MANY_ROWS: mark("Deliver one half-year and no other rows."),
    ProblemCode.TOO_MANY_COLUMNS: mark("Remove the columns that do not belong to the table."),
    ProblemCode.LINE_TOO_LONG: mark("Save the table again from Excel as CSV."),
    ProblemCode.NOT_A_TABLE: mark("Choose a CSV, XLSX, XLS or ODS file with the table."),
    ProblemCode.WRONG_EXTENSION: mark(
        "Save the table from Excel in the kind of file that its name says."
    ),
    ProblemCode.PASSWORD_PROTECTED: mark("Save a copy without a password."),
    ProblemCode.DAMAGED_SPREADSHEET: mark(
        "Open it in Excel, copy the table to a new workbook and save that."
    ),
    ProblemCode.UNCLOSED_QUOTE: mark("Remove the quotation mark, or save the table again as CSV."),
    ProblemCode.SEVERAL_SHEETS: mark(
        "Remove the sheets that do not count. If the sheets are named after half-years (like "
        "2025-1), choosing the half-year will do."
    ),
    ProblemCode.NO_HEADER: mark(
        "Put a row above the figures with headings like Gemeentecode, Gemeente and Taakstelling "
        "or Gerealiseerd."
    ),
    ProblemCode.MISSING_COLUMN: mark(
        "Add the column, or say which heading of the file is meant by it."
    ),
    ProblemCode.COLUMN_TWICE: mark(
        "Remove one of them, or say of one that it is not to be read (unused)."
    ),
    ProblemCode.AMBIGUOUS_COLUMN: mark("Say what it is: {choices}."),
    ProblemCode.HEADING_NOT_FOUND: mark("Write the heading exactly as it is in the file."),
    ProblemCode.KIND_DIFFERS: mark("Choose realisation: the targets beside it are read too."),
    ProblemCode.HALF_YEAR_UNKNOWN: mark(
        "Choose the half-year, or put it in a title line, in a column Halfjaar or in the file "
        "name, like 2025-1."
    ),
    ProblemCode.HALF_YEAR_DIFFERS: mark("Choose the half-year of the file, or correct the file."),
    ProblemCode.MIXED_HALF_YEARS: mark("Deliver one file for each half-year."),
    ProblemCode.NOT_A_HALF_YEAR: mark(
        "Write it like 2025-1, in a cell with the format Text: Excel makes a date of it elsewhere."
    ),
    ProblemCode.AS_OF_UNKNOWN: mark(
        "Choose the date, or put it in a title line (Stand per 1 april 2025), in a column "
        "Peildatum or in the file name."
    ),
    ProblemCode.AS_OF_DIFFERS: mark("Choose the date of the file, or correct the file."),
    ProblemCode.MIXED_DATES: mark("Deliver one file for each date."),
    ProblemCode.NOT_A_DATE: mark("Write it like 01-07-2025."),
    ProblemCode.AS_OF_IN_FUTURE: mark("Correct the date."),
    ProblemCode.AS_OF_OUTSIDE_HALF_YEAR: mark(
        "Correct the date or the half-year. 1 July closes the first half of the year, 1 January "
        "the second half of the year before."
    ),
    ProblemCode.MUNICIPALITY_MISSING: mark(
        "Fill in the municipality. For a total, write Totaal there."
    ),
    ProblemCode.UNKNOWN_MUNICIPALITY: mark("Write the name as CBS does, or add the code."),
    ProblemCode.UNKNOWN_CODE: mark("Write the code of CBS, like GM0888."),
    ProblemCode.AMBIGUOUS_MUNICIPALITY: mark("Write the name in full, or add the code."),
    ProblemCode.CODE_AND_NAME_DIFFER: mark("Correct the code or the name."),
    ProblemCode.MERGED_MUNICIPALITY: mark("Report the figure under {successor}."),
    ProblemCode.MUNICIPALITY_NOT_YET_THERE: mark("Report the figures of {predecessors}."),
    ProblemCode.DUPLICATE_MUNICIPALITY: mark("Remove the row that does not count."),
    ProblemCode.NO_ROWS: mark("Check that the figures were saved with the file."),
    ProblemCode.NO_ROWS_IN_PROVINCE: mark("Choose the file of Limburg or of the whole country."),
    ProblemCode.ROW_TOO_LONG: mark(
        "Look for a separator too many in the row, like the comma in 1,234."
    ),
    ProblemCode.MISSING_VALUE: mark(
        "Fill in the number: 0 where it is zero. Or remove the row where it is not known."
    ),
    ProblemCode.NOT_A_NUMBER: mark("Write a whole number of persons, like 12."),
    ProblemCode.NOT_WHOLE: mark("Write a whole number of persons, like 12."),
    ProblemCode.PERCENTAGE: mark("Write the number of persons."),
    ProblemCode.AMBIGUOUS_NUMBER: mark("Write it without a separator, like 1234."),
    ProblemCode.NEGATIVE: mark(
        "Write a number from 0 up. Only a carry-over and a corrected target can be below zero."
    ),
    ProblemCode.TOO_HIGH: mark("Correct the number."),
    ProblemCode.FORMULA_ERROR: mark("Mend the formula, or type the number."),
    ProblemCode.BACKLOG_AND_LEAD: mark("Leave one of the two empty, or make it 0."),
    ProblemCode.UNKNOWN_SOURCE: mark("Write COA or gemeente."),
    ProblemCode.TOTAL_DIFFERS: mark("Check that no row is missing and no number mistyped."),
    ProblemCode.OBLIGATION_DIFFERS: mark(
        "Check the three numbers; all of them are kept as stated."
    ),
    ProblemCode.HALF_YEAR_FAR_AHEAD: mark("Check the year."),
    ProblemCode.FILE_NAME_DIFFERS: mark("The file itself counts. Check that it is the right file."),
    ProblemCode.BASIS_DIFFERS: mark("Check that this is what the numbers are."),
    ProblemCode.CHANGED_MUCH: mark("Check that this is a correction and not another column."),
    ProblemCode.LOWER_THAN_BEFORE: mark("Check that this is a correction."),
    ProblemCode.CARRY_OVER_DIFFERS: mark(
        "Nothing is changed by itself: find out which of the two is right."
    ),
    ProblemCode.OFF_THE_FORMULA: mark(
        "The official list decides; check that the number was not mistyped."
    ),
    ProblemCode.SAME_CONTENT: mark("Check whether it is meant to count again."),
}

MEND_WITH: Mapping[ProblemCode, tuple[str, str]] = {
    ProblemCode.UNKNOWN_MUNICIPALITY: (
        "suggestion",
        mark("Is {suggestion} meant? Write the name as CBS does, or add the code."),
    ),
    ProblemCode.UNKNOWN_CODE: ("suggestion", mark("Write the code that CBS has for {suggestion}.")),
}

MEND_ON_SCREEN: Mapping[ProblemCode, str] = {
    ProblemCode.MISSING_COLUMN: mark(
        "Choose under Columns which column is meant by it, or add the column to the file."
    ),
    ProblemCode.COLUMN_TWICE: mark(
        "Choose under Columns which of the two is not to be read. If both have the same heading, "
        "give them different headings in the file first."
    ),
    ProblemCode.AMBIGUOUS_COLUMN: mark("Choose under Columns what it is: {names}."),
    ProblemCode.NO_HEADER: mark(
        "Put a row above the figures with headings like Gemeentecode, Gemeente and Taakstelling "
        "or Gerealiseerd. If there are headings already, choose under Columns what they mean."
    ),
}
"""Other words where the form Columns is at hand."""
