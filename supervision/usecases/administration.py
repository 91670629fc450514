"""What the functional administrator does."""

from __future__ import annotations

import hashlib
from pathlib import Path

from supervision.config import settings
from supervision.domain.actor import Actor
from supervision.domain.halfyear import HalfYear
from supervision.errors import InvalidRequest
from supervision.geography import boundaries
from supervision.reference import register
from supervision.storage.database import Database
from supervision.usecases import clock
from supervision.usecases.access import Action, attempt


def publish_boundaries(database: Database, actor: Actor, source: Path) -> None:
    """Make the map draw the boundaries in a file of CBS/Kadaster.

    Raises NotAllowed, or InvalidRequest where the file does not hold exactly the municipalities
    of today.
    """
    with attempt(database, actor, Action.BOUNDARIES, source.name):
        today = HalfYear.running_on(clock.today())
        codes = frozenset(each.code for each in register().in_half_year(today))
        document = boundaries(source, codes)
        with database.write(
            actor, clock.now(), Action.BOUNDARIES, moves_figures=False
        ) as transaction:
            transaction.about = source.name
            transaction.details["sha256"] = hashlib.sha256(document.encode()).hexdigest()
            _replace(settings().boundaries_file, document)


def _replace(path: Path, text: str) -> None:
    """Put a file in the place of another at once; raises InvalidRequest where it may not."""
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise InvalidRequest(name="FILE", value=path, reason="unwritable") from error
