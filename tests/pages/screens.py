"""Open a page as a visitor does, and read what stands on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from streamlit.testing.v1 import AppTest

from supervision.config import ROOT
from supervision.domain.halfyear import HalfYear
from supervision.storage.database import database
from supervision.usecases import assessing, clock
from supervision.views.snapshot import Snapshot
from supervision.words import words

START, MAP, MUNICIPALITY = "app.py", "pages/kaart.py", "pages/gemeente.py"
REGION = "pages/regio.py"
ESCALATION, IMPORTING, RULES = "pages/escalatie.py", "pages/inlezen.py", "pages/kader.py"
RECORD = "pages/logboek.py"
ADMINISTRATION = "pages/beheer.py"
TITLES = {
    START: ("Overzicht", "Overview"),
    MAP: ("Kaart", "Map"),
    MUNICIPALITY: ("Gemeente", "Municipality"),
    REGION: ("Regio", "Region"),
    ESCALATION: ("Escalatie", "Escalation"),
    IMPORTING: ("Inlezen", "Import files"),
    RULES: ("Kader", "Rules"),
    RECORD: ("Logboek", "Audit trail"),
    ADMINISTRATION: ("Beheer", "Administration"),
}
SCREENS = tuple(TITLES)
WITH_FIGURES = (START, MAP, MUNICIPALITY, REGION, ESCALATION)
NL = words("nl")
HELP = NL("How does this work?")
"""The panel that every page has."""
VENLO, KERKRADE = "GM0983", "GM0928"


@dataclass(frozen=True)
class Grid:
    """A table as it stands on the page."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, heading: str) -> list[str]:
        return [row[self.headings.index(heading)] for row in self.rows]


def open_screen(screen: str, **choices: str) -> AppTest:
    """Open a page with these choices in its address."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    if screen != START:
        at.switch_page(screen)
    for name, value in choices.items():
        at.query_params[name] = value
    return at.run()


def grids(at: AppTest) -> dict[str, Grid]:
    """The tables on the page by title."""
    found = {}
    for each in at.get("html"):
        body = each.proto.body  # type: ignore[attr-defined]
        if body.startswith('<div class="table-frame'):
            frame = ET.fromstring(body)
            headings = tuple("".join(cell.itertext()) for cell in frame.iter("th"))
            rows = tuple(
                tuple("".join(cell.itertext()) for cell in row)
                for row in frame.findall("table/tbody/tr")
            )
            found[frame.get("aria-label") or ""] = Grid(headings, rows)
    return found


def metrics(at: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in at.metric}


def links(at: AppTest) -> list[tuple[str, str, str]]:
    """Label, page and query of the links on the page itself, the menu left out."""
    return [
        (each.proto.label, each.proto.page, each.proto.query_string)  # type: ignore[attr-defined]
        for each in at.main.get("page_link")
    ]


def chosen(at: AppTest, name: str) -> str | None:
    """What the address says of a choice."""
    found = at.query_params.get(name)
    return found[0] if isinstance(found, list) else found


def figure(at: AppTest, index: int = 0) -> dict[str, Any]:
    """The specification of a chart."""
    return json.loads(at.get("plotly_chart")[index].proto.spec)  # type: ignore[attr-defined]


def texts(at: AppTest) -> set[str]:
    """Every text on the page: what a reader finds in any place of it."""
    return {text.strip() for text in _texts(at) if text and text.strip()}


def _texts(at: AppTest) -> Iterator[str]:
    for kind in ("title", "header", "subheader", "markdown", "caption"):
        yield from (each.value for each in at.get(kind))  # type: ignore[attr-defined]
    for kind in ("warning", "info", "error", "success"):
        yield from (each.value for each in at.get(kind))  # type: ignore[attr-defined]
    for kind in (
        "selectbox",
        "text_input",
        "number_input",
        "file_uploader",
        "button",
        "date_input",
    ):
        for each in at.get(kind):
            yield each.label  # type: ignore[attr-defined]
            yield getattr(each.proto, "placeholder", "")  # type: ignore[attr-defined]
    for each in at.get("metric"):
        yield each.label  # type: ignore[attr-defined]
        yield each.value  # type: ignore[attr-defined]
        yield each.proto.help  # type: ignore[attr-defined]
    for kind in ("expander", "page_link", "download_button"):
        yield from (each.proto.label for each in at.get(kind))  # type: ignore[attr-defined]
    for box in [*at.selectbox, *at.get("button_group")]:
        yield from box.options  # type: ignore[attr-defined]
    for each in at.get("html"):
        if each.proto.body.startswith("<section"):  # type: ignore[attr-defined]
            yield from ET.fromstring(each.proto.body).itertext()  # type: ignore[attr-defined]
    for title, grid in grids(at).items():
        yield title
        yield from grid.headings
        for row in grid.rows:
            yield from row


def assessed(url: str, half_year: str) -> Snapshot:
    """What the use case gives for a half-year: the measure of every screen."""
    on = assessing.assessment_date(HalfYear.parse(half_year), clock.today())
    return assessing.snapshot(database(url), on)
