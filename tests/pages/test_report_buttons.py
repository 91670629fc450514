"""The buttons for report and dossier: made when asked for, kept in the record, named well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from supervision.domain.actor import Actor
from supervision.domain.halfyear import HalfYear
from supervision.storage.database import database
from supervision.ui import cached, report
from supervision.ui.shell import Frame
from supervision.usecases import record
from supervision.views.escalation import Filter
from supervision.words import words
from tests.pages.conftest import LOCAL, NOW

Buttons = dict[str, tuple[Callable[[], bytes], str]]
VENLO = "GM0983"


@pytest.fixture
def buttons(monkeypatch: pytest.MonkeyPatch) -> Buttons:
    """What was drawn: by label the maker of the file, and its name."""
    drawn: Buttons = {}

    def draw(label: str, data: Callable[[], bytes], file_name: str, *_: Any, **__: Any) -> bool:
        drawn[label] = (data, file_name)
        return False

    monkeypatch.setattr(st, "download_button", draw)
    return drawn


def frame_of(url: str, actor: Actor = LOCAL, language: str = "nl") -> Frame:
    store = database(url)
    half_years = cached.half_years_in_store(url, store.revision())
    t, revision = words(language), store.revision()
    return Frame(t, store, revision, lambda: actor, NOW.date(), half_years, None)


def test_report_and_dossier_are_made_when_asked_for_and_kept_in_the_record(
    own_samples: str, buttons: Buttons
) -> None:
    frame = frame_of(own_samples)
    key = frame.key(HalfYear(2026, 2))
    report.download_report(frame, key, Filter("Zuid-Limburg"))
    report.download_dossier(frame, key, VENLO)
    events = len(record.trail(frame.database))
    starts = {
        "Rapportage als PDF": (
            b"%PDF",
            "halfjaarrapportage_2026-2_zuid-limburg_2026-11-24_voorbeeldgegevens.pdf",
        ),
        "Rapportage als Excel": (
            b"PK",
            "halfjaarrapportage_2026-2_zuid-limburg_2026-11-24_voorbeeldgegevens.xlsx",
        ),
        "Dossier als PDF": (b"%PDF", "dossier_GM0983_2026-11-24_voorbeeldgegevens.pdf"),
    }
    assert {label: name for label, (_, name) in buttons.items()} == {
        label: name for label, (_, name) in starts.items()
    }
    for label, (make, name) in buttons.items():
        assert make().startswith(starts[label][0])
        last = record.trail(frame.database)[-1]
        assert (last.action, last.about) == ("download", name)
    assert len(record.trail(frame.database)) == events + 3
    assert frame.database.revision() == frame.revision


def test_in_english_the_buttons_and_files_are_english(samples: str, buttons: Buttons) -> None:
    frame = frame_of(samples, language="en")
    report.download_report(frame, frame.key(HalfYear(2026, 2)), Filter())
    assert set(buttons) == {"Report as PDF", "Report as Excel"}
    assert all(name.startswith("half_yearly_report_") for _, name in buttons.values())
