"""Rule set files: the shipped one is DESIGN.md's table, and faulty ones are refused by name."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.ruleset import (
    Authority,
    Evidence,
    Rule,
    RuleSet,
    StepKey,
    TermRule,
    Threshold,
    in_force,
)
from supervision.domain.vintages import Attribution
from supervision.errors import Fault, NotFound, RuleSetInvalid
from supervision.rulesets import FOLDER, find_ruleset, read_ruleset, shipped
from supervision.rulesets.schema import Document, Enter, StepTable, Term
from supervision.words import words
from supervision.words.errors import message
from supervision.words.faults import fault_text

DUTCH = words("nl")
LIMBURG = find_ruleset("limburg-2013")
SHIPPED = (FOLDER / "limburg-2013.toml").read_text(encoding="utf-8")
E = Evidence


# --- the shipped rule set -------------------------------------------------------------------


def test_every_shipped_rule_set_loads_and_ids_with_versions_are_unique() -> None:
    keys = [(each.id, each.version) for each in shipped()]
    assert ("limburg-2013", "1") in keys
    assert len(set(keys)) == len(keys) == len(list(FOLDER.glob("*.toml")))


@pytest.mark.parametrize(
    ("number", "conditions", "term"),
    [
        (1, {Rule.BACKLOG_PERSONS: (1, E.NATIONAL)}, None),
        (
            2,
            {
                Rule.BACKLOG_PERSONS: (5, E.ASSUMED),
                Rule.BACKLOG_SHARE: (Fraction(1, 10), E.ASSUMED),
                Rule.FIRST_MONTH_BELOW_PACE: (True, E.PRACTICE),
            },
            TermRule(next_reference_date=True),
        ),
        (
            3,
            {
                Rule.MISSED_IN_A_ROW: (2, E.ASSUMED),
                Rule.BACKLOG_NOT_SHRINKING: (True, E.PRACTICE),
            },
            TermRule(half_years=1),
        ),
        (
            4,
            {
                Rule.MISSED_IN_A_ROW: (3, E.ASSUMED),
                Rule.AT_STEP: (3, E.PRACTICE),
                Rule.TERM_EXPIRED: (True, E.PRACTICE),
            },
            TermRule(weeks=16),
        ),
        (
            5,
            {Rule.AT_STEP: (4, E.NATIONAL), Rule.TERM_EXPIRED: (True, E.NATIONAL)},
            TermRule(weeks=12),
        ),
        (6, {Rule.AT_STEP: (5, E.NATIONAL), Rule.TERM_EXPIRED: (True, E.NATIONAL)}, None),
    ],
)
def test_the_thresholds_of_limburg_2013_are_those_of_the_design(
    number: int, conditions: dict[Rule, tuple[Threshold, Evidence]], term: TermRule | None
) -> None:
    step = LIMBURG.step(number)
    assert {each.rule: (each.threshold, each.evidence) for each in step.enter} == conditions
    assert step.term == term


def test_the_steps_are_the_national_ladder_and_the_executive_decides_from_step_4_on() -> None:
    assert [(step.number, step.key) for step in LIMBURG.steps] == list(enumerate(StepKey, 1))
    executive = [step.number for step in LIMBURG.steps if step.actor is Authority.EXECUTIVE]
    assert executive == [4, 5, 6]


def test_each_step_has_a_name_in_two_languages_a_legal_basis_and_a_source() -> None:
    for step in LIMBURG.steps:
        assert set(step.name) == {"nl", "en"}
        assert all([step.name["nl"], step.name["en"], step.legal_basis, step.source])
        assert all(each.evidence in Evidence for each in step.enter)


def test_before_step_1_stands_a_preventive_flag_for_who_is_behind_pace() -> None:
    (condition,) = LIMBURG.preventive
    assert (condition.rule, condition.threshold) == (Rule.BEHIND_PACE, True)
    assert condition.evidence is Evidence.FRAMEWORK
    assert LIMBURG.preventive_source


def test_the_framework_of_limburg_is_of_1_october_2013_and_never_skips() -> None:
    assert (LIMBURG.reference, LIMBURG.adopted) == ("2013-53186", date(2013, 10, 1))
    assert LIMBURG.attribution is Attribution.CURRENT_FIRST
    assert not LIMBURG.may_skip
    assert LIMBURG.valid_until is None


def test_a_rule_set_is_found_by_id_or_by_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SHIPPED.replace('"limburg-2013"', '"mine"'), encoding="utf-8")
    assert find_ruleset("limburg-2013") is LIMBURG
    assert find_ruleset(str(path)).id == "mine"
    with pytest.raises(NotFound):
        find_ruleset("limburg-1813")


# --- which one applies ----------------------------------------------------------------------


def valid(since: str, until: str | None = None) -> RuleSet:
    day = date.fromisoformat
    return replace(
        LIMBURG, id=since, valid_from=day(since), valid_until=day(until) if until else None
    )


@pytest.mark.parametrize(
    ("on", "applies"),
    [
        ("2013-10-01", "2013-10-01"),
        ("2024-12-31", "2013-10-01"),
        ("2025-01-01", "2025-01-01"),
        ("2025-06-30", "2025-01-01"),
        ("2025-07-01", "2013-10-01"),
    ],
    ids=[
        "from the first day of the old one",
        "until the day before the new one",
        "from the first day of the new one",
        "up to its last day",
        "and then the old one, which has no end, again",
    ],
)
def test_the_rules_in_force_are_those_that_took_effect_last(on: str, applies: str) -> None:
    rulesets = [valid("2025-01-01", "2025-06-30"), valid("2013-10-01")]
    assert in_force(rulesets, date.fromisoformat(on)).id == applies


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (
            "2013-09-30",
            "Op 30 september 2013 gold nog geen kader; het eerste ging in op 1 oktober 2013. "
            "Kies een latere datum.",
        ),
        (
            "2020-01-01",
            "Op 1 januari 2020 gold geen kader. Kies een andere datum, of voeg het kader van toen "
            "toe aan data/rulesets.",
        ),
    ],
    ids=["before the first", "between two"],
)
def test_where_no_rules_are_in_force_it_says_so_in_words(on: str, said: str) -> None:
    rulesets = [valid("2013-10-01", "2019-12-31"), valid("2020-01-02")]
    with pytest.raises(NotFound) as caught:
        in_force(rulesets, date.fromisoformat(on))
    assert message(caught.value, DUTCH) == said


# --- faulty files ---------------------------------------------------------------------------


def faults_of(folder: Path, text: str) -> tuple[Fault, ...]:
    """The faults of a file with this text; in both languages each of them can be told."""
    path = folder / "faulty.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleSetInvalid) as caught:
        read_ruleset(path)
    for language in ("nl", "en"):
        told = message(caught.value, words(language))
        assert told.count("\n- faulty.toml, ") == len(caught.value.fields["faults"])
    faults: tuple[Fault, ...] = caught.value.fields["faults"]
    return faults


def changed(old: str, new: str) -> str:
    assert SHIPPED.count(old) >= 1, old
    return SHIPPED.replace(old, new, 1)


def line_with(text: str, part: str) -> int:
    """The line of the file on which this stands for the first time."""
    return text[: text.index(part)].count("\n") + 1


FAULTY = {
    "an unknown condition": (
        ("{ backlog_persons = 1 }", "{ backlog_people = 1 }"),
        ("steps.1.enter.backlog_people", "extra_forbidden"),
    ),
    "a negative threshold": (
        ("{ backlog_persons = 1 }", "{ backlog_persons = -1 }"),
        ("steps.1.enter.backlog_persons", "out_of_range"),
    ),
    "a threshold of zero": (
        ("{ backlog_persons = 1 }", "{ backlog_persons = 0 }"),
        ("steps.1.enter.backlog_persons", "out_of_range"),
    ),
    "more persons than there are": (
        ("{ backlog_persons = 1 }", "{ backlog_persons = 100001 }"),
        ("steps.1.enter.backlog_persons", "out_of_range"),
    ),
    "a threshold as text": (
        ("{ backlog_persons = 1 }", '{ backlog_persons = "1" }'),
        ("steps.1.enter.backlog_persons", "int_type"),
    ),
    "half a person": (
        ("{ backlog_persons = 1 }", "{ backlog_persons = 1.5 }"),
        ("steps.1.enter.backlog_persons", "int_type"),
    ),
    "a flag where a number belongs": (
        ("{ backlog_persons = 1 }", "{ backlog_persons = true }"),
        ("steps.1.enter.backlog_persons", "int_type"),
    ),
    "a step without conditions": (
        ("enter = { backlog_persons = 1 }", "enter = { }"),
        ("steps.1.enter", "no_conditions"),
    ),
    "conditions that are no table": (
        ("enter = { backlog_persons = 1 }", "enter = 1"),
        ("steps.1.enter", "model_type"),
    ),
    "a share of more than everything": (
        ("backlog_share = 0.10", "backlog_share = 1.5"),
        ("steps.2.enter.backlog_share", "share"),
    ),
    "a share of nothing": (
        ("backlog_share = 0.10", "backlog_share = 0"),
        ("steps.2.enter.backlog_share", "share"),
    ),
    "a negative share": (
        ("backlog_share = 0.10", "backlog_share = -0.10"),
        ("steps.2.enter.backlog_share", "share"),
    ),
    "a share that is no number": (
        ("backlog_share = 0.10", "backlog_share = nan"),
        ("steps.2.enter.backlog_share", "share"),
    ),
    "a share too small for memory": (
        ("backlog_share = 0.10", "backlog_share = 1e-999999999"),
        ("steps.2.enter.backlog_share", "share"),
    ),
    "a share as text": (
        ("backlog_share = 0.10", 'backlog_share = "0.10"'),
        ("steps.2.enter.backlog_share", "share"),
    ),
    "a flag that is false": (
        ("first_month_below_pace = true }", "first_month_below_pace = false }"),
        ("steps.2.enter.first_month_below_pace", "flag"),
    ),
    "a flag as a number": (
        ("{ behind_pace = true }", "{ behind_pace = 1 }"),
        ("preventive.enter.behind_pace", "flag"),
    ),
    "a step that does not exist": (
        ("at_step = 3", "at_step = 7"),
        ("steps.4.enter.at_step", "less_than_equal"),
    ),
    "two terms": (
        ("term = { weeks = 16 }", "term = { weeks = 16, half_years = 1 }"),
        ("steps.4.term", "one_term"),
    ),
    "an empty term": (("term = { weeks = 16 }", "term = { }"), ("steps.4.term", "one_term")),
    "a term of zero weeks": (
        ("term = { weeks = 16 }", "term = { weeks = 0 }"),
        ("steps.4.term.weeks", "out_of_range"),
    ),
    "a term that no calendar holds": (
        ("term = { weeks = 16 }", "term = { weeks = 999999999 }"),
        ("steps.4.term.weeks", "out_of_range"),
    ),
    "an unknown unit of time": (
        ("term = { weeks = 16 }", "term = { days = 16 }"),
        ("steps.4.term.days", "extra_forbidden"),
    ),
    "an empty source": (
        ('source = "Praktijk van Zuid-Holland en Noord-Holland"', 'source = ""'),
        ("steps.4.source", "string_too_short"),
    ),
    "unknown evidence": (
        ('evidence = "national"', 'evidence = "hearsay"'),
        ("steps.1.evidence", "enum"),
    ),
    "an unknown actor": (('actor = "staff"', 'actor = "mayor"'), ("steps.1.actor", "enum")),
    "an unknown key of a step": (
        ('key = "signal"', 'key = "warning"'),
        ("steps.1.key", "enum"),
    ),
    "a step number that does not follow": (
        ("number = 2", "number = 3"),
        ("steps.2.number", "step_out_of_order"),
    ),
    "a step number that is true": (
        ("number = 1\n", "number = true\n"),
        ("steps.1.number", "int_type"),
    ),
    "a step number as text": (("number = 1\n", 'number = "1"\n'), ("steps.1.number", "int_type")),
    "valid_until before valid_from": (
        ("valid_from = 2013-10-01\n", "valid_from = 2013-10-01\nvalid_until = 2013-09-30\n"),
        ("valid_until", "ends_before_it_begins"),
    ),
    "no date": (("adopted = 2013-10-01", 'adopted = "yesterday"'), ("adopted", "date_type")),
    "a date as a number": (
        ("adopted = 2013-10-01", "adopted = 1380585600"),
        ("adopted", "date_type"),
    ),
    "a moment where a day belongs": (
        ("adopted = 2013-10-01", "adopted = 2013-10-01T00:00:00Z"),
        ("adopted", "date_type"),
    ),
    "an empty id": (('id = "limburg-2013"', 'id = ""'), ("id", "string_too_short")),
    "an id that is no text": (('id = "limburg-2013"', "id = 2013"), ("id", "string_type")),
    "a version that says nothing": (('version = "1"', 'version = ""'), ("version", "version")),
    "an unknown attribution": (
        ('attribution = "current-first"', 'attribution = "newest"'),
        ("attribution", "enum"),
    ),
    "a switch that is neither on nor off": (
        ("may_skip = false", 'may_skip = "perhaps"'),
        ("may_skip", "bool_type"),
    ),
    "a switch as a number": (("may_skip = false", "may_skip = 1"), ("may_skip", "bool_type")),
    "an unknown key at the top": (
        ('note = "De tekst', 'notes = "De tekst'),
        ("notes", "extra_forbidden"),
    ),
    "a misspelt preventive flag": (
        ("[preventive]", "[prevention]"),
        ("prevention", "extra_forbidden"),
    ),
    "evidence for a condition that is not there": (
        (
            'enter_evidence = { missed_in_a_row = "assumed" }',
            'enter_evidence = { backlog_share = "assumed" }',
        ),
        ("steps.3.enter_evidence.backlog_share", "stray_evidence"),
    ),
    "evidence for what is no condition": (
        (
            'enter_evidence = { missed_in_a_row = "assumed" }',
            'enter_evidence = { the_weather = "assumed" }',
        ),
        ("steps.3.enter_evidence.the_weather", "enum"),
    ),
    "not TOML": (("[preventive]", "[preventive"), ("", "toml")),
    "a value that is not there": (("may_skip = false", "may_skip ="), ("", "toml")),
}


@pytest.mark.parametrize(("change", "fault"), FAULTY.values(), ids=FAULTY)
def test_a_file_is_refused_at_the_line_of(
    tmp_path: Path, change: tuple[str, str], fault: tuple[str, str]
) -> None:
    text = changed(*change)
    found = [(each.where, each.what, each.line) for each in faults_of(tmp_path, text)]
    last_line = line_with(text, change[1]) + change[1].rstrip("\n").count("\n")
    assert (*fault, last_line) in found


@pytest.mark.parametrize(
    ("old", "new", "where", "table"),
    [
        (
            'source = "Praktijk van Zuid-Holland en Noord-Holland"\n',
            "",
            "steps.4.source",
            "[[steps]]\nnumber = 4",
        ),
        ('nl = "Signaleren", ', "", "steps.1.name.nl", 'name = { en = "Signal" }'),
        ('source = "Beleidskader', 'note = "Beleidskader', "preventive.source", "[preventive]"),
        ('version = "1"\n', "", "version", "# Default rule set."),
    ],
    ids=["the source of a step", "a name in Dutch", "the source of the flag", "a version"],
)
def test_what_is_missing_is_told_at_the_line_where_its_table_begins(
    tmp_path: Path, old: str, new: str, where: str, table: str
) -> None:
    text = changed(old, new)
    (fault,) = faults_of(tmp_path, text)
    assert (fault.where, fault.what, fault.line) == (where, "missing", line_with(text, table))


def test_a_fault_is_told_with_what_was_found_what_was_expected_and_how_to_mend_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "limburg-2014.toml"
    path.write_text(changed("backlog_share = 0.10", "backlog_share = 10"), encoding="utf-8")
    with pytest.raises(RuleSetInvalid) as caught:
        read_ruleset(path)
    assert message(caught.value, DUTCH).splitlines() == [
        "Het kader kan niet worden gebruikt. Verbeter het bestand; data/rulesets/README.md zegt "
        "hoe.",
        "- limburg-2014.toml, regel 41, steps.2.enter.backlog_share: 10 is geen aandeel. Schrijf "
        "een getal boven 0 en ten hoogste 1, met ten hoogste zes decimalen, zoals 0.10 voor tien "
        "procent.",
    ]
    assert "limburg-2014.toml, line 41, steps.2.enter.backlog_share: 10 is not a share. " in (
        message(caught.value, words("en"))
    )


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = changed("{ backlog_persons = 1 }", "{ backlog_persons = -1 }")
    text = text.replace("at_step = 4", "at_step = 9").replace("weeks = 16", "weeks = -16")
    assert {each.where for each in faults_of(tmp_path, text)} == {
        "steps.1.enter.backlog_persons",
        "steps.5.enter.at_step",
        "steps.4.term.weeks",
    }


def test_steps_are_told_apart_by_number_when_all_of_them_stand_in_the_wrong_place(
    tmp_path: Path,
) -> None:
    first, second = SHIPPED.index("[[steps]]\nnumber = 1"), SHIPPED.index("[[steps]]\nnumber = 2")
    third = SHIPPED.index("[[steps]]\nnumber = 3")
    text = SHIPPED[:first] + SHIPPED[second:third] + SHIPPED[first:second] + SHIPPED[third:]
    found = faults_of(tmp_path, text)
    assert [(each.where, each.line) for each in found] == [
        ("steps.1.number", line_with(text, "number = 2")),
        ("steps.2.number", line_with(text, "number = 1")),
    ]


@pytest.mark.parametrize(
    ("content", "what", "line"),
    [
        (b'id = "x"\nname = "\xff"\n', "not_text", 2),
        (b'id = "x"\nname = 1 2\n', "toml", 2),
        (b'id = "x"\nid = "y"\n', "toml", 2),
        (b'id = "x"\n\nname = """\n', "toml", 3),
        (b"id = " + b"9" * 5000, "toml", None),
        (b"id = " + b"[" * 5000, "toml", None),
        (b"id = 1e99999999999999999999", "toml", None),
    ],
    ids=[
        "no UTF-8",
        "two values",
        "a key twice",
        "a text that never ends",
        "a number of five thousand figures",
        "five thousand brackets",
        "a number without size",
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, content: bytes, what: str, line: int | None
) -> None:
    path = tmp_path / "unreadable.toml"
    path.write_bytes(content)
    with pytest.raises(RuleSetInvalid) as caught:
        read_ruleset(path)
    (fault,) = caught.value.fields["faults"]
    assert (fault.what, fault.line) == (what, line)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleSetInvalid) as caught:
        read_ruleset(tmp_path)
    (fault,) = caught.value.fields["faults"]
    assert fault.what == "unreadable"


