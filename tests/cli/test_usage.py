"""Verbs, their options, their help and their exit status (DESIGN.md, section 6)."""

from __future__ import annotations

import subprocess
import sys

import pytest

from supervision.config import ROOT
from tests.cli.office import HORST, OVERVIEW, VENLO, Answer, Office, run

OPTIONS = {
    "init": ["--demo", "--as"],
    "import": [
        *("FILE", "--kind", "targets", "realisation", "--half-year", "--as-of"),
        *("--net", "--corrected", "--column", "--dry-run", "--json", "--as"),
    ],
    "withdraw": ["BATCH", "--reason", "--as"],
    "opening": ["CODE", "--half-year", "--persons", "--note", "--as"],
    "assess": ["--on", "--ruleset", "--known-on", "--json", "--csv"],
    "account": ["CODE", "--attribution", "current-first", "oldest-first", "--json"],
    "simulate": ["--ruleset", "--from", "--to", "--json"],
    "export": ["escalation", "--on", "--out"],
    "log": ["--json"],
    "user": ["NAME", "--role", "viewer", "editor", "supervisor", "admin", "--as"],
    "users": ["--json"],
    "serve": ["--address", "--port"],
}


@pytest.mark.parametrize("verb", OPTIONS)
def test_every_verb_has_help_that_names_its_options(verb: str) -> None:
    answer = run(verb, "--help")
    assert answer.status == 0
    assert [option for option in OPTIONS[verb] if option not in answer.text] == []


def test_the_module_lists_its_verbs_each_with_a_line_of_help() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "supervision", "--help"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    lines = {words[0]: words[1:] for line in done.stdout.splitlines() if (words := line.split())}
    assert done.returncode == 0
    assert [verb for verb in OPTIONS if not lines.get(verb)] == []


WRONG = {
    "no verb": [],
    "unknown verb": ["invent"],
    "import without a file": ["import"],
    "import of an unknown kind": ["import", "f.csv", "--kind", "letters"],
    "import for no half-year": ["import", "f.csv", "--half-year", "2025-3"],
    "import as of no date": ["import", "f.csv", "--as-of", "1 april"],
    "import as net and corrected": ["import", "f.csv", "--net", "--corrected"],
    "withdraw without a reason": ["withdraw", "1"],
    "withdraw of no number": ["withdraw", "one", "--reason", "wrong file"],
    "opening without a note": ["opening", HORST, "--half-year", "2025-1", "--persons", "3"],
    "opening in half persons": [
        *("opening", HORST, "--half-year", "2025-1", "--note", "letter", "--persons", "2.5"),
    ],
    "assess on no date": ["assess", "--on", "yesterday"],
    "assess in two forms": ["assess", "--json", "--csv"],
    "account of nobody": ["account"],
    "account with an unknown attribution": ["account", HORST, "--attribution", "random"],
    "simulate without rules": ["simulate"],
    "export of an unknown list": ["export", "everything", "--out", "f.csv"],
    "export to nowhere": ["export", "escalation"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG.keys())
def test_wrong_usage_ends_with_2_and_says_nothing_on_standard_output(
    office: Office, arguments: list[str]
) -> None:
    assert office.run(*arguments) == Answer(2, "")


REFUSED = {
    "import of a file that is not there": ["import", "nowhere.csv"],
    "import with a column that is no field": ["import", "{file}", "--column", "Aantal=people"],
    "withdraw of an unknown import": ["withdraw", "99", "--reason", "wrong file"],
    "withdraw for next to no reason": ["withdraw", "1", "--reason", "x"],
    "opening of an unknown municipality": [
        *("opening", "GM9999", "--half-year", "2025-1", "--persons", "3", "--note", "letter"),
    ],
    "opening without a real note": [
        *("opening", HORST, "--half-year", "2025-1", "--persons", "3", "--note", " "),
    ],
    "assess by unknown rules": ["assess", "--ruleset", "limburg-1813"],
    "assess before there were rules": ["assess", "--on", "1990-01-01"],
    "account of an unknown municipality": ["account", "GM9999"],
    "simulate by unknown rules": ["simulate", "--ruleset", "limburg-1813"],
    "export to another kind of file": ["export", "escalation", "--out", "list.docx"],
    "export to a folder that is not there": ["export", "escalation", "--out", "no/where.csv"],
}


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_ends_with_1_and_says_why_in_one_line(
    office: Office, arguments: list[str]
) -> None:
    file = office.file("overview.csv", OVERVIEW)
    office.run("import", file)
    before = office.database.revision()
    answer = office.run(*(each.format(file=file) for each in arguments))
    assert answer.status == 1
    assert len(answer.text.splitlines()) == 1
    assert office.database.revision() == before


WITH_JSON = {name: each for name, each in REFUSED.items() if "--json" in OPTIONS[each[0]]}


@pytest.mark.parametrize("arguments", WITH_JSON.values(), ids=WITH_JSON.keys())
def test_what_is_refused_with_json_is_one_document_with_the_problem(
    office: Office, arguments: list[str]
) -> None:
    file = office.file("overview.csv", OVERVIEW)
    answer = office.run(*(each.format(file=file) for each in arguments), "--json")
    assert answer.status == 1
    assert answer.json["accepted"] is False
    assert all(each["code"] and each["message"] for each in answer.json["problems"])


def test_withdrawing_twice_is_refused(office: Office) -> None:
    office.import_("overview.csv", OVERVIEW)
    withdraw = ("withdraw", 1, "--reason", "wrong file")
    assert [office.run(*withdraw).status for _ in range(2)] == [0, 1]


@pytest.mark.parametrize("verb", [["assess"], ["account", HORST], ["log"]], ids=lambda v: v[0])
def test_without_a_store_it_says_how_to_make_one(bare: Office, verb: list[str]) -> None:
    answer = bare.run(*verb)
    assert answer.status == 1
    assert "python -m supervision init" in answer.text
    assert bare.run(*verb, "--json").json["accepted"] is False


def test_init_makes_the_store_and_again_does_no_harm(bare: Office) -> None:
    assert bare.run("init").status == 0
    bare.import_("overview.csv", OVERVIEW)
    assert bare.run("init").status == 0
    assert bare.account(HORST)["2025-1"]["obligation"] == 27


def test_init_demo_loads_the_samples_and_says_that_they_are_made_up(samples: Office) -> None:
    assert len(samples.run("log", "--json").json) == 69
    assert samples.assess("2026-11-24")["sample"] is True


def test_init_demo_leaves_a_store_with_imports_alone(office: Office) -> None:
    office.import_("overview.csv", OVERVIEW)
    before = office.run("assess", "--json")
    assert office.run("init", "--demo").status == 0
    assert office.run("assess", "--json") == before


def test_messages_are_dutch_and_on_request_english(office: Office) -> None:
    assert "Er is geen" in office.run("account", "GM9999").text
    assert "There is no" in office.run("--language", "en", "account", "GM9999").text


def test_who_writes_is_in_the_log(samples: Office) -> None:
    samples.run("import", samples.file("overview.csv", OVERVIEW), "--as", "bram")
    samples.run("withdraw", 70, "--reason", "wrong file", "--as", "carla")
    opening = ("opening", VENLO, "--half-year", "2021-2", "--persons", 3)
    samples.run(*opening, "--note", "letter of COA", "--as", "dirk")
    who = [(event["who"], event["action"]) for event in samples.run("log", "--json").json]
    assert {each for each, _ in who[:69]} == {"anna"}
    assert who[69:] == [("bram", "import"), ("carla", "withdraw"), ("dirk", "opening")]
