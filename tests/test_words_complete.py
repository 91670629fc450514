"""Every text has Dutch, every member of a closed list has words: the checker, and its own tests."""

from __future__ import annotations

import ast
import io
import string
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

import supervision
from supervision import errors
from supervision.domain.account import Account
from supervision.domain.deciding import Objection
from supervision.domain.decision import DecisionKind, Measure, Status
from supervision.domain.excuse import Cause
from supervision.domain.ladder import Outcome, State, assess
from supervision.domain.line import Mismatch, Origin
from supervision.domain.ruleset import Authority, Condition, Evidence, Rule
from supervision.domain.session import Denial
from supervision.domain.vintages import Attribution
from supervision.importing import FileKind, Problem, ProblemCode
from supervision.importing.changes import ChangeKind
from supervision.rulesets import shipped
from supervision.views.map import LAYERS, Layer
from supervision.words import decisions as decision_words
from supervision.words import errors as error_words
from supervision.words import login as login_words
from supervision.words import problems as problem_words
from supervision.words import reasons as reason_words
from supervision.words import rules as rule_words
from supervision.words import words
from supervision.words.labels import label

PACKAGE = Path(supervision.__file__).parent
ROOT = PACKAGE.parent
BOTH = pytest.mark.parametrize("language", ["nl", "en"])


# --- the checker ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A text in the code: where, its forms (two for a plural), and the values given to it."""

    place: str
    forms: tuple[str, ...]
    given: frozenset[str] | None


def _name_of(call: ast.Call) -> str:
    """`t`, `mark` or `plural`: what the call says, whoever it asks; else an empty name."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    name = call.func.id if isinstance(call.func, ast.Name) else name
    return name if name in {"t", "mark", "plural"} else ""


def _literals(node: ast.expr) -> Iterator[str]:
    """The texts that an expression can be: both sides of `if … else`, `or` and `+`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif isinstance(node, ast.BoolOp):
        for each in node.values:
            yield from _literals(each)
    elif isinstance(node, ast.BinOp):
        yield from (*_literals(node.left), *_literals(node.right))
    elif isinstance(node, ast.JoinedStr):
        yield ast.unparse(node)


def _given(call: ast.Call, name: str) -> frozenset[str] | None:
    """The values by name; None where they cannot be seen here."""
    if name == "mark" or any(keyword.arg is None for keyword in call.keywords):
        return None
    own = {"n"} if name == "plural" else set()
    return frozenset(own | {keyword.arg for keyword in call.keywords if keyword.arg})


def texts_in(source: str, place: str) -> tuple[list[Said], list[str]]:
    """The texts that a module says, and what pybabel cannot extract from it."""
    said, faults = [], []
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
            faults += [
                f"{place}:{each.lineno}: a text inside an f-string: {ast.unparse(each)}"
                for each in inside
                if _name_of(each) and each.args and list(_literals(each.args[0]))
            ]
        if not isinstance(node, ast.Call) or not (name := _name_of(node)) or not node.args:
            continue
        wanted = node.args[: 2 if name == "plural" else 1]
        if all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in wanted):
            forms = tuple(str(each.value) for each in wanted)  # type: ignore[attr-defined]
            said.append(Said(f"{place}:{node.lineno}", forms, _given(node, name)))
        else:
            faults += [
                f"{place}:{node.lineno}: a text that is not a literal: {text}"
                for each in wanted
                for text in _literals(each)
            ]
    return said, faults


