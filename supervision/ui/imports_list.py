"""The list of imports on the import page, with withdrawal."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from supervision.ui.access import who_may
from supervision.ui.intake import settled
from supervision.ui.shell import Frame, telling
from supervision.ui.tables import draw_table
from supervision.usecases import imports, setup
from supervision.usecases.access import Action, permitted
from supervision.usecases.text import MINIMUM
from supervision.views import intake as views


def history(frame: Frame) -> None:
    """Draw the list of imports, with withdrawal."""
    t = frame.t
    st.header(t("Imports"), anchor=False)
    found = imports.history(frame.database)
    if not found:
        st.info(t("Nothing has been imported yet."), icon=":material/inbox:")
        return
    counting = {
        batch.id: f"{batch.id} {batch.file_name}" for batch in found if not batch.withdrawn_at
    }
    if samples := sum(batch.sample for batch in found if not batch.withdrawn_at):
        _samples(frame, samples)
    if permitted(frame.actor, Action.WITHDRAW):
        with st.expander(t("Withdraw an import"), icon=":material/undo:"):
            _withdrawal(frame, counting)
    draw_table(views.history_table(found, t), t, tall=True)


def _samples(frame: Frame, count: int) -> None:
    """Offer to remove the sample data with one button that asks once more."""
    t = frame.t
    st.info(
        t("The store holds sample data. Remove it before you import real figures."),
        icon=":material/science:",
    )
    if not permitted(frame.actor, Action.REMOVE_SAMPLES):
        st.caption(
            t(
                "Only somebody with this role removes it: {roles}.",
                roles=who_may(Action.REMOVE_SAMPLES, t),
            )
        )
        return
    with st.popover(t("Remove the sample data"), icon=":material/delete:"):
        st.markdown(
            t(
                "{n} files with sample data then no longer count. They stay in the audit trail, "
                "and so do decisions that were taken on them.",
                n=t.number(count),
            )
        )
        if st.button(t("Yes, remove the sample data")):
            with telling(t):
                n = setup.remove_samples(frame.database, frame.actor, t("sample data removed"))
                settled(t("Sample data removed: {n} files no longer count.", n=n))


def _withdrawal(frame: Frame, counting: Mapping[int, str]) -> None:
    """Draw the form to withdraw an import; what was filled in stays until it is done."""
    t = frame.t
    round_ = st.session_state.setdefault("withdrawals", 0)
    with st.form(f"withdraw_{round_}"):
        batch = st.selectbox(
            t("Import"), list(counting), index=None, format_func=counting.__getitem__
        )
        reason = st.text_input(t("Reason"))
        asked = st.form_submit_button(t("Withdraw"))
    if not asked:
        return
    if batch is None:
        st.error(t("Choose the import that is to be withdrawn."), icon=":material/error:")
    elif len(reason.strip()) < MINIMUM:
        st.error(t("The reason is too short. Write in a few words why."), icon=":material/error:")
    else:
        imports.withdraw(frame.database, frame.actor, batch, reason)
        st.session_state["withdrawals"] = round_ + 1
        settled(
            t("Import {batch} no longer counts; the figures before it count again.", batch=batch)
        )
