"""A table view model as an accessible HTML table, in the notation of the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

import streamlit as st

from supervision.views.table import NUMBERS, ColumnKind, Table, Value, cell
from supervision.words import Words, words
from supervision.words.glossary import explanation

_ONE_LINE = (ColumnKind.DATE, ColumnKind.NAME)
_CLASSES = {**dict.fromkeys(_ONE_LINE, "line"), ColumnKind.PROSE: "prose"}

_CURRENT = ' class="current" aria-current="true"'
_WHOLE = re.compile(r"\b\d{4}-[12]\b(?:: \d+)?|\b\d{2}-\d{2}-\d{4}\b")
HATCHED = "hatched"
"""A swatch for no figure, instead of a colour."""


def draw_table(
    table: Table,
    t: Words,
    *,
    caption: bool = True,
    tall: bool = False,
    dense: bool = False,
    swatches: Sequence[str] = (),
    current: int | None = None,
) -> None:
    """Draw the table; a tall one scrolls within its frame, a dense one has many columns.

    With `swatches` each row begins with its colour, as `#rrggbb` or HATCHED; the row with the
    number `current` stands out.
    """
    st.html(
        _html(
            table,
            t.language,
            caption=caption,
            tall=tall,
            dense=dense,
            swatches=tuple(swatches),
            current=current,
        )
    )


@lru_cache(maxsize=512)
def _html(
    table: Table,
    language: str,
    *,
    caption: bool,
    tall: bool,
    dense: bool,
    swatches: tuple[str, ...],
    current: int | None,
) -> str:
    """The table as HTML; numbers to the right, unknown as a dash, every text escaped.

    Kept, because each run of a page draws all its tables again and most have not changed.
    """
    t = words(language)
    head = "".join(
        f'<th scope="col"{_class(column.kind)}>{_heading(column.heading, t)}</th>'
        for column in table.columns
    )
    kinds = [column.kind for column in table.columns]
    body = "".join(
        f"<tr{_CURRENT if number == current else ''}>"
        + "".join(
            f"<td{_class(kind)}>{_swatch(swatches, number) if not index else ''}"
            f"{_written(value, kind, t)}</td>"
            for index, (value, kind) in enumerate(zip(row, kinds, strict=True))
        )
        + "</tr>"
        for number, row in enumerate(table.rows)
    )
    title = f"<caption>{escape(table.title)}</caption>" if caption else ""
    frame = "table-frame tall" if tall else "table-frame"
    return (
        f'<div class="{frame}" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f'<table class="figures{" dense" if dense else ""}">{title}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _class(kind: ColumnKind) -> str:
    name = "number" if kind in NUMBERS else _CLASSES.get(kind)
    return f' class="{name}"' if name else ""


def _written(value: Value, kind: ColumnKind, t: Words) -> str:
    """The value of a cell; in a text a half-year with its persons, and a date, stay on one line."""
    text = escape(cell(value, kind, t))
    if kind in NUMBERS or kind in _ONE_LINE:
        return text
    return _WHOLE.sub(r'<span class="line">\g<0></span>', text)


def _swatch(swatches: Sequence[str], number: int) -> str:
    if not swatches:
        return ""
    if swatches[number] == HATCHED:
        return f'<span class="swatch {HATCHED}"></span>'
    return f'<span class="swatch" style="background:{swatches[number]}"></span>'


def _heading(heading: str, t: Words) -> str:
    """The heading; a term of the glossary is explained on hover."""
    meaning = explanation(heading, t)
    if meaning is None:
        return escape(heading)
    return f'<abbr title="{escape(meaning)}">{escape(heading)}</abbr>'
