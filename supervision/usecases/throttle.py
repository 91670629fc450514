"""Keeps a flood of the same out of the audit trail, which only ever grows."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime, timedelta
from threading import Lock

PERIOD = timedelta(minutes=1)
MOST = 120
"""How many different ones are let through in one period."""


class Throttle:
    """Lets the same through once in a period, and no more than MOST of all."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._since: dict[Hashable, datetime] = {}

    def passes(self, key: Hashable, now: datetime) -> bool:
        """Tell whether something that happens now is let through."""
        with self._lock:
            if self._is_recent(self._since.get(key), now):
                return False
            if len(self._since) >= MOST:
                self._since = {
                    each: at for each, at in self._since.items() if self._is_recent(at, now)
                }
            if len(self._since) >= MOST:
                return False
            self._since[key] = now
            return True

    @staticmethod
    def _is_recent(at: datetime | None, now: datetime) -> bool:
        return at is not None and abs(now - at) < PERIOD
