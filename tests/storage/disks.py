"""Disks that are small, and children of this process with less than it may do itself."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def small_disk(size: str, owner: str | None = None) -> Iterator[Path | None]:
    """A disk of so many bytes (`2m`); None where this machine does not let us make one."""
    folder = Path(tempfile.mkdtemp(prefix="disk", dir="/tmp"))
    options = f"size={size},mode=0777"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0
    try:
        if mounted and owner:
            shutil.chown(folder, owner)
        yield folder if mounted else None
    finally:
        if mounted:
            # Also where a test that failed still has a file open.
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def in_a_child(work: Callable[[], str], *, most: int | None = None, nobody: bool = False) -> str:
    """Do something in a child that may not write files of more than `most` bytes, or is nobody
    where we are root, whom no permission stops; return what it says."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if most is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            if nobody and os.getuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            said = work()
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode()[:4000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said
