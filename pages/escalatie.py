"""The escalation list: who is flagged and why, filtered, and the downloads."""

import streamlit as st

from supervision.ui import cached, shell
from supervision.ui.tables import draw_table
from supervision.views.escalation import escalation_file_name, on_screen


def draw(frame: shell.Frame) -> None:
    """Draw the list of the half-year, region and step that the user chooses."""
    t = frame.t
    half_year = shell.choose_half_year(frame)
    if half_year is None:
        return
    key = frame.key(half_year)
    found = cached.standings_of(key)
    shell.notices(found, t)
    chosen = shell.choose_filter(frame, found)
    table = cached.escalation_of(key, chosen)
    as_csv, as_xlsx = cached.escalation_downloads(key, chosen)
    left, right = st.columns(2)
    left.download_button(
        t("Download as CSV"),
        as_csv,
        escalation_file_name(found, ".csv", t),
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
    right.download_button(
        t("Download as Excel"),
        as_xlsx,
        escalation_file_name(found, ".xlsx", t),
        on_click="ignore",
        icon=":material/download:",
    )
    if not table.rows:
        st.success(t("Nobody is on this list."), icon=":material/check:")
        return
    draw_table(on_screen(table), t)


shell.show("pages/escalatie.py", draw)