def fields_of(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _forms(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def faults_in(sources: Mapping[str, str], catalogues: Mapping[str, str]) -> list[str]:
    """Everything that is wrong between the code and its Dutch catalogues."""
    said: list[Said] = []
    faults: list[str] = []
    for place, source in sources.items():
        found, wrong = texts_in(source, place)
        said += found
        faults += wrong
    dutch: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    for place, text in catalogues.items():
        for message in read_po(io.BytesIO(text.encode()), abort_invalid=True):
            if not message.id:
                continue
            english, translated = _forms(message.id), _forms(message.string)
            if message.fuzzy:
                faults.append(f"{place}: doubtful: {english[0]}")
            if all(translated):
                dutch[english[0]][translated] = place
            if {fields_of(each) for each in english} != {fields_of(each) for each in translated}:
                faults.append(f"{place}: other fields: {english[0]}")
    known = {each.forms[0] for each in said}
    for each in said:
        one, *many = each.forms
        if one and one not in dutch:
            faults.append(f"{each.place}: no Dutch: {one}")
        elif many and any(len(forms) < 2 for forms in dutch[one]):
            faults.append(f"{each.place}: no Dutch plural: {one}")
        if each.given is not None and not fields_of(one) <= each.given:
            faults.append(f"{each.place}: nothing to fill in: {one}")
        if each.given and each.given > fields_of(" ".join(each.forms)):
            faults.append(f"{each.place}: a value too many: {one}")
    for english_text, translations in dutch.items():
        if len(translations) > 1:
            faults.append(f"{', '.join(translations.values())}: two ways: {english_text}")
        if english_text not in known:
            faults.append(f"{', '.join(translations.values())}: not used: {english_text}")
    return faults


def test_every_text_of_the_product_has_dutch_that_fits_and_is_used() -> None:
    paths = [*PACKAGE.rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    sources = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}
    files = (PACKAGE / "words" / "nl").glob("*.po")
    catalogues = {path.name: path.read_text(encoding="utf-8") for path in files}
    assert len(sources) > 50
    assert catalogues
    assert faults_in(sources, catalogues) == []


HEADER = (
    'msgid ""\nmsgstr ""\n"Language: nl\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
)
GOOD = {"a.py": 't("{n} rows", n=3)\nlabel = mark("Row")\nt.plural("{n} cow", "{n} cows", 2)'}
DUTCH = (
    HEADER + 'msgid "{n} rows"\nmsgstr "{n} rijen"\n\nmsgid "Row"\nmsgstr "Rij"\n\n'
    'msgid "{n} cow"\nmsgid_plural "{n} cows"\nmsgstr[0] "{n} koe"\nmsgstr[1] "{n} koeien"\n'
)


def test_the_checker_finds_nothing_where_all_is_well() -> None:
    assert faults_in(GOOD, {"nl.po": DUTCH}) == []


@pytest.mark.parametrize(
    ("cut", "instead", "fault"),
    [
        ('msgid "Row"\nmsgstr "Rij"\n\n', "", "a.py:2: no Dutch: Row"),
        ('msgstr "Rij"', 'msgstr ""', "a.py:2: no Dutch: Row"),
        ('"{n} rijen"', '"{aantal} rijen"', "nl.po: other fields: {n} rows"),
        ('"{n} koe"', '"één koe"', "nl.po: other fields: {n} cow"),
        ('msgid "Row"', '#, fuzzy\nmsgid "Row"', "nl.po: doubtful: Row"),
        ('msgid "Row"', 'msgid "Old"\nmsgstr "Oud"\n\nmsgid "Row"', "nl.po: not used: Old"),
    ],
)
def test_the_checker_finds_what_is_wrong_in_a_catalogue(cut: str, instead: str, fault: str) -> None:
    assert DUTCH.count(cut) == 1
    assert fault in faults_in(GOOD, {"nl.po": DUTCH.replace(cut, instead)})


def test_the_checker_finds_a_text_translated_in_two_ways() -> None:
    other = HEADER + 'msgid "Row"\nmsgstr "Regel"\n'
    assert faults_in(GOOD, {"nl.po": DUTCH, "b.po": other}) == ["nl.po, b.po: two ways: Row"]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('frame.t("Column")', "b.py:1: no Dutch: Column"),
        ('x = f"{t("Row")}: 3"', "b.py:1: a text inside an f-string: t('Row')"),
        ('t("Row" if one else "Rows")', "b.py:1: a text that is not a literal: Rows"),
        ('t(f"Row {n}")', "b.py:1: a text that is not a literal: f'Row {n}'"),
        ('t("{n} rows")', "b.py:1: nothing to fill in: {n} rows"),
        ('t("{n} rows", n=3, m=4)', "b.py:1: a value too many: {n} rows"),
        ('t.plural("Row", "Rows", 2)', "b.py:1: no Dutch plural: Row"),
    ],
)
def test_the_checker_finds_what_is_wrong_in_the_code(source: str, fault: str) -> None:
    source = source.replace('f"{t("Row")}', "f\"{t('Row')}")
    assert fault in faults_in({**GOOD, "b.py": source}, {"nl.po": DUTCH})


