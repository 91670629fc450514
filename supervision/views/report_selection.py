"""What the first page of a report says of a selection: who is in it, and of whom each figure is.

The Province answers for all of Limburg, and a part by step or actor has no fair share of its own
(those behind are behind). So the figures that stand out stay those of all of Limburg, and say so;
the sums of the selection stand in one sentence above them.
"""

from __future__ import annotations

from collections.abc import Iterable

from supervision.domain.ladder import share_of
from supervision.views.escalation import Filter, step_chosen
from supervision.views.report import Report
from supervision.words import Words
from supervision.words.labels import label


def selection_text(chosen: Filter, t: Words) -> str:
    """Return the filters in words, such as "Zuid-Limburg, proposed: step 2"."""
    parts = (
        chosen.region,
        None if chosen.step is None else t("proposed: {step}", step=step_chosen(chosen.step, t)),
        None if chosen.actor is None else t("who acts: {actor}", actor=label(chosen.actor, t)),
    )
    return ", ".join(part for part in parts if part)


def selection_sentences(view: Report, t: Words) -> tuple[str, ...]:
    """Return what is about the selection, and its sums in persons; nothing without filters."""
    if not view.filtered:
        return ()
    found, totals = len(view.municipalities.rows), view.selected
    scope = t(
        "Selection: {selection}. The list of municipalities, the escalation list, decisions and "
        "excuses are about {n} of the {all} municipalities only; everything else is about all of "
        "Limburg.",
        selection=selection_text(view.chosen, t),
        n=found,
        all=len(view.found.rows),
    )
    if not found:
        return scope, t("No municipality passes the filters.")
    share = share_of(totals.comparable_realised, totals.comparable_obligation)
    sums = t(
        "Together the municipalities of the selection have an obligation of {obligation} "
        "persons: {realised} realised ({share}), {to_house} still to house.",
        obligation=t.number(totals.obligation.persons),
        realised=t.number(totals.realised.persons),
        share=t.percent(share, 0),
        to_house=t.number(totals.backlog.persons),
    )
    without = totals.obligation.unknown, totals.realised.unknown
    if not any(without):
        return scope, sums
    return scope, t(
        "{sums} Left out, because not known: the obligation of {obligation} and the realised "
        "figure of {realised} of them.",
        sums=sums,
        obligation=without[0],
        realised=without[1],
    )


def of_all(view: Report, texts: Iterable[str], t: Words) -> tuple[str, ...]:
    """Return paragraphs of the first page; beside a selection one, that says it is of everybody."""
    if not view.filtered:
        return tuple(texts)
    return (t("All of Limburg. {text}", text=" ".join(texts)),)


def remark_of_all(view: Report, remark: str, t: Words) -> str:
    """Return the remark below a figure; beside a selection it says that it is of everybody."""
    return ", ".join(filter(None, (t("all of Limburg"), remark))) if view.filtered else remark
