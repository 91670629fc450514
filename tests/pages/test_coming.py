"""The targets of a half-year come before it begins: nothing of it can be assessed until then."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.domain.halfyear import HalfYear
from supervision.storage.database import Database, database
from tests.pages.screens import MUNICIPALITY, START, WITH_FIGURES, metrics, open_screen
from tests.storage.office import HORST, VENLO, import_targets

COMING = "De taakstellingen van 2027-1 zijn ingelezen. U kunt dat halfjaar kiezen vanaf 2 januari"


@pytest.mark.parametrize(
    ("day", "begun"),
    [("2026-12-31", False), ("2027-01-01", False), ("2027-01-02", True), ("2028-01-01", True)],
)
def test_on_its_first_day_the_half_year_before_is_still_assessed(day: str, begun: bool) -> None:
    assert HalfYear(2027, 1).begun_on(date.fromisoformat(day)) is begun


@pytest.fixture
def announced(own_samples: str) -> Database:
    """The samples, and the letter with the targets of 2027-1."""
    store = database(own_samples)
    import_targets(store, {HORST: {"net": 12}, VENLO: {"net": 60}}, half_year="2027-1")
    return store


@pytest.mark.parametrize("screen", WITH_FIGURES)
@pytest.mark.parametrize("asked", ["", "2027-1"], ids=["nothing asked", "asked for"])
def test_no_page_shows_other_figures_under_its_name(
    announced: Database, screen: str, asked: str
) -> None:
    at = open_screen(screen, **({"halfjaar": asked} if asked else {}))
    assert not at.exception
    assert not at.error
    assert at.selectbox(key="choice_halfjaar").value == "2026-2"
    assert any(each.value.startswith(COMING) for each in at.caption)


def test_the_obligation_of_the_half_year_before_is_as_it_was(announced: Database) -> None:
    shown = metrics(open_screen(MUNICIPALITY, gemeente=VENLO))
    assert shown["Opgave"] == "119"


def test_with_nothing_but_targets_to_come_a_page_says_when_it_can_be_looked_at(empty: str) -> None:
    import_targets(database(empty), {VENLO: {"net": 60}}, half_year="2027-1")
    at = open_screen(START)
    assert not at.info
    assert any(each.value.startswith(COMING) for each in at.caption)
