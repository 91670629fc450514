"""A code, a name or both to a municipality: exactly, or asked; never by likeness alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from supervision.domain.municipality import Municipality, Register
from supervision.importing.problems import ProblemCode

_CODE = re.compile(r"(?:20[0-9]{2})?\s*GM\s*([0-9]{1,4})|([0-9]{1,4})(?:[.,]0+)?", re.IGNORECASE)
# In a column of names a bare number is no code: more likely the columns have shifted.
_OUTRIGHT_CODE = re.compile(r"(?:20[0-9]{2})?\s*GM\s*[0-9]{1,4}", re.IGNORECASE)
_IN_WORDS = re.compile(r"\b(?:a\s*/\s*d|a\.\s*d|ad)\b\.?", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*\([^()]*\)\s*$")
_LIKELY = 75
"""How alike (0 to 100) a misspelt name must be to its code's, or a suggestion to the text."""


@dataclass(frozen=True)
class Match:
    """What a row's code and name lead to: a municipality of the province, one outside, or a fault.

    `details` holds what the sentence about the fault needs.
    """

    municipality: Municipality | None = None
    outside: bool = False
    fault: ProblemCode | None = None
    details: tuple[tuple[str, str], ...] = ()


def name_key(text: str) -> str:
    """Return a name as it is compared: no case, diacritics, hyphens; a/d and & written out."""
    text = _IN_WORDS.sub("aan de", text.casefold().replace("&", " en "))
    plain = unicodedata.normalize("NFKD", text)
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return "".join(words[1:] if words[:1] == ["gemeente"] else words)


class Matcher:
    """Finds municipalities in a register and in the list of all Dutch ones."""

    def __init__(self, register: Register, national: Mapping[str, str]) -> None:
        self._register = register
        self._names = {**national, **{each.code: each.name for each in register.municipalities}}
        self._codes: dict[str, set[str]] = {}
        spellings = [(code, name) for code, name in national.items()]
        for each in register.municipalities:
            spellings += [(each.code, spelling) for spelling in (each.name, *each.aliases)]
        for code, spelling in spellings:
            self._codes.setdefault(name_key(spelling), set()).add(code)
        # Without what tells namesakes apart, "Bergen" is two municipalities and "Hengelo" is one.
        for code, spelling in spellings:
            self._codes.setdefault(name_key(_SUFFIX.sub("", spelling)), set()).add(code)
        self._choices = {name_key(spelling): self._names[code] for code, spelling in spellings}
        self.match = lru_cache(maxsize=4096)(self._match)

    def _match(self, code: str, name: str) -> Match:
        """Return what a code and a name (either may be empty) stand for."""
        if not name and not _CODE.fullmatch(code):
            code, name = "", code
        if not code and _OUTRIGHT_CODE.fullmatch(name):
            code, name = name, ""
        wanted = self._by_code(code) if code else None
        named = self._codes.get(name_key(name), set()) if name else set()
        if code and wanted is None:
            return _unknown(ProblemCode.UNKNOWN_CODE, self._name_of(named) or "")
        if wanted is None:
            return self._by_name(name, named)
        if name and wanted not in named and not self._misspelt(wanted, name, named):
            by_name = self._name_of(named) or name
            details = (("code_of", self._names[wanted]), ("name_of", by_name))
            return Match(fault=ProblemCode.CODE_AND_NAME_DIFFER, details=details)
        return self._found(wanted)

    def _by_code(self, text: str) -> str | None:
        match = _CODE.fullmatch(text)
        code = f"GM{int(match[1] or match[2]):04}" if match else ""
        return code if code in self._names else None

    def _by_name(self, name: str, codes: set[str]) -> Match:
        if not codes:
            return _unknown(ProblemCode.UNKNOWN_MUNICIPALITY, self.suggestion(name) or "")
        if len(codes) > 1:
            candidates = ", ".join(f"{self._names[code]} {code}" for code in sorted(codes))
            details = (("candidates", candidates),)
            return Match(fault=ProblemCode.AMBIGUOUS_MUNICIPALITY, details=details)
        return self._found(next(iter(codes)))

    def _misspelt(self, code: str, name: str, named: set[str]) -> bool:
        """Tell whether a name that is nobody else's is near enough to that of its code."""
        return not named and fuzz.ratio(name_key(self._names[code]), name_key(name)) >= _LIKELY

    def _found(self, code: str) -> Match:
        municipality = self._register.by_code.get(code)
        return Match(municipality, outside=municipality is None)

    def _name_of(self, codes: set[str]) -> str | None:
        return self._names[min(codes)] if codes else None

    def suggestion(self, name: str) -> str | None:
        """Return the name of the municipality most like the text, or None where none is like it."""
        key = name_key(name)
        found = process.extractOne(
            key, self._choices.keys(), scorer=fuzz.ratio, score_cutoff=_LIKELY
        )
        return self._choices[found[0]] if found else None


def _unknown(code: ProblemCode, suggestion: str) -> Match:
    return Match(fault=code, details=(("suggestion", suggestion),))
