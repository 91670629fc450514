"""What a supervisor can do on the page of a municipality: originals, swaps, an unknown opening."""

from __future__ import annotations

import streamlit as st

from supervision.domain.halfyear import HalfYear
from supervision.ui.access import who_may
from supervision.ui.markdown import literal
from supervision.ui.shell import Frame
from supervision.ui.visits import handed_out
from supervision.usecases import imports, statements, swaps
from supervision.usecases.access import Action, permitted
from supervision.views.dossier import Dossier
from supervision.views.standing import Standings


def originals(frame: Frame, view: Dossier) -> None:
    """Give back the files behind the figures, byte for byte."""
    t = frame.t
    if not view.files:
        return
    with st.expander(t("Download an original file"), icon=":material/download:"):
        batch = st.selectbox(
            t("Import"), list(view.files), format_func=view.files.__getitem__, key="original"
        )
        st.download_button(
            t("Download {file}", file=literal(view.files[batch])),
            handed_out(
                frame,
                f"batch {batch}, dossier {view.standing.code}",
                lambda: imports.original(frame.database, batch),
            ),
            view.files[batch],
            on_click="ignore",
        )


def swaps_of(frame: Frame, view: Dossier, found: Standings) -> None:
    """Draw the forms to record and withdraw a swap; for who may not, who may."""
    if permitted(frame.actor, Action.SWAP):
        _record_swap(frame, view, found)
        _withdraw_swap(frame, view)
        return
    st.caption(
        frame.t(
            "Only somebody with one of these roles writes notes and records swaps and openings: "
            "{roles}.",
            roles=who_may(Action.SWAP, frame.t),
        )
    )


def _record_swap(frame: Frame, view: Dossier, found: Standings) -> None:
    """Let the user record a swap in which this municipality hands over."""
    t, row = frame.t, view.standing
    others = {each.code: each.name for each in found.rows if each.code != row.code}
    with st.expander(t("Record a swap"), icon=":material/swap_horiz:"), st.form("swap"):
        st.markdown(
            t(
                "{name} hands over part of its target of {half_year}. "
                "Record it only when both municipalities have agreed.",
                name=row.name,
                half_year=row.half_year,
            )
        )
        taker = st.selectbox(t("To"), list(others), index=None, format_func=others.__getitem__)
        persons = st.number_input(t("Persons"), min_value=1, value=1, step=1)
        agreed_on = st.date_input(
            t("Agreed on"), frame.today, max_value=frame.today, format="DD-MM-YYYY"
        )
        if st.form_submit_button(t("Record")) and taker is not None:
            swaps.record_swap(
                frame.database,
                frame.actor,
                row.half_year,
                row.code,
                taker,
                int(persons),
                agreed_on,
            )
            st.rerun()


def _withdraw_swap(frame: Frame, view: Dossier) -> None:
    """Let the user withdraw a swap in which this municipality takes part."""
    t = frame.t
    if not view.open_swaps:
        return
    with (
        st.expander(t("Withdraw a swap"), icon=":material/undo:"),
        st.form("withdraw_swap"),
    ):
        number = st.selectbox(
            t("Swap"), list(view.open_swaps), index=None, format_func=view.open_swaps.__getitem__
        )
        reason = st.text_input(t("Reason"))
        if st.form_submit_button(t("Withdraw")) and number is not None:
            swaps.withdraw_swap(frame.database, frame.actor, number, reason)
            st.rerun()


def state_opening(frame: Frame, view: Dossier, half_year: HalfYear) -> None:
    """Let the user state the opening that neither the account nor a file gives."""
    t, row = frame.t, view.standing
    if row.opening is not None:
        return
    st.warning(
        t(
            "The opening of {half_year} is unknown: no file and no account gives it.",
            half_year=half_year,
        ),
        icon=":material/help:",
    )
    if not permitted(frame.actor, Action.STATE_OPENING):
        return
    with st.form("opening"):
        persons = st.number_input(
            t("Opening in persons: positive is backlog, negative is lead"), value=None, step=1
        )
        note = st.text_input(t("Where does this number come from?"))
        if st.form_submit_button(t("State the opening")) and persons is not None:
            statements.state_opening(
                frame.database, frame.actor, row.code, half_year, int(persons), note
            )
            st.rerun()
