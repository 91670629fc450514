"""The verbs `log` and `verify-log`: what is on record, and whether it is as it was written."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from supervision.storage import audit
from tests.cli.office import HORST, OVERVIEW, Office
from tests.storage.tampering import drop_guards


@pytest.fixture
def busy(office: Office) -> Office:
    """A desk at which four things happened, one of them refused."""
    office.import_("overview.csv", OVERVIEW, "--as", "anna")
    opening = ("opening", HORST, "--half-year", "2025-1", "--as", "bram")
    assert office.run(*opening, "--persons", -16, "--note", "letter of COA").status == 0
    assert office.run("withdraw", 7, "--reason", "wrong file", "--as", "bram").status == 1
    assert office.run("withdraw", 1, "--reason", "wrong file", "--as", "anna").status == 0
    return office


def tamper(office: Office, statement: str) -> None:
    """Do something to the record that the product would not do."""
    drop_guards(office.database)
    with office.database.engine.begin() as connection:
        connection.execute(text(statement))


def test_a_whole_record_is_told_in_one_line_with_count_and_last_hash(busy: Office) -> None:
    answer = busy.run("verify-log")
    last = busy.run("log", "--json").json[-1]["hash"]
    assert answer.status == 0
    assert answer.text == f"Het logboek is ongeschonden: 4 regels, laatste hash {last}.\n"


def test_a_whole_record_as_json(busy: Office) -> None:
    answer = busy.run("verify-log", "--json")
    last = busy.run("log", "--json").json[-1]["hash"]
    assert answer.status == 0
    assert answer.json.pop("message") == busy.run("verify-log").text.strip()
    told = {"whole": True, "entries": 4, "last_hash": last, "first_bad": None}
    assert {name: answer.json[name] for name in told} == told


def test_the_record_of_an_empty_store_is_whole(office: Office) -> None:
    answer = office.run("verify-log", "--json")
    assert (answer.status, answer.json["entries"]) == (0, 0)
    assert answer.json["last_hash"] == audit.GENESIS


@pytest.mark.parametrize(
    ("statement", "entry", "damage", "said"),
    [
        ("UPDATE audit_event SET who = 'carla' WHERE id = 2", 2, "altered", "gewijzigd"),
        ("UPDATE audit_event SET at = 'gisteren' WHERE id = 3", 3, "altered", "gewijzigd"),
        ("DELETE FROM audit_event WHERE id = 3", 3, "removed", "verwijderd"),
        ("DELETE FROM audit_event WHERE id > 2", 3, "removed", "verwijderd"),
        ("UPDATE audit_event SET id = 9 WHERE id = 1", 1, "moved", "verplaatst"),
        (
            "INSERT INTO audit_event SELECT 5, at, who, role, action, object, result, details, "
            "previous_hash, hash FROM audit_event WHERE id = 4",
            5,
            "added",
            "toegevoegd",
        ),
        ("UPDATE revision SET audit_hash = 'x'", 4, "unsealed", "apart worden bewaard"),
        ("DELETE FROM revision", 4, "unsealed", "apart worden bewaard"),
    ],
)
def test_the_first_bad_entry_is_named_and_the_exit_status_is_1(
    busy: Office, statement: str, entry: int, damage: str, said: str
) -> None:
    tamper(busy, statement)
    answer = busy.run("verify-log")
    assert answer.status == 1
    assert answer.text.count("\n") == 1
    assert answer.text.startswith(f"Regel {entry} ")
    assert said in answer.text
    answer = busy.run("verify-log", "--json")
    assert (answer.status, answer.json["whole"]) == (1, False)
    assert answer.json["first_bad"] == {"entry": entry, "damage": damage}


def test_english_on_request(busy: Office) -> None:
    tamper(busy, "DELETE FROM audit_event WHERE id = 3")
    assert busy.run("--language", "en", "verify-log").text == "Entry 3 was removed.\n"


def test_without_a_store_nothing_is_verified(bare: Office) -> None:
    answer = bare.run("verify-log", "--json")
    assert answer.status == 1
    assert [each["code"] for each in answer.json["problems"]] == ["StoreNotReady"]


def test_log_tells_who_did_what_in_order(busy: Office) -> None:
    events = busy.run("log", "--json").json
    assert [(e["id"], e["who"], e["action"], e["about"], e["result"]) for e in events] == [
        (1, "anna", "import", "batch 1", "done"),
        (2, "bram", "opening", f"{HORST} 2025-1", "done"),
        (3, "bram", "withdraw", "batch 7", "refused"),
        (4, "anna", "withdraw", "batch 1", "done"),
    ]
    assert set(events[0]) == {
        *("id", "at", "who", "role", "action", "about", "result", "details"),
        *("previous_hash", "hash"),
    }
    assert events[0]["at"] == "2026-11-24T11:00:00+00:00"
    assert events[2]["details"] == {"refused": "NotFound", "kind": "batch", "key": "7"}
    lines = busy.run("log").text.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3", "4"]
    assert "24-11-2026 12:00:00" in lines[0]


def test_log_still_tells_what_can_be_read_where_somebody_tampered(busy: Office) -> None:
    tamper(busy, "UPDATE audit_event SET at = 'x', who = x'ff', details = 'no' WHERE id = 2")
    events = busy.run("log", "--json").json
    assert (events[1]["at"], events[1]["who"]) == (None, "\N{REPLACEMENT CHARACTER}")
    assert events[1]["details"] == {"unreadable": "no"}
    assert len(busy.run("log").text.splitlines()) == 4
