"""The record in words: what an entry says to people, what is shown, and what is handed out."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import pytest

from supervision.domain.actor import Role
from supervision.exports.csv_file import to_csv
from supervision.exports.inert import inert_in_csv
from supervision.exports.xlsx_file import to_xlsx
from supervision.storage.audit import Event
from supervision.storage.verification import Break, Damage, Verification
from supervision.usecases.access import Action
from supervision.views import entry
from supervision.views.record import (
    Filter,
    choices,
    damage,
    download,
    local,
    matching,
    trail_table,
    verdict,
)
from supervision.words import words
from supervision.words.record import action_name, result_name, role_name

NL, EN = words("nl"), words("en")
HASH = "0123456789abcdef" * 4
WHOLE = Verification(3, HASH, None)


def event(number: int = 1, **told: Any) -> Event:
    """An entry; whatever the test is not about is as usual."""
    usual = {
        "at": datetime(2026, 11, 24, 11, 0, 5, 250_000, tzinfo=UTC),
        "who": "anna",
        "role": "supervisor",
        "action": "decide",
        "about": "decision 3 GM0983",
        "result": "done",
        "details": {},
        "previous_hash": "0" * 64,
        "hash": HASH,
    }
    return Event(number, **usual | told)


@pytest.mark.parametrize("t", [NL, EN], ids=["nl", "en"])
def test_every_action_role_and_damage_has_a_name(t) -> None:
    for names, say in (
        (list(Action), action_name),
        (list(Role), role_name),
        (["done", "refused"], result_name),
    ):
        said = [say(str(each), t) for each in names]
        assert len(set(said)) == len(names)
    for each in Damage:
        assert "7" in damage(Break(7, each), t)
    assert len({damage(Break(7, each), t) for each in Damage}) == len(Damage)


def test_no_action_is_left_as_the_code_calls_it() -> None:
    assert [each for each in Action if action_name(each, NL) == each.value] == []


def test_an_action_of_another_version_is_shown_as_it_stands() -> None:
    assert action_name("teleport", NL) == "teleport"
    assert role_name("keizer", NL) == "keizer"


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("batch 7", "aanlevering 7"),
        ("batch 7, dossier GM0983", "aanlevering 7, dossier Venlo (GM0983)"),
        ("draft 3", "upload 3"),
        ("decision 3 GM0983", "besluit 3 Venlo (GM0983)"),
        ("GM0983 step 4", "Venlo (GM0983) trede 4"),
        ("GM0983 GM1507 2026-2", "Venlo (GM0983) Horst aan de Maas (GM1507) 2026-2"),
        ("excuse 2 GM0983", "verschoonbaarheid 2 Venlo (GM0983)"),
        ("GM0983 linked_too_few", "Venlo (GM0983) COA koppelde te weinig personen"),
        ("GM0983", "Venlo (GM0983)"),
        ("GM9999 2026-1", "GM9999 2026-1"),
        ("note 1 GM0983", "notitie 1 Venlo (GM0983)"),
        ("dossier GM0983 2026-1", "dossier Venlo (GM0983) 2026-1"),
        (
            "dossier GM0983 2026-1, known 2026-10-01",
            "dossier Venlo (GM0983) 2026-1, zoals bekend op 1 oktober 2026",
        ),
        (
            "letter trede-1-signaleren GM0983, decision 3",
            "brief trede-1-signaleren Venlo (GM0983), besluit 3",
        ),
        ("samples", "voorbeeldhalfjaren"),
        ("swap 2026-1.csv", "swap 2026-1.csv"),
        ("Gemeente é – 'x'", "Gemeente é – 'x'"),
        ("2026-13-45", "2026-13-45"),
        ("", ""),
    ],
)
def test_what_an_entry_is_about_in_words(about: str, said: str) -> None:
    assert entry.about(event(about=about), NL) == said


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({}, ""),
        ({"reason": "x"}, ""),
        (
            {"old": {"step": 0, "term": None}, "new": {"step": 1, "term": "2027-01-01"}},
            "trede: geen trede → 1 · termijn: – → 1 januari 2027",
        ),
        (
            {"old": {"step": 3, "term": None}, "new": {"step": 3, "term": None, "named": None}},
            "trede: 3 → 3",
        ),
        (
            {"old": {"status": "draft"}, "new": {"status": "rejected"}},
            "status: concept, wacht op een tweede persoon → afgewezen",
        ),
        ({"old": {"valid_until": "2026-12-31"}, "new": None}, "tot en met: 31 december 2026 → –"),
        ({"old": {"opening": None}, "new": {"opening": -16}}, "beginstand: – → −16"),
        ({"old": {"counts": True}, "new": {"counts": False}}, "telt mee: ja → nee"),
        ({"old": "weg", "new": ["ook"]}, ""),
        ({"old": {"stap": 1}, "new": {"stap": 2}}, "stap: 1 → 2"),
    ],
)
def test_old_and_new_value_in_words(details: dict[str, object], said: str) -> None:
    assert entry.change(event(details=details), NL) == said


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"ruleset": "limburg-2013 1", "old": {"step": 1}, "deviation": "", "corrects": None}, ""),
        (
            {"rationale": "Gemist.", "kind": "escalate", "decided_on": "2026-11-24", "draft": True},
            "soort: opschalen · datum van het besluit: 24 november 2026 · motivering: Gemist. · "
            "wacht op een tweede persoon: ja",
        ),
        ({"kind": "targets", "rows": 31}, "soort: taakstellingen · rijen: 31"),
        (
            {"giver": "GM0983", "taker": "GM1507", "persons": 2},
            "draagt over: Venlo (GM0983) · neemt over: Horst aan de Maas (GM1507) · personen: 2",
        ),
        (
            {"choices": json.dumps({"kind": None, "as_of": "2026-04-01", "columns": {"Opm": "?"}})},
            "gekozen bij het bestand: stand per: 1 april 2026 · kolommen: Opm: ?",
        ),
        ({"choices": "{"}, "gekozen bij het bestand: onleesbaar: {"),
        ({"unreadable": "[[ {x}"}, "onleesbaar: [[ {x}"),
        ({"list": [1, None, True], "reason": "{n}"}, "reden: {n} · list: 1, –, ja"),
    ],
)
def test_further_details_in_words(details: dict[str, object], said: str) -> None:
    assert entry.further(event(details=details), NL) == said


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (
            {"refused": "NotAllowed", "actor": "carla", "action": "decide"},
            "carla mag dit niet. Vraag de beheerder om een andere rol.",
        ),
        ({"refused": "NotFound", "kind": "batch", "key": "7"}, "Er is geen aanlevering 7."),
        (
            {"refused": "DecisionRefused", "objections": ["in_the_future"], "shortest": 20},
            "De datum van het besluit ligt in de toekomst.",
        ),
        ({"refused": "NotFound", "kind": "heks"}, "soort: heks · geweigerd wegens: NotFound"),
        ({"refused": "annotations"}, "geweigerd wegens: annotations"),
        ({"refused": "Exploded", "key": 7}, "geweigerd wegens: Exploded · key: 7"),
        ({"oddity": "viewer"}, "oddity: viewer"),
    ],
)
def test_a_refusal_says_what_was_said_then(details: dict[str, object], said: str) -> None:
    assert entry.further(event(result="refused", details=details), NL) == said


def test_a_moment_is_told_in_dutch_time_to_the_second() -> None:
    summer = datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC)
    assert local(event().at, NL) == "24-11-2026 12:00:05"
    assert local(summer, NL) == "02-07-2026 00:59:59"
    assert local(None, NL) == "–"


# --- choosing -------------------------------------------------------------------------------

TRAIL = (
    event(1, action="import", about="batch 1", details={"file": "venlo.csv"}),
    event(2, who="bram", action="decide", about="decision 1 GM0983", details={"rationale": "Kort"}),
    event(3, who="bram", action="decide", about="GM1507 step 4", result="refused"),
    event(4, who="Anna", action="swap", about="swap 1", details={"giver": "GM1507"}),
)


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        (Filter(), [4, 3, 2, 1]),
        (Filter(action="decide"), [3, 2]),
        (Filter(person="bram", result="done"), [2]),
        (Filter(result="refused"), [3]),
        (Filter(text="venlo"), [2, 1]),
        (Filter(text="HORST AAN"), [4, 3]),
        (Filter(text="GM0983"), [2]),
        (Filter(text="kort"), [2]),
        (Filter(text="batch 1"), [1]),
        (Filter(text="aanlevering 1"), [1]),
        (Filter(text="nergens"), []),
        (Filter(action="decide", text="Horst"), [3]),
    ],
)
def test_a_filter_lets_pass_what_fits_all_of_it_the_newest_first(
    chosen: Filter, numbers: list[int]
) -> None:
    assert [each.id for each in matching(TRAIL, chosen, NL)] == numbers


def test_what_occurs_can_be_chosen_in_the_order_of_the_names() -> None:
    found = choices(TRAIL, NL)
    assert list(found.actions.items()) == [
        ("decide", "besluit vastleggen"),
        ("import", "bestand inlezen"),
        ("swap", "uitruil vastleggen"),
    ]
    assert sorted(found.persons) == ["Anna", "anna", "bram"]
    assert dict(found.results) == {"done": "gedaan", "refused": "geweigerd"}


# --- showing and handing out ----------------------------------------------------------------


def test_the_screen_shows_the_start_of_a_hash_and_the_download_all_of_it() -> None:
    told = event(details={"sha256": HASH})
    screen, handed_out = trail_table([told], NL), download([told], WHOLE, NL)
    assert screen.rows[0][-1] == "vingerafdruk (SHA-256): 0123456789ab…"
    assert f"vingerafdruk (SHA-256): {HASH}" in handed_out.rows[0]
    headings = [column.heading for column in screen.columns]
    assert headings == [
        *("Nr.", "Wanneer", "Wie", "Rol", "Handeling", "Betreft", "Uitkomst"),
        *("Oud → nieuw", "Kader", "Verdere gegevens"),
    ]


def test_the_download_has_utc_and_the_hashes_and_says_whether_the_record_was_whole() -> None:
    table = download([event(), event(2, at=None)], WHOLE, NL)
    text = to_csv(table, NL).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text), delimiter=";")
    assert first["Wanneer"] == "24-11-2026 12:00:05"
    assert first["Wanneer (UTC)"] == "2026-11-24T11:00:05.250000+00:00"
    assert (first["Hash van de vorige regel"], first["Hash"]) == ("0" * 64, HASH)
    assert (second["Wanneer"], second["Wanneer (UTC)"]) == ("–", "–")
    assert table.notes == (("Controle", verdict(WHOLE, NL)),)
    broken = download([event()], Verification(1, HASH, Break(1, Damage.MOVED)), NL)
    assert broken.notes[0][1].startswith("Regel 1 is verplaatst")


EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "＝1")


def test_no_text_of_a_person_becomes_a_formula_in_the_download() -> None:
    table = download([event(about=each, who=each) for each in EVIL], WHOLE, NL)
    rows = csv.DictReader(io.StringIO(to_csv(table, NL).decode("utf-8-sig")), delimiter=";")
    assert [row["Wie"] for row in rows] == [inert_in_csv(each) for each in EVIL]
    assert all(inert_in_csv(each).startswith("'") for each in EVIL)
    with ZipFile(io.BytesIO(to_xlsx(table, NL))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_verdict_is_one_sentence() -> None:
    assert verdict(WHOLE, NL) == f"Het logboek is ongeschonden: 3 regels, laatste hash {HASH}."
    many = Verification(1_234, HASH, None)
    assert verdict(many, EN) == f"The audit trail is whole: 1,234 entries, last hash {HASH}."
