"""The one cache: key = (store, revision, choices). Nothing expires, nothing is cleared.

Values are frozen and shared (`cache_resource`), because unpickling costs more than computing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import plotly.graph_objects as go
import streamlit as st

from supervision.config import settings
from supervision.domain.halfyear import HalfYear
from supervision.domain.history import History
from supervision.domain.province import Totals
from supervision.domain.ruleset import RuleSet
from supervision.errors import StoreNotReady
from supervision.geography import published, published_file
from supervision.importing.changes import Effect
from supervision.reference import register
from supervision.rulesets import find_version
from supervision.storage.batches import Draft
from supervision.storage.database import Database, database
from supervision.ui import bars, cached_facts, fan, waterfall
from supervision.ui.cached_facts import Basis
from supervision.ui.map_chart import drawing_of, moment_of
from supervision.ui.map_sheets import Sheets, sheets
from supervision.usecases import assessing, drafts, imports, simulating, through_time
from supervision.usecases.imports import Check
from supervision.views.cards import Card, cards
from supervision.views.dossier import Dossier, dossier
from supervision.views.early_warning import EarlyWarning, early_warning
from supervision.views.escalation import Filter, escalation_list
from supervision.views.expectation import (
    Expectation,
    ExpectedClosing,
    expectation,
    expected_closings,
)
from supervision.views.map import Ground, Layer, MapView, map_view
from supervision.views.overview import Overview, overview
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standings, standings
from supervision.views.table import Table
from supervision.views.track_record import TrackRecord, track_record
from supervision.views.what_if import WhatIf, what_if
from supervision.views.worklist import Item, Order, work_list
from supervision.words import words


class Key(NamedTuple):
    """What a view depends on; `known_on` is set to see the figures as known on that day."""

    url: str
    revision: int
    on: date
    known_on: date | None
    language: str


_ENTRIES = 32
"""How many half-years, revisions and languages are kept; the oldest go first."""


@st.cache_resource(max_entries=8, show_spinner=False)
def _current(url: str) -> Database:
    """The store, once its schema was seen to be up to date."""
    opened = database(url)
    if not opened.is_current():
        raise StoreNotReady(url=opened.shown)
    return opened


def store() -> Database:
    """Return the store of this process; raises StoreNotReady where it is not up to date."""
    return _current(settings().database_url)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def half_years_in_store(url: str, revision: int) -> tuple[HalfYear, ...]:
    """Return the half-years with imports, the last first."""
    return assessing.stored_half_years(database(url))


def half_years_on(url: str, revision: int, today: date) -> tuple[HalfYear, ...]:
    """Return those that can be assessed, the last first: a target comes before its half-year."""
    return tuple(each for each in half_years_in_store(url, revision) if each.begun_on(today))


def _basis_of(key: Key) -> tuple[Basis, RuleSet]:
    """What the accounts behind a key depend on, and the rules on its day."""
    rules = cached_facts.rules_on(key.on)
    return cached_facts.basis_of(key.url, key.revision, key.known_on, rules), rules


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def snapshot_of(key: Key) -> Snapshot:
    """Return the province on the date of the key."""
    basis, rules = _basis_of(key)
    return assessing.reassessed(cached_facts.known(basis, key.on), key.on, rules)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def standings_of(key: Key) -> Standings:
    """Return how every municipality stands."""
    return standings(snapshot_of(key), words(key.language))


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def overview_of(key: Key) -> Overview:
    """Return the view model of the start page."""
    basis, rules = _basis_of(key)
    before = cached_facts.known_before(basis, key.on)
    if before is not None:
        before = assessing.reassessed(before, key.on, rules)
    totals = Totals.of(before.province.assessments.values()) if before else None
    return overview(standings_of(key), snapshot_of(key), words(key.language), totals)


@st.cache_resource(max_entries=_ENTRIES * 4, show_spinner=False)
def dossier_of(key: Key, code: str) -> Dossier:
    """Return the dossier of one municipality."""
    standing = standings_of(key)
    file = assessing.case_file(database(key.url), code, standing.half_year, key.known_on)
    return dossier(code, standing, snapshot_of(key), file, words(key.language))


@st.cache_resource(max_entries=_ENTRIES * 4, show_spinner=False)
def bullet_figure(key: Key, code: str) -> go.Figure:
    """Return the half-year of one municipality as a bullet chart."""
    return bars.bullet_figure(dossier_of(key, code), words(key.language))


@st.cache_resource(max_entries=_ENTRIES * 4, show_spinner=False)
def chain_figure(key: Key, code: str) -> go.Figure:
    """Return the closings of one municipality as a chart."""
    return bars.chain_figure(dossier_of(key, code), words(key.language))


@st.cache_resource(max_entries=_ENTRIES * 4, show_spinner=False)
def waterfall_of(key: Key, code: str) -> go.Figure | None:
    """Return how the balance came about, or None where no half-year is known whole."""
    view = dossier_of(key, code)
    if not waterfall.waterfall_lines(view):
        return None
    return waterfall.waterfall_figure(view, words(key.language))


def _history_of(key: Key) -> History:
    return cached_facts.history_of(_basis_of(key)[0], key.on)


@st.cache_resource(max_entries=_ENTRIES * 4, show_spinner=False)
def expectation_of(key: Key, code: str) -> Expectation:
    """Return what is expected of one municipality."""
    return expectation(code, snapshot_of(key), _history_of(key), words(key.language))


@st.cache_resource(max_entries=_ENTRIES * 4, show_spinner=False)
def fan_figure(key: Key, code: str) -> go.Figure | None:
    """Return the expectation of one municipality as a fan chart; None where there is none."""
    view = expectation_of(key, code)
    return None if view.fan is None else fan.fan_figure(view.fan, words(key.language))


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def expected_closings_of(key: Key) -> Mapping[str, ExpectedClosing]:
    """Return the expected closing of each municipality."""
    return expected_closings(snapshot_of(key), _history_of(key), words(key.language))


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def _through_time(key: Key) -> tuple[tuple[Standings, Ground], ...]:
    """All half-years in the store, the first first, on their reference date or that of the key."""
    half_years = reversed(half_years_on(key.url, key.revision, key.on))
    found = through_time.snapshots(database(key.url), half_years, key.on, key.known_on)
    if not found:
        return ()
    t, history = words(key.language), History.of(found[-1].province.accounts.values())
    return tuple(
        (standings(each, t), Ground(expected=expected_closings(each, history, t))) for each in found
    )


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def maps_of(key: Key, layer: Layer) -> Mapping[HalfYear, MapView]:
    """Return one layer of the map in all half-years; the date of the key is today."""
    t = words(key.language)
    return {
        found.half_year: map_view(found, layer, t, ground) for found, ground in _through_time(key)
    }


@st.cache_resource(max_entries=2, show_spinner=False)
def _sheets(changed: int) -> Sheets:
    """The boundaries as they are drawn; `changed` is when the file with them last was."""
    names = {each.code: each.name for each in register().municipalities}
    return sheets(published(), names)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def _drawing(key: Key, layer: Layer, changed: int) -> Mapping[str, Any]:
    through = tuple(maps_of(key, layer).values())
    return drawing_of(through, _sheets(changed), words(key.language))


def drawing(key: Key, layer: Layer) -> Mapping[str, Any]:
    """Return what the browser needs to draw the map in all half-years; the key's date is today."""
    return _drawing(key, layer, published_file().stat().st_mtime_ns)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def moment(key: Key, layer: Layer, half_year: HalfYear) -> Mapping[str, Any]:
    """Return what the browser needs besides the drawing to show one half-year."""
    maps = maps_of(key, layer)
    return moment_of(maps[half_year], tuple(maps.values()))


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def cards_of(key: Key) -> Mapping[str, Card]:
    """Return by code the card of each municipality beside the map."""
    return cards(standings_of(key), words(key.language))


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def early_warning_of(key: Key) -> EarlyWarning:
    """Return where the province is heading, and what has changed."""
    return early_warning(snapshot_of(key), _history_of(key), words(key.language))


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def track_record_of(key: Key, code: str | None = None) -> TrackRecord:
    """Return how well past expectations did, of all municipalities or of one."""
    tried = cached_facts.trials_of(_basis_of(key)[0], key.on)
    return track_record(snapshot_of(key), tried, words(key.language), code)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def what_if_of(
    url: str, revision: int, today: date, version: tuple[str, str], settings: str, language: str
) -> WhatIf:
    """Return what would have been under a version of the rules with other thresholds.

    `settings` are those of `simulating.what_if`, with a semicolon between them.
    """
    found = simulating.what_if(database(url), find_version(*version), settings.split(";"))
    return what_if(found, words(language))


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def check_of(url: str, revision: int, today: date, draft: Draft) -> Check:
    """Return what a waiting upload says and would change; it can depend on the day."""
    return imports.check(database(url), draft.content, drafts.request_of(draft))


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def effects_of(url: str, revision: int, today: date, draft: Draft) -> tuple[Effect, ...]:
    """Return what a waiting upload would do to balances, steps and flags."""
    return imports.effects_of(database(url), check_of(url, revision, today, draft).reading)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def escalation_of(key: Key, chosen: Filter) -> Table:
    """Return the escalation list."""
    return escalation_list(standings_of(key), words(key.language), chosen)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def work_list_of(key: Key, chosen: Filter, order: Order) -> tuple[Item, ...]:
    """Return what is to be done."""
    return work_list(standings_of(key), snapshot_of(key), words(key.language), chosen, order)
