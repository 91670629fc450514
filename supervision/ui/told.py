"""What a page says before its figures: the sentence that answers, and what it did not follow."""

from __future__ import annotations

from datetime import date

import streamlit as st

from supervision.ui import state
from supervision.ui.markdown import literal
from supervision.words import Words

_LONGEST_DAY = 40
"""Characters of a mistyped day that are repeated."""


def lead(sentence: str) -> None:
    """Draw the sentence that answers first, as the heading between the page and its parts."""
    with st.container(key="lead"):
        st.header(sentence, anchor=False)


def no_such_day(known_on: date | None, t: Words) -> None:
    """Say that what the address has for a day of the past is none, and what is shown instead."""
    written = state.written(state.KNOWN_ON)
    if known_on is not None or not written:
        return
    st.warning(
        t(
            "The address asks for the figures as known on '{value}'. That is no day up to today, "
            "written like 2026-07-01; these are the figures as known now.",
            value=literal(written[:_LONGEST_DAY]),
        ),
        icon=":material/history_toggle_off:",
    )
