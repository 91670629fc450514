"""The figures that count now, in the shape in which an office would deliver them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from supervision.domain.figures import Facts, Reporter, Stated, Target
from supervision.domain.halfyear import HalfYear
from supervision.domain.municipality import Register
from supervision.views.table import Column, ColumnKind, Table, Value
from supervision.words import Words

_REPORTERS = {Reporter.COA: "COA", Reporter.MUNICIPALITY: "gemeente"}


def targets_file(
    facts: Mapping[str, Facts], register: Register, half_year: HalfYear, t: Words
) -> Table:
    """Return what files state of the targets of a half-year; imported again, nothing changes."""
    return Table(
        t("Targets"),
        (
            Column(t("Municipality code"), ColumnKind.TEXT),
            Column(t("Municipality"), ColumnKind.TEXT),
            Column(t("Half-year"), ColumnKind.TEXT),
            Column(t("Net target"), ColumnKind.PERSONS),
            Column(t("Corrected target"), ColumnKind.PERSONS),
            Column(t("Backlog/lead"), ColumnKind.PERSONS),
        ),
        tuple(_targets(facts, register, half_year)),
    )


def realisation_file(
    facts: Mapping[str, Facts], register: Register, half_year: HalfYear, as_of: date, t: Words
) -> Table:
    """Return what was reported as of a date; imported again, nothing changes."""
    return Table(
        t("Realisation"),
        (
            Column(t("Municipality code"), ColumnKind.TEXT),
            Column(t("Municipality"), ColumnKind.TEXT),
            Column(t("Half-year"), ColumnKind.TEXT),
            Column(t("As of"), ColumnKind.DATE),
            Column(t("Realised"), ColumnKind.PERSONS),
            Column(t("Linked"), ColumnKind.PERSONS),
            Column(t("Source"), ColumnKind.TEXT),
        ),
        tuple(_reports(facts, register, half_year, as_of)),
    )


def _targets(
    facts: Mapping[str, Facts], register: Register, half_year: HalfYear
) -> Iterator[tuple[Value, ...]]:
    for municipality in register.in_half_year(half_year):
        known = facts.get(municipality.code, Facts(municipality.code))
        target = known.targets.get(half_year, Target())
        stated = tuple(_persons(each) for each in (target.net, target.corrected, target.carry_over))
        if stated != (None, None, None):
            yield (municipality.code, municipality.name, str(half_year), *stated)


def _reports(
    facts: Mapping[str, Facts], register: Register, half_year: HalfYear, as_of: date
) -> Iterator[tuple[Value, ...]]:
    for municipality in register.in_half_year(half_year):
        known = facts.get(municipality.code, Facts(municipality.code))
        for report in known.realisations.get(half_year, ()):
            if report.as_of == as_of:
                yield (
                    municipality.code,
                    municipality.name,
                    str(half_year),
                    as_of,
                    report.realised,
                    report.linked,
                    _REPORTERS[report.reporter],
                )


def _persons(stated: Stated | None) -> int | None:
    return None if stated is None else stated.persons
