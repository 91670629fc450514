"""Downloads that wait for their browser, however many others draw a page meanwhile.

Streamlit makes a file when its button is pressed, and drops it as soon as scripts have ended
twice, whosever they are: with a few dozen users that is before the browser comes for it, and the
download fails. So a file that is dropped stays for a while longer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic

from streamlit.runtime.media_file_manager import MediaFileManager

LASTS_SECONDS = 60


def keep_downloads(manager: MediaFileManager, clock: Callable[[], float] = monotonic) -> None:
    """Make a manager of files forget what it drops a minute later than it would.

    It drops while it holds its own lock, so no two threads come here at once. What was made again
    in the meantime, byte for byte the same, is left to be dropped again.
    """
    storage = manager._storage
    delete = storage.delete_file
    due: deque[tuple[float, str]] = deque()

    def delete_later(file_id: str) -> None:
        now = clock()
        due.append((now + LASTS_SECONDS, file_id))
        while due[0][0] <= now:
            _, old = due.popleft()
            if old not in manager._file_metadata:
                delete(old)

    storage.delete_file = delete_later  # type: ignore[method-assign]
