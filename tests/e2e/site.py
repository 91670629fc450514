"""The product as it runs in production, all on this machine: PostgreSQL, two servers and nginx."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

from supervision.config import ROOT
from tests import deployed
from tests.e2e.servers import HOST, free_port

PATIENCE = 90
"""Seconds for something to start on a busy machine."""
UNCHECKED = ssl._create_unverified_context()
"""The certificate is our own."""


def lacking() -> str:
    """What is not on this machine, or nothing."""
    return ", ".join(filter(None, [deployed.lacking(), "" if _programs() else "postgresql"]))


def _programs() -> Path | None:
    """The folder with the programs of the newest PostgreSQL here."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    return max(folders, key=lambda each: float(each.parent.name), default=None)


class Postgres:
    """A PostgreSQL of its own in a temporary folder, reached by its socket only."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pg"))  # short, as a socket's path has to be
        self._data, self._bin = self._folder / "data", _programs()

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self._folder}"

    def __enter__(self) -> Self:
        if os.getuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", "postgres", "--no-sync")
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self._folder} -c fsync=off"
        self._control("-l", self._folder / "log", "-o", options, "start")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def _control(self, *arguments: object) -> None:
        self._run("pg_ctl", "-D", self._data, "-w", *arguments)

    def _run(self, program: str, *arguments: object) -> None:
        assert self._bin is not None
        command = [str(self._bin / program), *map(str, arguments)]
        if os.getuid() == 0:  # which PostgreSQL refuses to run as
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=60)


class Process:
    """A program that runs until it is stopped, with a log."""

    def __init__(self, log: Path, *command: object, env: Mapping[str, str] | None = None) -> None:
        self._log = log
        self._command, self._env = [str(each) for each in command], env
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(
                self._command, cwd=ROOT, env=self._env, stdout=log, stderr=log
            )

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._running is None or self._running.poll() is not None:
            return
        self._running.send_signal(how)
        try:
            self._running.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()

    def wait_for(self, url: str) -> None:
        """Wait until an address answers 200."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self._running is not None
            if self._running.poll() is not None:
                break
            with contextlib.suppress(OSError):
                urllib.request.urlopen(url, timeout=5, context=UNCHECKED).close()
                return
            time.sleep(0.1)
        self.stop()
        raise AssertionError(f"{url} does not answer:\n{self._log.read_text()[-4000:]}")


def provider(log: Path, port: int, roles: Mapping[str, str]) -> Process:
    """An identity provider that knows some people, each with what its claim `roles` holds.

    In a process of its own, for the warnings of its libraries would be errors here.
    """
    claims = [
        json.dumps({"sub": name, "preferred_username": name, "roles": [role]})
        for name, role in roles.items()
    ]
    users = [part for each in claims for part in ("--user-claims", each)]
    return Process(log, sys.executable, "-m", "oidc_provider_mock", "--port", port, *users)


class Site:
    """Two servers on one store, and nginx before them with the configuration that ships."""

    def __init__(self, folder: Path, postgres: Postgres, settings: Mapping[str, str]) -> None:
        self.folder, self.postgres = folder, postgres
        self.http, self.https = free_port(), free_port()
        self._ports = {str(number): free_port() for number in (1, 2)}
        self.env = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "DATABASE_URL": postgres.url,
            "PUBLIC_URL": self.url,
            **settings,
        }
        self.servers = {
            number: Process(
                folder / f"server{number}.log",
                *(sys.executable, "-m", "supervision", "serve", "--port", port),
                env=self.env,
            )
            for number, port in self._ports.items()
        }
        main = deployed.filled_in(
            folder,
            deployed.values(
                folder, self.http, self.https, *(f"{HOST}:{port}" for port in self._ports.values())
            ),
        )
        # As root, nginx would work as somebody who may not look into the folder of a test.
        directives = "daemon off;" + (" user root;" if os.getuid() == 0 else "")
        self.nginx = Process(folder / "nginx.log", "nginx", "-c", main, "-g", directives)

    @property
    def url(self) -> str:
        return f"https://{deployed.NAME}:{self.https}"

    def start(self, *numbers: str) -> None:
        """Start servers, both unless they are named, and wait until people can be sent there."""
        for number in numbers or self.servers:
            self.servers[number].start()
        for number in numbers or self.servers:
            self.servers[number].wait_for(f"http://{HOST}:{self._ports[number]}/ready")

    def verb(self, *arguments: object) -> str:
        """Carry out a verb of the command line on the store of the site; return what it says."""
        done = subprocess.run(
            [sys.executable, "-m", "supervision", *map(str, arguments)],
            cwd=ROOT,
            env=self.env,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout


@contextlib.contextmanager
def running(site: Site, provider: Process, about: str) -> Iterator[Site]:
    """The site and its identity provider, started, and stopped afterwards."""
    try:
        provider.start()
        provider.wait_for(about)
        site.verb("init")
        site.start()
        site.nginx.start()
        site.nginx.wait_for(f"{site.url}/health")
        yield site
    finally:
        for each in (site.nginx, *site.servers.values(), provider):
            each.stop()
