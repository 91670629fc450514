"""The title of the map says what it proves, in good Dutch, for one and for many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from supervision.domain.ladder import State
from supervision.storage.database import Database
from supervision.views.expectation import ExpectedClosing
from supervision.views.map import Ground, Layer, map_view
from supervision.views.standing import Standings
from supervision.words import words
from tests.views.seen import standings_on

DUTCH = words("nl")
CLOSED, RUNNING = date(2026, 7, 1), date(2026, 11, 1)
NORM = Fraction(2, 3)
CALM: Mapping[str, object] = {
    "state": State.ON_PACE,
    "obligation": 100,
    "realised": 100,
    "realised_share": Fraction(1),
    "pace_norm": NORM,
    "backlog": 0,
    "current_step": 0,
    "indicated_step": 0,
    "final": False,
}
"""A municipality of which there is nothing to say."""


@pytest.fixture
def three(shown_samples: Database):
    """Make standings of Venlo, Venray and Weert, each calm except for what a test says."""

    def made(on: date, *differences: Mapping[str, object]) -> Standings:
        found = standings_on(shown_samples, on)
        rows = [row for row in found.rows if row.name in ("Venlo", "Venray", "Weert")]
        given = [*differences, *[{}] * (3 - len(differences))]
        changed = (replace(row, **CALM | each) for row, each in zip(rows, given, strict=True))
        return replace(found, rows=tuple(changed), sample=False)

    return made


def title(found: Standings, layer: Layer, ground: Ground | None = None) -> str:
    view = map_view(found, layer, DUTCH, ground)
    return view.message.replace("\N{NO-BREAK SPACE}", " ")


BEHIND = {"state": State.BEHIND_PACE}
MISSED = {"state": State.MISSED, "final": True}
UNKNOWN = {
    "state": State.MISSING,
    "realised": None,
    "realised_share": None,
    "backlog": None,
    "as_of": None,
}


@pytest.mark.parametrize("layer", [Layer.SHARE, Layer.STATE])
@pytest.mark.parametrize(
    ("on", "differences", "said"),
    [
        (RUNNING, [], "Geen gemeente ligt onder de norm van 66,7 %"),
        (RUNNING, [BEHIND], "1 gemeente ligt onder de norm van 66,7 %"),
        (RUNNING, [BEHIND, BEHIND], "2 gemeenten liggen onder de norm van 66,7 %"),
        (
            RUNNING,
            [BEHIND | {"pace_norm": Fraction(1, 2)}, BEHIND],
            "2 gemeenten liggen onder de norm",
        ),
        (
            RUNNING,
            [{"pace_norm": Fraction(1, 2)} for _ in range(3)],
            "Geen gemeente ligt onder de norm van 50 %",
        ),
        (RUNNING, [BEHIND, UNKNOWN], "1 gemeente ligt onder de norm van 66,7 %"),
        (RUNNING, [UNKNOWN] * 3, "Van dit halfjaar is er nog geen cijfer voor de kaart"),
        (CLOSED, [], "Geen gemeente bleef onder haar opgave"),
        (CLOSED, [MISSED], "1 gemeente haalde haar opgave niet"),
        (CLOSED, [MISSED, MISSED], "2 gemeenten haalden hun opgave niet"),
    ],
)
def test_against_the_norm(layer: Layer, on: date, differences: list, said: str, three) -> None:
    assert title(three(on, *differences), layer) == said


@pytest.mark.parametrize(
    ("backlogs", "said"),
    [
        ([0, 0, 0], "Er hoeft niemand meer te worden gehuisvest"),
        ([1, 0, 0], "Nog 1 persoon te huisvesten, in Venlo"),
        ([0, 7, 0], "Nog 7 personen te huisvesten, allen in Venray"),
        ([5, 7, 0], "Nog 12 personen te huisvesten in 2 gemeenten, de meeste in Venray: 7"),
        ([7, 7, 1], "Nog 15 personen te huisvesten in 3 gemeenten"),
        (
            [1000, 500, None],
            "Nog 1.500 personen te huisvesten in 2 gemeenten, de meeste in Venlo: 1.000",
        ),
    ],
)
def test_the_persons_still_to_house(backlogs: list, said: str, three) -> None:
    found = three(RUNNING, *({"backlog": each} for each in backlogs))
    assert title(found, Layer.BACKLOG) == said


def test_the_persons_per_thousand_inhabitants(three) -> None:
    """Venlo has three times the inhabitants of Venray."""
    found = three(RUNNING, {"backlog": 10}, {"backlog": 8})
    said = title(found, Layer.PER_INHABITANT)
    assert said.startswith(
        "Per 1.000 inwoners zijn in Venray de meeste personen te huisvesten: 0,1"
    )
    assert title(three(RUNNING), Layer.PER_INHABITANT) == (
        "Er hoeft niemand meer te worden gehuisvest"
    )


@pytest.mark.parametrize(
    ("steps", "indicated", "current"),
    [
        (
            [0, 0],
            "Voor geen gemeente is een trede aangewezen",
            "Geen gemeente staat op een trede van de ladder",
        ),
        (
            [2],
            "Voor 1 gemeente is een trede aangewezen: trede 2",
            "1 gemeente staat op een trede van de ladder: trede 2",
        ),
        (
            [1, 3],
            "Voor 2 gemeenten is een trede aangewezen; de hoogste is trede 3",
            "2 gemeenten staan op een trede van de ladder; de hoogste is trede 3",
        ),
    ],
)
def test_the_steps(steps: list[int], indicated: str, current: str, three) -> None:
    as_indicated = three(RUNNING, *({"indicated_step": each} for each in steps))
    as_current = three(RUNNING, *({"current_step": each} for each in steps))
    assert title(as_indicated, Layer.STEP) == indicated
    assert title(as_current, Layer.CURRENT_STEP) == current


@pytest.mark.parametrize(
    ("closings", "said"),
    [
        ({}, "Van dit halfjaar is er nog geen cijfer voor de kaart"),
        ({"Venlo": 0, "Weert": -3}, "Naar verwachting blijft geen gemeente onder haar opgave"),
        ({"Venlo": 1, "Weert": -3}, "1 gemeente haalt haar opgave naar verwachting niet"),
        ({"Venlo": 1, "Weert": 9}, "2 gemeenten halen hun opgave naar verwachting niet"),
    ],
)
def test_the_expectation(closings: dict[str, int], said: str, three) -> None:
    found = three(RUNNING)
    expected = {
        row.code: ExpectedClosing(row.code, closings[row.name], "")
        for row in found.rows
        if row.name in closings
    }
    assert title(found, Layer.EXPECTATION, Ground(expected=expected)) == said


def test_the_expectation_of_a_closed_half_year_is_its_outcome(three) -> None:
    assert title(three(CLOSED, MISSED), Layer.EXPECTATION) == "1 gemeente haalde haar opgave niet"


@pytest.mark.parametrize(
    ("on", "differences", "ending"),
    [
        (RUNNING, [], "tweede helft 2026, stand per 1 november 2026"),
        (RUNNING, [UNKNOWN], "stand per 1 november 2026, 1 gemeente zonder cijfer"),
        (RUNNING, [UNKNOWN, UNKNOWN], "stand per 1 november 2026, 2 gemeenten zonder cijfer"),
        (CLOSED, [{"final": True}] * 3, "eerste helft 2026, stand per 1 juli 2026"),
        (CLOSED, [], "stand per 1 juli 2026, eindcijfer nog niet binnen: voorlopig"),
    ],
)
def test_the_caption_says_what_the_figures_are_worth(
    on: date, differences: list, ending: str, three
) -> None:
    assert map_view(three(on, *differences), Layer.SHARE, DUTCH).detail.endswith(ending)


def test_what_is_made_up_or_of_old_says_so_on_the_map_itself(three) -> None:
    """A picture of the map is passed on without the page around it."""
    found = replace(three(RUNNING), sample=True, known_on=date(2026, 11, 3))
    detail = map_view(found, Layer.SHARE, DUTCH).detail
    assert detail.endswith("zoals bekend op 3 november 2026, verzonnen voorbeeldgegevens")
