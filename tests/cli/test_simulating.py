"""`simulate` with other thresholds: the contract stays, and what would have differed is added."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.office import Office

SIMULATE = ("simulate", "--ruleset", "limburg-2013")


def steps(document: Any) -> dict[str, dict[str, int]]:
    """The step of each municipality on each date."""
    return {
        each["code"]: {point["on"]: point["step"] for point in each["path"]}
        for each in document["municipalities"]
    }


def test_without_set_it_only_adds_the_counts_to_the_contract(samples: Office) -> None:
    document = samples.run(*SIMULATE, "--json").json
    assert list(document) == ["ruleset", "ruleset_version", "sample", "municipalities", "counts"]
    assert document["sample"] is True
    by_code = steps(document)
    for each in document["counts"]:
        on = [path[each["on"]] for path in by_code.values()]
        assert sum(each["steps"].values()) + each["unknown"] == len(on) == 31
        assert {step: on.count(int(step)) for step in "123456"} == {
            step: each["steps"][step] for step in "123456"
        }


def test_set_gives_the_path_under_the_other_thresholds_and_what_differs(samples: Office) -> None:
    usual = samples.run(*SIMULATE, "--json").json
    document = samples.run(
        *SIMULATE, "--set", "2.backlog_persons=8", "--set", "1.backlog_persons=3", "--json"
    ).json
    assert document["set"] == {"2.backlog_persons": 8, "1.backlog_persons": 3}
    assert (document["ruleset"], document["ruleset_version"]) == ("limburg-2013", "1+variant")
    assert document["against"] == {
        "ruleset": "limburg-2013",
        "ruleset_version": "1",
        "counts": usual["counts"],
    }
    before, after = steps(usual), steps(document)
    assert document["differences"]
    assert document["differences"] == [
        {"code": code, "on": on, "step": step, "step_under_the_rules": before[code][on]}
        for code, path in after.items()
        for on, step in path.items()
        if step != before[code][on]
    ]


def test_the_reasons_name_the_variant_and_call_its_thresholds_assumed(samples: Office) -> None:
    document = samples.run(*SIMULATE, "--set", "1.backlog_persons=3", "--json").json
    reasons = [
        reason
        for each in document["municipalities"]
        for point in each["path"]
        for reason in point["reasons"]
    ]
    changed = [each for each in reasons if each["rule"] == "step_1.backlog_persons"]
    assert changed
    assert {each["values"]["evidence"] for each in changed} == {"assumed"}
    assert {each["values"]["threshold"] for each in changed} == {3}
    assert {each["values"]["ruleset_version"] for each in reasons} == {"1+variant"}


def test_everything_that_cannot_be_is_a_problem_at_once(samples: Office) -> None:
    answer = samples.run(
        *SIMULATE, "--set", "2.backlog_persons=-1", "--set", "2.backlog_share=2", "--json"
    )
    assert answer.status == 1
    codes, said = zip(
        *((each["code"], each["message"]) for each in answer.json["problems"]), strict=True
    )
    assert codes == ("impossible_count", "impossible_share")
    assert "(2.backlog_persons): -1 kan niet." in said[0]
    assert "(2.backlog_share): 2 kan niet." in said[1]


NOBODY = ("1.backlog_persons=500", "2.backlog_persons=500", "3.missed_in_a_row=100")


def test_for_people_the_steps_under_the_rules_stand_between_brackets(samples: Office) -> None:
    period = ("--from", "2025-1", "--to", "2025-2")
    usual = samples.run(*SIMULATE, *period).text.splitlines()
    settings = [part for each in NOBODY for part in ("--set", each)]
    heading, *lines = samples.run(*SIMULATE, *period, *settings).text.splitlines()
    assert heading == "Treden met andere drempels; tussen haakjes die onder limburg-2013, versie 1:"
    for line, before in zip(lines, usual, strict=True):
        code, path = before.split(" ", 1)
        assert line == (before if path == "0 0" else f"{code} 0 0  ({path})")
    assert any("(" in line for line in lines)


@pytest.mark.parametrize("settings", [[], ["--set", "2.backlog_persons=8"]])
def test_json_twice_gives_the_same_bytes(samples: Office, settings: list[str]) -> None:
    assert samples.run(*SIMULATE, *settings, "--json") == samples.run(
        *SIMULATE, *settings, "--json"
    )


def test_nothing_is_written(samples: Office) -> None:
    revision, events = samples.database.revision(), samples.run("log", "--json")
    assert samples.run(*SIMULATE, "--set", "2.backlog_persons=8").status == 0
    assert samples.run(*SIMULATE, "--set", "2.backlog_persons=0").status == 1
    assert (samples.database.revision(), samples.run("log", "--json")) == (revision, events)
