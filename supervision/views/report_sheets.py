"""The half-yearly report as the sheets of a workbook: the same numbers, to sort and to sum."""

from __future__ import annotations

from dataclasses import replace

from supervision.views.document import Document
from supervision.views.escalation import assumptions, escalation_list
from supervision.views.report import Report
from supervision.views.report_document import method
from supervision.views.rules import rules_table
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words


def report_sheets(view: Report, document: Document, t: Words) -> tuple[Table, ...]:
    """Return the sheets, the summary first; `document` is the same report as it is printed."""
    found = view.found
    return (
        _pairs(
            t("Summary"),
            (
                (t("Report"), f"{document.title}, {document.subtitle}"),
                *((t("Answer"), text) for text in document.answer),
                *((each.name, _figure(each.value, each.remark)) for each in document.figures),
                *view.facts,
            ),
            t,
        ),
        replace(view.regions, rows=(*view.regions.rows, view.province)),
        replace(view.course.table, title=t("Course")),
        view.steps,
        replace(view.municipalities, title=t("Municipalities")),
        escalation_list(found, t, view.chosen),
        view.decisions,
        view.excuses,
        replace(view.imports, title=t("Imports")),
        replace(rules_table(found.ruleset, t), title=t("Rules")),
        _pairs(
            t("Explanation"),
            (
                *((t("What is missing"), text) for text in view.overview.missing),
                *((t("How it is calculated"), text) for text in method(found.ruleset, t)),
                *assumptions(found.ruleset, t),
                *(((t("Sources"), view.older),) if view.older else ()),
            ),
            t,
        ),
    )


def _figure(value: str, remark: str) -> str:
    return f"{value} ({remark})" if remark else value


def _pairs(title: str, rows: tuple[tuple[str, str], ...], t: Words) -> Table:
    columns = (Column(t("Item"), ColumnKind.TEXT), Column(t("Content"), ColumnKind.PROSE))
    return Table(title, columns, rows)
