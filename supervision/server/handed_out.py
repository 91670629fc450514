"""What was handed out to whom: addresses of files, and the buttons that were drawn.

Streamlit serves a download to whoever has its address, and takes an upload for any session. Both
addresses reach a browser by its websocket only, so what passes there is what it may use. The same
holds for buttons: who presses one that was never drawn for them made it up, or took it from the
page of somebody else. Nothing would listen to it; it is noted here, so that it can be kept.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock

MOST_SESSIONS, MOST_ADDRESSES, MOST_WIDGETS = 2000, 500, 1000
"""How many sessions are remembered, and addresses and widgets of each; the oldest go first."""
_FILE = r"/media/[0-9a-f]{32}"
_UPLOAD = r"/_stcore/upload_file/[0-9a-f-]{36}/[0-9a-f-]{36}"
_IN_MESSAGE = re.compile(f"{_FILE}|{_UPLOAD}".encode())
_IN_REQUEST = re.compile(rf"({_FILE})(?:\.\w+)?|({_UPLOAD})")
_WITHIN = ("/media/", "/_stcore/upload_file/")
_ID = re.compile(rb"\$\$ID-[0-9a-f]{32}")
"""Of a widget: the hash of all that it is; what follows in it is the name that our code gave it."""
_BEFORE_ID = b"$$ID-"


def is_bound(path: str) -> bool:
    """Tell whether an address is of the kind that belongs to one session."""
    return any(each in path for each in _WITHIN)


class HandedOut:
    """Remembers for each session the addresses and the widgets that its websockets carried."""

    def __init__(self) -> None:
        self._addresses, self._widgets = _Memory(MOST_ADDRESSES), _Memory(MOST_WIDGETS)

    def note(self, session: str, message: bytes) -> None:
        """Remember the addresses and the widgets in a message to a browser."""
        if any(each.encode() in message for each in _WITHIN):
            self._addresses.keep(session, _IN_MESSAGE.findall(message))
        if _BEFORE_ID in message:
            self._widgets.keep(session, _ID.findall(message))

    def permits(self, session: str, path: str) -> bool:
        """Tell whether a session was given this address; an odd one was given to nobody."""
        found = _IN_REQUEST.fullmatch(path)
        return found is not None and self._addresses.has(session, found[1] or found[2])

    def drew(self, session: str, widgets: Iterable[str]) -> bool:
        """Tell whether all of these widgets were drawn for a session."""
        ids = [_ID.match(each.encode()) for each in widgets]
        return all(found and self._widgets.has(session, found[0].decode()) for found in ids)


class _Memory:
    """What each session was given, up to so much of each."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._sessions: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def keep(self, session: str, given: Iterable[bytes]) -> None:
        with self._lock:
            own = self._sessions.setdefault(session, OrderedDict())
            self._sessions.move_to_end(session)
            for each in given:
                own[each.decode()] = None
                own.move_to_end(each.decode())
            while len(own) > self._most:
                own.popitem(last=False)
            while len(self._sessions) > MOST_SESSIONS:
                self._sessions.popitem(last=False)

    def has(self, session: str, what: str) -> bool:
        with self._lock:
            return what in self._sessions.get(session, ())
