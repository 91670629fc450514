"""The map: classes with limits at their borders, one order for map and tables, and what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from supervision.domain.ladder import State
from supervision.storage.database import Database
from supervision.views.expectation import ExpectedClosing
from supervision.views.map import LAYERS, Ground, Layer, MapView, Tone, map_view
from supervision.views.map_layers import SUBJECTS
from supervision.views.standing import Standings
from supervision.words import words
from tests.views.seen import standings_on

DUTCH = words("nl")
AMOUNTS = {Layer.BACKLOG, Layer.PER_INHABITANT, Layer.CURRENT_STEP, Layer.STEP}
HALF = Fraction(1, 2)


@pytest.fixture(params=[date(2025, 7, 1), date(2026, 11, 24), date(2021, 1, 1)], ids=str)
def found(request: pytest.FixtureRequest, shown_samples: Database) -> Standings:
    """The samples, on a reference date, in a running half-year, and where there are no figures."""
    return standings_on(shown_samples, request.param)


@pytest.fixture(params=Layer)
def view(request: pytest.FixtureRequest, found: Standings) -> MapView:
    """One layer of the map."""
    return map_view(found, request.param, DUTCH)


@pytest.fixture
def some(shown_samples: Database) -> Standings:
    """Rows of which a test replaces the figures, in a running half-year."""
    return standings_on(shown_samples, date(2026, 11, 24))


def alone(found: Standings, **figures: object) -> Standings:
    """One municipality with these figures."""
    return replace(found, rows=(replace(found.rows[0], **figures),))


def place(
    found: Standings, layer: Layer, ground: Ground | None = None, **figures: object
) -> tuple[Tone, str, str]:
    """Tone and name of the class of a municipality with these figures, and what is on it."""
    view = map_view(alone(found, **figures), layer, DUTCH, ground)
    (one,) = (each for each in view.classes if each.rows)
    return one.tone, one.name.replace("\N{NO-BREAK SPACE}", " "), view.figures[one.rows[0].code]


def test_every_municipality_is_in_exactly_one_class(found: Standings, view: MapView) -> None:
    placed = [row.code for each in view.classes for row in each.rows]
    assert sorted(placed) == sorted(row.code for row in found.rows)


def test_there_are_at_most_five_classes_and_one_for_no_figure_last(view: MapView) -> None:
    assert 2 <= len(view.classes) - 1 <= 5
    assert [each.tone for each in view.classes].index(Tone.NONE) == len(view.classes) - 1
    assert len({each.name for each in view.classes}) == len(view.classes)
    assert len({each.tone for each in view.classes}) == len(view.classes)


def test_map_and_tables_have_one_order(view: MapView) -> None:
    classes = [(each.name, row.name) for each in view.classes for row in each.rows]
    assert [row[:2] for row in view.ranking.rows] == classes
    assert [row[0] for row in view.table.rows] == [name for _, name in classes]


def test_every_municipality_has_a_figure_and_lines_to_tell(found: Standings, view: MapView) -> None:
    codes = {row.code for row in found.rows}
    assert set(view.figures) == set(view.hover) == codes
    assert all(view.figures.values())
    assert all(view.hover.values())


def test_the_table_beside_the_map_has_the_figures_written_on_it(
    found: Standings, view: MapView
) -> None:
    written = {row.name: view.figures[row.code] for row in found.rows}
    assert {row[1]: row[2] for row in view.ranking.rows} == written


def test_the_alternative_text_says_the_message_and_counts_the_classes(view: MapView) -> None:
    assert view.message in view.text
    for each in view.classes:
        assert (f"{each.name}: {len(each.rows)}" in view.text) == bool(each.rows)


def test_the_caption_says_which_half_year_it_is(found: Standings, view: MapView) -> None:
    assert DUTCH.half_year(found.half_year) in view.detail
    assert DUTCH(SUBJECTS[view.layer]) in view.detail


def test_every_layer_has_names_of_its_own() -> None:
    for names in (LAYERS, SUBJECTS):
        assert set(names) == set(Layer)
        assert len({DUTCH(name) for name in names.values()}) == len(Layer)


@pytest.mark.parametrize("layer", Layer)
def test_where_nothing_is_known_nothing_is_coloured(layer: Layer, shown_samples: Database) -> None:
    """Missing is never zero: no figure is no step and no backlog of nought."""
    view = map_view(standings_on(shown_samples, date(2021, 1, 1)), layer, DUTCH)
    if layer is Layer.CURRENT_STEP:
        assert view.message == "Geen gemeente staat op een trede van de ladder"
        return
    assert len(view.classes[-1].rows) == 31
    assert set(view.figures.values()) == {"–"}
    assert view.message == "Van dit halfjaar is er nog geen cijfer voor de kaart"


@pytest.mark.parametrize(
    ("share", "tone", "name", "figure"),
    [
        (Fraction(0), Tone.WORST, "minder dan 50 %", "0 %"),
        (Fraction(499, 1000), Tone.WORST, "minder dan 50 %", "49,9 %"),
        (Fraction(1, 2), Tone.BAD, "50 tot 75 %", "50 %"),
        (Fraction(749, 1000), Tone.BAD, "50 tot 75 %", "74,9 %"),
        (Fraction(3, 4), Tone.MILD, "75 tot 100 %", "75 %"),
        (Fraction(9996, 10000), Tone.MILD, "75 tot 100 %", "99,96 %"),
        (Fraction(1), Tone.GOOD, "100 tot 125 %", "100 %"),
        (Fraction(1249, 1000), Tone.GOOD, "100 tot 125 %", "124,9 %"),
        (Fraction(5, 4), Tone.BEST, "125 % of meer", "125 %"),
        (Fraction(1234), Tone.BEST, "125 % of meer", "123.400 %"),
        (None, Tone.NONE, "geen cijfer of geen opgave", "–"),
    ],
)
def test_limits_of_the_share_realised(
    some: Standings, share: Fraction | None, tone: Tone, name: str, figure: str
) -> None:
    """No figure is rounded into another class: 99.96 % of an obligation is not 100 %."""
    got = place(some, Layer.SHARE, realised_share=share)
    assert (got[0], got[1], got[2].replace("\N{NO-BREAK SPACE}", " ")) == (tone, name, figure)


@pytest.mark.parametrize(
    ("backlog", "tone", "name"),
    [
        (0, Tone.NOTHING, "geen"),
        (1, Tone.LITTLE, "1 tot en met 4 personen"),
        (4, Tone.LITTLE, "1 tot en met 4 personen"),
        (5, Tone.SOME, "5 tot en met 9 personen"),
        (9, Tone.SOME, "5 tot en met 9 personen"),
        (10, Tone.MUCH, "10 tot en met 24 personen"),
        (24, Tone.MUCH, "10 tot en met 24 personen"),
        (25, Tone.MOST, "25 personen of meer"),
        (1400, Tone.MOST, "25 personen of meer"),
    ],
)
def test_limits_of_the_persons_to_house(
    some: Standings, backlog: int, tone: Tone, name: str
) -> None:
    assert place(some, Layer.BACKLOG, backlog=backlog) == (tone, name, DUTCH.number(backlog))


@pytest.mark.parametrize(
    ("backlog", "inhabitants", "tone", "figure"),
    [
        (0, 20_000, Tone.NOTHING, "0"),
        (1, 400_000, Tone.LITTLE, "0,003"),
        (4, 20_000, Tone.LITTLE, "0,20"),
        (5, 20_000, Tone.SOME, "0,25"),
        (10, 20_000, Tone.MUCH, "0,50"),
        (1999, 2_000_000, Tone.MUCH, "0,9995"),
        (20, 20_000, Tone.MOST, "1,00"),
        (None, 20_000, Tone.NONE, "–"),
        (5, 0, Tone.NONE, "–"),
    ],
)
def test_limits_of_the_persons_per_thousand_inhabitants(
    some: Standings, backlog: int | None, inhabitants: int, tone: Tone, figure: str
) -> None:
    ground = Ground(date(2024, 1, 1), {some.rows[0].code: inhabitants})
    got = place(some, Layer.PER_INHABITANT, ground, backlog=backlog)
    assert (got[0], got[2]) == (tone, figure)


def test_inhabitants_are_those_of_the_last_year_known_and_it_says_which(some: Standings) -> None:
    view = map_view(alone(some, code="GM0983", backlog=52), Layer.PER_INHABITANT, DUTCH)
    assert view.figures["GM0983"] == DUTCH.decimal(Fraction(52_000, 103_434), 2)
    assert "inwoners op 1 januari 2024" in view.detail
    assert "inwoners op 1 januari 2024" in view.sources


@pytest.mark.parametrize(
    ("step", "tone", "name"),
    [
        (0, Tone.NOTHING, "geen"),
        (1, Tone.LITTLE, "trede 1"),
        (2, Tone.SOME, "trede 2"),
        (3, Tone.MUCH, "trede 3"),
        (4, Tone.MOST, "trede 4 tot en met 6"),
        (6, Tone.MOST, "trede 4 tot en met 6"),
    ],
)
def test_limits_of_the_steps(some: Standings, step: int, tone: Tone, name: str) -> None:
    assert place(some, Layer.STEP, indicated_step=step) == (tone, name, str(step))
    assert place(some, Layer.CURRENT_STEP, current_step=step) == (tone, name, str(step))


@pytest.mark.parametrize(
    ("state", "tone", "figure"),
    [
        (State.MISSED, Tone.WORST, "A"),
        (State.BEHIND_PACE, Tone.BAD, "B"),
        (State.ON_PACE, Tone.GOOD, "C"),
        (State.MET, Tone.BEST, "D"),
        (State.MISSING, Tone.NONE, "–"),
        (State.NOT_APPLICABLE, Tone.NONE, "n.v.t."),
    ],
)
def test_the_tone_and_the_letter_of_every_state(
    some: Standings, state: State, tone: Tone, figure: str
) -> None:
    got = place(some, Layer.STATE, state=state)
    assert (got[0], got[2]) == (tone, figure)


def test_the_legend_explains_the_letters(some: Standings) -> None:
    view = map_view(some, Layer.STATE, DUTCH)
    assert [each.sign for each in view.classes] == ["A", "B", "C", "D", ""]
    assert {each.sign for each in map_view(some, Layer.SHARE, DUTCH).classes} == {""}


@pytest.mark.parametrize(
    ("closing", "tone", "figure"),
    [
        (26, Tone.WORST, "74 %"),
        (25, Tone.BAD, "75 %"),
        (10, Tone.MILD, "90 %"),
        (1, Tone.MILD, "99 %"),
        (0, Tone.GOOD, "100 %"),
        (-10, Tone.BEST, "110 %"),
        (None, Tone.NONE, "–"),
    ],
)
def test_limits_of_the_expectation(
    some: Standings, closing: int | None, tone: Tone, figure: str
) -> None:
    code = some.rows[0].code
    ground = Ground(expected={code: ExpectedClosing(code, closing, "verwacht")})
    got = place(some, Layer.EXPECTATION, ground, obligation=100)
    assert (got[0], got[2].replace("\N{NO-BREAK SPACE}", " ")) == (tone, figure)


def test_without_an_obligation_nothing_is_expected_of_it(some: Standings) -> None:
    code = some.rows[0].code
    ground = Ground(expected={code: ExpectedClosing(code, -5, "verwacht")})
    figures = {"obligation": 0, "state": State.NOT_APPLICABLE}
    assert place(some, Layer.EXPECTATION, ground, **figures)[::2] == (Tone.NONE, "n.v.t.")


def test_a_closed_half_year_shows_its_outcome_as_no_expectation(shown_samples: Database) -> None:
    closed = standings_on(shown_samples, date(2026, 7, 1))
    shares = map_view(closed, Layer.SHARE, DUTCH).figures
    view = map_view(closed, Layer.EXPECTATION, DUTCH)
    assert view.figures["GM0983"] == shares["GM0983"] == "46\N{NO-BREAK SPACE}%"
    assert "afgesloten: geen verwachting, maar de uitkomst" in view.detail


@pytest.mark.parametrize("layer", Layer)
def test_the_worst_comes_first(layer: Layer, shown_samples: Database) -> None:
    view = map_view(standings_on(shown_samples, date(2026, 7, 1)), layer, DUTCH)
    field = {
        Layer.BACKLOG: "to_house",
        Layer.CURRENT_STEP: "current_step",
        Layer.STEP: "indicated_step",
    }.get(layer, "realised_share")
    for each in view.classes[:-1]:
        if layer is Layer.PER_INHABITANT:
            values = [float(view.figures[row.code].replace(",", ".")) for row in each.rows]
        else:
            values = [getattr(row, field) for row in each.rows]
        assert values == sorted(values, reverse=layer in AMOUNTS)


def test_equals_are_in_order_of_name(some: Standings) -> None:
    equal = replace(some, rows=tuple(replace(row, backlog=7) for row in some.rows))
    view = map_view(equal, Layer.BACKLOG, DUTCH)
    assert [row[1] for row in view.ranking.rows] == sorted(row.name for row in some.rows)


def test_what_is_told_is_in_dutch_notation(some: Standings) -> None:
    figures = {"realised": 1234, "obligation": 2468, "realised_share": HALF, "backlog": 1234}
    found = alone(some, **figures)
    code = found.rows[0].code
    ground = Ground(
        date(2024, 1, 1), {code: 100_000}, {code: ExpectedClosing(code, 3, "verwacht saldo +3")}
    )
    assert map_view(found, Layer.SHARE, DUTCH, ground).hover[code] == (
        "gerealiseerd 1.234 van 2.468 (50,0\N{NO-BREAK SPACE}%)",
        "nog te huisvesten: 1.234 (12,34 per 1.000 inwoners)",
        "op schema; trede nu 0, aangewezen 0, voorgesteld 0",
        "verwacht saldo +3",
        "stand per 1 november 2026",
    )


def test_the_table_below_tells_all_that_pointing_tells(some: Standings) -> None:
    code = some.rows[0].code
    ground = Ground(expected={code: ExpectedClosing(code, 3, "verwacht saldo +3")})
    view = map_view(alone(some), Layer.SHARE, DUTCH, ground)
    headings = [column.heading for column in view.table.columns]
    assert headings == [
        "Gemeente",
        "Regio",
        "Opgave",
        "Gerealiseerd",
        "Realisatie %",
        "Nog te huisvesten",
        "Per 1.000 inwoners",
        "Stand",
        "Trede nu",
        "Trede aangewezen",
        "Trede voorgesteld",
        "Stand per",
        "Verwacht saldo",
    ]
    assert view.table.rows[0][-1] == 3


def test_a_closed_half_year_has_no_column_of_what_is_expected(shown_samples: Database) -> None:
    view = map_view(standings_on(shown_samples, date(2026, 7, 1)), Layer.SHARE, DUTCH)
    assert view.table.columns[-1].heading == "Stand per"


# --- the norm on the scale ------------------------------------------------------------------


def with_norm(found: Standings, norm: Fraction | None, *shares: Fraction) -> Standings:
    """Municipalities of a running half-year with one norm, and the shares they realised of 100."""
    rows = tuple(
        replace(
            row,
            obligation=100,
            realised=int(share * 100),
            pace_norm=norm,
            final=False,
            realised_share=share,
            state=State.BEHIND_PACE if norm is None or share < norm else State.ON_PACE,
        )
        for row, share in zip(found.rows, shares, strict=False)
    )
    return replace(found, rows=rows)


@pytest.mark.parametrize(
    ("norm", "place", "told", "inside"),
    [
        (Fraction(1, 6), 0, "norm 16,7 %", True),
        (Fraction(1, 2), 1, "vanaf de norm van 50 %", False),
        (Fraction(3, 5), 1, "norm 60 %", True),
        (Fraction(3, 4), 2, "vanaf de norm van 75 %", False),
        (Fraction(9, 10), 2, "norm 90 %", True),
    ],
    ids=["in the first class", "where a class begins", "within", "at the next", "above it"],
)
def test_the_class_in_which_the_norm_lies_says_so(
    some: Standings, norm: Fraction, place: int, told: str, inside: bool
) -> None:
    view = map_view(with_norm(some, norm, HALF, Fraction(3, 5)), Layer.SHARE, DUTCH)
    assert view.norm is not None
    found = (view.norm.place, view.norm.text.replace("\N{NO-BREAK SPACE}", " "), view.norm.inside)
    assert found == (place, told, inside)


def test_the_table_says_per_municipality_on_which_side_of_the_norm_it_is(some: Standings) -> None:
    shares = (Fraction(11, 20), Fraction(3, 5), Fraction(7, 10))
    view = map_view(with_norm(some, Fraction(3, 5), *shares), Layer.SHARE, DUTCH)
    assert len({row[0] for row in view.ranking.rows}) == 1, "one class, so one colour"
    assert [row[2:] for row in view.ranking.rows] == [
        ("55\N{NO-BREAK SPACE}%", "onder"),
        ("60\N{NO-BREAK SPACE}%", "op de norm"),
        ("70\N{NO-BREAK SPACE}%", "boven"),
    ]


def test_without_one_norm_for_all_none_is_marked(some: Standings) -> None:
    for norm, layer in ((None, Layer.SHARE), (HALF, Layer.BACKLOG)):
        view = map_view(with_norm(some, norm, HALF), layer, DUTCH)
        assert view.norm is None
        assert len(view.ranking.columns) == 3
    two = with_norm(some, HALF, HALF, HALF)
    mixed = replace(two, rows=(two.rows[0], replace(two.rows[1], pace_norm=Fraction(1, 3))))
    assert map_view(mixed, Layer.SHARE, DUTCH).norm is None
    closed = replace(two, rows=tuple(replace(row, final=True) for row in two.rows))
    assert map_view(closed, Layer.SHARE, DUTCH).norm is None
