"""Watches a server: the memory of its process and children, and what it logs as an error."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 1.0
"""Seconds between two looks."""
MEGABYTE = 1024 * 1024
WARM = 1 / 3
"""Of the time: until then caches fill."""


@dataclass(frozen=True)
class Look:
    """What a server held at a moment: seconds since the start, bytes, open files."""

    at: float
    memory: int
    files: int


class Watch(threading.Thread):
    """Looks at a process until it is told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._over, self._start = pid, threading.Event(), time.monotonic()
        self.looks: list[Look] = []

    def run(self) -> None:
        """Look every second."""
        while not self._over.wait(EVERY):
            with suppress(OSError, ValueError):
                files = len(list(Path(f"/proc/{self._pid}/fd").iterdir()))
                at = time.monotonic() - self._start
                self.looks.append(Look(at, _memory_of_all(self._pid), files))

    def stop(self) -> list[Look]:
        """Stop looking; return what was seen."""
        self._over.set()
        self.join()
        return self.looks


def growth(looks: Sequence[Look]) -> float:
    """Return the megabytes per hour by which memory grows once it is warm, by least squares."""
    if not looks:
        return 0.0
    warm = [each for each in looks if each.at >= looks[-1].at * WARM]
    mean_at = sum(each.at for each in warm) / len(warm)
    mean_memory = sum(each.memory for each in warm) / len(warm)
    spread = sum((each.at - mean_at) ** 2 for each in warm)
    together = sum((each.at - mean_at) * (each.memory - mean_memory) for each in warm)
    return together / spread * 3600 / MEGABYTE if spread else 0.0


def errors_in(log: Path) -> list[str]:
    """Return the lines of a log that tell of an error, also those that no logger wrote."""
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            found.append(line)
            continue
        if told.get("level") not in ("debug", "info", "warning"):
            found.append(line)
    return found


def _memory_of_all(pid: int) -> int:
    """The resident memory of a process and its children, in bytes."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return _memory(pid) + sum(_memory(int(each)) for each in children)


def _memory(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    return 0
