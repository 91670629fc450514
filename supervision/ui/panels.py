"""The parts of the start page."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from supervision.ui.markdown import literal
from supervision.ui.shell import dossier_line
from supervision.ui.tables import draw_table
from supervision.views.cards import why
from supervision.views.overview import Overview, steps_table
from supervision.views.standing import Standings
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words
from supervision.words.labels import label


def figures(view: Overview, t: Words) -> None:
    """Draw the figures of the province."""
    obligation, realised, to_house, share = st.columns(4)
    change = view.change
    obligation.metric(
        t("Obligation"),
        t.number(view.obligation),
        _delta(change.obligation, t),
        delta_color="off",
        help=t("Target plus opening"),
    )
    realised.metric(t("Realised"), t.number(view.realised), _delta(change.realised, t))
    to_house.metric(
        t("Still to house"),
        t.number(view.to_house),
        _delta(change.to_house, t),
        delta_color="inverse",
        help=t("Sum of the backlogs; a lead elsewhere is not set off"),
    )
    share.metric(
        t("Share realised"),
        t.percent(view.share),
        _points(change.share, t),
        help=t("Realised / obligation of the municipalities of which both are known"),
    )
    share.caption(
        t("norm {norm}", norm=t.percent(view.norm)),
        help=t(
            "The share of the half-year that has passed: whole months on the first of a month "
            "(1 November: 4 of 6), days on any other day."
        ),
    )
    if change.since is not None:
        st.caption(t("The small figures are the change {since}.", since=change.since))
    if view.lead:
        to_house.caption(t("{n} lead elsewhere is not set off", n=t.number(view.lead)))


def _delta(persons: int | None, t: Words) -> str | None:
    """A change as `st.metric` takes it: the first sign decides the arrow, so a plain minus."""
    return None if not persons else t.signed(persons).replace("\N{MINUS SIGN}", "-")


def _points(share: Fraction | None, t: Words) -> str | None:
    if not share:
        return None
    sign = "+" if share > 0 else ""
    return t("{n} percentage points", n=sign + t.decimal(share * 100))


def counts(view: Overview, found: Standings, t: Words) -> None:
    """Draw how many municipalities there are per state and per step."""
    states, steps = st.columns(2)
    columns = (
        Column(t("State"), ColumnKind.TEXT),
        Column(t("Municipalities"), ColumnKind.PERSONS),
    )
    with states:
        rows = tuple((label(state, t), count) for state, count in view.states)
        draw_table(Table(t("Municipalities per state"), columns, rows), t)
    with steps:
        draw_table(steps_table(view, found.ruleset, t), t)


def attention(view: Overview, t: Words) -> None:
    """Draw who needs attention now, each with the reasons and a link to its dossier."""
    st.subheader(t("Needs attention now"), anchor=False)
    if not view.attention and view.share is None:
        st.info(t("There are no figures to assess yet."), icon=":material/hourglass_empty:")
    elif not view.attention:
        st.success(t("Nobody is behind."), icon=":material/check:")
    for row in view.attention:
        dossier_line(row.code, row.name, why(row, t))


def imports(view: Overview, t: Words) -> None:
    """Draw what was imported last and what is missing."""
    st.subheader(t("Imports"), anchor=False)
    for text in view.missing:
        st.warning(text, icon=":material/hourglass_empty:")
    batch = view.last_import
    if batch is not None:
        st.caption(
            t(
                "Imported last: {file}, {moment}, by {who}",
                file=literal(batch.file_name),
                moment=t.moment(batch.imported_at),
                who=literal(batch.imported_by),
            )
        )
