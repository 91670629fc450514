"""Administration: users with their roles, and their sessions."""

from supervision.ui import shell, users


def draw(frame: shell.Frame) -> None:
    """Draw users, sessions and the history of roles; for whoever may not, the refusal."""
    users.roles(frame)
    users.open_sessions(frame)
    users.history(frame)


shell.show("pages/beheer.py", draw)
