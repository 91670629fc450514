"""The real server on a free port of 127.0.0.1, with a store of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from supervision.config import ROOT

HOST = "127.0.0.1"
_PATIENCE = 90
"""Seconds for a server to start on a busy machine."""


class Server:
    """One process that serves the product; `start` returns when it answers, not warmer.

    In the values of its settings `{url}` stands for its own address.
    """

    def __init__(
        self,
        store: Path,
        log: Path,
        *,
        by: str = "uvicorn",
        settings: Mapping[str, str] | None = None,
        address: str = HOST,
    ) -> None:
        self.store, self._log, self._by = store, log, by
        self._settings, self._address = settings or {}, address
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """That of the process: its store and its settings."""
        settings = {name: text.format(url=self.url) for name, text in self._settings.items()}
        return environment(self.store) | settings

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.store}"

    def start(self, port: int = 0) -> Server:
        self.port = port or free_port()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command(), cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        self._wait()
        return self

    def kill(self) -> None:
        """As kill -9 does: no chance to save anything."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()

    def _command(self) -> list[str]:
        if self._by == "uvicorn":
            place = ["--host", self._address, "--port", str(self.port)]
            return [sys.executable, "-m", "uvicorn", "supervision.server:app", *place]
        if self._by == "serve":
            place = ["--address", self._address, "--port", str(self.port)]
            return [sys.executable, "-m", "supervision", "serve", *place]
        place = ["--server.address", self._address, "--server.port", str(self.port)]
        return [sys.executable, "-m", "streamlit", "run", "app.py", *place]

    def _wait(self) -> None:
        path = "/_stcore/health" if self._by == "streamlit" else "/health"
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            assert self._process is not None
            if self._process.poll() is not None:
                break
            with contextlib.suppress(OSError), urllib.request.urlopen(self.url + path, timeout=5):
                return
            time.sleep(0.1)
        self.stop()
        raise AssertionError(f"the server did not start:\n{self._log.read_text()[-4000:]}")


@contextlib.contextmanager
def serving(server: Server) -> Iterator[Server]:
    """The server, started, and stopped afterwards."""
    try:
        yield server.start()
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        return int(listening.getsockname()[1])


def environment(store: Path) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": f"sqlite:///{store}", "PYTHONUNBUFFERED": "1"}


def make_store(path: Path, *options: str) -> Path:
    """Make a store by the command line, as `make run` does."""
    subprocess.run(
        [sys.executable, "-m", "supervision", "init", *options],
        cwd=ROOT,
        env=environment(path),
        check=True,
        capture_output=True,
    )
    return path


def copy_store(source: Path, target: Path) -> Path:
    """Copy a store whole, whatever its journal still holds."""
    with (
        contextlib.closing(sqlite3.connect(source)) as old,
        contextlib.closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
    return target
