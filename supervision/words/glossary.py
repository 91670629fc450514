"""The terms of the screens, each explained in one sentence: on hover, and in the help of a page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from supervision.words import Words, mark, words

TERMS: Mapping[str, str] = {
    mark("Target"): mark("The number of persons that the State sets for the half-year, swaps in."),
    mark("Opening"): mark(
        "The balance carried into the half-year: + is backlog, − is lead of the one before."
    ),
    mark("Obligation"): mark("Target plus opening: all that has to be housed in the half-year."),
    mark("Realised"): mark("Persons housed in the half-year up to the date of the figure."),
    mark("Closing"): mark("Obligation minus realised: + is backlog, − is lead."),
    mark("Still to house"): mark("What is left of the obligation; 0 where it has been met."),
    mark("Realised %"): mark("Realised / obligation; not applicable where nothing was due."),
    mark("Current step"): mark("The step on which a decision put the municipality."),
    mark("Indicated step"): mark("The highest step of which all conditions hold."),
    mark("Proposed step"): mark("What the rules propose; one step at a time. A person decides."),
    mark("Excused"): mark(
        "A backlog that cannot be blamed on the municipality: the step is frozen."
    ),
    mark("Preventive"): mark("Behind the norm in the running half-year: a flag before step 1."),
    mark("Linked"): mark("Persons whom COA assigned to the municipality, housed or not."),
    mark("Open since"): mark("The half-years in which the backlog that is left arose."),
    mark("Carry-over"): mark("What a file states as balance of the half-year before."),
    mark("Net target"): mark("The number of the half-yearly letter, without carry-over."),
    mark("Corrected target"): mark("The number of COA's overview, carry-over included."),
    mark("Rule set"): mark("The dated version of the rules under which was assessed."),
    mark("Term"): mark("Until when a step gives the municipality time."),
}
"""Heading and explanation."""


def explanation(heading: str, t: Words) -> str | None:
    """Return what a heading means, in the language in which it stands; None for no term."""
    return _explanations(t.language).get(heading)


@cache
def _explanations(language: str) -> Mapping[str, str]:
    t = words(language)
    return {t(term): t(text) for term, text in TERMS.items()}
