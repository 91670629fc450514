"""The audit trail: whether it is whole, and who did what when."""

from supervision.ui import logbook, shell


def draw(frame: shell.Frame) -> None:
    """Draw the verification, the entries that the user chooses, and the downloads."""
    t = frame.t
    events, verified = logbook.examined(frame)
    logbook.verdict_of(verified, t)
    chosen = logbook.choose_filter(events, t)
    logbook.entries(events, chosen, t)
    logbook.left_out(frame)
    logbook.downloads(frame)


shell.show("pages/logboek.py", draw)
