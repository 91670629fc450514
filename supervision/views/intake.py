"""What the import page shows of a file: columns, problems, changes; and the list of imports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from supervision.domain.halfyear import HalfYear
from supervision.importing import FileKind, Problem, ProblemCode, Reading
from supervision.importing.changes import Change, ChangeKind, Effect
from supervision.reference import register
from supervision.storage.batches import Batch
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words
from supervision.words.labels import field_name, label
from supervision.words.problems import mend_on_screen, what

_HALF_YEARS_OFFERED = 26

_SHOWN_AT_MOST = 200
"""Problems on screen; a page of thousands helps nobody, and the download has them all."""

_ASKED = {
    ProblemCode.HALF_YEAR_UNKNOWN,
    ProblemCode.HALF_YEAR_DIFFERS,
    ProblemCode.AS_OF_UNKNOWN,
    ProblemCode.AS_OF_DIFFERS,
    ProblemCode.AS_OF_OUTSIDE_HALF_YEAR,
    ProblemCode.KIND_DIFFERS,
    ProblemCode.SEVERAL_SHEETS,
}


def asks_for_choices(reading: Reading) -> bool:
    """Tell whether the file leaves open what the user can say."""
    return any(problem.code in _ASKED for problem in reading.problems)


def could_be_read(reading: Reading) -> bool:
    """Tell whether the file has rows and columns at all, so that a copy of it can be marked."""
    return bool(reading.head)


def half_year_options(today: date) -> list[HalfYear]:
    """Return the half-years to choose from: the next one and those before it, the last first."""
    options = [HalfYear.running_on(today).next]
    while len(options) < _HALF_YEARS_OFFERED:
        options.append(options[-1].previous)
    return options


def problems_on_screen(problems: tuple[Problem, ...], title: str, t: Words) -> Table:
    """Return the problems with their place in the file, what is wrong and how to mend it.

    The first ones, where there are very many; the sheet only where one is named.
    """
    shown = problems_table(problems[:_SHOWN_AT_MOST], title, t)
    kept = slice(0 if any(problem.sheet for problem in problems) else 1, len(shown.columns) - 1)
    return replace(shown, columns=shown.columns[kept], rows=tuple(row[kept] for row in shown.rows))


def problems_left_out(problems: tuple[Problem, ...]) -> int:
    """Return how many problems do not fit on the screen."""
    return max(len(problems) - _SHOWN_AT_MOST, 0)


def problems_table(problems: tuple[Problem, ...], title: str, t: Words) -> Table:
    """Return the problems with everything that is known of them, as they are downloaded."""
    return Table(
        title,
        (
            Column(t("Sheet"), ColumnKind.TEXT),
            Column(t("Row"), ColumnKind.NUMBER),
            Column(t("Column"), ColumnKind.TEXT),
            Column(t("Value"), ColumnKind.TEXT),
            Column(t("What is wrong"), ColumnKind.PROSE),
            Column(t("How to mend it"), ColumnKind.PROSE),
            Column(t("Code"), ColumnKind.TEXT),
        ),
        tuple(
            (
                each.sheet,
                each.row,
                each.column,
                each.value,
                what(each, t),
                mend_on_screen(each, t),
                each.code.value,
            )
            for each in problems
        ),
    )


def in_order(reading: Reading) -> Reading:
    """Return the reading with its problems as one meets them: file, columns, row by row."""
    positions = {each.heading: each.position for each in reversed(reading.columns)}
    ordered = sorted(
        reading.problems, key=lambda each: (each.row or 0, positions.get(each.column or "", -1))
    )
    return replace(reading, problems=tuple(ordered))


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
            Column(t("Municipality"), ColumnKind.NAME),
            Column(t("Change"), ColumnKind.TEXT),
            Column(t("Figures"), ColumnKind.TEXT),
        ),
        tuple(
            (names[change.code].name, label(change.kind, t), _figures(change, t))
            for change in ordered
        ),
    )


def effects_table(effects: Iterable[Effect], t: Words) -> Table:
    """Return what the file would do to balances and steps; the highest step first."""
    names = register().by_code
    ordered = sorted(effects, key=lambda each: (-each.step_after, names[each.code].name))
    return Table(
        t("What it does to balance and step"),
        (
            Column(t("Municipality"), ColumnKind.NAME),
            Column(t("Balance now"), ColumnKind.BALANCE),
            Column(t("Balance then"), ColumnKind.BALANCE),
            Column(t("Indicated step now"), ColumnKind.STEP),
            Column(t("Indicated step then"), ColumnKind.STEP),
            Column(t("Preventive now"), ColumnKind.FLAG),
            Column(t("Preventive then"), ColumnKind.FLAG),
        ),
        tuple(
            (
                names[each.code].name,
                each.closing_before,
                each.closing_after,
                each.step_before,
                each.step_after,
                each.preventive_before,
                each.preventive_after,
            )
            for each in ordered
        ),
    )


def history_table(batches: tuple[Batch, ...], t: Words) -> Table:
    """Return every import, the last first, withdrawn ones too."""
    return Table(
        t("List of imports"),
        (
            Column(t("Import"), ColumnKind.NUMBER),
            Column(t("File"), ColumnKind.TEXT),
            Column(t("Kind"), ColumnKind.TEXT),
            Column(t("Half-year"), ColumnKind.NAME),
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Rows"), ColumnKind.PERSONS),
            Column(t("Imported"), ColumnKind.NAME),
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
