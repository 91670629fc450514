"""The regions in the one cache: keys and rules are those of `cached`."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go
import streamlit as st

from supervision.domain.halfyear import HalfYear
from supervision.exports.csv_file import to_csv
from supervision.exports.xlsx_file import to_xlsx
from supervision.reference import register
from supervision.storage.database import database
from supervision.ui import region_charts
from supervision.ui.cached import Key, snapshot_of, standings_of
from supervision.usecases import joint
from supervision.views.closings import WHOLE, Multiples, multiples
from supervision.views.region import Regions, from_the_north, regions
from supervision.words import words

_ENTRIES = 64
"""How many half-years, revisions and languages are kept; three regions make three of a figure."""


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def regions_of(key: Key) -> Regions:
    """Return the regions side by side, and what each could solve together."""
    proposals = joint.proposals(database(key.url), key.on, key.known_on)
    found, t = standings_of(key), words(key.language)
    return regions(found, snapshot_of(key), proposals, register(), t)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def province_closings_of(key: Key) -> Multiples:
    """Return the closings of the province and of its regions, for the overview."""
    names = (WHOLE, *sorted(register().regions, key=from_the_north))
    accounts, t = snapshot_of(key).province.accounts, words(key.language)
    return multiples(names, HalfYear.last_closed_on(key.on), accounts, register(), t)


@st.cache_resource(max_entries=_ENTRIES * 3, show_spinner=False)
def ranking_figure(key: Key, region: str) -> go.Figure:
    """Return the balances within one region as a chart."""
    return region_charts.ranking_figure(regions_of(key).parts[region], words(key.language))


@st.cache_resource(max_entries=_ENTRIES * 4, show_spinner=False)
def region_downloads(key: Key, region: str | None) -> Mapping[str, bytes]:
    """Return the figures of one region, or the balances of all, by suffix of the file."""
    t, view = words(key.language), regions_of(key)
    table = view.figures if region is None else view.parts[region].figures
    return {".csv": to_csv(table, t), ".xlsx": to_xlsx(table, t)}
