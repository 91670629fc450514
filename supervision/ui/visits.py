"""Who looked at a dossier, and who took a file of it along: kept in the audit trail.

Nothing is shown or handed out that could not be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from supervision.domain.halfyear import HalfYear
from supervision.ui.shell import Frame
from supervision.usecases import record

_SEEN = "dossiers_seen"
"""Where the session keeps what it has shown, so that drawing a page again does not count."""


def viewed(frame: Frame, code: str, half_year: HalfYear) -> None:
    """Keep that somebody opened a dossier: once per session, person, half-year and knowledge."""
    about = f"dossier {code} {half_year}"
    if frame.known_on is not None:
        about += f", known {frame.known_on}"
    seen: set[tuple[str, str]] = st.session_state.setdefault(_SEEN, set())
    if (frame.actor.name, about) not in seen:
        record.viewed(frame.database, frame.actor, about)
        seen.add((frame.actor.name, about))


def handed_out(frame: Frame, about: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return what makes a file for a download button, and keeps that somebody asked for it."""

    def hand_out() -> bytes:
        record.downloaded(frame.database, frame.actor, about)
        return make()

    return hand_out


def download_table(
    frame: Frame, name: Callable[[str], str], make: Callable[[], Mapping[str, bytes]]
) -> None:
    """Draw the buttons for a table as CSV and as Excel; `name` gives the file name by suffix.

    `make` makes both by suffix, when somebody asks for one.
    """
    t = frame.t
    download_file(frame, t("Download as CSV"), name(".csv"), lambda: make()[".csv"])
    download_file(frame, t("Download as Excel"), name(".xlsx"), lambda: make()[".xlsx"])


def download_file(
    frame: Frame, label: str, name: str, make: Callable[[], bytes], icon: str = "download"
) -> None:
    """Draw the button for a file that is made when somebody asks for it, which is kept."""
    st.download_button(
        label,
        handed_out(frame, name, make),
        name,
        on_click="ignore",
        icon=f":material/{icon}:",
    )
