"""A store with the samples and one decision of every kind, to write letters about."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.excuse import Cause, Excuse
from supervision.storage.database import Database, database
from supervision.usecases import clock, decisions, excuses

ANNA, BERT = Actor("anna", Role.SUPERVISOR), Actor("bert", Role.SUPERVISOR)
VENLO, KERKRADE, ROERMOND, GULPEN = "GM0983", "GM0928", "GM0957", "GM1729"
BRUNSSUM, MAASTRICHT, HORST, VAALS, MOOK = "GM0899", "GM0935", "GM1507", "GM0981", "GM0944"
LEUDAL, HEERLEN, STEIN = "GM1640", "GM0917", "GM0971"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
WHY = 'Zie de cijfers & de brief van <5 mei>, {{ gemeente }} en "meer".\nTweede regel.'
OTHERWISE = "De gemeente heeft daar zelf om gevraagd."


def _intent(to: int, on: str, **more: object) -> Intent:
    return Intent(to, date.fromisoformat(on), WHY, **more)  # type: ignore[arg-type]


STORY: tuple[tuple[str, str, Intent], ...] = (
    ("step 1", VENLO, _intent(1, "2025-01-02")),
    ("step 2", VENLO, _intent(2, "2025-02-04")),
    ("step 3", VENLO, _intent(3, "2025-07-02", named=90, counted_from=date(2025, 7, 1))),
    ("step 4", VENLO, _intent(4, "2026-01-05")),
    ("step 5", VENLO, _intent(5, "2026-05-04", named=120, counted_from=date(2026, 1, 1))),
    ("step 6", VENLO, _intent(6, "2026-08-10")),
    ("on a reference date", KERKRADE, _intent(1, "2026-07-01")),
    ("skipping", KERKRADE, _intent(3, "2026-07-02", deviation=OTHERWISE)),
    ("frozen", KERKRADE, _intent(3, "2026-11-20")),
    ("to extend", ROERMOND, _intent(1, "2026-07-02")),
    ("named", ROERMOND, _intent(2, "2026-08-05", named=40, counted_from=date(2026, 7, 1))),
    ("extended", ROERMOND, _intent(2, "2026-11-23", term_until=date(2027, 2, 13))),
    ("to lower", GULPEN, _intent(1, "2025-07-02")),
    ("two steps", GULPEN, _intent(2, "2025-08-05")),
    ("lowered", GULPEN, _intent(1, "2026-11-20", deviation=OTHERWISE)),
    ("to hold", BRUNSSUM, _intent(1, "2026-07-02")),
    ("held", BRUNSSUM, _intent(1, "2026-11-20")),
    ("to lapse", MAASTRICHT, _intent(1, "2026-07-02")),
    ("lapsed", MAASTRICHT, _intent(0, "2026-11-20", deviation=OTHERWISE)),
    ("ahead", HORST, _intent(1, "2026-11-20", deviation=OTHERWISE)),
    ("without a figure", VAALS, _intent(1, "2024-01-02", deviation=OTHERWISE)),
    ("nothing due", MOOK, _intent(1, "2026-11-20", deviation=OTHERWISE)),
    (
        "urgent",
        HEERLEN,
        _intent(6, "2026-11-20", deviation=OTHERWISE, urgency="Brand in de opvang"),
    ),
    ("wrong", STEIN, _intent(1, "2026-11-02")),
    ("corrected", STEIN, _intent(0, "2026-11-03", deviation=OTHERWISE, corrects=24)),
)
"""What is decided, about whom, in this order: the numbers of the decisions are 1, 2, 3 …"""
PENDING = ("urgent",)
"""Not confirmed by the second person: these stay drafts."""
EXCUSE = Excuse(Cause.LINKED_TOO_FEW, date(2026, 10, 1), date(2026, 12, 31))
NUMBERS = {name: number for number, (name, *_) in enumerate(STORY, start=1)}


@dataclass
class Clock:
    """A clock that moves on with every look, so that each decision has a moment of its own."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@cache
def _decided(sample_file: Path) -> Path:
    """Make the store, once in each process."""
    path = sample_file.with_name("decided.db")
    shutil.copy(sample_file, path)
    store = database(f"sqlite:///{path}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", Clock())
        excuses.excuse(store, ANNA, KERKRADE, EXCUSE, "Overzicht van het COA van 1 oktober")
        for name, code, intent in STORY:
            number, status = decisions.decide(store, ANNA, code, intent)
            assert number == NUMBERS[name]
            if status == "draft" and name not in PENDING:
                decisions.confirm(store, BERT, number)
    return path


@pytest.fixture(scope="session")
def decided(sample_file: Path) -> Iterator[Database]:
    """That store, only to look at."""
    store = database(f"sqlite:///{_decided(sample_file)}")
    yield store
    store.engine.dispose()