@pytest.mark.parametrize("source", ["t(name)", "t(LAYERS[layer])", 'f"{t.number(3)}"', 't(x["a"])'])
def test_the_checker_leaves_alone_what_is_marked_elsewhere(source: str) -> None:
    assert faults_in({**GOOD, "b.py": source}, {"nl.po": DUTCH}) == []


# --- closed lists ---------------------------------------------------------------------------


def silent(members: Any, say: Any) -> list[object]:
    """The members for which there are no words."""

    def has_words(member: object) -> bool:
        try:
            return bool(say(member).strip())
        except (KeyError, AttributeError, TypeError):
            return False

    return [member for member in members if not has_words(member)]


class Pet(StrEnum):
    """A closed list to try the check on."""

    CAT = "cat"
    DOG = "dog"


def test_a_member_whose_words_are_taken_away_is_found() -> None:
    names = {Pet.CAT: "kat", Pet.DOG: "hond"}
    assert silent(Pet, names.__getitem__) == []
    assert silent(Pet, {Pet.CAT: "kat"}.__getitem__) == [Pet.DOG]
    assert silent(Pet, {**names, Pet.DOG: " "}.__getitem__) == [Pet.DOG]


@BOTH
@pytest.mark.parametrize(
    "closed_list",
    [
        State,
        Origin,
        Mismatch,
        Evidence,
        Authority,
        FileKind,
        ChangeKind,
        DecisionKind,
        Status,
        Cause,
    ],
)
def test_every_member_of_a_closed_list_has_a_name(
    language: str, closed_list: type[StrEnum]
) -> None:
    assert silent(closed_list, lambda member: label(member, words(language))) == []


@BOTH
def test_every_layer_of_the_map_has_a_name(language: str) -> None:
    assert silent(Layer, lambda layer: words(language)(LAYERS[layer])) == []


@BOTH
def test_every_problem_says_what_is_wrong_and_how_to_mend_it(language: str) -> None:
    t = words(language)
    for usual in (problem_words._WHAT, problem_words._MEND):
        assert silent(ProblemCode, lambda code, usual=usual: t(usual[code])) == []


def test_a_problem_without_details_is_still_told() -> None:
    """The sentence names only what each problem of its code has: here the simplest of each."""
    problem = Problem(ProblemCode.NOT_A_NUMBER, None, 4, "Gerealiseerd", "twaalf")
    assert "twaalf" in problem_words.message(problem, words("nl"))


@BOTH
def test_every_rule_is_told_as_a_condition_and_as_a_reason(language: str) -> None:
    t = words(language)

    def as_condition(rule: Rule) -> str:
        return rule_words.condition_text(Condition(rule, Fraction(1, 2), Evidence.ASSUMED), t)

    assert silent(Rule, as_condition) == []
    assert set(reason_words._SENTENCES) == set(Rule)
    assert silent(Attribution, lambda each: rule_words.attribution_text(each, t)) == []


@BOTH
def test_every_objection_to_a_decision_says_how_to_mend_it(language: str) -> None:
    t = words(language)
    assert silent(Objection, lambda each: decision_words.objection_text(each, t, 20)) == []


