"""The columns of a waiting upload: its first rows, what was recognised, and the user's say."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from supervision.storage.batches import Draft
from supervision.ui.intake import choose
from supervision.ui.markdown import literal
from supervision.ui.shell import Frame
from supervision.usecases import mappings
from supervision.usecases.drafts import Choices
from supervision.usecases.imports import Check
from supervision.usecases.mappings import Remembered
from supervision.views import mapping as views
from supervision.views.mapping import AS_RECOGNISED, ColumnChoice, FirstRows
from supervision.words import Words

_ABREAST = 3


def columns(frame: Frame, draft: Draft, check: Check) -> None:
    """Draw the first rows with what each column was taken for, and let the user change that."""
    t, reading = frame.t, check.reading
    if not reading.head:
        return
    remembered = _remembered(frame, draft, check)
    if remembered:
        st.info(
            t(
                "Columns read as the last time, as {who} chose on {moment}.",
                who=literal(remembered.saved_by),
                moment=t.moment(remembered.saved_at),
            ),
            icon=":material/history:",
        )
    asked = views.asks_for_columns(reading)
    with st.expander(t("Columns"), expanded=asked, icon=":material/table:"):
        st.html(_first_rows(views.first_rows(reading, t), t))
        if choices := views.column_choices(reading, t):
            _form(frame, draft, choices, remembered)


def _remembered(frame: Frame, draft: Draft, check: Check) -> Remembered | None:
    """Return the mapping that was taken from before; None where the user gave one."""
    if Choices.from_json(draft.choices).columns:
        return None
    return mappings.last(frame.database, check.reading)


def _form(
    frame: Frame, draft: Draft, choices: tuple[ColumnChoice, ...], remembered: Remembered | None
) -> None:
    t, made = frame.t, Choices.from_json(draft.choices)
    kept = remembered.columns if remembered else {}
    now = made.columns or kept
    with st.form(f"columns_{draft.id}"):
        st.caption(t("Choose for each column what it holds, where it was not recognised rightly."))
        boxes = st.columns(_ABREAST)
        chosen = {
            each.heading: boxes[number % _ABREAST].selectbox(
                literal(each.heading),
                each.options,
                index=each.options.index(now.get(each.heading, AS_RECOGNISED)),
                format_func=each.labels.__getitem__,
                key=f"column_{draft.id}_{number}",
            )
            for number, each in enumerate(choices)
        }
        if st.form_submit_button(t("Read again with these columns")):
            said = views.mapping_of(chosen, kept)
            choose(frame, draft, replace(made, columns=said))


def _first_rows(found: FirstRows, t: Words) -> str:
    """Return the first rows as an HTML table, lettered and numbered as a spreadsheet does."""
    title, row = t("First rows of the file"), t("Row")
    head = "".join(f'<th scope="col">{_letters(n)}</th>' for n in range(len(found.taken)))
    taken = _row(t("read as"), found.taken, "taken")
    body = [] if found.header or not any(found.taken) else [taken]
    for number, cells in enumerate(found.rows, start=1):
        is_header = number == found.header
        body.append(_row(str(number), cells, "header" if is_header else ""))
        if is_header:
            body.append(taken)
    return (
        f'<div class="table-frame" tabindex="0" role="region" aria-label="{escape(title)}">'
        f'<table class="figures sheet"><caption>{escape(title)}</caption>'
        f'<thead><tr><th scope="col">{escape(row)}</th>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _row(name: str, cells: tuple[str, ...], kind: str) -> str:
    values = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr class="{kind}"><th scope="row">{escape(name)}</th>{values}</tr>'


def _letters(number: int) -> str:
    """Return the name that a spreadsheet gives to a column: A, B, …, Z, AA."""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
