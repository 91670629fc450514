"""The rules: the ladder with what each rule rests on, and what other thresholds would have done."""

import streamlit as st

from supervision.ui import ladder, shell, what_if
from supervision.ui.tables import draw_table
from supervision.views.ladder import ladder as rungs_of
from supervision.views.rules import ruleset_table


def draw(frame: shell.Frame) -> None:
    """Draw the rules in force today, or the version that the user chooses."""
    t = frame.t
    ruleset = ladder.choose_version(frame)
    ladder.heading(ruleset, t)
    ladder.draw(rungs_of(ruleset, t), t)
    st.caption(
        t("What is assumed has still to be confirmed by the Province. A person decides, always.")
    )
    st.caption(
        t(
            "The pace norm is the share of the half-year that has passed: whole months on the "
            "first of a month (1 November: 4 of 6), days on any other day."
        )
    )
    draw_table(ruleset_table(ruleset, t), t)
    what_if.draw(frame, ruleset)


shell.show("pages/kader.py", draw)
