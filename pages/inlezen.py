"""Importing: upload, what was understood, problems, preview, confirm; and the list of imports."""

import streamlit as st

from supervision.ui import cached, intake, shell


def draw(frame: shell.Frame) -> None:
    """Draw the upload, the draft that waits, and the imports so far."""
    t = frame.t
    intake.upload(frame)
    draft = intake.choose_draft(frame)
    if draft is not None:
        check = cached.check_of(frame.database.url, frame.revision, draft)
        st.subheader(t("File {file}", file=draft.file_name))
        intake.understood(check, t)
        intake.columns(check, t)
        intake.choices(frame, draft, check)
        if check.reading.accepted:
            intake.warnings(check, t)
            intake.preview(check, t)
        else:
            intake.problems(check, draft.file_name, t)
        intake.decide(frame, draft, check)
    intake.history(frame)


shell.show("pages/inlezen.py", draw)
