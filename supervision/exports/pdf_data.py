"""A document as data for the template: every value as people read it, every column its width."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from supervision.exports.column_widths import column_widths
from supervision.exports.map_svg import close_up_region
from supervision.views.colours import COLOURS, Tone
from supervision.views.document import Chart, Document, Part, Picture
from supervision.views.table import NUMBERS, Column, ColumnKind, Table, Value, cell
from supervision.words import Words

_Cell = TypeVar("_Cell")
_AUTHORITY = "Provincie Limburg"
_REGIONS = {"nl": "NL", "en": "GB"}
Widths = Mapping[tuple[Column, ...], list[float]]
"""Points by columns: tables with the same columns stand in line below each other."""


def pdf_data(document: Document, t: Words, boundaries: str) -> dict[str, object]:
    """Return everything that the template sets, as JSON knows it; `boundaries` are the map's."""
    day = document.made_on
    facts = Table(
        "",
        (Column(t("Item"), ColumnKind.NAME), Column(t("Content"), ColumnKind.PROSE)),
        document.facts,
    )
    parts = [_slim(part) for part in document.parts]
    widths = _widths([facts, *(part.table for part in parts if part.table)], t)
    return {
        "language": document.language,
        "region": _REGIONS[document.language],
        "authority": _AUTHORITY,
        "title": document.title,
        "subtitle": document.subtitle,
        "date": [day.year, day.month, day.day],
        "sample": document.sample,
        "answer": document.answer,
        "figures": [
            {"value": each.value, "name": each.name, "remark": each.remark}
            for each in document.figures
        ],
        "facts": _table(facts, None, widths, t),
        "parts": [
            _part(part, widths, t, boundaries) | {"file": chart_file(number)}
            for number, part in enumerate(parts)
        ],
        "words": {
            "about": t("About this document"),
            "contents": t("Contents"),
            "made": t("Assessed on {date}", date=t.date(day)),
            "page": t("Page {page} of {pages}", page="{page}", pages="{pages}"),
            "sample": t(
                "Sample data: the realisations are made up and belong to no real municipality."
            ),
        },
    }


def _slim(part: Part) -> Part:
    """The part without the columns of its table in which nothing stands."""
    if part.table is None or not part.table.rows:
        return part
    kept = [
        index
        for index, _ in enumerate(part.table.columns)
        if any(row[index] != "" for row in part.table.rows)
    ]

    def of(row: tuple[_Cell, ...]) -> tuple[_Cell, ...]:
        return tuple(row[index] for index in kept)

    table = replace(
        part.table, columns=of(part.table.columns), rows=tuple(of(row) for row in part.table.rows)
    )
    return replace(part, table=table, total=None if part.total is None else of(part.total))


def _part(part: Part, widths: Widths, t: Words, boundaries: str) -> dict[str, object]:
    drawn = part.table if part.table is not None and part.table.rows else None
    text = part.text if drawn or not part.empty else (*part.text, part.empty)
    return {
        "title": part.title,
        "level": part.level,
        "fresh": part.fresh,
        "text": text,
        "items": part.items,
        "picture": None if part.picture is None else _picture(part.picture, t, boundaries),
        "chart": None if part.chart is None else _chart(part.chart),
        "table": None if drawn is None else _table(drawn, part.total, widths, t),
        "notes": part.notes if drawn or part.table is None else (),
    }


def _picture(picture: Picture, t: Words, boundaries: str) -> dict[str, object]:
    region = close_up_region(boundaries)
    return {
        "title": picture.view.title,
        "alt": picture.text,
        "source": picture.source,
        "legend": [
            {
                "name": f"{each.name} ({len(each.rows)})",
                "colour": COLOURS[each.tone],
                "hatched": each.tone is Tone.NONE,
            }
            for each in picture.view.classes
        ],
        "close-up": None
        if region is None
        else {
            "title": t("{region}, enlarged", region=region),
            "alt": t("The same map, {region} only, enlarged.", region=region),
        },
    }


def chart_file(part: int) -> str:
    """Return the name of the file with the chart of a part, by the place of the part."""
    return f"chart-{part}.svg"


def _chart(chart: Chart) -> dict[str, object]:
    return {"title": chart.title, "alt": f"{chart.title}. {chart.text}.", "notes": chart.notes}


def _widths(tables: Iterable[Table], t: Words) -> Widths:
    rows: dict[tuple[Column, ...], list[list[str]]] = defaultdict(list)
    for table in tables:
        rows[table.columns] += [_shown(row, table, t) for row in table.rows]
    return {
        columns: column_widths(
            [each.kind for each in columns], [each.heading for each in columns], texts
        )
        for columns, texts in rows.items()
    }


def _table(
    table: Table, total: tuple[Value, ...] | None, widths: Widths, t: Words
) -> dict[str, object]:
    return {
        "columns": [
            {
                "heading": column.heading,
                "right": column.kind in NUMBERS,
                "prose": column.kind is ColumnKind.PROSE,
                "width": round(width, 1),
            }
            for column, width in zip(table.columns, widths[table.columns], strict=True)
        ],
        "rows": [_shown(row, table, t) for row in table.rows],
        "total": None if total is None else _shown(total, table, t),
    }


def _shown(row: tuple[Value, ...], table: Table, t: Words) -> list[str]:
    """A row as people read it; what is left empty on purpose stays empty."""
    return [
        "" if value == "" else cell(value, column.kind, t)
        for value, column in zip(row, table.columns, strict=True)
    ]
