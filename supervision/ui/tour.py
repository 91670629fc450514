"""The tour for the first visit: five steps, each with the way to its page; gone once dismissed.

The script of the server keeps a cookie when the button is pressed (`supervision/server/words.js`);
without it the tour is gone for the session only.
"""

from __future__ import annotations

import streamlit as st

from supervision.ui.shell import link
from supervision.words import Words, mark

COOKIE = "rondleiding"
_KEY = "tour_done"
_STEPS = (
    ("pages/inlezen.py", mark("Import files"), mark("Deliver the file of COA or of the Ministry.")),
    ("pages/kaart.py", mark("Map"), mark("See where the backlogs are.")),
    ("pages/gemeente.py", mark("Municipality"), mark("See why one is flagged, number by number.")),
    ("pages/escalatie.py", mark("Escalation"), mark("Do what has to be done; take the letters.")),
    ("pages/kader.py", mark("Rules"), mark("Read under which rules, and what is assumed.")),
)


def first_visit(t: Words) -> None:
    """Draw the tour, unless this visitor has dismissed it."""
    if st.session_state.get(_KEY) or st.context.cookies.get(COOKIE):
        return
    with st.container(border=True):
        st.markdown(t("**Here for the first time?** Five steps through the product:"))
        for number, (page, name, text) in enumerate(_STEPS, start=1):
            link(page, f"{number}. {t(name)}: {t(text)}")
        with st.container(key=_KEY + "_button"):
            st.button(t("Understood, do not show again"), on_click=_dismiss)


def _dismiss() -> None:
    st.session_state[_KEY] = True
