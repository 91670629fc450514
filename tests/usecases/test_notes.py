"""Notes: kept with who and when, in the dossier, and never altered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import HalfYear
from supervision.errors import InvalidRequest, NotAllowed, NotFound
from supervision.usecases import assessing, record
from supervision.usecases.notes import write_note
from tests.cli.office import HORST, NOON, VENLO, Office

ANNA, VIC = Actor("anna", Role.EDITOR), Actor("vic", Role.VIEWER)


def written(office: Office, code: str, known_on=None) -> list[tuple[str, str]]:
    file = assessing.case_file(office.database, code, HalfYear(2026, 2), known_on)
    return [(each.who, each.text) for each in file.notes]


def test_notes_stand_in_the_dossier_the_last_first(office: Office) -> None:
    write_note(office.database, ANNA, VENLO, "  Gebeld met de wethouder.  ")
    office.at += timedelta(days=1)
    write_note(office.database, ANNA, VENLO, "Herstelplan toegezegd vóór 1 december.")
    assert written(office, VENLO) == [
        ("anna", "Herstelplan toegezegd vóór 1 december."),
        ("anna", "Gebeld met de wethouder."),
    ]
    assert written(office, HORST) == []
    assert written(office, VENLO, NOON.date()) == [("anna", "Gebeld met de wethouder.")]


def test_a_note_moves_the_revision_so_that_the_dossier_shows_it(office: Office) -> None:
    before = office.database.revision()
    write_note(office.database, ANNA, VENLO, "Gebeld.")
    assert office.database.revision() == before + 1
    assert record.trail(office.database)[-1].details == {"text": "Gebeld."}


@pytest.mark.parametrize(
    ("actor", "code", "text", "error"),
    [
        (VIC, VENLO, "Gebeld.", NotAllowed),
        (ANNA, "GM9999", "Gebeld.", NotFound),
        (ANNA, VENLO, "  ", InvalidRequest),
    ],
)
def test_what_is_refused_is_kept_as_refused_and_nothing_else(
    office: Office, actor: Actor, code: str, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        write_note(office.database, actor, code, text)
    assert written(office, VENLO) == []
    assert [each.result for each in record.trail(office.database)] == ["refused"]
