"""A store with a text in it, in every place that a file or a person can fill, which tries all that
a page could be made to do: run, load, link, colour, draw, calculate.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.halfyear import HalfYear
from supervision.errors import Refused
from supervision.storage.database import database
from supervision.usecases import (
    clock,
    decisions,
    drafts,
    excuses,
    imports,
    notes,
    statements,
    swaps,
)
from supervision.usecases.setup import request_for

MARK = "KWAAD"
TEXT = (
    f"{MARK} <script>window.__taken=1</script><img src=x onerror=window.__taken=1>"
    "<svg onload=window.__taken=1><style>*{color:red}</style>"
    ' <a href="http://buiten.example">weg</a> [weg](http://buiten.example/k)'
    " ![beeld](http://buiten.example/p.png) <http://buiten.example/h> http://buiten.example/a"
    " www.buiten.example iemand@buiten.example javascript:alert(1)"
    " **vet** __vet__ *schuin* `code` ~~weg~~ $x^2$ $$y$$ :red[rood] :blue-background[b]"
    " :material/home: :smile: :streamlit: -> <- <= >= -- &lt;b&gt; &amp; {{ 7*7 }} {% x %}"
    " | a | b | \\(z\\) %s {0} \u202egnp.exe\u202c \u200fabc 'x' \"y\" einde"
)
STARTS = (
    "# kop",
    "- punt",
    "1. een",
    "> citaat",
    "    code",
    "===",
    "---",
    "```",
    "|a|b|",
    "+ plus",
)
"""What has a meaning where a line begins."""
LINES = "\n".join([f"{MARK} regels", *STARTS, TEXT])
FILE = (
    f"{MARK} <img src=x onerror=window.__taken=1> [weg](http:buiten.example) **vet** $x^2$"
    " :red[rood] :material_home: :smile: www.buiten.example a@buiten.example &lt;b&gt; `c`"
)
"""A name that a file can have."""
VENLO, KERKRADE, ROERMOND = "GM0983", "GM0928", "GM0957"


def bare(text: str) -> str:
    """The text without what has no width: so a page can be compared with it."""
    return re.sub(r"[\s\u00a0\u2060\u200b]", "", text)


def poison(path: Path) -> None:
    """Put the text into the store."""
    store, today = database(f"sqlite:///{path}"), clock.today()
    somebody = Actor(TEXT, Role.SUPERVISOR, "192.0.2.1")
    for code in (VENLO, KERKRADE):
        notes.write_note(store, somebody, code, TEXT)
        notes.write_note(store, somebody, code, LINES)
        found = Excuse(Cause.OTHER, today, today + timedelta(days=30))
        number = excuses.excuse(store, somebody, code, found, TEXT)
        excuses.withdraw_excuse(store, somebody, number, TEXT)
        excuses.excuse(store, somebody, code, found, TEXT)
        statements.state_opening(store, somebody, code, HalfYear(2019, 1), 3, TEXT)
    decisions.decide(store, somebody, VENLO, Intent(1, today, LINES, deviation=TEXT))
    decisions.decide(store, somebody, KERKRADE, Intent(4, today, LINES, deviation=TEXT))
    number, _ = decisions.decide(store, somebody, ROERMOND, Intent(4, today, TEXT, deviation=TEXT))
    decisions.reject(store, Actor(f"{TEXT} 2", Role.SUPERVISOR), number, TEXT)
    running = HalfYear.running_on(today)
    number = swaps.record_swap(store, somebody, running, VENLO, KERKRADE, 1, today)
    swaps.withdraw_swap(store, somebody, number, TEXT)
    with pytest.raises(Refused):
        notes.write_note(store, Actor(TEXT, Role.VIEWER), VENLO, TEXT)
    _deliver(path, somebody)


def _deliver(path: Path, somebody: Actor) -> None:
    """Files with the text as their name, their headings, their municipalities and their figures."""
    store, today = database(f"sqlite:///{path}"), clock.today()
    running, first = HalfYear.running_on(today), today.replace(day=1)
    quoted = '"' + TEXT.replace('"', '""') + '"'
    name = f"{FILE} realisatie {running} stand per {first}.csv"
    good = f"Gemeentecode;Gerealiseerd;{quoted}\n{VENLO};50;{quoted}\n"
    for _ in range(2):
        check, batch = imports.import_file(store, somebody, good.encode(), request_for(name))
        assert batch is not None, check.reading.problems
    imports.withdraw(store, somebody, batch, TEXT)
    wrong = f"{quoted}\nGemeente;Gerealiseerd;{quoted}\n{quoted};{quoted};1\nVenlo;twaalf;2\n"
    drafts.keep(store, somebody, name, wrong.encode())
