"""Text that no spreadsheet takes for a formula, however it is opened, saved and opened again.

An apostrophe goes before what could be one, as ASVS 5.0 asks (1.2.10). In a workbook text
is text by its type, but saved as CSV and opened again it would count; LibreOffice turns full-width
signs into plain ones on that way. Numbers stay as they are, also below zero.
"""

from __future__ import annotations

import re
import unicodedata

MINUS = "\N{MINUS SIGN}"
"""The minus of people; programs calculate with the hyphen."""
_SIGNS = frozenset("=+-@\u2212\u2010\u2011\ua78a\u30a0\u2550\u1400")
"""What a formula begins with, and signs that other character sets have no better letter for."""
_QUOTES = frozenset("'\"`\u00b4\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb")
_FIRST = ("\t", "\r", "\n", "\x00")
"""Refused as first characters in themselves (ASVS, OWASP)."""
_NUMBER = re.compile(r"\s*[+\-\u2212]?\s?\d[\d.,\u00a0\u202f ]*%?\s*|\s*[-\u2212]\s*")
"""A number as text, or the dash that stands for none."""
_BREAKS = re.compile(r"([,;\t|\r\n])")
"""Where a program that takes another sign for the separator begins a new cell."""


def inert(text: str) -> str:
    """Return the text for a cell of a workbook."""
    return f"'{text}" if _is_like_a_formula(text) else text


def inert_but_figures(text: str) -> str:
    """Return the text for a cell in which numbers were written as text: those stay as they are."""
    return text if _NUMBER.fullmatch(text) else inert(text)


def inert_in_csv(text: str) -> str:
    """Return the text for a cell of a CSV, which can fall apart where somebody reads it wrongly."""
    first, *others = _BREAKS.split(inert(text))
    return first + "".join(
        each if _BREAKS.fullmatch(each) else inert_but_figures(each) for each in others
    )


def _is_like_a_formula(text: str) -> bool:
    """Look past blanks, quotes and what cannot be seen, at the first sign as it is at heart."""
    if text.startswith(_FIRST):
        return True
    if text.startswith(MINUS) and _NUMBER.fullmatch(text):
        return False
    for sign in text:
        if sign not in _QUOTES and unicodedata.category(sign)[0] not in "ZC":
            return unicodedata.normalize("NFKC", sign)[0] in _SIGNS
    return False
