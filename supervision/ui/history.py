"""The last half-years as small multiples: the province and its regions, on one scale."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from supervision.ui import cached, cached_regions, charts, region_charts
from supervision.ui.shell import Frame
from supervision.ui.tables import draw_table
from supervision.views.closings import Multiples
from supervision.words import Words


def of_the_province(frame: Frame, key: cached.Key) -> None:
    """Draw the closings of the province and of each region, with the table behind a panel."""
    t, view = frame.t, cached_regions.province_closings_of(key)
    multiples(view, partial(cached_regions.province_closings_figure, key), t)
    with st.expander(t("The same figures as a table"), icon=":material/table:"):
        draw_table(view.table, t, caption=False)


def multiples(view: Multiples, figure_of: Callable[[str], go.Figure], t: Words) -> None:
    """Draw each series beside the others; `figure_of` gives the chart of a region."""
    st.subheader(t("The last half-years"), anchor=False)
    st.markdown(f"**{view.title}**")
    for column, series in zip(st.columns(len(view.series)), view.series, strict=True):
        with column:
            st.markdown(series.title)
            charts.draw(figure_of(series.region), region_charts.closings_text(series, t), t)
    st.caption(
        t(
            "Persons on each reference date, on one scale. Purple, above the line: backlog. Green, "
            "below it: lead, which is not set off. Hatched: provisional."
        )
    )
