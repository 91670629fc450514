"""The papers in a dossier as tables: reports of both sources, versions of the target, swaps."""

from __future__ import annotations

from datetime import date

from supervision.domain.figures import Realisation, Reporter
from supervision.reference import register
from supervision.storage.batches import Batch, TargetVersion
from supervision.storage.swaps import RecordedSwap
from supervision.views.case_file import CaseFile
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words


def reports_table(papers: CaseFile, t: Words) -> Table:
    """Return per date what COA and the municipality report, side by side, and who is linked."""
    days = sorted({report.as_of for report in papers.reports}, reverse=True)
    return Table(
        t("Reports of this half-year, by source"),
        (
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Realised, COA"), ColumnKind.PERSONS),
            Column(t("Realised, municipality"), ColumnKind.PERSONS),
            Column(t("Difference"), ColumnKind.BALANCE),
            Column(t("Linked"), ColumnKind.PERSONS),
            Column(t("Import"), ColumnKind.NUMBER),
            Column(t("Row"), ColumnKind.NUMBER),
        ),
        tuple(_reports_of(day, papers) for day in days),
    )


def versions_table(papers: CaseFile, t: Words) -> Table:
    """Return what each import says of the target of this half-year, the last first."""
    return Table(
        t("What files say of the target of this half-year"),
        (
            Column(t("Import"), ColumnKind.NUMBER),
            Column(t("File"), ColumnKind.TEXT),
            Column(t("Row"), ColumnKind.NUMBER),
            Column(t("Net target"), ColumnKind.PERSONS),
            Column(t("Corrected target"), ColumnKind.PERSONS),
            Column(t("Carry-over"), ColumnKind.BALANCE),
            Column(t("Remark"), ColumnKind.TEXT),
        ),
        tuple(_version(each, t) for each in papers.targets),
    )


def swaps_table(code: str, papers: CaseFile, t: Words) -> Table:
    """Return the swaps of a municipality: what each adds to its target, and with whom."""
    return Table(
        t("Swaps (Huisvestingswet 2014, art. 29(2))"),
        (
            Column(t("Swap"), ColumnKind.NUMBER),
            Column(t("Half-year"), ColumnKind.NAME),
            Column(t("With"), ColumnKind.NAME),
            Column(t("Effect on the target"), ColumnKind.BALANCE),
            Column(t("Agreed on"), ColumnKind.DATE),
            Column(t("Recorded"), ColumnKind.NAME),
            Column(t("By"), ColumnKind.TEXT),
            Column(t("Remark"), ColumnKind.TEXT),
        ),
        tuple(_swap(code, each, t) for each in papers.swaps),
    )


def notes_table(papers: CaseFile, t: Words) -> Table:
    """Return the notes about a municipality, the last first."""
    return Table(
        t("Notes"),
        (
            Column(t("Written"), ColumnKind.NAME),
            Column(t("By"), ColumnKind.TEXT),
            Column(t("Note"), ColumnKind.PROSE),
        ),
        tuple((t.short_moment(each.at), each.who, each.text) for each in papers.notes),
    )


def imports_table(papers: CaseFile, t: Words) -> Table:
    """Return the imports with a row about a municipality, the last first."""
    return Table(
        t("Imports with a row about this municipality"),
        (
            Column(t("Import"), ColumnKind.NUMBER),
            Column(t("File"), ColumnKind.TEXT),
            Column(t("Row"), ColumnKind.NUMBER),
            Column(t("Half-year"), ColumnKind.NAME),
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Imported"), ColumnKind.NAME),
            Column(t("By"), ColumnKind.TEXT),
            Column(t("Remark"), ColumnKind.TEXT),
        ),
        tuple(
            (
                batch.id,
                batch.file_name,
                row,
                str(batch.half_year),
                batch.as_of,
                t.short_moment(batch.imported_at),
                batch.imported_by,
                withdrawn(batch, t),
            )
            for batch, row in papers.imports
        ),
    )


def withdrawn(recorded: Batch | RecordedSwap, t: Words) -> str:
    """Return that and why something no longer counts, or nothing."""
    return t("withdrawn: {reason}", reason=recorded.reason) if recorded.withdrawn_at else ""


def _reports_of(day: date, papers: CaseFile) -> tuple[Value, ...]:
    by_reporter: dict[Reporter, Realisation] = {
        report.reporter: report for report in papers.reports if report.as_of == day
    }
    coa = by_reporter.get(Reporter.COA)
    own = by_reporter.get(Reporter.MUNICIPALITY)
    shown = coa or by_reporter[Reporter.MUNICIPALITY]
    return (
        day,
        None if coa is None else coa.realised,
        None if own is None else own.realised,
        None if coa is None or own is None else own.realised - coa.realised,
        next((each.linked for each in (coa, own) if each and each.linked is not None), None),
        shown.source.batch,
        shown.source.row,
    )


def _version(each: TargetVersion, t: Words) -> tuple[Value, ...]:
    return (
        each.batch.id,
        each.batch.file_name,
        each.row,
        each.net,
        each.corrected,
        each.carry_over,
        withdrawn(each.batch, t),
    )


def _swap(code: str, each: RecordedSwap, t: Words) -> tuple[Value, ...]:
    swap = each.swap
    other = swap.taker if code == swap.giver else swap.giver
    return (
        swap.number,
        str(swap.half_year),
        register().by_code[other].name,
        swap.effect_on(code),
        swap.agreed_on,
        t.short_moment(each.recorded_at),
        each.recorded_by,
        withdrawn(each, t),
    )
