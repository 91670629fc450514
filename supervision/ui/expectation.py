"""The early warning on screen: in the dossier, on the overview, and how far to trust it."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from supervision.ui import charts
from supervision.ui.markdown import literal
from supervision.ui.shell import dossier_line
from supervision.ui.tables import draw_table
from supervision.views.early_warning import AlertLine, EarlyWarning
from supervision.views.expectation import Expectation
from supervision.views.track_record import TrackRecord
from supervision.words import Words


def dossier_section(view: Expectation, figure: go.Figure | None, t: Words) -> None:
    """Draw what is expected of one municipality; `figure` is its fan chart, where it has one."""
    st.subheader(t("Expectation for the end of the half-year"), anchor=False)
    said = f"**{view.title}.** " + " ".join(view.sentences)
    if view.closing is None:
        st.info(said, icon=":material/query_stats:")
    else:
        st.markdown(said)
    _numbers(view, t)
    if view.fan is not None and figure is not None:
        charts.draw(figure, view.fan.text, t)
        draw_table(view.course, t)
    if view.reckoning:
        with st.expander(t("How this is computed"), icon=":material/calculate:"):
            st.markdown(literal(view.reckoning))
            draw_table(view.precedents, t)
    for remark in view.remarks:
        st.caption(remark)


def alerts(view: EarlyWarning, t: Words) -> None:
    """Draw where the province is heading, and the changes that matter, the gravest first.

    Nothing at all where a half-year has closed: then the figures themselves tell.
    """
    if not (view.sentence or view.first or view.remarks):
        return
    st.subheader(t("Early warning"), anchor=False)
    if view.sentence:
        st.markdown(f"**{view.sentence}**")
    if not view.first and view.sentence:
        st.success(t("No change that matters since the figures before."), icon=":material/check:")
    _lines(view.first)
    if view.others:
        more = t.plural("{n} more change", "{n} more changes", len(view.others))
        with st.expander(more, icon=":material/expand_more:"):
            _lines(view.others)
    for remark in view.remarks:
        st.caption(remark)


def track_record(view: TrackRecord, t: Words) -> None:
    """Draw how well past expectations did."""
    st.subheader(t("How well did past expectations do?"), anchor=False)
    st.markdown(f"{view.title}.")
    if view.table.rows:
        draw_table(view.table, t)
    for remark in view.remarks:
        st.caption(remark)


def _numbers(view: Expectation, t: Words) -> None:
    """Draw the numbers that are known; without an expectation only what it takes."""
    numbers: list[tuple[str, str, str | None]] = []
    if view.closing is not None:
        numbers += [
            (
                t("Expected closing"),
                t.signed(view.closing),
                t("Positive is a backlog, negative a lead, on the reference date"),
            ),
            (
                t("80 % interval"),
                view.interval,
                view.caution
                or t("In 8 of 10 cases like this one the closing lies between these two"),
            ),
        ]
    if view.needed_per_month is not None:
        from_when = t("To meet the obligation, counted from the last report; rounded up")
        numbers.append((t("Needed per month"), view.needed_per_month, from_when))
    if view.housed_per_month is not None:
        numbers.append((t("Per month so far"), t.decimal(view.housed_per_month), None))
    for place, (name, value, explained) in zip(st.columns(4), numbers, strict=False):
        place.metric(name, value, help=explained)


def _lines(found: tuple[AlertLine, ...]) -> None:
    for each in found:
        dossier_line(each.code, each.name, literal(each.text))
