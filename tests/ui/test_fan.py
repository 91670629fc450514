"""The fan chart shows what the view says, and nothing that is not due."""

from __future__ import annotations

from typing import Any

import pytest

from supervision.domain.history import History
from supervision.ui.fan import fan_figure
from supervision.views.expectation import expectation
from supervision.views.fan import Fan
from supervision.words import words
from tests.domain.stories import HORST
from tests.domain.test_outlook import SIX
from tests.views.test_expectation import APRIL, SPREAD, horst, seen

NL = words("nl")


def chart_of(*figures: int, target: int = 60, before: tuple = SIX) -> tuple[Fan, dict[str, Any]]:
    snapshot = seen(APRIL, horst(*figures, target=target, before=before))
    history = History.of(snapshot.province.accounts.values())
    view = expectation(HORST, snapshot, history, NL).fan
    assert view is not None
    return view, fan_figure(view, NL).to_dict()


def labels(chart: dict[str, Any]) -> list[str]:
    return [each["text"] for each in chart["layout"]["annotations"]]


def test_the_band_opens_from_the_last_report_to_both_ends() -> None:
    view, chart = chart_of(10, 20, 18, before=SPREAD)
    norm, band, likely, reported = chart["data"]
    assert list(norm["y"]) == [0, 60]
    assert list(band["y"]) == [18, view.highest, view.lowest]
    assert view.lowest < view.end.persons < view.highest
    assert list(likely["y"]) == [18, view.end.persons]
    assert list(reported["y"]) == [0, 10, 20, 18]
    assert list(reported["text"])[-1] == "01-04-2025: 18"
    assert chart["layout"]["title"]["text"] == view.title


def test_the_lines_are_named_at_their_ends() -> None:
    _, chart = chart_of(10, 20, 18)
    assert labels(chart) == ["verwacht 42", "opgave 60", "<b>18</b>"]
    below, above = chart["layout"]["annotations"][:2]
    assert (below["yanchor"], above["yanchor"]) == ("top", "bottom")


def test_where_nothing_is_due_no_obligation_is_drawn() -> None:
    _, chart = chart_of(1, 2, 3, target=0)
    assert labels(chart) == ["verwacht 5", "<b>3</b>"]
    assert list(chart["data"][0]["y"]) == [0, 0]


@pytest.mark.parametrize(("third", "same"), [(18, False), (30, True), (40, True)])
def test_a_backlog_has_another_colour_than_none(third: int, same: bool) -> None:
    met = chart_of(10, 20, 35)[1]["data"][3]["line"]["color"]
    assert (chart_of(10, 20, third)[1]["data"][3]["line"]["color"] == met) is same
