"""Escalation: what is to be done, who is flagged and why, filtered, and the downloads."""

import streamlit as st

from supervision.ui import cached, choices, letters, report, shell, worklist
from supervision.ui.tables import draw_table
from supervision.views.escalation import flagged, on_screen


def draw(frame: shell.Frame) -> None:
    """Draw the work list and the list of the half-year and filters that the user chooses."""
    t = frame.t
    half_year = choices.choose_half_year(frame)
    if half_year is None:
        return
    key = frame.key(half_year)
    found = cached.standings_of(key)
    shell.notices(found, t)
    chosen = choices.choose_filter(frame, found)
    order = worklist.choose_order(frame)
    worklist.warn_of_missing_holidays(frame)
    worklist.work_list(cached.work_list_of(key, chosen, order), t)
    st.header(t("Escalation list"), anchor=False)
    table = cached.escalation_of(key, chosen)
    with st.container(horizontal=True):
        worklist.downloads(frame, key, found, chosen)
        report.download_report(frame, key, chosen)
        letters.download_letters(frame, key, [row.code for row in flagged(found, chosen)])
    if table.rows:
        draw_table(on_screen(table), t, dense=True)
    else:
        st.success(t("Nobody is on this list."), icon=":material/check:")
    worklist.interventions(frame)


shell.show("pages/escalatie.py", draw)
