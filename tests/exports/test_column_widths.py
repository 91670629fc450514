"""Columns on paper: together they are the page, and a word is never wider than its column."""

from __future__ import annotations

import pytest

from supervision.exports.column_widths import PAGE, column_widths
from supervision.views.table import ColumnKind as Kind

TABLES = {
    "numbers only": ([Kind.PERSONS] * 3, ["Opgave", "Gerealiseerd", "Saldo"], [["1", "2", "3"]]),
    "a name and prose": ([Kind.NAME, Kind.PROSE], ["Gemeente", "Reden"], [["Venlo", "x " * 300]]),
    "prose and prose": ([Kind.PROSE] * 2, ["Besluit", "Motivering"], [["kort", "lang " * 90]]),
    "very long names": ([Kind.NAME] * 6, ["Naam"] * 6, [["w" * 80] * 6]),
    "without rows": ([Kind.NAME, Kind.DATE], ["Naam", "Datum"], []),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_the_columns_fill_the_page_exactly(
    table: tuple[list[Kind], list[str], list[list[str]]],
) -> None:
    widths = column_widths(*table)
    assert sum(widths) == pytest.approx(PAGE)
    assert min(widths) > 15


def test_prose_gets_what_the_numbers_leave() -> None:
    widths = column_widths(
        [Kind.NAME, Kind.PERSONS, Kind.PROSE],
        ["Gemeente", "Opgave", "Reden"],
        [["Horst aan de Maas", "27", "een lange reden die ruimte nodig heeft " * 5]],
    )
    assert widths[2] > PAGE / 2
    assert widths[1] < 60


def test_a_name_stays_on_one_line_where_there_is_room() -> None:
    kinds, headings = [Kind.NAME, Kind.PROSE], ["Gemeente", "Reden"]
    rows = [["Valkenburg aan de Geul", "lang " * 200], ["Beek", "kort"]]
    assert column_widths(kinds, headings, rows)[0] >= 22 * 3.9


def test_longer_text_gets_the_wider_column() -> None:
    short, long = column_widths(
        [Kind.PROSE] * 2, ["Besluit", "Motivering"], [["kort woord", "lang woord " * 40]]
    )
    assert long > 2 * short
