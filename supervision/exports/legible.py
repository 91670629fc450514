"""Text of files and persons made fit for a page: what cannot be shown is written by number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import typst

_NEVER_SHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
"""Controls, also those that turn the direction of a line around, halves and private characters."""
_LAST_OF_LATIN = "\u017f"
"""Up to here the fonts have everything."""
_PROBE = b"""
#set document(title: "probe")
#set text(font: "Libertinus Serif")
#for style in ("normal", "italic") { for weight in (400, 600, 700) {
  text(style: style, weight: weight, sys.inputs.characters)
} }
"""


def legible(text: str, missing: Iterable[str] = ()) -> str:
    """Return the text with characters that cannot be shown, and those missing, as `[U+1F600]`."""
    text = _NEVER_SHOWN.sub(_number, text.replace("\r\n", "\n"))
    for character in missing:
        text = text.replace(character, f"[U+{ord(character):04X}]")
    return text


def without_glyph(text: str) -> frozenset[str]:
    """Return the characters of a text that the fonts inside the library do not have."""
    unusual = sorted({each for each in text if each > _LAST_OF_LATIN})
    return frozenset(_missing("".join(unusual)))


def _number(match: re.Match[str]) -> str:
    return f"[U+{ord(match[0]):04X}]"


@cache
def _missing(characters: str) -> str:
    """Those of the characters without a glyph, found by halving: a page each is set on trial."""
    if not characters or _can_be_set(characters):
        return ""
    if len(characters) == 1:
        return characters
    middle = len(characters) // 2
    return _missing(characters[:middle]) + _missing(characters[middle:])


def _can_be_set(characters: str) -> bool:
    try:
        typst.compile(
            _PROBE,
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            ignore_system_fonts=True,
            sys_inputs={"characters": " ".join(characters)},
        )
    except typst.TypstError:
        return False
    return True
