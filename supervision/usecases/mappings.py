"""Columns read as the last time: a user's mapping, kept for files with the same headings.

Dates and half-years in a heading do not count: what *Stand per 1 april 2025* was taken for holds
for *Stand per 1 mei 2025* too.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from supervision.importing import Column, Field, Problem, Reading, Request
from supervision.importing.columns import squeezed
from supervision.importing.dates import without_half_years
from supervision.importing.header import Table, choose_table, find_table
from supervision.importing.reading import read_grids
from supervision.storage import mappings as store
from supervision.storage.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class Remembered:
    """A mapping that somebody made before, by the headings of the file at hand."""

    columns: Mapping[str, Field]
    saved_at: datetime
    saved_by: str


def remembered(database: Database, data: bytes, request: Request) -> Request:
    """Return the request with the remembered mapping, where the user gave none."""
    if request.columns:
        return request
    with database.read() as connection:
        if not store.any_mapping(connection):
            return request
    found = _find(database, _headings(data, request))
    return replace(request, columns=found.columns) if found else request


def last(database: Database, reading: Reading) -> Remembered | None:
    """Return what was remembered for files with the headings of this one."""
    return _find(database, _texts(reading.columns))


def remember(
    transaction: Transaction, reading: Reading, columns: Mapping[str, Field], who: str
) -> None:
    """Keep the user's mapping for the next file with these headings; nothing where there is none.

    Only for an accepted file, in the write that imports it.
    """
    said = {squeezed(heading): field.value for heading, field in columns.items()}
    headings = _texts(reading.columns)
    fields = {
        key: said[squeezed(heading)]
        for heading, key in zip(headings, _keys(headings), strict=True)
        if squeezed(heading) in said
    }
    if fields:
        store.add_mapping(transaction, _hash(headings), fields, who)
        transaction.details |= {"columns": {each: columns[each].value for each in columns}}


def _find(database: Database, headings: Sequence[str]) -> Remembered | None:
    if not headings:
        return None
    with database.read() as connection:
        found = store.mapping_for(connection, _hash(headings))
    if found is None:
        return None
    columns = {
        heading: Field(found.fields[key])
        for heading, key in zip(headings, _keys(headings), strict=True)
        if key in found.fields
    }
    return Remembered(columns, found.saved_at, found.saved_by)


def _headings(data: bytes, request: Request) -> tuple[str, ...]:
    """Return the headings as they are found without a mapping; the rows are not read."""
    grids = read_grids(data, request.file_name)
    if isinstance(grids, Problem):
        return ()
    chosen = choose_table([find_table(grid, {}) for grid in grids], request)
    table = chosen if isinstance(chosen, Table) else chosen[0]
    return _texts(table.columns)


def _texts(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(each.heading for each in columns)


def _keys(headings: Sequence[str]) -> list[str]:
    """Return by what each heading is known again: without dates, unless that makes two equal."""
    bare = [squeezed(without_half_years(heading)) for heading in headings]
    counts = Counter(bare)
    return [
        key if key and counts[key] == 1 else squeezed(heading)
        for heading, key in zip(headings, bare, strict=True)
    ]


def _hash(headings: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(_keys(headings)).encode()).hexdigest()
