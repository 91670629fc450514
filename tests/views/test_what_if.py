"""What would have been, as people read it: one message, both numbers of each date, and who."""

from __future__ import annotations

import re

import pytest

from supervision.domain.ruleset import RuleSet
from supervision.domain.thresholds import Place, Quantity, variant_of
from supervision.rulesets import find_ruleset
from supervision.storage.database import Database
from supervision.ui.what_if import figure
from supervision.usecases import simulating
from supervision.views.compared import Compared
from supervision.views.what_if import WhatIf, what_if
from supervision.words import words

LIMBURG = find_ruleset("limburg-2013")
NL = words("nl")
FEW = variant_of(LIMBURG, {Place(1, Quantity.BACKLOG_PERSONS): 10})
"""Rules under which a small backlog is no reason to signal."""
MILDER, STRICTER = (LIMBURG, ("1.backlog_persons=10",)), (FEW, ("1.backlog_persons=1",))
BOTH_WAYS = (FEW, ("1.backlog_persons=1", "3.missed_in_a_row=4"))
THE_SAME_AFTER_ALL = (LIMBURG, ("5.term_weeks=11",))
Case = tuple[RuleSet, tuple[str, ...]]


def compared(store: Database, case: Case) -> Compared:
    return simulating.what_if(store, *case)


def plain(text: object) -> str:
    """A text with ordinary spaces."""
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


def seen(store: Database, case: Case) -> WhatIf:
    return what_if(compared(store, case), NL)


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (
            MILDER,
            r"Deze drempels geven op een of meer peildata een lagere trede voor (\d+) gemeenten?,"
            r" en voor geen enkele een hogere\.",
        ),
        (
            STRICTER,
            r"Deze drempels geven op een of meer peildata een hogere trede voor (\d+) "
            r"gemeenten?, en voor geen enkele een lagere\.",
        ),
        (
            BOTH_WAYS,
            r"Deze drempels geven op een of meer peildata een lagere trede voor (\d+) "
            r"gemeenten?, en een hogere voor (\d+) gemeenten?\.",
        ),
        (
            THE_SAME_AFTER_ALL,
            r"Met deze drempels had op geen enkele peildatum een gemeente op een "
            r"andere trede gestaan\.",
        ),
    ],
    ids=["milder", "stricter", "both ways", "the same after all"],
)
def test_the_message_says_for_how_many_the_step_is_lower_or_higher(
    shown_samples: Database, case: Case, message: str
) -> None:
    match = re.fullmatch(message, seen(shown_samples, case).message)
    assert match, seen(shown_samples, case).message
    divergences = compared(shown_samples, case).comparison.divergences
    lower = {each.code for each in divergences if each.other_step < each.step}
    higher = {each.code for each in divergences if each.other_step > each.step}
    assert [int(number) for number in match.groups()] == [
        len(codes) for codes in (lower, higher) if codes
    ]


def test_the_changes_are_told_with_the_old_and_the_new_number(shown_samples: Database) -> None:
    case = (LIMBURG, ("2.backlog_persons=8", "2.backlog_share=12,5%", "4.term_weeks=16"))
    assert [plain(each) for each in seen(shown_samples, case).changes] == [
        "trede 2, achterstand in personen, ten minste: 5 wordt 8",
        "trede 2, achterstand in % van de opgave, ten minste: 10 % wordt 12,5 %",
    ]


CELL = re.compile(r"(\d+)(?: → (\d+) \(([+−]\d+)\))?")


@pytest.mark.parametrize("case", [MILDER, STRICTER, BOTH_WAYS])
def test_each_cell_has_the_number_of_both_and_their_difference(
    shown_samples: Database, case: Case
) -> None:
    found, table = compared(shown_samples, case), seen(shown_samples, case).counts
    pairs = zip(found.comparison.tallies, found.comparison.other_tallies, strict=True)
    for row, (one, other) in zip(table.rows, pairs, strict=True):
        assert row[0] == one.on == other.on
        numbers = zip((*one.steps, one.unknown), (*other.steps, other.unknown), strict=True)
        for cell, (before, after) in zip(row[1:], numbers, strict=True):
            match = CELL.fullmatch(plain(cell))
            assert match
            assert (match[1], match[2] or match[1]) == (str(before), str(after))
            difference = int((match[3] or "0").replace("−", "-"))
            assert difference == after - before


def test_the_table_has_a_column_per_step_and_one_for_missing_figures(
    shown_samples: Database,
) -> None:
    headings = [each.heading for each in seen(shown_samples, MILDER).counts.columns]
    steps = [f"trede {number}" for number in range(1, 7)]
    assert headings == ["Peildatum", "geen trede", *steps, "geen cijfer"]


def test_who_differs_is_listed_most_often_first_with_each_date_and_both_steps(
    shown_samples: Database,
) -> None:
    found, table = compared(shown_samples, BOTH_WAYS), seen(shown_samples, BOTH_WAYS).municipalities
    told = {}
    for name, _, times, how in table.rows:
        parts = plain(how).split("; ")
        assert len(parts) == times
        told[name] = parts
    names = {code: each.name for code, each in found.register.by_code.items()}
    expected: dict[str, list[str]] = {}
    for each in found.comparison.divergences:
        expected.setdefault(names[each.code], []).append(
            f"{NL.short_date(each.on)}: {each.step} → {each.other_step}"
        )
    assert told == expected
    times = [row[2] for row in table.rows]
    assert times == sorted(times, reverse=True)


def test_the_bars_are_the_numbers_of_the_table(shown_samples: Database) -> None:
    view, found = seen(shown_samples, MILDER), compared(shown_samples, MILDER).comparison
    drawn = figure(view, NL)
    assert len(drawn.data) == 12
    for axis, tallies in (("y2", found.tallies), ("y", found.other_tallies)):
        bars = [each for each in drawn.data if each.yaxis == axis]
        for step, bar in enumerate(bars, start=1):
            assert bar.name == f"{step} {LIMBURG.step(step).name['nl']}"
            assert list(bar.y) == [tally.steps[step] for tally in tallies]
            assert list(bar.x) == list(view.dates)
    assert drawn.layout.yaxis.range == drawn.layout.yaxis2.range
    assert [each.text for each in drawn.layout.annotations] == [
        "<b>limburg-2013, versie 1</b>",
        "<b>Met de andere drempels</b>",
    ]


def test_made_up_figures_are_told_as_such(shown_samples: Database) -> None:
    assert seen(shown_samples, MILDER).sample
