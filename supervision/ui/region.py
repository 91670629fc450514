"""The parts of the page of the regions."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from supervision.domain.joint import Move
from supervision.ui import cached, cached_regions, charts, history, region_charts, state
from supervision.ui.access import who_may
from supervision.ui.shell import Frame, link, settled
from supervision.ui.tables import draw_table
from supervision.ui.told import lead
from supervision.ui.visits import download_table
from supervision.usecases import joint
from supervision.usecases.access import Action, permitted
from supervision.views.joint import Joint
from supervision.views.region import Regions, region_file_name


def choose(frame: Frame, view: Regions) -> str | None:
    """Let the user choose one region to look into, or none to see all side by side."""
    t = frame.t
    names = {name: name for name in view.parts}
    return state.choose(state.REGION, t("Region"), names, placeholder=t("all"))


def side_by_side(frame: Frame, view: Regions) -> None:
    """Draw how the closings of the regions went, on one scale."""
    t = frame.t
    history.multiples(view.closings, t)
    draw_table(view.closings.table, t, caption=False)


def _downloads(frame: Frame, key: cached.Key, chosen: str | None) -> None:
    """Offer the figures of the chosen region, or the balances of all, to take along."""
    t = frame.t
    found = cached.standings_of(key)
    with st.container(horizontal=True):
        download_table(
            frame,
            lambda suffix: region_file_name(found, chosen, suffix, t),
            partial(cached_regions.region_downloads, key, chosen),
        )


def all_in_brief(frame: Frame, key: cached.Key, view: Regions) -> None:
    """Draw the balances of all regions, and for each what swaps could do and the way to it."""
    lead(view.sentence)
    draw_table(view.balances, frame.t)
    _downloads(frame, key, None)
    st.subheader(frame.t("Solving it together"), anchor=False)
    for name, each in view.joint.items():
        who, what = st.columns([1, 4], vertical_alignment="center")
        with who:
            link("pages/regio.py", name, regio=name)
        what.markdown(each.title)


def one(frame: Frame, key: cached.Key, view: Regions, name: str) -> None:
    """Draw one region: who is behind and who ahead, on which step, and what swaps could do."""
    t, part = frame.t, view.parts[name]
    with st.container(key="name"):
        st.header(name, anchor=False)
    lead(part.sentence)
    st.markdown(f"**{part.title}**")
    charts.draw(cached_regions.ranking_figure(key, name), region_charts.ranking_text(part, t), t)
    draw_table(part.ranking, t, caption=False)
    if part.legend:
        st.caption(part.legend)
    _downloads(frame, key, name)
    if part.steps.rows:
        draw_table(part.steps, t)
    together(frame, view.joint[name], name)


def together(frame: Frame, view: Joint, name: str) -> None:
    """Draw the swaps to discuss with their effect, and those that were agreed."""
    t = frame.t
    st.subheader(t("Solving it together"), anchor=False)
    st.markdown(f"**{view.title}**")
    if view.options:
        left, right = st.columns([2, 5])
        with left:
            draw_table(view.moves, t)
        with right:
            draw_table(view.effects, t)
            st.markdown(view.effect)
        st.caption("  \n".join(view.notes))
        _record(frame, view, name)
    if view.agreed.rows:
        draw_table(view.agreed, t)


def _record(frame: Frame, view: Joint, name: str) -> None:
    """Let the user record swaps that were agreed, some or all, each as a record of its own.

    The form goes with the revision: what was ticked for figures of before is not sent.
    """
    t = frame.t
    if frame.known_on is not None:
        return
    if not permitted(frame.actor, Action.SWAP):
        roles = who_may(Action.SWAP, t)
        st.caption(t("Only somebody with one of these roles records swaps: {roles}.", roles=roles))
        return
    key = f"agreed_{name}_{frame.revision}"
    with (
        st.expander(t("Record swaps that were agreed"), icon=":material/swap_horiz:"),
        st.form(key),
    ):
        st.markdown(t("Record a swap only when both municipalities have agreed to it."))
        ticked = [
            move
            for text, move in view.options.items()
            if st.checkbox(text, key=f"{key}_{move.giver}_{move.taker}")
        ]
        agreed_on = st.date_input(
            t("Agreed on"), frame.today, max_value=frame.today, format="DD-MM-YYYY"
        )
        with st.container(horizontal=True):
            some = st.form_submit_button(t("Record what is ticked"))
            all_of_them = st.form_submit_button(t("Record them all"))
        if some and ticked:
            _recorded(frame, view, ticked, agreed_on)
        if all_of_them:
            _recorded(frame, view, list(view.options.values()), agreed_on)


def _recorded(frame: Frame, view: Joint, moves: list[Move], agreed_on: date) -> None:
    numbers = joint.record_agreed(frame.database, frame.actor, view.half_year, moves, agreed_on)
    settled(frame.t.plural("{n} swap recorded.", "{n} swaps recorded.", len(numbers)))
