"""Plotly figures on a page, each with its text alternative."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from supervision.words import Words

CONFIG = {"displayModeBar": False, "scrollZoom": False}


def draw(figure: go.Figure, text: str, t: Words) -> None:
    """Draw a figure; `text` says the same in words and is not optional."""
    if not text:
        raise ValueError("a chart needs a text alternative")
    st.plotly_chart(figure, config=CONFIG, alt=text)
