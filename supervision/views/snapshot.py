"""What every view starts from: the province on a date, and where its figures came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from supervision.domain.figures import Source
from supervision.domain.province import Province
from supervision.storage.batches import Batch
from supervision.storage.decisions import RecordedDecision
from supervision.storage.excuses import RecordedExcuse


@dataclass(frozen=True)
class Snapshot:
    """The province as the store at `revision` gives it; `batches` are those that count.

    `decisions` and `excuses` are all that had been recorded, also those that do not count, the
    first first. `known_on` is set when the figures are those known on that date, `known_until`
    is its last moment.
    """

    province: Province
    batches: Mapping[int, Batch]
    revision: int
    known_on: date | None = None
    decisions: tuple[RecordedDecision, ...] = ()
    excuses: tuple[RecordedExcuse, ...] = ()
    known_until: datetime | None = None

    @property
    def sample(self) -> bool:
        """Whether any of the figures is made up; then every screen and export says so."""
        return any(batch.sample for batch in self.batches.values())

    def file_of(self, source: Source | None) -> str | None:
        """Return the name of the file that a figure came from, or None for no file."""
        batch = None if source is None else self.batches.get(source.batch)
        return None if batch is None else batch.file_name
