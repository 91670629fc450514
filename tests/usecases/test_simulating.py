"""What if: thresholds as people write them, and a history that leaves the store as it was."""

from __future__ import annotations

from fractions import Fraction

import pytest

from supervision.domain.simulation import Comparison
from supervision.domain.thresholds import Number
from supervision.errors import ThresholdsRefused
from supervision.rulesets import find_ruleset
from supervision.storage.database import Database
from supervision.usecases import simulating
from supervision.words import words
from supervision.words.errors import message
from tests.cli.office import VENLO, Office
from tests.usecases.test_nothing_changes import dump

LIMBURG = find_ruleset("limburg-2013")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("2.backlog_persons=8", 8),
        (" 2.backlog_persons = 8 ", 8),
        ("2.backlog_share=0.15", Fraction(15, 100)),
        ("2.backlog_share=0,15", Fraction(15, 100)),
        ("2.backlog_share=15%", Fraction(15, 100)),
        ("2.backlog_share=12,5 %", Fraction(125, 1000)),
        ("2.backlog_share=1", 1),
        ("3.missed_in_a_row=4", 4),
        ("3.term_half_years=2", 2),
        ("4.term_weeks=30", 30),
    ],
)
def test_a_threshold_is_read_as_people_write_it(written: str, number: Number) -> None:
    name = written.split("=")[0].strip()
    changes = simulating.changes_of(LIMBURG, [written])
    assert {str(place): value for place, value in changes.items()} == {name: number}


def test_what_is_set_to_what_it_was_is_no_change() -> None:
    assert simulating.changes_of(LIMBURG, ["2.backlog_persons=5", "2.backlog_share=10%"]) == {}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "2.backlog_persons=0",
            "(2.backlog_persons): 0 kan niet. Kies een getal van 1 tot en met ",
        ),
        (
            "2.backlog_persons=-3",
            "(2.backlog_persons): -3 kan niet. Kies een getal van 1 tot en met",
        ),
        ("2.backlog_persons=5,5", "(2.backlog_persons): '5,5' is geen geheel getal."),
        ("2.backlog_persons=acht", "(2.backlog_persons): 'acht' is geen geheel getal."),
        ("2.backlog_persons=", "(2.backlog_persons): '' is geen geheel getal."),
        ("2.backlog_persons=9999999999", "(2.backlog_persons): '9999999999' is geen geheel getal."),
        ("2.backlog_share=0", "(2.backlog_share): 0 kan niet. Kies meer dan 0%"),
        ("2.backlog_share=15", "(2.backlog_share): 15 kan niet."),
        ("2.backlog_share=101%", "(2.backlog_share): 101% kan niet."),
        ("2.backlog_share=1.2.3", "(2.backlog_share): '1.2.3' is geen aandeel."),
        ("2.backlog_share=0.33333333", "(2.backlog_share): 0.33333333 kan niet."),
        ("4.term_weeks=521", "(4.term_weeks): 521 kan niet. Kies een getal van 1 tot en met 520."),
        (
            "3.term_weeks=4",
            "(3.term_weeks): dit kader heeft dat getal niet. Wel: 1.backlog_persons,",
        ),
        ("4.at_step=2", "4.at_step: dit kader heeft dat getal niet."),
        ("9.backlog_persons=2", "(9.backlog_persons): dit kader heeft dat getal niet."),
        ("backlog_persons=2", "'backlog_persons=2': dit is niet begrepen. Schrijf het als 2."),
        ("", "- '': dit is niet begrepen."),
    ],
)
def test_what_cannot_be_is_refused_in_words(written: str, said: str) -> None:
    with pytest.raises(ThresholdsRefused) as caught:
        simulating.changes_of(LIMBURG, [written])
    told = message(caught.value, words("nl"))
    assert told.startswith("Deze drempels kunnen niet:\n- ")
    assert said in told


def test_a_threshold_is_named_in_words_and_as_it_was_written() -> None:
    with pytest.raises(ThresholdsRefused) as caught:
        simulating.changes_of(LIMBURG, ["2.backlog_share=2"])
    assert message(caught.value, words("nl")).splitlines()[1] == (
        "- trede 2, achterstand in % van de opgave, ten minste (2.backlog_share): 2 kan niet. Kies "
        "meer dan 0% en ten hoogste 100%, met ten hoogste vier decimalen."
    )


def test_everything_that_cannot_be_is_refused_at_once() -> None:
    settings = [
        "1.backlog_persons=0",
        "2.backlog_share=2",
        "bla",
        "4.term_weeks=8",
        "4.term_weeks=9",
    ]
    with pytest.raises(ThresholdsRefused) as caught:
        simulating.changes_of(LIMBURG, settings)
    found = [(fault.where, fault.what) for fault in caught.value.fields["objections"]]
    assert found == [
        ("1.backlog_persons", "impossible_count"),
        ("2.backlog_share", "impossible_share"),
        ("'bla'", "not_understood"),
        ("4.term_weeks", "twice"),
    ]


# --- over the history in the store ------------------------------------------------------------


def comparison(store: Database, *settings: str) -> Comparison:
    return simulating.what_if(store, LIMBURG, settings).comparison


def test_a_what_if_leaves_the_store_byte_for_byte_as_it_was(samples: Office) -> None:
    store = samples.database
    before, revision = dump(store), store.revision()
    assert comparison(store, "1.backlog_persons=10", "2.backlog_share=50%").divergences
    with pytest.raises(ThresholdsRefused):
        comparison(store, "1.backlog_persons=0")
    assert (dump(store), store.revision()) == (before, revision)
    assert not any("what_if" in line or "ThresholdsRefused" in line for line in dump(store))


def test_higher_thresholds_signal_fewer_and_lower_ones_no_fewer(shown_samples: Database) -> None:
    usual = comparison(shown_samples)
    stricter = comparison(shown_samples, "1.backlog_persons=10")
    assert usual.tallies == usual.other_tallies == stricter.tallies
    assert usual.divergences == ()
    on_the_ladder = [
        sum(sum(each.steps[1:]) for each in tallies)
        for tallies in (stricter.tallies, stricter.other_tallies)
    ]
    assert on_the_ladder[0] > on_the_ladder[1] > 0
    assert all(each.other_step <= each.step for each in stricter.divergences)


def test_every_municipality_of_each_date_is_counted_once(shown_samples: Database) -> None:
    found = comparison(shown_samples, "2.backlog_persons=1", "2.backlog_share=1%")
    for tallies in (found.tallies, found.other_tallies):
        assert {sum(each.steps) + each.unknown for each in tallies} == {31}


def test_the_paths_of_the_variant_carry_its_version_and_thresholds(
    shown_samples: Database,
) -> None:
    found = simulating.what_if(shown_samples, LIMBURG, ["2.backlog_persons=8"])
    assert (found.ruleset.version, found.variant.version) == ("1", "1+variant")
    for paths, threshold in ((found.paths, 5), (found.variant_paths, 8)):
        persons, *_ = paths[VENLO][-1].findings[1]
        assert persons.condition.threshold == threshold
    assert found.sample


def test_an_empty_store_has_no_history(office: Office) -> None:
    found = simulating.what_if(office.database, LIMBURG, ["2.backlog_persons=8"])
    assert (found.paths, found.comparison.tallies, found.sample) == ({}, (), False)
