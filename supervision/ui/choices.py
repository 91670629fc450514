"""What a user chooses on a page: half-year, day, municipality, a part of the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from supervision.domain.halfyear import HalfYear
from supervision.domain.ruleset import Authority
from supervision.ui import shell, state
from supervision.views.escalation import Filter
from supervision.views.region import from_the_north
from supervision.views.standing import Standings
from supervision.words.labels import label, step_name


def choose_half_year(frame: shell.Frame, *, steps: bool = True) -> HalfYear | None:
    """Let the user choose a half-year; None while the store is empty, and then says what to do.

    Without `steps` there are no buttons to the half-years beside it.
    """
    t = frame.t
    if not frame.half_years:
        if not frame.coming:
            st.info(
                t(
                    "There are no figures yet. Import a targets file or COA's monthly overview "
                    "first."
                ),
                icon=":material/upload_file:",
            )
        _say_what_comes(frame)
        shell.link("pages/inlezen.py", t("Import a file"))
        return None
    options = {str(each): f"{each} ({t.half_year(each)})" for each in frame.half_years}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = state.choose(state.HALF_YEAR, t("Half-year"), options, default=next(iter(options)))
        half_year = HalfYear.parse(chosen or next(iter(options)))
        if steps:
            place = frame.half_years.index(half_year)
            _step_to(frame.half_years[place + 1 :][:1], "◀ {}")
            _step_to(frame.half_years[:place][-1:], "{} ▶")
    _say_what_comes(frame)
    choose_known_on(frame)
    return half_year


def _say_what_comes(frame: shell.Frame) -> None:
    """Say which half-years cannot be chosen yet, though their targets are in."""
    t = frame.t
    for half_year in frame.coming:
        st.caption(
            t(
                "The targets of {half_year} are in. It can be chosen from {date} on.",
                half_year=half_year,
                date=t.date(half_year.start + timedelta(days=1)),
            )
        )


def _step_to(beside: Sequence[HalfYear], text: str) -> None:
    """Draw a button to the half-year beside the chosen one, where there is one."""
    for half_year in beside:
        st.button(
            text.format(half_year),
            type="tertiary",
            key=text,
            on_click=state.share,
            args=(state.HALF_YEAR, str(half_year)),
        )


def choose_known_on(frame: shell.Frame) -> None:
    """Let the user look at the figures as they were known on a day in the past."""
    t = frame.t
    known = frame.known_on
    said = t("As known on {date}", date=t.date(known)) if known else t("As known on …")
    with st.sidebar, st.expander(said, icon=":material/history:"):
        state.choose_day(
            state.KNOWN_ON,
            t("Show the figures as known at the end of"),
            t("Show"),
            frame.today,
            help=t("Empty: as known now. Later imports and corrections are then left out."),
        )


def choose_municipality(frame: shell.Frame, found: Standings) -> str | None:
    """Let the user choose a municipality; return its code, or None while none is chosen."""
    t = frame.t
    names = {row.code: row.name for row in found.rows}
    return state.choose(
        state.MUNICIPALITY, t("Municipality"), names, placeholder=t("choose a municipality")
    )


def choose_filter(frame: shell.Frame, found: Standings) -> Filter:
    """Let the user choose a region, a proposed step and who acts; without a choice all pass."""
    t = frame.t
    names = sorted({row.region for row in found.rows}, key=from_the_north)
    regions = {name: name for name in names}
    steps = {"0": t("preventive only")} | {
        str(step.number): step_name(step.number, step.name, t) for step in found.ruleset.steps
    }
    actors = {each.value: label(each, t) for each in Authority}
    left, middle, right = st.columns(3)
    with left:
        region = state.choose(state.REGION, t("Region"), regions, placeholder=t("all"))
    with middle:
        step = state.choose(state.STEP, t("Proposed step"), steps, placeholder=t("all"))
    with right:
        actor = state.choose(state.ACTOR, t("Who acts"), actors, placeholder=t("all"))
    return Filter(region, None if step is None else int(step), Authority(actor) if actor else None)
