"""Start page: how the province stands, who needs attention now and why."""

from supervision.ui import cached, choices, expectation, history, panels, shell, told, tour


def draw(frame: shell.Frame) -> None:
    """Draw the overview of the half-year that the user chooses."""
    tour.first_visit(frame.t)
    half_year = choices.choose_half_year(frame)
    if half_year is None:
        return
    key = frame.key(half_year)
    found, view = cached.standings_of(key), cached.overview_of(key)
    shell.notices(found, frame.t)
    told.lead(view.sentence)
    panels.figures(view, frame.t)
    panels.counts(view, found, frame.t)
    expectation.alerts(cached.early_warning_of(key), frame.t)
    panels.attention(view, frame.t)
    history.of_the_province(frame, key)
    expectation.track_record(cached.track_record_of(key), frame.t)
    panels.imports(view, frame.t)


shell.show("app.py", draw)
