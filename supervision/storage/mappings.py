"""What users took the columns of files for: the last mapping for the same headings counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, insert, select

from supervision.storage.database import Transaction
from supervision.storage.tables import ColumnMapping


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping as somebody made it: fields by heading, as text."""

    fields: Mapping[str, str]
    saved_at: datetime
    saved_by: str


def any_mapping(connection: Connection) -> bool:
    """Tell whether anything was ever remembered."""
    return bool(connection.execute(select(exists().where(ColumnMapping.id > 0))).scalar_one())


def mapping_for(connection: Connection, headings: str) -> SavedMapping | None:
    """Return the last mapping for the headings with this hash."""
    query = (
        select(ColumnMapping.fields, ColumnMapping.saved_at, ColumnMapping.saved_by)
        .where(ColumnMapping.headings == headings)
        .order_by(ColumnMapping.id.desc())
        .limit(1)
    )
    found = connection.execute(query).one_or_none()
    return found and SavedMapping(json.loads(found.fields), found.saved_at, found.saved_by)


def add_mapping(
    transaction: Transaction, headings: str, fields: Mapping[str, str], who: str
) -> None:
    """Remember what `who` took the columns under these headings for."""
    transaction.connection.execute(
        insert(ColumnMapping).values(
            headings=headings,
            fields=json.dumps(fields, ensure_ascii=False, sort_keys=True),
            saved_at=transaction.at,
            saved_by=who,
        )
    )
