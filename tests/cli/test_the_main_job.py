"""The main job from an empty store to flags with reasons that a reader can recompute."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from supervision.rulesets import FOLDER
from tests.cli.office import HORST, NOON, OVERVIEW, VENLO, Office, assessed

TARGETS_2024_2 = (
    "Taakstelling huisvesting vergunninghouders, tweede helft 2024\n\n"
    "Gemeentecode;Gemeente;Taakstelling;Achterstand/voorsprong\n"
    "GM1507;Horst aan de Maas;22;-16\n"
)
REALISED_2024_2 = (
    "Gemeentecode;Gemeente;Gerealiseerd;Peildatum\nGM1507;Horst aan de Maas;22;01-01-2025\n"
)
TARGETS_2025_1 = "Gemeentecode;Gemeente;Halfjaar;Taakstelling\nGM1507;Horst aan de Maas;2025-1;43\n"


def test_horst_aan_de_maas_from_an_empty_store(bare: Office) -> None:
    """Published figures: 2024-2 closes with a lead of 16; of 2025-1, 27 remain of 43."""
    assert bare.run("init").status == 0
    for name, text in (
        ("taakstelling_2024-2.csv", TARGETS_2024_2),
        ("realisatie.csv", REALISED_2024_2),
        ("taakstelling_2025-1.csv", TARGETS_2025_1),
    ):
        assert bare.import_(name, text).json["problems"] == []
    chain = bare.account(HORST)
    closed, running = chain["2024-2"], chain["2025-1"]
    assert (closed["target"], closed["opening"], closed["obligation"]) == (22, -16, 6)
    assert (closed["realised"], closed["closing"], closed["final"]) == (22, -16, True)
    assert (running["target"], running["opening"], running["obligation"]) == (43, -16, 27)
    assert (running["realised"], running["closing"], running["final"]) == (None, None, False)


# --- the first file of a new user -----------------------------------------------------------


def test_coas_monthly_overview_is_enough_to_start(office: Office) -> None:
    document = office.import_("overzicht.csv", OVERVIEW).json
    assert (document["kind"], document["half_year"]) == ("realisation", "2025-1")
    assert document["as_of"] == "2025-04-01"
    line = office.account(HORST)["2025-1"]
    assert (line["obligation"], line["realised"], line["closing"]) == (27, 12, 15)
    assert (line["target"], line["opening"], line["vintages"]) == (None, None, None)
    (horst,) = (each for each in office.assess("2025-04-01")["municipalities"] if known(each))
    assert (horst["name"], horst["state"], horst["behind_pace"]) == (
        "Horst aan de Maas",
        "behind_pace",
        True,
    )


def known(each: dict[str, Any]) -> bool:
    return each["code"] == HORST


def test_stating_the_opening_makes_target_and_opening_known(office: Office) -> None:
    office.import_("overzicht.csv", OVERVIEW)
    opening = ("opening", HORST, "--half-year", "2025-1", "--persons", "-16")
    assert office.run(*opening, "--note", "letter of COA").status == 0
    line = office.account(HORST)["2025-1"]
    assert (line["opening"], line["target"], line["obligation"]) == (-16, 43, 27)
    assert office.account(VENLO)["2025-1"]["opening"] is None


def test_an_opening_that_the_account_knows_cannot_be_stated(samples: Office) -> None:
    before = samples.run("account", HORST, "--json")
    opening = ("opening", HORST, "--half-year", "2025-1", "--persons", "5")
    answer = samples.run(*opening, "--note", "letter of COA")
    assert (answer.status, "2025-1" in answer.text) == (1, True)
    assert samples.run("account", HORST, "--json") == before


# --- refused whole --------------------------------------------------------------------------


def test_a_file_with_three_mistakes_is_refused_with_all_three(samples: Office) -> None:
    before = samples.run("assess", "--json")
    text = (
        "Overzicht. Stand per 1 november 2026\n"
        "\n"
        "Gemeentecode;Gemeente;Gecorrigeerde taakstelling;Gerealiseerd\n"
        "GM1507;Horst aan de Maas;14;twaalf\n"
        "GM0983;Venlo;119;-4\n"
        "GM9999;Nergenshuizen;5;5\n"
        "GM0888;Beek;7;7\n"
    )
    answer = samples.import_("fouten.csv", text)
    assert (answer.status, answer.json["accepted"], answer.json["batch"]) == (1, False, None)
    where = {(each["row"], each["value"]) for each in answer.json["problems"]}
    assert where == {(4, "twaalf"), (5, "-4"), (6, "GM9999")}
    assert len(answer.json["problems"]) == 3
    assert all(each["message"] for each in answer.json["problems"])
    assert samples.run("assess", "--json") == before


def test_for_people_each_mistake_is_named_with_its_row(office: Office) -> None:
    text = OVERVIEW.replace("27;12", "27;twaalf").replace("Venlo;90;20", "Venlo;90;")
    answer = office.run("import", office.file("fouten.csv", text))
    assert [line.split(":")[0] for line in answer.text.splitlines()[:2]] == ["rij 4", "rij 5"]


# --- withdrawing and looking back -----------------------------------------------------------


def test_withdrawing_gives_back_the_same_bytes_but_the_revision(samples: Office) -> None:
    before = samples.run("assess", "--json").text
    text = OVERVIEW.replace("april 2025", "november 2026").replace("90;20", "119;119")
    document = samples.import_("correctie.csv", text).json
    assert without_revision(samples.run("assess", "--json").text) != without_revision(before)
    assert samples.run("withdraw", document["batch"], "--reason", "wrong file").status == 0
    after = samples.run("assess", "--json").text
    assert after != before
    assert without_revision(after) == without_revision(before)


def without_revision(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith('  "revision":')]


def realised_of_horst(office: Office, *options: str) -> int | None:
    municipalities = office.assess("2025-05-01", *options)["municipalities"]
    realised: int | None = next(each["realised"] for each in municipalities if known(each))
    return realised


def test_what_was_known_on_a_day(office: Office) -> None:
    office.at = NOON.replace(year=2025, month=4, day=10)
    office.import_("overzicht.csv", OVERVIEW)
    office.at = office.at.replace(day=20)
    office.import_("correctie.csv", OVERVIEW.replace("27;12", "27;13"))
    office.at = office.at.replace(day=30)
    office.run("withdraw", 2, "--reason", "wrong file")
    found = {
        day: realised_of_horst(office, "--known-on", f"2025-04-{day}")
        for day in ("09", "10", "19", "20", "29", "30")
    }
    assert found == {"09": None, "10": 12, "19": 12, "20": 13, "29": 13, "30": 12}
    assert realised_of_horst(office) == 12


@pytest.mark.parametrize(
    ("hour", "known_on_the_tenth"), [(21, 12), (22, None)], ids=["before", "after midnight"]
)
def test_a_day_ends_at_midnight_in_the_netherlands(
    office: Office, hour: int, known_on_the_tenth: int | None
) -> None:
    office.at = NOON.replace(year=2025, month=4, day=10, hour=hour, minute=30)
    office.import_("overzicht.csv", OVERVIEW)
    assert realised_of_horst(office, "--known-on", "2025-04-10") == known_on_the_tenth
    assert realised_of_horst(office, "--known-on", "2025-04-11") == 12


def test_a_stated_opening_is_not_known_before_it_was_stated(office: Office) -> None:
    office.at = NOON.replace(year=2025, month=4, day=10)
    office.import_("overzicht.csv", OVERVIEW)
    office.at = office.at.replace(day=20)
    office.run(
        *("opening", HORST, "--half-year", "2025-1", "--persons", "-16", "--note", "letter"),
    )
    openings = {
        day: next(
            each["opening"]
            for each in office.assess("2025-05-01", "--known-on", day)["municipalities"]
            if known(each)
        )
        for day in ("2025-04-19", "2025-04-20")
    }
    assert openings == {"2025-04-19": None, "2025-04-20": -16}


# --- reasons that can be recomputed ---------------------------------------------------------

DATES = ("2025-07-01", "2026-11-24", "2024-01-01", "2023-09-15", "2026-07-01")


@pytest.fixture(params=DATES)
def document(request: pytest.FixtureRequest, sample_file: Path) -> Any:
    """The assessment of the samples on a date."""
    return assessed(sample_file.parent, request.param)


def exact(share: float) -> Fraction:
    """The fraction that was written as a decimal: a share of persons or of days."""
    return Fraction(share).limit_denominator(1000)


def recomputed(rule: str, values: dict[str, Any]) -> bool | None:
    """Whether the condition holds, from its `values` alone; None where a number is unknown."""
    threshold = values["threshold"]
    asked = {
        "backlog_persons": ("backlog",),
        "backlog_share": ("backlog", "obligation"),
        "missed_in_a_row": ("missed",),
        "backlog_not_shrinking": ("closing", "closing_before"),
        "behind_pace": ("realised", "obligation"),
        "first_month_below_pace": ("realised", "obligation"),
        "at_step": ("current_step",),
        "term_expired": (),
    }[rule]
    if any(values[name] is None for name in asked):
        return None
    if rule == "backlog_persons":
        return values["backlog"] >= threshold
    if rule == "backlog_share":
        due = values["obligation"]
        return (Fraction(values["backlog"], due) if due > 0 else 0) >= exact(threshold)
    if rule == "missed_in_a_row":
        return values["missed"] >= threshold
    if rule == "backlog_not_shrinking":
        return values["closing"] >= values["closing_before"]
    if rule == "at_step":
        return values["current_step"] >= threshold
    if rule == "term_expired":
        return values["term_until"] is not None
    return values["realised"] < exact(values["norm"]) * values["obligation"]


def conditions(each: dict[str, Any], group: str) -> list[dict[str, Any]]:
    return [reason for reason in each["reasons"] if reason["rule"].startswith(f"{group}.")]


def test_it_lists_31_municipalities(document: Any) -> None:
    codes = [each["code"] for each in document["municipalities"]]
    assert (len(codes), len(set(codes))) == (31, 31)


def test_totals_are_the_sums_of_the_municipalities(document: Any) -> None:
    for name in ("target", "opening", "obligation", "realised", "closing", "backlog", "lead"):
        values = [each[name] for each in document["municipalities"]]
        assert document["totals"][name] == sum(value for value in values if value is not None)
        assert document["totals"]["unknown"][name] == values.count(None)


def test_every_figure_of_a_row_follows_from_the_others(document: Any) -> None:
    for each in document["municipalities"]:
        obligation, realised = each["obligation"], each["realised"]
        assert obligation == each["target"] + each["opening"]
        if realised is None:
            assert each["closing"] is each["backlog"] is each["lead"] is None
            continue
        assert each["closing"] == obligation - realised
        assert each["backlog"] == max(each["closing"], 0)
        assert each["lead"] == max(-each["closing"], 0)
        assert each["behind_pace"] == (realised < exact(each["pace_norm"]) * obligation)
        if obligation > 0:
            assert exact(each["realised_share"]) == Fraction(realised, obligation)
        else:
            assert each["realised_share"] is None


def test_every_reason_is_recomputed_from_its_values(document: Any) -> None:
    wrong = [
        (each["name"], reason["rule"], reason["values"])
        for each in document["municipalities"]
        for reason in each["reasons"]
        if "." in reason["rule"]
        and recomputed(reason["rule"].split(".")[1], reason["values"])
        is not reason["values"]["holds"]
    ]
    assert wrong == []


def test_the_numbers_of_a_reason_are_those_of_the_account(
    samples: Office, sample_file: Path
) -> None:
    documents = [assessed(sample_file.parent, on) for on in DATES]
    flagged = [(doc["on"], each) for doc in documents for each in doc[MANY] if is_flagged(each)]
    chains = {code: samples.account(code) for code in {each["code"] for _, each in flagged}}
    different = [
        (on, each["name"], reason["rule"], name)
        for on, each in flagged
        for reason in each["reasons"]
        for name, value in account_of(chains[each["code"]], reason).items()
        if reason["values"].get(name, value) != value
    ]
    assert different == []


MANY = "municipalities"


def account_of(chain: dict[str, Any], reason: dict[str, Any]) -> dict[str, Any]:
    """What the account has of the numbers of a reason; of pace, only the obligation stays."""
    half_year = reason["values"].get("half_year")
    if half_year not in chain:
        return {}
    line = chain[half_year]
    figures = {"obligation": line["obligation"]}
    if "pace" in reason["rule"] or line["closing"] is None:
        return figures
    return figures | {
        "closing": line["closing"],
        "backlog": max(line["closing"], 0),
        "missed": missed_in_a_row(chain, half_year),
    }


def missed_in_a_row(chain: dict[str, Any], last: str) -> int:
    """Count back the half-years that closed with a backlog."""
    count = 0
    for half_year in sorted((each for each in chain if each <= last), reverse=True):
        closing = chain[half_year]["closing"]
        if closing is None or closing <= 0:
            break
        count += 1
    return count


def test_the_thresholds_are_those_of_the_rule_set(document: Any) -> None:
    rules = tomllib.loads((FOLDER / "limburg-2013.toml").read_text(encoding="utf-8"))
    stated = {f"step_{step['number']}": step["enter"] for step in rules["steps"]}
    stated["preventive"] = rules["preventive"]["enter"]
    for each in document["municipalities"]:
        for group, enter in stated.items():
            found = {
                reason["rule"].split(".")[1]: reason["values"]["threshold"]
                for reason in conditions(each, group)
            }
            due = group in ("preventive", *steps_to_explain(each))
            assert found == (enter if due else {})


def steps_to_explain(each: dict[str, Any]) -> set[str]:
    """Every step up to the one after the indicated, which was not reached."""
    above = min(each["indicated_step"] + 1, 6)
    return {f"step_{step}" for step in range(1, max(above, each["proposed_step"]) + 1)}


def test_the_steps_follow_from_the_reasons(document: Any) -> None:
    for each in document["municipalities"]:
        indicated = each["indicated_step"]
        if indicated:
            assert all(
                reason["values"]["holds"] for reason in conditions(each, f"step_{indicated}")
            )
        following = conditions(each, f"step_{min(indicated + 1, 6)}")
        assert following
        assert indicated == 6 or not all(reason["values"]["holds"] for reason in following)
        assert each["current_step"] == 0
        assert each["proposed_step"] == min(indicated, 1)
        (preventive,) = conditions(each, "preventive")
        assert each["preventive"] is bool(preventive["values"]["holds"])


def test_who_is_flagged_has_a_reason_that_holds_and_others_have_none(document: Any) -> None:
    flagged = [each for each in document["municipalities"] if is_flagged(each)]
    assert 0 < len(flagged) < 31
    for each in flagged:
        held = [reason for reason in each["reasons"] if reason["values"]["holds"]]
        assert held
        assert all(reason["text"] for reason in held)


def is_flagged(each: dict[str, Any]) -> bool:
    return bool(each["preventive"] or each["indicated_step"])


def test_the_numbers_stand_in_the_text_too(document: Any) -> None:
    for each in document["municipalities"]:
        for reason in each["reasons"]:
            for name in ("realised", "backlog", "missed", "obligation"):
                value = reason["values"].get(name)
                shown = value is None or "proposal" in reason["rule"] or value < 0
                unknown = reason["values"]["holds"] is None
                assert shown or unknown or str(value) in reason["text"]
