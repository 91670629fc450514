"""What a driver complains of, sorted into what a person can do about it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from supervision.errors import StoreTrouble

_SQLITE: Mapping[str, StoreTrouble] = {
    "SQLITE_FULL": StoreTrouble.FULL,
    "SQLITE_READONLY": StoreTrouble.READ_ONLY,
    "SQLITE_BUSY": StoreTrouble.BUSY,
    "SQLITE_LOCKED": StoreTrouble.BUSY,
    "SQLITE_CANTOPEN": StoreTrouble.CLOSED,
    "SQLITE_NOTADB": StoreTrouble.CLOSED,
    "SQLITE_IOERR": StoreTrouble.DISK,
    "SQLITE_CORRUPT": StoreTrouble.DISK,
}
"""By the start of SQLite's name for the error: SQLITE_READONLY_DIRECTORY is one of them."""
_POSTGRESQL: Mapping[str, StoreTrouble] = {
    "53100": StoreTrouble.FULL,
    "25006": StoreTrouble.READ_ONLY,
    "53300": StoreTrouble.BUSY,
    "55P03": StoreTrouble.BUSY,
    "57014": StoreTrouble.BUSY,
    "58": StoreTrouble.DISK,
    "XX001": StoreTrouble.DISK,
    "08": StoreTrouble.CLOSED,
    "28": StoreTrouble.CLOSED,
    "3D": StoreTrouble.CLOSED,
    "57P": StoreTrouble.CLOSED,
}
"""By the start of PostgreSQL's code of the error (appendix A of its manual)."""


def trouble_of(error: SQLAlchemyError) -> StoreTrouble:
    """Return what is the matter with the store."""
    if isinstance(error, NoConnectionLeft):
        return StoreTrouble.BUSY
    if not isinstance(error, DBAPIError):
        return StoreTrouble.OTHER
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return _starting(name, _SQLITE)
    code = getattr(error.orig, "sqlstate", None)
    if code is None and error.connection_invalidated:
        return StoreTrouble.CLOSED
    if code is None and type(error.orig).__name__ == "OperationalError":
        return StoreTrouble.CLOSED  # nobody answered, so there is no code either
    return _starting(code or "", _POSTGRESQL)


def _starting(code: str, troubles: Mapping[str, StoreTrouble]) -> StoreTrouble:
    found = (trouble for start, trouble in troubles.items() if code.startswith(start))
    return next(found, StoreTrouble.OTHER)
