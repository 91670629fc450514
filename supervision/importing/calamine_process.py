"""Run as a script: a spreadsheet on standard input, its sheets as lines of JSON on standard output.

A process of its own, for calamine is native code that ends the whole process when it cannot get
the memory that a sheet of one cell in XFD1048576 asks for. Imports nothing of the project.

Lines: `{"sheet": name, "height": rows, "width": columns}`, then one array per row; at the end
`{"done": true}` or `{"refused": reason}`.
Arguments: most rows, most columns, most characters in all, most bytes of memory.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date

import python_calamine as calamine

_LONGEST_CELL = 2_000


def main() -> None:
    """Write the visible sheets of the spreadsheet on standard input to standard output."""
    rows, columns, characters, memory = map(int, sys.argv[1:])
    _limit_memory(memory)
    try:
        workbook = calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        for metadata in workbook.sheets_metadata:
            visible = metadata.visible is calamine.SheetVisibleEnum.Visible
            if visible and metadata.typ is calamine.SheetTypeEnum.WorkSheet:
                sheet = workbook.get_sheet_by_name(metadata.name)
                characters -= _write(sheet, rows, columns, characters)
    except calamine.PasswordError:
        _line({"refused": "password_protected"})
    except OverflowError:
        _line({"refused": "unpacked_too_large"})
    else:
        _line({"done": True})


def _write(sheet: calamine.CalamineSheet, rows: int, columns: int, characters: int) -> int:
    """Write one sheet and return the characters it took; an oversized one only by its measures."""
    _line({"sheet": sheet.name, "height": sheet.total_height, "width": sheet.total_width})
    written = 0
    if sheet.start is None or sheet.total_height > rows or sheet.total_width > columns:
        return written
    for row in sheet.iter_rows():
        while row and row[-1] == "":
            row.pop()
        written += _line([cell[:_LONGEST_CELL] if isinstance(cell, str) else cell for cell in row])
        if written > characters:
            raise OverflowError
    return written


def _line(value: object) -> int:
    return sys.stdout.write(json.dumps(value, default=_day_or_text, separators=(",", ":")) + "\n")


def _day_or_text(value: object) -> object:
    return {"day": value.isoformat()} if isinstance(value, date) else str(value)


def _limit_memory(most: int) -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main()
