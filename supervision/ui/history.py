"""The last half-years as small multiples: the province and its regions, on one scale."""

from __future__ import annotations

import streamlit as st

from supervision.ui import cached, cached_regions
from supervision.ui.shell import Frame
from supervision.ui.small_multiples import multiples_html
from supervision.ui.tables import draw_table
from supervision.views.closings import Multiples
from supervision.words import Words


def of_the_province(frame: Frame, key: cached.Key) -> None:
    """Draw the closings of the province and of each region, with the table behind a panel."""
    t, view = frame.t, cached_regions.province_closings_of(key)
    multiples(view, t)
    with st.expander(t("The same figures as a table"), icon=":material/table:"):
        draw_table(view.table, t, caption=False)


def multiples(view: Multiples, t: Words) -> None:
    """Draw each series beside the others."""
    st.subheader(t("The last half-years"), anchor=False)
    st.markdown(f"**{view.title}**")
    st.html(multiples_html(view, t))
    st.caption(
        t(
            "Persons on each reference date, on one scale. Purple, above the line: backlog. Green, "
            "below it: lead, which is not set off. Hatched: provisional or incomplete."
        )
    )
