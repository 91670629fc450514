"""20 and 50 users who change the half-year every three seconds, beside plain Streamlit.

Half of them are on the overview and half on the map, in one process on the same machine. Nothing
is warmed up but the page that each has open, so the first look at each half-year counts too.
`make bench` prints it; `CROWD_SECONDS` shortens the minute.
"""

from __future__ import annotations

import os
import statistics
from itertools import chain
from pathlib import Path

import pytest

from tests.benchmarks.conftest import Say
from tests.benchmarks.crowd import Found, Place, crowd
from tests.benchmarks.plain import figures_of, plain_server
from tests.e2e.servers import Server, make_store, serving

SECONDS = float(os.environ.get("CROWD_SECONDS", "60"))
USERS = (20, 50)
OURS = (Place("overview"), Place("map", "kaart"))
PLAIN = (
    Place("overview", radio=("Pagina", "Overzicht")),
    Place("map", radio=("Pagina", "Kaart")),
)


def lines(who: str, users: int, found: Found) -> list[str]:
    """What was measured, a line per page; the processor is that of the server, per answer."""
    answers = sum(map(len, found.answers.values()))
    load = f"{found.server_cpu:6.1f} s = {found.server_cpu / answers * 1000:4.0f} ms per answer"
    return [
        f"{who:6}{users:4} users  {place:10}{len(times):5} answers  "
        f"p50 {statistics.median(times):5.0f} ms  p95 {late(times):6.0f} ms  "
        f"{statistics.median(found.sizes[place]) / 1024:4.0f} kB"
        for place, times in sorted(found.answers.items())
    ] + [f"{'':6}{'':12}processor of the server {load}; of the users {found.own_cpu:.1f} s"]


def late(times: list[float]) -> float:
    """The time within which 95 of 100 answers came."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


@pytest.mark.benchmark
def test_everybody_changes_the_half_year(tmp_path: Path, say: Say) -> None:
    store = make_store(tmp_path / "bench.db", "--demo")
    figures_of(store).to_csv(tmp_path / "figures.csv", index=False)
    said, measured = [""], {}
    for users in USERS:
        ours = Server(store, tmp_path / "ours.log", by="serve")
        with serving(ours):
            measured["ours"] = crowd(ours.url, ours.pid, OURS, users, SECONDS)
        with plain_server(tmp_path / "figures.csv") as (url, pid):
            measured["plain"] = crowd(url, pid, PLAIN, users, SECONDS)
        for who, found in measured.items():
            said += lines(who, users, found)
        every = {who: list(chain(*found.answers.values())) for who, found in measured.items()}
        ratio = {who: (statistics.median(each), late(each)) for who, each in every.items()}
        said.append(
            f"{'':6}{users:4} users  ours / plain: p50 {ratio['ours'][0] / ratio['plain'][0]:.2f}, "
            f"p95 {ratio['ours'][1] / ratio['plain'][1]:.2f}; "
            f"p95 of both pages {ratio['ours'][1]:.0f} ms"
        )
    say("\n".join(said))
