"""Choices worth sharing live in the URL, under Dutch names, as codes and never as labels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

HALF_YEAR, MUNICIPALITY, LANGUAGE = "halfjaar", "gemeente", "taal"
LAYER, REGION, STEP, KNOWN_ON = "laag", "regio", "trede", "bekend"
ACTOR, ORDER = "actor", "volgorde"
RULES, WHAT_IF = "kader", "drempels"
ACTION, PERSON, RESULT = "handeling", "persoon", "uitkomst"
SEARCH, ROWS = "zoek", "rijen"
ALL = (
    HALF_YEAR,
    MUNICIPALITY,
    LANGUAGE,
    LAYER,
    REGION,
    STEP,
    KNOWN_ON,
    ACTOR,
    ORDER,
    RULES,
    WHAT_IF,
    ACTION,
    PERSON,
    RESULT,
    SEARCH,
    ROWS,
)


def choose(
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    default: str | None = None,
    placeholder: str | None = None,
    width: int | str = 320,
) -> str | None:
    """Draw a select box for the URL parameter `name`; return the key of the chosen option.

    `options` maps what stands in the URL to what the user reads. Without a default nothing
    may be chosen; what the URL says wrongly is not chosen either.
    """
    keys: list[str] = list(options)
    st.selectbox(
        label,
        keys,  # type: ignore[arg-type]
        index=None if default is None else 0,  # type: ignore[arg-type]
        format_func=lambda option: options.get(option, option),
        placeholder=placeholder,
        key=_prepare(name, options, default),
        on_change=_share,
        args=(name,),
        width=width,  # type: ignore[arg-type]
    )
    return chosen(name, options, default)


def choose_one(name: str, label: str, options: Mapping[str, str], *, default: str) -> str:
    """Draw a row of buttons, one of which is always chosen, for the URL parameter `name`."""
    key = _prepare(name, options, default)
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        required=True,
        key=key,
        on_change=_share,
        args=(name,),
        wrap=True,
    )
    return chosen(name, options, default) or default


def choose_text(name: str, label: str, *, help: str | None = None) -> str:  # noqa: A002
    """Draw a field for the URL parameter `name`; return what was typed, without space around."""
    key = f"choice_{name}"
    st.session_state[key] = written(name)
    st.text_input(label, key=key, help=help, on_change=_share, args=(name,), max_chars=100)
    return written(name).strip()


def choose_day(name: str, label: str, button: str, latest: date, help: str) -> None:  # noqa: A002
    """Draw a date field for the URL parameter `name`, empty or at most `latest`, with a button.

    A form, because a date that is typed counts only once it is sent.
    """
    now = chosen_day(name, latest)
    key = f"choice_{name}_{now}"  # another address, another field: it starts with what that says
    with st.form(f"form_{name}", border=False):
        st.date_input(
            label,
            value=now,
            max_value=latest,
            format="DD-MM-YYYY",
            help=help,
            key=key,
        )
        st.form_submit_button(button, on_click=_share_day, args=(name, key))


def chosen_day(name: str, latest: date) -> date | None:
    """Return the day that the URL gives for `name`, if it is one and not after `latest`."""
    try:
        day = date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return None
    return day if day <= latest else None


def chosen(name: str, options: Mapping[str, str], default: str | None = None) -> str | None:
    """Return what the URL says of `name` if it is an option, else the default."""
    found = st.query_params.get(name)
    return found if found in options else default


def written(name: str) -> str:
    """Return what the URL says of `name`, whatever it is; empty where it says nothing."""
    return str(st.query_params.get(name, ""))


def share(name: str, value: str | None) -> None:
    """Put a choice in the URL, or take it out."""
    if value is not None:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def kept(*names: str) -> dict[str, str]:
    """Return the choices of these names that the URL holds, for a link to another page."""
    held = st.query_params.to_dict()  # once: each look at it takes a lock
    return {name: held[name] for name in names if name in held}


def _prepare(name: str, options: Mapping[str, str], default: str | None) -> str:
    """The URL is the truth: the widget starts each run with what it says."""
    key = f"choice_{name}"
    st.session_state[key] = chosen(name, options, default)
    return key


def _share_day(name: str, key: str) -> None:
    day: date | None = st.session_state[key]
    share(name, day.isoformat() if day else None)


def _share(name: str) -> None:
    share(name, st.session_state[f"choice_{name}"] or None)
