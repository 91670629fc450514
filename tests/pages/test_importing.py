"""Importing on screen: upload, look, confirm; refuse whole; find a draft again; withdraw."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from supervision.storage.database import database
from supervision.usecases import drafts, imports
from tests.pages.conftest import LOCAL
from tests.pages.deliveries import (
    BROKEN,
    BROKEN_NAME,
    MISTAKES,
    REALISATION_NAME,
    TARGETS_NAME,
    delivered,
    realisation,
    targets,
)
from tests.pages.screens import HELP, IMPORTING, NL, START, assessed, grids, metrics, open_screen

HISTORY = "Lijst van aanleveringen"


def upload(name: str, content: bytes, *, yes: bool = True) -> AppTest:
    """Deliver a file, and say yes to its warnings where it has any."""
    at = open_screen(IMPORTING)
    at.file_uploader[0].upload(name, content, "text/csv").run()
    if yes and at.checkbox:
        at.checkbox[0].check().run()
    assert not at.exception
    return at


def press(at: AppTest, label: str) -> AppTest:
    if label == "Inlezen bevestigen" and at.checkbox and not at.checkbox[0].value:
        at.checkbox[0].check().run()
    next(each for each in at.button if each.label == label).click().run()
    assert not at.exception
    return at


def import_on_screen(name: str, content: bytes) -> AppTest:
    return press(upload(name, content), "Inlezen bevestigen")


def reason(at: AppTest):
    return next(each for each in at.text_input if each.label == "Reden")


def aanlevering(at: AppTest):
    return next(each for each in at.selectbox if each.label == "Aanlevering")


def test_a_good_file_is_understood_and_waits_for_a_yes(empty: str) -> None:
    at = upload(TARGETS_NAME, targets())
    assert metrics(at)["Soort"] == "taakstellingen" or metrics(at)["Soort"] == "taakstelling"
    assert metrics(at)["Halfjaar"] == "2025-1"
    assert metrics(at)["Rijen"] == "31"
    preview = grids(at)["Wat er verandert"]
    assert len(preview.rows) == 31
    assert set(preview.column("Wijziging")) == {"nieuw"}
    assert any("31 nieuw, 0 gewijzigd, 0 ongewijzigd" in each.value for each in at.markdown)
    rows = grids(at)["Eerste rijen van het bestand"].rows
    header = next(n for n, row in enumerate(rows) if "Netto taakstelling" in row)
    taken = dict(zip(rows[header], rows[header + 1], strict=True))
    assert taken["Netto taakstelling"] == "netto taakstelling"
    assert imports.history(database(empty)) == ()
    assert not open_screen(START).metric, "nothing counts before the yes"


def test_after_the_yes_it_counts(empty: str) -> None:
    at = import_on_screen(TARGETS_NAME, targets())
    assert any(TARGETS_NAME in each.value.replace("\\", "") for each in at.success)
    import_on_screen(REALISATION_NAME, realisation())
    assert grids(open_screen(IMPORTING))[HISTORY].column("Bestand") == [
        REALISATION_NAME,
        TARGETS_NAME,
    ]
    shown = metrics(open_screen(START, halfjaar="2025-1"))
    figures = delivered()
    assert shown["Opgave"] == NL.number(sum(d.obligation for d in figures))
    assert shown["Gerealiseerd"] == NL.number(sum(d.realised for d in figures))
    assert shown["Nog te huisvesten"] == NL.number(sum(d.to_house for d in figures))
    assert drafts.waiting(database(empty)) == ()


def test_a_second_file_shows_what_it_changes(empty: str) -> None:
    import_on_screen(TARGETS_NAME, targets())
    import_on_screen(REALISATION_NAME, realisation())
    at = upload("Realisatie per 1 juli 2025 (gecorrigeerd).csv", realisation(more=1))
    assert any("0 nieuw, 31 gewijzigd" in each.value for each in at.markdown)
    first = delivered()[0]
    change = dict(row[::2] for row in grids(at)["Wat er verandert"].rows)[first.name]
    assert f"{first.realised} → {first.realised + 1}" in change


def test_a_broken_file_shows_all_that_is_wrong_and_changes_nothing(own_samples: str) -> None:
    store = database(own_samples)
    before, revision = assessed(own_samples, "2025-1"), store.revision()
    at = upload(BROKEN_NAME, BROKEN)
    assert any("3 fouten. Er is niets gewijzigd." in each.value for each in at.error)
    table = grids(at)["Fouten"]
    assert [row[:3] for row in table.rows] == list(MISTAKES)
    assert all(row[3] and row[4] for row in table.rows), "what is wrong, and how to mend it"
    assert "Bergen (L.)" in table.rows[1][4]
    assert "Inlezen bevestigen" not in [each.label for each in at.button]
    assert store.revision() == revision
    assert assessed(own_samples, "2025-1").province == before.province


def test_a_draft_is_found_again_and_can_be_put_aside(empty: str) -> None:
    upload(TARGETS_NAME, targets())
    at = open_screen(IMPORTING)
    assert f"Bestand {TARGETS_NAME}" in [each.value for each in at.header]
    press(at, "Terzijde leggen")
    assert f"Bestand {TARGETS_NAME}" not in [each.value for each in at.header]
    assert imports.history(database(empty)) == ()
    assert drafts.waiting(database(empty)) == ()


def test_of_two_drafts_the_one_that_is_chosen_is_confirmed(empty: str) -> None:
    upload(TARGETS_NAME, targets())
    at = upload(REALISATION_NAME, realisation())
    waiting = next(each for each in at.selectbox if each.label == "Aanleveringen die wachten")
    assert len(waiting.options) == 2
    older = min(each.id for each in drafts.waiting(database(empty)))
    waiting.set_value(older).run()
    press(at, "Inlezen bevestigen")
    assert [each.file_name for each in imports.history(database(empty))] == [TARGETS_NAME]
    assert [each.file_name for each in drafts.waiting(database(empty))] == [REALISATION_NAME]


def test_what_the_file_leaves_open_is_asked_and_kept(empty: str) -> None:
    content = targets().replace(b", eerste helft 2025", b"")
    at = upload("taakstelling.csv", content)
    assert any("1 fout." in each.value for each in at.error)
    forms = [each for each in at.expander if each.label != HELP]
    assert forms[1].proto.expanded, "the form stands open"
    half_year = next(each for each in at.main.selectbox if each.label == "Halfjaar")
    half_year.set_value("2025-1")
    press(at, "Opnieuw lezen")
    assert not at.error
    assert metrics(at)["Halfjaar"] == "2025-1"
    again = open_screen(IMPORTING)
    assert metrics(again)["Halfjaar"] == "2025-1", "a new session finds the answer too"


def test_warnings_ask_for_an_explicit_yes_which_is_kept(empty: str) -> None:
    at = upload(TARGETS_NAME, targets(), yes=False)
    (button,) = (each for each in at.button if each.label == "Inlezen bevestigen")
    assert button.disabled
    assert "Waarschuwingen" in grids(at)
    at.checkbox[0].check().run()
    press(at, "Inlezen bevestigen")
    (batch,) = imports.history(database(empty))
    assert {each["code"] for each in json.loads(batch.warnings)} == {"off_the_formula"}


def test_the_preview_tells_what_it_does_to_balance_and_step(empty: str) -> None:
    import_on_screen(TARGETS_NAME, targets())
    at = upload(REALISATION_NAME, realisation())
    effects = grids(at)["Wat het doet met saldo en trede"]
    assert set(effects.column("Saldo nu")) == {"–"}
    assert len(effects.rows) > 0


def confirm(at: AppTest) -> None:
    """Press the button that stands on a screen which may be out of date."""
    next(each for each in at.button if each.label == "Inlezen bevestigen").click().run()
    assert not at.exception


def test_a_yes_never_counts_for_a_file_that_was_not_on_the_screen(empty: str) -> None:
    """Somebody else uploads while I look at mine: my yes is not theirs."""
    mine = upload(TARGETS_NAME, targets())
    upload(REALISATION_NAME, realisation())
    confirm(mine)
    assert REALISATION_NAME not in [each.file_name for each in imports.history(database(empty))]


def test_a_yes_never_counts_once_the_file_was_settled_by_somebody_else(empty: str) -> None:
    mine, theirs = upload(TARGETS_NAME, targets()), open_screen(IMPORTING)
    press(theirs, "Inlezen bevestigen")
    upload(REALISATION_NAME, realisation())
    confirm(mine)
    assert [each.file_name for each in imports.history(database(empty))] == [TARGETS_NAME]


def test_a_yes_to_a_preview_that_is_no_longer_true_is_refused(empty: str) -> None:
    mine = upload(TARGETS_NAME, targets())
    assert set(grids(mine)["Wat er verandert"].column("Wijziging")) == {"nieuw"}
    other = drafts.request_of(drafts.waiting(database(empty))[0])
    imports.import_file(database(empty), LOCAL, targets(), replace(other, file_name="ander.csv"))
    confirm(mine)
    assert [each.file_name for each in imports.history(database(empty))] == ["ander.csv"]
    assert any("opnieuw" in each.value for each in [*mine.error, *mine.warning, *mine.info])


def test_withdrawing_makes_the_figures_before_it_count_again(own_samples: str) -> None:
    before = metrics(open_screen(START, halfjaar="2026-2"))
    at = open_screen(IMPORTING)
    aanlevering(at).set_value(69)
    reason(at).set_value("verkeerd bestand")
    press(at, "Intrekken")
    assert not at.error
    assert any("Aanlevering 69 telt niet meer mee" in each.value for each in at.success)
    assert grids(at)[HISTORY].rows[0][-1] == "ingetrokken: verkeerd bestand"
    after = open_screen(START, halfjaar="2026-2")
    assert metrics(after) != before
    assert any("1 oktober 2026" in each.value for each in after.markdown)


def test_withdrawing_without_a_reason_is_refused_in_dutch(own_samples: str) -> None:
    at = open_screen(IMPORTING)
    aanlevering(at).set_value(69)
    press(at, "Intrekken")
    (error,) = [each.value for each in at.error]
    assert "te kort" in error
    assert "reason" not in error, "the field has a Dutch name: Reden"
    assert imports.history(database(own_samples))[0].withdrawn_at is None


def test_withdrawing_without_an_import_says_what_to_choose(own_samples: str) -> None:
    at = open_screen(IMPORTING)
    reason(at).set_value("verkeerd bestand")
    press(at, "Intrekken")
    assert [*at.error, *at.warning, *at.info], "a button that does nothing tells nothing"


@pytest.mark.parametrize("name", ["leeg.csv", "brief.pdf.csv"])
def test_what_is_no_table_is_refused_in_words(name: str, empty: str) -> None:
    at = upload(name, b"" if name == "leeg.csv" else b"%PDF-1.7 \x00\x01")
    assert any("niet worden ingelezen: 1 fout" in each.value for each in at.error)
    assert imports.history(database(empty)) == ()
