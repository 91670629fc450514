"""Text from files and persons in Markdown: shown as it is, never as a link, a formula or colour."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*_\[\]#|<>~$:&]|^[-+=]", re.MULTILINE)
"""What has a meaning anywhere, or where a line begins; a backslash takes it away."""
_NUMBERED = re.compile(r"^(\d+)([.)])", re.MULTILINE)
_JOINER = "\N{WORD JOINER}"
_FOUND_LATER = re.compile(
    r"(?i)(?<=http)(?=s?://)|(?<=https)(?=://)|(?<=www)(?=\.)"  # addresses
    r"|(?<=[\w.+-])(?=@)"  # mail
    r"|(?<=:)(?=[\w+/-]+:)"  # icons and emoji
    r"|(?<=[<~>-])(?=[->=]+(?:\s|$))"  # arrows and other signs made of several
)
"""Where Streamlit looks for more in the finished text, backslash or not: there it is divided."""
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def literal(text: object) -> str:
    """Return the text for Markdown, with every sign shown as it was written.

    What cannot be escaped is divided by something that has no width. Lines stay lines.
    """
    divided = _FOUND_LATER.sub(_JOINER, str(text))
    escaped = _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", divided))
    indented = _INDENT.sub(lambda blank: "\N{NO-BREAK SPACE}" * len(blank[0]), escaped)
    lines = indented.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\\n".join(each or "\N{NO-BREAK SPACE}" for each in lines) if text else ""
