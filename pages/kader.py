"""The rules: the ladder as it is in force, with the source and evidence of each threshold."""

import streamlit as st

from supervision.ui import cached, shell
from supervision.ui.tables import draw_table
from supervision.views.rules import preventive_table, rules_table, ruleset_table


def draw(frame: shell.Frame) -> None:
    """Draw the rule set in force today."""
    t = frame.t
    ruleset = cached.ruleset_on(frame.today)
    st.markdown(f"#### {ruleset.title}")
    if ruleset.note:
        st.info(ruleset.note, icon=":material/gavel:")
    draw_table(ruleset_table(ruleset, t), t)
    draw_table(preventive_table(ruleset, t), t)
    draw_table(rules_table(ruleset, t), t)
    st.caption(
        t(
            "The pace norm is the share of the half-year that has passed: whole months on the "
            "first of a month (1 November: 4 of 6), days on any other day."
        )
    )
    st.caption(
        t("What is assumed has still to be confirmed by the Province. A person decides, always.")
    )


shell.show("pages/kader.py", draw)
