"""kill -9 of PostgreSQL itself: what was acknowledged is there when it comes up again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from supervision.errors import StoreTrouble
from supervision.storage.database import Database, database
from supervision.usecases import imports
from tests.storage.conftest import POSTGRES
from tests.storage.killing import PATIENCE, importing, until_the_server_is_gone
from tests.storage.test_kills import assert_whole

KILLS = 3


class Cluster:
    """A PostgreSQL of our own in a folder, reached by its socket only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin_: bin_.parent.name)
        self._bin, self._as = found[-1], []
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
            self._as = ["runuser", "-u", "postgres", "--"]
        self._run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "postgres")

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start, also from what a killed one left behind, and wait until it answers."""
        data = str(self.folder / "data")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            log = str(self.folder / "log")
            try:
                self._run("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
                return
            except subprocess.CalledProcessError:
                time.sleep(0.2)  # processes of the one before are still going
        raise AssertionError((self.folder / "log").read_text()[-2000:])

    def kill(self) -> None:
        pid = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as, str(self._bin / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    found = Cluster(folder)
    found.start()
    yield found
    found.stop()
    shutil.rmtree(folder)


def comes_back(store: Database) -> None:
    """Forget the connections to the server that was killed, and see that this one answers."""
    store.engine.dispose()
    engine = create_engine(store.url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()


@pytest.mark.skipif(not POSTGRES, reason="there is no PostgreSQL to kill")
def test_what_was_acknowledged_outlives_the_server(cluster: Cluster, tmp_path: Path) -> None:
    store, chance = database(cluster.url), Random("server")
    store.upgrade()
    for _ in range(KILLS):
        before = len(imports.history(store))
        told, trouble = until_the_server_is_gone(
            importing, cluster.url, tmp_path, chance.uniform(0.1, 0.6), cluster.kill
        )
        assert trouble == StoreTrouble.CLOSED
        with pytest.raises(OperationalError), store.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        cluster.start()
        comes_back(store)
        assert_whole(store)
        for batch, said in told:
            assert imports.original(store, batch) == said.encode()
        assert len(imports.history(store)) - before - len(told) in (0, 1)
    store.engine.dispose()
