"""A table as the CSV that a Dutch Excel opens by double click: BOM, semicolons, decimal comma."""

from __future__ import annotations

import csv
import io

from supervision.exports.inert import inert_but_figures, inert_in_csv
from supervision.views.table import TEXTS, ColumnKind, Table, Value
from supervision.words import Words


def to_csv(table: Table, t: Words) -> bytes:
    """Return the table as UTF-8 with BOM; numbers without thousands separator, shares in %."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([inert_in_csv(column.heading) for column in table.columns])
    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        writer.writerow([_cell(v, kind, t) for v, kind in zip(row, kinds, strict=True)])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value, kind: ColumnKind, t: Words) -> str:
    if value is None:
        return ""
    if kind is ColumnKind.FLAG:
        return t("yes") if value else t("no")
    if kind is ColumnKind.SHARE:
        return t.decimal(value * 100, grouped=False)  # type: ignore[operator, arg-type]
    if kind is ColumnKind.MEAN:
        return t.decimal(value, grouped=False)  # type: ignore[arg-type]
    if kind is ColumnKind.RATE:
        return t.decimal(value, 2, grouped=False)  # type: ignore[arg-type]
    if kind is ColumnKind.DATE:
        return t.short_date(value)  # type: ignore[arg-type]
    if kind in TEXTS:
        is_figure = kind is ColumnKind.FIGURE
        return inert_but_figures(str(value)) if is_figure else inert_in_csv(str(value))
    return str(value)
