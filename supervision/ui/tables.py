"""A table view model as an accessible HTML table, in the notation of the reader."""

from __future__ import annotations

from html import escape

import streamlit as st

from supervision.views.table import NUMBERS, ColumnKind, Table, cell
from supervision.words import Words

_CLASSES = {ColumnKind.DATE: "line", ColumnKind.NAME: "line", ColumnKind.PROSE: "prose"}


def draw_table(table: Table, t: Words, *, caption: bool = True, tall: bool = False) -> None:
    """Draw the table; a tall one scrolls within its frame."""
    st.html(html_table(table, t, caption=caption, tall=tall))


def html_table(table: Table, t: Words, *, caption: bool = True, tall: bool = False) -> str:
    """Return the table as HTML; numbers to the right, unknown as a dash, every text escaped."""
    head = "".join(
        f'<th scope="col"{_class(column.kind)}>{escape(column.heading)}</th>'
        for column in table.columns
    )
    kinds = [column.kind for column in table.columns]
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{_class(kind)}>{escape(cell(value, kind, t))}</td>"
            for value, kind in zip(row, kinds, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    title = f"<caption>{escape(table.title)}</caption>" if caption else ""
    frame = "table-frame tall" if tall else "table-frame"
    return (
        f'<div class="{frame}" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f'<table class="figures">{title}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _class(kind: ColumnKind) -> str:
    name = "number" if kind in NUMBERS else _CLASSES.get(kind)
    return f' class="{name}"' if name else ""
