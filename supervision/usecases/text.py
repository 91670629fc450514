"""What people must write in words."""

from __future__ import annotations

from supervision.errors import InvalidRequest

MINIMUM = 3
"""Characters: long enough to be a word."""
LONGEST_NAME = 255
"""Characters of a file name; longer ones lose their beginning, not their extension."""


def written(name: str, text: str) -> str:
    """Return the text without white space around; raises InvalidRequest where it is too short."""
    if len(text.strip()) < MINIMUM:
        raise InvalidRequest(name=name, value=text, reason="too_short")
    return text.strip()


def storable(text: str) -> str:
    """Return a file name as any database keeps it: printable and not too long."""
    letters = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(each if each.isprintable() else "?" for each in letters)[-LONGEST_NAME:]
