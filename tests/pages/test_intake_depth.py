"""Depth of the import page: columns mapped and remembered, problems to take along, two windows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from supervision.importing import Field
from supervision.storage.database import database
from supervision.usecases import clock, drafts, imports
from supervision.views.mapping import AS_RECOGNISED
from tests.pages.conftest import LOCAL, NOW
from tests.pages.screens import HELP, IMPORTING, grids, metrics, open_screen

STAND = "Plaats;Stand per {day}\nBeek;{n}\nVenlo;3\n"
READ_AGAIN, CONFIRM, ASIDE = (
    "Opnieuw lezen met deze kolommen",
    "Inlezen bevestigen",
    "Terzijde leggen",
)
BROKEN = Path(__file__).parent.parent / "golden" / "broken"
FIRST_ROWS = "Eerste rijen van het bestand"


def stand(day: str = "1 april 2025", n: object = 12) -> bytes:
    return STAND.format(day=day, n=n).encode()


def upload(name: str, content: bytes, at: AppTest | None = None) -> AppTest:
    at = at or open_screen(IMPORTING)
    at.file_uploader[0].upload(name, content, "text/csv").run()
    if at.checkbox:
        at.checkbox[0].check().run()
    assert not at.exception
    return at


def press(at: AppTest, label: str) -> AppTest:
    next(each for each in at.button if each.label == label).click().run()
    assert not at.exception
    return at


def box(at: AppTest, label: str):
    return next(each for each in at.main.selectbox if each.label == label)


def labels(at: AppTest) -> list[str]:
    return [each.label for each in at.button]


def downloads(at: AppTest) -> list[str]:
    return [each.proto.label for each in at.get("download_button")]  # type: ignore[attr-defined]


def opened(at: AppTest, label: str) -> bool:
    return next(each.proto.expanded for each in at.expander if each.label == label)


def said(at: AppTest) -> str:
    return " ".join(each.value for each in [*at.info, *at.warning, *at.error, *at.success])


def mapped(at: AppTest) -> AppTest:
    box(at, "Plaats").set_value(Field.NAME)
    next(each for each in at.main.selectbox if each.label.startswith("Stand per")).set_value(
        Field.REALISED
    )
    return press(at, READ_AGAIN)


def imported(store: str) -> list[str]:
    return [each.file_name for each in imports.history(database(store))]


# --- the columns ------------------------------------------------------------------------------


def test_a_column_that_is_missing_opens_the_form_and_can_be_pointed_out(empty: str) -> None:
    at = upload("stand.csv", stand())
    assert opened(at, "Kolommen")
    at = mapped(at)
    assert not at.error
    assert not opened(at, "Kolommen")
    assert (metrics(at)["Soort"], metrics(at)["Rijen"]) == ("realisatie", "2")
    again = open_screen(IMPORTING)
    assert metrics(again)["Rijen"] == "2", "a new session finds the answer too"
    press(again, CONFIRM)
    assert imported(empty) == ["stand.csv"]


def test_the_form_says_how_each_column_was_recognised(empty: str) -> None:
    at = upload(
        "x.csv", b"Realisatie per 1-4-2025\nGemeente;Saldo;Gerealiseerd;Regio\nBeek;3;4;Z\n"
    )
    first = {each: box(at, each).options[0] for each in ("Gemeente", "Saldo", "Regio")}
    assert first == {
        "Gemeente": "zoals herkend: naam van de gemeente",
        "Saldo": "zoals herkend: onduidelijk",
        "Regio": "zoals herkend: niet gebruikt",
    }
    assert "niet inlezen" in box(at, "Saldo").options
    (problem,) = grids(at)["Fouten"].rows
    assert problem[-1].startswith("Kies bij Kolommen wat het is: achterstand/voorsprong")
    box(at, "Saldo").set_value(Field.UNUSED)
    press(at, READ_AGAIN)
    assert not at.error


def test_the_first_rows_stand_there_as_they_are_with_what_was_recognised(empty: str) -> None:
    lines = ["Realisatie per 1-4-2025", "Gemeente;Gerealiseerd;Regio"]
    lines += [f"Beek;{n};<b>Zuid</b>" for n in range(9)]
    rows = grids(upload("x.csv", "\n".join(lines).encode()))[FIRST_ROWS].rows
    assert rows[:4] == (
        ("1", "Realisatie per 1-4-2025", "", ""),
        ("2", "Gemeente", "Gerealiseerd", "Regio"),
        ("gelezen als", "naam van de gemeente", "gerealiseerd", "niet gebruikt"),
        ("3", "Beek", "0", "<b>Zuid</b>"),
    )
    assert [row[0] for row in rows][-1] == "8"


def test_a_file_without_headings_shows_its_rows_but_no_form(empty: str) -> None:
    at = upload("x.csv", b"GM0888;Beek;12\nGM0971;Stein;3\n")
    assert grids(at)[FIRST_ROWS].rows[0] == ("1", "GM0888", "Beek", "12")
    assert READ_AGAIN not in labels(at)


def test_the_next_file_is_read_as_the_last_time_and_says_who_decided_so(empty: str) -> None:
    press(mapped(upload("stand.csv", stand())), CONFIRM)
    at = upload("stand mei.csv", stand("1 mei 2025", 14))
    assert not at.error
    assert metrics(at)["Stand per"] == "01-05-2025"
    assert "Kolommen gelezen zoals de vorige keer, zoals lokaal koos op 24 november 2026" in said(
        at
    )
    press(at, CONFIRM)
    assert imported(empty) == ["stand mei.csv", "stand.csv"]


def test_what_was_remembered_can_be_undone_by_choosing_as_recognised(empty: str) -> None:
    known = b"Gemeente;Taakstelling 2025-1;Gekoppeld\nBeek;12;13\n"
    at = upload("doel.csv", known)
    box(at, "Taakstelling 2025-1").set_value(Field.OBLIGATION)
    press(press(at, READ_AGAIN), CONFIRM)
    at = upload("doel (2).csv", known.replace(b"12", b"14"))
    assert box(at, "Taakstelling 2025-1").value == Field.OBLIGATION
    box(at, "Taakstelling 2025-1").set_value(AS_RECOGNISED)
    press(at, READ_AGAIN)
    header, taken = grids(at)[FIRST_ROWS].rows[:2]
    assert dict(zip(header, taken, strict=True))["Taakstelling 2025-1"] == "taakstelling"
    assert "zoals de vorige keer" not in said(at)


# --- the problems -----------------------------------------------------------------------------


def broken(name: str) -> AppTest:
    return upload(name, (BROKEN / name).read_bytes())


def test_the_problems_and_the_marked_file_can_be_downloaded(empty: str) -> None:
    assert downloads(broken("drie-fouten.csv")) == [
        "Fouten als CSV",
        "Fouten als Excel",
        "Mijn bestand met de fouten gemarkeerd",
    ]


@pytest.mark.parametrize("name", ["png-als.csv", "leeg.csv", "lange-regel.csv"])
def test_what_is_no_table_has_no_marked_file_and_no_forms(empty: str, name: str) -> None:
    at = broken(name)
    assert downloads(at) == ["Fouten als CSV", "Fouten als Excel"]
    assert [each.label for each in at.expander if each.label != HELP] == []
    assert not at.metric


def test_the_sheet_is_told_where_the_file_has_sheets(empty: str) -> None:
    assert grids(broken("halve-persoon.xlsx"))["Fouten"].headings[:2] == ("Tabblad", "Rij")
    assert grids(broken("drie-fouten.csv"))["Fouten"].headings[0] == "Rij"


def test_thousands_of_problems_are_counted_and_not_all_drawn(empty: str) -> None:
    lines = ["Realisatie per 1 april 2025", "Gemeente;Gerealiseerd"] + ["Atlantis;1"] * 1234
    at = upload("x.csv", "\n".join(lines).encode())
    assert "1.234 fouten" in said(at)
    assert len(grids(at)["Fouten"].rows) == 200
    assert any("En nog 1.034" in each.value for each in at.caption)


def test_a_half_year_that_is_open_opens_the_other_form_only(empty: str) -> None:
    at = broken("halfjaar-onbekend.csv")
    assert (opened(at, "Kolommen"), opened(at, "Soort, halfjaar en datum")) == (False, True)


# --- two windows --------------------------------------------------------------------------------


def test_an_upload_says_who_brought_it_and_when(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = upload("stand.csv", stand())
    assert any("Geüpload op 24 november 2026 om 10:00 door lokaal." in c.value for c in at.caption)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    upload("ander.csv", stand(n=13), at)
    assert box(at, "Aanleveringen die wachten").options == [
        "ander.csv, geüpload op 24 november 2026 om 11:00 door lokaal",
        "stand.csv, geüpload op 24 november 2026 om 10:00 door lokaal",
    ]


@pytest.mark.parametrize("press_on", [CONFIRM, ASIDE])
def test_an_upload_settled_in_another_window_is_told_in_words(empty: str, press_on: str) -> None:
    mine = mapped(upload("stand.csv", stand()))
    press(open_screen(IMPORTING), press_on)
    before = imported(empty)
    for label in (CONFIRM, ASIDE):
        if label in labels(mine):
            press(mine, label)
            break
    assert "stand.csv wacht niet meer" in said(mine)
    assert imported(empty) == before
    assert "wacht niet meer" not in said(mine.run()), "told once"


def test_choosing_columns_for_an_upload_settled_elsewhere_does_nothing(empty: str) -> None:
    mine = upload("stand.csv", stand())
    press(open_screen(IMPORTING), ASIDE)
    mapped(mine)
    assert "stand.csv wacht niet meer" in said(mine)
    assert drafts.waiting(database(empty)) == ()


def test_a_yes_to_columns_that_another_window_changed_is_asked_again(empty: str) -> None:
    mine = mapped(upload("stand.csv", stand()))
    (draft,) = drafts.waiting(database(empty))
    other = drafts.Choices(
        columns={"Plaats": Field.NAME, "Stand per 1 april 2025": Field.REALISED},
        as_of=drafts.request_of(draft).today.replace(year=2025, month=4, day=1),
    )
    drafts.choose(database(empty), LOCAL, draft.id, other)
    press(mine, CONFIRM)
    assert imported(empty) == []
    assert "Bekijk het opnieuw" in said(mine)
    press(mine, CONFIRM)
    assert imported(empty) == ["stand.csv"]


def test_the_users_own_writes_are_not_told_as_somebody_elses(empty: str) -> None:
    at = mapped(upload("stand.csv", stand()))
    at = mapped(upload("ander.csv", stand(n=13), at))
    at = press(at, CONFIRM)
    assert not at.warning or "intussen" not in said(at)
    at = press(at, ASIDE)
    assert "is terzijde gelegd" in said(at)
