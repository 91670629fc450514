"""The papers about one municipality, as the store has them."""

from __future__ import annotations

from dataclasses import dataclass

from supervision.domain.figures import Realisation
from supervision.storage.batches import Batch, TargetVersion
from supervision.storage.notes import Note
from supervision.storage.swaps import RecordedSwap


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Imports with their row, the last first; versions of the target and reports of one half-year.

    `swaps` are those of every half-year, withdrawn ones too; `notes` the last first.
    """

    imports: tuple[tuple[Batch, int], ...]
    targets: tuple[TargetVersion, ...]
    reports: tuple[Realisation, ...]
    swaps: tuple[RecordedSwap, ...]
    notes: tuple[Note, ...] = ()
