"""What is the matter with a store or a backup, in words that say what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from supervision.errors import StoreTrouble
from supervision.words import Words, mark

_TROUBLES: Mapping[str, str] = {
    StoreTrouble.FULL: mark(
        "The disk of the store {url} is full. Nothing has been changed, and what is in the store "
        "can still be read. Ask the administrator to make room. The database says: {reason}"
    ),
    StoreTrouble.DISK: mark(
        "The disk of the store {url} fails. Nothing has been changed. Ask the administrator to "
        "look at it at once. The database says: {reason}"
    ),
    StoreTrouble.READ_ONLY: mark(
        "The store {url} cannot be written. Nothing has been changed. Ask the administrator to "
        "make it writable again, with SQLite also the folder of the file. The database says: "
        "{reason}"
    ),
    StoreTrouble.BUSY: mark(
        "The store {url} is busy. Nothing has been changed. Try again in a minute. The database "
        "says: {reason}"
    ),
    StoreTrouble.CLOSED: mark(
        "The store {url} cannot be reached. If you were storing something, look in the record "
        "whether it is there before you do it again. Tell the administrator what the database "
        "says: {reason}"
    ),
    StoreTrouble.OTHER: mark(
        "The store {url} cannot be used. Nothing has been changed. Tell the administrator what "
        "the database says: {reason}"
    ),
}

_FAULTS: Mapping[str, str] = {
    "not_a_backup": mark("{file} is not a backup of this product."),
    "damaged": mark(
        "The backup {file} is damaged: {value} is not as it was written. Nothing has been "
        "changed. Use another backup."
    ),
    "newer": mark(
        "The backup {file} was made by a newer version of the product ({value}). Nothing has been "
        "changed. Update the product first."
    ),
    "broken_record": mark(
        "The record in the backup {file} is not as it was written from entry {value} on. Nothing "
        "has been changed. Use another backup, or add --broken-record to restore it as it is."
    ),
    "not_accepted": mark(
        "The database does not accept what is in the backup {file}. Nothing has been changed. It "
        "says: {value}"
    ),
}


def trouble_text(trouble: str, url: str, reason: str, t: Words) -> str:
    """Return what is the matter with a store."""
    text = _TROUBLES.get(trouble, _TROUBLES[StoreTrouble.OTHER])
    return t(text, url=url, reason=reason)


def backup_fault_text(reason: str, file: str, value: str, t: Words) -> str:
    """Return why a backup cannot be restored."""
    return t(_FAULTS[reason], file=file, value=value)
