"""The regions: their balance, who is ahead and behind, and what they could solve together."""

import streamlit as st

from supervision.ui import cached, cached_regions, choices, region, shell


def draw(frame: shell.Frame) -> None:
    """Draw the regions in the half-year that the user chooses, or one of them in depth."""
    left, right = st.columns(2)
    with left:
        half_year = choices.choose_half_year(frame)
    if half_year is None:
        return
    key = frame.key(half_year)
    found, view = cached.standings_of(key), cached_regions.regions_of(key)
    with right:
        chosen = region.choose(frame, view)
    shell.notices(found, frame.t)
    if chosen is None:
        region.all_in_brief(frame, key, view)
    else:
        region.one(frame, key, view, chosen)
    region.side_by_side(frame, view)


shell.show("pages/regio.py", draw)
