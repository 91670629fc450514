"""The ladder drawn as a staircase: one ordered list, rising from preventive to the last step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import streamlit as st

from supervision.domain.ruleset import RuleSet
from supervision.reference import rule_texts
from supervision.rulesets import shipped
from supervision.ui import state, told
from supervision.ui.markdown import literal
from supervision.ui.shell import Frame
from supervision.views.ladder import Clause, Rung, official
from supervision.words import Words

_STYLE = Path(__file__).parent / "ladder.css"


def choose_version(frame: Frame) -> RuleSet:
    """Return the rules in force today, or the version that the user chooses where there are more.

    Rules that are not in force today are marked as such.
    """
    t, known = frame.t, {_key(each): each for each in shipped()}
    today = [key for key, each in known.items() if each.in_force_on(frame.today)]
    default = today[0] if today else next(reversed(known))
    options = {key: _period(each, t) for key, each in known.items()}
    chosen = default
    if len(known) > 1:
        label = t("Version of the rules")
        chosen = state.choose(state.RULES, label, options, default=default, width=520) or default
    if chosen not in today:
        st.warning(t("These rules are not in force today."), icon=":material/event_busy:")
    return known[chosen]


def heading(ruleset: RuleSet, t: Words) -> None:
    """Draw the name of the rules and what to know about them; the official name where it differs.

    A screen reader is told which of them is Dutch.
    """
    name, note = official(ruleset.title, t), official(ruleset.note, t)
    if name.language == t.language:
        told.lead(literal(name.text))
    else:
        with st.container(key="lead"):
            st.html(f'<h2 lang="{name.language}">{escape(name.text)}</h2>')
    if name.text != name.dutch:
        said, title = escape(t("Official title, which counts:")), escape(name.dutch)
        st.html(f'<p class="official">{said} <span lang="nl">{title}</span></p>')
    if ruleset.note:
        st.info(literal(note.text), icon=":material/gavel:")


def draw(rungs: Sequence[Rung], t: Words) -> None:
    """Draw the staircase; its form is in `ladder.css`."""
    st.html(_STYLE)
    st.html(html(rungs, t))


def html(rungs: Sequence[Rung], t: Words) -> str:
    """Return the staircase as HTML, every text escaped. Dutch on an English page is marked."""
    items = "".join(_rung(rung, t) for rung in rungs)
    title = escape(t("The ladder: a step is indicated when all its conditions hold"))
    return (
        f'<section class="ladder" aria-label="{title}"><p class="title">{title}</p>'
        f'<ol start="0">{items}</ol></section>'
    )


def _rung(rung: Rung, t: Words) -> str:
    actor = f'<span class="actor">{escape(rung.actor)}</span>' if rung.actor else ""
    number = f'<span class="number">{rung.number}</span>' if rung.number else ""
    open_ = t("{n} to be confirmed", n=rung.assumed)
    mark = f'<span class="assumed">{escape(open_)}</span>' if rung.assumed else ""
    name = escape(rung.name)
    note = f'<p lang="nl">{escape(rung.note)}</p>' if rung.note else ""
    return (
        f'<li><div class="tread">{number}<strong class="name">{name}</strong>{actor}{mark}</div>'
        f'<div class="rules"><p class="again" aria-hidden="true">{number}{name}</p>'
        f"<dl>{''.join(_parts(rung, t))}</dl>{note}</div></li>"
    )


def _parts(rung: Rung, t: Words) -> Iterator[str]:
    conditions = "".join(f"<li>{_clause(each)}</li>" for each in rung.conditions)
    yield _part(t("Conditions"), f"<ul>{conditions}</ul>", "conditions")
    if rung.number:
        term = escape(t("none")) if rung.term is None else _clause(rung.term)
        yield _part(t("Term"), term, "term")
    if rung.legal_basis:
        basis = f'<span lang="nl">{escape(rung.legal_basis)}</span>'
        yield _part(t("Legal basis"), basis, "basis")
    if rung.source.text:
        yield _part(t("Source"), _clause(rung.source), "source")


def _part(name: str, content: str, kind: str) -> str:
    return f'<div class="{kind}"><dt>{escape(name)}</dt><dd>{content}</dd></div>'


def _clause(clause: Clause) -> str:
    """A rule and what it rests on; what is assumed stands in a frame with a question mark."""
    text = f'<span lang="{clause.language}">{_named(clause)}</span>'
    evidence = escape(clause.evidence)
    if clause.assumed:
        return f'{text} <strong class="assumed">{evidence}</strong>'
    return f'{text} <span class="evidence">({evidence})</span>'


def _named(clause: Clause) -> str:
    """The text, with the names of laws in it marked as Dutch where it is not Dutch itself."""
    text = escape(clause.text)
    for name in rule_texts().names if clause.language != "nl" else ():
        text = text.replace(escape(name), f'<span lang="nl">{escape(name)}</span>')
    return text


def _key(ruleset: RuleSet) -> str:
    return f"{ruleset.id}:{ruleset.version}"


def _period(ruleset: RuleSet, t: Words) -> str:
    since, until = t.date(ruleset.valid_from), ruleset.valid_until
    if until is None:
        return t(
            "{id}, version {version}, from {since}",
            id=ruleset.id,
            version=ruleset.version,
            since=since,
        )
    return t(
        "{id}, version {version}, from {since} up to and including {until}",
        id=ruleset.id,
        version=ruleset.version,
        since=since,
        until=t.date(until),
    )
