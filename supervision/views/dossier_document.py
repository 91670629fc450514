"""The dossier of a municipality as a document for a hearing: each number with its origin."""

from __future__ import annotations

from collections.abc import Iterator

from supervision.domain.account import Account
from supervision.domain.figures import moved
from supervision.domain.line import Line
from supervision.views.case_file import CaseFile
from supervision.views.chain_chart import chain_chart
from supervision.views.document import Document, Figure, Part
from supervision.views.dossier import Dossier
from supervision.views.dossier_history import history_table
from supervision.views.escalation import SAMPLE, facts
from supervision.views.papers import withdrawn
from supervision.views.provenance import Provenance, provenance
from supervision.views.reason_table import origin_text, reasons_table
from supervision.views.report_document import ladder_parts, method
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standing, Standings, provisional_legend, state_text
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words
from supervision.words.labels import figure_name, step_name


def dossier_document(
    view: Dossier, found: Standings, snapshot: Snapshot, papers: CaseFile, t: Words
) -> Document:
    """Return the dossier as a document in the language of `t`."""
    row = view.standing
    return Document(
        t("Dossier {name}", name=row.name),
        t("Housing of permit holders, {half_year}", half_year=t.half_year(found.half_year)),
        t.language,
        found.on,
        t(SAMPLE) if found.sample else "",
        tuple(_answer(view, found, t)),
        _figures(row, t),
        (
            (t("Municipality"), f"{row.name} ({row.code}), {row.region}"),
            *facts(found, t),
        ),
        _parts(view, found, snapshot, papers, t),
        dossier_file_name(row, found, t),
    )


def dossier_file_name(row: Standing, found: Standings, t: Words) -> str:
    """Return the name of the file, without its suffix; sample data says so in the name."""
    name, sample = t("dossier"), t("_sampledata") if found.sample else ""
    return f"{name}_{row.code}_{found.on.isoformat()}{sample}"


def _answer(view: Dossier, found: Standings, t: Words) -> Iterator[str]:
    row = view.standing
    yield f"{view.bullet_title}. {view.chain_title}."
    names = found.ruleset.step(row.proposed_step).name if row.proposed_step else {}
    yield t(
        "Now on step {current}; the rules indicate step {indicated}; proposed: {step}.",
        current=row.current_step,
        indicated=row.indicated_step,
        step=step_name(row.proposed_step, names, t),
    )
    if row.term_until is not None:
        yield t("The term in force runs until {date}.", date=t.date(row.term_until))
    if row.excused:
        yield t("Excused on this date: the step stays where it is.")
    if view.progress:
        yield view.progress
    legend = provisional_legend((row,), t)
    if legend:
        yield legend


def _figures(row: Standing, t: Words) -> tuple[Figure, ...]:
    share = t("norm {norm}", norm=t.percent(row.pace_norm, 0)) if row.pace_norm is not None else ""
    as_of = t("as of {date}", date=t.date(row.as_of)) if row.as_of is not None else ""
    return (
        Figure(
            t.number(row.obligation),
            t("Obligation"),
            t(
                "target {target}, opening {opening}",
                target=t.number(row.target),
                opening=t.signed(row.opening),
            ),
        ),
        Figure(t.number(row.realised), t("Realised"), as_of),
        Figure(t.percent(row.realised_share), t("Share realised"), share),
        Figure(t.number(row.to_house), t("Still to house"), state_text(row, t)),
    )


def _parts(
    view: Dossier, found: Standings, snapshot: Snapshot, papers: CaseFile, t: Words
) -> tuple[Part, ...]:
    reasons = reasons_table(view.standing.reasons, found.ruleset, t)
    history = history_table(view.standing.code, view.lines, found, snapshot, t)
    origins = _origins(view.standing.code, found, snapshot, t)
    return (
        Part(reasons.title, table=reasons, fresh=True),
        Part(
            t("Decisions, terms and excuses"),
            view.inherited,
            table=history,
            empty=t("Nothing has been decided about this municipality yet."),
        ),
        Part(
            view.chain.title,
            items=view.differences,
            chart=chain_chart(view.chain_title, view.lines, t),
            table=view.chain,
            empty=t("No half-year is in the store."),
            notes=(
                t(
                    "Open since: the half-year in which the part of the backlog arose that is "
                    "still open. Sources: number of the import and row in its file."
                ),
            ),
        ),
        Part(
            origins.title,
            table=origins,
            empty=t("There are no figures."),
        ),
        Part(t("What was reported"), level=1),
        *(
            Part(table.title, table=table, level=2)
            for table in (view.reports, view.versions, view.swaps)
            if table.rows
        ),
        Part(
            view.imports.title,
            table=_imports(papers, t),
            empty=t("No import has a row about this municipality."),
        ),
        Part(t("How it is calculated"), method(found.ruleset, t)),
        *ladder_parts(found.ruleset, t),
    )


def _origins(code: str, found: Standings, snapshot: Snapshot, t: Words) -> Table:
    account = snapshot.province.accounts.get(code, Account(code))
    lines = [line for line in account.lines if line.half_year <= found.half_year]
    return Table(
        t("Where each number came from"),
        (
            Column(t("Half-year"), ColumnKind.NAME),
            Column(t("Figure"), ColumnKind.TEXT),
            Column(t("Number"), ColumnKind.PERSONS),
            Column(t("Source"), ColumnKind.TEXT),
            Column(t("Import"), ColumnKind.NUMBER),
            Column(t("Row"), ColumnKind.NUMBER),
            Column(t("Imported"), ColumnKind.NAME),
            Column(t("By"), ColumnKind.TEXT),
        ),
        tuple(
            row for line in reversed(lines) for row in _origins_of(code, line, found, snapshot, t)
        ),
    )


def _origins_of(
    code: str, line: Line, found: Standings, snapshot: Snapshot, t: Words
) -> Iterator[tuple[Value, ...]]:
    position = line.position(found.on)
    for each in provenance(line, position, snapshot):
        yield (
            str(line.half_year),
            figure_name(each.figure, t),
            _number(each, code, line, position.realised),
            origin_text(each, t),
            each.batch,
            each.row,
            t.short_moment(each.imported_at) if each.imported_at else None,
            each.imported_by,
        )


def _number(each: Provenance, code: str, line: Line, realised: int | None) -> int | None:
    """The number that this is the source of, as it was stated, carried or agreed."""
    stated = line.stated.net or line.stated.corrected
    if each.figure == "realised":
        return realised
    if each.figure == "opening":
        return line.opening.persons
    if each.figure == "swap":
        agreed = [swap for swap in line.swaps if swap.number == each.statement]
        return moved(agreed, code)
    return None if stated is None else stated.persons


def _imports(papers: CaseFile, t: Words) -> Table:
    return Table(
        t("Imports with a row about this municipality"),
        (
            Column(t("Import"), ColumnKind.NUMBER),
            Column(t("File"), ColumnKind.TEXT),
            Column(t("Row"), ColumnKind.NUMBER),
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Imported"), ColumnKind.NAME),
            Column(t("By"), ColumnKind.TEXT),
            Column(t("SHA-256, first 12 characters"), ColumnKind.NAME),
            Column(t("Remark"), ColumnKind.TEXT),
        ),
        tuple(
            (
                batch.id,
                batch.file_name,
                row,
                batch.as_of,
                t.short_moment(batch.imported_at),
                batch.imported_by,
                batch.sha256[:12],
                withdrawn(batch, t),
            )
            for batch, row in papers.imports
        ),
    )
