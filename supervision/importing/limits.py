"""The checks on the bytes, before anything parses them."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from supervision.importing.problems import Problem, ProblemCode

MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE
MAX_UNPACKED_BYTES = 50 * MEGABYTE
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_LINE_CHARACTERS = 100_000
ROWS_ABOVE_TABLE = 50
"""How far down the header is looked for; the limit on rows leaves this room above the table."""

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf": "7Z",
    b"Rar!": "RAR",
    b"PK\x05\x06": "ZIP",
    b"MZ": "EXE",
}
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|\?xml)", re.IGNORECASE)
_SPREADSHEET_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".ods"}
_TEXT_SUFFIXES = {".csv", ".txt", ".tsv", ".tab"}


class Content(StrEnum):
    """What the bytes are, whatever the file is called."""

    TEXT = "text"
    SPREADSHEET = "spreadsheet"


def inspect(data: bytes, file_name: str) -> Content | Problem:
    """Return what the bytes are, or the first reason not to read them at all."""
    if len(data) > MAX_BYTES:
        return _refused(ProblemCode.FILE_TOO_LARGE, limit_bytes=MAX_BYTES)
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        return Problem(ProblemCode.EMPTY_FILE)
    suffix = PurePath(file_name).suffix.lower()
    if data.startswith(_ZIP):
        return _spreadsheet(_zip_problem(data), suffix)
    if data.startswith(_OLE):
        encrypted = _ENCRYPTED in data
        return _spreadsheet(Problem(ProblemCode.PASSWORD_PROTECTED) if encrypted else None, suffix)
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            return _refused(ProblemCode.NOT_A_TABLE, content=name)
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        return _refused(ProblemCode.NOT_A_TABLE, content="HTML/XML")
    if suffix in _SPREADSHEET_SUFFIXES:
        return _refused(ProblemCode.WRONG_EXTENSION, extension=suffix, content="CSV")
    return Content.TEXT


def _spreadsheet(problem: Problem | None, suffix: str) -> Content | Problem:
    if problem:
        return problem
    if suffix in _TEXT_SUFFIXES:
        return _refused(ProblemCode.WRONG_EXTENSION, extension=suffix, content="Excel")
    return Content.SPREADSHEET


def _zip_problem(data: bytes) -> Problem | None:
    """Weigh a zip archive by its directory; nothing is unpacked."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except Exception:
        return Problem(ProblemCode.DAMAGED_SPREADSHEET)
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES:
        return _refused(ProblemCode.UNPACKED_TOO_LARGE, limit_bytes=MAX_UNPACKED_BYTES)
    names = {member.filename.lower() for member in members}
    if not names & {"xl/workbook.xml", "content.xml"}:
        return _refused(ProblemCode.NOT_A_TABLE, content="ZIP")
    return None


def _refused(code: ProblemCode, **details: object) -> Problem:
    return Problem(code, details={name: str(value) for name, value in details.items()})
