"""A document as a view model: what is said, in which order; `exports/pdf_file.py` sets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervision.views.map import MapView
from supervision.views.table import Table, Value


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands out: its value as people read it, its name, and a remark below it."""

    value: str
    name: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The map: one layer, `labels` with the figure of each municipality by code, and in words.

    `text` is the alternative for who does not see it, `source` whose boundaries they are.
    """

    view: MapView
    labels: dict[str, str]
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its height in persons, None where unknown, and the figure that stands at it."""

    height: int | None
    label: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars that belong together, one for each series of the chart, and their name."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars in groups. `title` is the message, `series` and `provisional` the words of the legend.

    `text` is the alternative for who does not see it, `notes` stand below it.
    """

    title: str
    series: tuple[str, str, str]
    provisional: str
    groups: tuple[BarGroup, ...]
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document; what it has is drawn in the order of the fields.

    `items` are a list with bullets. `total` is the last row of the table. A table without rows
    is not drawn: `empty` is said instead. `notes` stand below the table. `level` is that of the
    heading, 1 or 2; `fresh` puts the part on a new page.
    """

    title: str
    text: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    picture: Picture | None = None
    chart: Chart | None = None
    table: Table | None = None
    total: tuple[Value, ...] | None = None
    empty: str = ""
    notes: tuple[str, ...] = ()
    level: int = 1
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document that can be handed out.

    `answer` is what the first page says before anything else, `facts` what makes the document
    reproducible. `sample` is said on every page when figures are made up, and is empty when none
    is. `made_on` is the date of the assessment: the same figures always give the same document.
    """

    title: str
    subtitle: str
    language: str
    made_on: date
    sample: str
    answer: tuple[str, ...]
    figures: tuple[Figure, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    file_name: str
