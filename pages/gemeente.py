"""The dossier of one municipality."""

import streamlit as st

from supervision.ui import (
    cached,
    charts,
    choices,
    dossier,
    dossier_decisions,
    dossier_forms,
    expectation,
    letters,
    report,
    shell,
    visits,
)


def draw(frame: shell.Frame) -> None:
    """Draw the dossier of the municipality and half-year that the user chooses."""
    t = frame.t
    half_year = choices.choose_half_year(frame)
    if half_year is None:
        return
    key = frame.key(half_year)
    found = cached.standings_of(key)
    code = choices.choose_municipality(frame, found)
    if code is None:
        st.info(t("Choose a municipality."), icon=":material/location_city:")
        return
    shell.notices(found, t)
    visits.viewed(frame, code, half_year)
    view = cached.dossier_of(key, code)
    dossier.heading(view, found, t)
    charts.draw(cached.bullet_figure(key, code), dossier.bullet_text(view, t), t)
    dossier.sources(view, t)
    if frame.known_on is None:
        dossier_forms.state_opening(frame, view, half_year)
    dossier.reasons(view, found, t)
    dossier_decisions.history(view, t)
    if frame.known_on is None:
        dossier_decisions.forms(frame, view, found)
    letters.download_letters(frame, key, [code])
    report.download_dossier(frame, key, code)
    expectation.dossier_section(cached.expectation_of(key, code), cached.fan_figure(key, code), t)
    expectation.track_record(cached.track_record_of(key, code), t)
    dossier.account(view, cached.waterfall_of(key, code), cached.chain_figure(key, code), t)
    dossier.differences(view, t)
    dossier.papers(view, t)
    dossier_decisions.notes(frame, view)
    dossier_forms.originals(frame, view)
    if frame.known_on is None:
        dossier_forms.swaps_of(frame, view, found)


shell.show("pages/gemeente.py", draw)
