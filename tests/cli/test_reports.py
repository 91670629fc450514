"""Report and dossier from the command line: files, filters, refusals."""

from __future__ import annotations

import pytest

from tests.cli.office import HORST, VENLO, Office

ON = ("--on", "2026-11-24")


@pytest.mark.parametrize(
    ("arguments", "file", "start"),
    [
        (("report",), "report.pdf", b"%PDF-1.7"),
        (("report",), "report.XLSX", b"PK"),
        (("report", "--region", "Zuid-Limburg", "--step", 1), "south.pdf", b"%PDF-1.7"),
        (("report", "--known-on", "2026-11-24"), "known.pdf", b"%PDF-1.7"),
        (("dossier", "--municipality", VENLO), "dossier.pdf", b"%PDF-1.7"),
    ],
)
def test_the_file_is_written_and_nothing_is_said(
    samples: Office, arguments: tuple[object, ...], file: str, start: bytes
) -> None:
    path = samples.folder / file
    before = samples.database.revision()
    answer = samples.run("export", *arguments, *ON, "--out", path, "--as", "anna")
    assert (answer.status, answer.text) == (0, "")
    assert path.read_bytes().startswith(start)
    last = samples.run("log", "--json").json[-1]
    assert (last["action"], last["who"]) == ("download", "anna")
    assert samples.database.revision() == before


def test_without_a_date_it_is_assessed_today(samples: Office) -> None:
    today, chosen = samples.folder / "today.pdf", samples.folder / "chosen.pdf"
    samples.run("export", "report", "--out", today)
    samples.run("export", "report", *ON, "--out", chosen)
    assert today.read_bytes() == chosen.read_bytes()


REFUSED = {
    "a report as text": ["report", "--out", "r.docx"],
    "a dossier as a workbook": ["dossier", "--municipality", VENLO, "--out", "d.xlsx"],
    "a dossier of nobody": ["dossier", "--out", "d.pdf"],
    "a dossier of an unknown municipality": [
        "dossier",
        "--municipality",
        "GM9999",
        "--out",
        "d.pdf",
    ],
    "a dossier of two": [
        *("dossier", "--municipality", VENLO, "--municipality", HORST, "--out", "d.pdf"),
    ],
    "a dossier of who was merged": ["dossier", "--municipality", "GM0951", "--out", "d.pdf"],
    "a report of one municipality": ["report", "--municipality", VENLO, "--out", "r.pdf"],
    "a dossier of a region": ["dossier", "--region", "Zuid-Limburg", "--out", "d.pdf"],
    "an escalation list as a report": ["escalation", "--out", "list.pdf"],
    "a report to nowhere": ["report", "--out", "no/where.pdf"],
    "a report of before the rules": ["report", "--on", "1990-01-01", "--out", "r.pdf"],
}


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_is_told_in_one_line_and_writes_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(office.folder)
    answer = office.run("export", *arguments)
    assert answer.status == 1
    assert len(answer.text.splitlines()) == 1
    assert [each for each in office.run("log", "--json").json if each["action"] == "download"] == []
    assert {each.stem for each in office.folder.iterdir()} == {"store"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "--region", "Gelderland", "--out", "r.pdf"],
        ["report", "--step", "7", "--out", "r.pdf"],
    ],
)
def test_a_filter_that_does_not_exist_is_wrong_usage(office: Office, arguments: list[str]) -> None:
    assert office.run("export", *arguments).status == 2
