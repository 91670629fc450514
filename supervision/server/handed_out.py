"""Which addresses of files were handed to whom: a file is for the session that it was made for.

Streamlit serves a download to whoever has its address, and takes an upload for any session. Both
addresses reach a browser by its websocket only, so what passes there is what it may use.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from threading import Lock

MOST_SESSIONS, MOST_ADDRESSES = 2000, 500
"""How many sessions are remembered, and addresses of each; the oldest go first."""
_FILE = r"/media/[0-9a-f]{32}"
_UPLOAD = r"/_stcore/upload_file/[0-9a-f-]{36}/[0-9a-f-]{36}"
_IN_MESSAGE = re.compile(f"{_FILE}|{_UPLOAD}".encode())
_IN_REQUEST = re.compile(rf"({_FILE})(?:\.\w+)?|({_UPLOAD})")
_WITHIN = ("/media/", "/_stcore/upload_file/")


def is_bound(path: str) -> bool:
    """Tell whether an address is of the kind that belongs to one session."""
    return any(each in path for each in _WITHIN)


class HandedOut:
    """Remembers for each session the addresses that its websockets carried."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sessions: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def note(self, session: str, message: bytes) -> None:
        """Remember the addresses in a message to a browser."""
        if not any(each.encode() in message for each in _WITHIN):
            return
        with self._lock:
            addresses = self._sessions.setdefault(session, OrderedDict())
            self._sessions.move_to_end(session)
            for found in _IN_MESSAGE.findall(message):
                addresses[found.decode()] = None
                addresses.move_to_end(found.decode())
            while len(addresses) > MOST_ADDRESSES:
                addresses.popitem(last=False)
            while len(self._sessions) > MOST_SESSIONS:
                self._sessions.popitem(last=False)

    def permits(self, session: str, path: str) -> bool:
        """Tell whether a session was given this address; an odd one was given to nobody."""
        found = _IN_REQUEST.fullmatch(path)
        if found is None:
            return False
        with self._lock:
            return (found[1] or found[2]) in self._sessions.get(session, ())
