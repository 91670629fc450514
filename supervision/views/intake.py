"""What the import page shows of a file: columns, problems, changes; and the list of imports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from supervision.domain.halfyear import HalfYear
from supervision.importing import FileKind, Problem, ProblemCode, Reading
from supervision.importing.changes import Change, ChangeKind
from supervision.reference import register
from supervision.storage.batches import Batch
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words
from supervision.words.labels import field_name, label
from supervision.words.problems import mend, what

_HALF_YEARS_OFFERED = 26

_ASKED = {
    ProblemCode.HALF_YEAR_UNKNOWN,
    ProblemCode.AS_OF_UNKNOWN,
    ProblemCode.MISSING_COLUMN,
}


def asks_for_choices(reading: Reading) -> bool:
    """Tell whether the file leaves open what the user can say."""
    return any(problem.code in _ASKED for problem in reading.problems)


def half_year_options(today: date) -> list[HalfYear]:
    """Return the half-years to choose from: the next one and those before it, the last first."""
    options = [HalfYear.running_on(today).next]
    while len(options) < _HALF_YEARS_OFFERED:
        options.append(options[-1].previous)
    return options


def columns_table(reading: Reading, t: Words) -> Table:
    """Return each column with what it was taken for and its first values."""
    rows = tuple(
        (
            column.heading,
            field_name(column.field, t) if column.field else t("not used"),
            "; ".join(
                row[column.position]
                for row in reading.head
                if column.position < len(row) and row[column.position] != column.heading
            ),
        )
        for column in reading.columns
    )
    return Table(
        t("Columns"),
        (
            Column(t("Heading"), ColumnKind.TEXT),
            Column(t("Taken for"), ColumnKind.TEXT),
            Column(t("First values"), ColumnKind.TEXT),
        ),
        rows,
    )


def problems_table(problems: tuple[Problem, ...], title: str, t: Words) -> Table:
    """Return the problems with their place in the file, what is wrong and how to mend it."""
    return Table(
        title,
        (
            Column(t("Row"), ColumnKind.STEP),
            Column(t("Column"), ColumnKind.TEXT),
            Column(t("Value"), ColumnKind.TEXT),
            Column(t("What is wrong"), ColumnKind.PROSE),
            Column(t("How to mend it"), ColumnKind.PROSE),
        ),
        tuple(
            (each.row, each.column, each.value, what(each, t), mend(each, t)) for each in problems
        ),
    )


def change_sentence(changes: Iterable[Change], t: Words) -> str:
    """Return how many municipalities are new, changed, unchanged and absent."""
    counts = Counter(change.kind for change in changes)
    return t(
        "**{new} new, {changed} changed, {unchanged} unchanged, {absent} absent** from this file.",
        **{kind.value: counts[kind] for kind in ChangeKind},
    )


def changes_table(changes: Iterable[Change], t: Words) -> Table:
    """Return what the file does per municipality; the unchanged ones last."""
    order = list(ChangeKind)
    ordered = sorted(changes, key=lambda change: order.index(change.kind))
    names = register().by_code
    return Table(
        t("What changes"),
        (
            Column(t("Municipality"), ColumnKind.TEXT),
            Column(t("Change"), ColumnKind.TEXT),
            Column(t("Figures"), ColumnKind.TEXT),
        ),
        tuple(
            (names[change.code].name, label(change.kind, t), _figures(change, t))
            for change in ordered
        ),
    )


def history_table(batches: tuple[Batch, ...], t: Words) -> Table:
    """Return every import, the last first, withdrawn ones too."""
    return Table(
        t("List of imports"),
        (
            Column(t("Import"), ColumnKind.STEP),
            Column(t("File"), ColumnKind.TEXT),
            Column(t("Kind"), ColumnKind.TEXT),
            Column(t("Half-year"), ColumnKind.TEXT),
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Rows"), ColumnKind.PERSONS),
            Column(t("Imported"), ColumnKind.TEXT),
            Column(t("By"), ColumnKind.TEXT),
            Column(t("Remark"), ColumnKind.TEXT),
        ),
        tuple(
            (
                batch.id,
                batch.file_name,
                label(FileKind(batch.kind), t),
                str(batch.half_year),
                batch.as_of,
                batch.rows,
                t.short_moment(batch.imported_at),
                batch.imported_by,
                t("withdrawn: {reason}", reason=batch.reason) if batch.withdrawn_at else "",
            )
            for batch in batches
        ),
    )


def _figures(change: Change, t: Words) -> str:
    if change.kind is ChangeKind.ABSENT:
        return ", ".join(f"{field_name(n, t)}: {t.number(v)}" for n, v in change.old.items())
    return ", ".join(
        f"{field_name(name, t)}: {t.number(change.old[name])} → {t.number(new)}"
        if name in change.old and change.old[name] != new
        else f"{field_name(name, t)}: {t.number(new)}"
        for name, new in change.new.items()
    )
