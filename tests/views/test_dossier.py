"""The dossier: chain, differences, imports, and the way back from a figure to its file and row."""

from __future__ import annotations

import csv
import io
from datetime import date
from itertools import pairwise

import pytest

from supervision.domain.halfyear import HalfYear
from supervision.domain.line import Origin
from supervision.domain.proposals import Proposals
from supervision.domain.vintages import Attribution
from supervision.storage import batches
from supervision.storage.database import Database
from supervision.usecases import assessing
from supervision.views.case_file import CaseFile
from supervision.views.chain import ChainLine, chain
from supervision.views.dossier import Dossier, dossier
from supervision.views.dossier_document import dossier_document
from supervision.views.map import Layer, map_view
from supervision.views.provenance import Provenance
from supervision.views.ranking import region
from supervision.views.report import report
from supervision.views.report_document import report_document
from supervision.views.standing import standings
from supervision.words import words
from tests.cli.office import HORST, OVERVIEW, VAALS, VENLO, Office
from tests.views.seen import snapshot_on, standings_on

DUTCH = words("nl")
NO_PAPERS = CaseFile((), (), (), ())
CLOSINGS = [HalfYear(year, half).reference_date for year in range(2022, 2027) for half in (1, 2)]


def see(store: Database, code: str, on: date) -> Dossier:
    snapshot = assessing.snapshot(store, on)
    found = standings(snapshot, DUTCH)
    papers = assessing.case_file(store, code, found.half_year)
    return dossier(code, found, snapshot, papers, DUTCH)


def lines(store: Database, code: str) -> dict[str, ChainLine]:
    account = assessing.account(store, code, Attribution.CURRENT_FIRST)
    return {str(line.half_year): line for line in chain(account)}


# --- the chain ------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [HORST, VENLO, "GM1954", "GM0935"])
def test_each_half_year_opens_with_the_closing_before(shown_samples: Database, code: str) -> None:
    found = list(lines(shown_samples, code).values())
    assert len(found) == 10
    for before, line in pairwise(found):
        assert line.opening == before.closing
        assert line.opening_origin is Origin.ACCOUNT
    for line in found:
        assert line.obligation is not None
        assert line.target is not None
        assert line.closing == line.obligation - (line.realised or 0)
        assert line.obligation == line.target + (line.opening or 0)


def test_the_last_half_year_is_provisional_and_the_others_are_final(
    shown_samples: Database,
) -> None:
    *closed, running = lines(shown_samples, VENLO).values()
    assert not running.final
    assert running.provisional
    assert all(line.final and not line.provisional for line in closed)


def test_what_follows_on_a_missing_closing_figure_is_provisional(shown_samples: Database) -> None:
    found = lines(shown_samples, VAALS)
    assert (found["2025-1"].final, found["2025-1"].provisional) == (False, True)
    assert (found["2025-2"].final, found["2025-2"].provisional) == (True, True)


# --- the dossier ----------------------------------------------------------------------------


def remark(view: Dossier, half_year: str) -> str:
    at = [column.heading for column in view.chain.columns].index("Opmerking")
    return next(str(row[at]) for row in view.chain.rows if row[0] == half_year)


def test_the_chain_has_the_last_half_year_first_and_none_after_the_one_shown(
    shown_samples: Database,
) -> None:
    view = see(shown_samples, VENLO, date(2025, 7, 1))
    half_years = [row[0] for row in view.chain.rows]
    assert half_years == sorted((str(line.half_year) for line in view.lines), reverse=True)
    assert (half_years[0], half_years[-1]) == ("2025-1", "2022-1")


def test_provisional_is_said(shown_samples: Database) -> None:
    assert "voorlopig" in remark(see(shown_samples, VAALS, date(2025, 7, 1)), "2025-1")
    view = see(shown_samples, VAALS, date(2026, 1, 1))
    assert "beginstand voorlopig" in remark(view, "2025-2").lower()
    assert "voorlopig" not in remark(see(shown_samples, VENLO, date(2025, 7, 1)), "2025-1")


def test_where_an_opening_comes_from_is_said(office: Office) -> None:
    office.import_("overview.csv", OVERVIEW)
    assert "onbekend" in remark(see(office.database, HORST, date(2025, 4, 1)), "2025-1")
    office.run("opening", HORST, "--half-year", "2025-1", "--persons", "-16", "--note", "letter")
    view = see(office.database, HORST, date(2025, 4, 1))
    assert "onbekend" not in remark(view, "2025-1")
    assert [each.origin for each in view.sources if each.figure == "opening"] == [Origin.PERSON]
    assert [each.statement for each in view.sources if each.figure == "opening"] == [1]


