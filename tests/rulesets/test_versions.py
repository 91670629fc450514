"""Several versions side by side: which applies when, what clashes, and what stays as it was."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.errors import RuleSetInvalid
from supervision.rulesets import FOLDER, find_ruleset, find_version, shipped
from supervision.usecases import decisions
from supervision.words import words
from supervision.words.errors import message
from tests.cli.office import VENLO, Office
from tests.rulesets.conftest import Ship

SHIPPED = (FOLDER / "limburg-2013.toml").read_text(encoding="utf-8")
LOCAL = Actor("anna", Role.LOCAL)
DUTCH = words("nl")


def version(
    number: str,
    valid_from: str = "2013-10-01",
    valid_until: str = "",
    persons: int = 5,
    **more: str,
) -> str:
    """The shipped rules as another version, with another first and last day."""
    until = f"\nvalid_until = {valid_until}" if valid_until else ""
    text = (
        SHIPPED.replace('version = "1"', f'version = "{number}"')
        .replace("valid_from = 2013-10-01", f"valid_from = {valid_from}{until}")
        .replace("{ backlog_persons = 5,", f"{{ backlog_persons = {persons},")
    )
    return text.replace("limburg-2013", more.get("id", "limburg-2013"))


def refused() -> list[str]:
    """What the folder is refused for, in words."""
    with pytest.raises(RuleSetInvalid) as caught:
        shipped()
    return [line.removeprefix("- ") for line in message(caught.value, DUTCH).splitlines()[1:]]


# --- what may stand side by side ------------------------------------------------------------


def test_versions_that_follow_each_other_stand_side_by_side_the_newest_last(ship: Ship) -> None:
    ship(
        b=version("1", valid_until="2025-12-31"),
        a=version("2", "2026-01-01", "2026-06-30"),
        c=version("3", "2027-01-01"),
    )
    assert [each.version for each in shipped()] == ["1", "2", "3"]
    assert find_ruleset("limburg-2013").version == "3"
    assert find_version("limburg-2013", "2").valid_from == date(2026, 1, 1)


OVERLAP = (
    "new.toml, regel 11, valid_from: op {value} geldt het kader in old.toml nog. Zet valid_until = "
    "{expected} in old.toml, of laat dit kader later ingaan."
)


@pytest.mark.parametrize("ids", [("limburg-2013", "limburg-2013"), ("limburg-2013", "other")])
@pytest.mark.parametrize(
    ("old_until", "new_from", "new_until", "expected"),
    [
        ("", "2026-01-01", "", "2025-12-31"),
        ("", "2013-10-02", "2013-10-02", "2013-10-01"),
        ("2026-01-01", "2026-01-01", "", "2025-12-31"),
        ("2027-06-30", "2026-01-01", "2026-06-30", "2025-12-31"),
    ],
    ids=[
        "an open end overlaps with everything later",
        "also with a single day",
        "the last day of one is the first of the other",
        "one lies within the other",
    ],
)
def test_periods_that_overlap_are_refused_at_the_day_on_which_the_later_begins(
    ship: Ship,
    ids: tuple[str, str],
    old_until: str,
    new_from: str,
    new_until: str,
    expected: str,
) -> None:
    old, new = ids
    ship(
        old=version("1", valid_until=old_until, id=old),
        new=version("2", new_from, new_until, id=new),
    )
    assert refused() == [OVERLAP.format(value=new_from, expected=expected)]


def test_two_that_begin_on_the_same_day_are_refused(ship: Ship) -> None:
    ship(a=version("1"), b=version("2"))
    assert refused() == [
        "b.toml, regel 11, valid_from: het kader in a.toml gaat ook in op 2013-10-01. Laat een van "
        "beide later ingaan."
    ]


def test_the_same_id_and_version_twice_are_refused(ship: Ship) -> None:
    ship(a=version("1", valid_until="2025-12-31"), b=version("1", "2026-01-01"))
    assert refused() == [
        "b.toml, regel 5, version: limburg-2013 1 staat ook in a.toml. Geef dit kader een eigen "
        "versie; een kader dat is gebruikt, wordt nooit gewijzigd."
    ]


def test_a_version_written_as_a_number_is_the_same_as_one_written_as_text(ship: Ship) -> None:
    ship(
        a=version("1", valid_until="2025-12-31"),
        b=version("1", "2026-01-01").replace('version = "1"', "version = 1"),
    )
    assert [line.split(":")[0] for line in refused()] == ["b.toml, regel 5, version"]


def test_the_faults_of_all_files_are_told_at_once(ship: Ship) -> None:
    ship(
        a=version("1"),
        b=version("2", "2026-01-01"),
        c=version("3", "2027-01-01", persons=-1),
        d="id = ",
    )
    assert [line.split(":")[0] for line in refused()] == [
        "c.toml, regel 41, steps.2.enter.backlog_persons",
        "d.toml, regel 1",
        "b.toml, regel 11, valid_from",
    ]


# --- which applies, and what stays as it was ------------------------------------------------

BEFORE = ("2024-07-01", "2025-04-01", "2026-01-01", "2026-06-30")
FROM_THEN = ("2026-07-01", "2026-11-24")


@pytest.fixture
def decided(samples: Office, ship: Ship) -> tuple[Office, int]:
    """A desk where a decision was taken under version 1, the only one there was."""
    ship(v1=version("1"))
    proposed = {
        each["code"]: each["proposed_step"]
        for each in samples.assess("2026-01-01")["municipalities"]
    }
    assert proposed[VENLO] > 0
    intent = Intent(proposed[VENLO], date(2026, 1, 1), "Volgt uit de cijfers van de peildatum.")
    number, _ = decisions.decide(samples.database, LOCAL, VENLO, intent)
    return samples, number


def test_a_new_version_alters_no_past_assessment_and_no_past_decision(
    decided: tuple[Office, int], ship: Ship
) -> None:
    office, number = decided
    past = {on: office.run("assess", "--on", on, "--json") for on in BEFORE}
    later = {on: office.assess(on) for on in FROM_THEN}
    (kept,) = decisions.recorded(office.database)

    ship(v1=version("1", valid_until="2026-06-30"), v2=version("2", "2026-07-01", persons=1))

    for on in BEFORE:
        assert office.run("assess", "--on", on, "--json") == past[on]
    assert decisions.recorded(office.database) == (kept,)
    assert (kept.ruleset_id, kept.ruleset_version) == ("limburg-2013", "1")
    assert decisions.recomputed(office.database, number) == kept.assessment
    for on in FROM_THEN:
        assert later[on]["ruleset_version"] == "1"
        assert office.assess(on)["ruleset_version"] == "2"
        assert office.assess(on)["municipalities"] != later[on]["municipalities"]


def test_the_rules_in_force_on_the_day_of_the_assessment_apply(samples: Office, ship: Ship) -> None:
    ship(v1=version("1", valid_until="2026-06-30"), v2=version("2", "2026-07-01"))
    days = ("2013-10-01", "2026-06-30", "2026-07-01", "2099-01-01")
    assert [samples.assess(on)["ruleset_version"] for on in days] == ["1", "1", "2", "2"]
    assert samples.assess("2020-01-01", "--ruleset", "limburg-2013")["ruleset_version"] == "2"


def test_a_decision_keeps_the_version_of_its_own_date(
    decided: tuple[Office, int], ship: Ship
) -> None:
    office, number = decided
    ship(v1=version("1", valid_until="2026-06-30"), v2=version("2", "2026-07-01", persons=1))
    proposed = {
        each["code"]: each["proposed_step"]
        for each in office.assess("2026-07-01")["municipalities"]
    }
    intent = Intent(
        proposed[VENLO], date(2026, 7, 1), "Volgt uit de nieuwe drempels van het kader."
    )
    second, _ = decisions.decide(office.database, LOCAL, VENLO, intent)
    kept = {each.decision.number: each for each in decisions.recorded(office.database)}
    assert [kept[each].ruleset_version for each in (number, second)] == ["1", "2"]
    for each in (number, second):
        assert decisions.recomputed(office.database, each) == kept[each].assessment


def test_a_day_before_any_rules_is_refused_in_words(samples: Office) -> None:
    answer = samples.run("assess", "--on", "2013-09-30")
    assert answer.status == 1
    assert answer.text == (
        "Op 30 september 2013 gold nog geen kader; het eerste ging in op 1 oktober 2013. Kies een "
        "latere datum.\n"
    )


def test_a_faulty_folder_is_refused_by_every_verb_that_assesses(office: Office, ship: Ship) -> None:
    ship(a=version("1", persons=-1))
    for verb in (["assess"], ["simulate", "--ruleset", "limburg-2013"]):
        answer = office.run(*verb, "--json")
        (problem,) = answer.json["problems"]
        assert (answer.status, problem["code"]) == (1, "RuleSetInvalid")
        assert "a.toml, regel 41, steps.2.enter.backlog_persons: -1" in problem["message"]
