"""The card of one municipality beside the map: it answers a click before the server does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from supervision.ui.component import component
from supervision.views.cards import Card
from supervision.words import Words

_KEY = "kaart-gemeente"

_component = component("limburg_card", "map_card")


def draw_card(cards: Mapping[str, Card], chosen: str | None, t: Words) -> None:
    """Draw the card of the municipality that is chosen, or how to choose one.

    The browser gets the cards of all, for whichever is clicked next.
    """
    data = {
        "cards": {code: asdict(card) for code, card in cards.items()},
        "chosen": chosen,
        "hint": t("Click a municipality, or choose one above."),
    }
    _component(key=_KEY, data=data)
