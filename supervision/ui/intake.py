"""The parts of the import page."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from supervision.domain.halfyear import HalfYear
from supervision.errors import Overtaken
from supervision.importing import FileKind
from supervision.importing.limits import MAX_BYTES, MEGABYTE
from supervision.storage.batches import Draft
from supervision.ui import cached
from supervision.ui.access import who_may
from supervision.ui.markdown import literal
from supervision.ui.shell import Frame
from supervision.ui.tables import draw_table
from supervision.usecases import drafts, imports
from supervision.usecases.access import Action, permitted
from supervision.usecases.drafts import Choices
from supervision.usecases.imports import Check
from supervision.views import intake as views
from supervision.words import Words
from supervision.words.errors import message
from supervision.words.labels import label

_FILE_TYPES = ["csv", "txt", "xlsx", "xls", "ods"]

_SHOWN, _CHOICE = "draft_shown", "draft_choice"
"""The upload on the screen (number and name), and the box in which it can be chosen."""
_SEEN = "draft_seen"
"""The upload, the revision of the store and the choices of which the screen shows the outcome."""
_MESSAGE = "import_message"


def offered(frame: Frame) -> bool:
    """Tell whether the user may import; where not, say who may."""
    may = permitted(frame.actor, Action.IMPORT)
    if not may:
        st.info(
            frame.t(
                "Only somebody with one of these roles imports and withdraws files: {roles}.",
                roles=who_may(Action.IMPORT, frame.t),
            ),
            icon=":material/lock:",
        )
    return may


def upload(frame: Frame) -> None:
    """Take a file and keep it as a draft; the upload field is then empty again."""
    t = frame.t
    if said := st.session_state.pop(_MESSAGE, None):
        st.success(said, icon=":material/check:")
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
        max_upload_size=MAX_BYTES // MEGABYTE,
    )
    if file is not None:
        number = drafts.keep(frame.database, frame.actor, file.name, file.getvalue())
        st.session_state["upload_round"] = round_ + 1
        st.session_state[_SHOWN] = number, file.name
        st.session_state[_CHOICE] = number
        st.rerun()


def settled(said: str) -> None:
    """Draw the page again after a write of the user's own, with what to say about it."""
    for key in (_SHOWN, _SEEN):
        st.session_state.pop(key, None)
    st.session_state[_MESSAGE] = said
    st.rerun()


def choose_draft(frame: Frame) -> Draft | None:
    """Return the upload to look at: the one on the screen, the last one, or the one chosen."""
    t = frame.t
    waiting = {draft.id: draft for draft in drafts.waiting(frame.database)}
    shown = st.session_state.get(_SHOWN)
    if shown is not None and shown[0] not in waiting:
        st.info(
            t(
                "{file} does not wait any more: in another window it was imported or put aside. "
                "The list of imports below shows whether it counts.",
                file=literal(shown[1]),
            ),
            icon=":material/info:",
        )
        shown = None
    if not waiting:
        st.session_state.pop(_SHOWN, None)
        return None
    number = shown[0] if shown else next(iter(waiting))
    if len(waiting) > 1:
        number = _choose_one(waiting, number, t)
    draft = waiting[number]
    st.session_state[_SHOWN] = draft.id, draft.file_name
    return draft


def _choose_one(waiting: Mapping[int, Draft], number: int, t: Words) -> int:
    if st.session_state.get(_CHOICE) not in waiting:
        st.session_state[_CHOICE] = number
    names = {
        draft.id: t(
            "{file}, uploaded on {moment} by {who}",
            file=draft.file_name,
            moment=t.moment(draft.uploaded_at),
            who=draft.uploaded_by,
        )
        for draft in waiting.values()
    }
    return st.selectbox(
        t("Uploads that wait"), list(names), format_func=names.__getitem__, key=_CHOICE
    )


def heading(draft: Draft, t: Words) -> None:
    """Draw which file this is, and who uploaded it when."""
    st.header(t("File {file}", file=literal(draft.file_name)), anchor=False)
    st.caption(
        t(
            "Uploaded on {moment} by {who}.",
            moment=t.moment(draft.uploaded_at),
            who=literal(draft.uploaded_by),
        )
    )


