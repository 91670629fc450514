"""How one municipality stands in a few lines: the card beside the map, a line on the start page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supervision.views.standing import Standing, Standings, state_text
from supervision.words import Words


@dataclass(frozen=True, slots=True)
class Card:
    """A municipality by name in a half-year; `figures` are persons, each under its name.

    What weighs more in the lines stands between double asterisks.
    """

    name: str
    half_year: str
    figures: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]


def cards(found: Standings, t: Words) -> Mapping[str, Card]:
    """Return the card of each municipality by code."""
    return {row.code: _card(row, t) for row in found.rows}


def _card(row: Standing, t: Words) -> Card:
    stands = t(
        "{share} realised, norm {norm}: **{state}**.",
        share=t.percent(row.realised_share),
        norm=t.percent(row.pace_norm),
        state=state_text(row, t),
    )
    return Card(
        row.name,
        t.half_year(row.half_year),
        (
            (t("Obligation"), t.number(row.obligation)),
            (t("Realised"), t.number(row.realised)),
            (t("Still to house"), t.number(row.to_house)),
        ),
        (stands, why(row, t) if row.flagged else t("Nothing flagged.")),
    )


def why(row: Standing, t: Words) -> str:
    """Return why a municipality is flagged: what is left, the step, and the rules that hold."""
    step = (
        t(
            "**step {indicated} indicated**, now on step {current}, proposed: step {proposed}",
            indicated=row.indicated_step,
            current=row.current_step,
            proposed=row.proposed_step,
        )
        if row.indicated_step
        else t("**preventive**")
    )
    reasons = [reason.text for reason in row.decisive if reason.rule != "proposal"]
    to_house = t(
        "{n} of {obligation} still to house",
        n=t.number(row.to_house),
        obligation=t.number(row.obligation),
    )
    return f"{to_house} — {step} — " + "; ".join(reasons)
