"""The buttons that hand out the report and the dossier; a file is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from supervision.exports.pdf_file import to_pdf
from supervision.exports.xlsx_file import to_workbook
from supervision.geography import published
from supervision.ui import cached
from supervision.ui.shell import Frame
from supervision.usecases import assessing, record
from supervision.views.dossier_document import dossier_document, dossier_file_name
from supervision.views.escalation import Filter
from supervision.views.report import Report, report, report_file_name
from supervision.views.report_document import report_document
from supervision.views.report_sheets import report_sheets

_PDF = "application/pdf"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_report(frame: Frame, key: cached.Key, chosen: Filter) -> None:
    """Draw the buttons for the half-yearly report, as PDF and as Excel, with the filters chosen."""
    t, found = frame.t, cached.standings_of(key)
    view = partial(report, found, cached.snapshot_of(key), t, chosen)
    name = report_file_name(found, t, chosen)
    _button(frame, t("Report as PDF"), f"{name}.pdf", _PDF, partial(_report_pdf, frame, view))
    _button(frame, t("Report as Excel"), f"{name}.xlsx", _XLSX, partial(_report_xlsx, frame, view))


def download_dossier(frame: Frame, key: cached.Key, code: str) -> None:
    """Draw the button for the dossier of one municipality as PDF."""
    t, found = frame.t, cached.standings_of(key)
    name = dossier_file_name(found.row(code), found, t)
    make = partial(_dossier_pdf, frame, key, code)
    _button(frame, t("Dossier as PDF"), f"{name}.pdf", _PDF, make)


def _button(frame: Frame, label: str, file_name: str, mime: str, make: Callable[[], bytes]) -> None:
    def hand_out() -> bytes:
        content = make()
        record.downloaded(frame.database, frame.actor, file_name)
        return content

    st.download_button(
        label, hand_out, file_name, mime, on_click="ignore", icon=":material/download:"
    )


def _report_pdf(frame: Frame, view: Callable[[], Report]) -> bytes:
    return to_pdf(report_document(view(), frame.t), frame.t, published())


def _report_xlsx(frame: Frame, view: Callable[[], Report]) -> bytes:
    found = view()
    document = report_document(found, frame.t)
    return to_workbook(report_sheets(found, document, frame.t), document.made_on, frame.t)


def _dossier_pdf(frame: Frame, key: cached.Key, code: str) -> bytes:
    """Everything was read before, for the page, but for the papers: those are read now."""
    t, found, snapshot = frame.t, cached.standings_of(key), cached.snapshot_of(key)
    papers = assessing.case_file(frame.database, code, found.half_year, key.known_on)
    view = cached.dossier_of(key, code)
    return to_pdf(dossier_document(view, found, snapshot, papers, t), t, published())