TARGETS = "Gemeentecode;Netto taakstelling;Achterstand/voorsprong\nGM1507;{};{}\n"
REALISED = "Gemeentecode;Gerealiseerd\nGM1507;{}\n"


@pytest.fixture
def contradicting(office: Office) -> Database:
    """The account closes 2024-2 with a lead of 16; the next files say 12, and 40 for 43 - 16."""
    for name, text, *options in (
        ("a.csv", TARGETS.format(22, -16), "--half-year", "2024-2"),
        ("b.csv", REALISED.format(22), "--as-of", "2025-01-01"),
        ("c.csv", TARGETS.format(43, -12), "--half-year", "2025-1"),
        ("d.csv", "Gemeentecode;Opgave;Gerealiseerd\nGM1507;40;12\n", "--as-of", "2025-04-01"),
    ):
        assert office.import_(name, text, *options).status == 0
    return office.database


def test_differences_are_listed_with_both_numbers_and_the_place(contradicting: Database) -> None:
    view = see(contradicting, HORST, date(2025, 4, 1))
    assert (view.standing.opening, view.standing.obligation) == (-16, 27)
    carry_over, corrected = sorted(view.differences, key=lambda each: "d.csv" in each)
    for part in ("2025-1", "−12", "−16", "c.csv", "rij 2"):
        assert part in carry_over
    for part in ("2025-1", "40", "27", "d.csv", "rij 2"):
        assert part in corrected


def test_without_contradiction_there_are_no_differences(shown_samples: Database) -> None:
    assert see(shown_samples, HORST, date(2024, 7, 1)).differences == ()


def test_imports_are_listed_the_last_first_withdrawn_ones_too(samples: Office) -> None:
    text = OVERVIEW.replace("april 2025", "november 2026")
    number = samples.import_("correction.csv", text).json["batch"]
    samples.run("withdraw", number, "--reason", "wrong file")
    rows = see(samples.database, HORST, date(2026, 11, 24)).imports.rows
    numbers = [row[0] for row in rows]
    assert numbers == list(range(number, 0, -1))
    assert "wrong file" in str(rows[0][-1])
    assert not any("wrong file" in str(row[-1]) for row in rows[1:])


def test_next_and_previous_lead_round_the_province(shown_samples: Database) -> None:
    on = date(2026, 11, 24)
    snapshot, found = snapshot_on(shown_samples, on), standings_on(shown_samples, on)
    views = {row.code: dossier(row.code, found, snapshot, NO_PAPERS, DUTCH) for row in found.rows}
    code, seen = HORST, []
    for _ in range(31):
        seen.append(code)
        assert views[views[code].next_code].previous_code == code
        code = views[code].next_code
    assert code == HORST
    assert set(seen) == set(views)


# --- provenance -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def files(shown_samples: Database) -> dict[int, list[list[str]]]:
    """The cells of every file in the store, by import."""
    with shown_samples.read() as connection:
        return {
            batch.id: list(
                csv.reader(
                    io.StringIO((batches.content(connection, batch.id) or b"").decode("utf-8-sig")),
                    delimiter=";",
                )
            )
            for batch in batches.batches(connection)
        }


HEADING = {"target": "Netto taakstelling", "realised": "Gerealiseerd"}


def cell(files: dict[int, list[list[str]]], source: Provenance, heading: str) -> tuple[str, int]:
    """The municipality code and the number that stand in the row of the file itself."""
    assert source.batch is not None
    assert source.row is not None
    rows = files[source.batch]
    header = next(row for row in rows if "Gemeentecode" in row)
    row = rows[source.row - 1]
    return row[header.index("Gemeentecode")], int(row[header.index(heading)])


@pytest.mark.parametrize("on", [*CLOSINGS[:-1], date(2026, 11, 24), date(2025, 4, 15)], ids=str)
def test_every_figure_leads_to_its_row_in_the_file_itself(
    shown_samples: Database, files: dict[int, list[list[str]]], on: date
) -> None:
    snapshot, found = snapshot_on(shown_samples, on), standings_on(shown_samples, on)
    for row in found.rows:
        view = dossier(row.code, found, snapshot, NO_PAPERS, DUTCH)
        sources = {each.figure: each for each in view.sources}
        figures = {"target": row.target, "realised": row.realised}
        assert set(sources) == {"opening", *(name for name, n in figures.items() if n is not None)}
        for name, number in figures.items():
            if number is not None:
                source = sources[name]
                assert cell(files, source, HEADING[name]) == (row.code, number)
                assert source.file == snapshot.batches[source.batch or 0].file_name


