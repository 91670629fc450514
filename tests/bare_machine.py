"""Follows docs/operations.md to the letter on a bare Debian: `python -m tests.bare_machine FOLDER`.

As root, with network, debootstrap and systemd-container; takes some minutes. Makes a Debian in the
folder, boots it with systemd, and runs the commands of the document as they stand there. Only what
every site fills in itself is filled in here: the two files with settings, by an editor that
changes lines, and the certificate. At the end somebody signs in by a browser.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from playwright.sync_api import expect

from supervision.config import ROOT
from tests import deployed
from tests.e2e.browsing import PATIENCE, chromium, new_context, settle
from tests.e2e.servers import HOST, free_port
from tests.e2e.site import provider

DOCUMENT = ROOT / "docs" / "operations.md"
FETCHED_FROM = "https://example.org/statushouders-limburg.git"
"""The one address in the commands that is not real; what is committed here stands in for it."""
PRODUCT = "/opt/supervision"
ADMINISTRATOR = "beheerder@example.nl"
LIKE_ANY_DEBIAN = ("systemd-sysv", "dbus", "sudo", "ca-certificates", "curl")
"""What debootstrap leaves out and an installed Debian has."""
_QUIETLY = ("DEBIAN_FRONTEND=noninteractive",)
_AT_HOME = (
    *("HOME=/root", "LANG=C.UTF-8", "SUDO_EDITOR=/srv/editor"),
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
)
_RELEASE, _MIRROR = "bookworm", "http://deb.debian.org/debian"


def blocks(heading: str, document: str | None = None) -> list[str]:
    """The commands under a heading of the document, one text for each block."""
    text = document or DOCUMENT.read_text(encoding="utf-8")
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert section is not None, f"no heading {heading}"
    found = re.findall(r"^( *)```sh\n(.*?)^ *```", section[1], re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", commands, flags=re.MULTILINE) for indent, commands in found]


class Machine:
    """A Debian in a folder, running as a machine of its own on the network of this one."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self._booted: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make a bare Debian, and beside it what stands in for the place the product comes from."""
        _call("debootstrap", "--variant=minbase", _RELEASE, self.root, _MIRROR)
        shutil.copy("/etc/resolv.conf", self.root / "etc" / "resolv.conf")
        with (self.root / "etc" / "hosts").open("a") as hosts:
            hosts.write(f"127.0.0.1 localhost {socket.gethostname()}\n")
        own = Path("/usr/local/share/ca-certificates")
        shutil.copytree(own, self.root / own.relative_to("/"), dirs_exist_ok=True)
        _call("chroot", self.root, "apt-get", "update", "-qq")
        install = ("apt-get", "install", "-qq", "--no-install-recommends", *LIKE_ANY_DEBIAN)
        _call("chroot", self.root, "env", *_QUIETLY, *install)
        _call("chroot", self.root, "update-ca-certificates")

    @contextlib.contextmanager
    def booted(self) -> Iterator[Machine]:
        """The machine, up, and off afterwards."""
        command = ["systemd-nspawn", "-D", str(self.root), "-b", "--register=no", "--keep-unit"]
        self._booted = subprocess.Popen(
            [*command, "--machine=bare", "--console=pipe"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            end = time.monotonic() + 60
            while "running" not in self.run("systemctl is-system-running || true", quiet=True):
                assert time.monotonic() < end, "the machine does not come up"
                time.sleep(1)
            yield self
        finally:
            with contextlib.suppress(subprocess.CalledProcessError):
                self.run("systemctl poweroff", quiet=True)
            self._booted.wait(timeout=60)

    def run(self, commands: str, *, quiet: bool = False) -> str:
        """Run commands as an administrator would; raises CalledProcessError where one fails."""
        assert self._booted is not None
        found = subprocess.run(
            ["pgrep", "-P", str(self._booted.pid)], capture_output=True, text=True, check=False
        )
        if not found.stdout.strip():
            return ""
        inside = ["nsenter", "-t", found.stdout.split()[0], "-a", "env", "-i", *_QUIETLY]
        start = f"[ ! -d {PRODUCT} ] || cd {PRODUCT}\nset -o errexit -o xtrace\n"
        done = subprocess.run(
            [*inside, *_AT_HOME, "bash", "-c", start + commands],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if not quiet:
            _say(done.stdout)
        done.check_returncode()
        return done.stdout

    def follow(self, heading: str) -> None:
        """Run all commands under a heading."""
        _say(f"\n===== {heading}\n")
        for commands in blocks(heading):
            self.run(commands.replace(FETCHED_FROM, "/srv/product.git"))

    def offer(self) -> None:
        """Put there what is committed here, with a version as its name."""
        target = self.root / "srv" / "product.git"
        shutil.rmtree(target, ignore_errors=True)
        _call("git", "clone", "--quiet", "--bare", ROOT, target)
        _call("git", "-C", target, "tag", "--force", "v0.1.0")

    def fill_in(self, settings: Mapping[str, str], nginx: Mapping[str, str]) -> None:
        """Leave an editor that writes these values, and the certificate that they name."""
        lines = [f"s|^{name}=.*|{name}={value}|" for name, value in (settings | nginx).items()]
        (self.root / "srv" / "changes.sed").write_text("\n".join(lines) + "\n")
        editor = self.root / "srv" / "editor"
        editor.write_text('#!/bin/sh\nexec sed --in-place --file=/srv/changes.sed "$1"\n')
        editor.chmod(0o755)
        made = deployed.certificate(self.root / "srv")
        shutil.copy(made["CERTIFICATE"], self.root / "etc/ssl/certs/statushouders.pem")
        key = self.root / "etc/ssl/private/statushouders.key"
        key.parent.mkdir(exist_ok=True)
        shutil.copy(made["CERTIFICATE_KEY"], key)
        key.chmod(0o600)


def sign_in(url: str) -> None:
    """Sign in as the first administrator and see that it is so."""
    with chromium() as browser:
        page = new_context(browser, ignore_https_errors=True).new_page()
        page.goto(f"{url}/kader")
        page.get_by_role("link", name="Aanmelden").click()
        page.get_by_role("button", name=ADMINISTRATOR).click()
        settle(page)
        who = page.get_by_role("region", name="Zijbalk").get_by_text(ADMINISTRATOR)
        expect(who).to_contain_text("functioneel beheerder", timeout=PATIENCE)
        _say(f"signed in at {page.url}\n")


def main(folder: Path) -> None:
    """Follow the document from nothing to nothing."""
    machine, port, url = Machine(folder), free_port(), f"https://{deployed.NAME}"
    about = f"http://{HOST}:{port}/.well-known/openid-configuration"
    people = provider(Path(os.devnull), port, {ADMINISTRATOR: "-"})
    if not (folder / "etc").exists():
        machine.make()
    machine.offer()
    machine.fill_in(
        {
            "PUBLIC_URL": url,
            "OIDC_METADATA_URL": about,
            "OIDC_CLIENT_ID": "statushouders",
            "OIDC_CLIENT_SECRET": secrets.token_urlsafe(),
            "COOKIE_SECRET": secrets.token_urlsafe(48),
        },
        {"PUBLIC_HOST": deployed.NAME},
    )
    try:
        people.start()
        people.wait_for(about)
        with machine.booted():
            machine.follow("Install without containers")
            sign_in(url)
            machine.follow("Update")  # and back to the version before
            machine.follow("Back up and restore")
            machine.follow("Boundaries, rule sets, letters")
            machine.run("journalctl --unit 'supervision@*' --priority=err --no-pager")
            machine.run("systemctl show -p NRestarts -p MemoryPeak supervision@8501")
            machine.run("systemd-analyze security supervision@8501 --no-pager | tail -1")
            time.sleep(20)
            sign_in(url)
            machine.follow("Remove")
            left = "/opt/supervision /etc/supervision /var/lib/supervision"
            machine.run(f"! ls -d {left} && ! getent passwd supervision && nginx -t")
    finally:
        people.stop()
    _say("\nAll of it was done.\n")


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _call(*command: object) -> None:
    subprocess.run([str(each) for each in command], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
