"""The parts of the import page."""

from __future__ import annotations

import streamlit as st

from supervision.domain.halfyear import HalfYear
from supervision.importing import FileKind
from supervision.storage.batches import Draft
from supervision.ui.shell import Frame
from supervision.ui.tables import draw_table
from supervision.usecases import drafts, imports
from supervision.usecases.drafts import Choices
from supervision.usecases.imports import Check
from supervision.views import intake as views
from supervision.words import Words
from supervision.words.labels import label

_FILE_TYPES = ["csv", "txt", "xlsx", "xls", "ods"]


def upload(frame: Frame) -> None:
    """Take a file and keep it as a draft; the upload field is then empty again."""
    t = frame.t
    if message := st.session_state.pop("import_message", None):
        st.success(message, icon=":material/check:")
    st.markdown(
        t(
            "Upload a targets file or a realisation file, as it was delivered. "
            "Nothing counts before you confirm."
        )
    )
    round_ = st.session_state.setdefault("upload_round", 0)
    file = st.file_uploader(
        t("File (CSV, Excel or ODS, at most 5 MB)"),
        type=_FILE_TYPES,
        key=f"upload_{round_}",
        max_upload_size=5,
    )
    if file is not None:
        drafts.keep(frame.database, frame.actor, file.name, file.getvalue())
        st.session_state["upload_round"] = round_ + 1
        st.rerun()


def choose_draft(frame: Frame) -> Draft | None:
    """Return the upload to look at: the last one, or the one that the user chooses."""
    waiting = drafts.waiting(frame.database)
    if len(waiting) < 2:
        return waiting[0] if waiting else None
    names = {
        draft.id: f"{draft.file_name} ({frame.t.moment(draft.uploaded_at)})" for draft in waiting
    }
    chosen = st.selectbox(
        frame.t("Uploads that wait"), list(names), format_func=names.__getitem__, key="draft"
    )
    return next(draft for draft in waiting if draft.id == chosen)


def understood(check: Check, t: Words) -> None:
    """Draw what the file was taken for."""
    reading = check.reading
    kind, half_year, as_of, rows = st.columns(4)
    kind.metric(t("Kind"), label(reading.kind, t) if reading.kind else t("unknown"))
    half_year.metric(t("Half-year"), str(reading.half_year or t("unknown")))
    if reading.kind is not FileKind.TARGETS:
        as_of.metric(t("As of"), t.short_date(reading.as_of))
    rows.metric(t("Rows"), t.number(reading.rows))
    if reading.ignored:
        rows.caption(t("{n} outside Limburg, left out", n=t.number(reading.ignored)))


def columns(check: Check, t: Words) -> None:
    """Draw the first rows of the file with what each column was taken for."""
    if check.reading.columns:
        with st.expander(t("Columns: what was taken for what"), icon=":material/table:"):
            draw_table(views.columns_table(check.reading, t), t, caption=False)


def choices(frame: Frame, draft: Draft, check: Check) -> None:
    """Let the user say what the file leaves open."""
    t, made = frame.t, Choices.from_json(draft.choices)
    asked = views.asks_for_choices(check.reading)
    with (
        st.expander(t("Kind, half-year and date"), expanded=asked, icon=":material/tune:"),
        st.form(f"choices_{draft.id}"),
    ):
        kind = st.selectbox(
            t("Kind"),
            list(FileKind),
            index=None if made.kind is None else list(FileKind).index(made.kind),
            placeholder=t("as found in the file"),
            format_func=lambda each: label(each, t),
        )
        options = views.half_year_options(frame.today)
        half_year = st.selectbox(
            t("Half-year"),
            [str(each) for each in options],
            index=None if made.half_year not in options else options.index(made.half_year),
            placeholder=t("as found in the file"),
        )
        as_of = st.date_input(t("As of"), made.as_of, max_value=frame.today, format="DD-MM-YYYY")
        if st.form_submit_button(t("Read again")):
            chosen = Choices(
                kind, HalfYear.parse(half_year) if half_year else None, as_of, made.columns
            )
            drafts.choose(frame.database, frame.actor, draft.id, chosen)
            st.rerun()


def problems(check: Check, file_name: str, t: Words) -> None:
    """Draw everything that is wrong, by row."""
    table = views.problems_table(check.reading.problems, t("Problems"), t)
    st.error(
        t.plural(
            "This file cannot be imported: {n} problem. Nothing has changed.",
            "This file cannot be imported: {n} problems. Nothing has changed.",
            len(table.rows),
        ),
        icon=":material/error:",
    )
    draw_table(table, t)
    st.caption(t("Mend {file} and upload it again.", file=file_name))


def warnings(check: Check, t: Words) -> None:
    """Draw what is odd but does not stand in the way."""
    if check.reading.warnings:
        st.warning(t("Look at this before you confirm."), icon=":material/warning:")
        draw_table(views.problems_table(check.reading.warnings, t("Warnings"), t), t)


def preview(check: Check, t: Words) -> None:
    """Draw what the file changes, per municipality."""
    st.markdown(views.change_sentence(check.changes, t))
    draw_table(views.changes_table(check.changes, t), t)


def decide(frame: Frame, draft: Draft, check: Check) -> None:
    """Let the user confirm or put aside."""
    t = frame.t
    yes, no, _ = st.columns([1, 1, 3])
    if check.reading.accepted and yes.button(
        t("Confirm import"), type="primary", icon=":material/check:"
    ):
        _, batch = imports.import_file(
            frame.database,
            frame.actor,
            draft.content,
            drafts.request_of(draft),
            seen=check.revision,
            draft=draft.id,
        )
        st.session_state["import_message"] = t(
            "{file} is import {batch} and counts from now on.", file=draft.file_name, batch=batch
        )
        st.rerun()
    if no.button(t("Put aside"), icon=":material/delete:"):
        drafts.discard(frame.database, frame.actor, draft.id)
        st.rerun()


def history(frame: Frame) -> None:
    """Draw the list of imports, with withdrawal."""
    t = frame.t
    st.subheader(t("Imports"))
    found = imports.history(frame.database)
    if not found:
        st.info(t("Nothing has been imported yet."), icon=":material/inbox:")
        return
    counting = {
        batch.id: f"{batch.id} {batch.file_name}" for batch in found if not batch.withdrawn_at
    }
    with (
        st.expander(t("Withdraw an import"), icon=":material/undo:"),
        st.form("withdraw", clear_on_submit=True),
    ):
        batch = st.selectbox(
            t("Import"), list(counting), index=None, format_func=counting.__getitem__
        )
        reason = st.text_input(t("Reason"))
        if st.form_submit_button(t("Withdraw")) and batch is not None:
            imports.withdraw(frame.database, frame.actor, batch, reason)
            st.session_state["import_message"] = t(
                "Import {batch} no longer counts; the figures before it count again.", batch=batch
            )
            st.rerun()
    draw_table(views.history_table(found, t), t, tall=True)
