"""A part of a page of our own making; what a browser gets of it is in files beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


def component(name: str, file: str) -> Any:
    """Return what draws a component, from `file`.js and, where they are there, .html and .css.

    Its styles are those of the page, so that it follows the theme and prints with it.
    """
    parts = {suffix: _HERE / f"{file}.{suffix}" for suffix in ("html", "css", "js")}
    texts = {
        suffix: path.read_text(encoding="utf-8") for suffix, path in parts.items() if path.exists()
    }
    return st.components.v2.component(name, **texts, isolate_styles=False)
