"""A download outlasts the pages that others draw before the browser comes for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from supervision.server.lasting import LASTS_SECONDS, keep_downloads

CONTENT = b"Gemeentecode;Gemeente\n"


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> MediaFileManager:
    """What keeps the files of a server, as the first thread of a session sees it."""
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: "one")
    return MediaFileManager(MemoryMediaFileStorage("/media"))


def pressed(manager: MediaFileManager, content: bytes = CONTENT) -> str:
    """Press a download button; return where the browser has to come for the file."""
    button = manager.add_deferred(lambda: content, "text/csv", "0.1", "lijst.csv")
    return manager.execute_deferred(button)


def others_draw(manager: MediaFileManager, pages: int) -> None:
    for _ in range(pages):
        manager.remove_orphaned_files()


def is_there(manager: MediaFileManager, url: str) -> bool:
    try:
        return manager._storage.get_file(Path(url).name).content == CONTENT
    except MediaFileStorageError:
        return False


def test_by_itself_streamlit_drops_a_download_before_its_browser_comes(
    manager: MediaFileManager,
) -> None:
    """Once this fails, `server/lasting.py` is no longer needed."""
    url = pressed(manager)
    others_draw(manager, 2)
    assert not is_there(manager, url)


def test_a_download_lasts_a_minute_whatever_others_do(
    manager: MediaFileManager, clock: Clock
) -> None:
    keep_downloads(manager, clock)
    url = pressed(manager)
    others_draw(manager, 50)
    clock.at = LASTS_SECONDS - 1
    others_draw(manager, 50)
    assert is_there(manager, url)


def test_after_that_it_goes_with_the_next_one(manager: MediaFileManager, clock: Clock) -> None:
    keep_downloads(manager, clock)
    url = pressed(manager)
    others_draw(manager, 2)
    clock.at = LASTS_SECONDS + 1
    pressed(manager, b"another")
    others_draw(manager, 2)
    assert not is_there(manager, url)


def test_what_was_made_again_meanwhile_stays(manager: MediaFileManager, clock: Clock) -> None:
    keep_downloads(manager, clock)
    pressed(manager)
    others_draw(manager, 2)
    clock.at = LASTS_SECONDS - 1
    url = pressed(manager)
    clock.at = LASTS_SECONDS + 1
    pressed(manager, b"another")
    others_draw(manager, 2)
    assert is_there(manager, url)
