"""Deciding from the command line: the contract of DESIGN.md, section 6."""

from __future__ import annotations

import pytest

from tests.cli.office import Office
from tests.supervised import KERKRADE, ROERMOND, VENLO, WHY, first_half_of_2026, until_2026


@pytest.fixture
def desk(office: Office) -> Office:
    """Kerkrade on step 3 with a lapsed term; Roermond and Venlo behind for the first time."""
    until_2026(office.database)
    first_half_of_2026(office.database)
    return office


def decide(desk: Office, code: str, step: int, *options: object, on: str = "2026-11-24"):
    words = ("decide", code, "--to", step, "--on", on, "--rationale", WHY, "--json")
    return desk.run(*words, *options, "--as", "anna")


def standing(desk: Office, code: str, on: str = "2026-11-24") -> dict[str, object]:
    rows = desk.assess(on)["municipalities"]
    return next(row for row in rows if row["code"] == code)


def test_what_is_proposed_is_final_at_once_and_the_assessment_follows(desk: Office) -> None:
    answer = decide(desk, VENLO, 1)
    assert (answer.status, answer.json) == (0, {"decision": 4, "status": "final"})
    found = standing(desk, VENLO)
    assert (found["current_step"], found["proposed_step"]) == (1, 1)
    assert standing(desk, VENLO, "2026-11-23")["current_step"] == 0, "not before its date"


def test_step_4_is_a_draft_until_somebody_else_confirms(desk: Office) -> None:
    assert decide(desk, KERKRADE, 4).json == {"decision": 4, "status": "draft"}
    assert standing(desk, KERKRADE)["current_step"] == 3
    same = desk.run("confirm", 4, "--as", "Anna ", "--json")
    assert (same.status, same.json["problems"][0]["code"]) == (1, "SamePerson")
    other = desk.run("confirm", 4, "--as", "bram", "--json")
    assert (other.status, other.json) == (0, {"decision": 4, "status": "final"})
    found = standing(desk, KERKRADE)
    assert (found["current_step"], found["term_until"]) == (4, "2027-03-16"), "16 weeks"
    again = desk.run("confirm", 4, "--as", "carla", "--json")
    assert (again.status, again.json["problems"][0]["code"]) == (1, "NotWaiting")


def test_a_draft_can_be_rejected_and_another_made(desk: Office) -> None:
    decide(desk, KERKRADE, 4)
    waits = decide(desk, KERKRADE, 4)
    assert [each["code"] for each in waits.json["problems"]] == ["another_waits"]
    rejected = desk.run("reject", 4, "--reason", "eerst overleg", "--as", "bram", "--json")
    assert rejected.json == {"decision": 4, "status": "rejected"}
    assert decide(desk, KERKRADE, 4).json == {"decision": 5, "status": "draft"}


def test_every_objection_is_told_at_once_and_nothing_changes(desk: Office) -> None:
    before = desk.assess("2026-11-24")
    answer = desk.run(
        *("decide", ROERMOND, "--to", 3, "--on", "2027-01-01", "--rationale", "kort"),
        *("--named", 4, "--json", "--as", "anna"),
    )
    assert answer.status == 1
    assert [each["code"] for each in answer.json["problems"]] == [
        "rationale_too_short",
        "deviation_needed",
        "in_the_future",
        "number_incomplete",
    ]
    assert all(each["message"] for each in answer.json["problems"])
    assert desk.assess("2026-11-24") == before
    assert desk.run("decisions", "--json").json[-1]["decision"] == 3


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--to", 7), "no_such_step"),
        (("--to", 1, "--term", "2026-11-24"), "term_too_early"),
        (("--to", 0, "--deviation", "klein", "--term", "2026-12-24"), "term_off_the_ladder"),
        (("--to", 1, "--named", 0, "--counted-from", "2026-11-24"), "number_impossible"),
        (("--to", 1, "--corrects", 1), "not_the_last"),
        (("--to", 6, "--deviation", "meteen uitvoeren"), "urgency_needed"),
    ],
)
def test_a_single_objection(desk: Office, options: tuple[object, ...], code: str) -> None:
    answer = desk.run(
        *("decide", VENLO, "--on", "2026-11-24", "--rationale", WHY, "--json", "--as", "anna"),
        *options,
    )
    assert (answer.status, [each["code"] for each in answer.json["problems"]]) == (1, [code])


def test_a_term_in_a_weekend_moves_and_a_number_takes_it_off_the_ladder(desk: Office) -> None:
    decide(desk, VENLO, 1, "--term", "2026-12-05", "--named", 3, "--counted-from", "2026-07-01")
    assert standing(desk, VENLO)["term_until"] == "2026-12-07", "a Saturday becomes a Monday"
    rules = {each["rule"]: each for each in standing(desk, VENLO)["reasons"]}
    assert rules["way_off"]["values"]["persons"] in (3, 14)


def test_an_excuse_freezes_the_step_as_long_as_it_lasts(desk: Office) -> None:
    answer = desk.run(
        *("excuse", KERKRADE, "--cause", "force_majeure", "--from", "2026-11-01"),
        *("--until", "2026-12-31", "--note", "brand in het opvanggebouw", "--as", "anna"),
        "--json",
    )
    assert (answer.status, answer.json) == (0, {"excuse": 1})
    for on, excused, proposed in (("2026-11-24", True, 3), ("2027-01-01", False, 3)):
        found = standing(desk, KERKRADE, on)
        assert (found["excused"], found["proposed_step"]) == (excused, proposed)
    assert standing(desk, KERKRADE, "2026-10-31")["proposed_step"] == 4
    assert desk.run("withdraw-excuse", 1, "--reason", "vergissing", "--as", "bram").status == 0
    assert standing(desk, KERKRADE)["proposed_step"] == 4
    twice = desk.run("withdraw-excuse", 1, "--reason", "vergissing", "--as", "bram")
    assert twice.status == 1


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        (("decide", "GM9999", "--to", 1, "--on", "2026-11-24", "--rationale", WHY), 1),
        (("confirm", 99), 1),
        (("reject", 99, "--reason", "bestaat niet"), 1),
        (("withdraw-excuse", 99, "--reason", "bestaat niet"), 1),
        (("decide", VENLO, "--to", "x", "--on", "2026-11-24", "--rationale", WHY), 2),
        (("decide", VENLO, "--to", 1, "--rationale", WHY), 2),
        (("excuse", VENLO, "--cause", "zomaar", "--from", "2026-11-01"), 2),
    ],
)
def test_what_is_not_there_is_refused_and_what_is_no_request_is_wrong_usage(
    desk: Office, verb: tuple[object, ...], status: int
) -> None:
    assert desk.run(*verb).status == status


def test_the_rationale_and_the_people_are_in_the_list(desk: Office) -> None:
    decide(desk, KERKRADE, 4)
    desk.run("confirm", 4, "--as", "bram")
    last = desk.run("decisions", "--json").json[-1]
    assert (last["rationale"], last["recorded_by"], last["verdict_by"]) == (WHY, "anna", "bram")
    assert (last["ruleset"], last["ruleset_version"]) == ("limburg-2013", "1")
    assert "opschalen" in desk.run("decisions").text
