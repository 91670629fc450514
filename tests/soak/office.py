"""An office at work on one server: people who look, import, decide, take files along, back up."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.halfyear import HalfYear
from supervision.errors import Overtaken, Refused
from supervision.reference import register
from supervision.storage.database import Database
from supervision.usecases import clock, decisions, imports, notes, recovery
from supervision.words import words
from supervision.words.errors import message
from tests.soak.visitor import Page, Visitor

LOOKERS = 6
LONGEST_VISIT = 12
"""Pages: then somebody else comes, and a session is over."""
PAGES = ("", "kaart", "gemeente", "regio", "escalatie", "kader", "logboek", "inlezen")
HALF_YEARS = ("2024-2", "2025-1", "2025-2", "2026-1", "2026-2")
WHY = {"rationale": "Op grond van de cijfers van dit halfjaar.", "deviation": "zie het dossier"}
_OVERTAKEN = message(Overtaken(), words("nl"))
ANNA, BRAM = Actor("anna", Role.LOCAL), Actor("bram", Role.LOCAL)


class Office:
    """Keeps count of what was done, how long each took in seconds, and what went wrong."""

    def __init__(self, url: str, store: Database, folder: Path, seed: str) -> None:
        self._url, self._store, self._folder, self._seed = url, store, folder, seed
        self._over = threading.Event()
        self._lock = threading.Lock()
        self.done: Counter[str] = Counter()
        self.took: Mapping[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []

    def work(self, seconds: float) -> None:
        """Let everybody work for so many seconds."""
        jobs: list[tuple[str, Callable[[Random], None], float]] = [
            *((f"looker {number}", self._visit, 0) for number in range(LOOKERS)),
            ("importer", self._import_on_screen, 20),
            ("decider", self._decide, 10),
            ("backups", self._back_up, 30),
        ]
        threads = [threading.Thread(target=self._keep_at_it, args=job) for job in jobs]
        for each in threads:
            each.start()
        self._over.wait(seconds)
        self._over.set()
        for each in threads:
            each.join()

    def _keep_at_it(self, name: str, job: Callable[[Random], None], pause: float) -> None:
        chance = Random(f"{self._seed}-{name}")
        while not self._over.wait(chance.uniform(0.5, 1.5) * pause):
            try:
                job(chance)
            except Refused as refused:
                self._count(f"refused: {type(refused).__name__}")
            except Exception as error:  # whatever it is, it is what we look for
                self._fault(f"{name}: {type(error).__name__}: {error}")
                time.sleep(1)

    # --- on screen ----------------------------------------------------------------------------

    def _visit(self, chance: Random) -> None:
        """Come in, look at some pages, take a file along at times, and leave."""
        with Visitor(self._url) as visitor:
            for _ in range(chance.randint(1, LONGEST_VISIT)):
                place, choices = _somewhere(chance)
                with self._timed("page"):
                    page = visitor.open(place, choices)
                self._look_at(page, f"/{place} {choices}")
                buttons = [each for each in page.named("download_button") if not each.disabled]
                if buttons and chance.random() < 0.2:
                    self._take_along(visitor, chance.choice(buttons))
                if self._over.wait(chance.uniform(0.1, 0.8)):
                    return

    def _take_along(self, visitor: Visitor, button: Any) -> None:
        with self._timed("download"):
            status, content = visitor.download(button)
        if status != 200 or not content:
            self._fault(f"{button.label}: {status} {content[:200]!r}")

    def _import_on_screen(self, chance: Random) -> None:
        """Deliver a file, look at what it says, and confirm."""
        name, content = _delivery(chance)
        with Visitor(self._url) as visitor, self._timed("import on screen"):
            page = visitor.open("inlezen", {})
            page = visitor.deliver(next(page.named("file_uploader")), name, content)
            self._look_at(page, name)
            for each in page.named("checkbox"):
                page = visitor.tick(each)
            button = next(page.named("button", "Inlezen bevestigen"))
            page = visitor.press(button)
            if page.faults == [_OVERTAKEN]:
                self._count("told that somebody else was first")
                return
            self._look_at(page, f"{name} confirmed")
            if not list(page.named("alert")):
                self._fault(f"{name}: nothing was said of it")

    def _look_at(self, page: Page, about: str) -> None:
        for fault in page.faults:
            self._fault(f"{about}: {fault}")

    # --- beside the server, as the command line does -------------------------------------------

    def _decide(self, chance: Random) -> None:
        code = chance.choice(_codes())
        what = chance.choice(("decide", "decide", "confirm", "note", "withdraw"))
        self._count(what)
        if what == "decide":
            step = chance.choice((0, 1, 2, 3, 4))
            decisions.decide(self._store, ANNA, code, Intent(step, clock.today(), **WHY))
        elif what == "confirm":
            waits = [each for each in decisions.recorded(self._store) if each.waits]
            if waits:
                decisions.confirm(self._store, BRAM, chance.choice(waits).decision.number)
        elif what == "note":
            notes.write_note(self._store, ANNA, code, "Gebeld met de wethouder.")
        else:
            own = [each for each in imports.history(self._store) if not each.sample]
            if own:
                imports.withdraw(self._store, ANNA, chance.choice(own).id, "toch niet goed")

    def _back_up(self, _: Random) -> None:
        path = self._folder / "backup.zip"
        with self._timed("backup"):
            recovery.back_up(self._store, ANNA, path, force=True)
        recovery.examine(path)

    # --- counting -----------------------------------------------------------------------------

    @contextmanager
    def _timed(self, what: str) -> Iterator[None]:
        start = time.monotonic()
        yield
        with self._lock:
            self.took[what].append(time.monotonic() - start)

    def _count(self, what: str) -> None:
        with self._lock:
            self.done[what] += 1

    def _fault(self, text: str) -> None:
        with self._lock:
            self.faults.append(text)


def _somewhere(chance: Random) -> tuple[str, dict[str, str]]:
    choices = {}
    if chance.random() < 0.6:
        choices["gemeente"] = chance.choice(_codes())
    if chance.random() < 0.5:
        choices["halfjaar"] = chance.choice(HALF_YEARS)
    if chance.random() < 0.1:
        choices["taal"] = "en"
    return chance.choice(PAGES), choices


def _delivery(chance: Random) -> tuple[str, bytes]:
    """A report of 1 November for some municipalities, that differs from the one before."""
    names = {each.code: each.name for each in register().municipalities}
    rows = [
        f"{code};{names[code]};{chance.randint(0, 60)}"
        for code in chance.sample(_codes(), chance.randint(1, 31))
    ]
    day = chance.choice((date(2026, 10, 1), date(2026, 11, 1)))
    text = "\n".join(["Gemeentecode;Gemeente;Gerealiseerd", *rows, ""])
    return f"realisatie_{day}.csv", text.encode()


def _codes() -> list[str]:
    return [each.code for each in register().in_half_year(HalfYear(2026, 2))]
