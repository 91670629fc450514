"""How a page works, in a panel that is closed until somebody opens it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

import streamlit as st

from supervision.words import Words, mark, words
from supervision.words.glossary import TERMS

_PAGES: Mapping[str, tuple[str, ...]] = {
    "app.py": (
        mark("The sentence on top tells how the province stands; choose a half-year above it."),
        mark("The small figures beside the large ones show what the last import changed."),
        mark("Early warning lists only changes that matter since the figures before."),
        mark("Click a municipality to see why it is listed, with the source of each number."),
    ),
    "pages/kaart.py": (
        mark("Choose what the map shows; the legend counts the municipalities per class."),
        mark("Click a municipality, or choose it in the box; the table has the same figures."),
        mark("Play shows all half-years in turn on one scale; the page follows where you stop."),
        mark("The address holds your choices: send it to a colleague to show the same map."),
    ),
    "pages/gemeente.py": (
        mark("One municipality in one half-year: figures, reasons, decisions and papers."),
        mark("Behind each number stands the import and the row of the file it came from."),
        mark("The system proposes a step, you decide; from step 4 on a second person confirms."),
        mark('"As known on" in the side bar shows the dossier as it was on an earlier day.'),
    ),
    "pages/regio.py": (
        mark("The regions side by side, and who is ahead and behind in each."),
        mark("The swaps are a calculation to discuss; they count once agreed and recorded."),
    ),
    "pages/escalatie.py": (
        mark("The work list is for today: what lapsed, what is due, what waits for somebody."),
        mark("The filters hold for the work list, the escalation list and the downloads."),
        mark("Letters are concepts in Word; a person reads and signs them."),
    ),
    "pages/inlezen.py": (
        mark("Upload a file; it is read whole or not at all, and nothing counts before your yes."),
        mark("Problems name the row, the column, what was found and how to mend it."),
        mark("A wrong import can be withdrawn; then the figures before it count again."),
    ),
    "pages/kader.py": (
        mark("The ladder as it is in force, with the source of each threshold."),
        mark("What is assumed has still to be confirmed by the Province."),
        mark("Try other thresholds to see what they would have meant; nothing is stored."),
    ),
    "pages/logboek.py": (
        mark("Everything that was done or refused, by whom and when; nothing can be altered."),
        mark("On top stands whether the record is whole, checked entry by entry."),
    ),
    "pages/beheer.py": (
        mark("Who has which role, since when, and whether a person or a group gave it."),
        mark("A role counts from the next click of whoever has it; taking it away too."),
        mark("To end sessions signs somebody out everywhere, at once."),
    ),
}


def panel(screen: str, t: Words) -> None:
    """Draw the help of a page, with the terms; nothing where a page has none."""
    lines = _PAGES.get(screen)
    if lines is None:
        return
    with st.expander(t("How does this work?"), icon=":material/help:"):
        st.html(_html(lines, t.language))


@cache
def _html(lines: Sequence[str], language: str) -> str:
    """HTML, for a browser takes many times as long over Markdown, also where nobody opens it."""
    t = words(language)
    how = "".join(f"<li>{escape(t(line))}</li>" for line in lines)
    terms = "".join(
        f"<div><dt>{escape(t(term))}</dt><dd>{escape(t(text))}</dd></div>"
        for term, text in TERMS.items()
    )
    title = escape(t("Terms"))
    return f'<div class="help"><ul>{how}</ul><p>{title}</p><dl>{terms}</dl></div>'
