"""Two people who do something at the same moment, in threads or in processes of their own.

The door is kept shut until both stand before it, so both have seen the same figures; then one
enters after the other.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from supervision.domain.actor import Actor, Role
from supervision.domain.deciding import Intent
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.halfyear import HalfYear
from supervision.errors import SupervisionError
from supervision.storage.database import Database, database
from supervision.usecases import clock, decisions, drafts, excuses, imports, setup, swaps
from tests.storage.office import HORST, VENLO

ANNA, BRAM, CARLA = (Actor(name, Role.LOCAL) for name in ("anna", "bram", "carla"))
DAY = date(2025, 8, 1)
WHY = {"rationale": "Geen van de afspraken is nagekomen.", "deviation": "zie het dossier"}
AT_THE_DOOR = 0.25
"""Seconds in which both come as far as the door."""
PATIENCE = 30

Deed = Callable[[Database, str, int], object]
"""What somebody does: on a store, by name, having seen a revision."""

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.usecases.racing"])


def figures(persons: int, as_of: str = "2025-07-01") -> tuple[bytes, Any]:
    """A file with the realisation of two municipalities, and the request to read it."""
    text = (
        "Gemeentecode;Gemeente;Gerealiseerd\n"
        f"{HORST};Horst aan de Maas;{persons}\n{VENLO};Venlo;{persons}\n"
    )
    return text.encode(), setup.request_for(f"realisatie_{as_of}.csv")


def prepare(store: Database) -> None:
    """Figures, a draft of a decision (1), an excuse, a swap and an upload that wait."""
    letter = f"Gemeentecode;Gemeente;Taakstelling\n{HORST};Horst aan de Maas;40\n{VENLO};Venlo;90\n"
    request = setup.request_for("taakstelling_2025-1.csv")
    imports.import_file(store, ANNA, letter.encode(), request)
    imports.import_file(store, ANNA, *figures(10))
    decisions.decide(store, ANNA, VENLO, Intent(4, DAY, **WHY))
    excuses.excuse(store, ANNA, HORST, Excuse(Cause.OTHER, DAY, DAY), "a letter")
    swaps.record_swap(store, ANNA, HalfYear(2025, 1), VENLO, HORST, 1, date(2025, 3, 1))
    drafts.keep(store, ANNA, "realisatie_2025-07-01.csv", figures(99)[0])


# --- deeds ------------------------------------------------------------------------------------


def _import(store: Database, who: str, seen: int) -> object:
    return imports.import_file(store, _person(who), *figures(11 + len(who)), seen=seen)


def _accept(store: Database, who: str, seen: int) -> object:
    data, request = figures(99)
    return imports.import_file(store, _person(who), data, request, draft=1)


def _decide(store: Database, who: str, seen: int) -> object:
    return decisions.decide(store, _person(who), HORST, Intent(1, DAY, **WHY), seen=seen)


def _prepare(store: Database, who: str, seen: int) -> object:
    return decisions.decide(store, _person(who), HORST, Intent(4, DAY, **WHY))


def _confirm(store: Database, who: str, seen: int) -> object:
    return decisions.confirm(store, _person(who), 1)


def _reject(store: Database, who: str, seen: int) -> object:
    return decisions.reject(store, _person(who), 1, "not now")


def _withdraw(store: Database, who: str, seen: int) -> object:
    return imports.withdraw(store, _person(who), 2, "wrong file")


def _withdraw_excuse(store: Database, who: str, seen: int) -> object:
    return excuses.withdraw_excuse(store, _person(who), 1, "a mistake")


def _withdraw_swap(store: Database, who: str, seen: int) -> object:
    return swaps.withdraw_swap(store, _person(who), 1, "not agreed")


def _all_housed(store: Database, who: str, seen: int) -> object:
    return imports.import_file(store, _person(who), *figures(500, "2025-08-01"))


DEEDS: dict[str, Deed] = {
    "import": _import,
    "accept the upload": _accept,
    "decide": _decide,
    "prepare step 4": _prepare,
    "confirm": _confirm,
    "reject": _reject,
    "withdraw the import": _withdraw,
    "withdraw the excuse": _withdraw_excuse,
    "withdraw the swap": _withdraw_swap,
    "import that all are housed": _all_housed,
}


def _person(name: str) -> Actor:
    return Actor(name, Role.LOCAL)


def outcome(store: Database, deed: str, who: str, seen: int) -> str:
    """Do it, and return `done` or the name of the error by which it was refused."""
    try:
        DEEDS[deed](store, who, seen)
    except SupervisionError as error:
        return type(error).__name__
    return "done"


# --- at once ----------------------------------------------------------------------------------


def in_threads(url: str, *deeds: str) -> list[str]:
    """Let each deed be done in a thread, with connections of its own."""
    store, told = database(url), dict[int, str]()
    others = [database.__wrapped__(url) for _ in deeds]

    def work(number: int, seen: int) -> None:
        told[number] = outcome(others[number], deeds[number], _NAMES[number], seen)

    seen = store.revision()
    threads = [threading.Thread(target=work, args=(n, seen)) for n in range(len(deeds))]
    with store.write(CARLA, clock.now(), "note", moves_figures=False):
        for each in threads:
            each.start()
        time.sleep(AT_THE_DOOR)
    for each in threads:
        each.join(PATIENCE)
    for each in others:
        each.engine.dispose()
    return [told[number] for number in range(len(deeds))]


def in_processes(url: str, *deeds: str) -> list[str]:
    """Let each deed be done in a process."""
    store = database(url)
    seen, pipes, processes = store.revision(), [], []
    with store.write(CARLA, clock.now(), "note", moves_figures=False):
        for number, deed in enumerate(deeds):
            here, there = _CONTEXT.Pipe()
            arguments = (url, deed, _NAMES[number], seen, there)
            processes.append(_CONTEXT.Process(target=_alone, args=arguments))
            processes[-1].start()
            pipes.append(here)
        for each in pipes:
            assert each.poll(PATIENCE)
            assert each.recv() == "ready"
        for each in pipes:
            each.send("go")
        time.sleep(AT_THE_DOOR)
    told = []
    for pipe, process in zip(pipes, processes, strict=True):
        assert pipe.poll(PATIENCE)
        told.append(pipe.recv())
        process.join()
        process.close()
        pipe.close()
    return told


_NAMES = ("bram", "carla")


def _alone(url: str, deed: str, who: str, seen: int, pipe: Any) -> None:
    store = database(url)
    store.revision()
    pipe.send("ready")
    pipe.recv()
    pipe.send(outcome(store, deed, who, seen))
    store.engine.dispose()
