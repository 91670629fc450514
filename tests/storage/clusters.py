"""A PostgreSQL of our own, to kill or to let its disk run full: the other is for all tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.killing import PATIENCE
from tests.storage.stores import POSTGRES


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
        """Stop at once; nothing where it was stopped before."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as, str(self._bin / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A cluster that answers; skips where there is no PostgreSQL at all."""
    if not POSTGRES:
        pytest.skip("there is no PostgreSQL")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    found = Cluster(folder)
    found.start()
    yield found
    found.stop()
    shutil.rmtree(folder)
