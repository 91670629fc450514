"""What cannot be shown on paper is written by number; all else stays as it is."""

from __future__ import annotations

import pytest

from supervision.exports.legible import legible, without_glyph


@pytest.mark.parametrize(
    "text",
    [
        "Venlo, 's-Gravenvoeren & Bergen (L.)",
        "# $ [ ] < > { } \\ ~ @ _ * ` // /* */",
        "twee\nregels\tmet een tab",
        "áéíóú ĳ ß Ł ő € ≥ − × → “aan”",
        "een\u00a0vast wit",
    ],
)
def test_what_can_be_shown_stays_as_it_is(text: str) -> None:
    assert legible(text) == text
    assert without_glyph(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("bel\x07", "bel[U+0007]"),
        ("nul\x00", "nul[U+0000]"),
        ("een\r\ntwee", "een\ntwee"),
        ("fdp.\u202eexe", "fdp.[U+202E]exe"),
        ("\u2066a\u2069", "[U+2066]a[U+2069]"),
        ("half \ud83d", "half [U+D83D]"),
        ("eigen \ue000", "eigen [U+E000]"),
        ("\ufffe", "[U+FFFE]"),
    ],
)
def test_what_can_never_be_shown_is_written_by_number(text: str, shown: str) -> None:
    assert legible(text) == shown


def test_the_fonts_are_asked_what_they_lack() -> None:
    assert without_glyph("Venlo 😀 漢 é ≥ 👨\u200d👩") == set("😀漢👨👩")
    assert legible("a😀b", "😀") == "a[U+1F600]b"
