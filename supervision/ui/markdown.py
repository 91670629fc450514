"""Text from files and persons in Markdown: shown as it is, never as a link, a formula or colour."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_\[\]#|<>~$:])")


def literal(text: object) -> str:
    """Return the text with every sign escaped that Markdown or Streamlit would take for its own."""
    return _SPECIAL.sub(r"\\\1", str(text))
