"""The same table gives the same records, whatever program and settings wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.domain.figures import Reporter
from supervision.domain.halfyear import HalfYear
from supervision.importing import FileKind, RealisationRecord, TargetRecord
from supervision.reference import register
from tests.importing.dialects import Dialect, as_ods, as_xls, as_xlsx, dialects

TARGETS = [
    ["Taakstelling huisvesting vergunninghouders, eerste helft 2025 (coördinatie: één loket)"],
    [],
    ["Gemeentecode", "Gemeente", "Taakstelling", "Achterstand/voorsprong"],
    ["GM1507", "Horst aan de Maas", 43, -16],
    ["GM0888", "Beek", 12, 0],
    ["GM1900", "Súdwest-Fryslân", 70, 1],
    ["GM0893", "Bergen (L.)", 10, None],
    [None, "Totaal Limburg", 65, -16],
]
REALISATION = [
    ["Realisatie, stand per 1 april 2025 – voorlopig"],
    [],
    ["Gemeente", "Gehuisvest", "Gekoppeld", "Bron"],
    ["Horst a/d Maas", 20, 3, "COA"],
    ["Beek", 0, None, "COA"],
    ["Súdwest-Fryslân", 11, 2, "COA"],
    ["Beek", 1, None, "gemeente"],
    ["Totaal", 32, 5, None],
]
TARGET_RECORDS = (
    TargetRecord(4, "GM1507", net=43, corrected=None, carry_over=-16),
    TargetRecord(5, "GM0888", net=12, corrected=None, carry_over=0),
    TargetRecord(7, "GM0893", net=10, corrected=None, carry_over=None),
)
REALISATION_RECORDS = (
    RealisationRecord(4, "GM1507", 20, 3, Reporter.COA),
    RealisationRecord(5, "GM0888", 0, None, Reporter.COA),
    RealisationRecord(7, "GM0888", 1, None, Reporter.MUNICIPALITY),
)
FIRST_HALF = HalfYear(2025, 1)
SPREADSHEETS = {".xlsx": as_xlsx, ".xls": as_xls, ".ods": as_ods}


def check_targets(reading):
    assert (reading.problems, reading.warnings) == ((), ())
    assert (reading.kind, reading.half_year, reading.as_of) == (FileKind.TARGETS, FIRST_HALF, None)
    assert reading.targets == TARGET_RECORDS
    assert (reading.rows, reading.ignored) == (3, 1)


def check_realisation(reading):
    assert (reading.problems, reading.warnings) == ((), ())
    assert (reading.kind, reading.half_year) == (FileKind.REALISATION, FIRST_HALF)
    assert reading.as_of.isoformat() == "2025-04-01"
    assert reading.realisations == REALISATION_RECORDS
    assert (reading.rows, reading.ignored) == (3, 1)


@pytest.mark.parametrize("dialect", list(dialects()), ids=str)
def test_every_dialect_of_text_gives_the_same_records(read, dialect):
    check_targets(read(dialect.write(TARGETS)))
    check_realisation(read(dialect.write(REALISATION)))


@pytest.mark.parametrize("suffix", SPREADSHEETS)
def test_every_spreadsheet_format_gives_the_same_records(read, suffix):
    write = SPREADSHEETS[suffix]
    check_targets(read(write(TARGETS), f"bestand{suffix}"))
    check_realisation(read(write(REALISATION), f"bestand{suffix}"))


def test_utf_16_without_a_mark_is_known_by_its_nul_bytes(read):
    text = Dialect(";", "utf-8", "\r\n").write(TARGETS).decode()
    check_targets(read(text.encode("utf-16-le")))
    check_targets(read(text.encode("utf-16-be")))


def test_a_merged_title_does_not_shift_the_rows(read):
    check_targets(read(as_xlsx(TARGETS, merged=True), "bestand.xlsx"))


def test_numbers_stored_as_text_and_padded_cells_are_read(read):
    texts = [
        [None if cell is None else f"  {cell}\N{NO-BREAK SPACE}" for cell in row] for row in TARGETS
    ]
    for suffix, write in SPREADSHEETS.items():
        check_targets(read(write(texts), f"bestand{suffix}"))


def test_the_line_in_which_excel_names_the_separator_does_not_count(read):
    table = Dialect(";", "utf-8-sig", "\r\n").write(TARGETS)
    check_targets(read(b"\xef\xbb\xbfsep=;\r\n" + table.removeprefix(b"\xef\xbb\xbf")))


def test_rows_of_nothing_but_separators_at_the_end_are_no_rows(read):
    check_targets(read(Dialect(";", "utf-8", "\n").write(TARGETS) + b";;;\n" * 50))


def test_a_heading_over_two_rows_is_read_as_one(read):
    rows = [
        ["Stand per 1 april 2025"],
        ["Gemeente", "Aantallen", None],
        [None, "Gehuisvest", "Gekoppeld"],
        ["Beek", 3, 4],
    ]
    reading = read(as_xlsx(rows), "bestand.xlsx")
    assert reading.realisations == (RealisationRecord(4, "GM0888", 3, 4, Reporter.COA),)


def test_a_half_year_in_one_merged_cell_holds_for_all_rows(read):
    rows = [
        ["Halfjaar", "Gemeente", "Taakstelling"],
        ["2025-1", "Beek", 3],
        [None, "Stein", 4],
    ]
    reading = read(as_xlsx(rows), "bestand.xlsx")
    assert (reading.half_year, len(reading.targets)) == (FIRST_HALF, 2)


CODES = [each.code for each in register().in_half_year(FIRST_HALF)]


@st.composite
def tables(draw):
    """A valid targets file, and the records that it holds."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    title = draw(st.sampled_from([[], [["Taakstelling 2025-1"]], [["Limburg"], [], ["2025H1"]]]))
    by_name = draw(st.booleans())
    rows, records = [*title], []
    rows.append(["Gemeente" if by_name else "Gemeentecode", "Taakstelling", "Doorwerking"])
    for code in codes:
        net = draw(st.integers(0, 999))
        carry_over = draw(st.none() | st.integers(-999, 999))
        name = register().by_code[code].name
        rows.append([name if by_name else code, net, carry_over])
        records.append(TargetRecord(len(rows), code, net, None, carry_over))
    return rows, tuple(records)


@given(table=tables(), dialect=st.sampled_from(list(dialects())))
def test_any_table_in_any_dialect_is_read_back_as_it_was_written(read, table, dialect):
    rows, records = table
    reading = read(dialect.write(rows), "taakstelling_2025-1.csv")
    assert reading.problems == ()
    assert reading.targets == records


@settings(deadline=None, max_examples=max(10, settings.default.max_examples // 4))
@given(table=tables(), suffix=st.sampled_from(list(SPREADSHEETS)))
def test_any_table_in_any_spreadsheet_is_read_back_as_it_was_written(read, table, suffix):
    rows, records = table
    reading = read(SPREADSHEETS[suffix](rows), f"taakstelling_2025-1{suffix}")
    assert reading.problems == ()
    assert reading.targets == records
