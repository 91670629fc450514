"""The JSON and CSV of the command line, key by key (DESIGN.md, section 6)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from supervision.rulesets import FOLDER
from tests.cli.office import HORST, OVERVIEW, VENLO, Office

IMPORT = [
    *("accepted", "batch", "kind", "half_year", "as_of", "rows", "ignored"),
    *("new", "changed", "unchanged", "absent", "problems", "warnings"),
]
PROBLEM = ["code", "row", "column", "value", "message"]
ASSESS = ["on", "half_year", "ruleset", "ruleset_version", "revision", "totals", "municipalities"]
TOTALS = ["target", "opening", "obligation", "realised", "closing", "backlog", "lead"]
MUNICIPALITY = [
    *("code", "name", "region", "half_year", "as_of", "target", "opening", "obligation"),
    *("realised", "closing", "backlog", "lead", "realised_share", "pace_norm", "behind_pace"),
    *("state", "missed_in_a_row", "excused", "preventive", "current_step", "indicated_step"),
    *("proposed_step", "term_until", "reasons"),
]
REASON = ["rule", "text", "values"]
ACCOUNT = [
    *("half_year", "target", "opening", "obligation", "realised", "as_of", "final", "closing"),
    "vintages",
]
STATES = {"met", "on_pace", "behind_pace", "missed", "missing", "not_applicable"}
TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("code", "name", "region", "half_year", "state"), str),
    **dict.fromkeys(("as_of", "term_until"), str),
    **dict.fromkeys(("target", "opening", "obligation", "realised", "closing"), int),
    **dict.fromkeys(("backlog", "lead", "missed_in_a_row"), int),
    **dict.fromkeys(("current_step", "indicated_step", "proposed_step"), int),
    **dict.fromkeys(("realised_share", "pace_norm"), (int, float)),
    **dict.fromkeys(("behind_pace", "excused", "preventive"), bool),
    "reasons": list,
}
CAN_BE_UNKNOWN = {
    *("as_of", "target", "opening", "obligation", "realised", "closing", "backlog", "lead"),
    *("realised_share", "pace_norm", "behind_pace", "term_until"),
}


def in_order(found: Iterable[str], contract: list[str]) -> list[str]:
    """The keys of the contract in the order found; more keys are allowed, others are not missed."""
    return [key for key in found if key in contract]


def is_of_type(key: str, value: object) -> bool:
    if value is None:
        return key in CAN_BE_UNKNOWN
    wanted = TYPES[key]
    return isinstance(value, wanted) and isinstance(value, bool) == (wanted is bool)


# --- assess ---------------------------------------------------------------------------------


@pytest.mark.parametrize("on", ["2025-07-01", "2026-11-24", "2021-11-24"])
def test_assess_has_the_keys_of_the_contract_in_their_order(samples: Office, on: str) -> None:
    document = samples.assess(on)
    assert in_order(document, ASSESS) == ASSESS
    assert in_order(document["totals"], TOTALS) == TOTALS
    for each in document["municipalities"]:
        assert list(each) == MUNICIPALITY
        assert all(list(reason) == REASON for reason in each["reasons"])


@pytest.mark.parametrize("on", ["2025-07-01", "2026-11-24", "2021-11-24"])
def test_numbers_are_numbers_and_what_is_unknown_is_null(samples: Office, on: str) -> None:
    document = samples.assess(on)
    wrong = [
        (each["name"], key, value)
        for each in document["municipalities"]
        for key, value in each.items()
        if not is_of_type(key, value)
    ]
    assert wrong == []
    assert {each["state"] for each in document["municipalities"]} <= STATES
    for name in ("as_of", "term_until"):
        for each in document["municipalities"]:
            assert each[name] is None or date.fromisoformat(each[name])


def test_an_empty_store_gives_31_municipalities_without_figures(office: Office) -> None:
    document = office.assess("2026-11-24")
    assert len(document["municipalities"]) == 31
    assert {each["state"] for each in document["municipalities"]} == {"missing"}
    assert {key: document["totals"][key] for key in TOTALS} == dict.fromkeys(TOTALS)
    known = {key for each in document["municipalities"] for key in CAN_BE_UNKNOWN if each[key]}
    assert known == set()


@pytest.mark.parametrize(
    ("on", "half_year"),
    [
        ("2025-06-30", "2025-1"),
        ("2025-07-01", "2025-1"),
        ("2025-07-02", "2025-2"),
        ("2026-01-01", "2025-2"),
        ("2026-11-24", "2026-2"),
    ],
)
def test_on_a_reference_date_it_shows_the_half_year_that_closes(
    office: Office, on: str, half_year: str
) -> None:
    document = office.assess(on)
    assert (document["on"], document["half_year"]) == (on, half_year)
    assert {each["half_year"] for each in document["municipalities"]} == {half_year}


def test_without_a_date_it_is_today_in_the_netherlands(office: Office) -> None:
    office.at = office.at.replace(year=2025, month=6, day=30, hour=22, minute=30)
    assert office.run("assess", "--json").json["on"] == "2025-07-01"


def test_the_pace_norm_is_that_of_the_figures_not_of_the_day(samples: Office) -> None:
    shown = {(each["as_of"], each["pace_norm"]) for each in of(samples.assess("2026-11-24"))}
    assert shown == {("2026-11-01", 4 / 6)}


def test_the_csv_has_the_same_fields_and_values(samples: Office) -> None:
    answer = samples.run("assess", "--on", "2026-11-24", "--csv")
    headings, *rows = csv.reader(io.StringIO(answer.text, newline=""))
    assert headings == MUNICIPALITY
    for row, each in zip(rows, of(samples.assess("2026-11-24")), strict=True):
        assert row == [in_csv(value) for value in each.values()]


def test_the_csv_is_rfc_4180(samples: Office) -> None:
    text = samples.run("assess", "--on", "2026-11-24", "--csv").text
    assert text.count("\r\n") == text.count("\n") == 32
    assert not text.startswith("\ufeff")


def in_csv(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def of(document: dict[str, Any]) -> list[dict[str, Any]]:
    municipalities: list[dict[str, Any]] = document["municipalities"]
    return municipalities


def test_a_rule_set_can_be_given_by_its_id_or_as_a_file(samples: Office) -> None:
    text = (FOLDER / "limburg-2013.toml").read_text(encoding="utf-8")
    stricter = samples.file(
        "stricter.toml",
        text.replace('id = "limburg-2013"', 'id = "stricter"')
        .replace('version = "1"', 'version = "7"')
        .replace("enter = { backlog_persons = 1 }", "enter = { backlog_persons = 40 }"),
    )
    usual = samples.assess("2026-11-24", "--ruleset", "limburg-2013")
    assert usual == samples.assess("2026-11-24")
    document = samples.assess("2026-11-24", "--ruleset", stricter)
    assert (document["ruleset"], document["ruleset_version"]) == ("stricter", "7")
    on_step_1 = [sum(each["indicated_step"] == 1 for each in of(d)) for d in (usual, document)]
    assert on_step_1[0] > on_step_1[1]


def test_a_rule_set_with_faults_is_refused_with_all_of_them(office: Office) -> None:
    faulty = office.file("faulty.toml", 'id = "x"\nversion = "1"\nmay_skip = 3\n')
    answer = office.run("assess", "--ruleset", faulty, "--json")
    (problem,) = answer.json["problems"]
    assert (answer.status, problem["code"]) == (1, "RuleSetInvalid")
    assert all(name in problem["message"] for name in ("faulty.toml", "may_skip", "steps"))


# --- import ---------------------------------------------------------------------------------


def test_import_has_the_keys_of_the_contract_in_their_order(office: Office) -> None:
    document = office.import_("overview.csv", OVERVIEW).json
    assert in_order(document, IMPORT) == IMPORT
    values = [True, 1, "realisation", "2025-1", "2025-04-01", 2, 0, 2, 0, 0, 29, [], []]
    assert document == dict(zip(IMPORT, values, strict=True))


@pytest.mark.parametrize(
    "arguments",
    [["broken.csv"], ["nowhere.csv"], ["broken.csv", "--column", "Aantal=people"]],
    ids=["a wrong number", "no file", "no such field"],
)
def test_a_refused_import_has_the_same_keys_and_says_where(
    office: Office, arguments: list[str]
) -> None:
    office.file("broken.csv", "Gemeentecode;Halfjaar;Taakstelling\nGM1507;2025-1;4,5\n")
    name, *options = arguments
    answer = office.run("import", office.folder / name, *options, "--json")
    assert answer.status == 1
    assert in_order(answer.json, IMPORT) == IMPORT
    assert (answer.json["accepted"], answer.json["batch"]) == (False, None)
    assert all(in_order(each, PROBLEM) == PROBLEM for each in answer.json["problems"])


def test_a_warning_has_the_form_of_a_problem_and_does_not_refuse(office: Office) -> None:
    answer = office.import_("overview.csv", OVERVIEW + ";Totaal;118;32\n")
    (warning,) = answer.json["warnings"]
    assert answer.status == 0
    assert in_order(warning, PROBLEM) == PROBLEM
    assert (warning["code"], warning["row"], warning["value"]) == ("total_differs", 6, "118")


def test_import_counts_new_changed_unchanged_absent_and_ignored(office: Office) -> None:
    office.import_("overview.csv", OVERVIEW)
    again = OVERVIEW.replace("Venlo;90;20", "Venlo;90;21") + "GM0363;Amsterdam;9;9\nGM0888;Beek;4;1"
    document = office.import_("again.csv", again).json
    counted = ("rows", "ignored", "new", "changed", "unchanged", "absent")
    assert [document[key] for key in counted] == [3, 1, 1, 1, 1, 28]


TARGETS = "Gemeentecode;Taakstelling\nGM1507;43\n"
REALISED = "Gemeentecode;Gerealiseerd\nGM1507;12\n"


@pytest.mark.parametrize(
    ("text", "options", "status", "problem"),
    [
        (TARGETS, [], 1, "half_year_unknown"),
        (TARGETS, ["--half-year", "2025-1"], 0, None),
        (TARGETS, ["--half-year", "2025-1", "--kind", "targets"], 0, None),
        ("Taakstelling 2025-1\n" + TARGETS, ["--half-year", "2025-2"], 1, "half_year_differs"),
        (REALISED, [], 1, "as_of_unknown"),
        (REALISED, ["--as-of", "2025-04-01"], 0, None),
        (REALISED, ["--as-of", "2026-11-25"], 1, "as_of_in_future"),
        (REALISED, ["--as-of", "2026-11-24"], 0, None),
        (
            REALISED,
            ["--as-of", "2025-07-02", "--half-year", "2025-1"],
            1,
            "as_of_outside_half_year",
        ),
        (OVERVIEW, ["--kind", "targets"], 1, "kind_differs"),
        ("Gemeentecode;Bijzonder\nGM1507;43\n", ["--half-year", "2025-1"], 1, "missing_column"),
        (
            "Gemeentecode;Bijzonder\nGM1507;43\n",
            ["--half-year", "2025-1", "--column", "Bijzonder=target"],
            0,
            None,
        ),
        (TARGETS, ["--half-year", "2025-1", "--column", "Anders=target"], 1, "heading_not_found"),
    ],
)
def test_what_the_file_leaves_open_is_asked_and_can_be_said(
    office: Office, text: str, options: list[str], status: int, problem: str | None
) -> None:
    answer = office.import_("file.csv", text, *options)
    assert answer.status == status
    assert answer.json["accepted"] == (status == 0)
    codes = [each["code"] for each in answer.json["problems"]]
    assert codes == ([] if problem is None else [problem])


@pytest.mark.parametrize(
    ("headings", "row", "options", "target", "obligation"),
    [
        ("Taakstelling;Achterstand/voorsprong", "43;-16", [], 43, 27),
        ("Taakstelling;Achterstand/voorsprong", "27;-16", ["--corrected"], 43, 27),
        ("Netto taakstelling;Achterstand/voorsprong", "43;-16", [], 43, 27),
        ("Opgave;Achterstand/voorsprong", "27;-16", [], 43, 27),
        ("Taakstelling;Achterstand;Voorsprong", "43;0;16", [], 43, 27),
        ("Taakstelling;Gerealiseerd", "27;12", [], None, 27),
        ("Taakstelling;Gerealiseerd", "43;12", ["--net"], 43, None),
        ("Gecorrigeerde taakstelling", "27", [], None, 27),
    ],
)
def test_the_heading_or_the_option_says_whether_a_target_is_net_or_corrected(
    office: Office,
    headings: str,
    row: str,
    options: list[str],
    target: int | None,
    obligation: int | None,
) -> None:
    text = f"Stand per 1 april 2025\nGemeentecode;{headings}\nGM1507;{row}\n"
    answer = office.import_("file.csv", text, "--half-year", "2025-1", *options)
    assert answer.json["problems"] == []
    line = office.account(HORST)["2025-1"]
    assert (line["target"], line["obligation"]) == (target, obligation)


def test_a_dry_run_says_the_same_and_stores_nothing(office: Office) -> None:
    tried = office.import_("overview.csv", OVERVIEW, "--dry-run")
    assert office.database.revision() == 0
    assert office.run("log", "--json").json == []
    stored = office.import_("overview.csv", OVERVIEW)
    assert tried.status == stored.status == 0
    assert tried.json["batch"] is None
    assert stored.json == {**tried.json, "batch": 1}


def test_for_people_it_says_what_was_stored_and_by_which_number(office: Office) -> None:
    answer = office.run("import", office.file("overview.csv", OVERVIEW))
    assert "2 nieuw" in answer.text
    assert "1" in answer.text.splitlines()[-1]


# --- account --------------------------------------------------------------------------------


def test_account_has_the_keys_of_the_contract_in_their_order(samples: Office) -> None:
    lines = samples.run("account", HORST, "--json").json
    assert [line["half_year"] for line in lines] == [
        f"{year}-{half}" for year in range(2022, 2027) for half in (1, 2)
    ]
    assert all(in_order(line, ACCOUNT) == ACCOUNT for line in lines)


@pytest.mark.parametrize("attribution", ["current-first", "oldest-first"])
def test_open_vintages_minus_lead_are_the_closing(samples: Office, attribution: str) -> None:
    for line in samples.account(VENLO, "--attribution", attribution).values():
        assert line["closing"] == line["obligation"] - line["realised"]
        assert sum(line["vintages"].values()) == max(line["closing"], 0)
        assert line["final"] == (line["half_year"] != "2026-2")


@pytest.mark.parametrize(
    ("attribution", "open_"), [("current-first", "2024-2"), ("oldest-first", "2025-1")]
)
def test_the_attribution_decides_how_old_a_backlog_is(
    office: Office, attribution: str, open_: str
) -> None:
    heading = "Gemeentecode;Halfjaar;Taakstelling;Achterstand/voorsprong;Gerealiseerd;Peildatum\n"
    office.import_("2024-2.csv", heading + "GM1507;2024-2;9;0;4;01-01-2025\n")
    office.import_("2025-1.csv", heading + "GM1507;2025-1;10;5;10;01-07-2025\n")
    vintages = {name: line["vintages"] for name, line in office.account(HORST).items()}
    assert vintages["2024-2"] == {"2024-2": 5}
    chosen = office.account(HORST, "--attribution", attribution)["2025-1"]
    assert (chosen["vintages"], chosen["closing"]) == ({open_: 5}, 5)
    default = office.account(HORST)["2025-1"]["vintages"]
    assert default == {"2024-2": 5}


def test_the_account_of_a_municipality_without_figures_is_empty(office: Office) -> None:
    assert office.run("account", HORST, "--json").json == []


# --- simulate, log, export ------------------------------------------------------------------


def test_simulate_gives_a_path_over_the_reference_dates_that_never_skips(samples: Office) -> None:
    document = samples.run("simulate", "--ruleset", "limburg-2013", "--json").json
    assert len(of(document)) == 31
    dates = [f"{year}-{month}-01" for year in range(2022, 2027) for month in ("01", "07")]
    for each in of(document):
        assert in_order(each, ["code", "path"]) == ["code", "path"]
        assert [point["on"] for point in each["path"]] == dates[1:]
        before = 0
        for point in each["path"]:
            assert in_order(point, ["on", "step", "reasons"]) == ["on", "step", "reasons"]
            assert point["step"] in {0, before, before + 1}
            assert all(list(reason) == REASON for reason in point["reasons"])
            before = point["step"]
    steps = {each["code"]: [point["step"] for point in each["path"]] for each in of(document)}
    assert max(steps[VENLO]) >= 3
    assert steps[HORST] == [0] * 9


def test_simulate_from_one_half_year_to_another(samples: Office) -> None:
    period = ("--from", "2024-1", "--to", "2025-1")
    document = samples.run("simulate", "--ruleset", "limburg-2013", *period, "--json").json
    dates = {tuple(point["on"] for point in each["path"]) for each in of(document)}
    assert dates == {("2024-07-01", "2025-01-01", "2025-07-01")}


def test_simulate_on_an_empty_store_has_nobody(office: Office) -> None:
    document = office.run("simulate", "--ruleset", "limburg-2013", "--json").json
    assert document["municipalities"] == []


def test_the_log_is_a_list_oldest_first_each_chained_to_the_one_before(samples: Office) -> None:
    events = samples.run("log", "--json").json
    assert [event["id"] for event in events] == list(range(1, 70))
    assert all(event["previous_hash"] == before["hash"] for before, event in pairwise(events))
    assert {event["result"] for event in events} == {"done"}


@pytest.mark.parametrize(("suffix", "start"), [(".csv", b"\xef\xbb\xbf"), (".XLSX", b"PK")])
def test_export_writes_the_file_and_nothing_on_standard_output(
    samples: Office, suffix: str, start: bytes
) -> None:
    path = samples.folder / f"list{suffix}"
    answer = samples.run("export", "escalation", "--on", "2026-11-24", "--out", path)
    assert (answer.status, answer.text) == (0, "")
    assert path.read_bytes().startswith(start)


@pytest.mark.parametrize(
    "verb",
    [
        ["assess", "--json"],
        ["account", HORST, "--json"],
        ["simulate", "--ruleset", "limburg-2013", "--json"],
        ["log", "--json"],
    ],
    ids=lambda verb: verb[0],
)
def test_json_twice_gives_the_same_bytes(samples: Office, verb: list[str]) -> None:
    first, second = samples.run(*verb), samples.run(*verb)
    assert first == second
    assert first.json is not None
