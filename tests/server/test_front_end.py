"""The front end from memory: the same bytes as on disk, compressed for who takes it so."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
import streamlit

from supervision.server import front_end
from supervision.server.front_end import FrontEnd, early_links
from tests.server.asgi import Answer, Inside, ask

FOLDER = Path(streamlit.__file__).parent / "static" / "static"
SCRIPT = next((FOLDER / "js").glob("Metric.*.js"))
FONT = next((FOLDER / "media").glob("*.woff2"))


def asked(path: str, inside: Inside | None = None, method: str = "GET", **headers: str) -> Answer:
    return ask(FrontEnd(inside or Inside()), path, method=method, **headers)


def test_a_script_is_the_file_and_kept_for_good() -> None:
    answer = asked(f"/static/js/{SCRIPT.name}")
    assert (answer.status, answer.text) == (200, SCRIPT.read_text(encoding="utf-8"))
    assert answer.header("content-type").startswith("text/javascript")
    assert "immutable" in answer.header("cache-control")
    assert answer.header("vary") == "accept-encoding"


def test_who_takes_it_compressed_gets_less_and_finds_the_same() -> None:
    answer = asked(f"/static/js/{SCRIPT.name}", accept_encoding="gzip, br")
    body = b"".join(each.get("body", b"") for each in answer.messages[1:])
    assert answer.header("content-encoding") == "gzip"
    assert len(body) < SCRIPT.stat().st_size / 2
    assert gzip.decompress(body) == SCRIPT.read_bytes()
    assert answer.header("content-length") == str(len(body))


def test_a_font_is_compressed_already() -> None:
    answer = asked(f"/static/media/{FONT.name}", accept_encoding="gzip")
    body = b"".join(each.get("body", b"") for each in answer.messages[1:])
    assert answer.header("content-encoding") == ""
    assert body == FONT.read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.html",
        "/static/js/none.js",
        "/static/../index.html",
        "/static/js/../../../__init__.py",
        "/app/static/icon.png",
    ],
)
def test_all_else_is_left_to_streamlit(path: str) -> None:
    inside = Inside()
    asked(path, inside)
    assert inside.asked == [path]


def test_nothing_can_be_delivered_there() -> None:
    inside, path = Inside(), f"/static/js/{SCRIPT.name}"
    asked(path, inside, method="POST")
    assert inside.asked == [path]


def test_a_page_asks_at_once_for_what_its_elements_need_and_only_for_what_is_there() -> None:
    names = re.findall(r'href="\./static/js/([^"]+)"', early_links())
    assert len(names) == len(set(names))
    assert all((FOLDER / "js" / name).is_file() for name in names)
    document = (FOLDER.parent / "index.html").read_text(encoding="utf-8")
    assert not [name for name in names if name in document]


def test_this_version_of_streamlit_has_each_element_that_is_asked_for_early() -> None:
    found = early_links() + (FOLDER.parent / "index.html").read_text(encoding="utf-8")
    assert [name for name in front_end.EARLY if f"/{name}." not in found] == []
