"""The manifest of a backup: what is in it, and how to tell that it is as it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

FORMAT = "statushouders-limburg backup"
FORMAT_VERSION = 1
ABOUT = (
    "Everything in a store of the supervision of statushouder housing in Limburg. "
    "tables/NAME.jsonl holds the rows of a table, one JSON object on a line, moments in UTC; "
    "a column that is listed under `files` holds the SHA-256 of a file, which is files/SHA256. "
    "To restore it: python -m supervision restore FILE"
)
MEMBER = "manifest.json"


class NotThisFormat(ValueError):
    """It is no manifest of a backup of this product."""


class LaterFormat(ValueError):
    """A later version of the product wrote it; the message is the version of the format."""


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table in a backup; `files` are those of its columns that refer to a file."""

    columns: tuple[str, ...]
    files: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a backup; `files` gives the size in bytes of each file by its SHA-256."""

    made_at: datetime
    schema: str
    revision: int
    audit_events: int
    audit_hash: str
    tables: Mapping[str, TableEntry]
    files: Mapping[str, int]

    def to_json(self) -> str:
        """Return the manifest as it stands in the backup."""
        plain = asdict(self) | {"made_at": self.made_at.isoformat()}
        named = {"format": FORMAT, "format_version": FORMAT_VERSION, "about": ABOUT}
        return json.dumps(named | plain, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Return the manifest in a backup; raises NotThisFormat, LaterFormat, ValueError."""
        plain = json.loads(text)
        if not isinstance(plain, dict) or plain.get("format") != FORMAT:
            raise NotThisFormat
        if plain.get("format_version") != FORMAT_VERSION:
            raise LaterFormat(str(plain.get("format_version")))
        try:
            return cls(
                datetime.fromisoformat(plain["made_at"]),
                str(plain["schema"]),
                int(plain["revision"]),
                int(plain["audit_events"]),
                str(plain["audit_hash"]),
                {name: _entry(each) for name, each in plain["tables"].items()},
                {sha256: int(size) for sha256, size in plain["files"].items()},
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(str(error)) from error


def _entry(plain: Mapping[str, object]) -> TableEntry:
    columns, files, rows = plain["columns"], plain["files"], plain["rows"]
    if not isinstance(columns, list) or not isinstance(files, list) or not isinstance(rows, int):
        raise TypeError("a table has columns, files and a number of rows")
    return TableEntry(tuple(columns), tuple(files), rows, str(plain["sha256"]))
