"""Whether the store answers, as whoever watches the servers asks it, often and without a role."""

from __future__ import annotations

from supervision.errors import SupervisionError
from supervision.storage.database import database


def can_be_read(url: str) -> bool:
    """Tell whether the store at this address answers; where there is none, none is made."""
    try:
        opened = database(url)
        return opened.version() is not None and opened.revision() >= 0
    except SupervisionError:
        return False


def is_current(url: str) -> bool:
    """Tell whether the store answers and has the schema of this version of the product.

    Looked at each time: while this server runs, another can bring the schema up to date. That it
    can be written is not asked. Where it cannot, people can still look everything up, and no
    server would do better.
    """
    try:
        return database(url).is_current()
    except SupervisionError:
        return False
