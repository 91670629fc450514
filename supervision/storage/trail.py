"""The audit trail as it stands in the store, read so that nothing put into it stops the reading.

A driver raises on a date that is none or on text that is no UTF-8. Here such a value is None, and
the rest of the trail can still be read, verified and shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    String,
    case,
    cast,
    func,
    select,
    type_coerce,
)

from supervision.storage.tables import AuditEvent, Revision

Row = Mapping[str, Any]
"""One entry by column: `id` is a number, `at` a moment, the rest text; None is unreadable."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What the revision row tells of the trail: the number of entries, the hash of the last.

    None is what it cannot have been; all of it where the row is gone.
    """

    count: int | None
    hash: str | None


def rows(connection: Connection) -> Iterator[Row]:
    """Yield every entry in the order of its number."""
    columns = AuditEvent.__table__.c
    texts = [_text(each, connection.dialect.name).label(each.key) for each in columns[1:]]
    for row in connection.execute(select(columns.id, *texts).order_by(columns.id)).mappings():
        yield {name: value if name == "id" else _read(name, value) for name, value in row.items()}


def seal(connection: Connection) -> Seal:
    """Return what the revision row tells of the trail."""
    columns, dialect = Revision.__table__.c, connection.dialect.name
    count: ColumnElement[Any] = columns.audit_events
    if dialect == "sqlite":
        count = case((func.typeof(count) == "integer", count))
    query = select(count, _text(columns.audit_hash, dialect))
    found = connection.execute(query).first()
    return Seal(None, None) if found is None else Seal(found[0], _read("hash", found[1]))


def last_moment(connection: Connection) -> datetime | None:
    """Return when the last entry was written; None for an empty trail and an unreadable moment."""
    columns = AuditEvent.__table__.c
    moment = _text(columns.at, connection.dialect.name)
    last = connection.execute(select(moment).order_by(columns.id.desc()).limit(1)).scalar()
    return None if last is None else _read("at", last)


def _text(column: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    """The text of a column, whatever its type; NULL where it holds something else than text."""
    if dialect == "sqlite":
        return case((func.typeof(column) == "text", cast(column, LargeBinary)))
    if column.key == "at":
        return func.to_char(column, "YYYY-MM-DD HH24:MI:SS.US")
    return type_coerce(column, String)


def _read(name: str, value: str | bytes | None) -> Any:
    try:
        text = value.decode() if isinstance(value, bytes) else value
        return _moment(text) if name == "at" and text is not None else text
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    """The moment, if it is written as the product writes it: the same moment otherwise is not."""
    found = datetime.fromisoformat(text)
    written = found.isoformat(" ", "microseconds")
    return found.replace(tzinfo=UTC) if found.tzinfo is None and written == text else None
