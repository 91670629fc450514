"""The card of one municipality beside the map: it answers a click before the server does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from supervision.views.cards import Card
from supervision.words import Words

_HERE = Path(__file__).parent
_KEY = "kaart-gemeente"

_component = st.components.v2.component(
    "limburg_card",
    html=(_HERE / "map_card.html").read_text(encoding="utf-8"),
    css=(_HERE / "map_card.css").read_text(encoding="utf-8"),
    js=(_HERE / "map_card.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


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
