"""The dossier as a document: the time line in order, and the origin of every number."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.storage.database import Database
from supervision.usecases import assessing
from supervision.views.document import Document, Part
from supervision.views.dossier import dossier
from supervision.views.dossier_document import dossier_document
from supervision.views.standing import standings
from supervision.words import words
from tests.cli.office import HORST, Office
from tests.supervised import KERKRADE, VENLO, WHY, first_half_of_2026, until_2026

DUTCH = words("nl")
NOVEMBER = date(2026, 11, 24)


def see(store: Database, code: str, on: date = NOVEMBER) -> Document:
    snapshot = assessing.snapshot(store, on)
    found = standings(snapshot, DUTCH)
    papers = assessing.case_file(store, code, found.half_year)
    return dossier_document(
        dossier(code, found, snapshot, papers, DUTCH), found, snapshot, papers, DUTCH
    )


def part(document: Document, title: str) -> Part:
    return next(each for each in document.parts if each.title == title)


def rows(document: Document, title: str) -> tuple[tuple[object, ...], ...]:
    table = part(document, title).table
    assert table is not None
    return table.rows


TIME_LINE, ORIGINS = "Besluiten, termijnen en verschoonbaarheid", "Waar elk getal vandaan komt"


@pytest.fixture
def desk(office: Office) -> Office:
    """Kerkrade on step 3 since January 2026, its term lapsed."""
    until_2026(office.database)
    first_half_of_2026(office.database)
    return office


def test_the_time_line_tells_balances_decisions_and_ends_of_terms_in_order(desk: Office) -> None:
    events = rows(see(desk.database, KERKRADE), TIME_LINE)
    days = [row[0] for row in events]
    assert days == sorted(days)  # type: ignore[type-var]
    told = [str(row[1]) for row in events]
    assert told[0] == "Peildatum: achterstand van 8"
    decided = next(row for row in events if str(row[1]).startswith("Besluit 3"))
    assert "naar 3 Actief toezicht" in str(decided[1])
    assert decided[2] == WHY
    assert "door anna" in str(decided[3])
    assert "De termijn van besluit 3 eindigt" in told


def test_what_lies_ahead_is_not_told_yet(desk: Office) -> None:
    events = rows(see(desk.database, KERKRADE, date(2026, 1, 31)), TIME_LINE)
    assert [row for row in events if row[0] > date(2026, 1, 31)] == []  # type: ignore[operator]


def test_drafts_rejected_and_excuses_withdrawn_stay_in_the_time_line(desk: Office) -> None:
    desk.run(
        *("decide", KERKRADE, "--to", 4, "--on", "2026-11-24"),
        *("--rationale", WHY, "--as", "anna"),
    )
    desk.run("reject", 4, "--reason", "eerst overleg", "--as", "bram")
    desk.run(
        *("excuse", KERKRADE, "--cause", "linked_too_few", "--from", "2026-10-01"),
        *("--until", "2026-12-31", "--note", "brief van COA", "--as", "anna"),
    )
    events = rows(see(desk.database, KERKRADE), TIME_LINE)
    draft = next(row for row in events if str(row[1]).startswith("Besluit 4"))
    assert "afgewezen" in str(draft[3])
    assert "door bram: eerst overleg" in str(draft[3])
    excuse = next(row for row in events if str(row[1]).startswith("Verschoonbaar 1"))
    assert (excuse[0], excuse[2]) == (date(2026, 10, 1), "brief van COA")
    assert "tot en met 31 december 2026" in str(excuse[1])


def test_every_number_of_the_account_has_an_origin_with_import_and_row(
    shown_samples: Database,
) -> None:
    document = see(shown_samples, VENLO)
    origins = rows(document, ORIGINS)
    account = rows(document, "Rekening, halfjaar na halfjaar")
    for half_year, opening, target, _, realised, *_ in account:
        found = {row[1]: row[2] for row in origins if row[0] == half_year}
        assert found == {"Taakstelling": target, "Beginstand": opening, "Gerealiseerd": realised}
    assert [row for row in origins if row[4] is None or row[5] is None] == []


def test_a_swap_and_a_stated_opening_have_their_own_number(office: Office) -> None:
    heading = "Gemeentecode;Netto taakstelling\n"
    office.import_("t.csv", f"{heading}{HORST};43\n{VENLO};90\n", "--half-year", "2025-1")
    office.run(
        *("opening", HORST, "--half-year", "2025-1", "--persons", -16),
        *("--note", "per brief", "--as", "anna"),
    )
    office.run(
        *("swap", "--half-year", "2025-1", "--from", VENLO, "--to", HORST, "--persons", 4),
        *("--agreed-on", "2025-02-01", "--as", "anna"),
    )
    for code, moved in ((HORST, 4), (VENLO, -4)):
        origins = rows(see(office.database, code, date(2025, 4, 1)), ORIGINS)
        swap = next(row for row in origins if str(row[1]).startswith("Uitruil"))
        assert (swap[2], swap[3]) == (moved, "nummer 1")
    stated = next(
        row
        for row in rows(see(office.database, HORST, date(2025, 4, 1)), ORIGINS)
        if row[1] == "Beginstand"
    )
    assert (stated[2], stated[3]) == (-16, "vastgelegd door een persoon (nummer 1)")


def test_the_first_page_says_how_it_stands_and_by_which_rules(desk: Office) -> None:
    document = see(desk.database, KERKRADE)
    assert document.title == "Dossier Kerkrade"
    assert "Nu op trede 3" in document.answer[1]
    assert any("termijn" in text for text in document.answer)
    facts = dict(document.facts)
    assert facts["Gemeente"] == "Kerkrade (GM0928), Zuid-Limburg"
    assert facts["Revisie van de opslag"] == str(desk.database.revision())
    assert "Regio" not in facts
    assert document.file_name == "dossier_GM0928_2026-11-24"


def test_a_withdrawn_import_is_still_shown_and_says_so(samples: Office) -> None:
    title = "Aanleveringen met een rij over deze gemeente"
    number = rows(see(samples.database, VENLO), title)[0][0]
    samples.run("withdraw", number, "--reason", "verkeerd bestand", "--as", "anna")
    first = rows(see(samples.database, VENLO), title)[0]
    assert first[0] == number
    assert "verkeerd bestand" in str(first[-1])


CHAIN = "Rekening, halfjaar na halfjaar"


def test_the_chart_has_the_figures_of_the_table_below_it_and_says_what_they_come_to(
    desk: Office,
) -> None:
    found = part(see(desk.database, KERKRADE), CHAIN)
    chart, table = found.chart, found.table
    assert chart is not None
    assert table is not None
    assert chart.title.startswith("Achterstand van ")
    assert chart.series == ("Opgave", "Gerealiseerd", "Saldo")
    by_half_year = {row[0]: (row[3], row[4], row[6]) for row in table.rows}
    for group in chart.groups:
        assert tuple(bar.height for bar in group.bars) == by_half_year[group.name]
    assert [group.name for group in chart.groups] == sorted(by_half_year)[-8:]
    first = chart.groups[0]
    told = f"{first.name}: opgave {first.bars[0].label}, gerealiseerd {first.bars[1].label}"
    assert told in chart.text


def test_a_chain_longer_than_the_chart_says_so(shown_samples: Database) -> None:
    found = part(see(shown_samples, VENLO), CHAIN)
    assert found.chart is not None
    assert found.table is not None
    assert len(found.chart.groups) == 8 < len(found.table.rows)
    assert "laatste 8 van 10 halfjaren" in found.chart.notes[-1]
    last = found.chart.groups[-1]
    assert [bar.provisional for bar in last.bars] == [False, True, True]
    assert found.chart.text.endswith("(voorlopig)")


def test_without_a_figure_there_is_no_chart(office: Office) -> None:
    assert part(see(office.database, HORST), CHAIN).chart is None
