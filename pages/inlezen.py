"""Importing: upload, what was understood, problems, preview, confirm; and the list of imports."""

from supervision.ui import cached, imports_list, intake, mapping, problems, shell


def draw(frame: shell.Frame) -> None:
    """Draw the upload and the draft that waits, for whoever may; and the imports so far."""
    t = frame.t
    draft = None
    if intake.offered(frame):
        intake.upload(frame)
        draft = intake.choose_draft(frame)
    if draft is not None:
        check = cached.check_of(frame.database.url, frame.revision, frame.today, draft)
        intake.heading(draft, t)
        intake.overtaken(draft, check, t)
        if not check.reading.accepted:
            problems.problems(check, draft, t)
        intake.understood(check, t)
        mapping.columns(frame, draft, check)
        intake.choices(frame, draft, check)
        agreed = True
        if check.reading.accepted:
            intake.preview(frame, draft, check)
            agreed = intake.warnings(draft, check, t)
        intake.decide(frame, draft, check, agreed)
    imports_list.history(frame)


shell.show("pages/inlezen.py", draw)
