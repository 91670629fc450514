"""Many users at once, out of one light process: each goes on choosing another half-year.

They speak as a browser does and unpack only what a browser needs to send its next request: the
first page, messages of a few bytes, and those large enough for a browser to keep.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from supervision.ui.tour import COOKIE

PAUSES = (2.5, 3.5)
"""Seconds between two choices of one user, three on average; equal steps would never collide."""
_PATIENCE = 120
_SMALL = 300
"""Bytes: what ends a run, changes the address or stands for what a browser kept is smaller."""
_KEPT = 10_000
"""Bytes from which on a browser keeps a message (global.minCachedMessageSize)."""
_RUNS_KEPT = 2
"""For how many runs it does (global.maxCachedMessageAge)."""
_NONE: Mapping[str, str] = {}
_NOT_NEW = {"Cookie": f"{COOKIE}=1"}
"""Who is there every day has put the tour for the first visit aside."""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Place:
    """A page by its name; the path that leads there, or the radio button and its label."""

    name: str
    path: str = ""
    radio: tuple[str, str] | None = None


@dataclass
class Found:
    """What was measured: milliseconds and bytes of each answer by page, seconds of processors."""

    answers: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sizes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    seconds: float = 0
    server_cpu: float = 0
    own_cpu: float = 0


class User:
    """Somebody with one page open."""

    def __init__(self, url: str, place: Place, choices: Mapping[str, str] = _NONE) -> None:
        self._host, self._place = urlsplit(url).netloc, place
        self._states: dict[str, str] = {}
        self._kept: dict[str, int] = {}
        self._runs = 0
        self._hash = self._box = ""
        self._query = urlencode(choices)
        self.options: Sequence[str] = ()
        self.received = self.messages = 0
        """Bytes of the last answer, as they were before they were packed, and its messages."""

    async def come_in(self) -> None:
        """Open the page, and learn from it how a half-year is chosen."""
        elements = await self.look()
        if self._place.radio:
            label, choice = self._place.radio
            self._states[_one(elements, "radio", label).id] = choice
            elements = await self._whole_page()
        box = _one(elements, "selectbox", "Halfjaar")
        self._box, self.options = box.id, tuple(box.options)

    async def look(self) -> list[Any]:
        """Open the page; return its elements."""
        self._socket = await connect(
            f"ws://{self._host}/_stcore/stream",
            origin=f"http://{self._host}",  # type: ignore[arg-type]
            additional_headers=_NOT_NEW,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            proxy=None,
            ping_interval=None,
            open_timeout=_PATIENCE,
        )
        return await self._whole_page()

    async def choose(self, option: str) -> float:
        """Choose a half-year; return the milliseconds until the page says that it is whole."""
        self._states[self._box] = option
        start = time.perf_counter()
        await self._ask()
        while not self._is_end(await self._hear()):
            pass
        return (time.perf_counter() - start) * 1000

    async def leave(self) -> None:
        """Close the page."""
        await self._socket.close()

    async def _whole_page(self) -> list[Any]:
        elements, over = [], False
        await self._ask()
        while not over:
            message = await self._hear()
            found = ForwardMsg.FromString(message)
            kind = found.WhichOneof("type")
            if kind in ("new_session", "navigation"):
                self._hash = getattr(found, kind).page_script_hash
            elif kind == "delta" and found.delta.WhichOneof("type") == "new_element":
                elements.append(found.delta.new_element)
            over = self._is_end(message)
        return elements

    async def _ask(self) -> None:
        """Send what a browser sends: the address as it is, and what was chosen on the page."""
        self._runs += 1
        self._kept = {
            each: run for each, run in self._kept.items() if self._runs - run <= _RUNS_KEPT
        }
        self.received = self.messages = 0
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = self._query
        state.page_script_hash, state.page_name = self._hash, self._place.path
        state.cached_message_hashes.extend(self._kept)
        for id_, value in self._states.items():
            state.widget_states.widgets.add(id=id_, string_value=value)
        await self._socket.send(asked.SerializeToString())

    async def _hear(self) -> bytes:
        async with asyncio.timeout(_PATIENCE):
            message = await self._socket.recv(decode=False)
        self.received += len(message)
        self.messages += 1
        return message

    def _is_end(self, message: bytes) -> bool:
        """Tell whether this ends a run; remembers what a browser would."""
        if _SMALL < len(message) < _KEPT:
            return False
        found = ForwardMsg.FromString(message)
        kind = found.WhichOneof("type")
        if kind == "ref_hash" or len(message) >= _KEPT:
            self._kept[found.ref_hash or found.hash] = self._runs
        elif kind == "page_info_changed":
            self._query = found.page_info_changed.query_string
        elif kind == "script_finished":
            early = found.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            assert early or found.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY, found
            return not early
        return False


def crowd(url: str, pid: int, places: Sequence[Place], users: int, seconds: float) -> Found:
    """Let so many users, evenly over the places, choose half-years for so many seconds.

    `pid` is the process of the server. Users come in one after the other, which is not measured,
    and then each starts at a moment of its own.
    """
    return asyncio.run(_crowd(url, pid, places, users, seconds))


async def _crowd(url: str, pid: int, places: Sequence[Place], users: int, seconds: float) -> Found:
    found = Found()
    there = [User(url, places[number % len(places)]) for number in range(users)]
    for each in there:
        await each.come_in()
    server, own, start = cpu_seconds(pid), time.process_time(), time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number, each in enumerate(there):
            place = places[number % len(places)]
            group.create_task(_work(each, place, Random(number), start + seconds, found))
    found.seconds = time.perf_counter() - start
    found.server_cpu, found.own_cpu = cpu_seconds(pid) - server, time.process_time() - own
    for each in there:
        await each.leave()
    return found


async def _work(user: User, place: Place, chance: Random, end: float, found: Found) -> None:
    """Choose another half-year time after time; the pace does not wait for a slow answer."""
    due, last = time.perf_counter() + chance.uniform(0, sum(PAUSES) / 2), ""
    while due < end:
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        last = chance.choice([each for each in user.options if each != last])
        found.answers[place.name].append(await user.choose(last))
        found.sizes[place.name].append(user.received)
        due = max(due + chance.uniform(*PAUSES), time.perf_counter())


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process and its children have used so far."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(each) for each in after_name[11:15]) / _TICKS


def _one(elements: Sequence[Any], kind: str, label: str) -> Any:
    """The element of a kind with this label."""
    return next(
        found
        for each in elements
        if each.WhichOneof("type") == kind and (found := getattr(each, kind)).label == label
    )
