"""The work list and the downloads of the page on escalation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby

import streamlit as st

from supervision.domain.terms import year_without_holidays
from supervision.holidays import covers
from supervision.ui import cached, cached_files, state
from supervision.ui.markdown import literal
from supervision.ui.shell import Frame, link
from supervision.ui.visits import download_file, download_table
from supervision.views.escalation import Filter, escalation_file_name
from supervision.views.standing import Standings
from supervision.views.worklist import ORDERS, TASKS, Item, Order, terms_file_name
from supervision.words import Words
from supervision.words.labels import label

_KINDS = {".csv": "CSV", ".xlsx": "Excel", ".json": "JSON"}
"""How a kind of file is called on a button."""


def choose_order(frame: Frame) -> Order:
    """Let the user choose in which order the items of each task stand."""
    t = frame.t
    orders = {order.value: t(name) for order, name in ORDERS.items()}
    return Order(state.choose_one(state.ORDER, t("Sort by"), orders, default=Order.DUE.value))


def warn_of_missing_holidays(frame: Frame) -> None:
    """Say so when terms may end in a year of which the product does not know the holidays."""
    missing = year_without_holidays(frame.today, covers)
    if missing is not None:
        st.warning(
            frame.t(
                "The public holidays of {year} are not known yet: a term that ends on one does not "
                "move to the next working day. Ask the administrator for a new version.",
                year=missing,
            ),
            icon=":material/event_busy:",
        )


def work_list(items: tuple[Item, ...], t: Words) -> None:
    """Draw what is to be done, by task, each with the way to its dossier."""
    st.header(t("Work list"), anchor=False)
    if not items:
        st.success(t("There is nothing to do."), icon=":material/check:")
    for task, group in groupby(items, key=lambda each: each.task):
        tasks = list(group)
        st.markdown(t("**{task}** ({n})", task=t(TASKS[task]), n=len(tasks)))
        for item in tasks:
            _item(item, t)


def _item(item: Item, t: Words) -> None:
    who, step, due, text = st.columns([2, 1, 1.5, 5], vertical_alignment="center")
    with who:
        link("pages/gemeente.py", item.name, gemeente=item.code)
    step.markdown(t("step {number}", number=item.step) if item.step else "")
    due.markdown(t.short_date(item.due) if item.due else literal(label(item.actor, t)))
    text.markdown(literal(item.text))


def downloads(frame: Frame, key: cached.Key, found: Standings, chosen: Filter) -> None:
    """Draw the downloads: the list, and the terms for a calendar."""
    t = frame.t
    download_table(
        frame,
        lambda suffix: escalation_file_name(found, suffix, t, chosen),
        partial(cached_files.escalation_downloads, key, chosen),
    )
    download_file(
        frame,
        t("Terms for your calendar (ICS)"),
        terms_file_name(found, t, chosen),
        partial(cached_files.terms_calendar, key, chosen),
        icon="event",
    )


def interventions(frame: Frame) -> None:
    """Draw the downloads of all interventions of all years, for council and parliament."""
    t = frame.t
    store = frame.database.url, frame.revision
    made = partial(cached_files.interventions_downloads, *store, t.language)
    with st.expander(t("All interventions of all years"), icon=":material/account_balance:"):
        st.markdown(
            t("Step, municipality, date and reason of every decision, with a data dictionary.")
        )
        for column, (suffix, kind) in zip(st.columns(3), _KINDS.items(), strict=True):
            with column:
                download_file(
                    frame,
                    t("Interventions as {format}", format=kind),
                    t("interventions") + suffix,
                    partial(_one_of, made, suffix),
                )


def _one_of(made: Callable[[], Mapping[str, bytes]], suffix: str) -> bytes:
    return made()[suffix]