def test_a_kind_of_fault_without_words_is_told_in_those_of_the_library() -> None:
    fault = Fault("brand_new", "id", "x.toml", 4, {"reason": "Input should be nicer"})
    assert fault_text(fault, DUTCH) == "x.toml, regel 4, id: Input should be nicer"


def test_a_share_is_read_exactly_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "thirds.toml"
    path.write_text(changed("backlog_share = 0.10", "backlog_share = 0.333"), encoding="utf-8")
    shares = [each.threshold for each in read_ruleset(path).step(2).enter]
    assert Fraction(333, 1000) in shares


def test_without_a_preventive_table_who_is_behind_pace_is_flagged(tmp_path: Path) -> None:
    path = tmp_path / "plain.toml"
    start, end = SHIPPED.index("[preventive]"), SHIPPED.index("[[steps]]")
    path.write_text(SHIPPED[:start] + SHIPPED[end:], encoding="utf-8")
    assert read_ruleset(path).preventive == LIMBURG.preventive


# --- any document at all ----------------------------------------------------------------------

PLAIN = st.one_of(
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.text(max_size=8),
    st.dates(),
    st.datetimes(),
)
KEYS = [*Document.model_fields, *StepTable.model_fields, *Enter.model_fields, *Term.model_fields]
NAMES = st.sampled_from([*KEYS, "nl", "en", "assumed", "coa"])
ANYTHING = st.recursive(
    PLAIN | NAMES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=12,
)


