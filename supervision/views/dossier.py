"""The dossier of one municipality: this half-year, the chain behind it, reasons and imports."""

from __future__ import annotations

from dataclasses import dataclass

from supervision.domain.account import Account, Difference
from supervision.domain.halfyear import HalfYear
from supervision.storage.batches import Batch
from supervision.views.chain import ChainLine, chain
from supervision.views.provenance import Provenance, provenance
from supervision.views.snapshot import Snapshot
from supervision.views.standing import Standing, Standings
from supervision.views.table import Column, ColumnKind, Table
from supervision.words import Words
from supervision.words.labels import label


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one municipality on a date; tables are in the language of the reader."""

    standing: Standing
    sources: tuple[Provenance, ...]
    lines: tuple[ChainLine, ...]
    chain: Table
    differences: tuple[str, ...]
    imports: Table
    previous_code: str
    next_code: str


def dossier(
    code: str,
    found: Standings,
    snapshot: Snapshot,
    touched: tuple[tuple[Batch, int], ...],
    t: Words,
) -> Dossier:
    """Return the dossier of a municipality that is in `found`.

    `touched` are the imports that had a row about it, with that row, the last first.
    """
    standing = found.row(code)
    account = snapshot.province.accounts.get(code, Account(code))
    line = account.line(standing.half_year)
    lines = tuple(each for each in chain(account) if each.half_year <= standing.half_year)
    codes = [row.code for row in found.rows]
    at = codes.index(code)
    return Dossier(
        standing,
        () if line is None else provenance(line, line.position(found.on), snapshot),
        lines,
        _chain_table(lines, t),
        tuple(
            _difference(each.half_year, difference, snapshot, t)
            for each in lines
            for difference in each.differences
        ),
        _imports_table(touched, t),
        codes[at - 1],
        codes[(at + 1) % len(codes)],
    )


def _chain_table(lines: tuple[ChainLine, ...], t: Words) -> Table:
    return Table(
        t("Account, half-year after half-year"),
        (
            Column(t("Half-year"), ColumnKind.TEXT),
            Column(t("Opening"), ColumnKind.BALANCE),
            Column(t("Target"), ColumnKind.PERSONS),
            Column(t("Obligation"), ColumnKind.PERSONS),
            Column(t("Realised"), ColumnKind.PERSONS),
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Closing"), ColumnKind.BALANCE),
            Column(t("Open since"), ColumnKind.TEXT),
            Column(t("Remark"), ColumnKind.PROSE),
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


def _imports_table(touched: tuple[tuple[Batch, int], ...], t: Words) -> Table:
    return Table(
        t("Imports with a row about this municipality"),
        (
            Column(t("Import"), ColumnKind.STEP),
            Column(t("File"), ColumnKind.TEXT),
            Column(t("Row"), ColumnKind.STEP),
            Column(t("Half-year"), ColumnKind.TEXT),
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Imported"), ColumnKind.TEXT),
            Column(t("By"), ColumnKind.TEXT),
            Column(t("Remark"), ColumnKind.PROSE),
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
                t("withdrawn: {reason}", reason=batch.reason) if batch.withdrawn_at else "",
            )
            for batch, row in touched
        ),
    )