def test_an_opening_leads_to_the_closing_figure_or_to_the_file_that_states_it(
    shown_samples: Database, files: dict[int, list[list[str]]]
) -> None:
    before = lines(shown_samples, VENLO)["2025-1"]
    (opening,) = opening_of(see(shown_samples, VENLO, date(2026, 1, 1)))
    assert opening.origin is Origin.ACCOUNT
    assert cell(files, opening, "Gerealiseerd") == (VENLO, before.realised)
    first = see(shown_samples, VENLO, date(2022, 7, 1))
    (stated,) = opening_of(first)
    assert stated.origin is Origin.FILE
    (heading,) = (each for each in files[stated.batch or 0][2] if "chterstand" in each)
    assert cell(files, stated, heading) == (VENLO, first.standing.opening)


def opening_of(view: Dossier) -> list[Provenance]:
    return [each for each in view.sources if each.figure == "opening"]


@pytest.mark.parametrize("on", [date(2025, 7, 1), date(2026, 11, 24)], ids=str)
def test_every_reason_leads_to_the_files_of_its_half_year(
    shown_samples: Database, files: dict[int, list[list[str]]], on: date
) -> None:
    snapshot = snapshot_on(shown_samples, on)
    for row in standings_on(shown_samples, on).rows:
        for reason in row.reasons:
            half_year = reason.values.get("half_year")
            for source in reason.sources:
                if source.figure != "opening" and source.batch:
                    assert snapshot.batches[source.batch].half_year == half_year
                    code, number = cell(files, source, HEADING[source.figure])
                    assert code == row.code
                    if source.figure == "realised" and "realised" in reason.values:
                        assert number >= 0


# --- an obligation that may still change ----------------------------------------------------

LATER = date(2025, 12, 1)
"""In 2025-2; of 2025-1 the closing figure of Vaals is not in."""
MARK = "(opgave voorlopig)"


def test_an_obligation_that_rests_on_a_provisional_balance_is_marked_wherever_it_stands(
    shown_samples: Database,
) -> None:
    found, snapshot = standings_on(shown_samples, LATER), snapshot_on(shown_samples, LATER)
    row = found.row(VAALS)
    assert [each.code for each in found.rows if each.obligation_provisional] == [VAALS]
    view = dossier(VAALS, found, snapshot, NO_PAPERS, DUTCH)
    paper = dossier_document(view, found, snapshot, NO_PAPERS, DUTCH)
    on_map = map_view(found, Layer.SHARE, DUTCH)
    whole = report(found, snapshot, DUTCH)
    closed = Proposals(LATER, found.half_year, {}, {}, {}, {})
    part = region("Zuid-Limburg", "", [row], found, closed, DUTCH)
    said = {
        "bullet chart": view.bullet_title,
        "dossier on paper": paper.figures[-1].remark,
        "map": " ".join(on_map.hover[VAALS]),
        "table of the map": str(on_map.table.rows),
        "report": str(whole.municipalities.rows),
        "ranking": str(part.ranking.rows),
    }
    assert [where for where, text in said.items() if text.count(MARK) != 1] == []
    legend = "waarvan het eindcijfer nog niet binnen is"
    assert legend in " ".join(paper.answer)
    assert legend in part.legend
    assert sum(legend in text for each in report_document(whole, DUTCH).parts for text in each.text)
    assert "opgave van 1 gemeente voorlopig" in on_map.detail


def test_where_the_closing_figure_is_in_nothing_is_marked(shown_samples: Database) -> None:
    found, snapshot = standings_on(shown_samples, LATER), snapshot_on(shown_samples, LATER)
    view = dossier(VENLO, found, snapshot, NO_PAPERS, DUTCH)
    paper = dossier_document(view, found, snapshot, NO_PAPERS, DUTCH)
    assert "voorlopig" not in view.bullet_title + " ".join(paper.answer)
    earlier = standings_on(shown_samples, date(2025, 6, 30)).rows
    assert not any(row.obligation_provisional for row in earlier), (
        "it is about the half-years before"
    )