def in_toml(value: object) -> str:
    """A value as TOML, tables inline."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, Decimal):
        return str(value).lower() if value.is_finite() else ("nan" if value.is_nan() else "inf")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(in_toml(each) for each in value)}]"
    if isinstance(value, dict):
        pairs = (f"{in_toml(key)} = {in_toml(each)}" for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return str(value)


def faults_in(folder: Path, content: bytes) -> tuple[Fault, ...]:
    """The faults of a file, none where it is a rule set; any other exception fails the test."""
    path = folder / "any.toml"
    path.write_bytes(content)
    try:
        read_ruleset(path)
    except RuleSetInvalid as refused:
        faults: tuple[Fault, ...] = refused.fields["faults"]
        return faults
    return ()


@given(document=st.dictionaries(NAMES | st.text(max_size=4), ANYTHING, max_size=6))
def test_any_document_gives_a_rule_set_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, document: dict[str, object]
) -> None:
    text = "".join(f"{in_toml(key)} = {in_toml(value)}\n" for key, value in document.items())
    for fault in faults_in(tmp_path_factory.getbasetemp(), text.encode()):
        assert fault_text(fault, DUTCH).startswith("any.toml")


@given(content=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode()))
def test_any_bytes_give_a_rule_set_or_are_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    for fault in faults_in(tmp_path_factory.getbasetemp(), content):
        assert fault_text(fault, DUTCH).startswith("any.toml")


LINES = SHIPPED.splitlines()


@given(
    line=st.sampled_from([n for n, each in enumerate(LINES) if " = " in each and each[0] != "#"]),
    value=ANYTHING,
)
def test_the_shipped_file_with_any_value_anywhere_is_read_or_refused_at_that_line(
    tmp_path_factory: pytest.TempPathFactory, line: int, value: object
) -> None:
    key, _ = LINES[line].split(" = ", 1)
    text = "\n".join([*LINES[:line], f"{key} = {in_toml(value)}", *LINES[line + 1 :]])
    # Steps out of order are told at their number, evidence without condition where it stands.
    beside = {"key": line, "enter": line + 2}.get(key)
    found = {fault.line for fault in faults_in(tmp_path_factory.getbasetemp(), text.encode())}
    assert found <= {line + 1, beside}
