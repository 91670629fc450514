"""The rival of every benchmark: a plain Streamlit app, with the figures of a store in a file."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from supervision.config import ROOT
from supervision.storage.database import database
from supervision.usecases import assessing
from tests.e2e.servers import environment, free_port

HERE = Path(__file__).parent / "rivals"
BOUNDARIES = ROOT / "static" / "limburg.geojson"


def figures_of(store: Path) -> pd.DataFrame:
    """The figures of all half-years in the store, as a rival would have them in a file."""
    opened, rows = database(f"sqlite:///{store}"), []
    for half_year in assessing.stored_half_years(opened):
        province = assessing.snapshot(opened, half_year.reference_date).province
        for each in province.municipalities:
            found = province.assessments[each.code]
            rows.append(
                {
                    "half_year": str(half_year),
                    "code": each.code,
                    "name": each.name,
                    "obligation": found.obligation,
                    "realised": found.position.realised,
                    "backlog": found.position.backlog,
                    "share": None if found.realised_share is None else float(found.realised_share),
                }
            )
    return pd.DataFrame(rows)


@contextmanager
def plain_server(figures: Path) -> Iterator[tuple[str, int]]:
    """Its address and the number of its process, once it answers."""
    port = free_port()
    place = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    command = [sys.executable, "-m", "streamlit", "run", str(HERE / "plain_app.py"), *place]
    process = subprocess.Popen(
        [*command, "--", str(figures), str(BOUNDARIES)],
        cwd=figures.parent,
        env=environment(figures),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url, process.pid
    finally:
        process.kill()
        process.wait()
