"""The parts of the page of the audit trail."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from supervision.exports.csv_file import to_csv
from supervision.exports.xlsx_file import to_xlsx
from supervision.storage.audit import Event
from supervision.storage.verification import Verification
from supervision.ui import state
from supervision.ui.markdown import literal
from supervision.ui.shell import Frame
from supervision.ui.tables import draw_table
from supervision.usecases import record
from supervision.usecases.access import sees_origins
from supervision.views.record import Filter, choices, download, matching, trail_table, verdict
from supervision.views.table import Table
from supervision.words import Words

_STEPS = ("50", "200", "1000")
_ALL = "alle"


def examined(frame: Frame) -> tuple[tuple[Event, ...], Verification]:
    """Return the trail and whether it is whole, read anew: what was cached would prove nothing."""
    return record.examined(frame.database, frame.actor)


def verdict_of(verified: Verification, t: Words) -> None:
    """Draw whether the trail is whole, or which entry is the first that is not as it was."""
    if verified.broken is None:
        st.success(literal(verdict(verified, t)), icon=":material/verified_user:")
        st.caption(
            t(
                "Every entry carries the hash of the one before. Keep the last hash elsewhere "
                "too: only with it would show that the whole trail was written anew."
            )
        )
        return
    st.error(
        literal(
            t("The audit trail is not as it was written. {what}", what=verdict(verified, t))
            + " "
            + t("Do not rely on the entries from there on, and tell the administrator.")
        ),
        icon=":material/gpp_bad:",
    )


def choose_filter(events: Sequence[Event], t: Words) -> Filter:
    """Let the user choose an action, a person, a result and a text; without a choice all pass."""
    options = choices(events, t)
    action, person, result, search = st.columns(4)
    everything = t("all")
    with action:
        chosen_action = state.choose(
            state.ACTION, t("Action"), options.actions, placeholder=everything
        )
    with person:
        chosen_person = state.choose(
            state.PERSON, t("Who"), options.persons, placeholder=everything
        )
    with result:
        chosen_result = state.choose(
            state.RESULT, t("Result"), options.results, placeholder=everything
        )
    with search:
        text = state.choose_text(
            state.SEARCH,
            t("Municipality or other text"),
            help=t("Looked for in what an entry is about, old and new value, and the details."),
        )
    return Filter(chosen_action, chosen_person, chosen_result, text)


def entries(events: Sequence[Event], chosen: Filter, t: Words) -> None:
    """Draw the entries that pass, the newest first, as many as the user wants to see."""
    found = matching(events, chosen, t)
    if not found:
        st.info(t("No entry fits this choice."), icon=":material/filter_alt_off:")
        return
    options = {each: t.number(int(each)) for each in _STEPS} | {_ALL: t("all")}
    rows = state.choose_one(state.ROWS, t("Rows"), options, default=_STEPS[0])
    shown = found if rows == _ALL else found[: int(rows)]
    st.caption(
        t(
            "{shown} of {found} entries, the newest first; {all} in the whole trail.",
            shown=t.number(len(shown)),
            found=t.number(len(found)),
            all=t.number(len(events)),
        )
    )
    draw_table(trail_table(shown, t), t, caption=False)


def left_out(frame: Frame) -> None:
    """Say what the reader is not shown, on the page and in the downloads."""
    if not sees_origins(frame.actor):
        t = frame.t
        text = t(
            "From which machine something was done is shown to supervisors and administrators only."
        )
        st.caption(text)


def downloads(frame: Frame) -> None:
    """Draw the downloads of the whole trail; each is made when it is asked for."""
    t = frame.t
    name = t("audit_trail") + f"_{frame.today.isoformat()}"
    left, right = st.columns(2)
    for column, label, write, suffix in (
        (left, t("Whole trail as CSV"), to_csv, ".csv"),
        (right, t("Whole trail as Excel"), to_xlsx, ".xlsx"),
    ):
        column.download_button(
            label,
            _later(frame, write),
            name + suffix,
            on_click="ignore",
            icon=":material/download:",
        )


def _later(frame: Frame, write: Callable[[Table, Words], bytes]) -> Callable[[], bytes]:
    """Who asks is known when it is asked for: their session or their role can end before."""
    return lambda: write(download(*examined(frame), frame.t), frame.t)
