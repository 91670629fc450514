"""Finds the line of each key in a TOML document, which the parser of the library does not keep."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import NamedTuple

Path = tuple[str | int, ...]
"""The way to a value: keys of tables, and places in arrays counted from 0."""

_TOKEN = re.compile(
    r'(?P<string>"""(?:\\[\s\S]|(?!""")[\s\S])*"""(?:"{0,2})'
    r"|'''(?:(?!''')[\s\S])*'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>\#[^\n]*)|(?P<newline>\n)|(?P<space>[ \t\r]+)"
    r"|(?P<bare>[A-Za-z0-9_-]+)|(?P<sign>[\s\S])"
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def lines_of(text: str) -> Mapping[Path, int]:
    """Return the line, counted from 1, on which each key and item of an array stands.

    `text` has to be a valid document: `tomllib` has read it.
    """
    return _Document(text).lines


def line_of(text: str, path: Path) -> int:
    """Return the line of a value; of one that is missing the line of the table it belongs in."""
    lines = lines_of(text)
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Document:
    """Walks through the document once, and notes the line of everything it meets."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._last: dict[Path, int] = {}
        self._tokens = _tokens(text)
        self._at = 0
        table: Path = ()
        while self._skip("newline"):
            if self._takes("["):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        """A `[table]`, or one more `[[table]]` of an array; where its keys belong."""
        of_array = self._takes("[")
        keys = self._key("]")
        line = self._tokens[self._at - 1].line
        path: Path = ()
        for key in keys[:-1]:
            path = self._inside((*path, key), line)
        path = (*path, keys[-1])
        if of_array:
            self._at += 1
            self._last[path] = self._last.get(path, -1) + 1
            self.lines.setdefault(path, line)
        return self._inside(path, line)

    def _inside(self, path: Path, line: int) -> Path:
        """The table of this name; of an array of tables the last one."""
        if path in self._last:
            path = (*path, self._last[path])
        self.lines.setdefault(path, line)
        return path

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._at].line
        for key in self._key("="):
            table = (*table, key)
            self.lines.setdefault(table, line)
        self._value(table)

    def _key(self, end: str) -> list[str]:
        """The parts of a dotted key, up to and including the sign that ends it."""
        parts = []
        while (token := self._next()).text != end:
            if token.kind == "bare":
                parts.append(token.text)
            elif token.kind == "string":
                parts.append(tomllib.loads(f"key = {token.text}")["key"])
        return parts

    def _value(self, path: Path) -> None:
        self._skip()
        if self._takes("["):
            index = 0
            while self._skip("newline") and not self._takes("]"):
                if self._takes(","):
                    continue
                self.lines.setdefault((*path, index), self._tokens[self._at].line)
                self._value((*path, index))
                index += 1
        elif self._takes("{"):
            while self._skip("newline") and not self._takes("}"):
                if not self._takes(","):
                    self._pair(path)
        else:
            while not self._ended():
                self._at += 1

    def _ended(self) -> bool:
        """Whether a value such as a number or a text is over here."""
        if self._at == len(self._tokens):
            return True
        token = self._tokens[self._at]
        return token.kind in ("newline", "comment") or token.text in (",", "]", "}")

    def _skip(self, *also: str) -> bool:
        """Go to what matters next; tell whether there is anything."""
        passed = {"space", "comment", *also}
        while self._at < len(self._tokens) and self._tokens[self._at].kind in passed:
            self._at += 1
        return self._at < len(self._tokens)

    def _takes(self, sign: str) -> bool:
        found = self._at < len(self._tokens) and self._tokens[self._at].text == sign
        self._at += found
        return found

    def _next(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]


def _tokens(text: str) -> list[_Token]:
    found, line = [], 1
    for match in _TOKEN.finditer(text):
        found.append(_Token(str(match.lastgroup), match[0], line))
        line += match[0].count("\n")
    return found
