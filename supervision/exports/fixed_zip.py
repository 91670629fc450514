"""Zip files that are the same bytes each time: fixed date, fixed order, no trace of the machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date

EARLIEST = date(1980, 1, 1)
"""The first date that a zip file can hold."""
_READABLE = 0o644 << 16
_UNIX = 3


def zip_of(files: Iterable[tuple[str, bytes]], day: date = EARLIEST) -> bytes:
    """Return a zip file with these files, in this order, all of them dated `day`."""
    midnight = (day.year, day.month, day.day, 0, 0, 0)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, midnight)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READABLE
            entry.create_system = _UNIX
            archive.writestr(entry, content)
    return made.getvalue()


def files_in(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return the files in a zip file, in their order; raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return tuple((entry.filename, archive.read(entry)) for entry in archive.infolist())
