"""A spreadsheet that unpacks to more than a server can hold, delivered to the running server."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from pathlib import Path

import pytest

from tests.e2e.servers import Server
from tests.soak.visitor import Visitor

UNPACKED = 278_000_000
"""Bytes, from a file well below a megabyte: what PLATFORM.md saw take 0.7 GB and 70 seconds."""
MEGABYTES_LEFT = 150
"""By how much the server itself may be larger at its largest, the file kept and shown included."""
SECONDS = 5
"""For an answer to who delivers it, and to everybody else meanwhile."""
_ROW = b'<row><c t="inlineStr"><is><t>Venlo</t></is></c><c><v>1</v></c></row>'
_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def bomb(*, lies: bool) -> bytes:
    """A workbook that unpacks to UNPACKED; one that lies says in its directory that it does not."""
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
    sheet += _ROW * (UNPACKED // len(_ROW)) + b"</sheetData></worksheet>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        archive.writestr(_SHEET, sheet)
    made = target.getvalue()
    if lies:
        made = made.replace(len(sheet).to_bytes(4, "little"), (4711).to_bytes(4, "little"))
    assert len(made) < 1_000_000
    return made


def largest(server: Server) -> float:
    """The megabytes that the server held when it was largest."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


@pytest.mark.parametrize("lies", [False, True])
def test_a_bomb_is_told_and_the_server_stays_as_it_was_for_everybody(
    lies: bool, scratch: Server
) -> None:
    content, answered = bomb(lies=lies), []
    with Visitor(scratch.url) as villain, Visitor(scratch.url) as somebody:
        drawn = villain.open("inlezen", {})
        somebody.open("kader", {})
        before = largest(scratch)
        over = threading.Event()

        def go_on() -> None:
            while not over.is_set():
                began = time.monotonic()
                assert somebody.open("kader", {}).faults == []
                answered.append(time.monotonic() - began)

        others = threading.Thread(target=go_on)
        others.start()
        began = time.monotonic()
        page = villain.deliver(next(drawn.named("file_uploader")), "bom.xlsx", content)
        took = time.monotonic() - began
        over.set()
        others.join()
        told = [each.body for each in page.named("html")]
        expected = "beschadigd" if lies else "50 MB"
        assert any(expected in each for each in told), told
        assert not [*page.named("button", "Inlezen bevestigen")]
        assert took < SECONDS
        assert max(answered) < SECONDS
        assert largest(scratch) - before < MEGABYTES_LEFT
        villain.press(next(page.named("button", "Terzijde leggen")))
