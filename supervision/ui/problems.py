"""What is wrong with an upload: on the screen, and to take along as a file."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from supervision.exports.csv_file import to_csv
from supervision.exports.marked_copy import to_marked_xlsx
from supervision.exports.xlsx_file import to_xlsx
from supervision.importing import Problem, Reading
from supervision.importing.reading import read_grids
from supervision.storage.batches import Draft
from supervision.ui.markdown import literal
from supervision.ui.tables import draw_table
from supervision.usecases.imports import Check
from supervision.views import intake as views
from supervision.views.marked import marked_copy
from supervision.views.table import Table
from supervision.words import Words


def problems(check: Check, draft: Draft, t: Words) -> None:
    """Draw everything that is wrong, columns first and then by row, to take along as a file."""
    found = views.in_order(check.reading)
    st.error(
        t.plural(
            "This file cannot be imported: {n} problem. Nothing has changed.",
            "This file cannot be imported: {n} problems. Nothing has changed.",
            len(found.problems),
        ),
        icon=":material/error:",
    )
    draw_table(views.problems_on_screen(found.problems, t("Problems"), t), t)
    if more := views.problems_left_out(found.problems):
        st.caption(t("And {n} more: the download has all of them.", n=t.number(more)))
    _downloads(found, draft, t)
    st.caption(t("Mend {file} and upload it again.", file=literal(draft.file_name)))


def _downloads(found: Reading, draft: Draft, t: Words) -> None:
    """Offer the problems as CSV and Excel, and the upload itself with the cells marked."""
    stem = PurePath(draft.file_name).stem

    def table() -> Table:
        return views.problems_table(found.problems, t("Problems"), t)

    files = [
        (t("Problems as CSV"), t("{file} problems.csv", file=stem), lambda: to_csv(table(), t)),
        (t("Problems as Excel"), t("{file} problems.xlsx", file=stem), lambda: to_xlsx(table(), t)),
    ]
    if views.could_be_read(found):
        name = t("{file} marked.xlsx", file=stem)
        files.append(
            (t("My file with the problems marked"), name, lambda: _marked(found, draft, t))
        )
    with st.container(horizontal=True):
        for label_, name, make in files:
            st.download_button(
                label_,
                make,
                name,
                on_click="ignore",
                icon=":material/download:",
                key=f"download_{name}",
            )


def _marked(found: Reading, draft: Draft, t: Words) -> bytes:
    grids = read_grids(draft.content, draft.file_name)
    if isinstance(grids, Problem):
        raise AssertionError("what was read once can be read again")
    return to_marked_xlsx(marked_copy(grids, found, draft.file_name, t), t)
