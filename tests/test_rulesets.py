"""Rule set files: the shipped one is DESIGN.md's table, and faulty ones are refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

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
from supervision.errors import NotFound, RuleSetInvalid
from supervision.rulesets import FOLDER, find_ruleset, read_ruleset, shipped

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


def test_before_the_first_rule_set_none_is_in_force() -> None:
    with pytest.raises(NotFound):
        in_force([valid("2013-10-01")], date(2013, 9, 30))


# --- faulty files ---------------------------------------------------------------------------


def refused(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    """Where and what the faults of this file are."""
    path = tmp_path / "faulty.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleSetInvalid) as caught:
        read_ruleset(path)
    assert caught.value.fields["file"] == "faulty.toml"
    return [(fault.where, fault.what) for fault in caught.value.fields["faults"]]


def changed(old: str, new: str) -> str:
    assert SHIPPED.count(old) >= 1, old
    return SHIPPED.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        (
            "enter = { backlog_persons = 1 }",
            "enter = { backlog_people = 1 }",
            "steps.0.enter.backlog_people",
            "extra_forbidden",
        ),
        (
            "{ backlog_persons = 1 }",
            "{ backlog_persons = -1 }",
            "steps.0.enter.backlog_persons",
            "greater_than_equal",
        ),
        (
            "{ backlog_persons = 1 }",
            "{ backlog_persons = 0 }",
            "steps.0.enter.backlog_persons",
            "greater_than_equal",
        ),
        (
            "{ backlog_persons = 1 }",
            '{ backlog_persons = "1" }',
            "steps.0.enter.backlog_persons",
            "int_type",
        ),
        (
            "{ backlog_persons = 1 }",
            "{ backlog_persons = 1.5 }",
            "steps.0.enter.backlog_persons",
            "int_type",
        ),
        (
            "{ backlog_persons = 1 }",
            "{ backlog_persons = true }",
            "steps.0.enter.backlog_persons",
            "int_type",
        ),
        ("{ backlog_persons = 1 }", "{ }", "steps.0.enter", "value_error"),
        (
            "backlog_share = 0.10",
            "backlog_share = 1.5",
            "steps.1.enter.backlog_share",
            "less_than_equal",
        ),
        (
            "backlog_share = 0.10",
            "backlog_share = 0",
            "steps.1.enter.backlog_share",
            "greater_than",
        ),
        (
            "backlog_share = 0.10",
            "backlog_share = nan",
            "steps.1.enter.backlog_share",
            "finite_number",
        ),
        (
            "first_month_below_pace = true }",
            "first_month_below_pace = false }",
            "steps.1.enter.first_month_below_pace",
            "value_error",
        ),
        ("at_step = 3", "at_step = 7", "steps.3.enter.at_step", "less_than_equal"),
        (
            "term = { weeks = 16 }",
            "term = { weeks = 16, half_years = 1 }",
            "steps.3.term",
            "value_error",
        ),
        ("term = { weeks = 16 }", "term = { }", "steps.3.term", "value_error"),
        ("term = { weeks = 16 }", "term = { weeks = 0 }", "steps.3.term.weeks", None),
        ("term = { weeks = 16 }", "term = { days = 16 }", "steps.3.term.days", None),
        ('source = "Praktijk van Zuid', 'sauce = "Praktijk van Zuid', "steps.3.source", "missing"),
        (
            'source = "Praktijk van Zuid-Holland en Noord-Holland"',
            'source = ""',
            "steps.3.source",
            "string_too_short",
        ),
        ('evidence = "national"', 'evidence = "hearsay"', "steps.0.evidence", "enum"),
        ('actor = "staff"', 'actor = "mayor"', "steps.0.actor", "enum"),
        ('nl = "Signaleren", ', "", "steps.0.name.nl", "missing"),
        ("number = 2", "number = 3", "", "value_error"),
        ('key = "signal"', 'key = "information"', "", "value_error"),
        ('key = "signal"', 'key = "warning"', "steps.0.key", "enum"),
        ("valid_from = 2013-10-01", "valid_from = 2013-10-01\nvalid_until = 2013-09-30", "", None),
        ("adopted = 2013-10-01", 'adopted = "yesterday"', "adopted", None),
        ('id = "limburg-2013"', 'id = ""', "id", "string_too_short"),
        ('version = "1"\n', "", "version", None),
        ('attribution = "current-first"', 'attribution = "newest"', "attribution", "enum"),
        ("may_skip = false", 'may_skip = "perhaps"', "may_skip", None),
        ("may_skip = false", "may_skip = false\nmay_jump = true", "may_jump", "extra_forbidden"),
        ("[preventive]", "[prevention]", "prevention", "extra_forbidden"),
        ("[preventive]", "[preventive", "", "toml"),
        ("may_skip = false", "may_skip = 1", "may_skip", None),
        ("number = 1\n", "number = true\n", "steps.0.number", None),
        ("number = 1\n", 'number = "1"\n', "steps.0.number", None),
        ("backlog_share = 0.10", 'backlog_share = "0.10"', "steps.1.enter.backlog_share", None),
        ("adopted = 2013-10-01", "adopted = 1380585600", "adopted", None),
        ("{ behind_pace = true }", "{ behind_pace = 1 }", "preventive.enter.behind_pace", None),
        (
            'enter_evidence = { missed_in_a_row = "assumed" }',
            'enter_evidence = { backlog_share = "assumed" }',
            "steps.2",
            "value_error",
        ),
    ],
    ids=[
        "an unknown condition",
        "a negative threshold",
        "a threshold of zero",
        "a threshold as text",
        "half a person",
        "a flag where a number belongs",
        "a step without conditions",
        "a share of more than everything",
        "a share of nothing",
        "a share that is no number",
        "a flag that is false",
        "a step that does not exist",
        "two terms",
        "an empty term",
        "a term of zero weeks",
        "an unknown unit of time",
        "no source",
        "an empty source",
        "unknown evidence",
        "an unknown actor",
        "no Dutch name",
        "steps in the wrong order",
        "a step twice",
        "an unknown key",
        "valid_until before valid_from",
        "no date",
        "no id",
        "no version",
        "an unknown attribution",
        "a switch that is neither on nor off",
        "an unknown key at the top",
        "a misspelt preventive flag",
        "not TOML",
        "a switch as a number",
        "a step number that is true",
        "a step number as text",
        "a share as text",
        "a date as a number",
        "a flag as a number",
        "evidence for a condition that is not there",
    ],
)
def test_a_file_is_refused_with(
    tmp_path: Path, old: str, new: str, where: str, what: str | None
) -> None:
    faults = refused(tmp_path, changed(old, new))
    assert where in [at for at, _ in faults] or any(at.startswith(f"{where}.") for at, _ in faults)
    if what is not None:
        assert what in [kind for _, kind in faults]


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "image.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleSetInvalid):
        read_ruleset(path)


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    text = changed("{ backlog_persons = 1 }", "{ backlog_persons = -1 }")
    text = text.replace("at_step = 4", "at_step = 9").replace("weeks = 16", "weeks = -16")
    assert {where for where, _ in refused(tmp_path, text)} == {
        "steps.0.enter.backlog_persons",
        "steps.4.enter.at_step",
        "steps.3.term.weeks",
    }


def test_a_share_is_read_exactly_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "thirds.toml"
    path.write_text(changed("backlog_share = 0.10", "backlog_share = 0.333"), encoding="utf-8")
    shares = [each.threshold for each in read_ruleset(path).step(2).enter]
    assert Fraction(333, 1000) in shares
