"""The time line of the ladder: what is written on it can be read, whatever was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.decision import Decision, DecisionKind
from supervision.domain.excuse import Cause, Excuse
from supervision.domain.terms import Term
from supervision.ui.timeline import timeline_figure
from supervision.views.timeline import Timeline, timeline_of
from supervision.words import words

NL = words("nl")
LIMBURG = "GM0928"
PLOT = 950
"""Pixels for the days, on a laptop."""


@dataclass(frozen=True)
class Box:
    """Where a text stands, in pixels."""

    text: str
    left: float
    right: float
    low: float
    high: float

    def overlaps(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.low < other.high and other.low < self.high


def decided(*steps: tuple[str, int, str | None]) -> list[Decision]:
    """Decisions by day, step and end of the term."""
    found, before = [], 0
    for number, (day, step, until) in enumerate(steps, 1):
        term = None if until is None else Term(date.fromisoformat(until))
        kind = DecisionKind.HOLD if step == before else DecisionKind.ESCALATE
        on = date.fromisoformat(day)
        found.append(Decision(number, LIMBURG, kind, before, step, on, term))
        before = step
    return found


def boxes(view: Timeline) -> list[Box]:
    """The texts beside the line; a letter of 12 pixels is 6 wide on average, 14 high."""
    layout = timeline_figure(view, NL).to_dict()["layout"]
    first, last = layout["xaxis"]["range"]
    scale = PLOT / (last - first).days
    low, high = layout["yaxis"]["range"]
    row = (layout["height"] - 96) / (high - low)
    found = []
    for each in layout["annotations"]:
        width = len(each["text"]) * 6
        at = (each["x"] - first).days * scale + each["xshift"]
        left = at if each["xanchor"] == "left" else at - width
        middle = (each["y"] - low) * row
        found.append(Box(each["text"], left, left + width, middle - 7, middle + 7))
    return found


def texts(view: Timeline) -> list[str]:
    return [each.text for each in boxes(view)]


KERKRADE = decided(
    ("2025-07-10", 1, None),
    ("2025-09-10", 2, "2026-01-01"),
    ("2026-01-14", 3, "2026-07-14"),
)
ON = date(2026, 11, 24)


def test_every_decision_has_its_day_and_every_term_its_end_in_dutch() -> None:
    excused = [Excuse(Cause.LINKED_TOO_FEW, date(2026, 2, 1), date(2026, 3, 31))]
    view = timeline_of(KERKRADE, excused, ON, NL)
    assert texts(view) == [
        "beoordeeld op 24 november 2026",
        *("10 juli 2025", "10 september 2025", "14 januari 2026"),
        *("termijn tot en met 14 juli 2026", "termijn tot en met 1 januari 2026"),
        "COA koppelde te weinig personen, tot en met 31 maart 2026",
    ]
    axis = timeline_figure(view, NL).to_dict()["layout"]
    assert list(axis["xaxis"]["ticktext"]) == ["1 januari 2026", "1 juli 2026"]
    assert list(axis["yaxis"]["ticktext"]) == [
        *("verschoonbaar", "geen trede", "trede 1", "trede 2", "trede 3"),
    ]


def test_a_term_is_drawn_until_something_else_took_its_place_and_keeps_its_date() -> None:
    view = timeline_of(
        decided(
            ("2026-01-14", 3, "2026-07-14"),
            ("2026-03-01", 3, None),
            ("2026-05-01", 3, "2026-10-01"),
            ("2026-08-01", 0, None),
        ),
        [],
        ON,
        NL,
    )
    assert [(each.last, each.text) for each in view.terms] == [
        (date(2026, 5, 1), "termijn tot en met 14 juli 2026"),
        (date(2026, 8, 1), "termijn tot en met 1 oktober 2026"),
    ]


def test_what_still_runs_is_drawn_past_the_day_of_the_assessment() -> None:
    view = timeline_of(KERKRADE, [], date(2026, 2, 1), NL)
    assert (view.until, view.horizon) == (date(2026, 2, 1), date(2026, 7, 14))


def test_an_axis_of_many_years_names_at_most_eight_days() -> None:
    view = timeline_of(decided(("2010-03-01", 1, None)), [], ON, NL)
    assert [text for _, text in view.ticks] == [
        f"1 januari {year}" for year in range(2011, 2027, 2)
    ]


days = st.dates(date(2024, 1, 1), date(2026, 11, 24))


@st.composite
def histories(draw: st.DrawFn) -> Timeline:
    steps = [
        (day.isoformat(), step, None if weeks is None else str(day + timedelta(weeks=weeks)))
        for day, step, weeks in sorted(
            draw(
                st.lists(
                    st.tuples(days, st.integers(0, 6), st.none() | st.integers(1, 40)),
                    min_size=1,
                    max_size=9,
                )
            ),
            key=lambda each: each[0],
        )
    ]
    excused = [
        Excuse(cause, first, first + timedelta(days=length))
        for cause, first, length in draw(
            st.lists(st.tuples(st.sampled_from(Cause), days, st.integers(1, 300)), max_size=3)
        )
    ]
    return timeline_of(decided(*steps), excused, ON, NL)


@given(histories())
def test_no_text_lies_over_another_or_over_the_line(view: Timeline) -> None:
    found = boxes(view)
    for one, other in combinations(found, 2):
        assert not one.overlaps(other), (one, other)
    layout = timeline_figure(view, NL).to_dict()["layout"]
    (first, last), (low, high) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    row = (layout["height"] - 96) / (high - low)
    for before, after in pairwise(view.points):
        at = (after.day - first).days * PLOT / (last - first).days
        bottom, top = sorted((before.step, after.step))
        riser = Box("line", at - 1, at + 1, (bottom - low) * row, (top - low) * row)
        assert not any(riser.overlaps(each) for each in found), (riser, found)


@given(histories())
def test_the_first_decision_is_always_dated(view: Timeline) -> None:
    assert view.points[0].label in texts(view)
