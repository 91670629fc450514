"""The front end of Streamlit: its files kept in memory, and which of them a page needs at once.

Streamlit reads each of them from disk for every visitor and compresses none. Their names hold
their version, so what was read once is right for as long as the process lives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from gzip import compress
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_ROOT = Path(streamlit.__file__).parent / "static"
_FILES = _ROOT / "static"
_SCRIPTS = _FILES / "js"
_FOR_GOOD = "public, immutable, max-age=31536000"
_COMPRESSED = frozenset({".js", ".css", ".json", ".svg"})
_LEVEL = 6
_WORTH_IT = 1024
"""Bytes below which compressing gains nothing."""
EARLY = (
    *("Html", "PageLink", "Selectbox", "TextInput", "DateInput", "Button", "Metric"),
    *("ButtonGroup", "BidiComponent"),
)
"""The elements of which the start page and the map are made. Streamlit fetches the script of each
only when the first of its kind arrives; a name that a new version no longer has is left out."""
_IMPORTED = re.compile(r"""(?:from|import)\s*[`"']\./([\w.\-]+\.js)[`"']""")


@dataclass(frozen=True, slots=True)
class _File:
    plain: bytes
    compressed: bytes | None
    kind: str
    tag: str


class FrontEnd:
    """Middleware: answers the files of the front end from memory, and passes on all else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._known = {
            f"/{path.relative_to(_ROOT).as_posix()}": path
            for path in _FILES.rglob("*")
            if path.is_file()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is asked for by the name of a file that was there at the start."""
        is_asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        path = self._known.get(scope["path"]) if is_asked else None
        if path is None:
            await self._app(scope, receive, send)
            return
        file = await run_in_threadpool(_read, path)
        await _answer(file, Headers(scope=scope))(scope, receive, send)


@cache
def early_links() -> str:
    """Return the links by which a document asks for the scripts that its elements will need."""
    document = (_ROOT / "index.html").read_text(encoding="utf-8")
    first = [path.name for name in EARLY for path in sorted(_SCRIPTS.glob(f"{name}.*.js"))]
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
        for name in _with_imports(first)
        if name not in document
    )


def _with_imports(names: Iterable[str]) -> Iterator[str]:
    """These scripts and all that they import, each once."""
    waiting, seen = list(names), set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen or not (_SCRIPTS / name).is_file():
            continue
        seen.add(name)
        yield name
        waiting += _IMPORTED.findall((_SCRIPTS / name).read_text(encoding="utf-8"))


@cache
def _read(path: Path) -> _File:
    plain = path.read_bytes()
    is_worth_it = path.suffix in _COMPRESSED and len(plain) >= _WORTH_IT
    return _File(
        plain,
        compress(plain, _LEVEL, mtime=0) if is_worth_it else None,
        guess_type(path.name)[0] or "application/octet-stream",
        f'"{sha256(plain).hexdigest()[:32]}"',
    )


def _answer(file: _File, asked: Headers) -> Response:
    headers = {"cache-control": _FOR_GOOD, "etag": file.tag, "vary": "accept-encoding"}
    if file.compressed is not None and "gzip" in asked.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(file.compressed, headers=headers, media_type=file.kind)
    return Response(file.plain, headers=headers, media_type=file.kind)
