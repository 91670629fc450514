"""The letters to one municipality or to a selection, made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from supervision.errors import LetterTemplateInvalid
from supervision.exports.docx_file import to_docx, to_zip, try_templates
from supervision.reference import register
from supervision.ui import cached
from supervision.ui.markdown import literal
from supervision.ui.shell import Frame
from supervision.usecases import letters
from supervision.views.letter_bundle import bundle_label, bundle_name, letters_to_come
from supervision.views.letters import Matter, documents_about, matter_of
from supervision.views.snapshot import Snapshot
from supervision.words.errors import message

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download_letters(frame: Frame, key: cached.Key, codes: Sequence[str]) -> None:
    """Draw the downloads of the letters to these municipalities on the date of the key.

    One municipality gets a button for each document, a selection one for all in a zip. Each
    download is kept in the record. Figures as known in the past have no letters.
    """
    t = frame.t
    if frame.known_on is not None:
        return
    snapshot = cached.snapshot_of(key)
    matters = [found for code in codes if (found := matter_of(snapshot, code)) is not None]
    to_come = letters_to_come(snapshot, codes, register(), t)
    if to_come:
        st.caption(to_come)
    if not matters:
        if not to_come:
            st.caption(t("There is no letter to write: no decision and no flag."))
        return
    documents = [
        each for matter in matters for each in documents_about(matter, snapshot, register())
    ]
    try:
        try_templates({each.template for each in documents})
    except LetterTemplateInvalid as error:
        st.error(literal(message(error, t)), icon=":material/error:")
        return
    if len(codes) == 1:
        for index, document in enumerate(documents):
            st.download_button(
                t("Download {file}", file=literal(document.file_name)),
                _one(frame, matters[0], snapshot, index),
                document.file_name,
                _DOCX,
                on_click="ignore",
                icon=":material/mail:",
            )
        return
    st.download_button(
        bundle_label([each.template for each in documents], t),
        _all(frame, matters, snapshot),
        bundle_name(snapshot),
        "application/zip",
        on_click="ignore",
        icon=":material/mail:",
    )


def _one(frame: Frame, matter: Matter, snapshot: Snapshot, index: int) -> Callable[[], bytes]:
    """What makes one of the documents about a matter, at the moment of the click."""

    def make() -> bytes:
        letter = letters.about(frame.database, matter, snapshot)[index]
        content = to_docx(letter)
        letters.handed_out(frame.database, frame.actor, (letter,))
        return content

    return make


def _all(frame: Frame, matters: Sequence[Matter], snapshot: Snapshot) -> Callable[[], bytes]:
    """What makes all documents about the matters, at the moment of the click."""

    def make() -> bytes:
        found = [
            letter
            for matter in matters
            for letter in letters.about(frame.database, matter, snapshot)
        ]
        content = to_zip(found)
        letters.handed_out(frame.database, frame.actor, found)
        return content

    return make