@BOTH
def test_every_reason_to_keep_somebody_out_is_told(language: str) -> None:
    assert silent(Denial, lambda each: login_words.denial_text(each, "anna", words(language))) == []


@BOTH
def test_every_outcome_is_told(language: str) -> None:
    nothing = assess(Account("GM1507"), date(2025, 7, 1), shipped()[0])

    def outcome(member: Outcome) -> str:
        case = replace(nothing, measure=Measure(1), indicated_step=2, outcome=member)
        return reason_words.outcome(case, words(language))

    assert silent(Outcome, outcome) == []
    assert len({outcome(member) for member in Outcome}) == len(Outcome)


# --- errors ---------------------------------------------------------------------------------


def subclasses(of: type[Any]) -> list[type[Any]]:
    return [of, *(each for child in of.__subclasses__() for each in subclasses(child))]


ERRORS = subclasses(errors.SupervisionError)


def test_every_error_of_the_tree_is_worded_and_drawn() -> None:
    assert silent(ERRORS, lambda each: error_words.WORDINGS[each].__name__) == []
    assert [each.__name__ for each in ERRORS if each.__name__ not in (errors.__doc__ or "")] == []


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py"))


@cache
def raised(name: str) -> list[dict[str, ast.expr]]:
    """The fields of an error wherever the code makes one."""
    return [
        {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def values_of(name: str, field: str) -> list[str]:
    literal = [fields.get(field) for fields in raised(name)]
    return sorted({str(each.value) for each in literal if isinstance(each, ast.Constant)})


@BOTH
@pytest.mark.parametrize("kind", values_of("NotFound", "kind"))
def test_every_kind_of_thing_that_can_be_missing_has_a_name(language: str, kind: str) -> None:
    assert "4711" in error_words.message(errors.NotFound(kind=kind, key="4711"), words(language))


@BOTH
@pytest.mark.parametrize("reason", values_of("InvalidRequest", "reason"))
def test_every_reason_to_refuse_a_request_has_words(language: str, reason: str) -> None:
    error = errors.InvalidRequest(name="--what", value="4711", reason=reason)
    said = error_words.message(error, words(language))
    assert "4711" in said or "--what" in said
    assert "{" not in said


@BOTH
@pytest.mark.parametrize("reason", values_of("SettingsInvalid", "reason"))
def test_every_fault_in_the_settings_is_told_in_one_line(language: str, reason: str) -> None:
    error = errors.SettingsInvalid(reason=reason, name="THE_SETTING", value="4711")
    said = error_words.message(error, words(language))
    assert "THE_SETTING" in said or "4711" in said
    assert "{" not in said
    assert "\n" not in said


@BOTH
@pytest.mark.parametrize("error", ERRORS, ids=lambda each: each.__name__)
def test_every_error_is_told_with_the_fields_that_the_code_gives_it(
    language: str, error: type[errors.SupervisionError]
) -> None:
    given = raised(error.__name__)
    for fields in given or [{}]:
        values: dict[str, object] = dict.fromkeys(fields, "4711") | {
            name: value.value for name, value in fields.items() if isinstance(value, ast.Constant)
        }
        fault = errors.Fault("missing", "id", "x.toml", 4, {"key": "id"})
        if "faults" in values:
            values["faults"] = (fault,)
        if error is errors.ThresholdsRefused:
            values["objections"] = (fault,)
        if error is errors.DecisionRefused:
            values["objections"] = tuple(Objection)
        if error is errors.NotFound and values.get("kind") == "4711":
            values["kind"] = "batch"
        if error is errors.InvalidRequest and values.get("reason") == "4711":
            values["reason"] = "too_short"
            values.setdefault("missing", "OIDC")
        if error is errors.NotAdmitted and values.get("reason") == "4711":
            values["reason"] = "idle"
        said = error_words.message(error(**values), words(language))
        assert said
        assert "{" not in said