def understood(check: Check, t: Words) -> None:
    """Draw what the file was taken for; nothing of what is no table."""
    reading = check.reading
    if not views.could_be_read(reading):
        return
    kind, half_year, as_of, rows = st.columns(4)
    kind.metric(t("Kind"), label(reading.kind, t) if reading.kind else t("unknown"))
    half_year.metric(t("Half-year"), str(reading.half_year or t("unknown")))
    if reading.kind is not FileKind.TARGETS:
        as_of.metric(t("As of"), t.short_date(reading.as_of) if reading.as_of else t("unknown"))
    rows.metric(t("Rows"), t.number(reading.rows))
    if reading.ignored:
        rows.caption(t("{n} outside Limburg, left out", n=t.number(reading.ignored)))


def choose(frame: Frame, draft: Draft, chosen: Choices) -> None:
    """Keep what the user says of the file and read it again."""
    drafts.choose(frame.database, frame.actor, draft.id, chosen)
    st.session_state.pop(_SEEN, None)
    st.rerun()


def choices(frame: Frame, draft: Draft, check: Check) -> None:
    """Let the user say what the file leaves open."""
    if not views.could_be_read(check.reading):
        return
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
            choose(frame, draft, chosen)


def overtaken(draft: Draft, check: Check, t: Words) -> None:
    """Say when another window moved what the user looked at: it is no longer what it was."""
    before = st.session_state.get(_SEEN)
    now = st.session_state[_SEEN] = draft.id, check.revision, draft.choices
    if before is None or before[0] != draft.id or before == now:
        return
    if before[1] != check.revision:
        said = message(Overtaken(revision=before[1]), t)
    else:
        said = t("In another window this file was read in another way. Look at it again.")
    st.warning(said, icon=":material/warning:")


def warnings(draft: Draft, check: Check, t: Words) -> bool:
    """Draw what is odd but does not stand in the way; return whether the user says yes to it."""
    if not check.warnings:
        return True
    st.warning(t("Look at this before you confirm."), icon=":material/warning:")
    draw_table(views.problems_on_screen(check.warnings, t("Warnings"), t), t)
    return st.checkbox(
        t("I have looked at the warnings; the file can be imported as it is."),
        key=f"yes_{draft.id}_{check.revision}_{draft.choices}",
    )


def preview(frame: Frame, draft: Draft, check: Check) -> None:
    """Draw what the file changes per municipality, and what that does to balance and step."""
    t = frame.t
    st.markdown(views.change_sentence(check.changes, t))
    draw_table(views.changes_table(check.changes, t), t, tall=True)
    effects = cached.effects_of(frame.database.url, frame.revision, frame.today, draft)
    if effects:
        draw_table(views.effects_table(effects, t), t, tall=True)
    else:
        st.caption(t("No balance and no step changes."))


def decide(frame: Frame, draft: Draft, check: Check, agreed: bool) -> None:
    """Let the user confirm what is on the screen, and nothing else, or put it aside.

    The button is that of this upload and this state of the store: a press on one that another
    window has made out of date does nothing.
    """
    t = frame.t
    with st.container(horizontal=True):
        if check.reading.accepted and st.button(
            t("Confirm import"),
            type="primary",
            icon=":material/check:",
            disabled=not agreed,
            key=f"confirm_{draft.id}_{check.revision}_{draft.choices}",
        ):
            _confirm(frame, draft, check)
        if st.button(t("Put aside"), icon=":material/delete:", key=f"discard_{draft.id}"):
            drafts.discard(frame.database, frame.actor, draft.id)
            settled(
                t("{file} has been put aside and does not count.", file=literal(draft.file_name))
            )


def _confirm(frame: Frame, draft: Draft, check: Check) -> None:
    _, batch = imports.import_file(
        frame.database,
        frame.actor,
        draft.content,
        drafts.request_of(draft),
        seen=check.revision,
        draft=draft.id,
    )
    settled(
        frame.t(
            "{file} is import {batch} and counts from now on.",
            file=literal(draft.file_name),
            batch=batch,
        )
    )
