"""How wide the columns of a table on paper are: each what its words need, and then by content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from supervision.views.table import TEXTS, ColumnKind

PAGE = 482.0
"""Points across the text of an A4 page."""
_CHARACTER = 3.9
"""Points of an average letter in a table; those of headings are bold."""
_BOLD = 4.6
_PADDING = 12.0
_SYLLABLES = 7
"""Characters of a heading that stay together; in a longer word it may be hyphenated."""
_LONGEST_WORD, _LONGEST_IN_PROSE = 24, 12
"""Characters; a longer word is broken, in prose at a syllable."""
_BREAKS = {True: re.compile(r"\s|(?<=[_./@:;,=-])"), False: re.compile(" ")}
"""Where a line may break: text also after a sign, numbers and dates only at a space."""
_WIDEST = 260.0
"""Points: longer lines are hard to read."""
_FOR_A_HEADING = 0.2
"""What a wider column of numbers is worth, against one of text."""


def column_widths(
    kinds: Sequence[ColumnKind], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[float]:
    """Return the width of each column in points; together they are the page.

    As a browser does: first what the longest word of each takes, or the longest name where there
    is room, then what is left by how much wider each would like to be; what still is left goes to
    the prose. `rows` are the texts as they are shown.
    """
    columns = [[row[index] for row in rows] for index in range(len(kinds))]
    needed = [
        _PADDING + max(_heading(heading), _CHARACTER * _longest_word(kind, column))
        for kind, heading, column in zip(kinds, headings, columns, strict=True)
    ]
    liked = [
        max(least, _liked(kind, heading, column))
        for kind, heading, least, column in zip(kinds, headings, needed, columns, strict=True)
    ]
    whole = [
        most if kind is ColumnKind.NAME else least
        for kind, least, most in zip(kinds, needed, liked, strict=True)
    ]
    if sum(whole) <= PAGE:
        needed = whole
    left = PAGE - sum(needed)
    if left >= sum(liked) - sum(needed):
        flows = [kind is ColumnKind.PROSE for kind in kinds]
        takers = flows if any(flows) else [True] * len(flows)
        more = (PAGE - sum(liked)) / sum(takers)
        return [width + more * takes for width, takes in zip(liked, takers, strict=True)]
    if left <= 0:
        return [width * PAGE / sum(needed) for width in needed]
    wishes = [
        (most - least) * (1 if kind in TEXTS else _FOR_A_HEADING)
        for kind, least, most in zip(kinds, needed, liked, strict=True)
    ]
    return [least + wish * left / sum(wishes) for least, wish in zip(needed, wishes, strict=True)]


def _heading(heading: str) -> float:
    return _BOLD * max((_letters(word[:_SYLLABLES]) for word in heading.split()), default=0)


def _letters(word: str) -> float:
    """How many average letters a word is as wide as."""
    return len(word) + 0.5 * sum(letter in "mwMW" or letter.isupper() for letter in word)


def _liked(kind: ColumnKind, heading: str, column: Sequence[str]) -> float:
    """One line for a name or number below a heading of two lines; prose by its average text."""
    longest = _PADDING + _CHARACTER * max(map(len, column), default=0)
    if kind not in TEXTS:
        return max(longest, _PADDING + _BOLD * (len(heading) / 2 + 2))
    average = 1.5 * _CHARACTER * sum(map(len, column)) / max(len(column), 1)
    return min(longest, _WIDEST if kind is ColumnKind.NAME else max(average, _WIDEST / 4), _WIDEST)


def _longest_word(kind: ColumnKind, texts: Iterable[str]) -> int:
    words = (len(word) for text in texts for word in _BREAKS[kind in TEXTS].split(text))
    most = _LONGEST_IN_PROSE if kind is ColumnKind.PROSE else _LONGEST_WORD
    return min(max(words, default=0), most)
