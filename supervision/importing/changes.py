"""What a file would change: its figures beside those that count now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from supervision.domain.figures import Facts, Realisation, Reporter, Source, Stated, Target
from supervision.domain.halfyear import HalfYear
from supervision.domain.municipality import Register
from supervision.importing.records import Reading


class ChangeKind(StrEnum):
    """What a row does to the figures that count now."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Change:
    """What the file does to one municipality: figures by name, before and after, in persons."""

    code: str
    kind: ChangeKind
    old: Mapping[str, int]
    new: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes for one municipality: balance in persons (signed) and indicated step."""

    code: str
    closing_before: int | None
    closing_after: int | None
    step_before: int
    step_after: int
    preventive_before: bool
    preventive_after: bool


def changes(reading: Reading, known: Mapping[str, Facts], register: Register) -> tuple[Change, ...]:
    """Return one change per municipality of the half-year, in order of name.

    Empty for a file that is not accepted.
    """
    if not reading.accepted or reading.half_year is None:
        return ()
    return tuple(_changes(reading, reading.half_year, known, register))


def applied(reading: Reading, known: Mapping[str, Facts]) -> dict[str, Facts]:
    """Return the facts as they would be with the file; its figures have batch number 0."""
    facts = dict(known)
    half_year = reading.half_year
    if half_year is None:
        return facts
    for record in reading.targets:
        before = facts.get(record.code, Facts(record.code))
        source = Source(0, record.row)
        said = {"net": record.net, "corrected": record.corrected, "carry_over": record.carry_over}
        target = replace(
            before.targets.get(half_year, Target()),
            **{name: Stated(n, source) for name, n in said.items() if n is not None},
        )
        facts[record.code] = replace(before, targets={**before.targets, half_year: target})
    as_of = reading.as_of
    if as_of is None:
        return facts
    for report in reading.realisations:
        before = facts.get(report.code, Facts(report.code))
        reported = Realisation(
            half_year,
            as_of,
            report.realised,
            Source(0, report.row),
            report.reporter,
            report.linked,
        )
        others = tuple(
            each
            for each in before.realisations.get(half_year, ())
            if (each.as_of, each.reporter) != (as_of, report.reporter)
        )
        facts[report.code] = replace(
            before, realisations={**before.realisations, half_year: (*others, reported)}
        )
    return facts


def _changes(
    reading: Reading, half_year: HalfYear, known: Mapping[str, Facts], register: Register
) -> Iterator[Change]:
    stated = _stated(reading)
    told = {name for figures in stated.values() for name in figures}
    for municipality in register.in_half_year(half_year):
        code = municipality.code
        before = _known(known.get(code, Facts(code)), half_year, reading)
        if code not in stated:
            yield Change(
                code,
                ChangeKind.ABSENT,
                {name: persons for name, persons in before.items() if name in told},
                {},
            )
            continue
        new = stated[code]
        old = {name: before[name] for name in new if name in before}
        if not old:
            kind = ChangeKind.NEW
        else:
            kind = ChangeKind.UNCHANGED if old == new else ChangeKind.CHANGED
        yield Change(code, kind, old, new)


def _stated(reading: Reading) -> dict[str, dict[str, int]]:
    """What the file states per municipality, by the name of the figure."""
    stated: dict[str, dict[str, int]] = {}
    for target in reading.targets:
        figures = {"net": target.net, "corrected": target.corrected}
        figures["carry_over"] = target.carry_over
        stated.setdefault(target.code, {}).update(_given(figures))
    for record in reading.realisations:
        suffix = "" if record.reporter is Reporter.COA else f"_{record.reporter}"
        figures = {f"realised{suffix}": record.realised, f"linked{suffix}": record.linked}
        stated.setdefault(record.code, {}).update(_given(figures))
    return stated


def _known(facts_: Facts, half_year: HalfYear, reading: Reading) -> dict[str, int]:
    """What the store has of the same figures."""
    target = facts_.targets.get(half_year, Target())
    figures: dict[str, int | None] = {
        name: None if stated is None else stated.persons
        for name, stated in (
            ("net", target.net),
            ("corrected", target.corrected),
            ("carry_over", target.carry_over),
        )
    }
    for report in facts_.realisations.get(half_year, ()):
        if report.as_of == reading.as_of:
            suffix = "" if report.reporter is Reporter.COA else f"_{report.reporter}"
            figures[f"realised{suffix}"] = report.realised
            figures[f"linked{suffix}"] = report.linked
    return _given(figures)


def _given(figures: Mapping[str, int | None]) -> dict[str, int]:
    return {name: persons for name, persons in figures.items() if persons is not None}
