"""Says what is wrong with a delivered file and how to mend it, in the words of its sender."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supervision.importing import Field, Problem, ProblemCode
from supervision.importing.columns import HEADINGS
from supervision.words import Words
from supervision.words.problem_texts import BASES as _BASES
from supervision.words.problem_texts import CONTENTS as _CONTENTS
from supervision.words.problem_texts import FIELDS as _FIELDS
from supervision.words.problem_texts import MEND as _MEND
from supervision.words.problem_texts import MEND_ON_SCREEN as _MEND_ON_SCREEN
from supervision.words.problem_texts import MEND_WITH as _MEND_WITH
from supervision.words.problem_texts import WHAT as _WHAT
from supervision.words.problem_texts import WHAT_WITH as _WHAT_WITH

_MEGABYTE = 1024 * 1024


def what(problem: Problem, t: Words) -> str:
    """Return what is wrong, with column and value; the row is told apart, where it has one."""
    return _say(problem, t, _WHAT, _WHAT_WITH)


def mend(problem: Problem, t: Words) -> str:
    """Return what the sender can do about it."""
    return _say(problem, t, _MEND, _MEND_WITH)


def mend_on_screen(problem: Problem, t: Words) -> str:
    """Return what can be done about it on the page where files are imported."""
    return _say(problem, t, {**_MEND, **_MEND_ON_SCREEN}, _MEND_WITH)


def message(problem: Problem, t: Words) -> str:
    """Return what is wrong and how to mend it."""
    return f"{what(problem, t)} {mend(problem, t)}"


def field_name(field: Field, t: Words) -> str:
    """Return what a column holds, as a user chooses it from a list."""
    return t(_FIELDS[field])


def _say(
    problem: Problem,
    t: Words,
    usual: Mapping[ProblemCode, str],
    special: Mapping[ProblemCode, tuple[str, str]],
) -> str:
    values = _values(problem, t)
    name, text = special.get(problem.code, ("", ""))
    return t(text if name and values.get(name) else usual[problem.code], **values)


def _values(problem: Problem, t: Words) -> dict[str, str]:
    """Return everything a sentence can name, in the notation of the language.

    A cell is quoted as it was delivered; what we found ourselves is written as people read it.
    """
    details = {
        name: _FORMATS.get(name, _day_or_text)(value, t) for name, value in problem.details.items()
    }
    value = problem.value or ""
    choices = [Field(each) for each in problem.details.get("choices", "").split(", ") if each]
    return {
        "names": t(" or ").join(field_name(each, t) for each in choices),
        "row": "" if problem.row is None else t.number(problem.row),
        "column": problem.column or "",
        "value": value if problem.row else _day_or_text(value, t),
        **details,
    }


def _day_or_text(value: str, t: Words) -> str:
    return t.day_in(value)


def _number(value: str, t: Words) -> str:
    return t.number(int(value))


def _megabytes(value: str, t: Words) -> str:
    return t.number(int(value) // _MEGABYTE)


def _headings(value: str, t: Words) -> str:
    return t(" or ").join(HEADINGS[Field(each)][0] for each in value.split(", "))


def _choices(value: str, t: Words) -> str:
    fields = [Field(each) for each in value.split(", ")]
    return t(" or ").join(f"{field_name(each, t)} ({each})" for each in fields)


def _named(names: Mapping[str, str]) -> Callable[[str, Words], str]:
    return lambda value, t: t(names.get(value, value))


_FORMATS: Mapping[str, Callable[[str, Words], str]] = {
    "limit_bytes": _megabytes,
    "size": _number,
    "limit": _number,
    "sum": _number,
    "net": _number,
    "carry_over": _number,
    "fields": _headings,
    "choices": _choices,
    "field": _named({str(each): name for each, name in _FIELDS.items()}),
    "content": _named(_CONTENTS),
    "basis": _named(_BASES),
}
