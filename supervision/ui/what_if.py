"""The what-if on the page of the rules: a form with the thresholds, and what they would have done.

The choice stands in the URL, in the notation of `simulate --set`; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go
import streamlit as st

from supervision.domain.ruleset import RuleSet, Step
from supervision.domain.thresholds import Number, Place, thresholds_of
from supervision.ui import cached, charts, state
from supervision.ui.bars import PLAIN
from supervision.ui.shell import Frame, sample_notice
from supervision.ui.tables import draw_table
from supervision.usecases import simulating
from supervision.views.what_if import WhatIf
from supervision.words import Words
from supervision.words.labels import step_name
from supervision.words.rules import quantity_text, threshold_text

_STEPS = ("#eadff2", "#d0b9e2", "#b08fd0", "#8f66ba", "#6d3f9f", "#4c1f78")
"""From the first step to the last; the numbers stand in the bars as well."""
_EDGE = "#8a8592"
_HEIGHT = 620


def draw(frame: Frame, ruleset: RuleSet) -> None:
    """Draw the form, and under it what the thresholds that were asked for would have done."""
    t, written = frame.t, state.written(state.WHAT_IF)
    st.subheader(t("What if the thresholds were different?"), anchor=False)
    st.caption(
        t(
            "Simulated over the reference dates in the store with the figures of now, as if every "
            "proposal had been followed on its date: without the decisions of people and without "
            "excuses. Nothing is stored."
        )
    )
    _form(ruleset, written, t)
    if written:
        version = (ruleset.id, str(ruleset.version))
        _answer(
            cached.what_if_of(
                frame.database.url, frame.revision, frame.today, version, written, t.language
            ),
            t,
        )


def _form(ruleset: RuleSet, written: str, t: Words) -> None:
    """One field per threshold, under its step; it starts with what the URL says."""
    present = thresholds_of(ruleset)
    asked, _ = simulating.read_settings(ruleset, written.split(";"))
    keys = {place: f"{ruleset.id}:{ruleset.version}:{place}:{written}" for place in present}
    steps = [step for step in ruleset.steps if any(step.number == each.step for each in present)]
    with st.form("what_if"):
        for step, column in zip(steps, st.columns(len(steps)), strict=True):
            with column:
                _fields(step, present, present | asked, keys, t)
        st.form_submit_button(
            t("Show what would have been"),
            icon=":material/query_stats:",
            on_click=_ask,
            args=(ruleset, keys),
        )


def _fields(
    step: Step,
    present: Mapping[Place, Number],
    shown: Mapping[Place, Number],
    keys: Mapping[Place, str],
    t: Words,
) -> None:
    st.markdown(f"**{step_name(step.number, step.name, t)}**")
    for place, number in present.items():
        if place.step != step.number:
            continue
        share = place.quantity.is_share
        st.number_input(
            t(
                "{what} (rules: {n})",
                what=quantity_text(place.quantity, t),
                n=threshold_text(number, t),
            ),
            value=float(shown[place] * 100) if share else int(shown[place]),
            step=1.0 if share else 1,
            format="%g" if share else "%d",
            key=keys[place],
        )


def _ask(ruleset: RuleSet, keys: Mapping[Place, str]) -> None:
    """Put what differs from the rules in the URL."""
    present = thresholds_of(ruleset)
    settings = {
        place: f"{place}={_text(place, st.session_state[key])}" for place, key in keys.items()
    }
    numbers, _ = simulating.read_settings(ruleset, settings.values())
    changed = [
        setting for place, setting in settings.items() if numbers.get(place) != present[place]
    ]
    state.share(state.WHAT_IF, ";".join(changed) or None)


def _text(place: Place, number: float | None) -> str:
    """A number of the form in the notation of `--set`."""
    if number is None:
        return ""
    if not place.quantity.is_share:
        return str(number)
    return f"{number:.9f}".rstrip("0").rstrip(".") + "%"


def _answer(view: WhatIf, t: Words) -> None:
    if not view.dates:
        st.info(
            t("No half-year in the store has closed yet: there is nothing to compare."),
            icon=":material/hourglass_empty:",
        )
        return
    if view.sample:
        sample_notice(t)
    st.subheader(view.message, anchor=False)
    st.markdown("\n".join(f"- {change}" for change in view.changes))
    charts.draw(figure(view, t), _in_words(view, t), t)
    st.caption(
        t(
            "How to read the table: each row is a reference date, each number the municipalities "
            "on that step under the rules; where the other thresholds give another number it "
            "stands behind the arrow, with the difference between brackets."
        )
    )
    draw_table(view.counts, t)
    if view.municipalities.rows:
        draw_table(view.municipalities, t)
    st.button(
        t("Back to the thresholds of the rules"),
        icon=":material/undo:",
        on_click=state.share,
        args=(state.WHAT_IF, None),
    )


def figure(view: WhatIf, t: Words) -> go.Figure:
    """Return the municipalities per step over time: the rules above, the other thresholds below.

    Both are on the same scale. What it says stands above it, as `view.message`.
    """
    shown = go.Figure()
    for axis, bars in zip(("y2", "y"), view.bars, strict=True):
        for index, name in enumerate(view.step_names):
            counts = [steps[index] for steps in bars.steps]
            shown.add_bar(
                x=list(view.dates),
                y=counts,
                yaxis=axis,
                name=name,
                legendgroup=name,
                showlegend=axis == "y2",
                text=[t.number(count) if count else "" for count in counts],
                textposition="inside",
                textangle=0,
                insidetextanchor="middle",
                marker={"color": _STEPS[index], "line": {"color": _EDGE, "width": 1}},
                hovertemplate=f"%{{x}}, {name}: %{{y}}<extra></extra>",
            )
    most = max((sum(steps) for bars in view.bars for steps in bars.steps), default=0)
    scale = {"range": [0, max(most, 1)], "visible": False, "fixedrange": True}
    shown.update_layout(
        PLAIN | {"showlegend": True},
        barmode="stack",
        uniformtext={"mode": "hide", "minsize": 11},
        bargap=0.25,
        height=_HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis={"type": "category", "fixedrange": True, "tickangle": -45},
        yaxis={**scale, "domain": [0, 0.44]},
        yaxis2={**scale, "domain": [0.54, 0.94], "anchor": "x"},
    )
    for bars, height in zip(view.bars, (1.0, 0.5), strict=True):
        shown.add_annotation(
            text=f"<b>{bars.title}</b>",
            x=0,
            y=height,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            showarrow=False,
        )
    return shown


def _in_words(view: WhatIf, t: Words) -> str:
    return t(
        "{message} The table below gives the number of municipalities per step and date.",
        message=view.message,
    )
