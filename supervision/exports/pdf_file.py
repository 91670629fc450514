"""A document as PDF: tagged (PDF/UA-1) and fit for the archive (PDF/A-2a), set by typst.

typst checks both standards itself and refuses what does not meet them. Everything is handed over
in memory: no file is written, no network and no font of the machine is used.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from supervision.exports.bars_svg import bars_svg
from supervision.exports.legible import legible, without_glyph
from supervision.exports.map_svg import close_up_region, map_svg
from supervision.exports.pdf_data import chart_file, pdf_data
from supervision.views.document import Document
from supervision.words import Words

TEMPLATE = Path(__file__).parent / "document.typ"
STANDARDS = ("a-2a", "ua-1")
_MAP = (228.0, 590.0)
_CLOSE_UP = (225.0, 300.0)
"""Points: the two maps side by side on a page."""


def to_pdf(document: Document, t: Words, boundaries: str) -> bytes:
    """Return the document as PDF; the same document always gives the same bytes.

    `boundaries` is the GeoJSON for its map. A character that no font of ours has is written by
    its number (`[U+1F600]`), so that no text is lost and none is refused.
    """
    data = pdf_data(document, t, boundaries)
    drawings = {**dict(_maps(document, boundaries)), **dict(_charts(document))}
    made_at = datetime.combine(document.made_on, time(), UTC)
    try:
        return _compile(data, drawings, (), made_at)
    except typst.TypstError:
        missing = without_glyph(json.dumps([data, drawings], ensure_ascii=False))
        if not missing:
            raise
        return _compile(data, drawings, missing, made_at)


def _compile(
    data: object, drawings: Mapping[str, str], missing: Collection[str], made_at: datetime
) -> bytes:
    files = {name: legible(text, missing) for name, text in drawings.items()}
    files["data.json"] = json.dumps(_legible(data, missing), ensure_ascii=False)
    sources = {name: text.encode() for name, text in files.items()}
    return typst.compile(  # type: ignore[no-any-return, call-overload]
        {"main.typ": TEMPLATE.read_bytes(), **sources},
        format="pdf",
        pdf_standards=list(STANDARDS),
        ignore_system_fonts=True,
        timestamp=made_at,
    )


def _legible(value: object, missing: Collection[str]) -> object:
    """Every text in the data made fit for a page."""
    if isinstance(value, str):
        return legible(value, missing)
    if isinstance(value, Mapping):
        return {key: _legible(each, missing) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_legible(each, missing) for each in value]
    return value


def _maps(document: Document, boundaries: str) -> Iterator[tuple[str, str]]:
    """The files of the map, where the document has one."""
    for picture in (part.picture for part in document.parts if part.picture):
        view, figures = picture.view, picture.labels
        yield "map.svg", map_svg(view, figures, boundaries, *_MAP)
        region = close_up_region(boundaries)
        if region is not None:
            yield "close-up.svg", map_svg(view, figures, boundaries, *_CLOSE_UP, region)


def _charts(document: Document) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(document.parts):
        if part.chart is not None:
            yield chart_file(number), bars_svg(part.chart)
