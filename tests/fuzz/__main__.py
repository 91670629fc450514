"""Feeds the reader of files and the loader of rule sets what nobody would send: `make fuzz`.

    python -m tests.fuzz [--seconds 60] [--seed TEXT]        both, each on a core of its own
    python -m tests.fuzz --repeat reader SEED                one input, as it was made then

What breaks something is saved in test-results/fuzz, with how to make it again; exit status 1.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

from tests.fuzz.reader import Reader
from tests.fuzz.rules import Rules

TARGETS: dict[str, Any] = {each.name: each for each in (Reader, Rules)}
SAVED = Path(__file__).parent.parent.parent / "test-results" / "fuzz"
MOST_SECONDS = 20
"""In which one input has to be answered."""
MOST_SAVED = 20
"""Of one target: after so many the rest is more of the same."""


@dataclass(frozen=True)
class Result:
    """What came of trying one target."""

    target: str
    tried: int
    slowest: float
    saved: tuple[str, ...]


def tried(target: Any, seconds: float, seed: str, folder: Path = SAVED) -> Result:
    """Try one input after the other for so many seconds; save those that break something."""
    end, number, slowest, saved = time.monotonic() + seconds, 0, 0.0, []
    while time.monotonic() < end and len(saved) < MOST_SAVED:
        own = f"{seed}-{number}"
        number += 1
        found = target.make(Random(own))
        start = time.monotonic()
        fault = fault_of(target, found)
        slowest = max(slowest, took := time.monotonic() - start)
        if fault is None and took > MOST_SECONDS:
            fault = f"it took {took:.0f} seconds"
        if fault is not None:
            saved.append(_save(folder, target.name, own, found, fault))
    return Result(target.name, number, slowest, tuple(saved))


def fault_of(target: Any, found: Any) -> str | None:
    """Return what an input breaks, or None."""
    try:
        target.check(found)
    except Exception:
        return traceback.format_exc()
    return None


def _save(folder: Path, name: str, seed: str, found: Any, fault: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{seed}{found.suffix}"
    path.write_bytes(found.data)
    again = f"python -m tests.fuzz --repeat {name} {seed}"
    path.with_name(f"{path.name}.txt").write_text(f"{again}\n\n{found!r}\n\n{fault}")
    return str(path)


def _run(name: str, seconds: float, seed: str) -> Result:
    return tried(TARGETS[name](), seconds, seed)


def main() -> int:
    """Try all targets at once; return the exit status."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--seed", default=f"{SystemRandom().randrange(10**8)}")
    asked.add_argument("--repeat", nargs=2, metavar=("TARGET", "SEED"))
    chosen = asked.parse_args()
    if chosen.repeat:
        target = TARGETS[chosen.repeat[0]]()
        found = target.make(Random(chosen.repeat[1]))
        fault = fault_of(target, found)
        sys.stdout.write(f"{found!r}\n{fault or 'nothing breaks'}\n")
        return int(fault is not None)
    sys.stdout.write(f"seed {chosen.seed}\n")
    sys.stdout.flush()  # also where an input ends the process
    with ProcessPoolExecutor(len(TARGETS)) as pool:
        running = [pool.submit(_run, name, chosen.seconds, chosen.seed) for name in TARGETS]
        results = [each.result() for each in running]
    for each in results:
        sys.stdout.write(
            f"{each.target}: {each.tried} inputs, slowest {each.slowest:.1f} s, "
            f"{len(each.saved)} broke something\n"
        )
        sys.stdout.writelines(
            f"  saved: {path}, with how to make it again\n" for path in each.saved
        )
    return int(any(each.saved for each in results))


if __name__ == "__main__":
    sys.exit(main())
