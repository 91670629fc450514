"""The dossier of one municipality: this half-year, the chain behind it, reasons and imports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supervision.domain.account import Account
from supervision.domain.halfyear import HalfYear
from supervision.domain.line import Difference
from supervision.views.case_file import CaseFile
from supervision.views.chain import ChainLine, chain
from supervision.views.decided import (
    about,
    decisions_table,
    excuses_table,
    inherited_measures,
    progress,
    progress_text,
)
from supervision.views.papers import (
    imports_table,
    notes_table,
    reports_table,
    swaps_table,
    versions_table,
)
from supervision.views.provenance import Provenance, provenance
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standing, Standings, marked_provisional
from supervision.views.table import Column, ColumnKind, Table
from supervision.views.timeline import Timeline, timeline
from supervision.words import Words
from supervision.words.labels import label


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one municipality on a date; tables are in the language of the reader.

    `files` are the names of the imported files by number, `open_swaps` and `open_excuses` those
    that count, `inherited` the measures that ended in a merger.
    """

    standing: Standing
    bullet_title: str
    chain_title: str
    sources: tuple[Provenance, ...]
    lines: tuple[ChainLine, ...]
    chain: Table
    differences: tuple[str, ...]
    reports: Table
    versions: Table
    swaps: Table
    imports: Table
    files: Mapping[int, str]
    open_swaps: Mapping[int, str]
    notes: Table
    decisions: Table
    excuses: Table
    open_excuses: Mapping[int, str]
    timeline: Timeline | None
    progress: str | None
    inherited: tuple[str, ...]
    previous_code: str
    next_code: str


def dossier(
    code: str,
    found: Standings,
    snapshot: Snapshot,
    papers: CaseFile,
    t: Words,
) -> Dossier:
    """Return the dossier of a municipality that is in `found`."""
    standing = found.row(code)
    account = snapshot.province.accounts.get(code, Account(code))
    excuses = [each for each in snapshot.excuses if each.code == code]
    how_far = progress(snapshot.province.assessments[code])
    line = account.line(standing.half_year)
    lines = tuple(each for each in chain(account) if each.half_year <= standing.half_year)
    codes = [row.code for row in found.rows]
    at = codes.index(code)
    return Dossier(
        standing,
        _bullet_title(standing, t),
        _chain_title(standing, lines, t),
        () if line is None else provenance(line, line.position(found.on), snapshot),
        lines,
        _chain_table(lines, t),
        tuple(
            _difference(each.half_year, difference, snapshot, t)
            for each in lines
            for difference in each.differences
        ),
        reports_table(papers, t),
        versions_table(papers, t),
        swaps_table(code, papers, t),
        imports_table(papers, t),
        {batch.id: batch.file_name for batch, _ in papers.imports},
        {
            each.swap.number: f"{each.swap.number} ({each.swap.half_year})"
            for each in papers.swaps
            if each.counts_at(None)
        },
        notes_table(papers, t),
        decisions_table(about(snapshot.decisions, code), found.ruleset, t),
        excuses_table(excuses, t),
        {
            each.number: f"{each.number} ({label(each.excuse.cause, t)})"
            for each in excuses
            if each.counts_at(None)
        },
        timeline(code, snapshot, t),
        None if how_far is None else progress_text(how_far, t),
        inherited_measures(code, snapshot, t),
        codes[at - 1],
        codes[(at + 1) % len(codes)],
    )


def _bullet_title(row: Standing, t: Words) -> str:
    if row.realised is None or row.obligation is None:
        return t("No figure or no obligation is known yet")
    return marked_provisional(_bullet_message(row, row.realised, row.obligation, t), row, t)


def _bullet_message(row: Standing, realised: int, obligation: int, t: Words) -> str:
    if obligation <= 0:
        return t("Nothing is due in this half-year; {n} housed", n=t.number(realised))
    housed = {"realised": t.number(realised), "obligation": t.number(obligation)}
    if row.final or row.pace_norm is None:
        return t("{realised} of {obligation} housed in this half-year", **housed)
    return t(
        "{realised} of {obligation} housed; by the norm it should be {due} on {date}",
        **housed,
        due=t.decimal(row.pace_norm * obligation),
        date=t.date(row.as_of),
    )


def _chain_title(row: Standing, lines: tuple[ChainLine, ...], t: Words) -> str:
    closed = [line for line in lines if line.final and line.closing is not None]
    if not closed:
        return t("No half-year has closed yet")
    closing, day = closed[-1].closing or 0, t.date(closed[-1].as_of)
    if closing <= 0:
        return t("No backlog on {date}", date=day)
    if row.missed_in_a_row < 2:
        return t("Backlog of {n} on {date}", n=t.number(closing), date=day)
    return t(
        "Backlog of {n} on {date}, {row} half-years in a row",
        n=t.number(closing),
        date=day,
        row=row.missed_in_a_row,
    )


def _chain_table(lines: tuple[ChainLine, ...], t: Words) -> Table:
    return Table(
        t("Account, half-year after half-year"),
        (
            Column(t("Half-year"), ColumnKind.NAME),
            Column(t("Opening"), ColumnKind.BALANCE),
            Column(t("Target"), ColumnKind.PERSONS),
            Column(t("Obligation"), ColumnKind.PERSONS),
            Column(t("Realised"), ColumnKind.PERSONS),
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Closing"), ColumnKind.BALANCE),
            Column(t("Open since"), ColumnKind.TEXT),
            Column(t("Remark"), ColumnKind.PROSE),
            Column(t("Sources (import, row)"), ColumnKind.TEXT),
        ),
        tuple(
            (
                str(line.half_year),
                line.opening,
                line.target,
                line.obligation,
                line.realised,
                line.as_of,
                line.closing,
                _vintages(line, t),
                _remark(line, t),
                ", ".join(dict.fromkeys(f"{each.batch}:{each.row}" for each in line.sources)),
            )
            for line in reversed(lines)
        ),
    )


def _vintages(line: ChainLine, t: Words) -> str | None:
    if line.vintages is None:
        return None
    return ", ".join(f"{age}: {t.number(persons)}" for age, persons in line.vintages.items())


def _remark(line: ChainLine, t: Words) -> str:
    remarks = []
    if line.realised is None:
        remarks.append(t("no figure"))
    elif not line.final:
        remarks.append(t("closing figure not in: provisional"))
    elif line.provisional:
        remarks.append(t("opening provisional"))
    if line.opening_origin is not None and line.opening_origin != "account":
        remarks.append(t("opening: {origin}", origin=label(line.opening_origin, t)))
    elif line.opening is None:
        remarks.append(t("opening unknown"))
    if line.swapped:
        remarks.append(t("swap: {n} in the target", n=t.signed(line.swapped)))
    return "; ".join(remarks)


def _difference(half_year: HalfYear, difference: Difference, snapshot: Snapshot, t: Words) -> str:
    return t(
        "{half_year}: {what} is {stated}, the account gives {computed} ({file}, row {row})",
        half_year=half_year,
        what=label(difference.kind, t),
        stated=t.number(difference.stated),
        computed=t.number(difference.computed),
        file=snapshot.file_of(difference.source) or "",
        row=difference.source.row,
    )
