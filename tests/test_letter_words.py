"""The sentences of a letter, also for figures that the samples do not have."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.domain.account import Account
from supervision.domain.decision import Measure
from supervision.domain.halfyear import HalfYear
from supervision.domain.line import Position
from supervision.domain.terms import Term
from supervision.words import letters, words
from tests.domain.stories import half, history

NL = words("nl")
NEXT = date(2027, 1, 1)
SOON, LATER, TO_REFERENCE = Term(date(2026, 12, 1)), Term(date(2027, 2, 1)), Term(NEXT, True)
SINCE = date(2026, 7, 1)


def closed_text(account: Account, half_year: HalfYear) -> str:
    return letters.closed_text("Venlo", half_year, account.line(half_year), NL)


@pytest.mark.parametrize(
    ("named", "term", "backlog", "to_house", "asked"),
    [
        (1, SOON, 5, 9, "uiterlijk op 1 december 2026 ten minste 1 persoon te huisvesten, geteld"),
        (12, TO_REFERENCE, 5, 9, "vóór de peildatum 1 januari 2027 ten minste 12 personen te"),
        (12, None, 5, 9, "vóór de peildatum 1 januari 2027 ten minste 12 personen te huisvesten"),
        (None, SOON, 5, 9, "uiterlijk op 1 december 2026 de achterstand van 5 personen op de"),
        (None, SOON, 1, 9, "uiterlijk op 1 december 2026 de achterstand van 1 persoon op de"),
        (None, SOON, 0, 9, "vóór de peildatum 1 januari 2027 nog ten minste 9 personen te"),
        (None, SOON, None, 9, "vóór de peildatum 1 januari 2027 nog ten minste 9 personen te"),
        (None, LATER, 5, 9, "vóór de peildatum 1 januari 2027 nog ten minste 9 personen te"),
        (None, None, 5, 1, "vóór de peildatum 1 januari 2027 nog ten minste 1 persoon te"),
        (None, None, 0, 0, "ervoor te zorgen dat er op de peildatum 1 januari 2027 geen achter"),
        (None, None, 5, None, "vóór de peildatum 1 januari 2027 de volledige opgave van het"),
    ],
)
def test_what_is_asked_is_the_number_named_else_no_backlog(
    named: int | None, term: Term | None, backlog: int | None, to_house: int | None, asked: str
) -> None:
    measure = Measure(2, SINCE, term, named, None if named is None else SINCE)
    assert letters.request_text(measure, backlog, to_house, NEXT, NL).startswith(asked)


@pytest.mark.parametrize(
    ("periods", "says"),
    [
        (((10, 9),), "een achterstand van 1 persoon: van de opgave van 10 in 2025-1 is 9"),
        (((10, 8),), "een achterstand van 2 personen"),
        (((10, 10),), "had de gemeente Venlo geen achterstand: de opgave van 2025-1 was 10"),
        (((10, 11),), "een voorsprong van 1 persoon"),
        (((10, 13),), "een voorsprong van 3 personen"),
        (((10, None),), "Van de peildatum 1 juli 2025, waarop het halfjaar 2025-1 is afgesloten"),
    ],
)
def test_how_a_half_year_closed(periods: tuple[tuple[int, int | None], ...], says: str) -> None:
    assert says in closed_text(history("2025-1", *periods), half("2025-1"))


def test_a_row_of_backlogs_and_a_provisional_figure_are_told() -> None:
    twice = history("2024-2", (10, 8), (10, 9))
    assert "Daarmee zijn 2 halfjaren op rij" in closed_text(twice, half("2025-1"))
    open_yet = history("2025-1", (10, None), running={"2025-06-01": 4})
    assert "Dit cijfer is voorlopig" in closed_text(open_yet, half("2025-1"))


def test_what_is_unknown_is_never_told_as_a_number() -> None:
    nothing = letters.running_text(half("2025-1"), None, Position(None, None, final=False), NL)
    assert nothing == "De opgave van het lopende halfjaar 2025-1 is nog niet bekend."
    assert letters.persons_text(None, NL) == "een nog niet bekend aantal personen"
    measure = Measure(2, SINCE, None, 12, SINCE)
    unknown = letters.housed_text(measure, None, NL)
    assert unknown.startswith("Hoeveel van de 12 genoemde personen")
    assert unknown.endswith("is nog niet bekend.")


@pytest.mark.parametrize(
    ("term", "says"),
    [
        (None, ""),
        (SOON, "De termijn loopt tot en met 1 december 2026."),
        (
            TO_REFERENCE,
            "De termijn loopt tot de peildatum 1 januari 2027; de stand op die datum is",
        ),
    ],
)
def test_until_when_the_term_runs(term: Term | None, says: str) -> None:
    said = letters.term_sentence(term, NL)
    assert said.startswith(says)
    assert bool(said) == bool(says)
