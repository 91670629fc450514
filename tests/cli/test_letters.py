"""Letters from the command line: what is written, and what is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervision.exports.fixed_zip import files_in
from tests.cli.office import VENLO, Office
from tests.exports.word_file import WordFile

LEUDAL = "GM1640"
WHY = "De achterstand is op de peildatum ontstaan."
OTHERWISE = ("--deviation", "Op verzoek van de gemeente")


@pytest.fixture
def desk(samples: Office) -> Office:
    """The samples, with a draft for step 4 about Venlo."""
    about = ("decide", VENLO, "--on", "2026-11-20", "--rationale", WHY, *OTHERWISE)
    assert samples.run(*about, "--to", 4, "--as", "anna").status == 0
    return samples


def downloads(desk: Office) -> list[str]:
    log = desk.run("log", "--json").json
    return [f"{each['who']}: {each['about']}" for each in log if each["action"] == "download"]


def test_one_decision_as_a_word_file(desk: Office) -> None:
    out = desk.folder / "brief.docx"
    answer = desk.run("export", "letters", "--decision", 1, "--out", out, "--as", "carla")
    assert answer.status == 0
    assert "Met --out BESTAND.zip ook: trede-4-gemeenteblad, trede-4-gemeenteraad" in answer.text
    assert "1 brief, gemerkt als CONCEPT" in answer.text
    assert WordFile(out.read_bytes()).paragraphs[0].startswith("CONCEPT")
    assert downloads(desk) == [f"carla: letter trede-4-vooraankondiging {VENLO}, decision 1"]


def test_everybody_who_has_a_letter_in_a_zip(desk: Office) -> None:
    out = desk.folder / "brieven.zip"
    assert desk.run("export", "letters", "--out", out).status == 0
    names = [name for name, _ in files_in(out.read_bytes())]
    assert len(names) == len(downloads(desk)) > 3
    assert any("Leudal_preventief" in name for name in names)
    assert len([name for name in names if "Venlo" in name]) == 3


def test_a_selection_tells_who_has_none(desk: Office) -> None:
    out = desk.folder / "brieven.zip"
    both = ("--municipality", VENLO, "--municipality", "GM0889")
    answer = desk.run("export", "letters", *both, "--out", out)
    assert answer.text.splitlines() == [
        "3 brieven, gemerkt als CONCEPT",
        "Niets om over te schrijven: Beesel",
    ]


def test_one_municipality_as_a_word_file_on_a_date(desk: Office) -> None:
    out = desk.folder / "brief.docx"
    only = ("--municipality", LEUDAL, "--on", "2026-11-19")
    assert desk.run("export", "letters", *only, "--out", out).status == 0
    assert "19 november 2026" in WordFile(out.read_bytes()).text


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--out", "brief.pdf"), "moet eindigen op .docx of .zip"),
        (("--out", "brief.docx"), "past één brief"),
        (("--out", "x.docx", "--municipality", "GM0889"), "Er is geen brief."),
        (
            ("--out", "x.docx", "--municipality", VENLO, "--on", "2026-11-19"),
            "De brief daarover komt na het besluit.",
        ),
        (("--out", "x.docx", "--municipality", "GM9999"), "Er is geen gemeente GM9999."),
        (("--out", "x.docx", "--decision", 99), "Er is geen besluit 99."),
        (("--out", "x.zip", "--on", "2027-01-01"), "ligt in de toekomst"),
        (("--out", "x.zip", "--decision", 1, "--on", "2026-11-20"), "hoort niet bij deze export"),
        (("--out", "x.zip", "--decision", 1, "--municipality", VENLO), "hoort niet bij"),
        (("--out", "x.zip", "--region", "Noord-Limburg"), "hoort niet bij deze export"),
        (("--out", "nergens/x.zip"), "kan niet worden geschreven"),
    ],
)
def test_what_is_not_possible_is_told_and_nothing_is_written_or_kept(
    desk: Office, options: tuple[object, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.folder)
    answer = desk.run("export", "letters", *options)
    assert answer.status == 1
    assert says in answer.text
    assert not list(Path().glob("*.zip")) + list(Path().glob("*.docx"))
    assert downloads(desk) == []


def test_a_rejected_decision_has_no_letter(desk: Office) -> None:
    assert desk.run("reject", 1, "--reason", "Te vroeg", "--as", "bert").status == 0
    answer = desk.run("export", "letters", "--decision", 1, "--out", desk.folder / "x.docx")
    assert answer.status == 1
    assert "is afgewezen of hersteld" in answer.text
