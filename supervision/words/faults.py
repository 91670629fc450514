"""Says what is wrong in a rule set file, or with a threshold, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from supervision.domain.thresholds import Quantity
from supervision.errors import Fault
from supervision.words import Words, mark
from supervision.words.rules import quantity_text

_NOT_A_NUMBER = mark("{value} is not a whole number. Write it in figures, without quotes.")
_NOT_A_TEXT = mark("{value} is not a text. Put it in double quotes.")
_TOO_LOW = mark("{value} is too low. Write {least} or more.")
_TOO_HIGH = mark("{value} is too high. Write {most} or less.")
_NO_TABLE = mark("{value} is not a table. Write it between braces, like {{ key = value }}.")

_FAULTS: Mapping[str, str] = {
    "unreadable": mark("the file cannot be read ({reason})."),
    "not_text": mark("this is not text in UTF-8. Save the file as UTF-8."),
    "toml": mark(
        "this is not TOML ({reason}). Look for a quote, bracket or equals sign that is missing or "
        "stands there twice."
    ),
    "missing": mark("this is missing from the table that starts here. Add the line {key} = …"),
    "extra_forbidden": mark(
        "this is not known here. Known are: {expected}. Mend the spelling or take it out."
    ),
    "enum": mark("{value} is not on the list. Write one of: {expected}."),
    "int_type": _NOT_A_NUMBER,
    "int_from_float": _NOT_A_NUMBER,
    "string_type": _NOT_A_TEXT,
    "string_too_short": mark("this is empty. Fill it in."),
    "bool_type": mark("{value} is neither true nor false. Write one of them, without quotes."),
    "date_type": mark("{value} is not a date. Write it without quotes, like 2025-01-31."),
    "greater_than_equal": _TOO_LOW,
    "less_than_equal": _TOO_HIGH,
    "out_of_range": mark("{value} is not possible. Write a number from {least} up to {most}."),
    "share": mark(
        "{value} is not a share. Write a number above 0 and at most 1, with at most six decimals, "
        "like 0.10 for ten per cent."
    ),
    "flag": mark("{value} means nothing here. Write true, or take the line out."),
    "version": mark('{value} is not a version. Write a text in double quotes, like "2".'),
    "model_type": _NO_TABLE,
    "dict_type": _NO_TABLE,
    "list_type": mark("{value} is not a list of steps. Write each step as a table [[steps]]."),
    "no_conditions": mark(
        "there is no condition, so this would always hold. Add at least one condition."
    ),
    "one_term": mark(
        "{value} is not a term. Write exactly one of weeks, half_years and next_reference_date."
    ),
    "stray_evidence": mark(
        "this is not a condition of this step. Take the evidence out, or add the condition to "
        "enter."
    ),
    "no_steps": mark("there is no step. Write at least step 1 as a table [[steps]]."),
    "step_too_many": mark("the ladder has {expected} steps. Take out what comes after."),
    "step_out_of_order": mark("{value} stands where {expected} belongs. Put the steps in order."),
    "ends_before_it_begins": mark("{value} lies before valid_from, {expected}. Mend one of them."),
    "overlap": mark(
        "on {value} the rules in {other} are still in force. Put valid_until = {expected} in "
        "{other}, or let these begin later."
    ),
    "same_start": mark(
        "the rules in {other} begin on {value} too. Let one of the two begin later."
    ),
    "same_version": mark(
        "{value} is also in {other}. Give these rules a version of their own; rules that were "
        "used are never changed."
    ),
    "not_understood": mark("this is not understood. Write it like 2.backlog_persons=8."),
    "not_in_ruleset": mark("these rules have no such number. They have: {expected}."),
    "twice": mark("this is set twice. Leave one of them out."),
    "not_a_count": mark("'{value}' is not a whole number. Write it in figures."),
    "not_a_share": mark("'{value}' is not a share. Write it like 0.10 or 10%."),
    "impossible_count": mark("{value} is not possible. Choose a number from {least} to {most}."),
    "impossible_share": mark(
        "{value} is not possible. Choose more than 0% and at most 100%, with at most four decimals."
    ),
}
"""By the kind of fault; for what pydantic finds, that is its name of it."""

_DETAILS = ("value", "key", "expected", "reason", "least", "most", "other")


def fault_text(fault: Fault, t: Words) -> str:
    """Return where the fault is, what was found, and how to mend it.

    A kind of fault without words here is told in those of the library that found it.
    """
    line = "" if fault.line is None else t("line {line}", line=fault.line)
    place = ", ".join(part for part in (fault.file, line, fault.where) if part)
    details = dict.fromkeys(_DETAILS, "") | dict(fault.details)
    wording = _FAULTS.get(fault.what)
    said = details["reason"] if wording is None else t(wording, **details)
    return f"{place}: {said}"


def setting_text(fault: Fault, t: Words) -> str:
    """Return what is wrong with a threshold that was asked for, by its name and its notation."""
    step, _, name = fault.where.partition(".")
    if name not in set(Quantity):
        return fault_text(fault, t)
    what = quantity_text(Quantity(name), t)
    place = t("step {number}, {what}", number=step, what=what)
    return fault_text(replace(fault, where=f"{place} ({fault.where})"), t)
