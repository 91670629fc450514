"""Decisions as the dossier shows them: the time line, the progress, mergers, and all years."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.domain.deciding import Intent
from supervision.domain.decision import Decision, DecisionKind
from supervision.rulesets import find_ruleset
from supervision.storage.database import Database
from supervision.usecases import assessing, decisions
from supervision.views.decided import (
    about,
    decisions_table,
    inherited_measures,
    progress,
    progress_text,
    step_text,
)
from supervision.views.draft import draft_table
from supervision.views.interventions import FIELDS, interventions, interventions_document
from supervision.words import words
from tests.cli.office import Office
from tests.supervised import (
    ANNA,
    BRAM,
    KERKRADE,
    VENLO,
    WHY,
    bring_in,
    first_half_of_2026,
    first_month,
    until_2026,
)

T = words("nl")
TODAY = date(2026, 11, 24)


@pytest.fixture
def store(office: Office) -> Database:
    until_2026(office.database)
    first_half_of_2026(office.database)
    return office.database


def rows(store: Database, code: str) -> list[dict[str, object]]:
    snapshot = assessing.snapshot(store, TODAY)
    table = decisions_table(about(snapshot.decisions, code), snapshot.province.ruleset, T)
    headings = [column.heading for column in table.columns]
    return [dict(zip(headings, row, strict=True)) for row in table.rows]


def test_the_time_line_has_every_decision_the_last_first(store: Database) -> None:
    number, _ = decisions.decide(store, ANNA, KERKRADE, Intent(4, TODAY, WHY))
    decisions.confirm(store, BRAM, number)
    found = rows(store, KERKRADE)
    assert [(row["Datum"], row["Wat"]) for row in found] == [
        (TODAY, "opschalen: van trede 3 naar 4 Vooraankondiging van indeplaatsstelling"),
        (date(2026, 1, 12), "opschalen: van trede 2 naar 3 Actief toezicht"),
        (date(2025, 8, 11), "opschalen: van trede 1 naar 2 Informatie opvragen en valideren"),
        (date(2025, 7, 10), "opschalen: van trede 0 naar 1 Signaleren"),
    ]
    assert found[0]["Status"] == (
        "definitief; vastgelegd 24-11-2026 12:00 door anna; bevestigd 24-11-2026 12:00 door bram"
    )
    assert found[0]["Termijn"] == "tot en met 16-03-2027", "16 weeks"
    assert "Afwijking: Eerste maandcijfer ontbreekt" in str(found[2]["Motivering"])


def test_what_was_rejected_or_corrected_stays_to_be_seen(store: Database) -> None:
    draft, _ = decisions.decide(store, ANNA, KERKRADE, Intent(4, TODAY, WHY))
    decisions.reject(store, BRAM, draft, "eerst overleg met de gemeente")
    wrong, _ = decisions.decide(store, ANNA, VENLO, Intent(1, TODAY, WHY))
    right, _ = decisions.decide(
        store, ANNA, VENLO, Intent(0, TODAY, WHY, deviation="telfout van COA", corrects=wrong)
    )
    assert (
        "afgewezen 24-11-2026 12:00 door bram: eerst overleg" in rows(store, KERKRADE)[0]["Status"]
    )
    latest, first = rows(store, VENLO)
    assert f"hersteld door een later besluit ({right})" in str(first["Status"])
    assert f"Herstelt besluit {wrong}." in str(latest["Motivering"])
    assert assessing.snapshot(store, TODAY).province.assessments[VENLO].measure.step == 0


def test_the_progress_counts_what_was_housed_since_and_ends_in_a_lapse(store: Database) -> None:
    since = date(2026, 7, 1)
    decisions.decide(
        store,
        ANNA,
        VENLO,
        Intent(1, TODAY, WHY, date(2026, 12, 24), named=5, counted_from=since),
    )

    def now() -> object:
        return progress(assessing.snapshot(store, TODAY).province.assessments[VENLO])

    before = now()
    assert (before.named, before.housed, before.to_go, before.days_left) == (5, 0, 5, 30)
    first_month(store)
    after = now()
    assert (after.housed, after.to_go) == (6, 0)
    assert progress_text(after, T) == (
        "Van de 5 genoemde personen zijn er sinds 1 juli 2026 6 gehuisvest; nog 0 te gaan. "
        "Nog 30 dagen, tot en met 24 december 2026."
    )
    found = assessing.snapshot(store, TODAY).province.assessments[VENLO]
    assert (found.outcome, found.proposed_step) == ("cleared", 0)


def test_without_a_number_there_is_no_progress(store: Database) -> None:
    assert progress(assessing.snapshot(store, TODAY).province.assessments[KERKRADE]) is None


def test_measures_end_with_a_merger_and_show_at_the_successor(office: Office) -> None:
    """Nuth, Onderbanken and Schinnen became Beekdaelen on 1 January 2019."""
    store, nuth, beekdaelen = office.database, "GM0951", "GM1954"
    bring_in(
        store,
        "taakstelling_2018-1.csv",
        b"Taakstelling 2018-1\nGemeentecode;Netto taakstelling;Achterstand/voorsprong\n"
        b"GM0951;10;0\n",
    )
    bring_in(
        store,
        "realisatie_2018-07-01.csv",
        b"Stand per 1-7-2018\nGemeentecode;Gerealiseerd\nGM0951;2\n",
    )
    decisions.decide(store, ANNA, nuth, Intent(1, date(2018, 7, 10), WHY))
    snapshot = assessing.snapshot(store, date(2019, 4, 1))
    assert snapshot.province.assessments[beekdaelen].measure.step == 0
    assert inherited_measures(beekdaelen, snapshot, T) == (
        "Nuth stond sinds 10 juli 2018 op trede 1; de maatregel eindigde met de herindeling, "
        "op 31 december 2018.",
    )
    assert inherited_measures(VENLO, snapshot, T) == ()


def test_all_interventions_of_all_years_with_their_reasons(store: Database) -> None:
    decisions.decide(store, ANNA, KERKRADE, Intent(4, TODAY, WHY))
    recorded = decisions.recorded(store)
    table = interventions(recorded, T)
    assert [row[3:8] for row in table.rows] == [
        (2025, "2025-2", date(2025, 7, 10), 0, 1),
        (2025, "2025-2", date(2025, 8, 11), 1, 2),
        (2026, "2026-1", date(2026, 1, 12), 2, 3),
    ], "a draft is no intervention yet"
    assert all(row[9].startswith(WHY) for row in table.rows)
    assert len(table.notes) == len(FIELDS) == len(table.columns)


def test_the_document_for_json_explains_each_of_its_fields(store: Database) -> None:
    document = interventions_document(decisions.recorded(store), T)
    fields = [each["field"] for each in document["dictionary"]]
    assert all(list(row) == fields for row in document["rows"])
    assert all(each["meaning"] and each["heading"] for each in document["dictionary"])


# --- in words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("escalate", 1, 2, "opschalen: van trede 1 naar 2 Informatie opvragen en valideren"),
        ("lapse", 3, 0, "maatregel beëindigen: van trede 3 naar geen trede"),
        ("hold", 1, 1, "handhaven op trede 1 Signaleren"),
        ("extend", 3, 3, "termijn verlengen op trede 3 Actief toezicht"),
        ("hold", 0, 0, "handhaven: geen trede"),
    ],
)
def test_what_happens_to_the_step_reads_as_a_person_would_say_it(
    kind: str, old: int, new: int, said: str
) -> None:
    ruleset = find_ruleset("limburg-2013")
    decision = Decision(1, VENLO, DecisionKind(kind), old, new, TODAY)
    assert step_text(decision, ruleset, T) == said


# --- a draft -----------------------------------------------------------------------------------


def test_the_second_person_reads_everything_that_becomes_final(store: Database) -> None:
    deviation, since = "afspraken zijn niet nagekomen", date(2026, 11, 1)
    intent = Intent(4, TODAY, WHY, date(2027, 3, 31), 30, since, deviation)
    decisions.decide(store, ANNA, KERKRADE, intent)
    snapshot = assessing.snapshot(store, TODAY)
    draft = about(snapshot.decisions, KERKRADE)[-1]
    assert dict(draft_table(draft, snapshot.province.ruleset, T).rows) == {
        "Trede": "opschalen: van trede 3 naar 4 Vooraankondiging van indeplaatsstelling",
        "Voorstel van het systeem": "4 Vooraankondiging van indeplaatsstelling",
        "Datum van het besluit": "24 november 2026",
        "Termijn": "tot en met 31 maart 2027",
        "Te huisvesten personen": "30",
        "Huisvesting telt vanaf": "1 november 2026",
        "Motivering": WHY,
        "Reden voor de afwijking": deviation,
        "Reden voor spoed": "–",
        "Herstelt besluit": "–",
        "Kader": "limburg-2013 1",
        "Voorbereid": f"{T.moment(draft.recorded_at)} door anna",
    }


@pytest.mark.parametrize(
    ("on", "until", "told"),
    [
        (date(2026, 12, 22), date(2026, 12, 24), "Nog 2 dagen, tot en met 24 december 2026."),
        (date(2026, 12, 23), date(2026, 12, 24), "Nog 1 dag, tot en met 24 december 2026."),
        (date(2026, 12, 24), date(2026, 12, 24), "De termijn eindigt vandaag, 24 december 2026."),
        (date(2026, 12, 25), date(2026, 12, 24), "De termijn (24 december 2026) is verlopen."),
        (date(2026, 12, 31), date(2027, 1, 1), "Nog 1 dag, tot en met 1 januari 2027."),
        (date(2027, 1, 1), date(2027, 1, 1), "De termijn (1 januari 2027) is verlopen."),
    ],
    ids=["before", "the day before", "the last day", "after", "before a measurement", "measured"],
)
def test_a_term_that_has_lapsed_has_no_days_left(
    store: Database, on: date, until: date, told: str
) -> None:
    """A term until a reference date has lapsed on that date: its measurement is the test."""
    intent = Intent(1, TODAY, WHY, until, named=5, counted_from=date(2026, 7, 1))
    decisions.decide(store, ANNA, VENLO, intent)
    found = progress(assessing.snapshot(store, on).province.assessments[VENLO])
    assert found is not None
    assert progress_text(found, T).endswith(f"te gaan. {told}")
