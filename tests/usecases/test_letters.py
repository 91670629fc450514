"""Which letter a municipality gets, and that taking it along is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.decision import Decision, DecisionKind
from supervision.errors import InvalidRequest, NotFound
from supervision.reference import register
from supervision.storage.database import Database
from supervision.usecases import assessing, clock, decisions, letters, record
from supervision.views.letter_bundle import bundle_label, bundle_name, letters_to_come
from supervision.views.letters import (
    KINDS,
    TEMPLATES,
    Matter,
    documents_about,
    file_name,
    matter_of,
    templates_for,
)
from supervision.words import words
from tests.cli.office import Office
from tests.usecases import decided as story
from tests.usecases.decided import ANNA, BERT, NUMBERS

NL = words("nl")
TODAY = date(2026, 11, 24)
RATIONALE = "De achterstand is op de peildatum ontstaan."


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 24, 15, 0, tzinfo=UTC))


# --- by decision ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "templates"),
    [
        ("step 1", ["trede-1-signaleren"]),
        ("step 2", ["trede-2-informatie"]),
        ("step 3", ["trede-3-actief-toezicht"]),
        ("step 4", ["trede-4-vooraankondiging", "trede-4-gemeenteblad", "trede-4-gemeenteraad"]),
        ("step 5", ["trede-5-indeplaatsstelling", "trede-5-gemeenteblad", "trede-5-gemeenteraad"]),
        ("step 6", ["trede-6-uitvoering"]),
        ("urgent", ["trede-6-uitvoering"]),
        ("skipping", ["trede-3-actief-toezicht"]),
        ("frozen", ["bevriezen"]),
        ("extended", ["verlenging"]),
        ("lowered", ["afschaling"]),
        ("held", ["voortzetting"]),
        ("lapsed", ["afloop"]),
        ("corrected", ["afloop"]),
    ],
)
def test_the_letters_of_a_decision(decided: Database, name: str, templates: list[str]) -> None:
    found = letters.of_decision(decided, NUMBERS[name])
    assert [each.template for each in found] == templates
    assert {each.decision for each in found} == {NUMBERS[name]}


def test_every_kind_of_decision_to_every_step_has_its_letters() -> None:
    for kind in DecisionKind:
        for step in range(7):
            decision = Decision(1, "GM0983", kind, 1, step, TODAY)
            assert set(templates_for(decision)) <= set(TEMPLATES)
    assert set(KINDS) | {DecisionKind.ESCALATE} == set(DecisionKind)


def test_a_decision_that_no_longer_counts_has_no_letter(decided: Database) -> None:
    with pytest.raises(InvalidRequest) as refused:
        letters.of_decision(decided, NUMBERS["wrong"])
    assert refused.value.fields["reason"] == "no_longer_counts"


def test_a_rejected_draft_has_no_letter(samples: Office) -> None:
    intent = Intent(4, TODAY, RATIONALE, deviation="Op verzoek van de gemeente")
    number, _ = decisions.decide(samples.database, ANNA, story.VENLO, intent)
    assert letters.of_decision(samples.database, number)[0].template == "trede-4-vooraankondiging"
    decisions.reject(samples.database, BERT, number, "Te vroeg")
    with pytest.raises(InvalidRequest):
        letters.of_decision(samples.database, number)


def test_a_decision_that_is_not_there_has_no_letter(decided: Database) -> None:
    with pytest.raises(NotFound):
        letters.of_decision(decided, 999)


# --- by municipality ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "on", "template", "decision"),
    [
        (story.VENLO, "2026-11-24", "trede-6-uitvoering", "step 6"),
        (story.VENLO, "2026-08-09", "trede-5-indeplaatsstelling", "step 5"),
        (story.VENLO, "2025-01-02", "trede-1-signaleren", "step 1"),
        (story.HEERLEN, "2026-11-24", "trede-6-uitvoering", "urgent"),
        (story.KERKRADE, "2026-11-24", "bevriezen", "frozen"),
        (story.MAASTRICHT, "2026-11-24", "afloop", "lapsed"),
        (story.LEUDAL, "2026-11-24", "preventief", None),
    ],
)
def test_the_letter_of_a_municipality_on_a_date(
    decided: Database, code: str, on: str, template: str, decision: str | None
) -> None:
    found = letters.of_municipality(decided, code, date.fromisoformat(on))
    assert found[0].template == template
    assert found[0].decision == (None if decision is None else NUMBERS[decision])
    assert found[0].code == code


def test_a_draft_goes_before_the_decision_that_counts(samples: Office) -> None:
    database = samples.database
    decisions.decide(database, ANNA, story.KERKRADE, Intent(1, date(2026, 7, 2), RATIONALE))
    draft = Intent(4, date(2026, 11, 20), RATIONALE, deviation="Op verzoek van de gemeente")
    decisions.decide(database, ANNA, story.KERKRADE, draft)

    def template(on: date) -> str:
        return letters.of_municipality(database, story.KERKRADE, on)[0].template

    assert template(TODAY) == "trede-4-vooraankondiging"
    assert template(date(2026, 11, 19)) == "trede-1-signaleren"


def test_a_decision_off_the_ladder_is_written_about_in_its_half_year_only(
    samples: Office,
) -> None:
    database, code = samples.database, story.GULPEN
    decisions.decide(database, ANNA, code, Intent(1, date(2025, 7, 2), RATIONALE))
    lapse = Intent(0, date(2025, 12, 30), RATIONALE, deviation="Het herstelplan loopt goed.")
    number, _ = decisions.decide(database, ANNA, code, lapse)
    assert matter_of(assessing.snapshot(database, date(2025, 12, 31)), code) == Matter(code, number)
    later = matter_of(assessing.snapshot(database, date(2026, 11, 24)), code)
    assert later is None or later.decision is None


def test_who_needs_no_letter_gets_none(decided: Database) -> None:
    with pytest.raises(InvalidRequest) as refused:
        letters.of_municipality(decided, "GM0889", TODAY)
    assert refused.value.fields["reason"] == "no_letter"


def test_an_unknown_municipality_and_a_date_to_come_are_refused(decided: Database) -> None:
    with pytest.raises(NotFound):
        letters.of_municipality(decided, "GM9999", TODAY)
    with pytest.raises(InvalidRequest):
        letters.of_municipality(decided, story.VENLO, date(2026, 11, 25))


def test_a_selection_gives_the_letters_of_those_who_have_one(decided: Database) -> None:
    codes = [story.VENLO, "GM0889", story.LEUDAL]
    found = letters.of_selection(decided, codes, TODAY)
    assert [each.template for each in found] == ["trede-6-uitvoering", "preventief"]


# --- proposed, not decided ------------------------------------------------------------------


def _proposed_early(samples: Office) -> tuple[str, int]:
    """A municipality of the samples that is flagged early, off the ladder, and proposed a step."""
    province = assessing.snapshot(samples.database, TODAY).province
    return next(
        (each.code, each.proposed_step)
        for each in province.assessments.values()
        if each.preventive and not each.measure.step and each.proposed_step
    )


def test_who_is_proposed_a_step_gets_no_preventive_letter_before_the_decision(
    samples: Office,
) -> None:
    code, step = _proposed_early(samples)
    snapshot = assessing.snapshot(samples.database, TODAY)
    assert matter_of(snapshot, code) is None
    told = letters_to_come(snapshot, [code], register(), NL)
    assert told == f"De brief van trede {step} komt na het besluit."
    name = register().by_code[code].name
    told = letters_to_come(snapshot, ["GM0889", code], register(), NL)
    assert told == f"De brief van trede {step} komt na het besluit: {name}."
    assert letters_to_come(snapshot, ["GM0889"], register(), NL) == ""
    with pytest.raises(InvalidRequest) as refused:
        letters.of_municipality(samples.database, code, TODAY)
    assert refused.value.fields["reason"] == "letter_follows"


@pytest.mark.parametrize(
    ("to", "deviation", "template"),
    [(1, "", "trede-1-signaleren"), (0, "De achterstand is eenmalig.", "preventief")],
)
def test_once_decided_the_letter_is_that_of_the_decision(
    samples: Office, to: int, deviation: str, template: str
) -> None:
    """Who chose to leave it at the flag has decided too: then the preventive letter goes."""
    code, _ = _proposed_early(samples)
    decisions.decide(
        samples.database, ANNA, code, Intent(to, TODAY, RATIONALE, deviation=deviation)
    )
    found = letters.of_municipality(samples.database, code, TODAY)
    assert [each.template for each in found] == [template]


@pytest.mark.parametrize(
    ("templates", "label"),
    [
        (["preventief"], "Download 1 preventieve brief (zip)"),
        (["preventief"] * 3, "Download 3 preventieve brieven (zip)"),
        (["trede-1-signaleren"], "Download 1 brief bij besluiten (zip)"),
        (["trede-6-uitvoering", "afloop"], "Download 2 brieven bij besluiten (zip)"),
        (["preventief", "afloop"], "Download 2 brieven (zip): 1 preventief, 1 bij besluiten"),
    ],
)
def test_the_button_says_what_is_in_the_zip(templates: list[str], label: str) -> None:
    assert bundle_label(templates, NL) == label


# --- names ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "name", "file"),
    [
        ("trede-2-informatie", "Venlo", "2026-11-24_Venlo_trede-2_concept.docx"),
        (
            "trede-4-gemeenteblad",
            "Bergen (L.)",
            "2026-11-24_Bergen-L_trede-4-gemeenteblad_concept.docx",
        ),
        ("preventief", "Horst aan de Maas", "2026-11-24_Horst-aan-de-Maas_preventief_concept.docx"),
        ("afloop", "../..\\x", "2026-11-24_x_afloop_concept.docx"),
    ],
)
def test_a_file_name_can_be_read_and_is_safe(template: str, name: str, file: str) -> None:
    assert file_name(template, name, TODAY, sample=False) == file


def test_the_documents_announced_are_those_that_are_made(decided: Database) -> None:
    snapshot = assessing.snapshot(decided, TODAY)
    for code in (story.VENLO, story.LEUDAL, story.KERKRADE):
        matter = matter_of(snapshot, code)
        assert matter is not None
        made = letters.about(decided, matter, snapshot)
        announced = documents_about(matter, snapshot, register())
        assert [each.file_name for each in announced] == [each.file_name for each in made]
    assert bundle_name(snapshot) == "2026-11-24_brieven_concept_voorbeeldgegevens.zip"


# --- the record -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["viewer", "editor", "supervisor", "admin", "local"])
def test_whoever_takes_letters_along_is_kept(samples: Office, role: str) -> None:
    database, actor = samples.database, Actor("carla", Role(role))
    number, _ = decisions.decide(
        database, ANNA, story.VENLO, Intent(1, date(2025, 1, 2), RATIONALE)
    )
    before = database.revision()
    letters.handed_out(database, actor, letters.of_decision(database, number))
    last = record.trail(database)[-1]
    assert (last.who, last.action) == ("carla", "download")
    assert last.about == f"letter trede-1-signaleren {story.VENLO}, decision {number}"
    assert database.revision() == before
