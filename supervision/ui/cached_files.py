"""The files of the page Escalatie in the one cache: keys and rules are those of `cached`."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from supervision.exports.csv_file import to_csv
from supervision.exports.ics_file import to_ics
from supervision.exports.json_file import to_json
from supervision.exports.xlsx_file import to_xlsx
from supervision.storage.database import database
from supervision.ui.cached import Key, escalation_of, snapshot_of, standings_of
from supervision.usecases import decisions
from supervision.views.escalation import Filter
from supervision.views.interventions import interventions, interventions_document
from supervision.views.worklist import term_events
from supervision.words import words

_ENTRIES = 32
"""How many revisions, filters and languages are kept."""


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def escalation_downloads(key: Key, chosen: Filter) -> Mapping[str, bytes]:
    """Return the escalation list as CSV and as XLSX, by suffix of the file."""
    t, table = words(key.language), escalation_of(key, chosen)
    return {".csv": to_csv(table, t), ".xlsx": to_xlsx(table, t)}


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def terms_calendar(key: Key, chosen: Filter) -> bytes:
    """Return the terms that run, of those who pass the filters, as a calendar file."""
    t = words(key.language)
    return to_ics(term_events(standings_of(key), snapshot_of(key), t, chosen))


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def interventions_downloads(url: str, revision: int, language: str) -> dict[str, bytes]:
    """Return all interventions of all years, by suffix of the file."""
    t, recorded = words(language), decisions.recorded(database(url))
    table = interventions(recorded, t)
    document = interventions_document(recorded, t)
    return {".csv": to_csv(table, t), ".xlsx": to_xlsx(table, t), ".json": to_json(document)}
