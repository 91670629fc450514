"""An office at work on one server process for an hour, watched for memory and errors: `make soak`.

    python -m tests.soak [--minutes 60] [--seed TEXT] [--growth 60]

Prints what was done and how memory went; exit status 1 where anything went wrong, where the record
is not whole afterwards, or where memory grows by more megabytes an hour than `--growth` allows
(judged from ten minutes on: before that the caches are still filling).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import SystemRandom

from supervision.storage.database import database
from supervision.usecases import record
from tests.e2e.servers import Server, make_store, serving
from tests.soak.office import Office
from tests.soak.watching import MEGABYTE, Look, Watch, errors_in, growth

LOG = Path(__file__).parent.parent.parent / "test-results" / "soak" / "server.log"
JUDGED_FROM = 10
"""Minutes."""
ROWS = 10
"""Of the table of memory."""


def main() -> int:
    """Let the office work; return the exit status."""
    asked = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    asked.add_argument("--minutes", type=float, default=60)
    asked.add_argument("--seed", default=f"{SystemRandom().randrange(10**8)}")
    asked.add_argument("--growth", type=float, default=60)
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return soak(Path(folder), chosen.minutes, chosen.seed, chosen.growth)


def soak(folder: Path, minutes: float, seed: str, most_growth: float) -> int:
    """Run, report on standard output, and return the exit status."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    LOG.unlink(missing_ok=True)
    server = Server(make_store(folder / "store.db", "--demo"), LOG)
    with serving(server):
        watch = Watch(server.pid)
        watch.start()
        store = database(server.database_url)
        office = Office(server.url, store, folder, seed)
        office.work(minutes * 60)
        looks = watch.stop()
    verified = record.verify(store)
    store.engine.dispose()
    logged, grows = errors_in(LOG), growth(looks)
    _report(office, looks, logged, seed, grows)
    told = "is whole" if verified.broken is None else f"is broken: {verified.broken}"
    say(f"record: {verified.entries} entries, {told}")
    too_much = minutes >= JUDGED_FROM and grows > most_growth
    return int(bool(office.faults or logged or verified.broken or too_much or not looks))


def _report(
    office: Office, looks: Sequence[Look], logged: Sequence[str], seed: str, grows: float
) -> None:
    say(f"seed {seed}")
    for what, took in sorted(office.took.items()):
        late = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        middle = statistics.median(took)
        say(f"{what}: {len(took)}, p50 {middle * 1000:.0f} ms, p95 {late * 1000:.0f} ms")
    say(", ".join(f"{what}: {number}" for what, number in sorted(office.done.items())))
    step = max(len(looks) // ROWS, 1)
    for each in looks[::step]:
        say(f"{each.at:6.0f} s  {each.memory / MEGABYTE:6.0f} MB  {each.files:4d} open files")
    say(f"memory grows by {grows:+.0f} MB an hour once warm")
    for name, found in (("went wrong", office.faults), ("logged as an error", logged)):
        say(f"{name}: {len(found)}")
        for each in found[:10]:
            say(f"  {each[:300]}")


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
