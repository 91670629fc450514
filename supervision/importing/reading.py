"""Bytes to grids: the content decides how they are read, the name may not contradict it."""

from __future__ import annotations

from supervision.importing.grid import Grid
from supervision.importing.limits import Content, inspect
from supervision.importing.problems import Problem
from supervision.importing.spreadsheets import read_spreadsheet
from supervision.importing.text import read_text


def read_grids(data: bytes, file_name: str) -> tuple[Grid, ...] | Problem:
    """Return the sheets in the file (one for a text file), or why it cannot be read at all."""
    content = inspect(data, file_name)
    if isinstance(content, Problem):
        return content
    if content is Content.SPREADSHEET:
        return read_spreadsheet(data)
    grid = read_text(data)
    return grid if isinstance(grid, Problem) else (grid,)
